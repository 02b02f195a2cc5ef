//! The protocol shell: sync, dispatch, conversion.
