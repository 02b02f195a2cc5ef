//! What a heading asks for, and what is still missing below it.

use super::words::{asked_by, code, escaped, guidance, list};
use super::{Hover, Look};
use crate::align::{Alignment, Missing};
use crate::assist::progress::Progress;
use crate::rules::About;
use crate::template::{Contents, GroupKind, Home, Template};

/// What the template says of the section whose heading is at the place; `None` where it says nothing.
pub(super) fn hover(look: &Look<'_>) -> Option<Hover> {
    let (document, template, alignment) = look.snapshot.aligned()?;
    let section = document.section_at(look.offset)?;
    let place = &document.sections()[section];
    if !place.heading.touches(look.offset) {
        return None;
    }
    let span = if place.title.is_empty() { place.heading } else { place.title };
    let paragraphs = if alignment.title() == Some(section) {
        title(look, template, section)
    } else if let Some(pair) = alignment.pair(section) {
        let mut paragraphs = vec![called(template, pair.spec), guidance(template, pair.spec)];
        // What only stands where a repeat belongs is the author's.
        if !pair.loose {
            paragraphs.push(wanted(template, pair.spec));
            paragraphs.push(missing(look, template, alignment, Some(section)));
            paragraphs.push(left(look, section));
        }
        paragraphs.push(asked_by(look, template, template.heading(pair.spec)));
        paragraphs
    } else {
        let (_, candidate) = alignment.renamed().iter().find(|(renamed, _)| *renamed == section)?;
        let heading = code(&template.specs()[candidate.spec].pattern.text);
        vec![
            format!("The template has no such section: this may be {heading} under another name."),
            guidance(template, candidate.spec),
            asked_by(look, template, template.heading(candidate.spec)),
        ]
    };
    let paragraphs: Vec<String> = paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect();
    (!paragraphs.is_empty()).then(|| Hover { span, markdown: paragraphs.join("\n\n") })
}

/// What the whole document is, and what it lacks.
fn title(look: &Look<'_>, template: &Template, section: usize) -> Vec<String> {
    let Some(alignment) = look.snapshot.alignment() else { return Vec::new() };
    let progress = Progress::of(look.snapshot);
    let said = template.title().map(|title| guidance(template, title)).unwrap_or_default();
    let mut missing = missing(look, template, alignment, None);
    if missing.is_empty() {
        missing = self::missing(look, template, alignment, Some(section));
    }
    vec![
        format!("**{}**: {}", escaped(&template.name()), escaped(&template.summary())),
        said,
        missing,
        so_far(progress),
    ]
}

/// The section's name in the template, and how often it may stand.
fn called(template: &Template, spec: usize) -> String {
    let section = &template.specs()[spec];
    let how = match template.groups()[section.group].kind {
        _ if section.optional => "optional",
        GroupKind::Single => "required",
        GroupKind::Repeat | GroupKind::Series => "required, once or more",
    };
    format!("**{}**, {how}", escaped(&section.pattern.text))
}

/// What the template has in the section: sections, fields, tables, code.
fn wanted(template: &Template, spec: usize) -> String {
    let contents: &Contents = template.contents(Home::Spec(spec));
    let mut lines = Vec::new();
    let mut add = |what: &str, names: Vec<&str>| {
        if !names.is_empty() {
            lines.push(format!("- {what}: {}", list(&names)));
        }
    };
    let leaders = |required: bool| {
        let groups = template.children(Some(spec)).iter().filter(|&&group| template.is_required(group) == required);
        let leader = |&group: &usize| template.specs()[template.groups()[group].leader()].pattern.text.as_str();
        groups.map(leader).collect::<Vec<_>>()
    };
    add("Sections", leaders(true));
    add("Optional sections", leaders(false));
    let fields = |required: bool| {
        let fields = contents.fields.iter().filter(|field| field.required == required);
        fields.map(|field| field.label.as_str()).collect::<Vec<_>>()
    };
    add("Fields", fields(true));
    add("Optional fields", fields(false));
    for table in contents.tables.iter().filter(|table| table.required && !table.labels) {
        add("Table", table.columns.iter().map(String::as_str).collect());
    }
    for code in contents.codes.iter().filter(|code| code.required && code.field.is_none()) {
        add("Code block", vec![if code.language.is_empty() { "any language" } else { &code.language }]);
    }
    lines.join("\n")
}

/// What is not there: sections by name, and what rules say that the section lacks.
fn missing(look: &Look<'_>, template: &Template, alignment: &Alignment, owner: Option<usize>) -> String {
    let own = alignment.missing().iter().filter(|missing| missing.owner == owner);
    let names: Vec<&str> = own.map(|Missing { spec, .. }| template.specs()[*spec].pattern.text.as_str()).collect();
    let mut lines = Vec::new();
    if !names.is_empty() {
        lines.push(format!("Missing: {}", list(&names)));
    }
    let lacks = look.findings().filter(|finding| matches!(finding.about, About::Lacks { .. }));
    lines.extend(lacks.map(|finding| escaped(&capital(&finding.message))));
    lines.join("\n\n")
}

/// How far the section has come; empty where nothing is left.
fn left(look: &Look<'_>, section: usize) -> String {
    Progress::of_sections(look.snapshot).get(section).copied().map(so_far).unwrap_or_default()
}

fn so_far(progress: Progress) -> String {
    match progress {
        progress if progress.is_done() => String::new(),
        Progress { placeholders: 0, .. } => format!("So far {progress}."),
        Progress { wanted: 0, .. } => format!("{progress} left."),
        progress => format!("So far {progress} left."),
    }
}

/// `message` as a sentence.
fn capital(message: &str) -> String {
    let mut chars = message.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}
