//! Finding `specls.toml`, and reading it and the templates that it names.

use super::{is_markdown, read, walk};
use crate::template::Template;
use crate::text::Span;
use crate::workspace::{Named, Own, Problem, Project, Settings, join};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the configuration's file is called.
pub const CONFIG: &str = "specls.toml";

/// How files are looked at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The ids of the rules that settings may name.
    pub rules: &'a [&'static str],
    /// The folder that people see paths from; `None` where they see them whole.
    pub base: Option<&'a Path>,
    /// The text of the template at an absolute path, where somebody has one that is newer than the disk's.
    pub open: &'a dyn Fn(&Path) -> Option<String>,
}

/// What a project is made from: texts as they were read.
#[derive(Debug)]
pub struct Material {
    root: PathBuf,
    config: Option<Config>,
    settings: Settings,
    templates: Vec<Source>,
}

/// A `specls.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Its absolute path.
    pub file: PathBuf,
    /// Its text; empty where it could not be read.
    pub text: String,
    /// What is wrong with it and with what it names, by place.
    pub problems: Vec<Problem>,
}

/// The text of a template.
#[derive(Debug, PartialEq, Eq)]
struct Source {
    file: PathBuf,
    named: Span,
    text: String,
}

/// A project that was read.
#[derive(Debug)]
pub struct Loaded {
    /// What holds for its documents.
    pub project: Arc<Project>,
    /// Its file, with all that is wrong; `None` where it has none.
    pub config: Option<Config>,
}

/// `path` from the root of the disk, without `.` and `..`.
pub fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    join(&path, "")
}

/// The `specls.toml` in `directory`, an absolute path, or in the nearest folder above, up to and with `top`.
pub fn nearest(directory: &Path, top: Option<&Path>) -> Option<PathBuf> {
    let above = |folder: &&Path| top.is_none_or(|top| folder.starts_with(top));
    let mut files = directory.ancestors().take_while(above).map(|folder| folder.join(CONFIG));
    files.find(|file| file.is_file())
}

impl Material {
    /// Reads `file`, a `specls.toml`, and what it names.
    pub fn read(file: &Path, view: View<'_>) -> Self {
        let root = file.parent().unwrap_or(file).to_owned();
        let (text, settings, problems) = match read(file) {
            Ok(text) => {
                let (settings, problems) = Settings::read(&text, view.rules);
                (text, settings, problems)
            }
            Err(error) => {
                let problem = Problem::new(Span::at(0), error.problem_of(&shown(file, view)), error.remedy());
                (String::new(), Settings::default(), vec![problem])
            }
        };
        let (mut material, others) = Self::with(root, settings, view);
        let problems = problems.into_iter().chain(others).collect();
        material.config = Some(Config { file: file.to_owned(), text, problems });
        material
    }

    /// Reads what `settings` name that are in no file, for the folder `root`. What cannot be read is said.
    pub fn with(root: PathBuf, settings: Settings, view: View<'_>) -> (Self, Vec<Problem>) {
        let mut reader = Reader { view, templates: Vec::new(), problems: Vec::new() };
        for named in settings.templates() {
            reader.all(named, &join(&root, &named.name));
        }
        for named in settings.documents().iter().map(|mapping| &mapping.template) {
            let file = join(&root, &named.name);
            if named.name.contains(['/', '\\']) || is_markdown(&file) {
                reader.one(named, &file);
            }
        }
        (Self { root, config: None, settings, templates: reader.templates }, reader.problems)
    }

    /// Whether a project made from `other` would be the same.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.root, &self.config, &self.templates) == (&other.root, &other.config, &other.templates)
    }

    /// The project.
    pub fn project(&self, view: View<'_>) -> Loaded {
        let own = self.templates.iter().map(|source| {
            let id = source.file.file_stem().unwrap_or(source.file.as_os_str()).to_string_lossy();
            let template = Template::read(&id, &shown(&source.file, view), &source.text);
            Own { file: source.file.clone(), named: source.named, template }
        });
        let (project, problems) = Project::new(self.root.clone(), self.settings.clone(), own.collect());
        let mut config = self.config.clone();
        if let Some(config) = &mut config {
            config.problems.extend(problems);
            config.problems.sort_by_key(|problem| problem.span.start);
        }
        Loaded { project: project.into(), config }
    }
}

/// `path` as people see it.
fn shown(path: &Path, view: View<'_>) -> String {
    let inside = view.base.and_then(|base| path.strip_prefix(base).ok());
    inside.unwrap_or(path).to_string_lossy().into_owned()
}

struct Reader<'a> {
    view: View<'a>,
    templates: Vec<Source>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reads a file, or the Markdown files of a folder: all but its README, which is about them.
    fn all(&mut self, named: &Named, path: &Path) {
        if !path.is_dir() {
            return self.one(named, path);
        }
        let found = walk(&[path.to_owned()]);
        for error in found.errors {
            self.problems.push(Problem::new(named.span, error.problem(), error.remedy()));
        }
        let is_readme = |file: &Path| file.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        for file in found.files.into_iter().filter(|file| !is_readme(file)) {
            self.one(named, &file);
        }
    }

    fn one(&mut self, named: &Named, file: &Path) {
        if self.templates.iter().any(|source| source.file == file) {
            return;
        }
        let text = (self.view.open)(file).map_or_else(|| read(file), Ok);
        match text {
            Ok(text) => self.templates.push(Source { file: file.to_owned(), named: named.span, text }),
            Err(error) => {
                let problem = error.problem_of(&shown(file, self.view));
                self.problems.push(Problem::new(named.span, problem, error.remedy()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn desk(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let desk = tempfile::tempdir().unwrap();
        let root = absolute(desk.path());
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        (desk, root)
    }

    fn load(root: &Path) -> Loaded {
        let view = View { rules: &[], base: Some(root), open: &|_| None };
        Material::read(&root.join(CONFIG), view).project(view)
    }

    #[test]
    fn the_nearest_file_is_found_up_to_the_top() {
        let (_desk, root) = desk(&[(CONFIG, ""), ("a/specls.toml", ""), ("a/b/c/x.md", ""), ("d/x.md", "")]);
        assert_eq!(nearest(&root.join("a/b/c"), None), Some(root.join("a/specls.toml")));
        assert_eq!(nearest(&root.join("d"), None), Some(root.join(CONFIG)));
        assert_eq!(nearest(&root.join("d"), Some(&root)), Some(root.join(CONFIG)));
        assert_eq!(nearest(&root.join("d"), Some(&root.join("d"))), None);
    }

    #[test]
    fn a_folder_of_templates_is_read_but_for_its_readme() {
        let config = "templates = ['docs/templates', 'one.txt']\n\
                      documents = [{ paths = ['x'], template = './more/two.md' }]";
        let (_desk, root) = desk(&[
            (CONFIG, config),
            ("docs/templates/rfc.md", "# {a}\n"),
            ("docs/templates/deep/仕.MD", "# {a}\r\n"),
            ("docs/templates/README.md", "# About"),
            ("docs/templates/notes.txt", ""),
            ("one.txt", ""),
            ("more/two.md", "# {x}"),
        ]);
        let loaded = load(&root);
        let paths: Vec<_> = loaded.project.library().templates().iter().map(|template| &*template.path).collect();
        assert_eq!(paths[..4], ["docs/templates/deep/仕.MD", "docs/templates/rfc.md", "one.txt", "more/two.md"]);
        assert_eq!(loaded.config.unwrap().problems, []);
        assert_eq!(loaded.project.mapped(&root.join("x/a.md")).unwrap().id, "two");
        assert!(loaded.project.is_template(&root.join("docs/templates/rfc.md")));
        assert!(loaded.project.reads(&root.join("docs/templates/new.md")) && !loaded.project.reads(&root.join("x")));
    }

    #[test]
    fn what_cannot_be_read_points_to_what_names_it() {
        let config = "templates = ['no/such', 'bad.md', 'good.md']\n";
        let (_desk, root) = desk(&[(CONFIG, config), ("good.md", "# {a}\n")]);
        fs::write(root.join("bad.md"), b"# \xE9\n").unwrap();
        let loaded = load(&root);
        let problems = loaded.config.unwrap().problems;
        let places: Vec<_> = problems.iter().map(|problem| &config[problem.span.range()]).collect();
        assert_eq!(places, ["'no/such'", "'bad.md'"]);
        assert_eq!(problems[0].message, "cannot read no/such: there is no such file or directory");
        assert!(problems[1].message.contains("byte 0xE9 is not UTF-8"), "{problems:?}");
        assert_eq!(loaded.project.library().templates()[0].id, "good");

        fs::write(root.join(CONFIG), b"\xE9x").unwrap();
        let config = load(&root).config.unwrap();
        assert!(config.text.is_empty() && config.problems[0].message.contains("is not UTF-8"), "{config:?}");
    }

    #[test]
    fn an_open_text_counts_before_the_disk_s() {
        let (_desk, root) = desk(&[(CONFIG, "templates = ['t.md']\n"), ("t.md", "# {a}\n")]);
        let read = |open: &dyn Fn(&Path) -> Option<String>| {
            let view = View { rules: &[], base: None, open };
            let material = Material::read(&root.join(CONFIG), view);
            let project = material.project(view).project;
            (material, project.library().templates()[0].document.text().to_string())
        };
        let (disk, text) = read(&|_| None);
        assert_eq!(text, "# {a}\n");
        let (open, text) = read(&|path| (path == root.join("t.md")).then(|| "# {b}\n".to_owned()));
        assert_eq!(text, "# {b}\n");
        assert!(!open.is_same(&disk) && disk.is_same(&read(&|_| None).0));
    }
}
