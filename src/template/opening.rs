//! Where a document says what it is: its title and what stands ahead of its sections.

use super::Home;
use super::notation::plausible;
use crate::document::Document;
use crate::text::Span;

/// The only heading of level 1; of several, the first heading of all, if it has a hole and the others
/// have none: `# Guide: {name}` ahead of `# Colours`.
pub fn title(document: &Document) -> Option<usize> {
    let mut ones = (0..document.sections().len()).filter(|&index| document.sections()[index].level == 1);
    let title = ones.next()?;
    let has_hole = |section: usize| document.brackets(document.sections()[section].title).any(plausible);
    let mut others = ones.peekable();
    let is_title = others.peek().is_none() || (title == 0 && has_hole(title) && !others.any(has_hole));
    is_title.then_some(title)
}

/// The first section below the title, or beside it; `None` where there is no section but the title.
pub fn first_section(document: &Document, title: Option<usize>) -> Option<usize> {
    (0..document.sections().len()).find(|&section| Some(section) != title)
}

/// Where a document says what it is: all up to the end of the first section below its title, which
/// often holds nothing but fields (`## Document Information`).
pub fn opening(document: &Document, title: Option<usize>) -> Span {
    let first = first_section(document, title).map(|section| &document.sections()[section]);
    Span::new(0, first.map_or(document.len(), |section| section.body.end))
}

/// What is ahead of the first section below the title, without the front matter.
pub fn preamble(document: &Document, title: Option<usize>) -> Span {
    let start = document.front_matter().map_or(0, |matter| matter.span.end);
    let end = first_section(document, title).map_or_else(
        || document.footer().map_or(document.len(), |footer| footer.start),
        |section| document.sections()[section].extent.start,
    );
    Span::new(start, end.max(start))
}

/// Which spec rules at `offset`: the title's own text is the preamble.
pub(super) fn home(document: &Document, title: Option<usize>, offset: usize) -> Home {
    match document.section_at(offset) {
        None => Home::Preamble,
        section if section == title => Home::Preamble,
        Some(section) => Home::Spec(section),
    }
}
