//! Putting a section into a file of its own, with a link to it.

use super::action::{Action, ActionKind, Change, NewFile};
use super::asked::Asked;
use super::neighbours::text_of;
use crate::document::Document;
use crate::markdown::BlockKind;
use crate::rules::{self, Finding, quote, relevel};
use crate::text::{Edit, Edits, Span};
use crate::workspace::Snapshot;

/// A name's most characters, without the extension.
const LONGEST: usize = 60;

/// Names that Windows has for itself.
const RESERVED: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Moves what the section at the cursor has to a new file beside the document. The heading stays, with a link. The new
/// file names no template: it is a part of a document, and no template asks for a part alone.
pub(super) fn extract<'a>(asked: Asked<'a>, actions: &mut Vec<Action<'a>>) {
    let (Some(is_taken), Some(section)) = (asked.is_taken, asked.part()) else { return };
    let snapshot = asked.snapshot;
    let body = body_of(snapshot.document(), section);
    if snapshot.is_template() || body.is_empty() || is_link(&snapshot.document().slice(body)) {
        return;
    }
    let name = free(&file_name(snapshot.document(), section), is_taken);
    let title = format!("Extract section {} to {}", asked.heading(section), quote(&name));
    let make = move || extracted(snapshot, asked.findings, section, &name);
    actions.push(Action::new(ActionKind::Extract, title, make));
}

/// What is behind a section's heading, without the white space at its ends.
fn body_of(document: &Document, section: usize) -> Span {
    let start = document.text().content_start(document.sections()[section].heading.end);
    Span::new(start, text_of(document, section).end.max(start))
}

/// Whether all that a section has is a link already.
fn is_link(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(')') && text.matches("](").count() == 1 && !text.contains(['\n', '\r'])
}

fn extracted(snapshot: &Snapshot, findings: &[Finding], section: usize, name: &str) -> Option<Change> {
    let document = snapshot.document();
    let heading = document.sections()[section].heading;
    let line = document.text().line_ending().as_str();
    let text = Span::new(heading.start, text_of(document, section).end);
    let shift = 1 - i8::try_from(document.sections()[section].level).ok()?;
    let local = relevel(document, section, shift).into_iter().map(|edit| {
        let span = Span::new(edit.span.start - text.start, edit.span.end - text.start);
        Edit { span, ..edit }
    });
    let mut file = Edits::new(local.collect()).ok()?.apply_to(&document.slice(text));
    file.push_str(line);
    let outside = definitions(document, |span| !text.covers(span), &document.slice(text));
    if !outside.is_empty() {
        file = format!("{file}{line}{}{line}", outside.join(line));
    }
    let title = document.heading(section).replace(['[', ']'], "");
    let mut stays = format!("[{}]({name})", title.trim());
    let rest = [Span::new(0, text.start), Span::new(text.end, document.len())].map(|span| document.slice(span));
    let kept = definitions(document, |span| text.covers(span), &rest.concat());
    if !kept.is_empty() {
        stays = format!("{stays}{line}{line}{}", kept.join(line));
    }
    let body = body_of(document, section);
    let edit = Edit::replace(Span::new(heading.end, body.end), format!("{line}{line}{stays}"));
    let lacking = lacking(snapshot, findings, section, &edit);
    let edit = match lacking.is_empty() {
        true => edit,
        false => {
            let comment = format!("<!-- specls: ignore-section {}: in {name} -->", lacking.join(", "));
            Edit { text: format!("{line}{line}{comment}{line}{line}{stays}"), ..edit }
        }
    };
    let file = NewFile { name: name.to_owned(), text: file };
    Some(Change { edits: edit.into(), stops: None, file: Some(file) })
}

/// The link and footnote definitions at places that `is_there` takes and that `text` may need, as written.
fn definitions(document: &Document, is_there: impl Fn(Span) -> bool, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let blocks = document.blocks(Span::new(0, document.len()));
    let all = blocks.filter_map(|block| {
        let label = match block.item.kind {
            BlockKind::LinkDefinition { label, .. } => format!("[{}]", block.text(label)),
            BlockKind::FootnoteDefinition { label } => format!("[^{}]", block.text(label)),
            _ => return None,
        };
        let span = block.span(block.item.span);
        let is_needed = is_there(span) && text.contains(&label.to_lowercase());
        is_needed.then(|| block.text(block.item.span).trim_end().to_owned())
    });
    all.collect()
}

/// The rules that would find fault with the section once `edit` has taken its text elsewhere, and do not yet.
fn lacking(snapshot: &Snapshot, findings: &[Finding], section: usize, edit: &Edit) -> Vec<&'static str> {
    let start = snapshot.document().sections()[section].extent.start;
    let end = edit.span.start + edit.text.len();
    let after = rules::check(&snapshot.with_document(snapshot.document().edit(edit.span, &edit.text)));
    let is_here = |finding: &&Finding| start <= finding.span.start && finding.span.start < end;
    let heading = snapshot.document().sections()[section].heading;
    let known = |id: &str| findings.iter().any(|finding| finding.rule.id == id && heading.touches(finding.span.start));
    let here = after.iter().filter(is_here).map(|finding| finding.rule.id);
    let mut ids: Vec<&str> = here.filter(|id| !known(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What a section's file is called, without the extension: its heading in kebab case.
fn file_name(document: &Document, section: usize) -> String {
    let words = document.name(section).words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_lowercase();
    let name: String = name.chars().take(LONGEST).collect();
    match name.trim_end_matches('-') {
        "" => "section".to_owned(),
        name if RESERVED.contains(&name) => format!("{name}-section"),
        name => name.to_owned(),
    }
}

/// `stem` with an extension, and a number where that is taken.
fn free(stem: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    const MOST: usize = 1000;
    let numbered = (2..MOST).map(|number| format!("{stem}-{number}.md"));
    let mut names = std::iter::once(format!("{stem}.md")).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_else(|| format!("{stem}-{MOST}.md"))
}
