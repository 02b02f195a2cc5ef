//! The templates that documents may follow, and which of them a document has.

use super::{Snapshot, UnknownTemplate, version};
use crate::align::{Names, fits};
use crate::document::Document;
use crate::template::{self, Directive, Misread, Template, builtin};
use crate::text::Span;
use std::sync::Arc;

/// The templates that documents may follow: the workspace's, then the built-in ones.
#[derive(Clone, Debug)]
pub struct Library {
    templates: Vec<Arc<Template>>,
    /// Older versions of some of them.
    older: Vec<Arc<Template>>,
}

/// What a document says of its template.
enum Named<'a> {
    /// It names one.
    As(&'a str, Span),
    /// It is one: its directive gives itself an id.
    IsTemplate,
    Nothing,
}

impl Library {
    /// The built-in templates alone.
    pub fn builtin() -> Arc<Self> {
        Arc::new(Self { templates: builtin().to_vec(), older: Vec::new() })
    }

    /// These templates ahead of the ones that it has. Of several versions of one id the newest is the
    /// template; documents get the others by naming them.
    pub fn with(&self, templates: Vec<Template>) -> Self {
        let all: Vec<Arc<Template>> = templates.into_iter().map(Arc::new).collect();
        let is_older = |one: &&Arc<Template>| {
            let newer = |other: &&Arc<Template>| other.id == one.id && version::is_older(one, other);
            all.iter().any(|other| newer(&other))
        };
        let (older, own): (Vec<_>, Vec<_>) = all.iter().partition(is_older);
        Self {
            templates: own.into_iter().chain(&self.templates).cloned().collect(),
            older: older.into_iter().chain(&self.older).cloned().collect(),
        }
    }

    /// Older versions of the templates, which documents follow only by naming them.
    pub fn older(&self) -> &[Arc<Template>] {
        &self.older
    }

    /// All templates, each in its newest version, the workspace's first.
    pub fn templates(&self) -> &[Arc<Template>] {
        &self.templates
    }

    /// The template with this id (`milestone`) or path (`builtin:milestone`); `None` if there is none.
    pub fn get(&self, id: &str) -> Option<&Arc<Template>> {
        self.templates.iter().find(|template| template.id == id || &*template.path == id)
    }

    /// A snapshot of `document` with the template that it names, else with `current` (a document
    /// keeps its template while it is open), else with the one that it is recognised as.
    pub fn snapshot(&self, document: Document, current: Option<&Arc<Template>>) -> Snapshot {
        let template = match named(&document, self) {
            Named::As(id, span) => match self.get(id) {
                Some(template) => Some(template.clone()),
                None => {
                    let known = self.templates.iter().map(|template| template.id.clone()).collect();
                    let unknown = UnknownTemplate { name: id.to_owned(), span, known };
                    return Snapshot::unknown(document, unknown);
                }
            },
            Named::IsTemplate => None,
            Named::Nothing => current.cloned().or_else(|| self.recognise(&document)),
        };
        Snapshot::new(document, template)
    }

    /// Whether `document` says which template it follows, be it known or not, or that it is one.
    pub fn is_named_by(&self, document: &Document) -> bool {
        !matches!(named(document, self), Named::Nothing)
    }

    /// The template that `document` names or is recognised as; `None` when it follows none.
    pub fn template_of(&self, document: &Document) -> Option<Arc<Template>> {
        match named(document, self) {
            Named::As(id, _) => self.get(id).cloned(),
            Named::IsTemplate => None,
            Named::Nothing => self.recognise(document),
        }
    }

    /// Whether a template has this id, but for a slip or two.
    fn is_near(&self, id: &str) -> bool {
        self.templates.iter().any(|template| {
            template.id == id || &*template.path == id || (id.len() > 3 && strsim::osa_distance(&template.id, id) <= 2)
        })
    }

    /// The template that the document's headings tell; of those that fit alike, the first.
    fn recognise(&self, document: &Document) -> Option<Arc<Template>> {
        if document.sections().len() < 5 {
            return None;
        }
        let names = Names::of(document);
        let mut best: Option<(usize, &Arc<Template>)> = None;
        for template in &self.templates {
            if let Some(fit) = fits(&names, template)
                && best.is_none_or(|(before, _)| fit > before)
            {
                best = Some((fit, template));
            }
        }
        best.map(|(_, template)| template.clone())
    }
}

/// What the document's `template` directive or front-matter key says.
fn named<'a>(document: &'a Document, library: &Library) -> Named<'a> {
    let whole = Span::new(0, document.len());
    for raw in document.directives(whole) {
        match Directive::read(raw) {
            Ok(Directive::Template(_)) | Err(Misread::UnknownKey(_)) => return Named::IsTemplate,
            Ok(Directive::Follows { id, .. }) => return Named::As(id, raw.span(raw.item.value)),
            _ => {}
        }
    }
    let Some(matter) = document.front_matter() else { return Named::Nothing };
    let entry = matter.entries.iter().find(|entry| matter.text(entry.key) == "template");
    let Some(entry) = entry else { return Named::Nothing };
    match template::named(matter.text(entry.value).trim_matches(['"', '\''])) {
        // Other tools have a key of that name too: `template: home.html`.
        (id, _) if id.is_empty() || !library.is_near(id) => Named::Nothing,
        (id, _) => Named::As(id, entry.value),
    }
}
