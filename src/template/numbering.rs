//! [`Numbering`], how a document numbers its headings.

/// How a document numbers its headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// As the template does.
    #[default]
    AsTemplate,
    /// Not at all.
    None,
    /// From this number on, as written (`3.`, `3.2`); the sections below it are numbered with these
    /// punctuations, one for each level (`3.1` and `3.1.1` for two empty ones).
    From(String, Vec<String>),
}

impl Numbering {
    /// What stands before a heading's title.
    pub(super) fn text(&self) -> String {
        match self {
            Self::From(number, _) => format!("{number} "),
            _ => String::new(),
        }
    }

    /// The numbering of the next sibling: `3.` → `4.`, `3.9` → `3.10`, `A)` → `B)`.
    pub fn next(&self) -> Self {
        match self {
            Self::From(number, below) => Self::From(successor(number), below.clone()),
            other => other.clone(),
        }
    }

    /// The numbering of the first child: `3.` → `3.1`.
    pub fn below(&self) -> Self {
        match self {
            Self::From(number, below) => match below.split_first() {
                Some((mark, below)) => {
                    let stem = Self::stem(number);
                    Self::From(format!("{stem}.1{mark}"), below.to_vec())
                }
                None => Self::None,
            },
            other => other.clone(),
        }
    }

    /// The number or letter behind this one, with the same punctuation: `3` → `4`, `B` → `C`, `IV` → `V`;
    /// the same where there is none.
    pub fn successor(number: &str) -> String {
        successor(number)
    }

    /// A number without the punctuation behind it: `3.2` for `3.2.`.
    pub fn stem(number: &str) -> &str {
        number.trim_end_matches(['.', ')', ':'])
    }

    /// How many parts a number has: 2 for `3.1`.
    pub fn depth(number: &str) -> usize {
        Self::stem(number).split('.').count()
    }

    /// The first number of the row that `number` is in: `2.4` → `2.1`, `C)` → `A)`.
    pub fn restart(number: &str) -> String {
        let stem = Self::stem(number);
        let mark = &number[stem.len()..];
        let last = stem.rfind('.').map_or(0, |dot| dot + 1);
        let first = match &stem[last..] {
            last if last.starts_with(|c: char| c.is_ascii_digit()) => "1",
            last if last.chars().all(|c| "IVX".contains(c)) => "I",
            last if last.starts_with(|c: char| c.is_ascii_lowercase()) => "a",
            _ => "A",
        };
        format!("{}{first}{mark}", &stem[..last])
    }
}

/// Roman numbers, from one on. A lone `I`, `V` or `X` is taken for one rather than for a letter.
const ROMAN: [&str; 30] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX",
];

/// The number behind `number`, with the same punctuation.
fn successor(number: &str) -> String {
    let stem = Numbering::stem(number);
    let mark = &number[stem.len()..];
    let last = stem.rfind('.').map_or(0, |dot| dot + 1);
    let (first, last) = stem.split_at(last);
    let roman = ROMAN.iter().position(|number| *number == last);
    let next = match (last.parse::<u64>(), last.chars().next()) {
        (Ok(value), _) => value.saturating_add(1).to_string(),
        _ if roman.is_some_and(|at| at + 1 < ROMAN.len()) => ROMAN[roman.unwrap_or_default() + 1].to_owned(),
        (_, Some(letter @ ('A'..='Y' | 'a'..='y'))) if last.len() == 1 => char::from(letter as u8 + 1).to_string(),
        _ => last.to_owned(),
    };
    format!("{first}{next}{mark}")
}
