//! `front-matter-syntax`

use super::edits::{brief, quote};
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::document::{Defect, DefectKind, Document, FrontMatter, FrontMatterKind};
use crate::template::Template;
use crate::text::{Edit, Edits, Encoding};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "front-matter-syntax",
    summary: "The front matter cannot be read as YAML or TOML.",
    explanation: "\
What a parser cannot read, a site generator, a script or an index does not see: not only the line, the whole front
matter is lost to them. The usual reasons are a colon, an `@` or a backtick in a value without quotes, a quote that
nobody closed, tabs for indentation, and a key that stands there twice, of which one is dropped without a word. Where a
placeholder is still to be filled in, that is all that is said of the entry.

**Fix:** put the value in quotes (safe), or remove the key that is there a second time.",
    example: Example {
        template: "---\ntitle: {title}\nowner: {owner}\n---\n\n# {title}\n\n## Goals\n\n{goals}\n",
        bad: "---\ntitle: Export: phase one\nowner: Core\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
        good: "---\ntitle: \"Export: phase one\"\nowner: Core\n---\n\n# Export\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Misuse,
    check,
    fixes: |snapshot, finding| mend(snapshot, finding).into_iter().collect(),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (Some(template), Some(matter)) = (snapshot.template(), snapshot.document().front_matter()) else { return };
    for defect in &matter.defects {
        if !is_explained(snapshot, template, matter, defect) {
            let message = message(snapshot.document(), matter, defect);
            findings.report(snapshot, defect.span, About::Text(None), message);
        }
    }
}

/// Whether a placeholder is still there, or the template itself has it so.
fn is_explained(snapshot: &Snapshot, template: &Template, matter: &FrontMatter, defect: &Defect) -> bool {
    let Some(entry) = defect.entry.map(|index| &matter.entries[index]) else {
        return !snapshot.placeholders_in(matter.content).is_empty();
    };
    if matches!(defect.kind, DefectKind::Duplicate(_)) {
        return false;
    }
    // Other tools fill these in.
    let is_for_tools = ["{{", "{%", "<%"].iter().any(|open| matter.text(entry.value).contains(open));
    let own = template.document.front_matter().and_then(|own| Some((own, own.find(matter.text(entry.key))?)));
    is_for_tools
        || !snapshot.placeholders_in(matter.lines(entry)).is_empty()
        || own.is_some_and(|(own, wanted)| own.text(wanted.value) == matter.text(entry.value))
}

fn message(document: &Document, matter: &FrontMatter, defect: &Defect) -> String {
    let syntax = match matter.kind {
        FrontMatterKind::Yaml => "YAML",
        FrontMatterKind::Toml => "TOML",
    };
    let key = defect.entry.map(|index| quote(matter.text(matter.entries[index].key)));
    let of = key.as_ref().map_or_else(String::new, |key| format!(" of {key}"));
    match &defect.kind {
        DefectKind::Duplicate(first) => {
            let line = document.text().position(matter.entries[*first].key.start, Encoding::Utf8).line + 1;
            format!("{} is there already, in line {line}: keep one of them", key.unwrap_or_default())
        }
        DefectKind::NeedsQuotes(_) => {
            let value = brief(matter.text(defect.span));
            format!("{syntax} cannot read the value{of}, {value}: put it in quotes")
        }
        DefectKind::Unclosed(open) => {
            format!("{syntax} cannot read the value{of}: the {open} at its start is never closed")
        }
        DefectKind::Tab => format!("{syntax} cannot read the value{of}: indent its lines by spaces, not by tabs"),
        DefectKind::Other(reason) => match key {
            Some(key) => format!("{syntax} cannot read {key}: {reason}"),
            None => format!("{syntax} cannot read this line: {reason}"),
        },
    }
}

fn mend(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let matter = snapshot.document().front_matter()?;
    let at = matter.defects.partition_point(|defect| defect.span < finding.span);
    let defect = matter.defects.get(at).filter(|defect| defect.span == finding.span)?;
    let entry = &matter.entries[defect.entry?];
    match defect.kind {
        DefectKind::NeedsQuotes(quote) => {
            let quote = quote.to_string();
            let edits = vec![Edit::insert(entry.value.start, quote.clone()), Edit::insert(entry.value.end, quote)];
            Some(Fix { title: "Put the value in quotes".to_owned(), edits: Edits::new(edits).ok()?, safe: true })
        }
        DefectKind::Duplicate(_) => {
            let title = format!("Remove this {}", quote(matter.text(entry.key)));
            Some(Fix { title, edits: Edit::delete(matter.lines(entry)).into(), safe: false })
        }
        _ => None,
    }
}
