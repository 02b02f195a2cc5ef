//! [`Version`], one version of an open document, and all that is computed from it.

use super::clock::today;
use super::uri::Uri;
use crate::document::Document;
use crate::rules::{self, Finding};
use crate::template::Template;
use crate::text::Text;
use crate::workspace::{Project, Sibling, Snapshot};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// A version's content.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// As it should be.
    Parsed(Document),
    /// Parsing panicked. The text is kept, so that the next edits find it as the client has it.
    Unparsed(Text),
}

impl Content {
    /// The text.
    pub(crate) fn text(&self) -> &Text {
        match self {
            Self::Parsed(document) => document.text(),
            Self::Unparsed(text) => text,
        }
    }
}

/// Which template a version has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    /// The template that the document keeps while it is open, unless it names another.
    pub(crate) kept: Option<Arc<Template>>,
    /// Whether this version names a template, be it known or not.
    pub(crate) named: bool,
    /// Whether it is the settings that give it its template: it is not kept once they do not.
    pub(crate) mapped: bool,
    /// Whether the settings say that it is a template: of such only the directives are looked at.
    pub(crate) template: bool,
    /// Whether the settings say to leave it alone.
    pub(crate) ignored: bool,
}

/// One version of an open document. It never changes; alignment and findings are computed when
/// somebody first asks for them, so that a version that nobody looks at costs nothing but its text.
#[derive(Debug)]
pub(crate) struct Version {
    /// Which document.
    pub(crate) uri: Uri,
    /// The client's number for it.
    pub(crate) number: i32,
    /// Text and syntax.
    pub(crate) content: Content,
    /// Which template it has.
    pub(crate) choice: Choice,
    /// The project that it belongs to; `None` while that is not known.
    pub(crate) project: Option<Arc<Project>>,
    snapshot: OnceLock<Snapshot>,
    findings: OnceLock<Option<Vec<Finding>>>,
    sibling: OnceLock<Arc<Sibling>>,
    superseded: AtomicBool,
}

impl Version {
    /// A version that nothing is computed from yet.
    pub(crate) fn new(
        (uri, number): (Uri, i32),
        content: Content,
        choice: Choice,
        project: Option<Arc<Project>>,
    ) -> Self {
        Self {
            uri,
            number,
            content,
            choice,
            project,
            snapshot: OnceLock::new(),
            findings: OnceLock::new(),
            sibling: OnceLock::new(),
            superseded: AtomicBool::new(false),
        }
    }

    /// The text.
    pub(crate) fn text(&self) -> &Text {
        self.content.text()
    }

    /// The document with its template, aligned; `None` where it could not be parsed.
    pub(crate) fn snapshot(&self) -> Option<&Snapshot> {
        match &self.content {
            Content::Parsed(document) => {
                let (document, kept) = (|| document.clone(), &self.choice.kept);
                Some(self.snapshot.get_or_init(|| {
                    let Some(project) = &self.project else { return Snapshot::new(document(), None) };
                    let snapshot = match self.choice.named {
                        _ if self.choice.template => Snapshot::of_template(document()),
                        true => project.library().snapshot(document(), kept.as_ref()),
                        // Nothing to look for: asking the library would be to search all templates again.
                        false => Snapshot::new(document(), kept.clone()),
                    };
                    snapshot.with_settings(project.settings().clone()).with_today(today())
                }))
            }
            Content::Unparsed(_) => None,
        }
    }

    /// What is wrong with it; `None` when it was superseded before that was known.
    pub(crate) fn findings(&self) -> Option<&[Finding]> {
        let Some(snapshot) = self.snapshot().filter(|_| !self.choice.ignored) else { return Some(&[]) };
        let make = || rules::check_while(snapshot, || !self.is_superseded());
        self.findings.get_or_init(make).as_deref()
    }

    /// What others may refer to in it, the file at `path`.
    pub(crate) fn sibling(&self, path: &Path) -> Arc<Sibling> {
        let make = || match &self.content {
            Content::Parsed(document) => Sibling::new(path.to_owned(), document).into(),
            Content::Unparsed(_) => Sibling::unread(path.to_owned()).into(),
        };
        self.sibling.get_or_init(make).clone()
    }

    /// Whether its project is not known yet: nothing can be said of it. A configuration has none to wait for.
    pub(crate) fn is_pending(&self) -> bool {
        self.project.is_none() && !self.uri.is_config()
    }

    /// Says that there is a newer version, or that the document is closed.
    pub(crate) fn supersede(&self) {
        self.superseded.store(true, Ordering::SeqCst);
    }

    /// Whether there is a newer version, or the document is closed.
    pub(crate) fn is_superseded(&self) -> bool {
        self.superseded.load(Ordering::SeqCst)
    }
}
