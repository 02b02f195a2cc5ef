//! [`Snapshot`], what every feature and rule works on.

use crate::align::{Alignment, PairedField};
use crate::document::Document;
use crate::template::{Placeholder, Template};
use crate::text::Span;
use std::sync::{Arc, OnceLock};

/// One version of a document with its template and their alignment. Never changes.
#[derive(Debug)]
pub struct Snapshot {
    document: Document,
    context: Option<(Arc<Template>, Alignment)>,
    unknown: Option<UnknownTemplate>,
    placeholders: OnceLock<Vec<Placeholder>>,
    fields: OnceLock<Vec<PairedField>>,
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
        Self { document, context, unknown: None, placeholders: OnceLock::new(), fields: OnceLock::new() }
    }

    /// A document whose template is not known.
    pub fn unknown(document: Document, unknown: UnknownTemplate) -> Self {
        Self { document, context: None, unknown: Some(unknown), placeholders: OnceLock::new(), fields: OnceLock::new() }
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

    /// The placeholders that are still in the document, by place, disjoint; none when there is no
    /// template. Found when somebody first asks.
    pub fn placeholders(&self) -> &[Placeholder] {
        self.placeholders.get_or_init(|| match self.aligned() {
            Some((document, template, alignment)) => {
                let whole = Span::new(0, document.len());
                template.placeholders().find(document, whole, |offset| alignment.home(document, offset))
            }
            None => Vec::new(),
        })
    }

    /// The placeholders that touch `span`. Where one stands, it is the only thing to say.
    pub fn placeholders_in(&self, span: Span) -> &[Placeholder] {
        let all = self.placeholders();
        let from = all.partition_point(|placeholder| placeholder.span.end < span.start);
        let to = all.partition_point(|placeholder| placeholder.span.start <= span.end);
        &all[from..to.max(from)]
    }

    /// The document's fields that the template asks for, by place; none when there is no template.
    /// Found when somebody first asks.
    pub fn fields(&self) -> &[PairedField] {
        self.fields.get_or_init(|| match self.aligned() {
            Some((document, template, alignment)) => alignment.fields(document, template),
            None => Vec::new(),
        })
    }

    /// The template that the document names and nobody knows.
    pub fn unknown_template(&self) -> Option<&UnknownTemplate> {
        self.unknown.as_ref()
    }
}
