//! A document's outline against one template: pairs, places, how well it fits.

/// The pairing of a document's sections with a template's section specs.
#[derive(Debug)]
pub struct Alignment {}
