//! Which `specls.toml` holds for which file, and what to say of its mistakes.

use super::args::{ConfigCommand, Configuration};
use super::console::Console;
use super::{Failure, Outcome, report};
use crate::files::{self, Loaded, Material, View, Walk};
use crate::rules;
use crate::workspace::{Project, schema};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The projects of the files that a command is about, each read once.
pub(super) struct Projects {
    /// Where the user is.
    base: PathBuf,
    choice: Choice,
    by_folder: HashMap<PathBuf, Arc<Project>>,
    by_file: HashMap<PathBuf, Arc<Project>>,
    configs: Vec<files::Config>,
    builtin: Arc<Project>,
}

enum Choice {
    Nearest,
    One(Arc<Project>),
}

impl Projects {
    /// # Errors
    /// When the file that the user names cannot be read.
    pub(super) fn new(args: &Configuration) -> Result<Self, Failure> {
        let builtin = Project::builtin();
        let mut projects = Self {
            base: files::absolute(Path::new(".")),
            choice: Choice::Nearest,
            by_folder: HashMap::new(),
            by_file: HashMap::new(),
            configs: Vec::new(),
            builtin: builtin.clone(),
        };
        if let Some(file) = &args.config {
            files::read(file)?;
            projects.choice = Choice::One(projects.read(files::absolute(file)));
        } else if args.no_config {
            projects.choice = Choice::One(builtin);
        }
        Ok(projects)
    }

    /// The project where the user is.
    pub(super) fn here(&mut self) -> Arc<Project> {
        let base = self.base.clone();
        self.of_folder(&base)
    }

    /// The project of the file at `path`.
    pub(super) fn of(&mut self, path: &Path) -> Arc<Project> {
        match files::absolute(path).parent() {
            Some(folder) => self.of_folder(folder),
            None => self.builtin.clone(),
        }
    }

    fn of_folder(&mut self, folder: &Path) -> Arc<Project> {
        if let Choice::One(project) = &self.choice {
            return project.clone();
        }
        if let Some(project) = self.by_folder.get(folder) {
            return project.clone();
        }
        let project = match files::nearest(folder, None) {
            Some(file) => self.read(file),
            None => self.builtin.clone(),
        };
        self.by_folder.insert(folder.to_owned(), project.clone());
        project
    }

    fn read(&mut self, file: PathBuf) -> Arc<Project> {
        if let Some(project) = self.by_file.get(&file) {
            return project.clone();
        }
        let rules: Vec<_> = rules::all().iter().map(|rule| rule.id).collect();
        let view = View { rules: &rules, base: Some(&self.base), open: &|_| None };
        let Loaded { project, config } = Material::read(&file, view).project(view);
        self.configs.extend(config);
        self.by_file.insert(file, project.clone());
        project
    }

    /// The files that are documents, with their projects. Who names a file wants it looked at, whatever the
    /// configuration says of it.
    pub(super) fn documents<'a>(&mut self, walk: &'a Walk) -> Vec<(&'a Path, Arc<Project>)> {
        let mut files = self.files(walk);
        files.retain(|(path, project)| walk.named.contains(*path) || !project.is_template(&files::absolute(path)));
        files
    }

    /// The documents, and the templates that are among the files.
    pub(super) fn files<'a>(&mut self, walk: &'a Walk) -> Vec<(&'a Path, Arc<Project>)> {
        let files = walk.files.iter().map(|path| (path.as_path(), self.of(path)));
        let is_wanted = |(path, project): &(&Path, Arc<Project>)| {
            walk.named.contains(*path) || !project.ignores(&files::absolute(path))
        };
        files.filter(is_wanted).collect()
    }

    /// Says what is wrong with the files that were read. `Trouble` where anything is.
    pub(super) fn complain(&self, console: &mut Console<'_>) -> Outcome {
        let mut outcome = Outcome::Clean;
        for config in &self.configs {
            let path = config.file.strip_prefix(&self.base).unwrap_or(&config.file).to_string_lossy();
            for problem in &config.problems {
                outcome = Outcome::Trouble;
                let text = report::problem(&console.err_style, &path, &config.text, problem);
                // That nobody may be listening changes nothing.
                _ = write!(console.err, "{text}");
            }
        }
        outcome
    }
}

/// `specls config`.
pub(super) fn config(command: &ConfigCommand, console: &mut Console<'_>) -> Result<(), Failure> {
    match command {
        ConfigCommand::Schema => {
            write!(console.out, "{}", schema(rules::all().iter().map(|rule| (rule.id, rule.summary))))?
        }
    }
    Ok(())
}
