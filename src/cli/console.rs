//! [`Console`], where commands write to.

use super::Failure;
use annotate_snippets::{Group, Level, Renderer};
use clap::ColorChoice;
use std::env;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

/// Where a command writes to.
pub(super) struct Console<'a> {
    /// What the command is asked for.
    pub(super) out: &'a mut dyn Write,
    /// What else there is to say.
    pub(super) err: &'a mut dyn Write,
    /// Renders reports for `out`.
    pub(super) out_style: Renderer,
    /// Renders reports for `err`.
    pub(super) err_style: Renderer,
}

impl Console<'_> {
    /// Says why something could not be done. That nobody may be listening changes nothing.
    pub(super) fn complain(&mut self, failure: &Failure) {
        let report =
            [Level::ERROR.primary_title(&failure.problem).element(Level::HELP.message(failure.remedy.as_str()))];
        _ = writeln!(self.err, "{}", self.err_style.render(&report as &[Group<'_>]));
    }
}

/// Runs `command` with the process's own streams.
pub(super) fn with<T>(color: ColorChoice, command: impl FnOnce(&mut Console<'_>) -> T) -> T {
    // The other stream is not locked: a thread that panics writes there, and would wait for ever.
    let (stdout, stderr) = (io::stdout().lock(), io::stderr());
    let (out_style, err_style) = (style(color, &stdout), style(color, &stderr));
    let mut out = BufWriter::new(Pipe::new(stdout));
    let mut err = Pipe::new(stderr);
    command(&mut Console { out: &mut out, err: &mut err, out_style, err_style })
}

fn style(color: ColorChoice, stream: &impl IsTerminal) -> Renderer {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let colored = match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            stream.is_terminal() && !set("NO_COLOR") && env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    };
    let renderer = if colored { Renderer::styled() } else { Renderer::plain() };
    renderer.no_graphics(set("NO_GRAPHICS"))
}

/// A stream whose reader may hang up: from then on all is written into the void, without an error,
/// and the command ends as it would have.
struct Pipe<W> {
    stream: W,
    broken: bool,
}

impl<W: Write> Pipe<W> {
    fn new(stream: W) -> Self {
        Self { stream, broken: false }
    }

    fn attempt<T>(&mut self, void: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.broken {
            return Ok(void);
        }
        match write(&mut self.stream) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.broken = true;
                Ok(void)
            }
            written => written,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), Write::flush)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes one write, then hangs up.
    struct Head(bool);

    impl Write for Head {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) { Err(ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
        }

        fn flush(&mut self) -> io::Result<()> {
            if self.0 { Err(ErrorKind::BrokenPipe.into()) } else { Ok(()) }
        }
    }

    #[test]
    fn a_broken_pipe_is_no_error() {
        let mut pipe = Pipe::new(Head(false));
        for _ in 0..3 {
            pipe.write_all(b"text").unwrap();
        }
        pipe.flush().unwrap();
        assert!(pipe.broken);
    }
}
