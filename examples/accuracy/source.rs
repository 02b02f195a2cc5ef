//! Texts of a corpus: where a snippet stands in a document, and which findings are there.

use crate::{Result, lists};
use serde_json::Value;
use specls::document::Document;
use specls::rules;
use specls::template::Template;
use specls::text::Span;
use specls::workspace::Snapshot;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// The rules that look for text of the template.
const RULES: [&str; 2] = ["unfilled-placeholder", "instruction-left"];

/// A place that one of these rules, or of `required-input`, reports.
pub(crate) struct Said {
    pub(crate) span: Span,
    pub(crate) rule: &'static str,
}

/// What specls says of template text left in `source`.
pub(crate) fn said(source: &str, template: &Arc<Template>) -> Vec<Said> {
    let snapshot = Snapshot::new(Document::parse(source), Some(template.clone()));
    let found = rules::check(&snapshot);
    let ours = found.iter().filter(|finding| RULES.contains(&finding.rule.id) || finding.rule.id == "required-input");
    ours.map(|finding| Said { span: finding.span, rule: finding.rule.id }).collect()
}

impl Said {
    /// Whether it says that text of the template is left.
    pub(crate) fn is_left(&self) -> bool {
        RULES.contains(&self.rule)
    }

    /// Whether it lies on a part of `span`.
    pub(crate) fn is_at(&self, span: Span) -> bool {
        self.span.start < span.end && span.start < self.span.end
    }
}

/// All lines of a JSON-lines file.
pub(crate) fn lines(path: &Path) -> Result<Vec<Value>> {
    let source = std::fs::read_to_string(path)?;
    source.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// A text's words with one space between, behind `<!--` and ahead of `-->` too, and where each byte comes from.
pub(crate) fn squeezed(text: &str) -> (String, Vec<usize>) {
    let mut squeezed = String::new();
    let mut places = Vec::new();
    for (at, c) in text.char_indices() {
        // Spaces at the inner ends of a comment are not compared.
        if c.is_whitespace() {
            continue;
        }
        squeezed.push(c);
        places.resize(squeezed.len(), at);
    }
    (squeezed, places)
}

/// Where `wanted` stands in `source`, white space and block quote marks apart; the places in order.
pub(crate) fn places(source: &str, wanted: &str) -> Vec<Span> {
    let (text, from) = squeezed(source);
    let (wanted, _) = squeezed(wanted);
    if wanted.is_empty() {
        return Vec::new();
    }
    let whole = text.match_indices(&wanted);
    whole.map(|(at, _)| Span::new(from[at], from[at + wanted.len() - 1] + 1)).collect()
}

/// The line of `offset`, from 1.
pub(crate) fn line(source: &str, offset: usize) -> usize {
    source.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// The template at `path`.
pub(crate) fn template(path: &Path) -> Result<Arc<Template>> {
    let source = std::fs::read_to_string(path)?;
    Ok(Arc::new(Template::read("corpus", &path.to_string_lossy(), &source)))
}

/// The template in force when each document was first committed: (corpus, file) to its name.
pub(crate) fn templates_in_force(dir: &Path) -> Result<HashMap<(String, String), String>> {
    let mut found = HashMap::new();
    for path in lists(dir, "manifest")? {
        for line in std::fs::read_to_string(path)?.lines() {
            let line: Value = serde_json::from_str(line)?;
            if let (Some(corpus), Some(file), Some(asof)) =
                (line["corpus"].as_str(), line["file"].as_str(), line["asof"].as_str())
            {
                found.insert((corpus.to_owned(), file.to_owned()), asof.to_owned());
            }
        }
    }
    Ok(found)
}
