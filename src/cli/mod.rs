//! The command line: parses the arguments, calls the rooms below, and says what came of it.
//!
//! Commands write through a `Console`, never to the standard streams themselves, so that they can
//! be tested and so that a reader who hangs up early (`specls check | head`) ends nothing badly.

mod args;
mod brief;
mod check;
mod config;
mod console;
mod explain;
mod find;
mod found;
mod json;
mod judge;
mod learn;
mod migrate;
mod new;
mod past;
mod report;
mod shell;
mod tally;
mod templates;
mod words;

use args::{Args, Command};
use clap::Parser as _;
use console::Console;
use std::process::ExitCode;

/// How a command ended; the process's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// Findings at or above the threshold.
    Findings,
    /// Misuse, or something that could not be read or written.
    Trouble,
}

/// Why a command could not be carried out, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    problem: String,
    remedy: String,
}

impl Failure {
    fn new(problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { problem: problem.into(), remedy: remedy.into() }
    }
}

impl From<crate::files::Error> for Failure {
    fn from(error: crate::files::Error) -> Self {
        Self::new(error.problem(), error.remedy())
    }
}

impl From<crate::assist::InputError> for Failure {
    fn from(error: crate::assist::InputError) -> Self {
        Self::new(error.to_string(), error.remedy())
    }
}

impl From<crate::assist::NoSection> for Failure {
    fn from(error: crate::assist::NoSection) -> Self {
        Self::new(error.to_string(), error.remedy())
    }
}

/// Only writing to the console gives bare I/O errors: files have their own.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(format!("cannot write the output: {error}"), "check where the output is sent to")
    }
}

/// What there is to print is strings and numbers; this is for completeness.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        std::io::Error::from(error).into()
    }
}

/// Runs the command line; the exit code is the process's.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Where the message itself cannot be shown, the exit code still tells.
            _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if let Command::Server(server) = &args.command {
        return shell::server(server);
    }
    let outcome = console::with(args.color, |console| {
        let outcome = run(&args.command, console).and_then(|outcome| {
            console.out.flush()?;
            Ok(outcome)
        });
        outcome.unwrap_or_else(|failure| {
            console.complain(&failure);
            Outcome::Trouble
        })
    });
    ExitCode::from(outcome as u8)
}

fn run(command: &Command, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    match command {
        Command::Check(args) => return check::check(args, console),
        Command::Brief(args) => return brief::brief(args, console),
        Command::New(args) => return new::new(args, console),
        Command::Templates(args) => return templates::templates(args, console),
        Command::Config(args) => config::config(&args.command, console)?,
        Command::Migrate(args) => return migrate::migrate(args, console),
        Command::Explain(args) => explain::explain(args, console)?,
        Command::Completions(args) => shell::completions(args, console)?,
        Command::Man(args) => shell::man(args, console)?,
        Command::Server(_) => {}
    }
    Ok(Outcome::Clean)
}
