//! The document's section tree, as alignment walks it.

use crate::document::Document;
use crate::template::Template;

/// The document's section tree with its title set apart.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) title: Option<usize>,
    roots: Vec<usize>,
    children: Vec<Vec<usize>>,
}

impl Outline {
    pub(super) fn new(document: &Document, template: &Template) -> Self {
        let sections = document.sections();
        let title = title(document, template);
        let mut roots = Vec::new();
        let mut children = vec![Vec::new(); sections.len()];
        for (index, section) in sections.iter().enumerate().filter(|&(index, _)| Some(index) != title) {
            match section.parent {
                Some(parent) if Some(parent) != title => children[parent].push(index),
                _ => roots.push(index),
            }
        }
        let mut outline = Self { title, roots, children };
        outline.open_chapter(document, template);
        outline
    }

    /// A spec may be a chapter of a larger document: where the sections of the template's top are in one
    /// section, and not at the top, those in it are at the top.
    fn open_chapter(&mut self, document: &Document, template: &Template) {
        let is_top = |section: &&usize| {
            let name = document.name(**section);
            let mut specs = [&name.words, &name.head].into_iter().flat_map(|words| template.named(words));
            specs.any(|&spec| template.specs()[spec].parent.is_none())
        };
        let tops = |sections: &[usize]| sections.iter().filter(is_top).count();
        if tops(&self.roots) > 0 {
            return;
        }
        let inside = |at: usize| tops(&self.children[self.roots[at]]);
        if let Some(chapter) = (0..self.roots.len()).max_by_key(|&at| inside(at)).filter(|&at| inside(at) >= 2) {
            let sections = self.children[self.roots[chapter]].clone();
            self.roots.splice(chapter..=chapter, sections);
        }
    }

    /// The sections right below `parent`; those at the top for `None`.
    pub(super) fn children(&self, parent: Option<usize>) -> &[usize] {
        match parent {
            Some(section) => &self.children[section],
            None => &self.roots,
        }
    }
}

/// The document's first heading of level 1, whatever it says, unless it is one of several and the
/// template has a section of that name.
fn title(document: &Document, template: &Template) -> Option<usize> {
    let mut ones = (0..document.sections().len()).filter(|&index| document.sections()[index].level == 1);
    let first = ones.next()?;
    let is_section = !template.named(&document.name(first).words).is_empty();
    let sections_are_ones = template.title().is_none() || ones.next().is_some();
    (!(is_section && sections_are_ones)).then_some(first)
}
