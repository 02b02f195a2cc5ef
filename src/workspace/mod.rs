//! The template library, which template a document has, and snapshots.

use crate::align::Alignment;
use crate::document::Document;
use crate::template::Template;
use std::sync::Arc;

/// The templates that documents may follow: the workspace's, then the built-in ones.
#[derive(Clone, Debug, Default)]
pub struct Library {
    templates: Vec<Arc<Template>>,
}

/// One version of a document with its template and their alignment. Never changes.
#[derive(Debug)]
pub struct Snapshot {
    document: Document,
    context: Option<(Arc<Template>, Alignment)>,
}

impl Library {
    /// The built-in templates alone.
    pub fn builtin() -> Arc<Self> {
        todo!()
    }

    /// All templates, the workspace's first.
    pub fn templates(&self) -> &[Arc<Template>] {
        &self.templates
    }

    /// The template with this id (`milestone`) or path (`builtin:milestone`); `None` if there is none.
    pub fn get(&self, id: &str) -> Option<&Arc<Template>> {
        todo!("{id}")
    }

    /// The template that `document` names or is recognised as; `None` when it follows none.
    pub fn template_of(&self, document: &Document) -> Option<Arc<Template>> {
        todo!("{document:?}")
    }
}

impl Snapshot {
    /// Aligns `document` with `template`.
    pub fn new(document: Document, template: Option<Arc<Template>>) -> Self {
        todo!("{document:?} {template:?}")
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document's template; `None` when it follows none.
    pub fn template(&self) -> Option<&Arc<Template>> {
        self.context.as_ref().map(|(template, _)| template)
    }

    /// The alignment; `None` when there is no template.
    pub fn alignment(&self) -> Option<&Alignment> {
        self.context.as_ref().map(|(_, alignment)| alignment)
    }
}
