//! [`Globs`], which paths a setting means.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::Path;

/// Patterns for paths below a folder: `docs/*.md`, `docs/**/draft-*`. One that names a folder means all that
/// is in it.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    set: Option<GlobSet>,
}

impl Globs {
    /// These patterns; of those that cannot be read, the index and what is wrong.
    pub(super) fn new<'a>(patterns: impl Iterator<Item = &'a str>) -> (Self, Vec<(usize, String)>) {
        let (mut set, mut errors) = (GlobSetBuilder::new(), Vec::new());
        for (index, pattern) in patterns.enumerate() {
            let plain = pattern.trim_start_matches("./").trim_end_matches('/');
            if plain.starts_with(['/', '\\']) || plain.split('/').any(|part| part == "..") || plain.is_empty() {
                errors.push((index, "it must lie below the folder of this file".to_owned()));
                continue;
            }
            match GlobBuilder::new(plain).literal_separator(true).build() {
                Ok(glob) => drop(set.add(glob)),
                Err(error) => errors.push((index, error.kind().to_string())),
            }
        }
        // Each pattern is good by itself; together they could only be too many.
        (Self { set: set.build().ok() }, errors)
    }

    /// Whether `path`, relative to the folder that the patterns are for, or a folder that it is in, is meant.
    pub fn matches(&self, path: &Path) -> bool {
        let Some(set) = self.set.as_ref().filter(|set| !set.is_empty()) else { return false };
        path.ancestors().filter(|path| !path.as_os_str().is_empty()).any(|path| set.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(patterns: &[&str], path: &str) -> bool {
        let (globs, errors) = Globs::new(patterns.iter().copied());
        assert!(errors.is_empty(), "{errors:?}");
        globs.matches(Path::new(path))
    }

    #[test]
    fn a_pattern_is_for_files_and_for_folders() {
        for (pattern, path, expected) in [
            ("docs/*.md", "docs/a.md", true),
            ("docs/*.md", "docs/sub/a.md", false),
            ("docs/**/*.md", "docs/a.md", true),
            ("docs/**/*.md", "docs/sub/deep/a.md", true),
            ("docs", "docs/sub/a.md", true),
            ("./docs/", "docs/a.md", true),
            ("docs", "other/docs/a.md", false),
            ("**/docs", "other/docs/a.md", true),
            ("*.md", "a.md", true),
            ("*.md", "docs/a.md", false),
            ("{rfc,adr}s", "adrs/1.md", true),
            ("仕様/[0-9]*.md", "仕様/1 é.md", true),
        ] {
            assert_eq!(matches(&[pattern], path), expected, "{pattern} {path}");
        }
        assert!(!matches(&[], "a.md"));
        assert!(matches(&["b", "a.md"], "a.md"));
    }

    #[test]
    fn what_cannot_be_read_is_said_and_the_rest_holds() {
        let (globs, errors) = Globs::new(["a[", "b/*.md", "../c", "/d", "{x", ""].into_iter());
        assert_eq!(errors.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0, 2, 3, 4, 5]);
        assert!(globs.matches(Path::new("b/1.md")));
    }
}
