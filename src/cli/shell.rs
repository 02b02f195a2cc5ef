//! What the command line does for shells, manuals and editors.

use super::Failure;
use super::args::{Args, Completions, LogLevel, Man, Server};
use super::console::Console;
use crate::{files, server};
use clap::CommandFactory as _;
use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;
use tracing_subscriber::filter::LevelFilter;

/// Serves an editor until it says goodbye.
pub(super) fn server(args: &Server) -> ExitCode {
    let level = match args.log {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    // The protocol has the standard output; a log line there would end the session.
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    server::stdio()
}

/// Prints a completion script.
pub(super) fn completions(args: &Completions, console: &mut Console<'_>) -> Result<(), Failure> {
    // The generator panics where it cannot write: it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "specls", &mut script);
    Ok(console.out.write_all(&script)?)
}

/// Prints the manual page, or writes all of them.
pub(super) fn man(args: &Man, console: &mut Console<'_>) -> Result<(), Failure> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    match &args.directory {
        None => Ok(clap_mangen::Man::new(command).render(console.out)?),
        Some(directory) => {
            files::make_directory(directory)?;
            write_pages(command, directory)
        }
    }
}

fn write_pages(command: clap::Command, directory: &Path) -> Result<(), Failure> {
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        write_pages(sub.clone(), directory)?;
    }
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(files::save(&directory.join(format!("{name}.1")), &String::from_utf8_lossy(&page))?)
}
