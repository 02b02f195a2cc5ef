//! Pairing: which section of a document is which spec of the template.

use super::Pair;
use super::merged;
use super::outline::Outline;
use crate::document::Document;
use crate::markdown::Name;
use crate::template::{GroupKind, Template, Wording, labels};
use std::collections::{HashMap, HashSet};

/// Sections that close a document: what stands below them by mistake does not make them another.
const CLOSING: [&str; 6] = ["appendix", "changelog", "conclusion", "license", "notes", "references"];

/// Pairs top-down, the surest first: equal names under paired parents, then patterns, labels and
/// titled headings, then merged ones, then whatever stands where a repeat belongs; at last, anywhere,
/// sections whose name occurs once in the template.
pub(super) struct Pairing<'a> {
    document: &'a Document,
    template: &'a Template,
    outline: &'a Outline,
    pub(super) pairs: Vec<Option<Pair>>,
    /// The groups that are there, or need no section of their own: (owner, group).
    pub(super) present: HashSet<(Option<usize>, usize)>,
    /// (first, again)
    pub(super) duplicates: Vec<(usize, usize)>,
    /// Sections that are paired by their children alone, under a name of their own.
    pub(super) by_children: Vec<(usize, usize)>,
    /// Whether a section is the second of a pair of duplicates.
    repeated: Vec<bool>,
    /// How many sections each spec has.
    counts: Vec<usize>,
}

impl<'a> Pairing<'a> {
    pub(super) fn new(document: &'a Document, template: &'a Template, outline: &'a Outline) -> Self {
        Self {
            document,
            template,
            outline,
            pairs: vec![None; document.sections().len()],
            present: HashSet::new(),
            duplicates: Vec::new(),
            by_children: Vec::new(),
            repeated: vec![false; document.sections().len()],
            counts: vec![0; template.specs().len()],
        }
    }

    pub(super) fn run(&mut self) {
        self.pair_scopes(vec![(None, None)]);
        self.pair_again();
        self.pair_anywhere();
        self.pair_parents();
    }

    /// Pairs the children of these (section, spec) pairs, and theirs in turn.
    fn pair_scopes(&mut self, mut scopes: Vec<(Option<usize>, Option<usize>)>) {
        while let Some((owner, parent)) = scopes.pop() {
            let sections = self.outline.children(owner);
            let groups = self.template.children(parent);
            if groups.is_empty() || sections.is_empty() {
                continue;
            }
            self.pair_equal(owner, parent, sections);
            self.pair_patterns(owner, groups, sections);
            self.pair_merged(owner, groups, sections);
            self.pair_standing(owner, groups, sections);
            for &section in sections {
                if let Some(pair) = self.pairs[section].filter(|pair| pair.owner == owner && !pair.loose) {
                    scopes.push((Some(section), Some(pair.spec)));
                }
            }
        }
    }

    /// Equal names under the same parent.
    fn pair_equal(&mut self, owner: Option<usize>, parent: Option<usize>, sections: &[usize]) {
        let mut firsts: HashMap<usize, usize> = HashMap::new();
        for &section in sections {
            let named = self.template.named(&self.document.name(section).words);
            let Some(&spec) = named.iter().find(|&&spec| self.template.specs()[spec].parent == parent) else {
                continue;
            };
            match firsts.get(&spec) {
                Some(&first) if self.kind(spec) == GroupKind::Single => {
                    self.duplicates.push((first, section));
                    self.repeated[section] = true;
                }
                _ if self.pairs[section].is_some() => {}
                _ => {
                    firsts.entry(spec).or_insert(section);
                    self.pair(section, spec, owner, false);
                }
            }
        }
    }

    /// Headings with holes and titled headings (`Story 1: Production`), by their words; then what is
    /// left by label and ordinal.
    fn pair_patterns(&mut self, owner: Option<usize>, groups: &[usize], sections: &[usize]) {
        for by in [Self::by_words, Self::by_label] {
            for &section in sections {
                if !self.is_free(section) {
                    continue;
                }
                let name = self.document.name(section);
                let open = |group: &usize| {
                    let single = self.template.groups()[*group].kind == GroupKind::Single;
                    !(single && self.present.contains(&(owner, *group)))
                };
                let found = groups.iter().filter(|group| open(group)).find_map(|&group| by(self, group, name));
                if let Some(spec) = found {
                    self.pair(section, spec, owner, false);
                }
            }
        }
    }

    /// The member of `group` whose words `name` has.
    fn by_words(&self, group: usize, name: &Name) -> Option<usize> {
        let pattern = |spec: usize| &self.template.specs()[spec].pattern;
        let members = &self.template.groups()[group].members;
        let find = |test: &dyn Fn(usize) -> bool| members.iter().copied().find(|&spec| test(spec));
        find(&|spec| pattern(spec).has_hole() && !pattern(spec).is_bare_hole() && pattern(spec).accepts(name))
            .or_else(|| find(&|spec| pattern(spec).accepts_rest(name)))
            .or_else(|| find(&|spec| !name.head.is_empty() && pattern(spec).name.words == name.head))
    }

    /// The member of `group`, which has several or may have, whose label `name` has: the one of its
    /// ordinal, else the first.
    fn by_label(&self, group: usize, name: &Name) -> Option<usize> {
        let group = &self.template.groups()[group];
        if group.kind == GroupKind::Single {
            return None;
        }
        let pattern = |spec: usize| &self.template.specs()[spec].pattern;
        let same = group.members.iter().copied().find(|&spec| pattern(spec).shares_ordinal(name));
        same.or_else(|| group.members.iter().copied().find(|&spec| pattern(spec).shares_label(name)))
    }

    /// `Drawbacks and Alternatives` is both; `Goals` and `Non-Goals` are `Goals and Non-Goals`.
    fn pair_merged(&mut self, owner: Option<usize>, groups: &[usize], sections: &[usize]) {
        if groups.iter().all(|&group| self.present.contains(&(owner, group))) {
            return;
        }
        // A heading that is a section's own, `Performance & Scalability`, is not `Scalability` too.
        let is_own = |section: usize| !self.template.named(&self.document.name(section).words).is_empty();
        let unknown = sections.iter().copied().filter(|&section| !is_own(section));
        let several: Vec<(usize, Vec<String>)> = unknown
            .map(|section| (section, merged::names(self.document.heading(section))))
            .filter(|(_, names)| !names.is_empty())
            .collect();
        for &group in groups {
            let spec = self.template.groups()[group].leader();
            let words = &self.template.specs()[spec].pattern.name.words;
            if self.kind(spec) != GroupKind::Single || words.is_empty() || self.present.contains(&(owner, group)) {
                continue;
            }
            let merged = several.iter().find(|(_, names)| names.iter().any(|name| **name == **words));
            if let Some(&(section, _)) = merged {
                self.present.insert((owner, group));
                if self.is_free(section) {
                    self.pair(section, spec, owner, true);
                }
            } else if words.contains(" and ") {
                let has = |part: &str| {
                    sections.iter().any(|&section| self.is_free(section) && *self.document.name(section).words == *part)
                };
                if words.split(" and ").all(has) {
                    self.present.insert((owner, group));
                }
            }
        }
    }

    /// What stands where a repeat or a bare hole belongs satisfies it, under any name that is not
    /// another spec's.
    fn pair_standing(&mut self, owner: Option<usize>, groups: &[usize], sections: &[usize]) {
        for (index, &group) in groups.iter().enumerate() {
            let leader = self.template.groups()[group].leader();
            let bare = self.template.specs()[leader].pattern.is_bare_hole();
            // Where a series is all that there is, sections of the author's own are another one.
            let series =
                owner.is_some() && groups.len() == 1 && self.template.groups()[group].kind == GroupKind::Series;
            let repeat = series || self.template.groups()[group].kind == GroupKind::Repeat;
            if !bare && (!repeat || self.present.contains(&(owner, group))) {
                continue;
            }
            let in_groups = |section: usize, groups: &[usize]| {
                self.pairs[section].is_some_and(|pair| groups.contains(&self.template.specs()[pair.spec].group))
            };
            let after =
                sections.iter().rposition(|&section| in_groups(section, &groups[..index])).map_or(0, |at| at + 1);
            let before = sections[after..].iter().position(|&section| in_groups(section, &groups[index + 1..]));
            let standing = &sections[after..before.map_or(sections.len(), |at| after + at)];
            let lacking = self.lacking(owner, groups);
            let free = standing.iter().copied().filter(|&section| {
                let words = &self.document.name(section).words;
                self.is_free(section)
                    && self.template.named(words).is_empty()
                    && !lacking.iter().any(|sibling| sibling.is_like(words))
            });
            let taken: Vec<usize> = free.take(if repeat { usize::MAX } else { 1 }).collect();
            if series && taken.len() < 2 {
                continue;
            }
            for section in taken {
                let loose = !bare && !self.has_labels(section, leader);
                self.pair(section, leader, owner, loose);
            }
        }
    }

    /// The names of the single sections among `groups` that are not there: what is like one of them is it under another
    /// name, rather than one of a repeat.
    fn lacking(&self, owner: Option<usize>, groups: &[usize]) -> Vec<Wording<'a>> {
        let singles = groups.iter().filter(|&&group| {
            self.template.groups()[group].kind == GroupKind::Single && !self.present.contains(&(owner, group))
        });
        let specs = singles.map(|&group| &self.template.specs()[self.template.groups()[group].leader()]);
        let named = specs.filter(|spec| !spec.pattern.is_bare_hole());
        named.map(|spec| Wording::new(&spec.pattern.name.words)).collect()
    }

    /// Whether a section has at least half of the labels of `spec`, and is one of its kind by that.
    fn has_labels(&self, section: usize, spec: usize) -> bool {
        let wanted = &self.template.specs()[spec].labels;
        if wanted.is_empty() {
            return false;
        }
        let labels = labels(self.document, self.document.sections()[section].body);
        wanted.iter().filter(|label| labels.contains(label)).count() * 2 >= wanted.len()
    }

    /// What a section lacks and its duplicate has is not missing: it belongs to the first of the two.
    fn pair_again(&mut self) {
        for (first, again) in self.duplicates.clone() {
            let Some(parent) = self.pairs[first].map(|pair| pair.spec) else { continue };
            let outline = self.outline;
            let lacks = |group: usize| !self.present.contains(&(Some(first), group));
            let free = outline.children(Some(again)).iter().copied().filter_map(|section| {
                let named = self.template.named(&self.document.name(section).words).iter().copied();
                let spec = named.into_iter().find(|&spec| self.template.specs()[spec].parent == Some(parent))?;
                (self.is_free(section) && lacks(self.template.specs()[spec].group)).then_some((section, spec))
            });
            let mut taken = HashSet::new();
            for (section, spec) in free.collect::<Vec<_>>() {
                if taken.insert(spec) {
                    self.pair(section, spec, Some(first), false);
                    self.pair_scopes(vec![(Some(section), Some(spec))]);
                }
            }
        }
    }

    /// Sections that stand at another level or under another parent, when the template has their
    /// name once, or when they are below their own parent.
    fn pair_anywhere(&mut self) {
        let mut free: HashMap<&str, Vec<usize>> = HashMap::new();
        for section in (0..self.pairs.len()).filter(|&section| self.is_free(section)) {
            free.entry(&self.document.name(section).words).or_default().push(section);
        }
        for spec in 0..self.template.specs().len() {
            if self.counts[spec] > 0 || Some(spec) == self.template.title() {
                continue;
            }
            let described = &self.template.specs()[spec];
            let words = &*described.pattern.name.words;
            let group = &self.template.groups()[described.group];
            let instead = group.members.iter().any(|&member| self.counts[member] > 0);
            let Some(candidates) = free.get(words).filter(|_| !words.is_empty() && !instead) else { continue };
            let owner = described.parent.and_then(|parent| self.section_of(parent));
            let unique = self.template.named(words).len() == 1;
            let below = |section: usize| owner.is_some_and(|owner| self.is_below(section, owner));
            let open = |&&section: &&usize| self.is_free(section) && (unique || below(section));
            let best = candidates.iter().filter(open).min_by_key(|&&section| !below(section));
            if let Some(&section) = best {
                self.pair(section, spec, owner, false);
                self.pair_scopes(vec![(Some(section), Some(spec))]);
            }
        }
    }

    /// An unpaired parent pairs by most of its children.
    fn pair_parents(&mut self) {
        for spec in 0..self.template.specs().len() {
            let children = self.template.children(Some(spec));
            if self.counts[spec] > 0 || children.len() < 2 || Some(spec) == self.template.title() {
                continue;
            }
            let mut parents: HashMap<usize, Vec<usize>> = HashMap::new();
            for (section, pair) in self.pairs.iter().enumerate() {
                let Some(pair) = pair.filter(|pair| self.template.specs()[pair.spec].parent == Some(spec)) else {
                    continue;
                };
                if let Some(parent) = self.document.sections()[section].parent.filter(|&parent| self.is_free(parent)) {
                    parents.entry(parent).or_default().push(self.template.specs()[pair.spec].group);
                }
            }
            let found = parents.into_iter().map(|(parent, mut groups)| {
                groups.dedup();
                (groups.len(), parent)
            });
            let Some((count, parent)) = found.max() else { continue };
            let words = &*self.document.name(parent).words;
            let named_otherwise = !self.template.named(words).is_empty() || CLOSING.contains(&words);
            if count >= 2 && count * 2 > children.len() && Some(parent) != self.outline.title && !named_otherwise {
                let owner = self.template.specs()[spec].parent.and_then(|parent| self.section_of(parent));
                self.pair(parent, spec, owner, false);
                self.by_children.push((parent, spec));
                self.adopt(parent, spec);
                self.pair_scopes(vec![(Some(parent), Some(spec))]);
            }
        }
    }

    /// Makes `parent` the owner of the sections below it that are paired with children of `spec`.
    fn adopt(&mut self, parent: usize, spec: usize) {
        for pair in self.pairs.iter_mut().flatten() {
            if self.template.specs()[pair.spec].parent == Some(spec) {
                pair.owner = Some(parent);
                self.present.insert((Some(parent), self.template.specs()[pair.spec].group));
            }
        }
    }

    fn pair(&mut self, section: usize, spec: usize, owner: Option<usize>, loose: bool) {
        self.pairs[section] = Some(Pair { spec, owner, loose });
        self.present.insert((owner, self.template.specs()[spec].group));
        self.counts[spec] += 1;
    }

    fn kind(&self, spec: usize) -> GroupKind {
        self.template.groups()[self.template.specs()[spec].group].kind
    }

    /// Whether `section` is neither paired nor the title nor a duplicate.
    fn is_free(&self, section: usize) -> bool {
        self.pairs[section].is_none() && Some(section) != self.outline.title && !self.repeated[section]
    }

    /// The first section that is paired with `spec`.
    fn section_of(&self, spec: usize) -> Option<usize> {
        if self.counts[spec] == 0 {
            return None;
        }
        self.pairs.iter().position(|pair| pair.is_some_and(|pair| pair.spec == spec && !pair.loose))
    }

    fn is_below(&self, section: usize, ancestor: usize) -> bool {
        let parent = |&section: &usize| self.document.sections()[section].parent;
        std::iter::successors(Some(section), parent).skip(1).any(|section| section == ancestor)
    }
}
