//! A file as it was: the history that git has of it.

use super::error::Cause;
use super::{Error, decode};
use std::path::Path;
use std::process::{Command, Stdio};

/// The text of the file as it was at the end of a date (`2026-01-31`) or in a commit.
///
/// # Errors
/// When git cannot be run, or has no such file then.
pub fn past(path: &Path, at: &str) -> Result<String, Error> {
    let refused = |reason: String| Error::new(path, Cause::History(at.to_owned(), reason));
    let name = path.file_name().ok_or_else(|| refused("it is no file".to_owned()))?.to_string_lossy();
    let commit = match at.contains('-') {
        false => at.to_owned(),
        true => {
            let before = format!("--before={at}T23:59:59");
            let bytes = git(path, &["log", "-1", "--format=%H", &before, "--", &name]).map_err(refused)?;
            let commit = String::from_utf8_lossy(&bytes).trim().to_owned();
            if commit.is_empty() {
                return Err(refused("it has no commit up to then".to_owned()));
            }
            commit
        }
    };
    let bytes = git(path, &["show", &format!("{commit}:./{name}")]).map_err(refused)?;
    decode(path, bytes)
}

/// What git prints, run in the file's directory; else why not, in its own words.
fn git(path: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut command = Command::new("git");
    command.arg("-C").arg(directory).args(args).stdin(Stdio::null());
    // A hook is told its repository by these, from another folder than the file's.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command.output().map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("git fails").trim();
    Err(first.strip_prefix("fatal: ").unwrap_or(first).to_owned())
}
