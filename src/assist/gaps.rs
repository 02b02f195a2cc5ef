//! The gaps of a document: what its author still has to write, from one to the next.

use crate::rules::Finding;
use crate::text::Span;
use crate::workspace::Snapshot;

/// The places where something is left to write, by place, disjoint: placeholders, and what `findings`, the snapshot's, say
/// is missing, empty or undecided. What is missing altogether is where its finding lies: at its parent's heading. A place
/// that begins ahead of another and holds it ends where the other begins. None where there is no template.
pub fn gaps(snapshot: &Snapshot, findings: &[Finding]) -> Vec<Span> {
    let found = findings.iter().filter(|finding| finding.is_gap()).map(|finding| finding.span);
    let mut all: Vec<Span> = found.chain(snapshot.placeholders().iter().map(|placeholder| placeholder.span)).collect();
    // Of two that begin at one place the shorter one says better what to write.
    all.sort_unstable();
    let mut gaps: Vec<Span> = Vec::with_capacity(all.len());
    for span in all {
        match gaps.last_mut() {
            Some(last) if last.start == span.start => {}
            Some(last) if last.end > span.start => {
                last.end = span.start;
                gaps.push(span);
            }
            _ => gaps.push(span),
        }
    }
    gaps
}

/// The first of `gaps` that begins behind `offset` (bytes); behind the last one the first. `None` where there is none.
pub fn next_gap(gaps: &[Span], offset: usize) -> Option<Span> {
    let at = gaps.partition_point(|gap| gap.start <= offset);
    gaps.get(at).or(gaps.first()).copied()
}

/// The last of `gaps` that ends ahead of `offset` (bytes): not the one that the cursor is in or at. Ahead of the first one
/// the last. `None` where there is none.
pub fn previous_gap(gaps: &[Span], offset: usize) -> Option<Span> {
    let before = gaps.partition_point(|gap| gap.end < offset);
    before.checked_sub(1).map_or(gaps.last(), |at| gaps.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::check;
    use crate::template::Template;
    use std::sync::Arc;

    const TEMPLATE: &str = "# {doc title}\n\n**Status:** Draft | Approved\n\n## Goals\n\n{goals}\n\n## Risks\n\n- **Owner:** {owner}\n\n\
                            ## 仕様\n\n{仕様}\n";

    fn found(source: &str) -> Vec<Span> {
        let template = Arc::new(Template::read("t", "t.md", TEMPLATE));
        let snapshot = Snapshot::new(Document::parse(source), Some(template));
        gaps(&snapshot, &check(&snapshot))
    }

    fn texts(source: &str) -> Vec<&str> {
        found(source).into_iter().map(|gap| &source[gap.range()]).collect()
    }

    #[test]
    fn what_is_left_to_write_is_found_in_order() {
        let untouched = texts(TEMPLATE);
        assert_eq!(untouched, ["{doc title}", "Draft | Approved", "{goals}", "{owner}", "{仕様}"]);
        let half =
            "# é 😀\r\n\r\n**Status:** Draft\r\n\r\n## Goals\r\n\r\n## Risks\r\n\r\n- **Owner:** [REQUIRED_INPUT]\r\n";
        assert_eq!(texts(half), ["é 😀", "Goals", "[REQUIRED_INPUT]"]);
        assert_eq!(
            texts("# T\n\n**Status:** Draft\n\n## Goals\n\nG.\n\n## Risks\n\n- **Owner:** O\n\n## 仕様\n\nS."),
            [""; 0]
        );
    }

    #[test]
    fn a_gap_in_a_gap_ends_it() {
        let source = "# About {doc title}\n\n**Status:** Draft\n\n## Goals\n\nG.\n\n## Risks\n\n- **Owner:** O\n";
        assert_eq!(texts(source), ["About ", "{doc title}"]);
    }

    #[test]
    fn they_wrap_around() {
        let gaps = found(TEMPLATE);
        let mut at = 0;
        let mut seen = Vec::new();
        for _ in 0..=gaps.len() {
            let gap = next_gap(&gaps, at).unwrap();
            seen.push(gap);
            // Editors leave the cursor at the end of what they select.
            at = gap.end;
        }
        assert_eq!(seen[..gaps.len()], gaps);
        assert_eq!(seen[gaps.len()], gaps[0]);
        let back: Vec<_> = gaps.iter().rev().map(|gap| previous_gap(&gaps, gap.end).unwrap()).collect();
        assert_eq!(back, [&[gaps[3], gaps[2], gaps[1], gaps[0]], &gaps[4..]].concat());
        assert_eq!(previous_gap(&gaps, 0), gaps.last().copied());
        assert_eq!(next_gap(&gaps, TEMPLATE.len()), gaps.first().copied());
        assert_eq!((next_gap(&[], 3), previous_gap(&[], 3)), (None, None));
    }

    #[test]
    fn a_document_without_a_template_has_none() {
        assert_eq!(gaps(&Snapshot::new(Document::parse("# {x}\n\nTBD\n"), None), &[]), []);
    }
}
