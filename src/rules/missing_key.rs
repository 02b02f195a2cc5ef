//! `missing-key`

use super::edits::quote;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight, inputs};
use crate::document::{Document, FrontMatter, FrontMatterKind, same_key};
use crate::template::{KeySpec, Template, ValueKind, opening_fields};
use crate::text::{Edit, LineEnding, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "missing-key",
    summary: "The front matter lacks a key that the template has.",
    explanation: "\
Lists, indexes and scripts read a document by its front matter: what is not there is not found. Every key of the
template's front matter is asked for unless its comment, a comment above it or its placeholder says otherwise
(`# optional`, `(if applicable)`). Case, `-` and `_` do not matter: `last-updated` is `last_updated`. Keys of your own are
fine, and a key that the document has as a field ahead of its first section is there. A document without any front
matter is one finding.

**Fix:** insert the key, as the template has it, where it belongs; or the whole front matter. Both are safe.",
    example: Example {
        template: "---\nowner: {owner}\nstatus: Draft\n---\n\n# {title}\n\n## Goals\n\n{goals}\n",
        bad: "---\nstatus: Draft\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
        good: "---\nowner: Core\nstatus: Draft\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Gap,
    check,
    fixes: |snapshot, finding| insert(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((document, template, alignment)) = snapshot.aligned() else { return };
    if template.keys().is_empty() {
        return;
    }
    let lacking = lacking(document, template, alignment.title());
    let Some(matter) = document.front_matter() else {
        // Front matter that leaves nothing to the author speaks of the template itself.
        if lacking.iter().any(|key| key.open) {
            let names = lacking.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(", ");
            let message = format!("there is no front matter: insert it at the top, with {names}");
            let line = document.text().line_at(0);
            let about = About::Lacks { section: None, wanted: wanted_block(template) };
            findings.report(snapshot, line, about, message);
        }
        return;
    };
    let fence = document.text().line_at(matter.span.start);
    for key in lacking {
        let place = match neighbour(template, matter, key) {
            Neighbour::Before(entry) => format!("behind {}", quote(matter.text(matter.entries[entry].key))),
            Neighbour::After(entry) => format!("ahead of {}", quote(matter.text(matter.entries[entry].key))),
            Neighbour::Nobody => "in the front matter".to_owned(),
        };
        let message = format!("key {} is missing: insert it {place}", quote(&key.name));
        let span = Span::new(matter.span.start, fence.end.max(matter.span.start));
        findings.report(snapshot, span, About::Lacks { section: None, wanted: key.key }, message);
    }
}

/// The keys that the document has neither in its front matter nor as a field, in template order.
pub(super) fn lacking<'t>(document: &Document, template: &'t Template, title: Option<usize>) -> Vec<&'t KeySpec> {
    let labels = labels(document, title, template);
    let is_lacking = |key: &&KeySpec| {
        let there = document.front_matter().is_some_and(|matter| matter.find(&key.name).is_some());
        !key.optional && !there && !labels.iter().any(|label| same_key(label, &key.name))
    };
    template.keys().iter().filter(is_lacking).collect()
}

/// The labels of the document's opening that the template's has not: a document may say there what
/// the template has as a key.
fn labels(document: &Document, title: Option<usize>, template: &Template) -> Vec<String> {
    let of = |document: &Document, title| -> Vec<String> {
        opening_fields(document, title).map(|(label, _)| label.to_owned()).collect()
    };
    let own = of(&template.document, template.title());
    let mut labels = of(document, title);
    labels.retain(|label| !own.iter().any(|own| same_key(own, label)));
    labels
}

/// The template's front matter without its second fence's line.
fn wanted_block(template: &Template) -> Span {
    template.document.front_matter().map_or(Span::at(0), |matter| Span::new(matter.span.start, matter.content.end))
}

/// An entry of a document, by index, next to which a key belongs.
enum Neighbour {
    Before(usize),
    After(usize),
    Nobody,
}

/// The nearest key of the template ahead of `key` that is there, else the nearest behind it.
fn neighbour(template: &Template, matter: &FrontMatter, key: &KeySpec) -> Neighbour {
    let keys = template.keys();
    let at = keys.iter().position(|other| other.key == key.key).unwrap_or_default();
    let index = |other: &KeySpec| matter.entries.iter().position(|entry| same_key(matter.text(entry.key), &other.name));
    if let Some(before) = keys[..at].iter().rev().find_map(index) {
        return Neighbour::Before(before);
    }
    keys[at..].iter().skip(1).find_map(index).map_or(Neighbour::Nobody, Neighbour::After)
}

fn insert(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let (document, template, _) = snapshot.aligned()?;
    let About::Lacks { wanted, .. } = finding.about else { return None };
    let line_ending = document.text().line_ending();
    let Some(matter) = document.front_matter() else { return insert_all(snapshot) };
    let key = template.keys().iter().find(|key| key.key == wanted)?;
    if template.document.front_matter()?.kind != matter.kind {
        return None;
    }
    let offset = match neighbour(template, matter, key) {
        Neighbour::Before(entry) => matter.lines(&matter.entries[entry]).end,
        Neighbour::After(entry) => matter.lines(&matter.entries[entry]).start,
        Neighbour::Nobody => matter.content.start,
    };
    let text = line_ending.apply(&entry_text(snapshot, template, key));
    Some(Fix {
        title: format!("Insert key {}", quote(&key.name)),
        edits: Edit::insert(offset, text).into(),
        safe: true,
    })
}

/// The whole front matter of the template, at the top.
pub(super) fn insert_all(snapshot: &Snapshot) -> Option<Fix> {
    let (document, template, _) = snapshot.aligned()?;
    let fence = match template.document.front_matter()?.kind {
        FrontMatterKind::Yaml => "---",
        FrontMatterKind::Toml => "+++",
    };
    let entries: String = template.keys().iter().map(|key| entry_text(snapshot, template, key)).collect();
    let start = if document.slice(Span::new(0, 3)) == "\u{feff}" { 3 } else { 0 };
    let gap = match document.text().content_start(start) {
        _ if document.len() == start => "",
        at if document.text().line_at(start).end < at || document.text().line_at(at).start > start => "\n",
        _ => "\n\n",
    };
    let text = LineEnding::apply(document.text().line_ending(), &format!("{fence}\n{entries}{fence}{gap}"));
    Some(Fix { title: "Insert the front matter".to_owned(), edits: Edit::insert(start, text).into(), safe: true })
}

/// The template's lines of `key`, each ended with LF, with what the document says elsewhere filled in.
pub(super) fn entry_text(snapshot: &Snapshot, template: &Template, key: &KeySpec) -> String {
    let source = template.document.slice(key.lines);
    let start = key.lines.start;
    let mut text = source[..key.key.start - start].to_owned() + &key.name;
    match said(snapshot, template, key) {
        Some((span, value)) => {
            text += &source[key.key.end - start..span.start - start];
            text += &value;
            text += &source[span.end - start..];
        }
        None => text += &inputs::filled(snapshot, template, Span::new(key.key.end, key.lines.end)),
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.ends_with('\n') { text } else { text + "\n" }
}

/// What the document says in a field of the key's name, and the bytes of the template that it replaces:
/// the status that a document has is not to become a draft's.
fn said(snapshot: &Snapshot, template: &Template, key: &KeySpec) -> Option<(Span, String)> {
    let (document, _, alignment) = snapshot.aligned()?;
    let matter = template.document.front_matter()?;
    let entry = matter.find(&key.name).filter(|_| key.kind != ValueKind::List)?;
    let (_, span) = opening_fields(document, alignment.title()).find(|(label, _)| same_key(label, &key.name))?;
    let value = document.slice(span);
    let is_decided = !value.is_empty() && !value.contains(['|', '[', '{', '<', '*', '`']);
    (is_decided && snapshot.placeholders_in(span).is_empty()).then(|| matter.set(entry, &value))
}
