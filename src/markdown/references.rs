//! [`References`], what the chunks of a document tell each other.

use super::Chunk;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

/// The link and footnote definitions of a whole document: all that one chunk's parse needs to know
/// of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Targets by label; the first definition of a label counts.
    targets: HashMap<Box<str>, Arc<str>>,
    /// The footnotes' labels, as written, by what they are looked up by.
    footnotes: HashMap<Box<str>, Box<str>>,
}

impl References {
    /// What `chunks`, in document order, define.
    pub fn of<'c>(chunks: impl IntoIterator<Item = &'c Chunk>) -> Self {
        let mut result = Self::default();
        for chunk in chunks {
            for (label, target) in &chunk.defined {
                result.targets.entry(label.clone()).or_insert_with(|| target.clone());
            }
            for footnote in &chunk.footnotes {
                result.footnotes.entry(footnote_key(footnote)).or_insert_with(|| footnote.clone());
            }
        }
        result
    }

    /// The target of a label.
    pub(super) fn target(&self, label: &str) -> Option<&Arc<str>> {
        self.targets.get(label)
    }

    /// The footnotes that `text` may refer to, sorted, without its `own`.
    pub(super) fn footnotes_in(&self, text: &str, own: &[Box<str>]) -> Vec<Box<str>> {
        if self.footnotes.is_empty() {
            return Vec::new();
        }
        let mut labels: Vec<&Box<str>> = Vec::new();
        for at in memchr::memmem::find_iter(text.as_bytes(), "[^") {
            let rest = &text[at + 2..];
            let label = &rest[..memchr::memchr(b']', rest.as_bytes()).unwrap_or(0)];
            if label.bytes().any(|b| matches!(b, b'\\' | b'&') || !b.is_ascii()) {
                // comrak decodes and folds such labels in ways of its own: it gets all there are.
                labels = self.footnotes.values().collect();
                break;
            }
            labels.extend(self.footnotes.get(&footnote_key(label)));
        }
        labels.sort_unstable();
        labels.dedup();
        if !own.is_empty() {
            let own: Vec<Box<str>> = own.iter().map(|label| footnote_key(label)).collect();
            labels.retain(|label| !own.contains(&footnote_key(label)));
        }
        labels.into_iter().cloned().collect()
    }
}

/// What a footnote's label is looked up by: labels that comrak takes for the same have the same.
fn footnote_key(label: &str) -> Box<str> {
    label.to_lowercase().into()
}

/// Markdown that defines `targets` and `footnotes`, to be read ahead of a chunk. It ends with a
/// heading, which closes all that is open.
pub(super) fn stubs(targets: &[(Box<str>, Arc<str>)], footnotes: &[Box<str>]) -> String {
    let mut result = String::new();
    for (label, target) in targets {
        let target = escape_target(target);
        let _ = writeln!(result, "[{label}]: <{target}>\n");
    }
    for label in footnotes {
        let _ = writeln!(result, "[^{label}]: x\n");
    }
    if !result.is_empty() {
        result.push_str("#\n");
    }
    result
}

fn escape_target(target: &str) -> String {
    let mut result = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            '\n' => result.push_str("&#10;"),
            '\r' => result.push_str("&#13;"),
            _ => {
                if matches!(c, '<' | '>' | '\\' | '&') {
                    result.push('\\');
                }
                result.push(c);
            }
        }
    }
    result
}
