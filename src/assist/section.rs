//! Finding a template's section by what a user calls it.

use crate::markdown::Name;
use crate::template::{GroupKind, Template};
use crate::workspace::nearest;
use std::fmt;

/// Why a name does not say which section is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSection {
    /// There is none of this name.
    Unknown {
        /// What was given.
        name: String,
        /// The template's id.
        template: String,
        /// The headings that are near, the nearest first.
        near: Vec<String>,
        /// The headings at the top.
        top: Vec<String>,
    },
    /// There are several.
    Several {
        /// What was given.
        name: String,
        /// What each of them is called.
        paths: Vec<String>,
    },
}

impl NoSection {
    /// What helps.
    pub fn remedy(&self) -> String {
        let quoted = |names: &[String], by| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(by);
        match self {
            Self::Unknown { near, .. } if !near.is_empty() => format!("did you mean {}?", quoted(near, " or ")),
            Self::Unknown { top, .. } if top.is_empty() => "it has no sections".to_owned(),
            Self::Unknown { top, .. } => format!("its sections are: {}", quoted(top, ", ")),
            Self::Several { paths, .. } => format!("say which one: {}", quoted(paths, ", ")),
        }
    }
}

impl fmt::Display for NoSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, template, .. } => write!(f, "the template `{template}` has no section \"{name}\""),
            Self::Several { name, paths } => write!(f, "{} sections are called \"{name}\"", paths.len()),
        }
    }
}

impl std::error::Error for NoSection {}

/// How sure a name is.
type Match = fn(&Template, usize, &str) -> bool;

/// The surest first: as written, as headings are compared, with the holes filled in.
const MATCHES: [Match; 3] = [
    |template, spec, name| template.specs()[spec].pattern.text == name,
    |template, spec, name| {
        let words = &template.specs()[spec].pattern.name.words;
        !words.is_empty() && *words == Name::parse(name).words
    },
    |template, spec, name| {
        let pattern = &template.specs()[spec].pattern;
        !pattern.is_bare_hole() && pattern.accepts(&Name::parse(name))
    },
];

/// The section spec that `name` means: its heading, in whatever case and numbering, or with those that it is below,
/// `Security > Threats`. Of sections that may be repeated it is the first.
///
/// # Errors
/// When there is none, or several.
pub fn section(template: &Template, name: &str) -> Result<usize, NoSection> {
    let name = name.trim();
    for is_match in MATCHES {
        let found: Vec<usize> = specs(template).filter(|&spec| means(template, spec, name, is_match)).collect();
        match found[..] {
            [] => {}
            [spec] => return Ok(spec),
            [first, ..] if are_one(template, &found) => return Ok(first),
            _ => {
                let paths = found.iter().map(|&spec| path(template, spec)).collect();
                return Err(NoSection::Several { name: name.to_owned(), paths });
            }
        }
    }
    let heading = |spec: usize| template.specs()[spec].pattern.text.clone();
    let names = specs(template).map(|spec| template.specs()[spec].pattern.text.as_str());
    let near = nearest(name, names).into_iter().map(str::to_owned).collect();
    let top = template.roots().iter().map(|&group| heading(template.groups()[group].leader())).collect();
    Err(NoSection::Unknown { name: name.to_owned(), template: template.id.clone(), near, top })
}

fn specs(template: &Template) -> impl Iterator<Item = usize> {
    (0..template.specs().len()).filter(|&spec| Some(spec) != template.title())
}

/// Whether `name` is that of `spec`, with those above it where it has several parts.
fn means(template: &Template, spec: usize, name: &str, is_match: Match) -> bool {
    if is_match(template, spec, name) {
        return true;
    }
    let mut at = Some(spec);
    let mut parts = name.split('>').map(str::trim).rev();
    name.contains('>')
        && parts.all(|part| {
            let here = at.filter(|&here| is_match(template, here, part));
            at = here.and_then(|here| template.specs()[here].parent);
            here.is_some()
        })
}

/// Whether they are instances of one repeat.
fn are_one(template: &Template, specs: &[usize]) -> bool {
    let group = template.specs()[specs[0]].group;
    template.groups()[group].kind == GroupKind::Repeat
        && specs.iter().all(|&spec| template.specs()[spec].group == group)
}

fn path(template: &Template, spec: usize) -> String {
    let parent = |&spec: &usize| template.specs()[spec].parent;
    let mut names: Vec<&str> =
        std::iter::successors(Some(spec), parent).map(|spec| template.specs()[spec].pattern.text.as_str()).collect();
    names.reverse();
    names.join(" > ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "# {title}\n\n## 1. Goals & Scope\n\n### Risks\n\n## Story 1: {name}\n\n### Cost\n\n## Story 2: {name}\n\n\
                            ## 仕様\n\n### Risks\n";

    fn found(name: &str) -> Result<String, String> {
        let template = Template::read("t", "t.md", TEMPLATE);
        match section(&template, name) {
            Ok(spec) => Ok(path(&template, spec)),
            Err(error) => Err(format!("{error}: {}", error.remedy())),
        }
    }

    #[test]
    fn headings_are_compared_as_ever() {
        for (name, path) in [
            ("goals and scope", "1. Goals & Scope"),
            ("1. Goals & Scope", "1. Goals & Scope"),
            (" 仕様 ", "仕様"),
            ("仕様 > risks", "仕様 > Risks"),
            ("Story 2: {name}", "Story 2: {name}"),
            ("cost", "Story 1: {name} > Cost"),
        ] {
            assert_eq!(found(name).as_deref(), Ok(path), "{name}");
        }
    }

    #[test]
    fn what_is_not_clear_is_said() {
        let several = "2 sections are called \"Risks\": say which one: \"1. Goals & Scope > Risks\", \"仕様 > Risks\"";
        assert_eq!(found("Risks"), Err(several.to_owned()));
        let near = found("Csot").unwrap_err();
        assert!(near.starts_with("the template `t` has no section \"Csot\": did you mean \"Cost\""), "{near}");
        assert!(
            found("").unwrap_err().contains("its sections are: \"1. Goals & Scope\", \"Story 1: {name}\", \"仕様\"")
        );
        let none = section(&Template::read("t", "t.md", ""), "x").unwrap_err();
        assert_eq!(none.remedy(), "it has no sections");
    }
}
