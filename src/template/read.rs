//! Reading a template: what its headings, comments and placeholders mean.

use super::guidance::{guidance, has_body, is_optional};
use super::pattern::Likeness;
use super::{Group, GroupKind, Home, Instructions, Pattern, Placeholders, SectionSpec, StandIns, Template};
use crate::document::Document;
use crate::markdown::normalise;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl Template {
    /// Reads a template; any Markdown is one. `id` and `path` name it, unless its own directive
    /// (`<!-- specls: template: id=… -->`) gives another id.
    pub fn read(id: &str, path: &str, source: &str) -> Self {
        let document = Document::parse(source);
        let title = title(&document);
        let placeholders = Placeholders::learn(&document, |offset| home(&document, title, offset));
        let instructions =
            Instructions::learn(&document, placeholders.spans(), &|offset| home(&document, title, offset));
        let mut specs: Vec<SectionSpec> =
            (0..document.sections().len()).map(|section| spec(&document, title, section, &placeholders)).collect();
        let (groups, roots) = group(&document, title, &mut specs);
        let mut names: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for (index, spec) in specs.iter().enumerate() {
            if Some(index) != title && !spec.pattern.name.words.is_empty() && !spec.pattern.is_bare_hole() {
                names.entry(spec.pattern.name.words.clone()).or_default().push(index);
            }
        }
        let about = about(&document);
        let has_status = has_status(&document, title);
        Self {
            id: about.get("id").unwrap_or(&id).to_string(),
            path: path.into(),
            description: about.get("description").copied().unwrap_or_default().to_owned(),
            title,
            specs,
            groups,
            roots,
            names,
            stand_ins: StandIns::learn(&document, placeholders.spans()),
            placeholders,
            instructions,
            has_status,
            lines: lines(&document),
            document,
        }
    }
}

/// Where each line starts, and its text; at least one.
fn lines(document: &Document) -> Vec<(usize, Arc<str>)> {
    let text = document.text();
    let spans = (0..text.line_count()).filter_map(|line| text.line(line));
    spans.map(|span| (span.start, text.slice(span).into())).collect()
}

/// Which spec rules at `offset`: the title's own text is the preamble.
pub(super) fn home(document: &Document, title: Option<usize>, offset: usize) -> Home {
    match document.section_at(offset) {
        None => Home::Preamble,
        section if section == title => Home::Preamble,
        Some(section) => Home::Spec(section),
    }
}

/// The only heading of level 1.
fn title(document: &Document) -> Option<usize> {
    let mut ones = document.sections().iter().enumerate().filter(|(_, section)| section.level == 1);
    match (ones.next(), ones.next()) {
        (Some((title, _)), None) => Some(title),
        _ => None,
    }
}

/// The `key=value` pairs of the `template` directive.
fn about(document: &Document) -> HashMap<&str, &str> {
    let whole = Span::new(0, document.len());
    let directive = document.directives(whole).find(|directive| directive.text(directive.item.name) == "template");
    let Some(directive) = directive else { return HashMap::new() };
    let value = directive.text(directive.item.value);
    // The description comes last and may hold commas.
    let (pairs, description) = match value.split_once("description=") {
        Some((pairs, description)) => (pairs, Some(("description", description.trim()))),
        None => (value, None),
    };
    let pairs = pairs.split(',').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.trim(), value.trim())).chain(description).collect()
}

/// Whether front matter or the opening has a status.
fn has_status(document: &Document, title: Option<usize>) -> bool {
    let is_status = |label: &str| label.eq_ignore_ascii_case("status");
    document.front_matter().is_some_and(|matter| matter.get("status").is_some())
        || document.fields(opening(document, title)).any(|field| is_status(field.text(field.item.label)))
}

/// Where a document says what it is: all up to the end of the first section below its title, which
/// often holds nothing but fields (`## Document Information`).
pub fn opening(document: &Document, title: Option<usize>) -> Span {
    let mut sections = document.sections().iter().enumerate();
    let first = sections.find(|&(index, _)| Some(index) != title);
    Span::new(0, first.map_or(document.len(), |(_, section)| section.body.end))
}

/// What section `index` of the template says; groups are filled in later.
fn spec(document: &Document, title: Option<usize>, index: usize, placeholders: &Placeholders) -> SectionSpec {
    let section = &document.sections()[index];
    let source = document.slice(section.title);
    let holes: Vec<_> = placeholders
        .spans()
        .iter()
        .filter(|span| section.title.covers(**span))
        .map(|span| span.start - section.title.start..span.end - section.title.start)
        .collect();
    let pattern = Pattern::parse(document.heading(index), &source, &holes);
    let own = section.own();
    let directive = |name: &str| document.directives(own).any(|directive| directive.text(directive.item.name) == name);
    let guidance = guidance(document, section, placeholders);
    SectionSpec {
        optional: pattern.name.optional || directive("optional") || is_optional(document, section, &guidance),
        labels: labels(document, section.body),
        has_body: has_body(document, section),
        any_order: directive("any-order"),
        level: section.level,
        parent: section.parent.filter(|&parent| Some(parent) != title),
        groups: Vec::new(),
        group: 0,
        pattern,
        guidance,
    }
}

/// The labels of the fields in `span`, normalised, each once.
pub fn labels(document: &Document, span: Span) -> Vec<String> {
    let mut labels: Vec<String> = document.fields(span).map(|field| normalise(field.text(field.item.label))).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// Groups siblings, sets each spec's group and child groups, and returns the groups and those at the top.
fn group(document: &Document, title: Option<usize>, specs: &mut [SectionSpec]) -> (Vec<Group>, Vec<usize>) {
    let mut siblings: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (index, spec) in specs.iter().enumerate().filter(|&(index, _)| Some(index) != title) {
        siblings.entry(spec.parent).or_default().push(index);
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut roots = Vec::new();
    let mut parents: Vec<_> = siblings.into_iter().collect();
    parents.sort_unstable();
    for (parent, members) in parents {
        let first = groups.len();
        for member in members {
            let repeat = repeats(document, specs, member);
            match groups[first..].iter_mut().rev().find(|group| joins(group, specs, member)) {
                Some(group) => {
                    group.members.push(member);
                    if group.kind == GroupKind::Single {
                        group.kind = kind(specs, &group.members);
                    }
                }
                None => {
                    let kind = if repeat { GroupKind::Repeat } else { GroupKind::Single };
                    groups.push(Group { kind, members: vec![member] });
                }
            }
        }
        for (index, group) in groups.iter().enumerate().skip(first) {
            group.members.iter().for_each(|&member| specs[member].group = index);
        }
        let children = (first..groups.len()).collect();
        match parent {
            Some(parent) => specs[parent].groups = children,
            None => roots = children,
        }
    }
    share(&groups, specs);
    (groups, roots)
}

/// An instance of a repeat or a series must hold only what every instance in the template holds: the
/// other children of its members become optional.
fn share(groups: &[Group], specs: &mut [SectionSpec]) {
    let words = |spec: &SectionSpec| spec.pattern.name.words.replace(|c: char| c.is_ascii_digit(), "0");
    for group in groups.iter().filter(|group| group.kind != GroupKind::Single) {
        let children = |member: usize| specs.iter().filter(move |spec| spec.parent == Some(member));
        let of_member: Vec<HashSet<String>> =
            group.members.iter().map(|&member| children(member).map(words).collect()).collect();
        let shared = |spec: &SectionSpec| of_member.iter().all(|names| names.contains(&words(spec)));
        let optional: Vec<usize> = (0..specs.len())
            .filter(|&spec| specs[spec].parent.is_some_and(|parent| group.members.contains(&parent)))
            .filter(|&spec| !shared(&specs[spec]))
            .collect();
        optional.into_iter().for_each(|spec| specs[spec].optional = true);
    }
}

/// Whether a directive says that the section may be repeated.
fn repeats(document: &Document, specs: &[SectionSpec], spec: usize) -> bool {
    let section = &document.sections()[spec];
    let own = section.own();
    let told = document.directives(own).any(|directive| directive.text(directive.item.name) == "repeat");
    // A lone `Component 1: {name}` is the first of several.
    let pattern = &specs[spec].pattern;
    told || (pattern.name.label.is_some() && pattern.has_hole() && pattern.name.rest.is_empty())
}

/// Whether `spec` is one more of `group`.
fn joins(group: &Group, specs: &[SectionSpec], spec: usize) -> bool {
    let last = *group.members.last().unwrap_or(&group.leader());
    let (one, other) = (&specs[last].pattern, &specs[spec].pattern);
    let neighbours = !specs[last + 1..spec].iter().any(|between| between.parent == specs[spec].parent);
    match (one.likeness(), other.likeness()) {
        (Likeness::Repeat(a), Likeness::Repeat(b)) if a == b => neighbours,
        _ => one.series().is_some() && one.series() == other.series(),
    }
}

/// What siblings of one group are.
fn kind(specs: &[SectionSpec], members: &[usize]) -> GroupKind {
    let first = specs[members[0]].pattern.likeness();
    let alike =
        matches!(first, Likeness::Repeat(_)) && members.iter().all(|&spec| specs[spec].pattern.likeness() == first);
    if alike { GroupKind::Repeat } else { GroupKind::Series }
}
