//! How well specls agrees with independent truth on documents that nobody here wrote.
//!
//! ```text
//! cargo run --release --example accuracy -- DIR [--show NAME]
//! ```
//!
//! `DIR` holds folders of documents (`NAME/docs`) with the templates that they were written from
//! (`NAME/templates/TIME-ID.md`, `NAME/template.md`), `manifest*.jsonl`, which tells the template in
//! force when a document was first committed, and what is known of them without specls: one table is
//! printed for each kind, with what is wanted and whether it is reached; where it is not, the exit code
//! is 1. A kind whose files are not in `DIR` is left out, and said so. `--show NAME` lists what
//! differs: in a corpus, for a label of heading pairs, or in one of the tables `placeholders`, `drafts`
//! and `published`.

mod drafts;
mod headings;
mod missing;
mod placeholders;
mod source;

use source::templates_in_force;
use std::io::Write;
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(dir) = arguments.next().map(PathBuf::from) else {
        return Err("usage: accuracy DIR [--show NAME]".into());
    };
    let show = arguments.skip_while(|argument| argument != "--show").nth(1);
    let mut report = Report { out: &mut std::io::stdout().lock(), missed: false };
    missing::table(&dir, show.as_deref(), &mut report)?;
    headings::table(&dir, show.as_deref(), &mut report)?;
    placeholders::table(&dir, show.as_deref(), &mut report)?;
    drafts::table(&dir, show.as_deref(), &mut report)?;
    if report.missed { Err("not all that is wanted is reached: see `NO` above".into()) } else { Ok(()) }
}

/// The files of `dir` whose names begin with `start` and end with `.jsonl`, by name.
fn lists(dir: &Path, start: &str) -> Result<Vec<PathBuf>> {
    let is_list = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(start) && name.ends_with(".jsonl")
    };
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(dir)?.filter_map(|entry| Some(entry.ok()?.path())).filter(is_list).collect();
    found.sort();
    Ok(found)
}

/// Where the tables are printed, and whether something that is wanted was missed.
struct Report<'a> {
    out: &'a mut dyn Write,
    missed: bool,
}

impl Report<'_> {
    /// `yes` or `NO`, for a table's last column.
    fn verdict(&mut self, reached: bool) -> &'static str {
        self.missed |= !reached;
        if reached { "yes" } else { "NO" }
    }
}

impl Write for Report<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
