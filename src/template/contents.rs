//! What a template has in one section: fields, tables, code blocks, lists.

use crate::markdown::normalise;
use crate::text::Span;

/// What a template has in a section's own text, each in template order.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The labelled values that it asks for.
    pub fields: Vec<FieldSpec>,
    /// Its tables.
    pub tables: Vec<TableSpec>,
    /// Its code blocks.
    pub codes: Vec<CodeSpec>,
    /// Its lists; those inside other lists are not listed.
    pub lists: Vec<ListSpec>,
    /// The labels of its prose, which ask for nothing, as [`label_key`] has them.
    pub remarks: Vec<String>,
}

/// A labelled value that a template asks for: `- **Owner:** {name}`, or the row `| **Owner** | {name} |`.
#[derive(Clone, Debug)]
pub struct FieldSpec {
    /// What its label is compared by, see [`label_key`].
    pub key: String,
    /// The label as written, without emphasis and colon.
    pub label: String,
    /// From the label to the end of the value on its line.
    pub span: Span,
    /// Its value: on its line, with the lines, the list or the block below that belong to it.
    pub value: Span,
    /// What kind of value is asked for.
    pub kind: FieldKind,
    /// The values to pick from; none where anything may be written.
    pub choices: Vec<String>,
    /// Whether a document must have it.
    pub required: bool,
    /// The field whose list item it is nested in, by index.
    pub parent: Option<usize>,
    /// Whether another field stands before it on the same line.
    pub continues: bool,
    /// Whether it is a table's row.
    pub row: bool,
}

/// What kind of value a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A placeholder, or a choice.
    Written,
    /// A list or a block below the label.
    Block,
    /// None needed: the template has nothing there, or says to leave it empty.
    Open,
}

/// A table of a template.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Where it is.
    pub span: Span,
    /// Its columns' names, as written.
    pub columns: Vec<String>,
    /// For each column the values to pick from; none where anything may be written.
    pub choices: Vec<Vec<String>>,
    /// Whether its rows are labels and values, see [`FieldSpec::row`].
    pub labels: bool,
    /// Whether a document must have it.
    pub required: bool,
}

/// A code block of a template.
#[derive(Clone, Debug)]
pub struct CodeSpec {
    /// Where it is, fences included.
    pub span: Span,
    /// The first word of its info string; empty where there is none.
    pub language: String,
    /// The code, if it has no placeholder: what a document should not leave word for word.
    pub sample: Option<String>,
    /// Whether a document must have one.
    pub required: bool,
    /// The field whose value it is, by index.
    pub field: Option<usize>,
}

/// A list of a template.
#[derive(Clone, Copy, Debug)]
pub struct ListSpec {
    /// Where it is.
    pub span: Span,
    /// Whether it is numbered: steps.
    pub ordered: bool,
    /// Whether its items have boxes to tick.
    pub checklist: bool,
    /// How many items it has.
    pub items: usize,
}

/// What labels are compared by: no case, markup, punctuation, and no remark in parentheses.
pub fn label_key(label: &str) -> String {
    let bare = label.split(" (").next().unwrap_or(label);
    let key = normalise(bare);
    if key.is_empty() { normalise(label) } else { key }
}

/// A code block's text as samples are compared: lines without white space at their ends.
pub fn code_text(code: &str) -> String {
    code.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

impl Contents {
    /// Nothing at all.
    pub(super) const NOTHING: Self =
        Self { fields: Vec::new(), tables: Vec::new(), codes: Vec::new(), lists: Vec::new(), remarks: Vec::new() };

    /// Whether the template has nothing there that documents are held against.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.tables.is_empty() && self.codes.is_empty() && self.lists.is_empty()
    }

    /// The field with this key, by index.
    pub fn field(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// The field that a label, as written, names, by index.
    pub fn named(&self, label: &str) -> Option<usize> {
        // Most labels are turned down by their first letter, without any work on their words.
        let first = label.chars().find(|c| c.is_alphanumeric() || *c == '&').and_then(|c| c.to_lowercase().next());
        let first = if first == Some('&') { Some('a') } else { first };
        let begins = |field: &FieldSpec| field.key.chars().next() == first;
        if self.fields.iter().any(begins) { self.field(&label_key(label)) } else { None }
    }

    /// Of fields with one label only the first is asked for.
    pub(super) fn without_repeated(&mut self) {
        for at in 0..self.fields.len() {
            let (before, rest) = self.fields.split_at_mut(at);
            if before.iter().any(|field| field.key == rest[0].key) {
                rest[0].required = false;
            }
        }
    }

    /// Asks only for what `others`, the same section of its siblings in the template, ask for too.
    pub(super) fn share(&mut self, others: &[&Self]) {
        for field in &mut self.fields {
            field.required &= others.iter().all(|other| other.field(&field.key).is_some());
        }
        if others.iter().any(|other| other.tables.is_empty()) {
            self.tables.iter_mut().for_each(|table| table.required = false);
        }
        if others.iter().any(|other| other.codes.is_empty()) {
            self.codes.iter_mut().for_each(|code| code.required = false);
        }
    }
}

/// A cell's or label's text without emphasis.
pub fn plain(text: &str) -> &str {
    text.trim().trim_matches(['*', '_', '`', ':']).trim()
}
