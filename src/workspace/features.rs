//! [`Features`], what a user wants of the editor's features.

use std::collections::BTreeMap;

/// A feature of the editor that its user may turn on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Switch {
    /// The section tree.
    Outline,
    /// Folding.
    Folding,
    /// Growing selections.
    Selection,
    /// Links that can be followed.
    Links,
    /// The other places of what the cursor is on.
    Highlights,
    /// Lines of text above sections: how far they have come.
    Lenses,
    /// Text behind headings and values.
    Hints,
    /// Colours of placeholders, choices and the like.
    Tokens,
    /// Formatting a document, and while typing.
    Formatting,
}

impl Switch {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::Outline,
        Self::Folding,
        Self::Selection,
        Self::Links,
        Self::Highlights,
        Self::Lenses,
        Self::Hints,
        Self::Tokens,
        Self::Formatting,
    ];

    /// What the settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outline => "outline",
            Self::Folding => "folding",
            Self::Selection => "selection",
            Self::Links => "links",
            Self::Highlights => "highlights",
            Self::Lenses => "lenses",
            Self::Hints => "hints",
            Self::Tokens => "tokens",
            Self::Formatting => "formatting",
        }
    }
}

/// What a user turned on or off; where nothing is said, it is as usual for the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features(BTreeMap<Switch, bool>);

impl Features {
    /// Whether the user wants it; `usual` where nothing is said.
    pub fn is_on(&self, switch: Switch, usual: bool) -> bool {
        self.0.get(&switch).copied().unwrap_or(usual)
    }

    /// Notes what the user wants.
    pub(super) fn set(&mut self, switch: Switch, on: bool) {
        self.0.insert(switch, on);
    }
}
