//! [`Snapshot`], what every feature and rule works on.

use super::Settings;
use crate::align::{Alignment, Given, PairedField, given};
use crate::document::{Date, Document};
use crate::template::{self, Instruction, Placeholder, Template};
use crate::text::Span;
use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

static DEFAULT: LazyLock<Settings> = LazyLock::new(Settings::default);

/// One version of a document with its template and their alignment. Never changes.
#[derive(Debug)]
pub struct Snapshot {
    document: Document,
    context: Option<(Arc<Template>, Alignment)>,
    unknown: Option<UnknownTemplate>,
    settings: Option<Arc<Settings>>,
    outdated: Option<Outdated>,
    is_template: bool,
    placeholders: OnceLock<Vec<Placeholder>>,
    instructions: OnceLock<Vec<Instruction>>,
    given: OnceLock<Vec<Given>>,
    today: Option<Date>,
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

/// A document names a version of its template that is not the newest.
#[derive(Clone, Debug)]
pub struct Outdated {
    /// The newest version.
    pub newer: Arc<Template>,
    /// Where the document names its template: `milestone@1.1`, perhaps in quotes.
    pub span: Span,
}

impl Snapshot {
    /// Aligns `document` with `template`.
    pub fn new(document: Document, template: Option<Arc<Template>>) -> Self {
        let context = template.map(|template| {
            let alignment = Alignment::new(&document, &template);
            (template, alignment)
        });
        Self::of(document, context, None)
    }

    /// A document whose template is not known.
    pub fn unknown(document: Document, unknown: UnknownTemplate) -> Self {
        Self::of(document, None, Some(unknown))
    }

    /// The file of a template, which follows none, whether it says so itself or not.
    pub fn of_template(document: Document) -> Self {
        Self { is_template: true, ..Self::of(document, None, None) }
    }

    fn of(document: Document, context: Option<(Arc<Template>, Alignment)>, unknown: Option<UnknownTemplate>) -> Self {
        Self {
            document,
            context,
            unknown,
            settings: None,
            outdated: None,
            is_template: false,
            today: None,
            placeholders: OnceLock::new(),
            instructions: OnceLock::new(),
            given: OnceLock::new(),
            fields: OnceLock::new(),
        }
    }

    /// The same with the settings that hold for the document.
    pub fn with_settings(self, settings: Arc<Settings>) -> Self {
        Self { settings: Some(settings), ..self }
    }

    /// What another text of the document would be, with the same template and settings.
    pub fn with_document(&self, document: Document) -> Self {
        let (settings, today) = (self.settings.clone(), self.today);
        Self { settings, today, ..Self::new(document, self.template().cloned()) }
    }

    /// The settings that hold for the document; the defaults where none were given.
    pub fn settings(&self) -> &Settings {
        self.settings.as_deref().unwrap_or(&DEFAULT)
    }

    /// The same, of a document whose template has a newer version.
    pub fn with_newer(self, outdated: Outdated) -> Self {
        Self { outdated: Some(outdated), ..self }
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

    /// Whether it is a template itself: it says so, or the settings do.
    pub fn is_template(&self) -> bool {
        self.is_template || template::is_template(&self.document)
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

    /// The placeholders that are still in the document, stand-ins among them, by place, disjoint; none when there is no
    /// template. Found when somebody first asks.
    pub fn placeholders(&self) -> &[Placeholder] {
        self.placeholders.get_or_init(|| match self.aligned() {
            Some((document, template, alignment)) => {
                let whole = Span::new(0, document.len());
                let title = alignment.title().map(|title| document.sections()[title].title);
                let mut found =
                    template.placeholders().find(document, whole, |offset| alignment.home(document, offset));
                let mut values = template.stand_ins().find(document, title);
                values.retain(|value| !found.iter().any(|placeholder| placeholder.span.overlaps(value.span)));
                found.append(&mut values);
                found.sort_unstable_by_key(|placeholder| placeholder.span);
                found
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

    /// Those in one section; for `None` those ahead of the first section. Looks at no other where nobody
    /// asked for all yet.
    pub fn fields_of(&self, section: Option<usize>) -> Cow<'_, [PairedField]> {
        match (self.fields.get(), self.aligned()) {
            (Some(all), _) => {
                let from = all.partition_point(|field| field.section < section);
                let to = all.partition_point(|field| field.section <= section);
                Cow::Borrowed(&all[from..to])
            }
            (None, Some((document, template, alignment))) => {
                Cow::Owned(alignment.fields_of(document, template, section))
            }
            (None, None) => Cow::default(),
        }
    }

    /// The instructions of the template that are still in the document, by place, disjoint; those
    /// that hold a placeholder are left to it. None when there is no template. Found when somebody
    /// first asks.
    pub fn instructions(&self) -> &[Instruction] {
        self.instructions.get_or_init(|| match self.aligned() {
            Some((document, template, alignment)) => {
                let mut found = template.instructions().find(document, &|offset| alignment.home(document, offset));
                found.retain(|instruction| !self.holds_placeholder(instruction.span));
                found
            }
            None => Vec::new(),
        })
    }

    /// The instructions that begin inside `span`.
    pub fn instructions_in(&self, span: Span) -> &[Instruction] {
        let all = self.instructions();
        let from = all.partition_point(|instruction| instruction.span.start < span.start);
        let to = all.partition_point(|instruction| instruction.span.start < span.end);
        &all[from..to.max(from)]
    }

    /// Whether the section around `offset`, with those below it, has text that is not the template's. True where there is
    /// no template.
    pub fn is_written(&self, offset: usize) -> bool {
        self.aligned().is_none_or(|(document, template, alignment)| {
            template.instructions().is_written(document, &|offset| alignment.home(document, offset), offset)
        })
    }

    fn holds_placeholder(&self, span: Span) -> bool {
        self.placeholders_in(span).iter().any(|hole| hole.span.overlaps(span))
    }

    /// The newer version of the template than the one that the document names; `None` where there is none.
    pub fn outdated(&self) -> Option<&Outdated> {
        self.outdated.as_ref()
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
