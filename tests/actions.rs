//! What an author may have done at a place, and the laws that hold for it wherever that is.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "other tests need the rest")]
mod support;

use specls::assist::{Action, ActionKind, Asked, Change, actions};
use specls::document::Document;
use specls::rules::{self, Finding, Severity};
use specls::template::{Template, builtin};
use specls::text::Span;
use specls::workspace::{Library, Snapshot};
use std::sync::Arc;
use support::{SHAPES, Shape, assert_same};

/// A document, what is wrong with it, and what can be done.
struct Desk {
    source: String,
    snapshot: Snapshot,
    found: Vec<Finding>,
}

impl Desk {
    fn new(source: &str, template: Option<&Arc<Template>>) -> Self {
        Self::of(source, Snapshot::new(Document::parse(source), template.cloned()))
    }

    fn of(source: &str, snapshot: Snapshot) -> Self {
        let found = rules::check(&snapshot);
        Self { source: source.to_owned(), snapshot, found }
    }

    /// All that is offered at `at` to an author who asks for it in a client that can do everything.
    fn offered<'a>(&'a self, at: usize, library: &'a Library, kinds: &'a [ActionKind]) -> Vec<Action<'a>> {
        let asked = Asked { kinds, ..Asked::new(&self.snapshot, &self.found, Span::at(at)) };
        let is_taken = &|name: &str| name == "taken.md";
        actions(Asked { by_name: true, disabled: true, library: Some(library), is_taken: Some(is_taken), ..asked })
    }

    /// What the action of this title does at `at`; `None` where there is none.
    fn change(&self, at: usize, title: &str) -> Option<Change> {
        let library = Library::builtin();
        let kinds = match title.split(' ').next() {
            Some("Move") => &[ActionKind::Move],
            Some("Extract") => &[ActionKind::Extract],
            Some("Promote" | "Demote" | "Mark") => &[ActionKind::Rewrite],
            _ => &ActionKind::ALL[..],
        };
        let all = self.offered(at, &library, kinds);
        let mut named = all.iter().filter(|action| action.title == title && action.disabled.is_none());
        let action = named.next()?;
        assert!(named.next().is_none(), "{title} is offered twice");
        Some(action.change().unwrap_or_else(|| panic!("{title} does nothing")))
    }

    /// The titles at `at`, of the kind; those that cannot be done with the reason.
    fn titles(&self, at: usize, kind: ActionKind) -> Vec<String> {
        let library = Library::builtin();
        let all = self.offered(at, &library, &ActionKind::ALL);
        let shown = |action: &Action<'_>| match &action.disabled {
            Some(reason) => format!("{}: {reason}", action.title),
            None => action.title.clone(),
        };
        all.iter().filter(|action| action.kind == kind).map(shown).collect()
    }

    /// The same without what cannot be done, and computing nothing else.
    fn titles_of(&self, at: usize, kind: ActionKind) -> Vec<String> {
        let library = Library::builtin();
        let all = self.offered(at, &library, std::slice::from_ref(&kind)).into_iter();
        all.filter(|action| action.disabled.is_none()).map(|action| action.title).collect()
    }

    /// The document after the action of this title.
    #[track_caller]
    fn done(&self, at: usize, title: &str) -> String {
        let Some(change) = self.change(at, title) else {
            let all: Vec<_> = ActionKind::ALL.iter().flat_map(|kind| self.titles(at, *kind)).collect();
            panic!("no {title}: {all:#?}\n{}", self.source)
        };
        change.edits.apply_to(&self.source)
    }

    fn gravest(&self) -> Option<Severity> {
        self.found.iter().map(|finding| finding.severity).max()
    }

    /// Where each heading's text is.
    fn headings(&self) -> Vec<usize> {
        self.snapshot.document().sections().iter().map(|section| section.heading.start + 1).collect()
    }

    /// The section whose heading holds `at`.
    fn section(&self, at: usize) -> usize {
        self.snapshot.document().section_at(at).unwrap()
    }

    /// A section's heading in the quotes of titles.
    fn quoted(&self, section: usize) -> String {
        rules::quote(self.snapshot.document().heading(section))
    }
}

const TEMPLATE: &str = "\
---
project: {Project Name}
---

# {Project Name}: {Feature}

## Goals

{goals}

Of {Project Name}

## Design

- **Owner:** {who}

### Interfaces

{interfaces}

### Migration (optional)

{how to get there}

## Rollout (optional)

{rollout}

## Risks

{risks}
";

fn template() -> Arc<Template> {
    Arc::new(Template::read("t", "t.md", TEMPLATE))
}

/// The document without the mark, and where the mark was.
fn at(marked: &str) -> (String, usize) {
    (marked.replace("<|>", ""), marked.find("<|>").unwrap())
}

/// The document after the action, with its lines ended in either way, without a final newline and behind a byte order
/// mark: it is the same in all of them.
#[track_caller]
fn done(template: Option<&Arc<Template>>, marked: &str, title: &str) -> String {
    let plain = |marked: &str| {
        let (source, offset) = at(marked);
        Desk::new(&source, template).done(offset, title)
    };
    let result = plain(marked);
    assert_same(&plain(&marked.replace('\n', "\r\n")), &result.replace('\n', "\r\n"), title);
    assert_same(plain(marked.trim_end_matches('\n')).trim_end(), result.trim_end(), title);
    assert!(!plain(marked.trim_end_matches('\n')).ends_with('\n'));
    result
}

#[track_caller]
fn titles(template: Option<&Arc<Template>>, marked: &str, kind: ActionKind) -> Vec<String> {
    let (source, offset) = at(marked);
    Desk::new(&source, template).titles(offset, kind)
}

/// Whole built-in documents in every shape, some with front matter and a footer.
fn each_document(then: impl Fn(&Arc<Template>, Shape, &Desk, &str)) {
    for template in builtin() {
        let skeleton = template.skeleton().plain();
        for (index, shape) in SHAPES.into_iter().enumerate() {
            // Some have a footer, and others a blank line more everywhere.
            let source = match index % 3 {
                0 => skeleton.clone(),
                1 => format!("{}\n\n---\n\nEnd 仕 😀.\n", skeleton.trim_end()),
                _ => skeleton.replace("\n\n#", "\n\n\n#"),
            };
            let desk = Desk::new(&shape.apply(&source), Some(template));
            then(template, shape, &desk, &format!("{} {shape:?}", template.id));
        }
    }
}

/// The lines without what marks and numbers headings, sorted: what is moved is all there.
fn words(text: &str) -> Vec<&str> {
    let is_mark = |c: char| c.is_ascii_digit() || "#. ".contains(c);
    let mut lines: Vec<&str> = text.lines().map(|line| line.trim_matches(is_mark)).filter(|l| !l.is_empty()).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn up_and_down_again_restores_the_bytes() {
    let count = std::cell::Cell::new(0);
    each_document(|template, _, desk, context| {
        let sections = desk.snapshot.document().sections();
        for at in desk.headings().into_iter().step_by(2) {
            let section = desk.section(at);
            let parent = sections[section].parent;
            if parent.is_none() {
                continue;
            }
            let siblings: Vec<usize> = (0..sections.len()).filter(|&other| sections[other].parent == parent).collect();
            let index = siblings.iter().position(|&other| other == section).unwrap();
            let len = |section: usize| {
                let extent = sections[section].extent;
                sections.iter().filter(|other| extent.covers(other.heading)).count()
            };
            let up = index.checked_sub(1).map(|before| siblings[before]);
            let down = siblings.get(index + 1).map(|&next| section + len(next));
            for (there, way, back) in [(up, "up", "down"), (down, "down", "up")] {
                let Some(there) = there else { continue };
                let context = format!("{context}: {} {way}", desk.quoted(section));
                let source = desk.done(at, &format!("Move section {} {way}", desk.quoted(section)));
                let moved = Desk::new(&source, Some(template));
                assert_eq!(words(&source), words(&desk.source), "{context}");
                let at = moved.headings()[there];
                let title = format!("Move section {} {back}", moved.quoted(there));
                assert_same(&moved.done(at, &title), &desk.source, &context);
                count.set(count.get() + 1);
            }
        }
    });
    assert!(count.get() > 300, "{count:?}");
}

/// The skeletons with a section of the author's own at the end of each third section, on its level or the next.
fn with_own_sections(source: &str, deeper: usize) -> String {
    let document = Document::parse(source);
    let ends = document.sections().iter().filter(|section| (2..5).contains(&section.level));
    let line = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let mut ends: Vec<_> = ends.step_by(3).map(|section| (section.extent.end, usize::from(section.level))).collect();
    ends.sort_unstable();
    ends.dedup_by_key(|(end, _)| *end);
    let mut source = source.to_owned();
    for (at, level) in ends.into_iter().rev() {
        let marks = "#".repeat(level + deeper);
        let own = format!(
            "{marks} Own 仕 😀 {marks}{line}{line}Text.{line}{line}{marks}# Deeper{line}{line}More.{line}{line}"
        );
        let lead = if source[..at].ends_with('\n') { "" } else { &line.repeat(2) };
        source.insert_str(at, &format!("{lead}{own}"));
    }
    source
}

#[test]
fn promoted_and_demoted_again_or_the_other_way_round_is_the_same() {
    let count = std::cell::Cell::new((0, 0));
    each_document(|template, _, desk, context| {
        let own = [0, 1].map(|deeper| Desk::new(&with_own_sections(&desk.source, deeper), Some(template)));
        for desk in &own {
            for (index, at) in desk.headings().into_iter().enumerate().skip(1).step_by(2) {
                let level = desk.snapshot.document().sections()[index].level;
                let quoted = desk.quoted(index);
                for (verb, back, to) in [("Promote", "Demote", level - 1), ("Demote", "Promote", level + 1)] {
                    let Some(change) = desk.change(at, &format!("{verb} section {quoted} to level {to}")) else {
                        continue;
                    };
                    let changed = Desk::new(&change.edits.apply_to(&desk.source), Some(template));
                    let context = format!("{context}: {verb} {quoted}");
                    let now = &changed.snapshot.document().sections()[index];
                    assert_eq!((now.level, changed.quoted(index)), (to, quoted.clone()), "{context}");
                    let gravest = desk.gravest().max(Some(Severity::Information));
                    assert!(changed.gravest() <= gravest, "{context}: {:#?}", changed.found);
                    let title = format!("{back} section {quoted} to level {level}");
                    assert_same(&changed.done(changed.headings()[index], &title), &desk.source, &context);
                    let (promoted, demoted) = count.get();
                    count.set(if to < level { (promoted + 1, demoted) } else { (promoted, demoted + 1) });
                }
            }
        }
    });
    let (promoted, demoted) = count.get();
    assert!(promoted > 10 && demoted > 10, "{promoted}, {demoted}");
}

#[test]
fn nothing_is_wrong_with_a_section_that_does_not_apply() {
    let count = std::cell::Cell::new(0);
    each_document(|template, shape, desk, context| {
        let sections = desk.snapshot.document().sections();
        for (index, at) in desk.headings().into_iter().enumerate() {
            let Some(change) = desk.change(at, &format!("Mark section {} as not applicable", desk.quoted(index)))
            else {
                continue;
            };
            let source = change.edits.apply_to(&desk.source);
            let waived = Desk::new(&source, Some(template));
            let extent = waived.snapshot.document().sections()[index].extent;
            let left: Vec<_> = waived.found.iter().filter(|finding| extent.covers(finding.span)).collect();
            assert!(left.is_empty(), "{context}: {}: {left:#?}", desk.quoted(index));
            let before = |finding: &&Finding| !sections[index].extent.covers(finding.span);
            assert!(
                waived.found.len() <= desk.found.iter().filter(before).count(),
                "{context}: {}",
                desk.quoted(index)
            );
            assert_eq!(source.ends_with('\n'), desk.source.ends_with('\n'), "{context}");
            assert_eq!(source.replace("\r\n", "").contains('\n'), !shape.crlf, "{context}");
            count.set(count.get() + 1);
        }
    });
    assert!(count.get() > 300, "{count:?}");
}

#[test]
fn after_an_extraction_the_two_files_together_hold_every_line() {
    let count = std::cell::Cell::new(0);
    each_document(|template, shape, desk, context| {
        for (index, at) in desk.headings().into_iter().enumerate().skip(1).step_by(4) {
            let quoted = desk.quoted(index);
            let titles = desk.titles_of(at, ActionKind::Extract);
            let Some(title) = titles.first() else { continue };
            let change = desk.change(at, title).unwrap();
            let source = change.edits.apply_to(&desk.source);
            let file = change.file.unwrap();
            let both = format!("{source}\n{}", file.text);
            let both = words(&both);
            let mut lost = words(&desk.source);
            lost.retain(|line| !both.contains(line));
            assert!(lost.is_empty(), "{context}: {quoted}: {lost:?}");
            assert!(file.text.starts_with("# ") && file.text.ends_with('\n'), "{context}: {}", file.text);
            assert_eq!(file.text.replace("\r\n", "").contains('\n'), !shape.crlf, "{context}");
            assert!(source.contains(&format!("]({})", file.name)), "{context}: {quoted}");
            let after = Desk::new(&source, Some(template));
            let rank = |desk: &Desk| desk.found.iter().filter(|finding| finding.severity > Severity::Hint).count();
            assert!(rank(&after) <= rank(desk), "{context}: {quoted}: {:#?}", after.found);
            count.set(count.get() + 1);
        }
    });
    assert!(count.get() > 100, "{count:?}");
}

#[test]
fn each_action_does_something_and_refactorings_break_nothing() {
    let library = Library::builtin();
    for template in builtin() {
        let source = template.skeleton().plain();
        for source in [SHAPES[0].apply(&source), SHAPES[6].apply(&source)] {
            let desk = Desk::new(&source, Some(template));
            let gaps = desk.snapshot.document().sections().iter().map(|section| section.extent.start.saturating_sub(1));
            for at in desk.headings().into_iter().chain(gaps.step_by(3)) {
                for action in desk.offered(at, &library, &ActionKind::ALL[2..]) {
                    if action.disabled.is_some() {
                        assert!(action.change().is_none());
                        continue;
                    }
                    let context = format!("{}: {action:?}", template.id);
                    let change = action.change().unwrap_or_else(|| panic!("{context} does nothing"));
                    let result = change.edits.apply_to(&source);
                    assert_ne!(result, source, "{context}");
                    if let Some((index, skeleton)) = &change.stops {
                        assert_eq!(skeleton.plain(), change.edits[*index].text, "{context}");
                    }
                    if !action.title.starts_with("Follow template ") {
                        let after = Desk::new(&result, Some(template));
                        assert!(after.gravest() <= desk.gravest().max(Some(Severity::Information)), "{context}");
                    }
                }
            }
        }
    }
}

#[test]
fn what_mends_a_heading_is_offered_on_its_marks_too() {
    let template =
        &Arc::new(Template::read("own", "own.md", "# {T}\n\n## Goals\n\n{goals}\n\n## Design\n\n{design}\n"));
    let fixes = |marked: &str| titles(Some(template), marked, ActionKind::QuickFix);
    let on_words = fixes("# 😀 C<|>art\n\n## Goals ##\n");
    assert!(on_words.iter().any(|title| title.contains("Design")), "{on_words:?}");
    for marked in ["<|># 😀 Cart\n\n## Goals ##\n", "#<|> 😀 Cart\n\n## Goals ##\n"] {
        assert_eq!(fixes(marked), on_words, "{marked}");
    }
    let on_words = fixes("# Cart\n\n## G<|>oals ##\n\n## Design\n\nText\n");
    assert!(!on_words.is_empty());
    for marked in ["<|>## Goals ##", "#<|># Goals ##", "## Goals ##<|>", "<|>Goals\n-----", "Goals\n--<|>---"] {
        assert_eq!(fixes(&format!("# Cart\n\n{marked}\n\n## Design\n\nText\n")), on_words, "{marked}");
    }
    assert_eq!(fixes("# Cart\n<|>\n## Goals ##\n\n## Design\n\nText\n"), [""; 0]);
}

#[test]
fn sections_are_inserted_where_the_cursor_is() {
    let template = Some(template());
    let template = template.as_ref();
    let kind = ActionKind::Rewrite;
    let text = "# A: B\n\nText.\n\n## Goals\n\nText.\n\n## Design\n\n- **Owner:** Me\n\n### Interfaces\n\nOne.\n\n## Risks\n\nNone.\n";
    let inserts = |mark: &str| {
        let marked = text.replace(mark, &format!("<|>{mark}"));
        let all = titles(template, &marked, kind).into_iter().filter(|title| title.starts_with("Insert "));
        all.collect::<Vec<_>>()
    };
    let (migration, rollout) =
        ("Insert optional section \"Migration (optional)\"", "Insert optional section \"Rollout (optional)\"");
    assert_eq!(inserts("Text.\n\n## Goals"), [rollout]);
    assert_eq!(inserts("- **Owner"), [migration]);
    assert_eq!(inserts("One."), [""; 0]);
    assert_eq!(inserts("\n## Risks"), [migration, rollout]);
    assert_eq!(inserts("None."), [""; 0]);
    let made = done(template, &text.replace("- **Owner", "- <|>**Owner"), migration);
    assert_eq!(made, text.replace("## Risks", "### Migration (optional)\n\n{how to get there}\n\n## Risks"));
    // What is missing has its fix on the heading; from elsewhere it is offered here.
    let lacks = "# A: B\n\n## Goals\n\nText.\n\n## Design\n\n- **Owner:** M<|>e\n\n## Risks\n\nNone.\n";
    let all = titles(template, lacks, kind);
    assert!(all.contains(&"Insert section \"Interfaces\"".to_owned()), "{all:?}");
    let on_heading =
        titles(template, "# A: B\n\n## Goals\n\nText.\n\n## Des<|>ign\n\n- **Owner:** Me\n\n## Risks\n\nNone.\n", kind);
    assert!(!on_heading.contains(&"Insert section \"Interfaces\"".to_owned()), "{on_heading:?}");
    // A comment that nobody closes swallows what comes behind it.
    let open = "# A: B\n\n## Goals\n\nText.\n\n## Design\n\n- **Owner:** M<|>e\n\n<!-- open\n";
    assert!(!titles(template, open, kind).iter().any(|title| title.starts_with("Insert ")));
}

#[test]
fn a_move_swaps_numbers_and_leaves_the_rest() {
    let marked = "# T\n\n## 1. One\n\nA.\n\n### 1.1 Below\n\n## 2) T<|>wo ##\nB.\n\n\n### 2.1 Under\n### Plain\n\n---\n\n## 3. Three\n\n---\n\nEnd\n";
    let moved = done(None, marked, "Move section \"2) Two\" up");
    assert_eq!(
        moved,
        "# T\n\n## 1. Two ##\nB.\n\n\n### 1.1 Under\n### Plain\n\n## 2) One\n\nA.\n\n### 2.1 Below\n\n---\n\n## 3. Three\n\n---\n\nEnd\n"
    );
    let down = done(None, marked, "Move section \"2) Two\" down");
    let below = "---\n\n## 2) Three\n\n## 3. Two ##\nB.\n\n\n### 3.1 Under\n### Plain\n\n---\n\nEnd\n";
    assert_eq!(down, format!("# T\n\n## 1. One\n\nA.\n\n### 1.1 Below\n\n{below}"));
}

#[test]
fn what_would_be_read_otherwise_is_not_moved() {
    let moves = |marked: &str| titles(None, marked, ActionKind::Move);
    // A fence that nobody closes; a rule that would begin front matter; a line above that would join an underlined heading.
    assert_eq!(moves("# T\n\n## A\n\n## B<|>\n\n```\ncode\n"), [""; 0]);
    assert_eq!(moves("## A\n\n---\n\n## B<|>\n\nText\n"), [""; 0]);
    assert_eq!(moves("# T\n\nA\n---\n## B<|>\ntext\n"), [""; 0]);
    assert_eq!(moves("# T\n\n### A\n\n## B<|>\n\nText\n"), [""; 0], "of another level");
    assert_eq!(moves("# T<|>\n\n## A\n"), [""; 0], "the title");
    assert_eq!(moves("<|>"), [""; 0]);
}

#[test]
fn a_level_is_changed_where_nothing_else_is() {
    let text = "# T\n\n## A ##\n\nB\n-\n\nText\n\n### C ###\n";
    let level = |mark: &str, title: &str| done(None, &text.replacen(mark, &format!("{mark}<|>"), 1), title);
    assert_eq!(level("B", "Demote section \"B\" to level 3"), "# T\n\n## A ##\n\n### B\n\nText\n\n#### C ####\n");
    assert_eq!(level("C", "Promote section \"C\" to level 2"), text.replace("### C ###", "## C ##"));
    let refused = titles(None, "# T\n\n## S\n\n### A<|>\n\n### B\n", ActionKind::Rewrite);
    assert_eq!(
        refused[..2],
        [
            "Promote section \"A\" to level 2: section \"B\" behind it would become part of it",
            "Demote section \"A\" to level 4: there is no section before it that it would be part of"
        ]
    );
    let deep = titles(None, "##### A\n\n##### B<|>\n\n###### C\n", ActionKind::Rewrite);
    assert!(deep.contains(&"Demote section \"B\" to level 6: a section below it is on the deepest level".to_owned()));
    assert_eq!(done(None, "A\n===\n\nB<|>\n===\n", "Demote section \"B\" to level 2"), "A\n===\n\nB\n---\n");
}

#[test]
fn only_text_of_the_template_is_replaced_by_not_applicable() {
    let template = template();
    let mark = "Mark section \"Design\" as not applicable";
    let left =
        "# A: B\n\n## Des<|>ign\n\n- **Owner:** {who}\n\n### Interfaces\n\n{interfaces}\n\n\n## Risks\n\nNone.\n";
    assert_eq!(done(Some(&template), left, mark), "# A: B\n\n## Design\n\nN/A: reason\n\n\n## Risks\n\nNone.\n");
    for (from, to) in [
        ("{who}", "Ada"),
        ("{interfaces}", "One."),
        ("{who}", "{who} <!-- see ADR-7 -->"),
        ("### Interfaces", "### Own"),
    ] {
        let all = titles(Some(&template), &left.replace(from, to), ActionKind::Rewrite);
        assert!(all.contains(&format!("{mark}: it has text of yours")), "{to}: {all:?}");
    }
    let said = titles(Some(&template), "# A: B\n\n## Des<|>ign\n\nN/A: no code\n", ActionKind::Rewrite);
    assert!(!said.iter().any(|title| title.starts_with("Mark ")), "{said:?}");
}

#[test]
fn what_is_ignored_is_gone_and_said_once() {
    let wanted =
        "---\nowner: {owner}\nstate: {state}\n---\n\n# {title}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{risks}\n";
    let template = Arc::new(Template::read("t", "t.md", wanted));
    for (marked, rule, reach) in [
        ("# <|>Export\n\nText.\n", "missing-section", "here"),
        ("<|># Export\n\nText.\n", "missing-key", "in this document"),
        ("<|>---\nown: 1\n---\n\n# Export\n\nText.\n", "missing-key", "in this document"),
    ] {
        let title = format!("Ignore {rule} {reach} (give a reason)");
        let after = done(Some(&template), marked, &title);
        let found = Desk::new(&after, Some(&template)).found;
        let is_left = |finding: &Finding| [rule, "unused-suppression"].contains(&finding.rule.id);
        assert!(!found.iter().any(is_left), "{after}\n{found:#?}");
        assert!(!after.starts_with('\n') && !after.contains("\n\n\n"), "{after}");
    }
}

#[test]
fn an_input_is_filled_in_from_where_it_is_given() {
    let template = template();
    let text = "---\nproject: Ac<|>me\n---\n\n# {Project Name}: B\n\n## Goals\n\nOf {Project Name} 仕 {Project Name}\n";
    let title = "Fill in \"Acme\" in all 3 places";
    let filled = done(Some(&template), text, title);
    assert_eq!(filled, text.replace("{Project Name}", "Acme").replace("<|>", ""));
    let (source, offset) = at(&text.replace("Ac<|>me", "Acme").replace("# {Pro", "# {<|>Pro"));
    assert_eq!(Desk::new(&source, Some(&template)).done(offset, title), filled, "from the placeholder too");
    let done = titles(Some(&template), "---\nproject: Ac<|>me\n---\n\n# Acme: B\n", ActionKind::Rewrite);
    assert!(!done.iter().any(|title| title.starts_with("Fill in ")), "{done:?}");
}

#[test]
fn an_extracted_section_takes_what_it_refers_to_along() {
    let text = "# T\n\nSee [adr] and [^n].\n\n## 2. Roll-out: 仕様 & Plan<|>\n\nAs in [ADR 7][adr][^n].\n\n### Below\n\n[own]: x.md\n\n## Next\n\n[own]\n\n[adr]: adr.md\n[other]: o.md\n\n[^n]: Note.\n";
    let (source, offset) = at(text);
    let desk = Desk::new(&source, None);
    let title = "Extract section \"2. Roll-out: 仕様 & Plan\" to \"roll-out-仕様-and-plan.md\"";
    let change = desk.change(offset, title).unwrap_or_else(|| panic!("{:?}", desk.titles(offset, ActionKind::Extract)));
    assert_eq!(
        change.edits.apply_to(&source),
        "# T\n\nSee [adr] and [^n].\n\n## 2. Roll-out: 仕様 & Plan\n\n[2. Roll-out: 仕様 & Plan](roll-out-仕様-and-plan.md)\n\n[own]: x.md\n\n## Next\n\n[own]\n\n[adr]: adr.md\n[other]: o.md\n\n[^n]: Note.\n"
    );
    assert_eq!(
        change.file.unwrap().text,
        "# 2. Roll-out: 仕様 & Plan\n\nAs in [ADR 7][adr][^n].\n\n## Below\n\n[own]: x.md\n\n[adr]: adr.md\n[^n]: Note.\n"
    );
    for (heading, name) in [("Taken", "taken-2"), ("CON", "con-section"), ("😀", "section"), ("a/../b", "a-b")] {
        let marked = format!("# T\n\n## {heading}<|>\n\nText.\n");
        let expected = format!("Extract section {} to \"{name}.md\"", rules::quote(heading));
        assert_eq!(titles(None, &marked, ActionKind::Extract), [expected]);
    }
    assert!(titles(None, "# T\n\n## A<|>\n\n[A](a.md)\n", ActionKind::Extract).is_empty(), "it is extracted already");
    assert!(titles(None, "# T\n\n## A<|>\n\n## B\n", ActionKind::Extract).is_empty(), "there is nothing to extract");
}

#[test]
fn what_an_extracted_section_lacks_is_ignored_with_a_reason() {
    let template = template();
    let (source, offset) = at(
        "---\nproject: A\n---\n\n# A: B\n\n## Goals\n\nText.\n\n## Des<|>ign\n\n- **Owner:** Me\n\n### Interfaces\n\nOne.\n\n## Risks\n\nNone.\n",
    );
    let desk = Desk::new(&source, Some(&template));
    assert!(desk.found.is_empty(), "{:?}", desk.found);
    let extracted = desk.done(offset, "Extract section \"Design\" to \"design.md\"");
    let comment = "<!-- specls: ignore-section missing-field, missing-section: in design.md -->";
    assert!(extracted.contains(&format!("## Design\n\n{comment}\n\n[Design](design.md)\n\n## Risks")), "{extracted}");
    assert!(Desk::new(&extracted, Some(&template)).found.is_empty());
}

/// The document after it chose `feature`, where that is offered.
fn following(marked: &str) -> Option<String> {
    let library = Library::builtin();
    let (source, offset) = at(marked);
    let desk = Desk::of(&source, library.snapshot(Document::parse(&source), None));
    let source = desk.change(offset, "Follow template \"feature\"")?.edits.apply_to(&source);
    let followed = library.template_of(&Document::parse(&source)).map(|template| template.id.clone());
    assert_eq!(followed.as_deref(), Some("feature"), "{source}");
    Some(source)
}

#[test]
fn a_document_chooses_its_template_where_it_says_so() {
    for (marked, expected) in [
        ("<|>", "<!-- specls: template feature -->\n"),
        ("# T<|>\n\nText\n", "<!-- specls: template feature -->\n\n# T\n\nText\n"),
        ("\u{feff}# T<|>\r\n", "\u{feff}<!-- specls: template feature -->\r\n\r\n# T\r\n"),
        ("---\na: b\n---\n\n# T<|>", "---\na: b\n---\n\n<!-- specls: template feature -->\n\n# T"),
        ("---\na: b\n---<|>", "---\na: b\n---\n\n<!-- specls: template feature -->\n"),
        ("---\ntemplate:\n---\n# T<|>", "---\ntemplate: feature\n---\n# T"),
        ("---\ntemplate: \"milestone\"\n---\n# T<|>", "---\ntemplate: \"feature\"\n---\n# T"),
        (
            "---\ntemplate: home.html\n---\n# T<|>\n",
            "---\ntemplate: home.html\n---\n\n<!-- specls: template feature -->\n\n# T\n",
        ),
        ("<!-- specls: template featur<|> -->\n# T", "<!-- specls: template feature -->\n# T"),
        ("# T\n\n<!-- specls: template tsd<|> -->\n", "# T\n\n<!-- specls: template feature -->\n"),
        ("<!-- specls: template tsd -->\n# T<|>\n", "<!-- specls: template feature -->\n# T\n"),
    ] {
        assert_eq!(following(marked).as_deref(), Some(expected), "{marked}");
    }
    assert_eq!(following("<!-- specls: template tsd -->\n# T\n\n## A\n\nText<|>\n"), None);
    assert_eq!(following("<!-- specls: template: id=a -->\n# T<|>\n"), None, "a template");
    assert_eq!(following("<!-- specls: template feature -->\n# T<|>\n"), None, "it does");
}

#[test]
fn nobody_is_asked_about_a_document_without_template() {
    let library = Library::builtin();
    let (source, offset) = at("# T\n\n## A\n\nTe<|>xt\n\n## B\n");
    let desk = Desk::new(&source, None);
    let asked = Asked {
        library: Some(&library),
        is_taken: Some(&|_| false),
        ..Asked::new(&desk.snapshot, &desk.found, Span::at(offset))
    };
    assert!(actions(asked).is_empty(), "{:?}", actions(asked));
    assert!(actions(Asked { by_name: true, ..asked }).len() > 3);
}
