//! Finding a template by what the user calls it.

use super::{Failure, words};
use crate::files;
use crate::template::Template;
use crate::workspace::Library;
use std::path::Path;
use std::sync::Arc;

/// The template with this id, else the one in the file with this path.
pub(super) fn template(library: &Library, name: &str) -> Result<Arc<Template>, Failure> {
    if let Some(template) = library.get(name) {
        return Ok(Arc::clone(template));
    }
    // Who writes a path meant a file: then what is wrong with the file is worth more than a list of ids.
    let path = Path::new(name);
    if name.contains(['/', '\\']) || files::is_markdown(path) || files::is_there(path) {
        return Ok(Arc::new(files::template(path)?));
    }
    let older = library.older().iter().map(|template| template.name());
    let names: Vec<String> = library.templates().iter().map(|template| template.id.clone()).chain(older).collect();
    let remedy = words::instead(name, names.iter().map(String::as_str), "specls templates");
    Err(Failure::new(
        format!("there is no template `{name}`"),
        format!("{remedy}; a path to a Markdown file will do too"),
    ))
}
