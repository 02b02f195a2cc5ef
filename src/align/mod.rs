//! A document's outline against one template: pairs, places, how well it fits.
//!
//! Tolerant on words, strict on meaning, and nothing cascades: one mistake is one entry. What does
//! not follow from a heading's name stays silent.

mod fields;
mod fit;
mod inputs;
mod insertion;
mod learn;
mod merged;
mod order;
mod outline;
mod pair;
mod place;
mod waived;

pub use fields::PairedField;
pub use fit::{Names, fits};
pub use inputs::{Given, GivenBy, given};
pub use insertion::{Insertion, takes_heading};
pub use learn::{Learner, Lesson, Practice};
pub use place::{Place, Spacing, body_start, insertion_point};
pub use waived::is_waived;

use crate::document::Document;
use crate::template::{GroupKind, Home, Template, Wording};
use outline::Outline;
use pair::Pairing;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The pairing of a document's sections with a template's section specs.
#[derive(Debug)]
pub struct Alignment {
    outline: Outline,
    pairs: Vec<Option<Pair>>,
    instances: Vec<Vec<usize>>,
    missing: Vec<Missing>,
    optional: Vec<Missing>,
    renamed: Vec<(usize, Missing)>,
    misplaced: Vec<usize>,
    duplicates: Vec<(usize, usize)>,
    /// Whether a heading at the document's end would be one; found when somebody first asks.
    open_end: OnceLock<bool>,
}

/// What a section of the document is paired with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The spec.
    pub spec: usize,
    /// The section that is paired with the spec's parent; `None` at the top.
    pub owner: Option<usize>,
    /// Whether it only stands where a repeat belongs, under a name of its own: its contents are the
    /// author's.
    pub loose: bool,
}

/// A spec that a document lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The spec; the first of its group.
    pub spec: usize,
    /// The section that it should be part of; `None` at the top.
    pub owner: Option<usize>,
}

impl Alignment {
    /// Aligns `document` with `template`.
    pub fn new(document: &Document, template: &Template) -> Self {
        let outline = Outline::new(document, template);
        let mut pairing = Pairing::new(document, template, &outline);
        pairing.run();
        let Pairing { pairs, present, mut duplicates, by_children, .. } = pairing;
        duplicates.sort_unstable_by_key(|(_, again)| *again);
        let mut instances = vec![Vec::new(); template.specs().len()];
        for (section, pair) in pairs.iter().enumerate() {
            if let Some(pair) = pair {
                instances[pair.spec].push(section);
            }
        }
        let renamed = by_children.into_iter().filter_map(|(section, spec)| {
            let owner = pairs[section]?.owner;
            Some((section, Missing { spec, owner }))
        });
        let renamed = renamed.collect();
        let mut alignment = Self {
            outline,
            pairs,
            instances,
            missing: Vec::new(),
            optional: Vec::new(),
            renamed,
            misplaced: Vec::new(),
            duplicates,
            open_end: OnceLock::new(),
        };
        alignment.misplaced = order::misplaced(&alignment, document, template);
        alignment.find_missing(document, template, &present);
        alignment
    }

    /// The document's title: its first heading of level 1.
    pub fn title(&self) -> Option<usize> {
        self.outline.title
    }

    /// What section `section` of the document is paired with; `None` for the title and for sections
    /// that the template does not ask for.
    pub fn pair(&self, section: usize) -> Option<Pair> {
        self.pairs.get(section).copied().flatten()
    }

    /// The document's sections that are paired with `spec`, in document order.
    pub fn instances(&self, spec: usize) -> &[usize] {
        &self.instances[spec]
    }

    /// What is missing, topmost specs only, in template order.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// What may be left out and is, topmost specs only, in template order.
    pub fn optional(&self) -> &[Missing] {
        &self.optional
    }

    /// Sections that may stand for a missing spec under another name.
    pub fn renamed(&self) -> &[(usize, Missing)] {
        &self.renamed
    }

    /// The fewest sections that must move for the rest to be in template order.
    pub fn misplaced(&self) -> &[usize] {
        &self.misplaced
    }

    /// Sections that the template asks for once and the document has again: (first, again), by the latter.
    pub fn duplicates(&self) -> &[(usize, usize)] {
        &self.duplicates
    }

    /// Which spec rules at `offset` of the document.
    pub fn home(&self, document: &Document, offset: usize) -> Home {
        match document.section_at(offset) {
            None => Home::Preamble,
            section if section == self.title() => Home::Preamble,
            Some(section) => match self.pair(section) {
                Some(pair) => Home::Spec(pair.spec),
                None => Home::Nowhere,
            },
        }
    }

    /// Fills in what is missing and what may be renamed.
    fn find_missing(&mut self, document: &Document, template: &Template, present: &HashSet<(Option<usize>, usize)>) {
        let owners = (0..self.pairs.len()).filter_map(|section| {
            let pair = self.pairs[section]?;
            (!pair.loose).then_some((Some(section), Some(pair.spec)))
        });
        let mut lacking = Vec::new();
        for (owner, spec) in [(None, None)].into_iter().chain(owners) {
            let mut absent =
                template.children(spec).iter().filter(|&&group| !present.contains(&(owner, group))).peekable();
            // A section that says that there is nothing to say lacks nothing below it either.
            if absent.peek().is_some() && owner.is_some_and(|owner| waived::is_waived(document, owner)) {
                continue;
            }
            let told = |group: usize| {
                let is_bare = spec.is_some_and(|spec| template.contents(Home::Spec(spec)).is_empty());
                let several = template.groups()[group].kind != GroupKind::Single;
                several && is_bare && owner.is_some_and(|owner| waived::is_listed(document, owner))
            };
            for &group in absent.filter(|&&group| !told(group)) {
                lacking.push((!template.is_required(group), template.groups()[group].leader(), owner));
            }
        }
        // What is optional is never missing, but may be there under another name that nothing required has.
        lacking.sort_unstable();
        let mut taken = HashSet::new();
        let mut unpaired: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (optional, spec, owner) in lacking {
            let missing = Missing { spec, owner };
            let unpaired = unpaired.entry(owner).or_insert_with(|| self.unpaired(document, template, owner));
            match self.candidate(document, template, missing, unpaired, &taken) {
                Some(section) => {
                    taken.insert(section);
                    self.renamed.push((section, missing));
                }
                None if !optional => self.missing.push(missing),
                None => self.optional.push(missing),
            }
        }
    }

    /// The sections right below `owner` that are paired with nothing, and called like nothing else of the template.
    fn unpaired(&self, document: &Document, template: &Template, owner: Option<usize>) -> Vec<usize> {
        let is_again = |section| self.duplicates.binary_search_by_key(&section, |(_, again)| *again).is_ok();
        let sections = self.outline.children(owner).iter().copied().filter(|&section| {
            let named = || !template.named(&document.name(section).words).is_empty();
            self.pairs[section].is_none() && !is_again(section) && !named()
        });
        sections.collect()
    }

    /// A section that may be `missing` under another name, out of those that are `unpaired` at its level of the tree.
    fn candidate(
        &self,
        document: &Document,
        template: &Template,
        missing: Missing,
        unpaired: &[usize],
        taken: &HashSet<usize>,
    ) -> Option<usize> {
        let pattern = &template.specs()[missing.spec].pattern;
        if pattern.is_bare_hole() {
            return None;
        }
        let (whole, rest) = (Wording::new(&pattern.name.words), Wording::new(&pattern.name.rest));
        unpaired.iter().copied().find(|&section| {
            let name = document.name(section);
            let labelled = pattern.name.label.is_some() && name.label.is_some() && pattern.shares_label(name);
            let alike = if labelled { rest.is_like(&name.rest) } else { whole.is_like(&name.words) };
            (alike || pattern.is_but_for_remarks(name)) && !taken.contains(&section)
        })
    }
}
