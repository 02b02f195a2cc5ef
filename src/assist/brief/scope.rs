//! What a brief is about: a section with all below it, or a whole template.

use crate::template::{Contents, GroupKind, Home, Template, ValueKind, placeholder_name};
use crate::text::Span;

/// A section spec with those below it, or all of a template.
pub(super) struct Scope<'a> {
    pub(super) template: &'a Template,
    /// `None` for the whole.
    pub(super) spec: Option<usize>,
    /// The specs in it, the title's left out, in template order.
    pub(super) specs: Vec<usize>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(template: &'a Template, spec: Option<usize>) -> Self {
        // The title is the whole.
        let spec = spec.filter(|&spec| Some(spec) != template.title() && spec < template.specs().len());
        let all = 0..template.specs().len();
        let specs = match spec {
            Some(spec) => all.filter(|&other| template.is_inside(other, spec)).collect(),
            None => all.filter(|&other| Some(other) != template.title()).collect(),
        };
        Self { template, spec, specs }
    }

    /// The heading of a spec.
    pub(super) fn name(&self, spec: usize) -> &'a str {
        &self.template.specs()[spec].pattern.text
    }

    /// The headings that `spec` is below, outermost first, the title left out.
    pub(super) fn owners(&self, spec: usize) -> Vec<&'a str> {
        let specs = self.template.specs();
        let owners = std::iter::successors(specs[spec].parent, |&parent| specs[parent].parent);
        let mut owners: Vec<&str> = owners.map(|owner| self.name(owner)).collect();
        owners.reverse();
        owners
    }

    /// The specs in it; of sections that may be repeated the first, with what is below it.
    pub(super) fn firsts(&self) -> impl Iterator<Item = usize> {
        let (specs, groups) = (self.template.specs(), self.template.groups());
        let is_again = move |spec: usize| {
            let group = &groups[specs[spec].group];
            group.kind == GroupKind::Repeat && group.leader() != spec && Some(spec) != self.spec
        };
        let inside = move |spec: usize| {
            let owners = std::iter::successors(Some(spec), |&owner| specs[owner].parent);
            owners.take_while(|&owner| self.specs.contains(&owner))
        };
        self.specs.iter().copied().filter(move |&spec| !inside(spec).any(is_again))
    }

    /// What each section holds of its own, by heading; of the whole, first what is ahead of the first section.
    pub(super) fn contents(&self) -> impl Iterator<Item = (&'a str, &'a Contents)> {
        let template = self.template;
        let start = self.spec.is_none().then(|| ("The beginning", template.contents(Home::Preamble)));
        let own = self.firsts().map(move |spec| (self.name(spec), template.contents(Home::Spec(spec))));
        start.into_iter().chain(own)
    }

    /// Whether a value is to be picked anywhere.
    pub(super) fn has_choices(&self) -> bool {
        let is_choice = |kind: &ValueKind| matches!(kind, ValueKind::Choice { .. });
        let keys = || self.spec.is_none() && self.template.keys().iter().any(|key| key.open && is_choice(&key.kind));
        keys()
            || self.contents().any(|(_, contents)| {
                let columns = contents.tables.iter().flat_map(|table| &table.choices);
                contents.fields.iter().map(|field| &field.choices).chain(columns).any(|choices| !choices.is_empty())
            })
    }

    /// What the template tells the author of each section: heading and text. Of the title only what stands in a comment:
    /// other prose there is part of the document.
    pub(super) fn told(&self) -> Vec<(&'a str, String)> {
        let title = self.template.title().filter(|_| self.spec.is_none());
        let about = title.map(|title| (self.name(title), self.of_comments(title)));
        let own = self.firsts().map(|spec| (self.name(spec), self.guidance(spec)));
        about.into_iter().chain(own).filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The guidance without what the frame says too.
    fn guidance(&self, spec: usize) -> String {
        let in_frame = self.in_frame(spec);
        let parts = self.template.specs()[spec].guidance.split("\n\n").filter(|part| !in_frame(part));
        parts.collect::<Vec<_>>().join("\n\n")
    }

    /// Whether a part of the guidance is a placeholder, and so stands in the frame: a paragraph, or a comment behind a
    /// marker.
    fn in_frame(&self, spec: usize) -> impl Fn(&str) -> bool {
        let document = &self.template.document;
        let own = document.sections()[spec].own();
        let spans = self.template.placeholders().spans().iter().filter(|span| own.covers(**span));
        let holes: Vec<String> = spans.map(|&span| document.slice(span).into_owned()).collect();
        move |part| {
            let is_said = |hole: &String| match hole.strip_prefix("<!--").and_then(|hole| hole.strip_suffix("-->")) {
                Some(comment) => comment.contains(part.trim()),
                None => placeholder_name(hole).trim() == part.trim(),
            };
            holes.iter().any(is_said)
        }
    }

    /// Those parts of the guidance that stand in a comment.
    fn of_comments(&self, spec: usize) -> String {
        let document = &self.template.document;
        let section = &document.sections()[spec];
        let own = Span::new(section.extent.start, section.body.end.max(section.heading.end));
        let said = document.comments(own).map(|comment| comment.text(comment.item.text).to_owned()).collect::<Vec<_>>();
        let in_frame = self.in_frame(spec);
        let parts = self.template.specs()[spec].guidance.split("\n\n").filter(|part| !in_frame(part));
        parts.filter(|part| said.iter().any(|said| said.contains(part.trim()))).collect::<Vec<_>>().join("\n\n")
    }
}
