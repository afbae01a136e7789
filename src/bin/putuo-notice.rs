//! The command-line program: arguments, files, exit codes; no logic.
#![allow(clippy::print_stdout, clippy::print_stderr)] // talking to people is what it is for

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser as _, Subcommand, ValueEnum};
use putuo_notice::output::{self, review};
use putuo_notice::{Notice, ParseOptions, Parser, Severity};

/// Reads official notices (公文) of Putuo District, as text, HTML or PDF, into structured data.
///
/// Exit codes: 0 clean; 1 converted, with findings of severity error; 2 usage, or an input failed.
#[derive(clap::Parser)]
#[command(name = "putuo-notice", version, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  putuo-notice convert 通知.pdf                    the notice as JSON
  putuo-notice convert --to csv --excel 通知.pdf > 项目.csv
  putuo-notice check --lang zh 通知.pdf            what to look at before trusting it
  putuo-notice review 通知.pdf -o review.html      pages beside rows, to verify by eye
  pdftotext -layout 通知.pdf - | putuo-notice convert -";

#[derive(Subcommand)]
enum Command {
    /// Convert notices to JSON, NDJSON or CSV, on standard output.
    Convert {
        #[command(flatten)]
        inputs: Inputs,
        /// Form of the output.
        #[arg(long, value_enum, default_value_t = Form::Json)]
        to: Form,
        /// Write CSV so that Excel reads it: byte order mark and CRLF.
        #[arg(long)]
        excel: bool,
    },
    /// Say what is doubtful or contradictory in notices.
    Check {
        #[command(flatten)]
        inputs: Inputs,
        /// Language of the findings.
        #[arg(long, value_enum, default_value_t = Lang::En)]
        lang: Lang,
        /// Findings as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write a page that shows the printed pages beside the rows read from them.
    Review {
        #[command(flatten)]
        inputs: Inputs,
        /// File to write.
        #[arg(short, long, default_value = "review.html")]
        output: PathBuf,
        /// Language the page opens in.
        #[arg(long, value_enum, default_value_t = Lang::En)]
        lang: Lang,
    },
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
}

#[derive(Args)]
struct Inputs {
    /// Files; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Password of encrypted PDFs.
    #[arg(long)]
    password: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Json,
    Ndjson,
    Csv,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Lang {
    En,
    Zh,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        // A reader that closed the pipe has what it wanted.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("putuo-notice: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> std::io::Result<ExitCode> {
    match command {
        Command::Convert { inputs, to, excel } => convert(&inputs, to, excel),
        Command::Check { inputs, lang, json } => check(&inputs, lang, json),
        Command::Review {
            inputs,
            output,
            lang,
        } => review_page(&inputs, &output, lang),
        Command::Text(inputs) => each(&inputs, |parser, bytes| {
            parser
                .text(bytes)
                .map(|pages| pages.join("\n\u{c}\n") + "\n")
        }),
        Command::Tables(inputs) => each(&inputs, |parser, bytes| {
            let tables = parser.tables(bytes)?;
            Ok(json(&serde_json::json!({ "tables": tables })))
        }),
        Command::Schema => out(json(&schemars::schema_for!(Notice)).as_bytes()),
        Command::Completions { shell } => {
            let mut buffer = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "putuo-notice", &mut buffer);
            out(&buffer)
        }
        Command::Man => {
            let mut buffer = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut buffer)?;
            out(&buffer)
        }
    }
}

fn out(bytes: &[u8]) -> std::io::Result<ExitCode> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}

fn parser(inputs: &Inputs, path: &Path) -> Parser {
    let mut options = ParseOptions::default();
    options.password.clone_from(&inputs.password);
    options.name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    Parser::new(options)
}

/// Runs over all inputs; a failed one is reported and the others go on.
fn over<T>(
    inputs: &Inputs,
    work: impl Fn(&Parser, &[u8]) -> Result<T, putuo_notice::Error>,
) -> (Vec<(PathBuf, T)>, bool) {
    let (mut done, mut failed) = (Vec::new(), false);
    for path in &inputs.files {
        let result = read(path).map_err(|e| e.to_string()).and_then(|bytes| {
            work(&parser(inputs, path), &bytes).map_err(|e| format!("{e}\n  help: {}", e.help()))
        });
        match result {
            Ok(value) => done.push((path.clone(), value)),
            Err(message) => {
                failed = true;
                eprintln!("putuo-notice: {}: {message}", path.display());
            }
        }
    }
    (done, failed)
}

fn each(
    inputs: &Inputs,
    work: impl Fn(&Parser, &[u8]) -> Result<String, putuo_notice::Error>,
) -> std::io::Result<ExitCode> {
    let (done, failed) = over(inputs, work);
    for (_, text) in done {
        out(text.as_bytes())?;
    }
    Ok(if failed {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

/// 2 if an input failed, 1 if a notice has a finding of severity error, else 0.
fn code<'n>(notices: impl IntoIterator<Item = &'n Notice>, failed: bool) -> ExitCode {
    let grave = |n: &Notice| n.diagnostics.iter().any(|d| d.severity == Severity::Error);
    match (failed, notices.into_iter().any(grave)) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    }
}

fn convert(inputs: &Inputs, to: Form, excel: bool) -> std::io::Result<ExitCode> {
    let (done, failed) = over(inputs, |parser, bytes| parser.parse(bytes));
    let notices: Vec<Notice> = done.into_iter().map(|(_, notice)| notice).collect();
    match (to, notices.as_slice()) {
        (_, []) => {}
        (Form::Json, [one]) => {
            out(json(one).as_bytes())?;
        }
        (Form::Json, many) => {
            out(json(&many).as_bytes())?;
        }
        (Form::Ndjson, many) => {
            for notice in many {
                let line = serde_json::to_string(notice)? + "\n";
                out(line.as_bytes())?;
            }
        }
        (Form::Csv, many) => {
            let mut options = output::CsvOptions::default();
            options.excel = excel;
            out(&output::csv_items(many, options)?)?;
        }
    }
    Ok(code(&notices, failed))
}

fn check(inputs: &Inputs, lang: Lang, as_json: bool) -> std::io::Result<ExitCode> {
    let (done, failed) = over(inputs, |parser, bytes| parser.parse(bytes));
    for (path, notice) in &done {
        if as_json {
            let report = serde_json::json!({ "file": path.to_string_lossy(), "diagnostics": notice.diagnostics });
            out(json(&report).as_bytes())?;
            continue;
        }
        let mut text = String::new();
        for d in &notice.diagnostics {
            let (message, help) = match lang {
                Lang::En => (&d.message, &d.help),
                Lang::Zh => (&d.message_zh, &d.help_zh),
            };
            let place = d.location.map(|l| format!(" ({l})")).unwrap_or_default();
            text += &format!(
                "{}: {}[{}] {message}{place}\n",
                path.display(),
                d.severity.as_str(),
                d.code
            );
            if let Some(help) = help {
                text += &format!("  {help}\n");
            }
        }
        out(text.as_bytes())?;
    }
    Ok(code(done.iter().map(|(_, notice)| notice), failed))
}

fn review_page(inputs: &Inputs, output: &Path, lang: Lang) -> std::io::Result<ExitCode> {
    let (done, failed) = over(inputs, |parser, bytes| parser.inspect(bytes));
    let inspections: Vec<_> = done.into_iter().map(|(_, inspection)| inspection).collect();
    let lang = if lang == Lang::Zh {
        review::Lang::Zh
    } else {
        review::Lang::En
    };
    if !inspections.is_empty() {
        std::fs::write(output, review::render(&inspections, lang))?;
    }
    Ok(code(
        inspections.iter().map(review::Inspection::notice),
        failed,
    ))
}
