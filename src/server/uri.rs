//! [`Uri`], which document a message is about.

use super::lsp;
use crate::text::{percent_decoded, percent_encoded};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A document's URI, parsed once. Two are equal when they name the same document, however they
/// are written: clients disagree on what to percent-encode, and on the case of a drive letter.
#[derive(Clone, Debug)]
pub(crate) struct Uri {
    /// As the client writes it, which is how it is written back.
    text: Arc<str>,
    identity: Arc<[u8]>,
}

impl PartialEq for Uri {
    fn eq(&self, other: &Self) -> bool {
        self.identity == other.identity
    }
}

impl Eq for Uri {}

impl Hash for Uri {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity.hash(state);
    }
}

impl From<lsp::Uri> for Uri {
    fn from(uri: lsp::Uri) -> Self {
        let identity = file_path(&uri.0).unwrap_or_else(|| uri.0.as_bytes().to_vec());
        Self { identity: identity.into(), text: uri.0.into() }
    }
}

impl Uri {
    /// As the client writes it.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// For a message to the client.
    pub(crate) fn to_lsp(&self) -> lsp::Uri {
        lsp::Uri(self.text.to_string())
    }

    /// The file that it names; `None` where it names none.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        file_path(&self.text).map(|path| PathBuf::from(String::from_utf8_lossy(&path).into_owned()))
    }

    /// The folder of the file that it names; the empty path where it names none.
    pub(crate) fn folder(&self) -> PathBuf {
        self.path().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default()
    }

    /// Whether it names a `specls.toml`.
    pub(crate) fn is_config(&self) -> bool {
        self.path().is_some_and(|path| path.file_name().is_some_and(|name| name == crate::files::CONFIG))
    }

    /// The name of a file; `None` where `path` is relative.
    pub(crate) fn from_path(path: &Path) -> Option<Self> {
        Self::of_file(path).map(|text| lsp::Uri(text).into())
    }

    /// The URI of a file; `None` where `path` is relative.
    pub(crate) fn of_file(path: &Path) -> Option<String> {
        path.is_absolute().then(|| file_uri(&path.to_string_lossy()))
    }
}

/// The path that a `file` URI names, with `/` between its parts: `/home/a b.md`, `c:/a b.md`,
/// `//server/share/a.md`. `None` for any other scheme.
fn file_path(uri: &str) -> Option<Vec<u8>> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let mut path = percent_decoded(path);
    if let [b'/', drive, b':', ..] = path[..]
        && drive.is_ascii_alphabetic()
    {
        path.remove(0);
        path[0] = drive.to_ascii_lowercase();
    }
    if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
        path.splice(..0, format!("//{}", host.to_ascii_lowercase()).into_bytes());
    }
    Some(path)
}

/// The `file` URI of an absolute path, of this system or of Windows.
fn file_uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    match path.strip_prefix("//") {
        Some(share) => format!("file://{}", encode(share)),
        None if path.starts_with('/') => format!("file://{}", encode(&path)),
        None => format!("file:///{}", encode(&path)),
    }
}

fn encode(path: &str) -> String {
    percent_encoded(path, |byte| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> String {
        String::from_utf8(file_path(uri).unwrap()).unwrap()
    }

    fn same(a: &str, b: &str) -> bool {
        Uri::from(lsp::Uri(a.to_owned())) == Uri::from(lsp::Uri(b.to_owned()))
    }

    #[test]
    fn file_uris_name_paths() {
        assert_eq!(path("file:///home/a%20b.md"), "/home/a b.md");
        assert_eq!(path("file:///home/a b 100%.md"), "/home/a b 100%.md");
        assert_eq!(path("file:///c%3A/My%20Specs/50%25.md"), "c:/My Specs/50%.md");
        assert_eq!(path("file:///C:/x.md"), "c:/x.md");
        assert_eq!(path("file://Server/share/x.md"), "//server/share/x.md");
        assert_eq!(path("file://localhost/x.md"), "/x.md");
        assert_eq!(path("FILE:/x.md"), "/x.md");
        assert_eq!(path("file:///%E4%BB%95.md"), "/仕.md");
        assert_eq!(file_path("untitled:Untitled-1"), None);
        assert_eq!(file_path("no uri at all"), None);
    }

    #[test]
    fn the_same_document_is_equal_however_it_is_written() {
        assert!(same("file:///c%3A/a%20b.md", "file:///C:/a b.md"));
        assert!(!same("file:///a.md", "file:///A.md"));
        assert!(same("untitled:Untitled-1", "untitled:Untitled-1"));
        assert!(!same("untitled:a%20b", "untitled:a b"));
    }

    #[test]
    fn a_document_has_a_folder() {
        let uri = |text: &str| Uri::from(lsp::Uri(text.to_owned()));
        assert_eq!(uri("file:///home/a%20b/c.md").folder(), Path::new("/home/a b"));
        assert_eq!(uri("untitled:Untitled-1").folder(), Path::new(""));
        assert!(uri("file:///a/specls.toml").is_config());
        assert!(!uri("file:///a/specls.toml.md").is_config() && !uri("untitled:specls.toml").is_config());
        #[cfg(unix)]
        assert_eq!(Uri::from_path(Path::new("/a/仕 b.md")), Some(uri("file:///a/仕 b.md")));
    }

    #[test]
    fn paths_become_uris_that_name_them() {
        for (file, uri) in [
            ("/home/a b.md", "file:///home/a%20b.md"),
            ("c:\\My Specs\\50%.md", "file:///c%3A/My%20Specs/50%25.md"),
            ("\\\\server\\share\\x#1.md", "file://server/share/x%231.md"),
        ] {
            assert_eq!(file_uri(file), uri);
            assert_eq!(path(uri), file.replace('\\', "/"));
        }
    }
}
