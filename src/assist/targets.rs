//! Where links lead, and what asks for a place in a document.

use crate::document::Document;
use crate::markdown::Target;
use crate::template::Directive;
use crate::text::Span;
use crate::workspace::{Around, Snapshot, join};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A link that can be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What of the document is the link, in bytes.
    pub span: Span,
    /// Where it leads.
    pub goal: Goal,
}

/// Where something leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To bytes of the document itself.
    Here(Span),
    /// To bytes of its template, which is a file.
    Template(Span),
    /// To another file, absolute: to a line of it, from 0, with its text where it is a heading, else to its start.
    File(PathBuf, Option<(u32, String)>),
}

/// The links of a document that lead to files and anchors, by place, and the name of its template where that is a file.
/// What leads to the web is the editor's.
pub fn document_links(around: &Around<'_>, snapshot: &Snapshot) -> Vec<Link> {
    let document = snapshot.document();
    let whole = Span::new(0, document.len());
    let own = Own::new(document);
    let link = |link: crate::document::Link<'_>| {
        Some(Link { span: link.target.unwrap_or(link.whole), goal: goal(around, &own, link.url)? })
    };
    let mut links: Vec<_> = document.links(whole).filter_map(link).collect();
    links.extend(template_name(snapshot).map(|span| Link { span, goal: Goal::Template(Span::at(0)) }));
    links.sort_by_key(|link| link.span);
    links
}

/// Where the link at `offset` (bytes) leads; of a heading, a placeholder or a field the place of the template that asks
/// for it, where the template is a file. `None` where there is nothing.
pub fn definition(around: &Around<'_>, snapshot: &Snapshot, offset: usize) -> Option<Goal> {
    let document = snapshot.document();
    let near = document.text().line_at(offset);
    // A link may begin on a line above, in the same paragraph.
    let from = document.section_at(offset).map_or(0, |section| document.sections()[section].extent.start);
    let mut found = document.links(Span::new(from, near.end.max(offset) + 1));
    if let Some(link) = found.find(|link| link.whole.start <= offset && offset < link.whole.end) {
        return goal(around, &Own::new(document), link.url);
    }
    if template_name(snapshot).is_some_and(|span| span.touches(offset)) {
        return Some(Goal::Template(Span::at(0)));
    }
    asked_for(snapshot, offset).map(Goal::Template)
}

/// The document's own anchors, looked for when the first link asks for one.
struct Own<'a> {
    document: &'a Document,
    anchors: OnceCell<HashMap<String, Span>>,
}

impl<'a> Own<'a> {
    fn new(document: &'a Document) -> Self {
        Self { document, anchors: OnceCell::new() }
    }

    fn find(&self, name: &str) -> Option<Span> {
        let anchors = self.anchors.get_or_init(|| {
            // Of those with one name the first counts.
            self.document.anchors().into_iter().rev().map(|anchor| (anchor.name, anchor.span)).collect()
        });
        anchors.get(name).or_else(|| anchors.get(&name.to_lowercase())).copied()
    }
}

/// Where `url`, as a link has it, leads. `None` for the web, and for an anchor of the document that it does not have.
fn goal(around: &Around<'_>, own: &Own<'_>, url: &str) -> Option<Goal> {
    let target = Target::parse(url)?;
    let anchor = target.anchor.as_deref().filter(|anchor| !anchor.is_empty());
    let file = match target.path.as_str() {
        "" => None,
        path => Some(join(around.path?.parent()?, path)),
    };
    let Some(file) = file.filter(|file| Some(file.as_path()) != around.path) else {
        return own.find(anchor?).map(Goal::Here);
    };
    let line = anchor.and_then(|anchor| {
        let (line, text) = around.siblings.get(&file)?.anchor(anchor)?;
        Some((line, text.into_owned()))
    });
    Some(Goal::File(file, line))
}

/// Where the document names its template, which is a file.
fn template_name(snapshot: &Snapshot) -> Option<Span> {
    file(snapshot)?;
    let document = snapshot.document();
    let directive = document.directives(Span::new(0, document.len())).find_map(|raw| match Directive::read(raw) {
        Ok(Directive::Follows { .. }) => Some(raw.span(raw.item.value)),
        _ => None,
    });
    directive.or_else(|| {
        let matter = document.front_matter()?;
        let entry = matter.entries.iter().find(|entry| matter.text(entry.key) == "template")?;
        Some(matter.inner(entry))
    })
}

/// The file of the document's template; `None` where it is built in.
fn file(snapshot: &Snapshot) -> Option<&Path> {
    snapshot.template().map(|template| Path::new(&*template.path)).filter(|path| path.is_absolute())
}

/// What of the template, which is a file, asks for what is at `offset`.
fn asked_for(snapshot: &Snapshot, offset: usize) -> Option<Span> {
    file(snapshot)?;
    let (document, template, alignment) = snapshot.aligned()?;
    let at = Span::at(offset);
    if let Some(learned) = snapshot.placeholders_in(at).iter().find_map(|placeholder| placeholder.learned) {
        return Some(learned);
    }
    let is_on = |span: Span| span.touches(offset);
    if let Some(section) = document.section_at(offset).filter(|&section| is_on(document.sections()[section].heading)) {
        let spec = match alignment.pair(section) {
            Some(pair) if !pair.loose => Some(pair.spec),
            _ => template.title().filter(|_| alignment.title() == Some(section)),
        };
        return spec.map(|spec| template.heading(spec));
    }
    if let Some(field) = snapshot.fields().iter().find(|field| is_on(field.label) || is_on(field.value)) {
        return Some(field.of(template).span);
    }
    let matter = document.front_matter().filter(|matter| offset < matter.span.end)?;
    let entry = matter.entries.iter().find(|entry| is_on(entry.key) || is_on(entry.value))?;
    let asked = template.document.front_matter()?;
    let known = asked.entries.iter().find(|known| asked.text(known.key) == matter.text(entry.key))?;
    Some(Span::new(known.key.start, known.value.end.max(known.key.end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Template;
    use crate::workspace::{Library, Sibling, Siblings};

    const TEMPLATE: &str =
        "---\nowner: {name}\n---\n# {Title}\n\n**State:** {state}\n\n## Goals\n\n{goals}\n\n## Risks\n\n{r}\n";

    /// `source` with where the cursor is at `<|>`, and what each link of it leads to.
    fn snapshot(source: &str, template: Option<&str>) -> Snapshot {
        let template = template.map(|path| Template::read("rfc", path, TEMPLATE).into());
        Snapshot::new(Document::parse(source), template)
    }

    fn with<T>(make: impl FnOnce(&Around<'_>) -> T) -> T {
        let library = Library::builtin();
        let other = "# Other\n\n## 目標 😀\n\n## Goals\n";
        let siblings = Siblings::new(vec![Sibling::new("/w/a b.md".into(), &Document::parse(other))]);
        make(&Around { library: &library, siblings: &siblings, path: Some(Path::new("/w/specs/own.md")) })
    }

    fn shown(goal: &Goal, source: &str) -> String {
        match goal {
            Goal::Here(span) => format!("here `{}`", &source[span.range()]),
            Goal::Template(span) => format!("template `{}`", &TEMPLATE[span.range()]),
            Goal::File(path, None) => path.display().to_string(),
            Goal::File(path, Some((line, text))) => format!("{}:{line} `{text}`", path.display()),
        }
    }

    fn links(source: &str, template: Option<&str>) -> Vec<String> {
        let shown = |link: Link| format!("{} -> {}", &source[link.span.range()], shown(&link.goal, source));
        with(|around| document_links(around, &snapshot(source, template)).into_iter().map(shown).collect())
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_files_and_headings() {
        let source = "# Own\r\n\r\n[a](../a%20b.md#目標-), [b](<../a b.md#none>), ![i](i.png) and [c][d], [d], [e](#own) `[f](f.md)`\r\n\
                      [g](own.md#OWN) [h](#no) [i](https://x.y) <https://x.y> [j](/k)\r\n\r\n[d]: x/仕.md 'T'\r\n[w]: https://w.w\r\n";
        let expected = [
            "../a%20b.md#目標- -> /w/a b.md:2 `## 目標 😀`",
            "../a b.md#none -> /w/a b.md",
            "i.png -> /w/specs/i.png",
            "[c][d] -> /w/specs/x/仕.md",
            "[d] -> /w/specs/x/仕.md",
            "#own -> here `Own`",
            "own.md#OWN -> here `Own`",
            "x/仕.md -> /w/specs/x/仕.md",
        ];
        assert_eq!(links(source, None), expected);
        assert!(links("", None).is_empty());
    }

    #[test]
    fn of_headings_with_one_name_the_first_is_meant() {
        let source = "# A\n\n## Data\n\n[x](#DATA) [y](#data-1) [z](#gone)\n\n## Data\n\n<b id=\"data\"></b>\n";
        let at = |link: &Link| match &link.goal {
            Goal::Here(span) => span.start,
            other => panic!("{other:?}"),
        };
        let links = with(|around| document_links(around, &snapshot(source, None)));
        let (first, last) = (source.find("Data").unwrap(), source.rfind("Data").unwrap());
        assert_eq!(links.iter().map(at).collect::<Vec<_>>(), [first, last]);
    }

    #[cfg(unix)]
    #[test]
    fn a_template_that_is_a_file_is_linked() {
        let named = "<!-- specls: template rfc -->\n# T\n";
        assert_eq!(links(named, Some("/t/rfc.md")), ["rfc -> template ``"]);
        assert_eq!(links("---\ntemplate: \"rfc\"\n---\n# T\n", Some("/t/rfc.md")), ["rfc -> template ``"]);
        assert!(links(named, Some("builtin:rfc")).is_empty() && links("# T\n", Some("/t/rfc.md")).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn definitions_are_headings_and_the_template_s_lines() {
        let defined = |source: &str, template: &str| {
            let at = source.find("<|>").unwrap();
            let source = source.replacen("<|>", "", 1);
            let goal = with(|around| definition(around, &snapshot(&source, Some(template)), at));
            goal.map(|goal| shown(&goal, &source))
        };
        let file = |source| defined(source, "/t/rfc.md");
        assert_eq!(file("# 仕 T\r\n\r\n[x\r\ny](#仕-<|>t)\r\n").as_deref(), Some("here `仕 T`"));
        assert_eq!(file("[<|>x](../a%20b.md#goals)").as_deref(), Some("/w/a b.md:4 `## Goals`"));
        assert_eq!(file("# T\n\n## Go<|>als\n").as_deref(), Some("template `## Goals`"));
        assert_eq!(file("# T<|>\n\n## Goals\n").as_deref(), Some("template `# {Title}`"));
        assert_eq!(file("# T\n\n## Goals\n\n{go<|>als}\n").as_deref(), Some("template `{goals}`"));
        assert_eq!(file("# T\n\n**State:** Dr<|>aft\n\n## Goals\n").as_deref(), Some("template `State:** {state}`"));
        assert_eq!(file("---\nowner: Z<|>oë\n---\n# T\n").as_deref(), Some("template `owner: {name}`"));
        assert_eq!(file("# T\n\n## Goals\n\nSome <|>text.\n\n## Else\n"), None);
        assert_eq!(file("# T\n\n## El<|>se\n"), None);
        assert_eq!(file("<|>"), None);
        assert_eq!(defined("# T\n\n## Go<|>als\n", "builtin:rfc"), None);
    }
}
