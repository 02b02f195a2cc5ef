//! The templates that documents may follow, and which of them a document has.

use super::{Snapshot, UnknownTemplate};
use crate::align::{Names, fits};
use crate::document::Document;
use crate::template::{Template, builtin};
use crate::text::Span;
use std::sync::Arc;

/// The templates that documents may follow: the workspace's, then the built-in ones.
#[derive(Clone, Debug)]
pub struct Library {
    templates: Vec<Arc<Template>>,
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
        Arc::new(Self { templates: builtin().to_vec() })
    }

    /// These templates ahead of the ones that it has, and in the place of those with the same ids.
    pub fn with(&self, templates: Vec<Template>) -> Self {
        let mut templates: Vec<_> = templates.into_iter().map(Arc::new).collect();
        let own = templates.len();
        for template in &self.templates {
            if templates[..own].iter().all(|own| own.id != template.id) {
                templates.push(template.clone());
            }
        }
        Self { templates }
    }

    /// All templates, the workspace's first.
    pub fn templates(&self) -> &[Arc<Template>] {
        &self.templates
    }

    /// The template with this id (`milestone`) or path (`builtin:milestone`); `None` if there is none. A built-in
    /// one is there by its path whatever has taken its id.
    pub fn get(&self, id: &str) -> Option<&Arc<Template>> {
        let known = self.templates.iter().find(|template| template.id == id || &*template.path == id);
        known.or_else(|| builtin().iter().find(|template| &*template.path == id))
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
    for directive in document.directives(whole) {
        if directive.text(directive.item.name) == "template" {
            let value = directive.text(directive.item.value);
            return if value.contains('=') {
                Named::IsTemplate
            } else {
                named_as(value, directive.span(directive.item.value))
            };
        }
    }
    let Some(matter) = document.front_matter() else { return Named::Nothing };
    let entry = matter.entries.iter().find(|entry| matter.text(entry.key) == "template");
    let Some(entry) = entry else { return Named::Nothing };
    match named_as(matter.text(entry.value).trim_matches(['"', '\'']), entry.value) {
        // Other tools have a key of that name too: `template: home.html`.
        Named::As(id, _) if !library.is_near(id) => Named::Nothing,
        named => named,
    }
}

/// A name without the version behind its `@`.
fn named_as(value: &str, span: Span) -> Named<'_> {
    match value.split('@').next().unwrap_or_default().trim() {
        "" => Named::Nothing,
        id => Named::As(id, span),
    }
}
