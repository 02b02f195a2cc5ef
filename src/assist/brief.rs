//! The drafting brief: what one hands to a writer, a person or a program, to have a section or a whole document written.

mod checklist;
mod markdown;
mod scope;
mod written;

pub use written::{Written, part_at, written};

use crate::template::{Style, Template};
use markdown::{fenced, indented};
use scope::Scope;

/// Rules that hold for every text; those about tables, code and choices are added where the template has some.
const RULES: [&str; 6] = [
    "Keep every heading of the frame as it is, in its order and at its level. Where the frame has several alike, write as \
     many as there are things to tell.",
    "Put what is true of this project in the place of each placeholder, in headings too: a text in brackets, or a comment \
     that says what to write. Leave none of them, and nothing that only tells the writer what to write.",
    "Where you do not know something, write `[REQUIRED_INPUT]` there, and say in the same sentence who owes what.",
    "Invent nothing: no figure, date, name, decision or link that the context does not give or that does not follow from it.",
    "State what is mandatory with MUST or SHALL, what is wanted with SHOULD, what is allowed with MAY; one demand in each \
     statement, with an identifier where the frame has one.",
    "Write what can be tested: a figure with its unit and the condition that it holds under, in the place of words like \
     fast, easy, flexible, appropriate or as needed.",
];

/// The brief, as Markdown with LF, to write the section of `spec`, or the whole document for `None`. `given` are inputs of
/// the template with their values; `written` is what the document at hand has already.
pub fn brief(
    template: &Template,
    spec: Option<usize>,
    given: &[(String, String)],
    written: Option<&Written>,
) -> String {
    let scope = Scope::new(template, spec);
    let parts = [
        opening(&scope),
        context(template, given),
        written.map(Written::markdown).unwrap_or_default(),
        frame(&scope, given),
        guidance(&scope),
        rules(&scope),
        checklist::checklist(&scope),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

fn opening(scope: &Scope<'_>) -> String {
    let template = scope.template;
    let name = scope.spec.or(template.title()).map_or("", |spec| scope.name(spec));
    let task = match scope.spec.map(|spec| scope.owners(spec).join(" > ")) {
        Some(owners) if owners.is_empty() => format!("Write the section \"{name}\" of a document"),
        Some(owners) => format!("Write the section \"{name}\" in \"{owners}\" of a document"),
        None => "Write a document".to_owned(),
    };
    let summary = Some(template.summary()).filter(|summary| !summary.is_empty() && summary != name);
    let summary = summary.map(|summary| format!(" ({summary})")).unwrap_or_default();
    let name = if name.is_empty() { &template.id } else { name };
    format!(
        "# Brief: {name}\n\n{task} that follows the template `{}`{summary}. You answer for this text: its readers decide, \
         build, test and run by it. Write for those who build the thing and for those who pay for it, in plain and exact \
         words, and no more of them than it takes.",
        template.name()
    )
}

/// The inputs with their values, and those that have none yet.
fn context(template: &Template, given: &[(String, String)]) -> String {
    let is_given = |name: &String| given.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
    let mut lines: Vec<String> =
        given.iter().map(|(name, value)| format!("- **{name}:** {}", indented(value))).collect();
    let open: Vec<String> = template.inputs().into_iter().filter(|name| !is_given(name)).collect();
    lines.extend(open.iter().map(|name| format!("- **{name}:** not given")));
    if lines.is_empty() {
        return String::new();
    }
    let remark =
        if open.is_empty() { "" } else { "\n\nWhat is not given is `[REQUIRED_INPUT]` wherever the text needs it." };
    format!("## Context\n\n{}{remark}", lines.join("\n"))
}

/// What the template has there, with the inputs filled in.
fn frame(scope: &Scope<'_>, given: &[(String, String)]) -> String {
    let template = scope.template;
    let skeleton = match scope.spec {
        Some(spec) => template.sections_skeleton(&[spec], &Style::default(), &|_| true),
        None => template.skeleton(),
    };
    format!("## Frame\n\n{}", fenced(&skeleton.fill(given).plain()))
}

/// What the template tells the author of each section.
fn guidance(scope: &Scope<'_>) -> String {
    let told = scope.told();
    if told.is_empty() {
        return String::new();
    }
    let items: Vec<String> = told.iter().map(|(name, text)| format!("- **{name}**\n\n  {}", indented(text))).collect();
    format!("## What belongs where\n\n{}", items.join("\n\n"))
}

fn rules(scope: &Scope<'_>) -> String {
    let mut rules: Vec<&str> = RULES.to_vec();
    if scope.contents().any(|(_, contents)| contents.tables.iter().any(|table| !table.labels)) {
        rules.push("Keep the tables with their columns; add a row for each thing to tell, and leave no sample row.");
    }
    if scope.contents().any(|(_, contents)| !contents.codes.is_empty()) {
        rules.push(
            "Where the frame has a code block, write one in the same language. What stands in it is a sample: put this \
             project's in its place, right as it stands.",
        );
    }
    if scope.has_choices() {
        rules.push("Where values are offered to pick from, keep exactly one.");
    }
    rules.push("Answer with the Markdown of the frame, filled in, and with nothing else.");
    format!("## Rules\n\n{}", rules.iter().map(|rule| format!("- {rule}")).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests;
