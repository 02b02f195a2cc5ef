//! Dates as people write them.

use jiff::civil;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// `2026-01-05`, with this character between the numbers.
    YearFirst(char),
    /// `05.01.2026`
    DayFirst(char),
    /// `01/25/2026`
    MonthFirst(char),
    /// `5 January 2026`; `true` where the month is cut short.
    DayAndWord(bool),
    /// `January 5, 2026`; `true` where the month is cut short.
    WordAndDay(bool),
}

/// What a text is, read as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateReading {
    /// This day.
    Date(Date, DateStyle),
    /// A day that may be two: `01/02/2026`, `05-01-26`.
    Ambiguous,
    /// Written as a date, and no day of the calendar: `2026-02-30`.
    Impossible,
    /// Something else.
    Other,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Date {
    /// This day; `None` where the calendar has none.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day as text, in a style.
    pub fn write(self, style: DateStyle) -> String {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        let word = |short: bool| {
            let name = MONTHS[usize::from(self.0.month().unsigned_abs()) - 1];
            let name = if short { &name[..3] } else { name };
            format!("{}{}", name[..1].to_uppercase(), &name[1..])
        };
        match style {
            DateStyle::YearFirst(c) => format!("{year:04}{c}{month:02}{c}{day:02}"),
            DateStyle::DayFirst(c) => format!("{day:02}{c}{month:02}{c}{year:04}"),
            DateStyle::MonthFirst(c) => format!("{month:02}{c}{day:02}{c}{year:04}"),
            DateStyle::DayAndWord(short) => format!("{day} {} {year}", word(short)),
            DateStyle::WordAndDay(short) => format!("{} {day}, {year}", word(short)),
        }
    }
}

impl DateReading {
    /// Reads `text`, which is a date and nothing else but a time behind it or a weekday ahead of it.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.len() > 60 {
            return Self::Other;
        }
        if text.starts_with(|c: char| c.is_ascii_digit())
            && let Some(reading) = numeric(text)
        {
            return reading;
        }
        worded(text)
    }

    /// The day; `None` where it is none, or may be two.
    pub fn date(self) -> Option<(Date, DateStyle)> {
        match self {
            Self::Date(date, style) => Some((date, style)),
            _ => None,
        }
    }
}

/// Three numbers with the same `-`, `/` or `.` between them.
fn numeric(text: &str) -> Option<DateReading> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| "-/.".contains(*c))?;
    let end = text.find(|c: char| !c.is_ascii_digit() && c != separator).unwrap_or(text.len());
    let (day, behind) = text.split_at(end);
    let is_time = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || c == '(') || rest.is_empty();
    if !(behind.strip_prefix(['T', 't']).is_some_and(is_time) || behind.starts_with(' ') || behind.is_empty())
        || !is_time(behind.trim_start_matches(['T', 't', ' ']))
    {
        return None;
    }
    let mut parts = day.split(separator);
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let number = |part: &str| part.parse::<i16>().ok();
    let (first, second, third) = (number(a)?, number(b)?, number(c)?);
    let small = |part: &str| (1..=2).contains(&part.len());
    if !small(b) {
        return None;
    }
    Some(match (a.len(), c.len()) {
        (4, 1 | 2) => day_of(first, second, third, DateStyle::YearFirst(separator)),
        (1 | 2, 4) if separator == '.' || first > 12 => day_of(third, second, first, DateStyle::DayFirst(separator)),
        (1 | 2, 4) if second > 12 => day_of(third, first, second, DateStyle::MonthFirst(separator)),
        (1 | 2, 4) | (1 | 2, 2) if separator != '.' => DateReading::Ambiguous,
        _ => return None,
    })
}

fn day_of(year: i16, month: i16, day: i16, style: DateStyle) -> DateReading {
    let small = |number: i16| i8::try_from(number).unwrap_or(-1);
    Date::new(year, small(month), small(day)).map_or(DateReading::Impossible, |date| DateReading::Date(date, style))
}

/// A day, the name of a month, and a year.
fn worded(text: &str) -> DateReading {
    let parts: Vec<&str> = text.split([' ', ',', '.', '-', '/']).filter(|part| !part.is_empty()).collect();
    let parts = match parts.as_slice() {
        [first, rest @ ..] if rest.len() == 3 && is_weekday(first) => rest,
        all => all,
    };
    let day = |part: &str| {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let is_ordinal = ["", "st", "nd", "rd", "th"].contains(&&*part[end..].to_lowercase());
        part[..end].parse::<i16>().ok().filter(|_| is_ordinal && end <= 2)
    };
    let year = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() == 4);
    let &[one, two, three] = parts else { return DateReading::Other };
    let Some(y) = year(three) else { return DateReading::Other };
    if let (Some((m, short)), Some(d)) = (month(two), day(one)) {
        return day_of(y, m, d, DateStyle::DayAndWord(short));
    }
    match (month(one), day(two)) {
        (Some((m, short)), Some(d)) => day_of(y, m, d, DateStyle::WordAndDay(short)),
        _ => DateReading::Other,
    }
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    WEEKDAYS.iter().any(|day| word.starts_with(day)) && (word.len() <= 4 || word.ends_with("day"))
}

/// The month of this name, and whether the name is cut short.
fn month(word: &str) -> Option<(i16, bool)> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| {
        *month == word || (word.len() == 3 && month.starts_with(&word)) || (word == "sept" && *month == "september")
    })?;
    Some((at as i16 + 1, MONTHS[at] != word || word == "may"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_styles_that_people_use() {
        let day = Date::new(2026, 1, 25).unwrap();
        for text in [
            "2026-01-25",
            "2026/1/25",
            "2026-01-25T10:00:00Z",
            "2026-01-25 (planned)",
            "25.01.2026",
            "25/01/2026",
            "01/25/2026",
            "25 January 2026",
            "25th Jan 2026",
            "January 25, 2026",
            "Sunday, Jan. 25th, 2026",
            "25-Jan-2026",
        ] {
            assert_eq!(DateReading::of(text).date().map(|(date, _)| date), Some(day), "{text}");
        }
    }

    #[test]
    fn a_day_is_written_as_others_are() {
        let day = Date::new(2026, 3, 5).unwrap();
        for (like, expected) in [
            ("2026-01-25", "2026-03-05"),
            ("2026/01/25", "2026/03/05"),
            ("25.01.2026", "05.03.2026"),
            ("01/25/2026", "03/05/2026"),
            ("25 January 2026", "5 March 2026"),
            ("Jan 25, 2026", "Mar 5, 2026"),
        ] {
            let (_, style) = DateReading::of(like).date().unwrap();
            assert_eq!(day.write(style), expected);
        }
    }

    #[test]
    fn what_may_be_two_days_and_what_is_none() {
        assert_eq!(DateReading::of("01/02/2026"), DateReading::Ambiguous);
        assert_eq!(DateReading::of("05-01-26"), DateReading::Ambiguous);
        for text in ["2026-02-30", "2026-13-01", "31.04.2026", "February 30, 2026", "45/45/2026"] {
            assert_eq!(DateReading::of(text), DateReading::Impossible, "{text}");
        }
        for text in ["", "soon", "Q3 2026", "1.2.3", "2026", "January 2026", "2026-01-05x", "😀", "2026-01-", "１"] {
            assert_eq!(DateReading::of(text), DateReading::Other, "{text}");
        }
    }
}
