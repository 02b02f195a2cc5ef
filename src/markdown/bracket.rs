//! Bracketed texts: what may be a placeholder.

use crate::text::Span;

/// A bracketed text that may be a placeholder. Whether it is one is `template`'s to say; here
/// stands only what the syntax tells.
///
/// Pairs may nest (`{ [schema] }` gives both). Outside code a pair may run over line breaks inside
/// its block; in code it stays on its line. Never given: task boxes, footnote references, the
/// brackets that make a link or an autolink (a bracketed text *inside* a link's text or target is
/// given), comments other than `<!-- MARKER: … -->`, escaped brackets.
#[derive(Clone, Debug, PartialEq)]
pub struct Bracket {
    /// The dialect.
    pub kind: BracketKind,
    /// Where it is, brackets included.
    pub span: Span,
    /// What it stands in.
    pub context: Context,
}

/// A dialect of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BracketKind {
    /// `{curly}`
    Curly,
    /// `{{mustache}}`
    Mustache,
    /// `[square]`
    Square,
    /// `<angle>`; also what comrak takes for an HTML tag
    Angle,
    /// `${dollar}`
    Dollar,
    /// `【full-width】`, `［square］`, `｛curly｝`, `＜angle＞`; not in code
    Wide,
    /// `<!-- MARKER: comment -->`, MARKER being upper-case words (letters, digits, `_`, space)
    Comment,
}

/// What a bracket stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Headings, paragraphs, items, cells.
    Prose,
    /// A code block; the index in [`super::Chunk::blocks`].
    CodeBlock(u32),
    /// A code span.
    CodeSpan,
    /// A link's text.
    LinkText,
    /// A link's target, inline, in a definition or in an autolink.
    LinkTarget,
    /// Raw HTML: inside an HTML block, or an [`BracketKind::Angle`] that comrak takes for a tag.
    Html,
    /// Front matter.
    FrontMatter,
}
