//! Finding bracketed texts: one pass, with a stack for each kind of bracket.

use super::inlines::Leaf;
use super::{Bracket, BracketKind, Context, Inline, InlineKind, comment};
use crate::text::Span;

/// What happens at a place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// Nothing counts up to there.
    Skip(usize),
    /// From here on pairs have another context, and stay among themselves.
    Open(Context),
    /// Back to the context before.
    Close,
}

/// Pairs inside one context stay among themselves.
#[derive(Debug)]
struct Scope {
    context: Context,
    /// How deep the stacks were when it began.
    base: [usize; 4],
}

const CURLY: usize = 0;
const SQUARE: usize = 1;
const ANGLE: usize = 2;
const WIDE: usize = 3;

/// Full-width brackets.
const WIDE_PAIRS: [(&str, &str); 4] = [("【", "】"), ("［", "］"), ("｛", "｝"), ("＜", "＞")];

/// A scan over a text.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    text: &'a str,
    found: &'a mut Vec<Bracket>,
    first: usize,
    /// Open brackets: curly, square, angle, full-width.
    stacks: [Vec<usize>; 4],
    scopes: Vec<Scope>,
    /// A `[` that begins the label of a reference to nothing, or a task box.
    ignored: Option<usize>,
}

/// Finds the pairs of a code block's or front matter's lines.
pub(super) fn code(text: &str, span: Span, context: Context, found: &mut Vec<Bracket>) {
    let mut scan = Scan::new(text, found);
    scan.run(span, context, &[]);
    scan.finish();
}

/// Finds the pairs of an HTML block with its `comments`.
pub(super) fn html(text: &str, span: Span, comments: &[Span], found: &mut Vec<Bracket>) {
    let mut scan = Scan::new(text, found);
    for &comment in comments {
        scan.marker(comment, Context::Html);
    }
    let events: Vec<_> = comments.iter().map(|comment| (comment.start, Event::Skip(comment.end))).collect();
    scan.run(span, Context::Html, &events);
    scan.finish();
}

/// Finds the pairs of a block with inline content; `in_item` says that it begins a list item.
pub(super) fn prose(text: &str, leaf: &Leaf, inlines: &[Inline], in_item: bool, found: &mut Vec<Bracket>) {
    let mut scan = Scan::new(text, found);
    let mut events = Vec::new();
    for inline in inlines {
        scan.events(inline, &mut events);
    }
    for &comment in &leaf.comments {
        scan.marker(comment, Context::Prose);
        events.push((comment.start, Event::Skip(comment.end)));
    }
    events.sort_by_key(|&(at, _)| at);
    let start = leaf.span.start;
    let boxes = ["[ ]", "[x]", "[X]"];
    scan.ignored = (in_item && boxes.iter().any(|task| text[start..].starts_with(task))).then_some(start);
    scan.run(leaf.span, Context::Prose, &events);
    scan.finish();
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str, found: &'a mut Vec<Bracket>) -> Self {
        let first = found.len();
        Self { text, found, first, stacks: Default::default(), scopes: Vec::new(), ignored: None }
    }

    /// Sorts what was found.
    pub(super) fn finish(self) {
        self.found[self.first..].sort_by_key(|bracket| (bracket.span.start, usize::MAX - bracket.span.end));
    }

    /// What `inline` means to the pairs around and in it.
    fn events(&mut self, inline: &Inline, events: &mut Vec<(usize, Event)>) {
        let span = inline.span;
        let mut scope = |context, from: usize, inner: Span, behind| {
            events.push((from, Event::Skip(inner.start)));
            events.push((inner.start, Event::Open(context)));
            events.push((inner.end, Event::Close));
            events.push((inner.end, Event::Skip(behind)));
        };
        match &inline.kind {
            InlineKind::Code => {
                let ticks = self.text[span.range()].bytes().take_while(|&b| b == b'`').count();
                let inner = Span::new(span.start + ticks, (span.end - ticks).max(span.start + ticks));
                scope(Context::CodeSpan, span.start, inner, span.end);
            }
            InlineKind::Link { text, target, .. } if target.is_empty() => {
                scope(Context::LinkText, span.start, *text, span.end);
            }
            InlineKind::Link { text, target, .. } => {
                scope(Context::LinkText, span.start, *text, target.start);
                scope(Context::LinkTarget, text.end, *target, span.end);
            }
            InlineKind::Html if span.len() > 2 => {
                let inner = Span::new(span.start + 1, span.end - 1);
                scope(Context::Html, span.start, inner, span.end);
                if !self.text[inner.range()].starts_with(['/', '!', '?']) {
                    self.found.push(Bracket { kind: BracketKind::Angle, span, context: Context::Html });
                }
            }
            InlineKind::Autolink => {
                let width = usize::from(self.text[span.range()].starts_with('<'));
                let inner = Span::new(span.start + width, (span.end - width).max(span.start + width));
                scope(Context::LinkTarget, span.start, inner, span.end);
            }
            InlineKind::FootnoteReference => events.push((span.start, Event::Skip(span.end))),
            InlineKind::Html | InlineKind::Emphasis | InlineKind::Strong => {}
        }
    }

    /// Adds `span`, a comment, if it is a marker.
    fn marker(&mut self, span: Span, context: Context) {
        let said = comment::at(self.text, span, false).text;
        if comment::is_marker(&self.text[said.range()]) {
            self.found.push(Bracket { kind: BracketKind::Comment, span, context });
        }
    }

    /// Scans `span`, where `events` happen, in order.
    pub(super) fn run(&mut self, span: Span, context: Context, events: &[(usize, Event)]) {
        self.open(context);
        let mut at = span.start;
        for &(place, event) in events {
            let place = place.min(span.end);
            if place > at {
                at = self.bytes(at, place);
            }
            match event {
                Event::Skip(to) => at = at.max(to.min(span.end)),
                Event::Open(context) => self.open(context),
                Event::Close => self.close(),
            }
        }
        self.bytes(at, span.end);
        self.close();
    }

    fn open(&mut self, context: Context) {
        let base = [CURLY, SQUARE, ANGLE, WIDE].map(|kind| self.stacks[kind].len());
        self.scopes.push(Scope { context, base });
    }

    fn close(&mut self) {
        if let Some(scope) = self.scopes.pop() {
            for (stack, len) in self.stacks.iter_mut().zip(scope.base) {
                stack.truncate(len);
            }
        }
    }

    /// Scans the bytes from `at` to `end`, and gives the place behind the last one read.
    fn bytes(&mut self, mut at: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let Some(scope) = self.scopes.last() else { return end };
        let (context, base) = (scope.context, scope.base);
        let is_code = !matches!(context, Context::Prose | Context::LinkText | Context::LinkTarget | Context::Html);
        while at < end {
            match bytes[at] {
                b'\\' if !is_code && bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
                b'\n' | b'\r' if is_code => {
                    for (stack, len) in self.stacks.iter_mut().zip(base) {
                        stack.truncate(len);
                    }
                }
                b'{' => self.stacks[CURLY].push(at),
                b'[' => self.stacks[SQUARE].push(at),
                b'<' if at + 1 < end && opens_angle(&self.text[at + 1..]) => self.stacks[ANGLE].push(at),
                // The first byte of all full-width brackets.
                0xe3 | 0xef if !is_code => self.wide(at, base[WIDE], context),
                b'}' if self.stacks[CURLY].len() > base[CURLY] => at = self.close_curly(at, end, base[CURLY], context),
                b']' if self.stacks[SQUARE].len() > base[SQUARE] => self.close_square(at, context),
                b'>' if self.stacks[ANGLE].len() > base[ANGLE] && !matches!(bytes[at - 1], b'-' | b'=') => {
                    self.pair(BracketKind::Angle, ANGLE, at + 1, 1, context);
                }
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Adds the pair of the last opener and the closer that ends at `end`; both are `width` long.
    fn pair(&mut self, kind: BracketKind, stack: usize, end: usize, width: usize, context: Context) {
        let Some(start) = self.stacks[stack].pop() else { return };
        let open = start + width + usize::from(kind == BracketKind::Dollar);
        if !self.text[open..end - width].trim().is_empty() {
            self.found.push(Bracket { kind, span: Span::new(start, end), context });
        }
    }

    /// Opens or closes a full-width bracket, if one is at `at`.
    fn wide(&mut self, at: usize, base: usize, context: Context) {
        let Some(mark) = self.text.get(at..at + 3) else { return };
        if WIDE_PAIRS.iter().any(|(open, _)| *open == mark) {
            self.stacks[WIDE].push(at);
        } else if let Some((open, _)) = WIDE_PAIRS.iter().find(|(_, close)| *close == mark)
            && self.stacks[WIDE].len() > base
        {
            match self.stacks[WIDE].last() {
                Some(&start) if self.text[start..].starts_with(open) => {
                    self.pair(BracketKind::Wide, WIDE, at + 3, 3, context);
                }
                _ => drop(self.stacks[WIDE].pop()),
            }
        }
    }

    /// Closes a curly bracket of any dialect at `at`, and gives the place of its last byte.
    fn close_curly(&mut self, at: usize, end: usize, base: usize, context: Context) -> usize {
        let bytes = self.text.as_bytes();
        let stack = &mut self.stacks[CURLY];
        if let [.., outer, inner] = stack[base..]
            && outer + 1 == inner
            && at + 1 < end
            && bytes[at + 1] == b'}'
        {
            stack.pop();
            self.pair(BracketKind::Mustache, CURLY, at + 2, 2, context);
            return at + 1;
        }
        if let Some(open) = stack.last_mut()
            && *open > 0
            && bytes[*open - 1] == b'$'
        {
            *open -= 1;
            self.pair(BracketKind::Dollar, CURLY, at + 1, 1, context);
        } else {
            self.pair(BracketKind::Curly, CURLY, at + 1, 1, context);
        }
        at
    }

    fn close_square(&mut self, at: usize, context: Context) {
        let bytes = self.text.as_bytes();
        let open = self.stacks[SQUARE].last().copied();
        let is_prose = matches!(context, Context::Prose | Context::LinkText | Context::Html);
        let is_reference = is_prose && bytes.get(at + 1) == Some(&b'[');
        let is_footnote = open.is_some_and(|open| bytes.get(open + 1) == Some(&b'^'));
        let is_label = open.is_some() && self.ignored == open;
        if is_reference {
            self.ignored = Some(at + 1);
        }
        if is_prose && (is_reference || is_footnote || is_label) {
            self.stacks[SQUARE].pop();
        } else {
            self.pair(BracketKind::Square, SQUARE, at + 1, 1, context);
        }
    }
}

/// Whether a `<` before `rest` may open a placeholder rather than compare.
fn opens_angle(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '$' | '{' | '[' | '_'))
}
