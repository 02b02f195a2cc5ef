//! New documents, which say which template they follow where that could not be told from their headings.

use super::follow::follow;
use crate::document::Document;
use crate::template::{Skeleton, Template};
use crate::workspace::{Library, Project};
use std::path::Path;
use std::sync::Arc;

/// A new document from `template` for the file at `path`, absolute; `None` where it is none yet. Where neither the settings
/// nor its headings would make it follow the template, it names it; where the project does not know the template, or the
/// file is a template itself or to be left alone, it does not.
pub fn new_document(
    project: &Project,
    template: &Arc<Template>,
    inputs: &[(String, String)],
    path: Option<&Path>,
) -> Skeleton {
    let skeleton = template.skeleton().fill(inputs);
    let snapshot = project.snapshot(Document::parse(&skeleton.plain()), path);
    let follows = snapshot.template().is_some_and(|found| is_same(found, template));
    let is_left_alone = path.is_some_and(|path| project.ignores(path));
    if follows || is_left_alone || snapshot.is_template() {
        return skeleton;
    }
    naming(project.library(), template, skeleton)
}

/// `skeleton`, a whole document, where it names `template`; as it is where that has no name in `library`.
pub(super) fn naming(library: &Library, template: &Arc<Template>, skeleton: Skeleton) -> Skeleton {
    let Some(name) = called(library, template) else { return skeleton };
    let snapshot = library.snapshot(Document::parse(&skeleton.plain()), None);
    let Some(fix) = follow(&snapshot, &name) else { return skeleton };
    let edits: Vec<_> = fix.edits.iter().collect();
    edits.into_iter().rev().fold(skeleton, |skeleton, edit| skeleton.edited(edit.span, &edit.text))
}

/// What a document names the template by: its id, its version, else its path. `None` where `library` does not have it.
pub fn called(library: &Library, template: &Arc<Template>) -> Option<String> {
    let names = [template.id.clone(), template.name(), template.path.to_string()];
    names.into_iter().find(|name| library.get(name).is_some_and(|found| is_same(found, template)))
}

/// Whether both are one, perhaps read twice.
fn is_same(one: &Arc<Template>, other: &Arc<Template>) -> bool {
    let texts = || one.document.text().to_string() == other.document.text().to_string();
    Arc::ptr_eq(one, other) || (one.id == other.id && texts())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::workspace::{Own, Settings};

    const NOTE: &str = "# {Title}\n\n## Why 😀\n\n{why}\n";

    fn project(source: &str) -> Project {
        let config = "documents = [{ paths = ['notes'], template = 'note' }]\nignore = ['out']\n";
        let (settings, _) = Settings::read(config, &[]);
        let template = Template::read("note", "/team/note.md", source);
        let own = Own { file: "/team/note.md".into(), named: Span::at(0), template };
        Project::new("/team".into(), settings, vec![own]).0
    }

    fn made(source: &str, name: &str, path: Option<&str>) -> String {
        let project = project(source);
        let template = project.library().get(name).unwrap();
        let inputs = [("Title".to_owned(), "仕".to_owned())];
        let text = new_document(&project, template, &inputs, path.map(Path::new)).plain();
        let left_alone = path.is_some_and(|path| project.ignores(Path::new(path)));
        let found = project.snapshot(Document::parse(&text), path.map(Path::new)).template().map(|one| one.id.clone());
        assert!(left_alone || found.as_deref() == Some(name), "{text:?} follows {found:?}");
        text
    }

    #[test]
    fn a_document_that_would_not_be_recognised_names_its_template() {
        let named = "<!-- specls: template note -->\n\n# 仕\n\n## Why 😀\n\n{why}\n";
        assert_eq!(made(NOTE, "note", None), named);
        assert_eq!(made(NOTE, "note", Some("/team/other/a.md")), named);
        assert_eq!(made(&NOTE.replace('\n', "\r\n"), "note", None).replace("\r\n", "\n"), named);
        let front = made(&format!("---\nowner: {{owner}}\n---\n\n{NOTE}"), "note", None);
        assert_eq!(front, "---\nowner: {owner}\n---\n\n<!-- specls: template note -->\n\n# 仕\n\n## Why 😀\n\n{why}\n");
    }

    #[test]
    fn one_that_would_be_is_left_as_it_is() {
        for (name, path) in [("note", "/team/notes/a.md"), ("note", "/team/out/a.md"), ("feature", "/team/a.md")] {
            assert!(!made(NOTE, name, Some(path)).contains("specls:"), "{name} {path}");
        }
        // The settings say another one.
        let text = made(NOTE, "feature", Some("/team/notes/a.md"));
        assert!(
            text.starts_with("<!-- specls: template feature -->\n") || text.contains("\n<!-- specls: template feature")
        );
    }

    #[test]
    fn a_template_that_the_project_does_not_have_is_not_named() {
        let other = Arc::new(Template::read("other", "/else/other.md", NOTE));
        assert_eq!(new_document(&project(NOTE), &other, &[], None).plain(), NOTE);
        let again = Arc::new(Template::read("note", "note.md", NOTE));
        assert_eq!(called(project(NOTE).library(), &again).as_deref(), Some("note"));
    }
}
