//! The words of a text, as texts are compared by.

/// The words of `text` in lower case, parted by single spaces, without punctuation and emoji.
pub fn normalise(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char, gap: &mut bool| {
        if *gap && !words.is_empty() {
            words.push(' ');
        }
        *gap = false;
        words.extend(c.to_lowercase());
    };
    for c in text.chars() {
        match c {
            '&' => {
                gap = true;
                "and".chars().for_each(|c| push(c, &mut gap));
                gap = true;
            }
            '\'' | '’' => {}
            c if c.is_alphanumeric() => push(c, &mut gap),
            _ => gap = true,
        }
    }
    words
}

/// Whether `c` is of a script with wide characters and no spaces between words.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
