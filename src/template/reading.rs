//! [`Reading`], which reading of a template something was made from.

use std::sync::Arc;

/// Tells one reading of a template from all others, for what is remembered of a document: two are equal only where one
/// is a clone of the other.
#[derive(Clone, Debug, Default)]
pub struct Reading(Arc<()>);

impl PartialEq for Reading {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
