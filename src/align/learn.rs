//! What past documents make of a template: which sections they leave out, repeat, rename or order
//! otherwise.

use super::{Alignment, Missing};
use crate::document::Document;
use crate::template::{GroupKind, Template};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Fewer documents than this say nothing of a section.
const FEWEST: usize = 3;

/// What documents make of one section of the template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Practice {
    /// The spec; the first of its group.
    pub spec: usize,
    /// How many documents have a place for it: they have the section that it belongs to.
    pub documents: usize,
    /// How many of them do not have it.
    pub missing: usize,
    /// How many have it several times, where the template has it once.
    pub repeated: usize,
    /// How many have it at another place.
    pub misplaced: usize,
    /// What it stands behind there most often, and in how many documents.
    pub behind: Option<(String, usize)>,
    /// What stands in its place under another name, most often first, and in how many documents.
    pub renamed: Vec<(String, usize)>,
    /// How many documents have at least two of the sections below it, and how many of them in
    /// another order than the template.
    pub order: (usize, usize),
}

/// What a directive in the template would say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lesson {
    /// The section may be left out.
    Optional,
    /// It may stand several times.
    Repeat,
    /// The sections below it may stand in any order.
    AnyOrder,
}

impl Lesson {
    /// The directive.
    pub fn directive(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Repeat => "repeat",
            Self::AnyOrder => "any-order",
        }
    }
}

/// Learns from one document after the other.
#[derive(Debug)]
pub struct Learner<'a> {
    template: &'a Template,
    documents: usize,
    /// By spec.
    practices: Vec<Practice>,
    /// What misplaced sections stand behind: (spec, heading) and in how many documents.
    behind: HashMap<(usize, String), usize>,
    /// Headings in the place of a spec that is not there: how many documents, and how one has it.
    instead: BTreeMap<(usize, Box<str>), (usize, String)>,
    /// In how many documents a heading stands that the template does not ask for.
    extra: HashMap<Box<str>, usize>,
    /// What the alignment itself takes for renamed: (spec, heading).
    likely: BTreeMap<(usize, String), usize>,
}

impl<'a> Learner<'a> {
    /// Knows nothing yet.
    pub fn new(template: &'a Template) -> Self {
        let practices = (0..template.specs().len()).map(|spec| Practice { spec, ..Practice::default() }).collect();
        Self {
            template,
            documents: 0,
            practices,
            behind: HashMap::new(),
            instead: BTreeMap::new(),
            extra: HashMap::new(),
            likely: BTreeMap::new(),
        }
    }

    /// How many documents it has learned from.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Learns from `document`, unless that has less than a quarter of the template's top sections and
    /// so follows another one; says whether it did.
    pub fn add(&mut self, document: &Document) -> bool {
        let template = self.template;
        let alignment = Alignment::new(document, template);
        let is_there = |group: &usize| {
            template.groups()[*group].members.iter().any(|&member| !alignment.instances(member).is_empty())
        };
        let there = template.roots().iter().filter(|group| is_there(group)).count();
        if there == 0 || there * 4 < template.roots().iter().filter(|&&group| template.is_required(group)).count() {
            return false;
        }
        self.documents += 1;
        for group in 0..template.groups().len() {
            self.add_group(document, &alignment, group);
        }
        self.add_order(&alignment, template.title(), template.roots());
        for spec in 0..template.specs().len() {
            if Some(spec) != template.title() && !alignment.instances(spec).is_empty() {
                self.add_order(&alignment, Some(spec), template.children(Some(spec)));
            }
        }
        let unasked = (0..document.sections().len()).filter(|&section| alignment.pair(section).is_none());
        let words: HashSet<&str> = unasked.map(|section| &*document.name(section).words).collect();
        words.into_iter().for_each(|words| *self.extra.entry(words.into()).or_default() += 1);
        true
    }

    fn add_group(&mut self, document: &Document, alignment: &Alignment, group: usize) {
        let template = self.template;
        let group = &template.groups()[group];
        let (spec, parent) = (group.leader(), template.specs()[group.leader()].parent);
        let owners: Vec<Option<usize>> = match parent {
            None => vec![None],
            Some(parent) => {
                let own = alignment.instances(parent).iter().copied();
                own.filter(|&section| alignment.pair(section).is_some_and(|pair| !pair.loose)).map(Some).collect()
            }
        };
        if owners.is_empty() {
            return;
        }
        let sections: Vec<usize> =
            group.members.iter().flat_map(|&member| alignment.instances(member)).copied().collect();
        let lacking: Vec<Missing> = match template.specs()[spec].optional {
            false => alignment.missing().iter().filter(|missing| missing.spec == spec).copied().collect(),
            true if sections.is_empty() => owners.iter().map(|&owner| Missing { spec, owner }).collect(),
            true => Vec::new(),
        };
        let practice = &mut self.practices[spec];
        practice.documents += 1;
        practice.missing += usize::from(!lacking.is_empty());
        let again = |(first, _): &(usize, usize)| alignment.pair(*first).is_some_and(|pair| pair.spec == spec);
        let single = group.kind == GroupKind::Single;
        practice.repeated += usize::from(single && alignment.duplicates().iter().any(again));
        let is_misplaced = |section: &&usize| alignment.misplaced().binary_search(section).is_ok();
        if let Some(&section) = sections.iter().find(is_misplaced) {
            practice.misplaced += 1;
            let ahead = (0..section).rev().find(|&other| {
                document.sections()[other].parent == document.sections()[section].parent
                    && alignment.pair(other).is_some()
            });
            let heading = ahead.map_or_else(String::new, |ahead| document.heading(ahead).to_owned());
            *self.behind.entry((spec, heading)).or_default() += 1;
        }
        for (section, missing) in alignment.renamed().iter().filter(|(_, missing)| missing.spec == spec) {
            *self.likely.entry((missing.spec, document.heading(*section).to_owned())).or_default() += 1;
        }
        self.add_instead(document, alignment, spec, &lacking);
    }

    /// The headings of the author's own that stand where a missing spec belongs.
    fn add_instead(&mut self, document: &Document, alignment: &Alignment, spec: usize, lacking: &[Missing]) {
        let mut seen = HashSet::new();
        for missing in lacking {
            let (before, after) = alignment.neighbours(self.template, *missing);
            let children = alignment.outline.children(missing.owner).iter().copied();
            let between = children.filter(|&section| {
                before.is_none_or(|before| before < section) && after.is_none_or(|after| section < after)
            });
            for section in between.filter(|&section| alignment.pair(section).is_none()) {
                let words = &document.name(section).words;
                if !words.is_empty() && seen.insert(words.clone()) {
                    let heading = || document.heading(section).to_owned();
                    self.instead.entry((spec, words.clone())).or_insert_with(|| (0, heading())).0 += 1;
                }
            }
        }
    }

    /// Whether the sections of `groups`, right below `parent`, stand in order.
    fn add_order(&mut self, alignment: &Alignment, parent: Option<usize>, groups: &[usize]) {
        let Some(parent) = parent else { return };
        let sections = |group: usize| {
            let members = self.template.groups()[group].members.iter();
            members.flat_map(|&member| alignment.instances(member)).collect::<Vec<_>>()
        };
        let there: Vec<Vec<&usize>> =
            groups.iter().map(|&group| sections(group)).filter(|all| !all.is_empty()).collect();
        if there.len() > 1 {
            let is_misplaced = |section: &&usize| alignment.misplaced().binary_search(section).is_ok();
            let order = &mut self.practices[parent].order;
            order.0 += 1;
            order.1 += usize::from(there.iter().flatten().any(is_misplaced));
        }
    }

    /// What was learned, in template order: the sections that some document has a place for, and the
    /// title for the order of what is below it.
    pub fn practices(&self) -> Vec<Practice> {
        let mut practices = self.practices.clone();
        for ((spec, heading), &count) in &self.likely {
            practices[*spec].renamed.push((heading.clone(), count));
        }
        // Each heading stands for one spec at most: that whose place it has most often.
        let mut best: BTreeMap<&str, (usize, usize, &str)> = BTreeMap::new();
        for ((spec, words), (count, heading)) in &self.instead {
            let often = *count >= FEWEST && *count * 10 >= self.practices[*spec].documents;
            // One that most documents have beside the section is something else.
            let only = self.extra.get(words).is_some_and(|all| count * 5 >= all * 4);
            if often && only && best.get(&**words).is_none_or(|(before, ..)| before < count) {
                best.insert(words, (*count, *spec, heading));
            }
        }
        for (count, spec, heading) in best.into_values() {
            let practice = &mut practices[spec];
            // What stands for it is not missing.
            practice.missing = practice.missing.saturating_sub(count);
            practice.renamed.push((heading.to_owned(), count));
        }
        for practice in &mut practices {
            practice.renamed.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            let own = self.behind.iter().filter(|((spec, _), _)| *spec == practice.spec);
            let most = own.max_by(|(one, a), (other, b)| a.cmp(b).then_with(|| other.1.cmp(&one.1)));
            practice.behind = most.map(|((_, heading), count)| (heading.clone(), *count));
        }
        practices.retain(|practice| practice.documents > 0 || practice.order.0 > 0);
        practices
    }

    /// What the template would have to say for at least `percent` of the documents to be right: the
    /// spec, and what. Nothing that it says already, and nothing learned from fewer than three documents.
    pub fn lessons(&self, percent: usize) -> Vec<(usize, Lesson)> {
        let enough = |count: usize, of: usize| of >= FEWEST && count > 0 && count * 100 >= of * percent;
        let mut lessons = Vec::new();
        for Practice { spec, documents, missing, repeated, order, .. } in self.practices() {
            let own = &self.template.specs()[spec];
            let is_title = Some(spec) == self.template.title();
            let single = self.template.groups().get(own.group).is_some_and(|group| group.kind == GroupKind::Single);
            if !is_title && !own.optional && enough(missing, documents) {
                lessons.push((spec, Lesson::Optional));
            }
            if !is_title && single && enough(repeated, documents) {
                lessons.push((spec, Lesson::Repeat));
            }
            if !own.any_order && enough(order.1, order.0) {
                lessons.push((spec, Lesson::AnyOrder));
            }
        }
        lessons
    }
}
