//! The templates that documents may follow, and which of them a document has.

use super::{Outdated, Snapshot, UnknownTemplate, version};
use crate::align::{Names, fits};
use crate::document::Document;
use crate::template::{self, Directive, Misread, Template, builtin};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// A document with fewer sections is recognised as nothing.
pub(super) const FEWEST_SECTIONS: usize = 5;

/// The templates that documents may follow: the workspace's, then the built-in ones.
#[derive(Clone, Debug)]
pub struct Library {
    templates: Vec<Arc<Template>>,
    /// Older versions of some of them.
    older: Vec<Arc<Template>>,
    /// What documents call a template's file, and its path: a document is read from everywhere.
    files: Arc<HashMap<String, Arc<str>>>,
    /// Of which templates a new document is recognised as theirs. Found when somebody first asks.
    recognised: OnceLock<Vec<bool>>,
}

/// What a document says of its template.
enum Named<'a> {
    /// It names one, in this version.
    As(&'a str, Option<&'a str>, Span),
    /// It is one: its directive gives itself an id.
    IsTemplate,
    Nothing,
}

/// What there is under a name.
enum Found<'a> {
    /// The template; where an older version is meant, that one and the newest.
    Template(&'a Arc<Template>, Option<&'a Arc<Template>>),
    /// There is the id, but not in this version; the names that there are.
    OtherVersions(Vec<String>),
    Nothing,
}

impl Library {
    /// The built-in templates alone.
    pub fn builtin() -> Arc<Self> {
        Arc::new(Self {
            templates: builtin().to_vec(),
            older: Vec::new(),
            files: Arc::default(),
            recognised: OnceLock::new(),
        })
    }

    /// These templates ahead of the ones that it has, and in the place of those with the same ids. Of
    /// several versions of one id the newest is the template; documents get the others by naming them.
    pub fn with(&self, templates: Vec<Template>) -> Self {
        let all: Vec<Arc<Template>> = templates.into_iter().map(Arc::new).collect();
        let is_older = |one: &&Arc<Template>| {
            let newer = |other: &&Arc<Template>| other.id == one.id && version::is_older(one, other);
            all.iter().any(|other| newer(&other))
        };
        let (older, own): (Vec<_>, Vec<_>) = all.iter().partition(is_older);
        let others = self.templates.iter().filter(|template| own.iter().all(|own| own.id != template.id));
        // With a template its older versions are replaced too.
        let others_older = self.older.iter().filter(|template| own.iter().all(|own| own.id != template.id));
        Self {
            templates: own.iter().copied().chain(others).cloned().collect(),
            older: older.into_iter().chain(others_older).cloned().collect(),
            files: self.files.clone(),
            recognised: OnceLock::new(),
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

    /// This as an older version of a template that it has.
    pub fn with_older(&self, older: Arc<Template>) -> Self {
        let older = std::iter::once(older).chain(self.older.iter().cloned()).collect();
        Self { older, ..self.clone() }
    }

    /// The same, in which documents may call the template at the second path by the first.
    pub(super) fn with_files(self, files: impl Iterator<Item = (String, Arc<str>)>) -> Self {
        Self { files: Arc::new(files.collect()), ..self }
    }

    /// The template with this id (`milestone`), version (`milestone@1.1`) or path (`builtin:milestone`,
    /// `docs/milestone@1.1.md`); `None` if there is none. A built-in one is there by its path whatever
    /// has taken its id.
    pub fn get(&self, name: &str) -> Option<&Arc<Template>> {
        let is_it = |template: &&Arc<Template>| template.id == name || &*template.path == name;
        let (id, version) = template::named(name);
        let of_version = || match self.find(id, Some(version?)) {
            Found::Template(template, _) => Some(template),
            Found::OtherVersions(_) | Found::Nothing => None,
        };
        let built_in = || builtin().iter().find(|template| &*template.path == name);
        let by_path = || self.older.iter().find(|template| &*template.path == name);
        self.templates.iter().find(is_it).or_else(by_path).or_else(of_version).or_else(built_in)
    }

    /// The template or older version that was read from this path; `None` if there is none.
    pub(super) fn at(&self, path: &str) -> Option<&Arc<Template>> {
        self.templates.iter().chain(&self.older).find(|template| &*template.path == path)
    }

    /// Whether documents call the template so: by its id, or by its file.
    fn is(&self, template: &Template, name: &str) -> bool {
        template.id == name || *template.path == *self.files.get(name).map_or(name, |path| &**path)
    }

    /// What there is under `id`, in `version`. A version of a template that has none means nothing,
    /// and a date or commit that nobody has looked up is not called wrong.
    fn find(&self, id: &str, version: Option<&str>) -> Found<'_> {
        let Some(newest) = self.templates.iter().find(|template| self.is(template, id)) else {
            // The `@` of `docs/service@1.1.md` is its file's. Who names a file means just that.
            let file = version.map(|version| format!("{id}@{version}"));
            let is_file = |template: &&Arc<Template>| file.as_ref().is_some_and(|file| self.is(template, file));
            let found = self.templates.iter().chain(&self.older).find(is_file);
            return found.map_or(Found::Nothing, |template| Found::Template(template, None));
        };
        let older = || self.older.iter().filter(|template| template.id == newest.id);
        let is_plain = older().next().is_none() && newest.version.is_none();
        let Some(version) = version.filter(|_| !is_plain) else { return Found::Template(newest, None) };
        let has = |template: &&Arc<Template>| {
            template.version.as_ref().is_some_and(|own| version::compare(own, version).is_eq())
        };
        if has(&newest) {
            return Found::Template(newest, None);
        }
        match older().find(has) {
            Some(template) => Found::Template(template, Some(newest)),
            None if version::is_dated(version) => Found::Template(newest, None),
            None => Found::OtherVersions(std::iter::once(newest).chain(older()).map(|known| known.name()).collect()),
        }
    }

    /// The template that `document` names in a version that is a date or a commit and that is not
    /// known: the history of the template's file may have it.
    pub fn named_in_history<'a>(&'a self, document: &'a Document) -> Option<(&'a Arc<Template>, &'a str)> {
        let Named::As(id, Some(version), _) = named(document, self) else { return None };
        let template = self.templates.iter().find(|template| self.is(template, id))?;
        let is_it = |known: &&Arc<Template>| known.id == template.id && known.version.as_deref() == Some(version);
        let is_known = self.older.iter().chain([template]).any(|known| is_it(&known));
        (version::is_dated(version) && !is_known).then_some((template, version))
    }

    /// A snapshot of `document` with the template that it names, else with `current` (a document
    /// keeps its template while it is open), else with the one that it is recognised as.
    pub fn snapshot(&self, document: Document, current: Option<&Arc<Template>>) -> Snapshot {
        let template = match named(&document, self) {
            Named::As(id, version, span) => match self.find(id, version) {
                Found::Template(template, None) => Some(template.clone()),
                Found::Template(template, Some(newer)) => {
                    let outdated = Outdated { newer: newer.clone(), span };
                    return Snapshot::new(document, Some(template.clone())).with_newer(outdated);
                }
                Found::OtherVersions(known) => {
                    let name = format!("{id}@{}", version.unwrap_or_default());
                    return Snapshot::unknown(document, UnknownTemplate { name, span, known });
                }
                Found::Nothing => {
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
            Named::As(id, version, _) => match self.find(id, version) {
                Found::Template(template, _) => Some(template.clone()),
                Found::OtherVersions(_) | Found::Nothing => None,
            },
            Named::IsTemplate => None,
            Named::Nothing => self.recognise(document),
        }
    }

    /// Whether a template has this id, but for a slip or two.
    fn is_near(&self, id: &str) -> bool {
        let mut all = self.templates.iter().chain(&self.older);
        all.any(|template| self.is(template, id) || (id.len() > 3 && strsim::osa_distance(&template.id, id) <= 2))
    }

    /// Whether a new document of `template`, one of [`Library::templates`], is recognised as its; `false` for any other.
    pub fn recognises(&self, template: &Arc<Template>) -> bool {
        let is_it = |one: &Arc<Template>| {
            let document = Document::parse(&one.skeleton().plain());
            self.template_of(&document).is_some_and(|found| Arc::ptr_eq(&found, one))
        };
        let all = self.recognised.get_or_init(|| self.templates.iter().map(is_it).collect());
        let index = self.templates.iter().position(|one| Arc::ptr_eq(one, template));
        index.is_some_and(|index| all[index])
    }

    /// The template that the document's headings tell; of those that fit alike, the first.
    fn recognise(&self, document: &Document) -> Option<Arc<Template>> {
        if document.sections().len() < FEWEST_SECTIONS {
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
            Ok(Directive::Follows { id, version }) => return Named::As(id, version, raw.span(raw.item.value)),
            _ => {}
        }
    }
    let Some(matter) = document.front_matter() else { return Named::Nothing };
    let entry = matter.entries.iter().find(|entry| matter.text(entry.key) == "template");
    let Some(entry) = entry else { return Named::Nothing };
    let value = matter.text(entry.value).trim_matches(['"', '\'']);
    match template::named(value) {
        // Other tools have a key of that name too: `template: home.html`.
        (id, _) if id.is_empty() || !(library.is_near(id) || library.is_near(value)) => Named::Nothing,
        (id, version) => Named::As(id, version, entry.value),
    }
}
