//! [`Snapshot`], what every feature and rule works on.

use crate::align::Alignment;
use crate::document::Document;
use crate::template::Template;
use crate::text::Span;
use std::sync::Arc;

/// One version of a document with its template and their alignment. Never changes.
#[derive(Debug)]
pub struct Snapshot {
    document: Document,
    context: Option<(Arc<Template>, Alignment)>,
    unknown: Option<UnknownTemplate>,
}

/// A document names a template that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTemplate {
    /// The name.
    pub name: String,
    /// Where the document says it.
    pub span: Span,
    /// The ids that are known.
    pub known: Vec<String>,
}

impl Snapshot {
    /// Aligns `document` with `template`.
    pub fn new(document: Document, template: Option<Arc<Template>>) -> Self {
        let context = template.map(|template| {
            let alignment = Alignment::new(&document, &template);
            (template, alignment)
        });
        Self { document, context, unknown: None }
    }

    /// A document whose template is not known.
    pub fn unknown(document: Document, unknown: UnknownTemplate) -> Self {
        Self { document, context: None, unknown: Some(unknown) }
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

    /// Document, template and alignment together; `None` when there is no template.
    pub fn aligned(&self) -> Option<(&Document, &Template, &Alignment)> {
        self.context.as_ref().map(|(template, alignment)| (&self.document, &**template, alignment))
    }

    /// The template that the document names and nobody knows.
    pub fn unknown_template(&self) -> Option<&UnknownTemplate> {
        self.unknown.as_ref()
    }
}
