//! [`Settings`], what a team adjusts.

use super::{Features, Globs, Lifecycle, Severity, StatusWords};
use crate::text::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// What a team adjusts in `specls.toml` or in its editor. The default is what specls does without.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub(super) templates: Vec<Named>,
    pub(super) documents: Vec<Mapping>,
    pub(super) ignore: Globs,
    pub(super) levels: BTreeMap<String, Levels>,
    pub(super) status: StatusWords,
    pub(super) default: Option<Lifecycle>,
    pub(super) features: Features,
}

/// A name or a path in the configuration, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it is written.
    pub name: String,
    /// Where, in bytes of the configuration's text.
    pub span: Span,
}

/// Which paths follow which template.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// The paths.
    pub paths: Globs,
    /// The template: an id, or the path of a file.
    pub template: Named,
}

/// How grave the findings of a rule are.
#[derive(Clone, Debug)]
pub(super) enum Levels {
    /// The same wherever the rule has something to say.
    One(Level),
    /// By the document's lifecycle; as usual where nothing is said.
    By(Vec<(Lifecycle, Level)>),
}

/// A severity, or none: the finding is not said.
pub(super) type Level = Option<Severity>;

impl Settings {
    /// The folders and files with the team's templates.
    pub fn templates(&self) -> &[Named] {
        &self.templates
    }

    /// Which paths follow which template; the first that matches holds.
    pub fn documents(&self) -> &[Mapping] {
        &self.documents
    }

    /// Whether `path`, relative to the configuration's folder, is to be left alone.
    pub fn ignores(&self, path: &Path) -> bool {
        self.ignore.matches(path)
    }

    /// The team's own status words.
    pub fn status_words(&self) -> &StatusWords {
        &self.status
    }

    /// What a document without a status is; `None` where nobody says.
    pub fn default_lifecycle(&self) -> Option<Lifecycle> {
        self.default
    }

    /// What the user wants of the editor's features; nothing is said where the settings are a file's.
    pub fn features(&self) -> &Features {
        &self.features
    }

    /// How grave a rule's findings are in a document of this lifecycle, which would be `usual`. `None` where
    /// nothing is said.
    pub fn severity(&self, rule: &str, lifecycle: Lifecycle, usual: Option<Severity>) -> Option<Severity> {
        match self.levels.get(rule) {
            None => usual,
            // One level is no reason to look at documents that nobody mends any more.
            Some(Levels::One(level)) => usual.and(*level),
            Some(Levels::By(levels)) => {
                let level = levels.iter().find(|(known, _)| *known == lifecycle);
                level.map_or(usual, |(_, level)| *level)
            }
        }
    }
}
