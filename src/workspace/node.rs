//! [`Node`], a value of the configuration and where it stands, be it TOML or JSON.

use crate::text::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
    Flag(bool),
    /// Anything that no setting is, and what to call it.
    Other(&'static str),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) at: Span,
    pub(super) node: Node,
}

impl Node {
    /// What kind of value it is, for people.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Flag(_) => "true or false",
            Value::Other(kind) => kind,
        }
    }

    /// The entries of a TOML table, in the order in which they stand.
    pub(super) fn of_toml(table: &DeTable<'_>) -> Vec<Entry> {
        let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| Entry {
            key: AsRef::<str>::as_ref(key.get_ref()).to_owned(),
            at: span(key.span()),
            node: Self::of_toml_value(value),
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.at.start);
        entries
    }

    fn of_toml_value(value: &Spanned<DeValue<'_>>) -> Self {
        let node = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Array(list) => Value::List(list.iter().map(Self::of_toml_value).collect()),
            DeValue::Table(table) => Value::Table(Self::of_toml(table)),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Other("a number"),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(_) => Value::Other("a date"),
        };
        Self { span: span(value.span()), value: node }
    }

    /// A JSON value; it has no place. What is null is left out of objects: it says nothing.
    pub(super) fn of_json(value: &serde_json::Value) -> Self {
        let span = Span::at(0);
        let value = match value {
            serde_json::Value::String(text) => Value::Text(text.clone()),
            serde_json::Value::Array(list) => Value::List(list.iter().map(Self::of_json).collect()),
            serde_json::Value::Object(object) => {
                let entries = object.iter().filter(|(_, value)| !value.is_null());
                let entry =
                    |(key, value): (&String, _)| Entry { key: key.clone(), at: span, node: Self::of_json(value) };
                Value::Table(entries.map(entry).collect())
            }
            serde_json::Value::Number(_) => Value::Other("a number"),
            serde_json::Value::Bool(flag) => Value::Flag(*flag),
            serde_json::Value::Null => Value::Other("null"),
        };
        Self { span, value }
    }
}

pub(super) fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end.max(range.start))
}
