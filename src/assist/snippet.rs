//! Skeletons as text: snippets for editors with tab stops, plain text for the others.

use crate::template::Skeleton;

/// As an LSP snippet: holes become tab stops in order, choices choice tab stops; `$`, `}` and `\` are escaped.
pub fn snippet(skeleton: &Skeleton) -> String {
    todo!("{skeleton:?}")
}

/// As plain text.
pub fn plain(skeleton: &Skeleton) -> String {
    skeleton.plain()
}
