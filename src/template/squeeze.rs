//! Comparing texts without their white space and without the marks of block quotes.

/// How a text begins: its first bytes without white space.
pub(super) type Start = [u8; 8];

/// The bytes that count, each with its place.
fn bytes(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut new_line = true;
    text.bytes().enumerate().filter(move |&(_, byte)| match byte {
        b'\n' | b'\r' => {
            new_line = true;
            false
        }
        b' ' | b'\t' => false,
        b'>' if new_line => false,
        _ => {
            new_line = false;
            true
        }
    })
}

/// `text` without white space and without the marks of block quotes.
pub(super) fn squeezed(text: &str) -> String {
    let kept = bytes(text).map(|(_, byte)| byte).collect();
    // Only whole ASCII characters are left out.
    String::from_utf8(kept).unwrap_or_default()
}

/// How `text` begins; `None` where it is shorter than that.
pub(super) fn start(text: &str) -> Option<Start> {
    let mut start = Start::default();
    let mut bytes = bytes(text);
    for place in &mut start {
        *place = bytes.next()?.1;
    }
    Some(start)
}

/// How much of `text` is `wanted`, which is squeezed; `None` where it begins otherwise.
pub(super) fn matches(text: &str, wanted: &str) -> Option<usize> {
    let mut wanted = wanted.bytes();
    let mut next = wanted.next()?;
    for (at, byte) in bytes(text) {
        if byte != next {
            return None;
        }
        match wanted.next() {
            Some(byte) => next = byte,
            None => return Some(at + 1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{matches, squeezed, start};

    #[test]
    fn white_space_and_quote_marks_do_not_count() {
        assert_eq!(squeezed("Say why,\r\n> briefly 🎯\n>\n> é."), "Saywhy,briefly🎯é.");
        assert_eq!(squeezed("a > b\n"), "a>b");
        assert_eq!(start("a b"), None);
        assert_eq!(start("Say  why\nnot"), Some(*b"Saywhyno"));
    }

    #[test]
    fn a_match_ends_behind_its_last_byte() {
        assert_eq!(matches("Say\n  why. More", "Saywhy."), Some(10));
        assert_eq!(matches("Say", "Saywhy."), None);
        assert_eq!(matches("Sax why.", "Saywhy."), None);
        assert_eq!(matches("日本 語", "日本語"), Some("日本 語".len()));
    }
}
