//! The command-line program: arguments, files, progress, exit codes; no logic of its own.
#![allow(clippy::print_stdout, clippy::print_stderr)] // talking to people is what it is for

mod again;
mod attached;
mod batch;
mod check;
mod convert;
mod corrections;
#[cfg(feature = "ocr")]
mod eye;
mod files;
mod frame;
mod job;
mod pretty;
mod progress;
mod show;
mod stage;
mod watchdog;
mod worker;

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser as _, Subcommand, ValueEnum};
use putuo_notice::{Limits, Notice};
use serde::{Deserialize, Serialize};

/// Reads official notices (公文) of Putuo District, as text, HTML, PDF, Word document or spreadsheet, into structured data.
///
/// Exit codes: 0 clean; 1 converted, with findings of severity error; 2 usage, or an input failed.
#[derive(clap::Parser)]
#[command(name = "putuo-notice", version, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  putuo-notice convert 通知.pdf                         the notice as JSON
  putuo-notice convert 通知夹 -o 项目.xlsx               a folder as an Excel workbook
  putuo-notice convert 通知夹 -o 数据包                  a folder as a data package of CSV files
  putuo-notice check --lang zh 通知.pdf                 what to look at before trusting it
  putuo-notice review 通知.pdf -o review.html           pages beside rows, to verify by eye
  pdftotext -layout 通知.pdf - | putuo-notice convert -";

#[derive(Subcommand)]
enum Command {
    /// Convert notices to JSON, NDJSON, CSV, Excel, Markdown or OCDS.
    Convert(convert::Convert),
    /// Say what is doubtful or contradictory in notices, and what they add up to.
    Check(check::Check),
    /// Write a page that shows the printed pages beside the rows read from them.
    Review(show::Review),
    /// Print what is printed, page by page, in reading order.
    Text(Inputs),
    /// Print every table found, as JSON, also of documents that are no notices.
    Tables(Inputs),
    /// Print the JSON Schema of a notice.
    Schema,
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Install the recogniser that --eye needs.
    #[cfg(feature = "ocr")]
    #[command(subcommand)]
    OcrModels(eye::OcrModels),
    /// Work that this program gives to a process of its own.
    #[command(hide = true)]
    Worker(worker::Worker),
}

#[derive(Args, Clone, Default, Serialize, Deserialize)]
struct Inputs {
    /// Files, or folders with notices (pdf, docx, xlsx, xls, ods, txt, html, mht, md, csv, tsv; hidden files are left out);
    /// `-` is standard input.
    #[arg(required_unless_present = "attach", value_name = "FILE")]
    #[serde(skip)]
    files: Vec<PathBuf>,
    /// Files that hold the attachments of the one notice given, in order; where no file stands before, the last one is the
    /// notice. In a folder they are found by the names that notices list.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    #[serde(skip)]
    attach: Vec<PathBuf>,
    /// Password of encrypted PDFs, where others may see it: better in a file, in `PUTUO_NOTICE_PASSWORD`, or asked for.
    #[arg(long)]
    password: Option<String>,
    /// File whose first line is the password of encrypted PDFs.
    #[arg(long, value_name = "FILE", conflicts_with = "password")]
    #[serde(skip)]
    password_file: Option<PathBuf>,
    /// Ask for the password of encrypted PDFs.
    #[arg(long, conflicts_with_all = ["password", "password_file"])]
    #[serde(skip)]
    ask_password: bool,
    /// No progress and no notes on standard error; failures are still said.
    #[arg(long, short)]
    quiet: bool,
    /// Files read at the same time; by default one for each processor.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Raise or lower a limit (`--limit pages=5000`); what a limit is called, the message says that it was met with.
    #[arg(long, value_name = "NAME=N", value_parser = limit)]
    limit: Vec<(String, u64)>,
    /// Memory that reading one file may take, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 512)]
    memory: u64,
    /// Have another reader (pdf-extract) read each PDF a second time, in a process of its own, and say where they disagree.
    #[arg(long)]
    second_reader: bool,
    #[cfg(feature = "ocr")]
    #[command(flatten)]
    eye: eye::EyeOptions,
}

impl Inputs {
    /// The limits, with those that were set.
    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in &self.limit {
            limits.set(name, *value);
        }
        limits
    }

    /// MiB of memory that a process may take to read a file: the recogniser and the pictures it looks at take as much again.
    fn memory(&self) -> u64 {
        #[cfg(feature = "ocr")]
        if self.eye.is_asked() {
            return self.memory.saturating_add(eye::MEMORY);
        }
        self.memory
    }

    /// The same with the notice and the password, wherever they are.
    fn settled(&self) -> std::io::Result<Self> {
        let mut settled = self.clone();
        // Options may stand first: `convert --attach FILE NOTICE`.
        if settled.files.is_empty() && settled.attach.len() > 1 {
            settled.files.extend(settled.attach.pop());
        }
        if settled.files.is_empty() {
            return Err(std::io::Error::other(
                "--attach has one file and the notice is missing; give both (`putuo-notice convert NOTICE --attach FILE`)",
            ));
        }
        let first = |text: String| text.lines().next().unwrap_or_default().to_owned();
        if let Some(path) = &self.password_file {
            /// More bytes than any password has: PDF takes 127 (ISO 32000-2 7.6.4.3.2).
            const LONGEST: u64 = 4 << 10;
            let mut text = String::new();
            let file = std::fs::File::open(path);
            let read = file.and_then(|f| f.take(LONGEST).read_to_string(&mut text));
            read.map_err(|e| {
                let path = shown(&files::name_of(path));
                std::io::Error::new(e.kind(), format!("{path}: {e}"))
            })?;
            settled.password = Some(first(text));
        } else if self.ask_password {
            settled.password = Some(rpassword::prompt_password("Password: ")?);
        } else if self.password.is_none() {
            settled.password = std::env::var("PUTUO_NOTICE_PASSWORD").ok();
        }
        Ok(settled)
    }
}

/// A limit and its value.
fn limit(argument: &str) -> Result<(String, u64), String> {
    let (name, value) = argument
        .split_once('=')
        .ok_or("expected NAME=N, as in pages=5000")?;
    let value = value
        .parse()
        .map_err(|_| format!("expected a whole number, found {value:?}"))?;
    if Limits::default().set(name, value) {
        Ok((name.to_owned(), value))
    } else {
        Err(format!(
            "expected one of {}, found {name:?}",
            Limits::NAMES.join(", ")
        ))
    }
}

#[derive(Clone, Copy, PartialEq, ValueEnum, Serialize, Deserialize)]
enum Lang {
    En,
    Zh,
}

/// When findings are coloured.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        // A reader that closed the pipe has what it wanted.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("putuo-notice: {error}"));
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> std::io::Result<ExitCode> {
    match command {
        Command::Convert(mut convert) => {
            convert.inputs = convert.inputs.settled()?;
            convert.run()
        }
        Command::Check(mut check) => {
            check.inputs = check.inputs.settled()?;
            check.run()
        }
        Command::Review(mut review) => {
            review.inputs = review.inputs.settled()?;
            review.run()
        }
        Command::Text(inputs) => show::text(&inputs.settled()?),
        Command::Tables(inputs) => show::tables(&inputs.settled()?),
        Command::Worker(worker) => worker.run(),
        #[cfg(feature = "ocr")]
        Command::OcrModels(command) => command.run(),
        Command::Schema => {
            out(&json(&schemars::schema_for!(Notice)))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Completions { shell } => {
            let mut buffer = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "putuo-notice", &mut buffer);
            out(&buffer)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Man => {
            let mut buffer = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut buffer)?;
            out(&buffer)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Says something to people. That nobody listens (a closed pipe, a full disk) stops nothing.
fn say(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// A text from outside as people are shown it: without what could forge or hide something on a terminal.
fn shown(text: &str) -> String {
    putuo_notice::output::shown(text)
}

/// Writes data to standard output.
fn out(bytes: &[u8]) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut text = Vec::new();
    // Nothing that is written can fail.
    let _ = pretty::write(&mut text, value);
    text.push(b'\n');
    text
}

/// 2 if an input failed, 1 if a notice has a finding of severity error, else 0.
fn code(failed: bool, grave: bool) -> ExitCode {
    ExitCode::from(match (failed, grave) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    })
}
