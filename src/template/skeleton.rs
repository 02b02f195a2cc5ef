//! [`Skeleton`], the text that a spec inserts.

/// A piece of a skeleton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stays.
    Text(String),
    /// Text that the author replaces: a placeholder as written.
    Hole(String),
    /// A value to be picked; the first part is the text as written.
    Choice(String, Vec<String>),
}

/// The text that a spec inserts, in pieces. Its line ending is LF; whoever renders it says which to use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skeleton(pub Vec<Piece>);

impl Skeleton {
    /// As plain text: holes and choices as they are written in the template.
    pub fn plain(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Hole(text) | Piece::Choice(text, _) => text.as_str(),
            })
            .collect()
    }

    /// With each hole named in `inputs` (name without brackets, value) filled.
    pub fn fill(self, inputs: &[(String, String)]) -> Self {
        todo!("{inputs:?}")
    }
}
