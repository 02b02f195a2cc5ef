//! [`Project`], a folder's settings and templates: which template each of its documents has.

use super::config::Problem;
use super::words::instead;
use super::{Library, Named, Settings, Snapshot, is_dated};
use crate::document::Document;
use crate::template::{self, Template};
use crate::text::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What holds for the documents of a folder: its settings, and its own templates ahead of the built-in ones.
#[derive(Debug)]
pub struct Project {
    root: Option<PathBuf>,
    settings: Arc<Settings>,
    library: Arc<Library>,
    /// The files of its own templates.
    files: Vec<PathBuf>,
    /// The template of each entry of the settings' documents; `None` where nobody knows it.
    mapped: Vec<Option<Arc<Template>>>,
}

/// A template of a project's own.
#[derive(Debug)]
pub struct Own {
    /// Its file, absolute.
    pub file: PathBuf,
    /// What the configuration names it by, in bytes of its text.
    pub named: Span,
    /// The template.
    pub template: Template,
}

impl Project {
    /// No folder, no settings, and the built-in templates.
    pub fn builtin() -> Arc<Self> {
        let library = Library::builtin();
        Arc::new(Self { root: None, settings: Arc::default(), library, files: Vec::new(), mapped: Vec::new() })
    }

    /// The project in the folder `root`, an absolute path. What does not fit together is said, by place.
    pub fn new(root: PathBuf, settings: Settings, own: Vec<Own>) -> (Self, Vec<Problem>) {
        let mut problems = collisions(&own);
        let files: Vec<_> = own.iter().map(|own| own.file.clone()).collect();
        let paths: Vec<_> = own.iter().map(|own| own.template.path.clone()).collect();
        let library = Library::builtin().with(own.into_iter().map(|own| own.template).collect());
        // Wherever the user is, documents name a file by its path from the project's folder.
        let inside = |file: &PathBuf| {
            let parts = file.strip_prefix(&root).ok()?.iter();
            Some(parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"))
        };
        let named = files.iter().zip(&paths).filter_map(|(file, path)| Some((inside(file)?, path.clone())));
        let library = library.with_files(named);
        let mut mapped = Vec::with_capacity(settings.documents().len());
        for mapping in settings.documents() {
            let name = &mapping.template.name;
            let file = join(&root, name);
            let own = files.iter().position(|known| *known == file).and_then(|index| library.at(&paths[index]));
            let template = own.or_else(|| library.get(name)).cloned();
            problems.extend(unknown(&library, template.as_deref(), &mapping.template));
            mapped.push(template);
        }
        let project = Self { root: Some(root), settings: settings.into(), library: library.into(), files, mapped };
        (project, problems)
    }

    /// The folder that its paths start from; `None` where there is none.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// What its team adjusts.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// Its templates.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// The files of its own templates, absolute.
    pub fn templates(&self) -> &[PathBuf] {
        &self.files
    }

    /// Whether the file at `path`, absolute, is one of its own templates: those are not checked.
    pub fn is_template(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file == path)
    }

    /// Whether the file at `path`, absolute, is to be left alone.
    pub fn ignores(&self, path: &Path) -> bool {
        self.inside(path).is_some_and(|path| self.settings.ignores(path))
    }

    /// Whether it reads what is at `path`, or would if it were there: a template, a folder of them, what is in it or
    /// what holds it.
    pub fn reads(&self, path: &Path) -> bool {
        let Some(root) = &self.root else { return false };
        let named = self.settings.documents().iter().map(|mapping| &mapping.template);
        let mut read = self.settings.templates().iter().chain(named).map(|named| join(root, &named.name));
        read.any(|read| path.starts_with(&read) || read.starts_with(path))
    }

    /// The template that the settings give the file at `path`, absolute.
    pub fn mapped(&self, path: &Path) -> Option<&Arc<Template>> {
        let path = self.inside(path)?;
        let index = self.settings.documents().iter().position(|mapping| mapping.paths.matches(path))?;
        self.mapped.get(index)?.as_ref()
    }

    /// A snapshot of the document at `path`, absolute, with the template that it names, else with the one that
    /// the settings give it, else with the one that it is recognised as. A template has none.
    pub fn snapshot(&self, document: Document, path: Option<&Path>) -> Snapshot {
        self.snapshot_from(&self.library, document, path)
    }

    /// The same with `library`, which knows more of the project's templates than the project does.
    pub fn snapshot_from(&self, library: &Library, document: Document, path: Option<&Path>) -> Snapshot {
        let snapshot = match path {
            Some(path) if self.is_template(path) => Snapshot::of_template(document),
            path => library.snapshot(document, path.and_then(|path| self.mapped(path))),
        };
        snapshot.with_settings(self.settings.clone())
    }

    fn inside<'a>(&self, path: &'a Path) -> Option<&'a Path> {
        path.strip_prefix(self.root.as_ref()?).ok()
    }
}

/// `path` as seen from `root`, without `.` and `..`.
pub fn join(root: &Path, path: &str) -> PathBuf {
    use std::path::Component;
    let mut joined = PathBuf::new();
    for part in root.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(joined.pop()),
            part => joined.push(part),
        }
    }
    joined
}

/// What is wrong with the name of `template`: there is none, or git would have to be asked.
fn unknown(library: &Library, template: Option<&Template>, named: &Named) -> Option<Problem> {
    let name = &named.name;
    let Some(template) = template else {
        let older = library.older().iter().map(|template| template.name());
        let names: Vec<String> = library.templates().iter().map(|template| template.id.clone()).chain(older).collect();
        let remedy = instead(name, names.iter().map(String::as_str)) + "; a path to a Markdown file will do too";
        return Some(Problem::new(named.span, format!("there is no template `{name}`"), remedy));
    };
    let (_, version) = template::named(name);
    version.filter(|version| is_dated(version) && template.version.as_deref() != Some(version))?;
    let message = format!("`{name}` is a date or a commit, which only documents name");
    Some(Problem::new(named.span, message, "write a version that is a file, or none for the newest"))
}

/// Of two templates with the same id a name means the first.
fn collisions(own: &[Own]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, second) in own.iter().enumerate() {
        let id = &second.template.id;
        let is_same = |first: &&Own| first.template.id == *id && first.template.version == second.template.version;
        if let Some(first) = own[..index].iter().find(is_same) {
            let (first, second_path) = (&first.template.path, &second.template.path);
            let name = second.template.name();
            let message = format!("two templates are called `{name}`: {first} and {second_path}");
            let remedy = "rename a file, or give it an id: `<!-- specls: template: id=NAME -->`";
            problems.push(Problem::new(second.named, message, remedy));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(file: &str, source: &str) -> Own {
        let file = PathBuf::from(file);
        let id = file.file_stem().unwrap().to_string_lossy().into_owned();
        let template = Template::read(&id, &file.to_string_lossy(), source);
        Own { template, file, named: Span::new(13, 24) }
    }

    const RFC: &str = "# {title}\n\n## Motive\n\n{why}\n\n## Proposal\n\n{what}\n";

    fn project(config: &str, own: Vec<Own>) -> (Project, Vec<String>) {
        let (settings, problems) = Settings::read(config, &[]);
        assert_eq!(problems, []);
        let (project, problems) = Project::new(PathBuf::from("/team"), settings, own);
        (project, problems.into_iter().map(|problem| format!("{}: {}", problem.message, problem.remedy)).collect())
    }

    #[test]
    fn the_first_mapping_that_matches_holds() {
        let config = "\
            [[documents]]\npaths = ['docs/rfcs/0*.md']\ntemplate = 'docs/templates/old.md'\n\
            [[documents]]\npaths = ['docs/rfcs']\ntemplate = 'rfc'\n";
        let own = vec![own("/team/docs/templates/rfc.md", RFC), own("/team/docs/templates/old.md", RFC)];
        let (project, problems) = project(config, own);
        assert_eq!(problems, [""; 0]);
        let id = |path: &str| project.mapped(Path::new(path)).map(|template| template.id.clone());
        assert_eq!(id("/team/docs/rfcs/01.md").as_deref(), Some("old"));
        assert_eq!(id("/team/docs/rfcs/new/7.md").as_deref(), Some("rfc"));
        assert_eq!(id("/team/docs/7.md"), None);
        assert_eq!(id("/other/docs/rfcs/7.md"), None);

        let document = || Document::parse("# Export\n");
        let snapshot = project.snapshot(document(), Some(Path::new("/team/docs/rfcs/7.md")));
        assert_eq!(snapshot.template().unwrap().id, "rfc");
        let template = project.snapshot(document(), Some(Path::new("/team/docs/templates/rfc.md")));
        assert!(template.template().is_none());
        // What the document says itself comes first.
        let named = Document::parse("<!-- specls: template feature -->\n");
        assert_eq!(project.snapshot(named, Some(Path::new("/team/docs/rfcs/7.md"))).template().unwrap().id, "feature");
    }

    #[test]
    fn a_template_that_nobody_knows_and_one_that_is_there_twice_are_said() {
        let config = "[[documents]]\npaths = ['a']\ntemplate = 'rfcs'\n";
        let (_, problems) = project(config, vec![own("/team/a/rfc.md", RFC), own("/team/b/rfc.md", RFC)]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with("two templates are called `rfc`: /team/a/rfc.md and /team/b/rfc.md"));
        assert!(problems[1].starts_with("there is no template `rfcs`: did you mean `rfc`?; a path"), "{}", problems[1]);
    }

    #[test]
    fn own_templates_take_the_place_of_built_in_ones() {
        let (project, _) = project("", vec![own("/team/feature.md", RFC)]);
        let library = project.library();
        assert_eq!(&*library.get("feature").unwrap().path, "/team/feature.md");
        assert_eq!(&*library.get("builtin:feature").unwrap().path, "builtin:feature");
        assert_eq!(library.templates().iter().filter(|template| template.id == "feature").count(), 1);
    }

    #[test]
    fn paths_are_plain() {
        assert_eq!(join(Path::new("/a/b"), "./c/../../d.md"), Path::new("/a/d.md"));
        assert_eq!(join(Path::new("/a/b"), "/c"), Path::new("/c"));
    }
}
