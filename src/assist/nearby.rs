//! Files of the workspace by how near they are, and what letters may mean.

use crate::workspace::{Sibling, Siblings};
use std::path::Path;

/// A file as seen from a folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nearby<'a> {
    /// The file.
    pub(super) sibling: &'a Sibling,
    /// How many folders to go up.
    up: usize,
    /// The way down from there.
    down: &'a str,
}

impl Nearby<'_> {
    /// Its path from the folder, parted by `/`.
    pub(super) fn path(&self) -> String {
        "../".repeat(self.up) + &self.down.replace('\\', "/")
    }
}

/// The files whose path from `folder`, or whose title, may be meant by `typed`; the nearest first, `most` at most.
pub(super) fn nearby<'a>(siblings: &'a Siblings, folder: &Path, typed: &str, most: usize) -> Vec<Nearby<'a>> {
    let Some(folder) = folder.to_str() else { return Vec::new() };
    let is_title = !typed.contains(['/', '.']);
    let may_be_meant = |file: &Nearby<'_>| {
        let up = "../".chars().cycle().take(3 * file.up);
        is_in_order(up.chain(file.down.chars()), typed)
            || (is_title && file.sibling.title().is_some_and(|title| matches(title, typed)))
    };
    let seen = siblings.all().filter_map(|sibling| seen_from(folder, sibling));
    let mut files: Vec<_> = seen.filter(may_be_meant).collect();
    let steps = |file: &Nearby<'_>| file.up + file.down.matches(std::path::is_separator).count();
    // Only those that are shown are worth sorting.
    let key = |file: &Nearby<'a>| (steps(file), file.down);
    if files.len() > most {
        files.select_nth_unstable_by_key(most, key);
        files.truncate(most);
    }
    files.sort_unstable_by_key(key);
    files
}

/// `None` where there is no way, as from one drive of Windows to another.
fn seen_from<'a>(folder: &str, sibling: &'a Sibling) -> Option<Nearby<'a>> {
    let path = sibling.path.to_str()?;
    let is_end = |byte: u8| std::path::is_separator(char::from(byte));
    let (mut common, mut at) = (0, 0);
    for (one, other) in folder.bytes().chain([b'/']).zip(path.bytes()) {
        at += 1;
        match (is_end(one), is_end(other)) {
            (true, true) => common = at,
            (false, false) if one == other => {}
            _ => break,
        }
    }
    let rest = folder.get(common..).unwrap_or_default().trim_end_matches(std::path::is_separator);
    let up = if rest.is_empty() { 0 } else { 1 + rest.matches(std::path::is_separator).count() };
    (common > 0).then(|| Nearby { sibling, up, down: &path[common..] })
}

/// Whether each letter of `typed` occurs in `text`, in order, whatever its case; blanks do not count.
pub(super) fn matches(text: &str, typed: &str) -> bool {
    is_in_order(text.chars(), typed)
}

fn is_in_order(text: impl Iterator<Item = char>, typed: &str) -> bool {
    let mut letters = text.flat_map(char::to_lowercase);
    typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).all(|wanted| letters.any(|c| c == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn files_are_seen_from_a_folder() {
        let sibling = |path: &str| Sibling::new(path.into(), &Document::parse("# The Title\n"));
        let siblings = Siblings::new(["/a/b/x.md", "/a/bc/y.md", "/a/z.md", "/q.md"].map(sibling).to_vec());
        let seen = |folder: &str, typed: &str, most| {
            let found = nearby(&siblings, Path::new(folder), typed, most);
            found.iter().map(Nearby::path).collect::<Vec<_>>()
        };
        assert_eq!(seen("/a/b", "", 9), ["x.md", "../z.md", "../bc/y.md", "../../q.md"]);
        assert_eq!(seen("/a/b", "", 2), ["x.md", "../z.md"]);
        assert_eq!(seen("/", "", 9), ["q.md", "a/z.md", "a/b/x.md", "a/bc/y.md"]);
        assert_eq!(seen("/a/b", "../Y", 9), ["../bc/y.md"]);
        assert_eq!(seen("/a/b", "title", 1), ["x.md"]);
        assert_eq!(seen("/a/b", "none", 9), [""; 0]);
        assert_eq!(seen("", "", 9).len(), 4);
    }
}
