//! Percent escapes, as URIs and the targets of links have them.

/// `%41` as `A`. A percent sign without two digits is a percent sign.
pub fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = match bytes[at..] {
            [b'%', high, low, ..] => digit(high).zip(digit(low)),
            _ => None,
        };
        decoded.push(escape.map_or(bytes[at], |(high, low)| high * 16 + low));
        at += if escape.is_some() { 3 } else { 1 };
    }
    decoded
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// `text` with the bytes escaped that are not to be `kept`.
pub fn percent_encoded(text: &str, kept: impl Fn(u8) -> bool) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).as_bytes();
        if bytes.iter().all(|&byte| kept(byte)) {
            encoded.push(c);
        } else {
            // Writing to a string cannot fail.
            for byte in bytes {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}
