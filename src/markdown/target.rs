//! [`Target`], where a link leads.

use crate::text::{percent_decoded, percent_encoded};

/// A link's target in the same set of files: a relative path, an anchor, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The path, decoded, relative to the file that the link is in; empty where that file is meant.
    pub path: String,
    /// The anchor, decoded, without `#`; `None` where there is none.
    pub anchor: Option<String>,
}

impl Target {
    /// Reads a target whose Markdown escapes are decoded. `None` for a URL, an absolute path, and where there is nothing.
    pub fn parse(url: &str) -> Option<Self> {
        if url.is_empty() || url.starts_with(['/', '\\']) || has_scheme(url) {
            return None;
        }
        let (path, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let decoded = |text: &str| String::from_utf8(percent_decoded(text)).ok();
        Some(Self {
            path: decoded(path)?,
            anchor: match anchor {
                Some(anchor) => Some(decoded(anchor)?),
                None => None,
            },
        })
    }
}

/// Whether a URL begins with `https:`, `mailto:` or the like, or a path with a Windows drive.
fn has_scheme(url: &str) -> bool {
    let Some((scheme, _)) = url.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// A path as a link's bare target: what Markdown or a URL reads otherwise is escaped. Letters of all scripts stay.
pub fn encode_target(path: &str) -> String {
    percent_encoded(path, |byte| byte > 0x20 && byte != 0x7f && !b"%#?\"<>()[]{}\\^`|*&:".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(path: &str, anchor: Option<&str>) -> Option<Target> {
        Some(Target { path: path.to_owned(), anchor: anchor.map(str::to_owned) })
    }

    #[test]
    fn targets_are_paths_and_anchors() {
        assert_eq!(Target::parse("../a%20b/仕.md#%E7%9B%AE"), target("../a b/仕.md", Some("目")));
        assert_eq!(Target::parse("#goals"), target("", Some("goals")));
        assert_eq!(Target::parse("a.md?raw=1#"), target("a.md", Some("")));
        assert_eq!(Target::parse("100%.md"), target("100%.md", None));
        for other in ["", "https://a.b/c.md", "mailto:a@b.c", "/a.md", "//a/b", "c:/a.md", "\\\\a\\b"] {
            assert_eq!(Target::parse(other), None, "{other}");
        }
        assert_eq!(Target::parse("%ff.md"), None);
    }

    #[test]
    fn what_is_encoded_is_read_back() {
        for path in ["a b (1).md", "../50%/#1?.md", "仕様/目標 😀.md", "a:b&amp;c.md", "[x]<y>.md", "a\\b`c`.md"]
        {
            let encoded = encode_target(path);
            assert!(!encoded.contains([' ', '(', ')', '<', '#', '\\']), "{encoded}");
            assert_eq!(Target::parse(&encoded), target(path, None));
        }
        assert_eq!(encode_target("../仕様 é.md"), "../仕様%20é.md");
    }
}
