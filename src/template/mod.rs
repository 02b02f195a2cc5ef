//! A document read as schema: patterns and their likeness, specs, placeholders, skeletons, and the
//! built-in templates.

mod advice;
mod annotate;
mod builtin;
mod choice;
mod contents;
mod directive;
mod front_matter;
mod grammar;
mod guidance;
mod inputs;
mod instruction;
mod key_choices;
mod lesson;
mod likeness;
mod notation;
mod numbering;
mod opening;
mod optional;
mod pattern;
mod placeholder;
mod read;
mod reader;
mod reading;
mod skeleton;
mod spec;
mod squeeze;
mod stand_in;
mod status;

pub use builtin::builtin;
pub use choice::{Pick, alternatives, own as own_value, pick};
pub use contents::{CodeSpec, Contents, FieldKind, FieldSpec, ListSpec, TableSpec, code_text, label_key, plain};
pub use directive::{Directive, Identity, Misread, Scope, directives, is_template, named};
pub use front_matter::{KeySpec, ValueKind, kind_of_key};
pub use grammar::{DIRECTIVES, For, Grammar};
pub use inputs::{InputAt, InputPlace, opening_fields, value_of};
pub use instruction::{Instruction, Instructions};
pub use lesson::InstructionKind;
pub use likeness::Wording;
pub use numbering::Numbering;
pub use opening::{first_section, opening, preamble, title};
pub use pattern::Pattern;
pub use placeholder::{Home, Placeholder, Placeholders};
pub use read::labels;
pub use reading::Reading;
pub use skeleton::{HeadingEnding, Piece, Skeleton, Style};
pub use spec::{Group, GroupKind, SectionSpec};
pub use stand_in::StandIns;
pub use status::{picked, statuses};

use crate::document::Document;
use crate::text::Span;
use notation::without_brackets;
use std::collections::HashMap;
use std::sync::Arc;

/// A placeholder's name: its text without the brackets around it, however many.
pub fn placeholder_name(text: &str) -> &str {
    without_brackets(text)
}

/// A Markdown file read as a schema.
#[derive(Debug)]
pub struct Template {
    /// What documents and the command line call it: `milestone`.
    pub id: String,
    /// Which version of it this is; `None` where it does not say.
    pub version: Option<String>,
    /// Where it is: `builtin:milestone`, or the path of its file.
    pub path: Arc<str>,
    /// Its text and syntax.
    pub document: Document,
    description: String,
    title: Option<usize>,
    specs: Vec<SectionSpec>,
    groups: Vec<Group>,
    roots: Vec<usize>,
    names: HashMap<Box<str>, Vec<usize>>,
    placeholders: Placeholders,
    instructions: Instructions,
    /// What each spec's own text holds, and at the end what the preamble does.
    contents: Vec<Contents>,
    stand_ins: StandIns,
    has_status: bool,
    keys: Vec<KeySpec>,
    input_places: Vec<InputPlace>,
    title_parts: Option<Vec<String>>,
    /// Where each line starts, and its text.
    lines: Vec<(usize, Arc<str>)>,
}

impl Template {
    /// What a document names it by: `milestone@1.2`, or `milestone` where it has no version.
    pub fn name(&self) -> String {
        match &self.version {
            Some(version) => format!("{}@{version}", self.id),
            None => self.id.clone(),
        }
    }

    /// One line that says what it is for: the `description` of its `template` directive, else its title.
    pub fn summary(&self) -> String {
        match (self.description.as_str(), self.title) {
            ("", Some(title)) => self.specs[title].pattern.text.clone(),
            (description, _) => description.to_owned(),
        }
    }

    /// The spec of its title: its only heading of level 1. `None` where it has none, or several.
    pub fn title(&self) -> Option<usize> {
        self.title
    }

    /// All section specs, the title's included, in template order. The index of a spec is that of
    /// its section in [`Template::document`].
    pub fn specs(&self) -> &[SectionSpec] {
        &self.specs
    }

    /// The groups of sibling specs.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The groups of the specs at the top, in order.
    pub fn roots(&self) -> &[usize] {
        &self.roots
    }

    /// The groups of `parent`'s children; those at the top for `None`.
    pub fn children(&self, parent: Option<usize>) -> &[usize] {
        match parent {
            Some(spec) => &self.specs[spec].groups,
            None => &self.roots,
        }
    }

    /// The specs with these normalised words; the title is none of them.
    pub fn named(&self, words: &str) -> &[usize] {
        self.names.get(words).map_or(&[], Vec::as_slice)
    }

    /// Which reading of it this is.
    pub fn reading(&self) -> &Reading {
        self.placeholders.reading()
    }

    /// The placeholders that it knows.
    pub fn placeholders(&self) -> &Placeholders {
        &self.placeholders
    }

    /// The instructions to its authors that it knows.
    pub fn instructions(&self) -> &Instructions {
        &self.instructions
    }

    /// What its sections hold of their own, by spec; the preamble's is all that is ahead of the first
    /// section below the title. Nothing for [`Home::Nowhere`].
    pub fn contents(&self, home: Home) -> &Contents {
        static NOTHING: Contents = Contents::NOTHING;
        match home {
            Home::Spec(spec) => &self.contents[spec],
            Home::Preamble => self.contents.last().unwrap_or(&NOTHING),
            Home::Nowhere => &NOTHING,
        }
    }

    /// The values without brackets that it does not mean to keep.
    pub fn stand_ins(&self) -> &StandIns {
        &self.stand_ins
    }

    /// Whether it asks for a status, in the front matter, in the opening or in a section `Status`.
    pub fn has_status(&self) -> bool {
        self.has_status
    }

    /// Whether a group must be present where its parent is.
    pub fn is_required(&self, group: usize) -> bool {
        !self.specs[self.groups[group].leader()].optional
    }

    /// Whether `spec` is `ancestor` or inside it.
    pub fn is_inside(&self, spec: usize, ancestor: usize) -> bool {
        std::iter::successors(Some(spec), |&spec| self.specs[spec].parent).any(|spec| spec == ancestor)
    }

    /// The values that the template asks for by name (its inputs), in order, without brackets: the
    /// placeholders of the front matter, of the title, of the lines above the first section, of the
    /// fields in that section's own text (`## Document Information`), and those that the directive
    /// `inputs` names.
    pub fn inputs(&self) -> Vec<String> {
        let opening = opening(&self.document, self.title);
        let values: Vec<Span> = self.document.fields(opening).map(|field| field.span(field.item.value)).collect();
        let mut names = Vec::new();
        for &span in self.placeholders.spans() {
            let asks = self.home(span.start) == Home::Preamble || values.iter().any(|value| value.covers(span));
            let text = self.document.slice(span);
            if asks && !text.starts_with("<!--") {
                let name = without_brackets(&text).to_owned();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        for name in inputs::declared(&self.document) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
        names
    }

    /// The places where a document gives the values of its inputs, those that decide first.
    pub fn input_places(&self) -> &[InputPlace] {
        &self.input_places
    }

    /// The texts of its title around the holes in it, one more than there are holes; `None` where it
    /// has no title, or no hole in it.
    pub fn title_parts(&self) -> Option<&[String]> {
        self.title_parts.as_deref()
    }

    /// The keys that it asks for in the front matter, in order; none where it has no front matter.
    pub fn keys(&self) -> &[KeySpec] {
        &self.keys
    }

    /// Which spec rules at `offset` of the template's text.
    pub fn home(&self, offset: usize) -> Home {
        opening::home(&self.document, self.title, offset)
    }

    /// The line that holds `offset`, from 0, and its text without its line ending.
    pub fn line(&self, offset: usize) -> (u32, Arc<str>) {
        let line = self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        (line as u32, self.lines[line].1.clone())
    }

    /// The heading line of `spec` in the template, in bytes.
    pub fn heading(&self, spec: usize) -> Span {
        self.document.sections()[spec].heading
    }
}
