//! Skeletons as text: snippets for editors with tab stops, plain text for the others.

use crate::template::{Piece, Skeleton};

/// As an LSP snippet: holes become tab stops in order, choices choice tab stops; what the snippet
/// syntax would read is escaped. Lines end in LF: editors put the document's own ending in its place, and Neovim would
/// keep the CR of a CRLF besides.
pub fn snippet(skeleton: &Skeleton) -> String {
    let mut text = String::new();
    let mut stop = 0;
    for piece in &skeleton.0 {
        match piece {
            Piece::Text(plain) => escape(plain, &['$', '}', '\\'], &mut text),
            // Not every editor reads a placeholder without text.
            Piece::Hole(hole) if hole.is_empty() => {
                stop += 1;
                text.push_str(&format!("${{{stop}}}"));
            }
            Piece::Hole(hole) => {
                stop += 1;
                text.push_str(&format!("${{{stop}:"));
                escape(hole, &['$', '}', '\\'], &mut text);
                text.push('}');
            }
            Piece::Choice(_, values) => {
                stop += 1;
                text.push_str(&format!("${{{stop}|"));
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    escape(value, &['$', '}', '\\', ',', '|'], &mut text);
                }
                text.push_str("|}");
            }
        }
    }
    text
}

fn escape(plain: &str, special: &[char], text: &mut String) {
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        if special.contains(&c) {
            text.push('\\');
        }
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => text.push('\n'),
            _ => text.push(c),
        }
    }
}

/// As plain text.
pub fn plain(skeleton: &Skeleton) -> String {
    skeleton.plain()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_snippets_would_read_is_escaped() {
        let choice = Piece::Choice("A | B".into(), vec!["A, or".into(), "B".into()]);
        let skeleton = Skeleton(vec![
            Piece::Text("cost: $5 {}\n".into()),
            Piece::Hole("{x}".into()),
            Piece::Text(" ".into()),
            choice,
            Piece::Hole(String::new()),
        ]);
        assert_eq!(snippet(&skeleton), "cost: \\$5 {\\}\n${1:{x\\}} ${2|A\\, or,B|}${3}");
        assert_eq!(plain(&skeleton), "cost: $5 {}\n{x} A | B");
    }

    #[test]
    fn lines_of_snippets_end_in_lf() {
        let skeleton = Skeleton(vec![Piece::Text("## A\r\n\r\n".into()), Piece::Hole("{x}\r{y}\r\n".into())]);
        assert_eq!(snippet(&skeleton), "## A\n\n${1:{x\\}\n{y\\}\n}");
        assert_eq!(plain(&skeleton), "## A\r\n\r\n{x}\r{y}\r\n");
    }
}
