//! The end of a brief: what to look at before the text is handed over.

use super::scope::Scope;
use crate::template::{Contents, GroupKind, ValueKind};
use std::collections::HashSet;

/// The list, made from the template.
pub(super) fn checklist(scope: &Scope<'_>) -> String {
    let mut lines = vec![sections(scope)];
    lines.extend(keys(scope));
    for (name, contents) in scope.contents() {
        lines.extend(of_contents(contents).into_iter().map(|line| format!("\"{name}\" has {line}.")));
    }
    lines.push("No placeholder is left but `[REQUIRED_INPUT]`, and each of those says who owes what.".to_owned());
    lines.push("Every requirement says MUST, SHALL, SHOULD or MAY, and how one would see that it is met.".to_owned());
    lines.push("Nothing is said that the context does not give.".to_owned());
    let lines: Vec<String> = lines.iter().filter(|line| !line.is_empty()).map(|line| format!("- [ ] {line}")).collect();
    format!("## Before you hand it over\n\n{}", lines.join("\n"))
}

fn sections(scope: &Scope<'_>) -> String {
    let template = scope.template;
    let named = |wanted: &dyn Fn(usize) -> bool| {
        let names = scope.firsts().filter(|&spec| wanted(spec)).map(|spec| format!("\"{}\"", scope.name(spec)));
        names.collect::<Vec<_>>().join(", ")
    };
    let mut line = match scope.specs.len() {
        0 => return String::new(),
        1 => "The section is there, with its heading.".to_owned(),
        _ => "The headings of the frame are there, in its order.".to_owned(),
    };
    // The one that is asked for is wanted, whether the template asks for it or not.
    let optional = named(&|spec| template.specs()[spec].optional && Some(spec) != scope.spec);
    let repeated = named(&|spec| {
        let group = &template.groups()[template.specs()[spec].group];
        group.kind == GroupKind::Repeat && group.leader() == spec && Some(spec) != scope.spec
    });
    if !optional.is_empty() {
        line.push_str(&format!(" May be left out: {optional}."));
    }
    if !repeated.is_empty() {
        line.push_str(&format!(" As often as needed: {repeated}."));
    }
    line
}

fn keys(scope: &Scope<'_>) -> Vec<String> {
    let keys = scope.template.keys().iter().filter(|key| key.open && !key.optional && scope.spec.is_none());
    let (mut names, mut lines) = (Vec::new(), Vec::new());
    for key in keys {
        names.push(format!("`{}`", key.name));
        if let ValueKind::Choice { values, .. } = &key.kind {
            lines.push(format!("The front matter's `{}` is one of {}.", key.name, values.join(", ")));
        }
    }
    if !names.is_empty() {
        lines.insert(0, format!("The front matter has a value for {}.", names.join(", ")));
    }
    lines
}

/// What a section must hold, each without the full stop.
fn of_contents(contents: &Contents) -> Vec<String> {
    let mut lines = Vec::new();
    let fields: Vec<&str> =
        contents.fields.iter().filter(|field| field.required).map(|field| field.label.as_str()).collect();
    if !fields.is_empty() {
        lines.push(format!("a value for {}", fields.join(", ")));
    }
    for field in contents.fields.iter().filter(|field| !field.choices.is_empty()) {
        lines.push(format!("one of {} as {}", field.choices.join(", "), field.label));
    }
    for table in contents.tables.iter().filter(|table| !table.labels) {
        if table.required {
            lines.push(format!("the table with {}, filled with rows of your own", table.columns.join(", ")));
        }
        for (column, choices) in table.columns.iter().zip(&table.choices).filter(|(_, choices)| !choices.is_empty()) {
            lines.push(format!("one of {} in each row under {column}", choices.join(", ")));
        }
    }
    for code in contents.codes.iter().filter(|code| code.required) {
        lines.push(match code.language.as_str() {
            "" => "a code block, or what shows the same".to_owned(),
            language => format!("a code block in `{language}`, or what shows the same"),
        });
    }
    if contents.lists.iter().any(|list| list.checklist) {
        lines.push("its boxes ticked where that is done, and only there".to_owned());
    }
    // Several tables may ask for the same.
    let mut seen = HashSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines
}
