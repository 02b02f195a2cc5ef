//! Reading the configuration: what is wrong with one entry does not make the others void.

use super::node::{Entry, Node, Value, span};
use super::settings::{Level, Levels, Mapping, Named, Settings};
use super::words::{instead, list};
use super::{Globs, Lifecycle, Severity, Switch};
use crate::markdown::normalise;
use crate::text::Span;
use toml::de::DeTable;

/// The keys of the file, in the order of the documentation.
pub(super) const KEYS: [&str; 5] = ["templates", "documents", "ignore", "rules", "status"];

/// The key that only an editor's settings have: what its user wants of the editor.
const FEATURES: &str = "features";

/// The keys of one entry of `documents`.
pub(super) const DOCUMENT_KEYS: [&str; 2] = ["paths", "template"];

/// The words for a severity.
pub(super) const LEVELS: [&str; 5] = ["off", "hint", "information", "warning", "error"];

/// The key of `status` that is no lifecycle.
pub(super) const DEFAULT: &str = "default";

/// Something wrong in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of its text; empty at 0 where the settings are not TOML.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// A problem at `span`.
    pub fn new(span: Span, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { span, message: message.into(), remedy: remedy.into() }
    }
}

impl Settings {
    /// Reads the text of a `specls.toml`; `rules` are the ids that there are. What is wrong is left out of the
    /// settings and said, by place.
    pub fn read(source: &str, rules: &[&str]) -> (Self, Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(source);
        let mut reader = Reader { rules, is_file: true, problems: Vec::new(), settings: Self::default() };
        for error in errors {
            let at = error.span().map_or(Span::at(0), |range| within(source, span(range)));
            reader.problem(
                at,
                format!("this is no TOML: {}", error.message().trim()),
                "see https://toml.io for how it is written",
            );
        }
        reader.top(&Node::of_toml(table.get_ref()));
        let mut problems = reader.problems;
        problems.sort_by_key(|problem| problem.span.start);
        // What is no TOML is no key or value either: the first, which says so, is enough.
        problems.dedup_by_key(|problem| problem.span.start);
        (reader.settings, problems)
    }

    /// Reads an editor's settings, an object with the same keys and `features`.
    pub fn from_json(value: &serde_json::Value, rules: &[&str]) -> (Self, Vec<Problem>) {
        let mut reader = Reader { rules, is_file: false, problems: Vec::new(), settings: Self::default() };
        match Node::of_json(value) {
            Node { value: Value::Table(entries), .. } => reader.top(&entries),
            other => reader.wrong_kind("the settings", &other, "an object with the keys of specls.toml"),
        }
        (reader.settings, reader.problems)
    }

    /// Whether this key is one of the file's, or of an editor's settings.
    pub fn is_key(key: &str) -> bool {
        KEYS.contains(&key) || key == FEATURES
    }
}

struct Reader<'a> {
    rules: &'a [&'a str],
    /// Whether a file is read, and no editor's settings.
    is_file: bool,
    problems: Vec<Problem>,
    settings: Settings,
}

impl Reader<'_> {
    fn problem(&mut self, span: Span, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem::new(span, message, remedy));
    }

    fn wrong_kind(&mut self, what: &str, node: &Node, wanted: &str) {
        self.problem(node.span, format!("{what} is {}", node.kind()), format!("write {wanted}"));
    }

    fn unknown_key(&mut self, entry: &Entry, keys: &[&str]) {
        let message = format!("there is no key `{}` here", entry.key);
        self.problem(entry.at, message, instead(&entry.key, keys.iter().copied()));
    }

    fn top(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry.key.as_str() {
                "templates" => {
                    let paths = self.texts(entry, "paths, such as `[\"docs/templates\"]`");
                    self.settings.templates = paths;
                }
                "documents" => self.documents(&entry.node),
                "ignore" => self.settings.ignore = self.globs(entry),
                "rules" => self.rules(&entry.node),
                "status" => self.status(&entry.node),
                FEATURES if self.is_file => {
                    let message = "`features` is no matter of the team, but of each user";
                    self.problem(entry.at, message, "write it in the editor's settings, below `specls`");
                }
                FEATURES => self.features(&entry.node),
                _ => self.unknown_key(entry, &KEYS),
            }
        }
    }

    fn features(&mut self, node: &Node) {
        let wanted = "an object, such as `{\"lenses\": false}`";
        let Value::Table(entries) = &node.value else { return self.wrong_kind("`features`", node, wanted) };
        for entry in entries {
            let switch = Switch::ALL.into_iter().find(|switch| switch.name() == entry.key);
            match (switch, &entry.node.value) {
                (Some(switch), Value::Flag(on)) => self.settings.features.set(switch, *on),
                (Some(_), _) => self.wrong_kind(&format!("`{}`", entry.key), &entry.node, "true or false"),
                (None, _) => self.unknown_key(entry, &Switch::ALL.map(Switch::name)),
            }
        }
    }

    /// The texts of a list; what is none of them is said.
    fn texts(&mut self, entry: &Entry, what: &str) -> Vec<Named> {
        let Value::List(nodes) = &entry.node.value else {
            self.wrong_kind(&format!("`{}`", entry.key), &entry.node, &format!("a list of {what}"));
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(nodes.len());
        for node in nodes {
            match &node.value {
                Value::Text(name) if !name.trim().is_empty() => {
                    texts.push(Named { name: name.clone(), span: node.span })
                }
                Value::Text(_) => self.problem(node.span, "this is empty", "leave it out"),
                _ => self.wrong_kind(&format!("an item of `{}`", entry.key), node, "a text in quotes"),
            }
        }
        texts
    }

    fn globs(&mut self, entry: &Entry) -> Globs {
        let patterns = self.texts(entry, "globs, such as `[\"docs/archive/**\"]`");
        let (globs, errors) = Globs::new(patterns.iter().map(|pattern| pattern.name.as_str()));
        for (index, error) in errors {
            let Named { name, span } = &patterns[index];
            let remedy = "write a path relative to the folder of this file; `*` is any name, `**` any folders";
            self.problem(*span, format!("the glob `{name}` cannot be read: {error}"), remedy);
        }
        globs
    }

    fn documents(&mut self, node: &Node) {
        let wanted = "`[[documents]]`, with `paths` and `template` below it";
        let Value::List(nodes) = &node.value else { return self.wrong_kind("`documents`", node, wanted) };
        for node in nodes {
            match &node.value {
                Value::Table(entries) => self.document(node, entries),
                _ => self.wrong_kind("an item of `documents`", node, wanted),
            }
        }
    }

    fn document(&mut self, node: &Node, entries: &[Entry]) {
        let (mut paths, mut template) = (None, None);
        for entry in entries {
            match (entry.key.as_str(), &entry.node.value) {
                ("paths", _) => paths = Some(self.globs(entry)),
                ("template", Value::Text(name)) => template = Some(Named { name: name.clone(), span: entry.node.span }),
                ("template", _) => {
                    self.wrong_kind("`template`", &entry.node, "an id or a path, in quotes");
                    // It is there, if not as it should be: that it is missing would be another mistake.
                    return;
                }
                // TOML has no end of a table but the next one.
                (key, _) if KEYS.contains(&key) => {
                    let remedy =
                        format!("write it ahead of the first `[[documents]]`, or as `[{key}]` if it is a table");
                    self.problem(entry.at, format!("`{key}` belongs to the file, not to these documents"), remedy);
                }
                _ => self.unknown_key(entry, &DOCUMENT_KEYS),
            }
        }
        match (paths, template) {
            (Some(paths), Some(template)) => self.settings.documents.push(Mapping { paths, template }),
            (None, _) => self.problem(node.span, "these documents have no `paths`", "add `paths = [\"docs/*.md\"]`"),
            (_, None) => self.problem(
                node.span,
                "these documents have no `template`",
                "add `template = \"…\"`, with an id or a path",
            ),
        }
    }

    fn rules(&mut self, node: &Node) {
        let wanted = "a table of rules, such as `missing-section = \"off\"`";
        let Value::Table(entries) = &node.value else { return self.wrong_kind("`rules`", node, wanted) };
        for entry in entries {
            if !self.rules.contains(&entry.key.as_str()) {
                let near = super::nearest(&entry.key, self.rules.iter().copied());
                let mean = near.first().map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                let message = format!("there is no rule `{}`", entry.key);
                self.problem(entry.at, message, format!("{mean}`specls explain` lists them"));
            } else if let Some(levels) = self.levels(&entry.node) {
                self.settings.levels.insert(entry.key.clone(), levels);
            }
        }
    }

    fn levels(&mut self, node: &Node) -> Option<Levels> {
        match &node.value {
            Value::Text(_) => self.level(node).map(Levels::One),
            Value::Table(entries) => {
                let mut levels = Vec::new();
                for entry in entries {
                    match lifecycle(&entry.key) {
                        Some(lifecycle) => levels.extend(self.level(&entry.node).map(|level| (lifecycle, level))),
                        None => self.unknown_key(entry, &Lifecycle::ALL.map(Lifecycle::name)),
                    }
                }
                Some(Levels::By(levels))
            }
            _ => {
                self.wrong_kind(
                    "this severity",
                    node,
                    &format!("{}, or a table by lifecycle", list(LEVELS.into_iter())),
                );
                None
            }
        }
    }

    /// The level of a word; `None` where there is none.
    fn level(&mut self, node: &Node) -> Option<Level> {
        let Value::Text(word) = &node.value else {
            self.wrong_kind("this severity", node, &list(LEVELS.into_iter()));
            return None;
        };
        let level = if word == "off" { Some(None) } else { Severity::named(word).map(Some) };
        if level.is_none() {
            self.problem(node.span, format!("there is no severity `{word}`"), instead(word, LEVELS.into_iter()));
        }
        level
    }

    fn status(&mut self, node: &Node) {
        let wanted = "a table of words, such as `review = [\"Ready for comment\"]`";
        let Value::Table(entries) = &node.value else { return self.wrong_kind("`status`", node, wanted) };
        for entry in entries {
            match (lifecycle(&entry.key), entry.key.as_str()) {
                (Some(lifecycle), _) => self.status_words(entry, lifecycle),
                (None, DEFAULT) => self.settings.default = self.default_lifecycle(&entry.node),
                _ => {
                    let keys = Lifecycle::ALL.map(Lifecycle::name);
                    self.unknown_key(entry, &[&keys[..], &[DEFAULT]].concat());
                }
            }
        }
    }

    fn status_words(&mut self, entry: &Entry, lifecycle: Lifecycle) {
        for Named { name, span } in self.texts(entry, "words, such as `[\"Ready for comment\"]`") {
            if normalise(&name).is_empty() {
                self.problem(span, format!("`{name}` has no letter"), "write the word as documents have it");
            } else if let Some(other) = self.settings.status.add(&name, lifecycle) {
                let message = format!("`{name}` stands for `{}` already", other.name());
                self.problem(span, message, "leave it in one of the lists");
            }
        }
    }

    fn default_lifecycle(&mut self, node: &Node) -> Option<Lifecycle> {
        let words = Lifecycle::ALL.map(Lifecycle::name).into_iter();
        let Value::Text(word) = &node.value else {
            self.wrong_kind("`default`", node, &list(words));
            return None;
        };
        let found = lifecycle(word);
        if found.is_none() {
            self.problem(node.span, format!("there is no lifecycle `{word}`"), instead(word, words));
        }
        found
    }
}

fn lifecycle(word: &str) -> Option<Lifecycle> {
    Lifecycle::ALL.into_iter().find(|lifecycle| lifecycle.name() == word)
}

/// `span` as far as `source` has it, between characters.
fn within(source: &str, span: Span) -> Span {
    let floor =
        |at: usize| (0..=at.min(source.len())).rev().find(|&at| source.is_char_boundary(at)).unwrap_or_default();
    Span::new(floor(span.start), floor(span.end.max(span.start)))
}

#[cfg(test)]
mod tests;
