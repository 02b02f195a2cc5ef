//! The `specls` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    specls::cli::main()
}
