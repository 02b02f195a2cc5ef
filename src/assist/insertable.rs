//! The sections of the template that a document may get, one by one.

use super::snippet::snippet;
use crate::align::{Insertion, Missing};
use crate::markdown::{Name, normalise};
use crate::rules::{Fix, whereabouts};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;
use std::collections::HashMap;

/// A section that the template has and the document has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertable {
    /// What it is called by: its heading, with those that it belongs to where that is not enough: `Story 1 > Risks`. No two
    /// are called the same.
    pub id: String,
    /// Its heading, as the template has it.
    pub name: String,
    /// Its heading's level in the template.
    pub level: u8,
    /// Whether the document lacks it; one that is optional may be left out.
    pub required: bool,
    /// Where it belongs, in words: `behind "Goals"`.
    pub place: String,
    /// The first line of what the template tells its author; empty where it is silent.
    pub guidance: String,
    missing: Missing,
}

/// Where a section goes, as a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The place, empty, in bytes.
    pub span: Span,
    /// The text with tab stops, in the snippet syntax of editors.
    pub text: String,
}

/// What can be inserted, in template order; none where there is no template.
pub fn insertables(snapshot: &Snapshot) -> Vec<Insertable> {
    let Some((document, template, alignment)) = snapshot.aligned() else { return Vec::new() };
    let required = alignment.missing().iter().map(|&missing| (missing, true));
    let mut all: Vec<_> = required.chain(alignment.optional().iter().map(|&missing| (missing, false))).collect();
    all.sort_by_key(|(missing, _)| (missing.spec, missing.owner));
    let insertable = |(missing, required): (Missing, bool)| {
        let spec = &template.specs()[missing.spec];
        let place =
            whereabouts(document, template, alignment, missing).unwrap_or_else(|| "at the top level".to_owned());
        let guidance = spec.guidance.lines().next().unwrap_or_default().to_owned();
        let name = spec.pattern.text.clone();
        Insertable { id: name.clone(), name, level: spec.level, required, place, guidance, missing }
    };
    let mut list: Vec<Insertable> = all.into_iter().map(insertable).collect();
    // The section that it belongs to tells two of one name apart, and a number what that does not.
    let owner = |one: &Insertable| one.missing.owner.map(|owner| document.heading(owner).to_owned());
    tell_apart(&mut list, |one, _| owner(one).map(|owner| format!("{owner} > {}", one.name)));
    tell_apart(&mut list, |one, count| (count > 0).then(|| format!("{} ({})", one.id, count + 1)));
    list
}

/// Gives those of one id another: `anew` is told how many there are ahead of it.
fn tell_apart(list: &mut [Insertable], anew: impl Fn(&Insertable, usize) -> Option<String>) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    list.iter().for_each(|one| *counts.entry(one.id.clone()).or_default() += 1);
    let mut ahead: HashMap<String, usize> = HashMap::new();
    for one in list.iter_mut().filter(|one| counts[&one.id] > 1) {
        let before = ahead.entry(one.id.clone()).or_default();
        *before += 1;
        if let Some(id) = anew(one, *before - 1) {
            one.id = id;
        }
    }
}

/// The one of `list` that `id` names: by its id, else as headings are compared, whatever their case, number and remarks;
/// `None` where it names none, or several.
pub fn find_insertable<'a>(list: &'a [Insertable], id: &str) -> Option<&'a Insertable> {
    let said = normalise(id);
    let by_id = list.iter().find(|one| one.id == id || (!said.is_empty() && normalise(&one.id) == said));
    let wanted = Name::parse(id).words;
    let mut alike = list.iter().filter(|one| Name::parse(&one.name).words == wanted);
    by_id.or_else(|| alike.next().filter(|_| !wanted.is_empty() && alike.next().is_none()))
}

/// Inserts a section of [`insertables`] where it belongs. `None` where nothing can stand there: behind a code block or a
/// comment that nobody closed.
pub fn insert(snapshot: &Snapshot, section: &Insertable) -> Option<Fix> {
    let Insertion { offset, skeleton } = insertion(snapshot, section)?;
    let title = format!("Insert section \"{}\"", section.name);
    Some(Fix { title, edits: Edit::insert(offset, skeleton.plain()).into(), safe: true })
}

/// The same with tab stops, for the editor to insert.
pub fn insert_snippet(snapshot: &Snapshot, section: &Insertable) -> Option<Snippet> {
    let Insertion { offset, skeleton } = insertion(snapshot, section)?;
    Some(Snippet { span: Span::at(offset), text: snippet(&skeleton) })
}

fn insertion(snapshot: &Snapshot, section: &Insertable) -> Option<Insertion> {
    let (document, template, alignment) = snapshot.aligned()?;
    alignment.insertions(document, template, &[section.missing]).into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;
    use std::sync::Arc;

    const TEMPLATE: &str = "# {title}\n\n## Goals\n\n<!-- Say why.\nIn two lines. -->\n\n{goals}\n\n## Story 1: {name}\n\n### Risks\n\n{risks}\n\n\
                            ### Cost (optional)\n\n## Story 2: {name}\n\n### Risks\n\n{risks}\n\n### Cost (optional)\n\n\
                            ## 付録 (optional)\n\n{付録}\n";

    fn snapshot(source: &str) -> Snapshot {
        Snapshot::new(Document::parse(source), Some(Arc::new(Template::read("t", "t.md", TEMPLATE))))
    }

    #[test]
    fn what_is_missing_and_what_is_optional_is_listed_once_each() {
        let snapshot = snapshot("# T\n\n## Story 1: A\n\n## Story 2: B\n\n### Cost\n\nNone.\n");
        let list: Vec<_> = insertables(&snapshot).into_iter().map(|one| (one.id, one.required, one.place)).collect();
        let expected = [
            ("Goals", true, "ahead of \"Story 1: A\""),
            ("Story 1: A > Risks", true, "in \"Story 1: A\""),
            ("Cost (optional)", false, "in \"Story 1: A\""),
            ("Story 2: B > Risks", true, "ahead of \"Cost\""),
            ("付録 (optional)", false, "behind \"Story 2: B\""),
        ];
        assert_eq!(list, expected.map(|(id, required, place)| (id.to_owned(), required, place.to_owned())));
        assert_eq!(insertables(&snapshot)[0].guidance, "Say why.");
    }

    #[test]
    fn one_is_inserted_where_it_belongs() {
        let source = "# T\r\n\r\n## Goals\r\n\r\nG 😀\r\n\r\n## Story 1: A\r\n\r\n### Risks\r\n\r\nR";
        let snapshot = snapshot(source);
        let list = insertables(&snapshot);
        let appendix = find_insertable(&list, "付録").unwrap();
        for name in ["付録 (optional)", "付録 (OPTIONAL)", "3. 付録"] {
            assert_eq!(find_insertable(&list, name), Some(appendix), "{name}");
        }
        let fix = insert(&snapshot, appendix).unwrap();
        assert_eq!(fix.edits.apply_to(source), format!("{source}\r\n\r\n## 付録 (optional)\r\n\r\n{{付録}}"));
        let snippet = insert_snippet(&snapshot, appendix).unwrap();
        assert_eq!(snippet.text, "\n\n## 付録 (optional)\n\n${1:{付録\\}}", "an editor puts its own line endings");
        assert_eq!(find_insertable(&list, "Goals"), None);
        assert_eq!(find_insertable(&list, ""), None);
    }

    #[test]
    fn an_open_code_block_takes_nothing() {
        let snapshot = snapshot("# T\n\n## Goals\n\n```\nx");
        let list = insertables(&snapshot);
        assert!(insert(&snapshot, list.last().unwrap()).is_none());
    }

    #[test]
    fn no_two_are_called_the_same() {
        let snapshot = snapshot("# T\n\n## Goals\n\nG.\n\n## Story 1: A\n\n## Story 1: A\n\n## Story 3: C\n");
        let ids: Vec<_> =
            insertables(&snapshot).into_iter().map(|one| one.id).filter(|id| id.contains("Risks")).collect();
        assert_eq!(ids, ["Story 1: A > Risks", "Story 1: A > Risks (2)", "Story 3: C > Risks"]);
    }

    #[test]
    fn a_document_without_a_template_gets_nothing() {
        assert_eq!(insertables(&Snapshot::new(Document::parse("# T\n"), None)), []);
    }
}
