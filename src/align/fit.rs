//! How well a document fits a template.

use crate::document::Document;
use crate::template::Template;
use std::collections::HashSet;

/// Headings that many documents have which follow no template: they count half.
const COMMON: [&str; 24] = [
    "api",
    "architecture",
    "background",
    "changelog",
    "conclusion",
    "configuration",
    "contributing",
    "dependencies",
    "design",
    "examples",
    "features",
    "goals",
    "installation",
    "introduction",
    "license",
    "motivation",
    "notes",
    "overview",
    "references",
    "requirements",
    "summary",
    "testing",
    "troubleshooting",
    "usage",
];

/// What a document's sections are called.
#[derive(Debug)]
pub struct Names<'a>(HashSet<&'a str>);

impl<'a> Names<'a> {
    /// The names of `document`'s sections.
    pub fn of(document: &'a Document) -> Self {
        Self((0..document.sections().len()).map(|section| &*document.name(section).words).collect())
    }
}

/// How well a document with these names fits `template`: `None` unless it has at least half of the
/// required sections at the top, by weight, and at least five of them; else the share, in thousandths.
pub fn fits(Names(names): &Names<'_>, template: &Template) -> Option<usize> {
    let (mut found, mut had, mut wanted) = (0, 0, 0);
    for &group in template.roots().iter().filter(|&&group| template.is_required(group)) {
        let weight = |spec: &usize| {
            let words = &*template.specs()[*spec].pattern.name.words;
            if COMMON.contains(&words) { 1 } else { 2 }
        };
        let members = &template.groups()[group].members;
        wanted += members.iter().map(weight).max().unwrap_or_default();
        let present = members.iter().filter(|&&spec| names.contains(&*template.specs()[spec].pattern.name.words));
        if let Some(weight) = present.map(weight).max() {
            found += 1;
            had += weight;
        }
    }
    (found >= 5 && had * 2 >= wanted).then(|| had * 1000 / wanted.max(1))
}
