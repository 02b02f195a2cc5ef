//! Writing files so that a reader sees the old text or the new one, never a part.

use super::Error;
use super::error::Cause;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Writes a new file; never over an existing one.
///
/// # Errors
/// When there is something at `path` already, or the disk refuses.
pub fn create(path: &Path, text: &str) -> Result<(), Error> {
    let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Error::new(path, Cause::Exists),
        _ => Error::new(path, Cause::Write(error)),
    })
}

/// Makes a directory, and those that it is in, where they are not there yet.
///
/// # Errors
/// When the disk refuses.
pub fn make_directory(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|error| Error::new(path, Cause::Write(error)))
}

/// Gives an existing file a new text: writes it beside the file and renames it, so that the old
/// text stays whole until the new one is. Permissions are kept; a link stays a link.
///
/// # Errors
/// When the file is read-only or the disk refuses; the file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let refused = |error| Error::new(path, Cause::Write(error));
    let target = fs::canonicalize(path).map_err(refused)?;
    let permissions = fs::metadata(&target).map_err(refused)?.permissions();
    if permissions.readonly() {
        return Err(Error::new(path, Cause::ReadOnly));
    }
    let (beside, file) = open_beside(&target).map_err(refused)?;
    fill(file, permissions, text).and_then(|()| fs::rename(&beside, &target)).map_err(|error| {
        // The reason of the failure is worth more than that of a failed tidying up.
        _ = fs::remove_file(&beside);
        refused(error)
    })
}

/// Writes a file, whether there is one already or not.
///
/// # Errors
/// As [`create`] and [`replace`].
pub fn save(path: &Path, text: &str) -> Result<(), Error> {
    if path.exists() { replace(path, text) } else { create(path, text) }
}

/// Opens a file that did not exist, in the directory of `target`: a rename is atomic only on one disk.
fn open_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0;
    loop {
        let path = target.with_file_name(format!(".specls-{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 1000 => number += 1,
            opened => return opened.map(|file| (path, file)),
        }
    }
}

/// Permissions come first: what others may not read they may not read for a moment either.
fn fill(mut file: File, permissions: Permissions, text: &str) -> io::Result<()> {
    file.set_permissions(permissions)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(directory: &Path) -> usize {
        fs::read_dir(directory).unwrap().count()
    }

    #[test]
    fn create_never_writes_over() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        create(&path, "one").unwrap();
        assert!(create(&path, "two").unwrap_err().to_string().contains("--force"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        save(&path, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(listing(root.path()), 1);
    }

    #[test]
    fn a_missing_directory_is_an_error_with_a_remedy() {
        let complaint = create(Path::new("no/such/a.md"), "x").unwrap_err().to_string();
        assert!(complaint.ends_with("create its directory first"), "{complaint}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let root = tempfile::tempdir().unwrap();
        let (path, link) = (root.path().join("a.md"), root.path().join("link.md"));
        create(&path, "one").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(listing(root.path()), 2);
    }

    #[test]
    fn a_read_only_file_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        create(&path, "one").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(replace(&path, "two").unwrap_err().to_string().contains("read-only"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    }
}
