//! The arguments.

use crate::rules::Severity;
use clap::builder::NonEmptyStringValueParser;
use clap::{ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Reads Markdown templates as schemas and helps to write the documents that follow them.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, after_help = EXAMPLES)]
pub(super) struct Args {
    /// When to colour the output: `auto` does on a terminal unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value_t, hide_default_value = true)]
    pub(super) color: ColorChoice,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  specls new feature docs/checkout.md    begin a document
  specls check                           check all Markdown files here and below
  specls check --fix docs                insert what is missing
  specls explain missing-section         say what a rule is about";

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(Check),
    New(New),
    Brief(Brief),
    Templates(Templates),
    Migrate(Migrate),
    Explain(Explain),
    Config(Config),
    Server(Server),
    Completions(Completions),
    Man(Man),
}

/// Which `specls.toml` holds.
#[derive(Debug, clap::Args)]
pub(super) struct Configuration {
    /// Use this specls.toml for all files, instead of the nearest of each
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,
    /// Use no specls.toml
    #[arg(long, global = true)]
    pub(super) no_config: bool,
}

/// Check documents against their templates
///
/// A document's template is the one that it names, else the one that specls.toml gives it, else the one that it is
/// recognised as. Markdown that follows no template is left alone.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(super) struct Check {
    /// Files, and directories to look for Markdown files in; `.` if there is none
    ///
    /// Hidden and git-ignored files are skipped, and those that specls.toml ignores. A file named here is checked
    /// whatever its name.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Check every document against this template: an id, or a path to a Markdown file
    #[arg(long, value_name = "ID|PATH", value_hint = ValueHint::FilePath, value_parser = NonEmptyStringValueParser::new())]
    pub(super) template: Option<String>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub(super) fail_on: FailOn,
    /// How to print findings
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
    /// Insert what is missing, in place; only what is safe to do unseen
    #[arg(long)]
    pub(super) fix: bool,
    /// Check the standard input; with --fix, print it mended, and the findings to stderr
    #[arg(long, conflicts_with = "paths")]
    pub(super) stdin: bool,
    /// The path that the standard input is to be known by
    #[arg(long, value_name = "PATH", requires = "stdin", value_hint = ValueHint::FilePath)]
    pub(super) stdin_path: Option<PathBuf>,
    /// Print findings only: no changes, no hints, no summary
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// How many files to check at a time; one for each core if not given
    #[arg(long, short, value_name = "NUMBER")]
    pub(super) jobs: Option<std::num::NonZero<u16>>,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

const CHECK_EXAMPLES: &str = "\
Exit codes:
  0  no finding at or above --fail-on
  1  findings at or above --fail-on
  2  misuse, a mistake in specls.toml, or a file that could not be read or written

Examples:
  specls check                                  all documents here and below
  specls check docs --fail-on error             let warnings pass
  specls check --template docs/rfc.md rfcs      a template of one's own
  specls check --format json | jq .summary      for machines
  specls check --stdin --stdin-path a.md <a.md  for editors";

/// Write a document from a template
#[derive(Debug, clap::Args)]
#[command(after_help = NEW_EXAMPLES)]
pub(super) struct New {
    /// The template: an id, or a path to a Markdown file
    #[arg(value_hint = ValueHint::FilePath, value_parser = NonEmptyStringValueParser::new())]
    pub(super) template: String,
    /// The file to write; the standard output if not given
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) path: Option<PathBuf>,
    /// Fill in a value that the template asks for; may be given several times
    #[arg(long = "input", short, value_name = "NAME=VALUE", value_parser = input)]
    pub(super) inputs: Vec<(String, String)>,
    /// Write over an existing file
    #[arg(long, requires = "path")]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

const NEW_EXAMPLES: &str = "\
Examples:
  specls new milestone                             print it
  specls new feature docs/checkout.md              write it
  specls new docs/rfc.md rfcs/7.md -i name=Cart    from a template of one's own";

/// Print a brief: what to hand to whoever writes a section or a document
///
/// A brief is Markdown for a writer, a person or a program: what is known, the frame to fill in, what belongs where, the
/// rules, and what to look at before the text is handed over. With a document it says too what is written and what is
/// still to do.
#[derive(Debug, clap::Args)]
#[command(after_help = BRIEF_EXAMPLES)]
pub(super) struct Brief {
    /// The template: an id, or a path to a Markdown file
    #[arg(value_hint = ValueHint::FilePath, value_parser = NonEmptyStringValueParser::new())]
    pub(super) template: String,
    /// The section to write, as `Risks` or `Delivery > Risks`; the whole document if not given
    #[arg(long, short, value_name = "HEADING", value_parser = NonEmptyStringValueParser::new())]
    pub(super) section: Option<String>,
    /// A value that the template asks for; may be given several times
    #[arg(long = "input", short, value_name = "NAME=VALUE", value_parser = input)]
    pub(super) inputs: Vec<(String, String)>,
    /// The document to go on with
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) document: Option<PathBuf>,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

const BRIEF_EXAMPLES: &str = "\
Examples:
  specls brief feature                                       to write a whole document
  specls brief feature --section Security -i author=Zoë      to write a section
  specls brief feature -s Security --document docs/cart.md   to go on with one";

/// List the templates, or print one
#[derive(Debug, clap::Args)]
pub(super) struct Templates {
    #[command(subcommand)]
    pub(super) command: Option<TemplatesCommand>,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

/// What to do with the templates.
#[derive(Debug, Subcommand)]
pub(super) enum TemplatesCommand {
    /// List them: id, number of sections, summary, and the path of those of one's own
    List,
    /// Print one
    Show {
        /// The template: an id, or a path to a Markdown file
        #[arg(value_parser = NonEmptyStringValueParser::new())]
        id: String,
    },
    Learn(Learn),
}

/// Say what past documents make of a template, and write it into the template
///
/// Counts which sections are in practice left out, repeated, renamed or ordered otherwise. What at
/// least `--at-least` percent of the documents do can be said in the template by a directive:
/// `optional`, `repeat` or `any-order`. Files that have less than a quarter of the template's top
/// sections are left out, and nothing is learned from fewer than three documents.
#[derive(Debug, clap::Args)]
#[command(after_help = LEARN_EXAMPLES)]
pub(super) struct Learn {
    /// The template: an id, or a path to a Markdown file
    #[arg(value_hint = ValueHint::FilePath, value_parser = NonEmptyStringValueParser::new())]
    pub(super) template: String,
    /// Documents, and directories to look for Markdown files in
    #[arg(required = true, value_name = "DOCS", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// From how many percent of the documents on the template should say it
    #[arg(long, value_name = "PERCENT", default_value_t = 25, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(super) at_least: u8,
    /// How to print it
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
    /// Write the directives into the template
    #[arg(long)]
    pub(super) write: bool,
}

const LEARN_EXAMPLES: &str = "\
Examples:
  specls templates learn docs/rfc.md rfcs            what 25 % and more of the documents do
  specls templates learn docs/rfc.md rfcs --write    have the template say so";

/// Take documents to a newer version of their template
///
/// A document names the version that it was written from: `<!-- specls: template service@1.1 -->`, or
/// a date or commit of a template that is in git. Lists the sections that the newer version adds, and
/// what it renames or drops. Nothing is changed without `--write`, and then sections are only inserted.
#[derive(Debug, clap::Args)]
#[command(after_help = MIGRATE_EXAMPLES)]
pub(super) struct Migrate {
    /// Documents, and directories to look for Markdown files in
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// A template that specls.toml does not name; `service@1.1.md` beside `service.md` is a version of it
    #[arg(long, value_name = "ID|PATH", value_hint = ValueHint::FilePath, value_parser = NonEmptyStringValueParser::new())]
    pub(super) template: Option<String>,
    /// The version to go to; the newest if not given
    #[arg(long, value_name = "VERSION")]
    pub(super) to: Option<String>,
    /// Insert what is missing, and name the version
    #[arg(long)]
    pub(super) write: bool,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

const MIGRATE_EXAMPLES: &str = "\
Examples:
  specls migrate docs                                     what would change
  specls migrate docs --write                             insert it
  specls migrate --template templates/service.md docs     where there is no specls.toml";

/// Say what a rule checks and why, or list the rules
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The rule, such as `missing-section`; all are listed if not given
    pub(super) rule: Option<String>,
}

/// Ask about the configuration, specls.toml
#[derive(Debug, clap::Args)]
pub(super) struct Config {
    #[command(subcommand)]
    pub(super) command: ConfigCommand,
}

/// What to ask.
#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print the JSON schema of specls.toml, for editors that complete and check it
    Schema,
}

/// Serve an editor: the Language Server Protocol on stdin and stdout
#[derive(Debug, clap::Args)]
pub(super) struct Server {
    /// Use stdin and stdout; the only way there is, accepted because editors ask for it
    #[arg(long)]
    pub(super) stdio: bool,
    /// Log to stderr from this level on
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    pub(super) log: LogLevel,
}

/// Print a shell's completion script
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  specls completions bash >~/.local/share/bash-completion/completions/specls")]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

/// Print the manual page, or write all of them into a directory
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(super) struct Man {
    /// The directory
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) directory: Option<PathBuf>,
}

/// From which severity on findings make the check fail.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    Hint,
    #[value(alias = "information")]
    Info,
    Warning,
    Error,
    Never,
}

impl FailOn {
    /// The least severity that fails; `None` where none does.
    pub(super) fn least(self) -> Option<Severity> {
        match self {
            Self::Hint => Some(Severity::Hint),
            Self::Info => Some(Severity::Information),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, with the lines concerned
    Text,
    /// One JSON object
    Json,
}

/// From which level on the server logs.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

fn input(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE, for example `name=Checkout`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }
}
