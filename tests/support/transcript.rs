//! What the pages in docs/features show is what the server answered.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Several tests may write one page.
static PAGES: Mutex<()> = Mutex::new(());

/// Holds what `docs/features/PAGE.md` has between `<!-- NAME: made by tests -->` and `<!-- end -->`: `text` in a fence of
/// `language`. `UPDATE_DOCS=1` writes it anew.
pub(crate) fn transcript(page: &str, name: &str, language: &str, text: &str) {
    let _one = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/features/{page}.md"));
    let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let source = source.replace("\r\n", "\n");
    let open = format!("<!-- {name}: made by tests -->\n");
    let start = source.find(&open).unwrap_or_else(|| panic!("{page} has no place for `{name}`")) + open.len();
    let end = start + source[start..].find("<!-- end -->").unwrap_or_else(|| panic!("{page}: `{name}` has no end"));
    let block = format!("\n````{language}\n{}\n````\n\n", text.trim_end());
    if source[start..end] == block {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_DOCS").is_some(),
        "docs/features/{page}.md, `{name}`, is not up to date: run the test with UPDATE_DOCS=1. It should be\n{block}"
    );
    fs::write(path, format!("{}{block}{}", &source[..start], &source[end..])).unwrap();
}
