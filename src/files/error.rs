//! What can go wrong with a file, in words that say which file, where in it, and what helps.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A file that could not be read or written.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    cause: Cause,
}

/// Why.
#[derive(Debug)]
pub(super) enum Cause {
    /// The disk refused to have it read.
    Read(io::Error),
    /// The disk refused to have it written.
    Write(io::Error),
    /// It holds a byte that is no UTF-8.
    Encoding(BadByte),
    /// Git does not have it as it was then: the date or commit, and why.
    History(String, String),
    /// It would have been written over.
    Exists,
    /// It is marked as read-only, which a rename would not respect.
    ReadOnly,
}

/// The first byte of a text that is no UTF-8.
#[derive(Debug)]
pub(super) struct BadByte {
    /// The byte; `None` where the text ends inside a character.
    pub(super) byte: Option<u8>,
    /// Its offset, from 0.
    pub(super) offset: usize,
    /// Its line, from 1.
    pub(super) line: u32,
    /// Its column in characters, from 1.
    pub(super) column: u32,
    /// Whether the text begins with the byte order mark of UTF-16.
    pub(super) utf16: bool,
}

impl Error {
    pub(super) fn new(path: &Path, cause: Cause) -> Self {
        Self { path: path.to_owned(), cause }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is wrong, with the file and the place in it.
    pub fn problem(&self) -> String {
        self.problem_of(&self.path.to_string_lossy())
    }

    /// The same, with another name for the file.
    pub(super) fn problem_of(&self, path: &str) -> String {
        match &self.cause {
            Cause::Read(error) => format!("cannot read {path}: {}", words(error)),
            Cause::Write(error) => format!("cannot write {path}: {}", words(error)),
            Cause::History(at, reason) => format!("cannot read {path} as it was at {at}: {reason}"),
            Cause::Encoding(bad) => format!("cannot read {path}: {bad}"),
            Cause::Exists => format!("cannot write {path}: it exists already"),
            Cause::ReadOnly => format!("cannot write {path}: it is read-only"),
        }
    }

    /// What helps.
    pub fn remedy(&self) -> &'static str {
        match &self.cause {
            Cause::Encoding(BadByte { utf16: true, .. }) => {
                "save it as UTF-8, for example with `iconv -f UTF-16 -t UTF-8`"
            }
            Cause::Encoding(_) => "save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`",
            Cause::History(..) => "check that git is installed, and that it has the file at that date or commit",
            Cause::Exists => "choose another path, or write over it with `--force`",
            Cause::ReadOnly => "make it writable, or leave it out",
            Cause::Read(error) | Cause::Write(error) => match error.kind() {
                ErrorKind::NotFound if matches!(self.cause, Cause::Write(_)) => "create its directory first",
                ErrorKind::NotFound => "check the path's spelling and the directory that it starts from",
                ErrorKind::PermissionDenied => "give yourself the permission, or leave it out",
                ErrorKind::IsADirectory => "name a file, not a directory",
                ErrorKind::StorageFull => "make room on the disk",
                _ => "check that the path is a file on a disk that works",
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.problem(), self.remedy())
    }
}

impl std::error::Error for Error {}

impl fmt::Display for BadByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, line, column, .. } = self;
        match (self.utf16, self.byte) {
            (true, _) => write!(f, "it is not UTF-8 but UTF-16, by its byte order mark")?,
            (false, Some(byte)) => write!(f, "byte 0x{byte:02X} is not UTF-8")?,
            (false, None) => write!(f, "it ends inside a UTF-8 character")?,
        }
        write!(f, " (byte offset {offset}, line {line}, column {column})")
    }
}

/// The system's reason without its number, which says nothing to an author.
fn words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or directory".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    }
}
