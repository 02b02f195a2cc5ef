//! Sections: those that are missing, one more instance of a repeat, those that may be left out.

use super::beginning::{Beginning, Shape};
use super::{Completion, CompletionKind, documentation};
use crate::align::{Missing, Place, Spacing};
use crate::assist::repeat;
use crate::document::Document;
use crate::template::Skeleton;
use crate::text::Span;

/// Where a missing section belongs, seen from the cursor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    Here,
    Around,
}

/// Missing sections that belong where the cursor is, in template order.
pub(super) fn here(beginning: &Beginning<'_>) -> Vec<Completion> {
    missing(beginning, Near::Here)
}

/// Once a heading is begun, the other missing ones of the sections around.
pub(super) fn around(beginning: &Beginning<'_>) -> Vec<Completion> {
    missing(beginning, Near::Around)
}

fn missing(beginning: &Beginning<'_>, near: Near) -> Vec<Completion> {
    let missing = beginning.snapshot.alignment().map(|alignment| alignment.missing().to_vec());
    these(beginning, missing.unwrap_or_default(), near, "missing")
}

/// Those of `found` that belong `near` the cursor, in template order; `what` they are is said behind them.
fn these(beginning: &Beginning<'_>, mut found: Vec<Missing>, near: Near, what: &str) -> Vec<Completion> {
    let Some((document, template, alignment)) = beginning.snapshot.aligned() else { return Vec::new() };
    if !takes_section(beginning) {
        return Vec::new();
    }
    found.retain(|missing| near_of(beginning, *missing) == Some(near));
    found.sort_by_key(|missing| missing.spec);
    let detail = format!("{what} section of {}", template.id);
    let items = found.into_iter().filter_map(|missing| {
        let place = alignment.place(document, template, missing);
        complete(beginning, missing.spec, &place, alignment.skeleton(template, missing, &place.style), &detail)
    });
    items.collect()
}

/// One more instance of the repeats that end where the cursor is.
pub(super) fn others(beginning: &Beginning<'_>) -> Vec<Completion> {
    if !takes_section(beginning) {
        return Vec::new();
    }
    let others = repeat::others(beginning.snapshot, beginning.at()).into_iter();
    let items = others.filter(|another| is_in_gap(beginning, another.place.gap)).filter_map(|another| {
        complete(beginning, another.spec, &another.place, another.skeleton, &format!("another {}", another.label))
    });
    items.collect()
}

/// Sections that the template leaves to the author and that belong where the cursor is, in template order.
pub(super) fn optional(beginning: &Beginning<'_>) -> Vec<Completion> {
    let Some((document, template, alignment)) = beginning.snapshot.aligned() else { return Vec::new() };
    let parent = |section: &usize| document.sections()[*section].parent;
    let owners = std::iter::successors(document.section_at(beginning.at()), parent);
    // Another one begins where the section before it ends.
    let owners = owners.filter_map(|section| Some((Some(section), Some(alignment.pair(section)?))));
    let mut found = Vec::new();
    for (owner, pair) in owners.chain([(None, None)]).filter(|(_, pair)| pair.is_none_or(|pair| !pair.loose)) {
        for &group in template.children(pair.map(|pair| pair.spec)) {
            let is_there = |&spec: &usize| {
                let sections = alignment.instances(spec).iter();
                sections.filter_map(|&section| alignment.pair(section)).any(|pair| pair.owner == owner)
            };
            let members = &template.groups()[group].members;
            if !template.is_required(group) && !members.iter().any(is_there) {
                found.push(Missing { spec: template.groups()[group].leader(), owner });
            }
        }
    }
    these(beginning, found, Near::Here, "optional")
}

fn takes_section(beginning: &Beginning<'_>) -> bool {
    let typed = &beginning.typed;
    let is_bold = !typed.marks.is_empty();
    match typed.shape {
        Shape::Blank | Shape::Ahead | Shape::Heading => true,
        Shape::Word => !is_bold,
        Shape::Item | Shape::Row | Shape::Fence => false,
    }
}

fn is_in_gap(beginning: &Beginning<'_>, gap: Span) -> bool {
    let at = beginning.at();
    let is_blank = beginning.typed.shape != Shape::Ahead;
    if is_blank { gap.touches(at) } else { gap.end == at }
}

/// How near the place of `missing` is; `None` where it is elsewhere.
fn near_of(beginning: &Beginning<'_>, missing: Missing) -> Option<Near> {
    let (document, template, alignment) = beginning.snapshot.aligned()?;
    if is_in_gap(beginning, alignment.place(document, template, missing).gap) {
        return Some(Near::Here);
    }
    let is_around = missing.owner.is_none_or(|owner| document.sections()[owner].extent.touches(beginning.at()));
    (is_around && beginning.typed.shape == Shape::Heading).then_some(Near::Around)
}

/// `skeleton`, a section of `spec`, in place of what is typed.
fn complete(
    beginning: &Beginning<'_>,
    spec: usize,
    place: &Place,
    skeleton: Skeleton,
    detail: &str,
) -> Option<Completion> {
    let (document, template, _) = beginning.snapshot.aligned()?;
    let spec = &template.specs()[spec];
    let preview = skeleton.plain();
    let name = heading(&preview).unwrap_or_else(|| spec.pattern.text.clone());
    if !beginning.is_meant(&name) {
        return None;
    }
    let level = spec.level.saturating_add_signed(place.style.shift).clamp(1, 6);
    let label = format!("{} {name}", "#".repeat(level.into()));
    let filter = match (beginning.typed.marks, beginning.typed.word) {
        ("", "") => label.clone(),
        // The list stays on the screen while the rest of the marks and the space are typed.
        (marks, _) if marks.ends_with('#') => {
            format!("{}{} {name}", beginning.typed.indent, "#".repeat(marks.len().max(level.into())))
        }
        (marks, _) => format!("{}{marks}{name}", beginning.typed.indent),
    };
    let spacing = Spacing::around(document, Span::at(beginning.at()));
    Some(Completion {
        label,
        kind: CompletionKind::Section,
        detail: detail.to_owned(),
        documentation: documentation(&spec.guidance, &preview),
        span: beginning.typed.span,
        skeleton: spacing.surround(skeleton, place.style.line_ending),
        filter,
        order: 0,
    })
}

/// The text of the heading that `preview` begins with: a rule or a comment may stand ahead of it.
fn heading(preview: &str) -> Option<String> {
    // Behind an empty line, a rule opens no front matter.
    let document = Document::parse(&format!("\n{preview}"));
    let heading = document.slice(document.sections().first()?.title);
    (!heading.is_empty()).then(|| heading.into_owned())
}
