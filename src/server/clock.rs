//! The day that it is.

use crate::document::Date;

/// Today, by universal time; `None` where the clock says something impossible.
pub(crate) fn today() -> Option<Date> {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    Date::new(now.year(), now.month(), now.day())
}
