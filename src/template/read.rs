//! Reading a template: what its headings, comments and placeholders mean.

use super::directive::{Directive, Identity, directives, named};
use super::guidance::{guidance, has_body, is_optional};
use super::opening::{home, preamble, title};
use super::pattern::Likeness;
use super::status::has_status;
use super::{Contents, Group, GroupKind, Instructions, Pattern, Placeholders, SectionSpec, StandIns, Template};
use crate::document::Document;
use crate::markdown::normalise;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl Template {
    /// Reads a template; any Markdown is one. `id`, which may hold a version (`milestone@1.2`), and
    /// `path` name it, unless its own directive (`<!-- specls: template: id=… -->`) says otherwise.
    pub fn read(id: &str, path: &str, source: &str) -> Self {
        let document = Document::parse(source);
        let title = title(&document);
        let placeholders = Placeholders::learn(&document, |offset| home(&document, title, offset));
        let instructions =
            Instructions::learn(&document, placeholders.spans(), &|offset| home(&document, title, offset));
        let mut specs: Vec<SectionSpec> =
            (0..document.sections().len()).map(|section| spec(&document, title, section, &placeholders)).collect();
        let (groups, roots) = group(&document, title, &mut specs);
        let contents = contents(&document, title, &specs, &groups, &placeholders);
        let mut names: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for (index, spec) in specs.iter().enumerate() {
            if Some(index) != title && !spec.pattern.name.words.is_empty() && !spec.pattern.is_bare_hole() {
                names.entry(spec.pattern.name.words.clone()).or_default().push(index);
            }
        }
        let (given, version) = named(id);
        let about = identity(&document);
        let has_status = has_status(&document, title);
        let keys = super::front_matter::keys(&document, &placeholders);
        let input_places = super::inputs::places(&document, title, &specs, &placeholders);
        let title_text = title.map(|title| document.sections()[title].title);
        let title_parts = super::inputs::title_parts(&document, title, &placeholders);
        Self {
            id: about.id.unwrap_or(given).to_owned(),
            version: about.version.or(version).map(str::to_owned),
            path: path.into(),
            description: about.description.unwrap_or_default().to_owned(),
            title,
            specs,
            groups,
            roots,
            names,
            stand_ins: StandIns::learn(&document, placeholders.spans(), title_text),
            placeholders,
            instructions,
            contents,
            has_status,
            keys,
            input_places,
            title_parts,
            lines: lines(&document),
            document,
        }
    }
}

/// What each section holds, and at the end what the preamble does.
fn contents(
    document: &Document,
    title: Option<usize>,
    specs: &[SectionSpec],
    groups: &[Group],
    placeholders: &Placeholders,
) -> Vec<Contents> {
    let sections = document.sections().iter().enumerate();
    let own = sections.map(|(index, section)| match Some(index) == title {
        true => (Span::at(0), Span::at(0)),
        false => (section.body, section.own()),
    });
    let opening = preamble(document, title);
    let all = own.chain([(opening, opening)]);
    let mut contents: Vec<Contents> =
        all.map(|(body, own)| Contents::read(document, placeholders, body, own)).collect();
    for group in groups.iter().filter(|group| group.kind != GroupKind::Single) {
        share_contents(&mut contents, specs, &group.members);
    }
    contents
}

/// An instance must hold only what every instance in the template holds, and so must what is below it.
fn share_contents(contents: &mut [Contents], specs: &[SectionSpec], members: &[usize]) {
    let whole: Vec<Contents> = members.iter().map(|&member| contents[member].clone()).collect();
    for &member in members {
        contents[member].share(&whole.iter().collect::<Vec<_>>());
    }
    let words = |spec: usize| specs[spec].pattern.name.words.replace(|c: char| c.is_ascii_digit(), "0");
    let children = |member: usize| (0..specs.len()).filter(move |&spec| specs[spec].parent == Some(member));
    for child in children(members[0]) {
        let same = members.iter().filter_map(|&member| children(member).find(|&other| words(other) == words(child)));
        let same: Vec<usize> = same.collect();
        if same.len() > 1 {
            share_contents(contents, specs, &same);
        }
    }
}

/// Where each line starts, and its text; at least one.
fn lines(document: &Document) -> Vec<(usize, Arc<str>)> {
    let text = document.text();
    let spans = (0..text.line_count()).filter_map(|line| text.line(line));
    spans.map(|span| (span.start, text.slice(span).into())).collect()
}

/// What the template says of itself.
fn identity(document: &Document) -> Identity<'_> {
    let whole = Span::new(0, document.len());
    let said = directives(document, whole).find_map(|(_, directive)| match directive {
        Directive::Template(identity) => Some(identity),
        _ => None,
    });
    said.unwrap_or_default()
}

/// What section `index` of the template says; groups are filled in later.
fn spec(document: &Document, title: Option<usize>, index: usize, placeholders: &Placeholders) -> SectionSpec {
    let section = &document.sections()[index];
    let source = document.slice(section.title);
    let spans = placeholders.spans();
    let first = spans.partition_point(|span| span.start < section.title.start);
    let holes: Vec<_> = spans[first..]
        .iter()
        .take_while(|span| section.title.covers(**span))
        .map(|span| span.start - section.title.start..span.end - section.title.start)
        .collect();
    let pattern = Pattern::parse(document.heading(index), &source, &holes);
    let own = section.own();
    let says = |wanted: Directive<'_>| directives(document, own).any(|(_, directive)| directive == wanted);
    let guidance = guidance(document, section, placeholders);
    SectionSpec {
        optional: pattern.name.optional || says(Directive::Optional) || is_optional(document, section, &guidance),
        labels: labels(document, section.body),
        has_body: has_body(document, section),
        any_order: says(Directive::AnyOrder),
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
        let mut latest = Latest::default();
        for member in members {
            let index = match latest.group(specs, member) {
                Some(index) => {
                    let group: &mut Group = &mut groups[index];
                    group.members.push(member);
                    if group.kind == GroupKind::Single {
                        group.kind = kind(specs, &group.members);
                    }
                    index
                }
                None => {
                    let repeat = repeats(document, specs, member);
                    let kind = if repeat { GroupKind::Repeat } else { GroupKind::Single };
                    groups.push(Group { kind, members: vec![member] });
                    groups.len() - 1
                }
            };
            latest.add(specs, member, index);
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
    let words = |spec: usize| specs[spec].pattern.name.words.replace(|c: char| c.is_ascii_digit(), "0");
    let mut children = vec![Vec::new(); specs.len()];
    for (index, spec) in specs.iter().enumerate() {
        if let Some(parent) = spec.parent {
            children[parent].push(index);
        }
    }
    let mut optional: Vec<usize> = Vec::new();
    for group in groups.iter().filter(|group| group.kind != GroupKind::Single) {
        // How many members have a child of that name.
        let mut counts: HashMap<String, usize> = HashMap::new();
        for &member in &group.members {
            let names: HashSet<String> = children[member].iter().map(|&child| words(child)).collect();
            names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
        }
        let all = group.members.iter().flat_map(|&member| &children[member]);
        optional.extend(all.copied().filter(|&child| counts.get(&words(child)) != Some(&group.members.len())));
    }
    optional.into_iter().for_each(|spec| specs[spec].optional = true);
}

/// Whether a directive says that the section may be repeated.
fn repeats(document: &Document, specs: &[SectionSpec], spec: usize) -> bool {
    let section = &document.sections()[spec];
    let own = section.own();
    let told = directives(document, own).any(|(_, directive)| directive == Directive::Repeat);
    // A lone `Component 1: {name}` is the first of several.
    let pattern = &specs[spec].pattern;
    told || (pattern.name.label.is_some() && pattern.has_hole() && pattern.name.rest.is_empty())
}

/// The groups that the next of a row of siblings may be one more of.
#[derive(Default)]
struct Latest {
    /// The sibling before, and its group.
    previous: Option<(usize, usize)>,
    /// By label, the latest sibling of a series and its group.
    series: HashMap<String, (usize, usize)>,
}

impl Latest {
    /// The latest group that `spec` joins: that of its neighbour, where both are alike but for ordinals
    /// and holes, or one whose last member has the same label and words of its own.
    fn group(&self, specs: &[SectionSpec], spec: usize) -> Option<usize> {
        let is_alike = |other: usize| {
            let likeness = specs[spec].pattern.likeness();
            matches!(likeness, Likeness::Repeat(_)) && likeness == specs[other].pattern.likeness()
        };
        let neighbour = self.previous.filter(|&(previous, _)| is_alike(previous));
        let series = specs[spec].pattern.series().and_then(|label| self.series.get(&label).copied());
        let series = series.filter(|&(last, _)| !is_alike(last));
        let group = |(_, group): (usize, usize)| group;
        neighbour.map(group).max(series.map(group))
    }

    fn add(&mut self, specs: &[SectionSpec], spec: usize, group: usize) {
        self.previous = Some((spec, group));
        if let Some(label) = specs[spec].pattern.series() {
            self.series.insert(label, (spec, group));
        }
    }
}

/// What siblings of one group are.
fn kind(specs: &[SectionSpec], members: &[usize]) -> GroupKind {
    let first = specs[members[0]].pattern.likeness();
    let alike =
        matches!(first, Likeness::Repeat(_)) && members.iter().all(|&spec| specs[spec].pattern.likeness() == first);
    if alike { GroupKind::Repeat } else { GroupKind::Series }
}
