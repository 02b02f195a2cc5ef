//! Choosing the template of a document, and changing it.

use super::action::{Action, ActionKind, Change};
use super::asked::Asked;
use crate::assist::follow::follow;
use crate::document::Document;
use crate::markdown::normalise;
use crate::rules::quote;
use crate::template::{Directive, directives};
use crate::text::Span;
use crate::workspace::Library;

/// More templates than these nobody picks from a menu.
const MOST: usize = 20;

/// Where a document names a template that nobody knows: those that there are, the likeliest first.
pub(super) fn known<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let Some(unknown) = asked.snapshot.unknown_template() else { return };
    let found = |(_, finding): &(usize, &crate::rules::Finding)| finding.rule.id == "unknown-template";
    let Some((index, _)) = asked.here().find(found) else { return };
    let likeness = |name: &str| strsim::jaro_winkler(&normalise(&unknown.name), &normalise(name));
    let mut names: Vec<(f64, &str)> = unknown.known.iter().map(|name| (likeness(name), name.as_str())).collect();
    names.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    for (order, (likeness, name)) in names.into_iter().take(MOST).enumerate() {
        let name = name.to_owned();
        let title = format!("Follow template {}", quote(&name));
        let make = move || Some(Change::from(follow(asked.snapshot, &name)?.edits));
        let preferred = order == 0 && likeness > 0.8;
        let action = Action::new(ActionKind::QuickFix, title, make);
        actions.push(Action { finding: Some(index), preferred, ..action });
    }
}

/// The other templates, where the cursor is on the first line, on the title or on what names the template; in a document
/// that follows none also where refactorings are asked for.
pub(super) fn other<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let (Some(library), snapshot) = (asked.library, asked.snapshot) else { return };
    let follows = snapshot.template();
    if snapshot.is_template() || snapshot.unknown_template().is_some() {
        return;
    }
    let document = snapshot.document();
    let line = document.text().line_at(asked.at.start);
    let on_title = document.sections().first().is_some_and(|first| first.heading.touches(asked.at.start));
    let on_name = || named(document, library).is_some_and(|name| name.overlaps(line));
    if !(line.start == 0 || on_title || on_name() || (follows.is_none() && asked.by_name)) {
        return;
    }
    let is_other = |id: &str| follows.is_none_or(|template| template.id != id);
    for template in library.templates().iter().filter(|template| is_other(&template.id)).take(MOST) {
        let title = format!("Follow template {}", quote(&template.id));
        let make = move || Some(Change::from(follow(asked.snapshot, &template.name())?.edits));
        actions.push(Action::new(ActionKind::Rewrite, title, make));
    }
}

/// Where a directive says what the template is called.
fn directive(document: &Document) -> Option<Span> {
    let whole = Span::new(0, document.len());
    let is_name = |directive: &Directive<'_>| matches!(directive, Directive::Follows { .. });
    let (comment, _) = directives(document, whole).find(|(_, directive)| is_name(directive))?;
    let raw = document.directives(comment).next()?;
    Some(raw.span(raw.item.value))
}

/// What names the template: a directive's value, or the key `template`.
fn named(document: &Document, library: &Library) -> Option<Span> {
    let key = || {
        let matter = document.front_matter().filter(|_| library.is_named_by(document))?;
        let entry = matter.entries.iter().find(|entry| matter.text(entry.key) == "template")?;
        Some(matter.lines(entry))
    };
    directive(document).or_else(key)
}
