//! Values for the inputs of a template, as a user gives them.

use crate::template::Template;
use crate::workspace::{Snapshot, nearest};
use std::fmt;

/// Why values cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// The template has no such input.
    Unknown {
        /// The template's id.
        template: String,
        /// What was given.
        name: String,
        /// The inputs that it has.
        known: Vec<String>,
    },
    /// An input has two values.
    Twice(String),
}

impl InputError {
    /// What helps.
    pub fn remedy(&self) -> String {
        match self {
            Self::Unknown { known, .. } if known.is_empty() => "it has no inputs: leave them out".to_owned(),
            Self::Unknown { known, name, .. } => {
                let near = nearest(name, known.iter().map(String::as_str));
                let meant = near.first().map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                format!("{meant}its inputs are: {}", known.join(", "))
            }
            Self::Twice(_) => "give each input once".to_owned(),
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { template, name, .. } => write!(f, "the template `{template}` has no input `{name}`"),
            Self::Twice(name) => write!(f, "the input `{name}` is given twice"),
        }
    }
}

impl std::error::Error for InputError {}

/// The values under the names that the template has for them. Names are hard to quote in a shell: case and what parts the
/// words do not matter.
///
/// # Errors
/// When the template has no such input, or one is given twice.
pub fn inputs(template: &Template, given: &[(String, String)]) -> Result<Vec<(String, String)>, InputError> {
    let known = template.inputs();
    let mut inputs: Vec<(String, String)> = Vec::with_capacity(given.len());
    for (name, value) in given {
        let exact = known.iter().find(|known| *known == name);
        let Some(real) = exact.or_else(|| known.iter().find(|known| is_alike(known, name))) else {
            let (template, name) = (template.id.clone(), name.clone());
            return Err(InputError::Unknown { template, name, known });
        };
        if inputs.iter().any(|(taken, _)| taken == real) {
            return Err(InputError::Twice(real.clone()));
        }
        inputs.push((real.clone(), value.clone()));
    }
    Ok(inputs)
}

/// Adds the values that the snapshot's document gives for its template's inputs, where `given` has none.
pub fn add_given(snapshot: &Snapshot, given: &mut Vec<(String, String)>) {
    for known in snapshot.given() {
        if given.iter().all(|(name, _)| !name.eq_ignore_ascii_case(&known.name)) {
            given.push((known.name.clone(), known.value.clone()));
        }
    }
}

fn is_alike(known: &str, given: &str) -> bool {
    let plain = |name: &str| name.trim().to_lowercase().replace([' ', '-'], "_");
    plain(known) == plain(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str) -> (String, String) {
        (name.to_owned(), "x".to_owned())
    }

    #[test]
    fn names_are_forgiving_and_unknown_ones_are_not() {
        let template = Template::read("t", "t.md", "# {Feature Name}\n\n**Author:** {author}\n\n## 目的 {仕様}\n");
        assert_eq!(inputs(&template, &[pair("feature-name")]), Ok(vec![pair("Feature Name")]));
        let error = inputs(&template, &[pair("autor")]).unwrap_err();
        assert_eq!(error.to_string(), "the template `t` has no input `autor`");
        assert_eq!(error.remedy(), "did you mean `author`? its inputs are: Feature Name, author");
        assert_eq!(inputs(&template, &[pair("author"), pair("AUTHOR")]), Err(InputError::Twice("author".into())));
        let none = Template::read("t", "t.md", "# T\n");
        assert_eq!(inputs(&none, &[pair("a")]).unwrap_err().remedy(), "it has no inputs: leave them out");
    }
}
