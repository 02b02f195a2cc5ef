//! The facts of a chunk: blocks, inlines, comments, fields.

use super::Name;
use crate::text::Span;

/// A block. Its span ends before the line ending of its last line.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, without the line ending at its end. For a block inside a container (list,
    /// quote), without the container's prefix on its first line.
    pub span: Span,
    /// The index of the block that contains it in [`super::Chunk::blocks`]; `None` at the root.
    pub parent: Option<u32>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// An ATX or setext heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph,
    /// A block quote.
    Quote,
    /// A list.
    List {
        /// The number of its first item; `None` for a bullet list.
        start: Option<usize>,
    },
    /// A list item.
    Item {
        /// `Some(ticked)` where it begins with a task box.
        task: Option<bool>,
        /// What follows the marker and the task box.
        content: Span,
    },
    /// A code block.
    Code {
        /// Whether it has fences (else it is indented).
        fenced: bool,
        /// The info string, trimmed; empty where there is none.
        info: Span,
        /// The code, from the line below the opening fence up to the closing fence's line.
        body: Span,
    },
    /// Raw HTML. Comments in it are in [`super::Chunk::comments`] too.
    Html {
        /// Whether it holds nothing but comments and white space.
        comments_only: bool,
    },
    /// A table.
    Table,
    /// A table's row; the delimiter row is none.
    Row {
        /// Whether it is the header.
        header: bool,
    },
    /// A table's cell, trimmed.
    Cell,
    /// A thematic break: `---`.
    Rule,
    /// A link definition: `[label]: target`.
    LinkDefinition {
        /// The label, without brackets.
        label: Span,
        /// The target as written.
        target: Span,
    },
    /// A footnote definition: `[^label]: text`.
    FootnoteDefinition {
        /// The label, without brackets and caret.
        label: Span,
    },
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Whether it is underlined rather than led by `#`.
    pub setext: bool,
    /// The heading's text as written, with inline markup, without `#`s and underline. Empty, at
    /// the heading's end, where there is none.
    pub title: Span,
    /// The text without markup and without comments.
    pub text: Box<str>,
    /// What headings are compared by.
    pub name: Name,
}

/// A run of inline markup.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it is, delimiters included.
    pub span: Span,
}

/// What an inline is.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// A code span.
    Code,
    /// `*emphasis*`.
    Emphasis,
    /// `**strong**`.
    Strong,
    /// A link or an image.
    Link {
        /// Whether it is an image.
        image: bool,
        /// The text between the brackets, as written.
        text: Span,
        /// The target as written where it is inline, else empty (a reference).
        target: Span,
        /// The target, decoded; that of the definition for a reference.
        url: Box<str>,
    },
    /// `<https://…>` or a bare URL.
    Autolink,
    /// An HTML tag (comments are in [`super::Chunk::comments`]).
    Html,
    /// `[^label]`.
    FootnoteReference,
}

/// An HTML comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// From `<!--` through `-->`; to the end of its block where it is not closed.
    pub span: Span,
    /// What is inside, trimmed.
    pub text: Span,
    /// Whether it stands alone in its lines (an HTML block, or a paragraph of its own).
    pub block: bool,
}

/// `<!-- specls: name value -->`
#[derive(Clone, Debug, PartialEq)]
pub struct Directive {
    /// The comment's span.
    pub span: Span,
    /// The first word: `template`, `optional`, `repeat`, `ignore` ….
    pub name: Span,
    /// The rest, trimmed, without a colon directly behind the name.
    pub value: Span,
}

/// A labelled value: `- **Label:** value`, `**Label**: value`, `Label: value`, also several on one
/// line parted by `|`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The label's text, without emphasis and colon.
    pub label: Span,
    /// The value on the same line, trimmed; empty, behind the colon, where there is none.
    pub value: Span,
}
