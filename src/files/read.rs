//! Reading files as text.

use super::Error;
use super::error::{BadByte, Cause};
use crate::template::Template;
use crate::text::{Encoding, Text};
use std::fs;
use std::io::Read;
use std::path::Path;

/// The file's text, every byte of it: a byte order mark and the line endings stay, so that offsets
/// in the text are offsets in the file.
///
/// # Errors
/// When the file cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|error| Error::new(path, Cause::Read(error)))?;
    decode(path, bytes)
}

/// The same of a file that is not longer than `limit` bytes; `None` for a longer one.
///
/// # Errors
/// As [`read()`].
pub fn read_up_to(path: &Path, limit: u64) -> Result<Option<String>, Error> {
    let refused = |error| Error::new(path, Cause::Read(error));
    let mut bytes = Vec::new();
    // The file may grow while it is read.
    let file = fs::File::open(path).map_err(refused)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > limit { Ok(None) } else { decode(path, bytes).map(Some) }
}

/// `bytes` as text; `path` is what an error calls them.
///
/// # Errors
/// When they are not UTF-8.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = Text::new(&String::from_utf8_lossy(&bytes[..offset]));
        let position = before.position(before.len(), Encoding::Utf32);
        let bad = BadByte {
            byte: error.utf8_error().error_len().and_then(|_| bytes.get(offset).copied()),
            offset,
            line: position.line + 1,
            column: position.column + 1,
            utf16: bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]),
        };
        Error::new(path, Cause::Encoding(bad))
    })
}

/// Reads a Markdown file as a template. Its id is the file's name without the extension.
///
/// # Errors
/// As [`read()`].
pub fn template(path: &Path) -> Result<Template, Error> {
    let source = read(path)?;
    let id = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    Ok(Template::read(&id, &path.to_string_lossy(), &source))
}

/// The template at `path` and the versions of it that lie beside it: `service@1.1.md` beside
/// `service.md`.
///
/// # Errors
/// As [`read()`], and when the directory cannot be read.
pub fn versions(path: &Path) -> Result<Vec<Template>, Error> {
    let this = template(path)?;
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let refused = |error| Error::new(directory, Cause::Read(error));
    let mut beside = Vec::new();
    for entry in fs::read_dir(directory).map_err(refused)? {
        let other = directory.join(entry.map_err(refused)?.file_name());
        let stem = other.file_stem().unwrap_or_default().to_string_lossy();
        let is_version = stem.split_once('@').is_some_and(|(id, _)| id == this.id);
        if is_version && other.file_name() != path.file_name() && super::is_markdown(&other) {
            beside.push(other);
        }
    }
    beside.sort();
    let others = beside.iter().map(|path| template(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(std::iter::once(this).chain(others).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(bytes: &[u8]) -> String {
        decode(Path::new("a.md"), bytes.to_vec()).unwrap_err().to_string()
    }

    #[test]
    fn text_stays_as_it_is() {
        let text = "\u{feff}# A\r\nb\rc\n";
        assert_eq!(decode(Path::new("a.md"), text.into()).unwrap(), text);
    }

    #[test]
    fn a_bad_byte_is_named_with_its_place() {
        let complaint = complaint("é\r\nä\u{1f600}".bytes().chain([0xE9, b'x']).collect::<Vec<_>>().as_slice());
        assert_eq!(
            complaint,
            "cannot read a.md: byte 0xE9 is not UTF-8 (byte offset 10, line 2, column 3); \
             save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`"
        );
    }

    #[test]
    fn a_cut_character_and_utf_16_are_told_apart() {
        assert!(complaint(&[b'a', 0xC3]).contains("ends inside a UTF-8 character"));
        assert!(complaint(&[0xFF, 0xFE, b'a', 0]).contains("UTF-16"));
    }
}
