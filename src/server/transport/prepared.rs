//! [`Prepared`], an answer that is JSON already.

use crate::server::lsp::{LspAny, Response};
use serde::{Serialize, Serializer};

/// What a prepared answer begins with on its way through the service; no other answer is such a text.
const MARK: &str = "\0prepared:";

/// An answer that is serialised where it is made. The service would make a tree of values of it first, which takes
/// several times as long as all else where an answer is large.
#[derive(Debug)]
pub(crate) struct Prepared(String);

impl Prepared {
    /// Serialises `answer`.
    ///
    /// # Errors
    /// Where it cannot be JSON.
    pub(crate) fn new(answer: &impl Serialize) -> serde_json::Result<Self> {
        let mut bytes = MARK.as_bytes().to_vec();
        serde_json::to_writer(&mut bytes, answer)?;
        // What serde_json writes is UTF-8.
        Ok(Self(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Of what was serialised piece by piece.
    pub(crate) fn json(answer: &str) -> Self {
        Self([MARK, answer].concat())
    }
}

impl Serialize for Prepared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The JSON of an answer that was prepared; `None` where it was not.
pub(super) fn prepared(answer: &Response) -> Option<&str> {
    match answer.result()? {
        LspAny::String(text) => text.strip_prefix(MARK),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::lsp::Id;
    use serde_json::json;

    #[test]
    fn a_prepared_answer_comes_through_as_it_was_made() {
        let answer = json!({"é😀": [1, null, "\"仕\n"]});
        let carried = serde_json::to_value(Prepared::new(&answer).unwrap()).unwrap();
        let response = Response::from_ok(Id::Number(1), carried);
        assert_eq!(prepared(&response), Some(&*answer.to_string()));
        let carried = serde_json::to_value(Prepared::json("[1,2]")).unwrap();
        assert_eq!(prepared(&Response::from_ok(Id::Number(1), carried)), Some("[1,2]"));
        for other in [json!("text"), json!(null), json!({"prepared": 1}), json!("")] {
            assert_eq!(prepared(&Response::from_ok(Id::Null, other)), None);
        }
    }
}
