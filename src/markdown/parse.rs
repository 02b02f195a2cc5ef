//! Calling comrak: options, references that other chunks define, and what a chunk asked for.

use super::References;
use comrak::nodes::{Node, NodeValue};
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Options, ResolvedReference, parse_document};
use std::sync::{Arc, Mutex, PoisonError};

/// A label that a chunk has no definition of, or another one than the document has, and the target
/// that it was told.
pub(super) type Asked = (Box<str>, Option<Arc<str>>);

/// Parses `source` behind `ahead`, other Markdown that defines what it refers to. The callback gets
/// the tree and how many lines `ahead` has. Labels come in the order asked.
pub(super) fn with_tree<R>(
    ahead: &str,
    source: &str,
    references: &References,
    visit: impl FnOnce(Node<'_>, usize) -> R,
) -> (R, Vec<Asked>) {
    let asked = Mutex::new(Vec::new());
    let answer = |reference: BrokenLinkReference<'_>| {
        let target = references.target(reference.normalized);
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.last().is_none_or(|(label, _): &Asked| **label != *reference.normalized) {
            asked.push((reference.normalized.into(), target.cloned()));
        }
        target.map(|url| ResolvedReference { url: url.to_string(), title: String::new() })
    };
    let mut options = options();
    options.parse.broken_link_callback = Some(Arc::new(&answer));
    let arena = Arena::new();
    let joined;
    let whole = if ahead.is_empty() {
        source
    } else {
        joined = [ahead, source].concat();
        &joined
    };
    let result = visit(parse_document(&arena, whole, &options), memchr::memchr_iter(b'\n', ahead.as_bytes()).count());
    drop(options);
    (result, asked.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// GitHub's Markdown. Front matter is none of comrak's business, see `document`.
fn options<'c>() -> Options<'c> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// A definition's label as comrak compares labels, and its target decoded.
pub(super) fn resolve(label: &str, target: &str) -> Option<(Box<str>, Arc<str>)> {
    let label = label.replace(['\n', '\r'], " ");
    let probe = format!("[{label}]\n\n[x](<{target}>)\n\n[x]({target} )\n");
    let url = |root: Node<'_>, _| {
        // Where `[x](…)` is none, its target may still hold a link.
        root.descendants().find_map(|node| match node.data() {
            data if data.sourcepos.start.column > 1 => None,
            data => match &data.value {
                NodeValue::Link(link) => Some(Arc::from(link.url.as_str())),
                _ => None,
            },
        })
    };
    let (url, asked) = with_tree("", &probe, &References::default(), url);
    // `[x]` may be asked as well, and what is in its target: the label comes first.
    let (label, _) = asked.into_iter().next()?;
    Some((label, url?))
}
