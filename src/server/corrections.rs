//! What a user says that the editor can do counts ahead of what it announces: some do less than that, and some more.

use super::lsp::{Error, InitializeParams, Result};
use serde_json::Value;

/// The key of the initialization options, beside those of settings.
const KEY: &str = "capabilities";

/// Takes the corrections out of the initialization options, into the capabilities.
pub(super) fn apply(params: &mut InitializeParams) -> Result<()> {
    let options = params.initialization_options.as_mut().and_then(Value::as_object_mut);
    let Some(corrections) = options.and_then(|options| options.remove(KEY)) else { return Ok(()) };
    let wrong = |error: serde_json::Error| {
        let message = format!("initializationOptions.{KEY}: {error}: write it as the protocol has ClientCapabilities");
        Error::invalid_params(message)
    };
    let mut announced = serde_json::to_value(&params.capabilities).map_err(wrong)?;
    correct(&mut announced, corrections);
    params.capabilities = serde_json::from_value(announced).map_err(wrong)?;
    Ok(())
}

fn correct(announced: &mut Value, correction: Value) {
    match (announced, correction) {
        (Value::Object(announced), Value::Object(corrections)) => {
            for (key, correction) in corrections {
                correct(announced.entry(key).or_insert(Value::Null), correction);
            }
        }
        (announced, correction) => *announced = correction,
    }
}
