//! [`Snapshot`], what every feature and rule works on.

use crate::align::{Alignment, Given, given};
use crate::document::{Date, Document};
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
    given: OnceLock<Vec<Given>>,
    today: Option<Date>,
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
        Self { document, context, unknown: None, placeholders: OnceLock::new(), given: OnceLock::new(), today: None }
    }

    /// A document whose template is not known.
    pub fn unknown(document: Document, unknown: UnknownTemplate) -> Self {
        Self {
            document,
            context: None,
            unknown: Some(unknown),
            placeholders: OnceLock::new(),
            given: OnceLock::new(),
            today: None,
        }
    }

    /// The same with the day that it is: what fixes that set a date go by. Nothing here has a clock.
    pub fn with_today(self, today: Option<Date>) -> Self {
        Self { today, ..self }
    }

    /// The day that it is; `None` where nobody said.
    pub fn today(&self) -> Option<Date> {
        self.today
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

    /// The values that the document gives for the template's inputs, those that decide first; none
    /// when there is no template. Found when somebody first asks.
    pub fn given(&self) -> &[Given] {
        self.given.get_or_init(|| match self.aligned() {
            Some((document, template, alignment)) => given(document, template, alignment, self.placeholders()),
            None => Vec::new(),
        })
    }

    /// The template that the document names and nobody knows.
    pub fn unknown_template(&self) -> Option<&UnknownTemplate> {
        self.unknown.as_ref()
    }
}
