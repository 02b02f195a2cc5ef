//! [`Severity`], how grave a finding is.

/// How grave a finding is, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Editors show it faintly and not in problem lists.
    Hint,
    /// Worth knowing.
    Information,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Severity {
    /// What a setting calls it; `info` is short for `information`. `None` for any other word.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "hint" => Self::Hint,
            "information" | "info" => Self::Information,
            "warning" => Self::Warning,
            "error" => Self::Error,
            _ => return None,
        })
    }
}
