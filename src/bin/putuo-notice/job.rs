//! What is made of one file, in this process or in a worker.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use putuo_notice::output::{self, CsvOptions, CsvTable, review, rows};
use putuo_notice::{Error, Notice, ParseOptions, Parser};
use serde::{Deserialize, Serialize};

use crate::attached::{self, Attached};
use crate::corrections::Corrected;
use crate::files::{Input, RawPath};
use crate::stage::{self, Outcome};
use crate::{Inputs, again, check, json, show, watchdog, worker};

/// What is to be made of each file.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Job {
    /// The notice, indented or on one line.
    Json { indented: bool },
    /// Its rows, header first.
    Csv { excel: bool },
    /// For reading.
    Markdown,
    /// Findings and sums.
    Check(check::Style),
    /// What is printed.
    Text,
    /// What is printed, and the attachments listed.
    Listed,
    /// The tables found.
    Tables,
    /// Its part of the page for review.
    Review,
    /// A record, kept in the stage unless it is there already.
    Record { key: String },
}

/// How files are read, and what is made of them: all that a worker has to know.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Setup {
    pub(crate) inputs: Inputs,
    pub(crate) job: Job,
    pub(crate) corrected: Corrected,
}

/// One file.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    /// Its place among the inputs.
    pub(crate) index: usize,
    pub(crate) input: Input,
    /// Where its record is kept.
    pub(crate) record: Option<RawPath>,
    /// Whether its bytes are sent, too: what only one process can read.
    pub(crate) given: bool,
    /// Whether it is all that is read.
    pub(crate) only: bool,
    /// Whether it is read in the process that gives the results on.
    #[serde(skip)]
    pub(crate) here: bool,
}

/// What became of a file.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// Why nothing was made of it, for people.
    pub(crate) failure: Option<String>,
    /// Whether there is a finding of severity error.
    pub(crate) grave: bool,
    /// SHA-256 of the file, where it was read.
    pub(crate) sha256: Option<String>,
    /// What tells its notice from others.
    pub(crate) content: Option<String>,
    /// What was made of it.
    #[serde(skip)]
    pub(crate) bytes: Vec<u8>,
    /// The notice itself, for whoever writes it out piece by piece: as indented JSON, one of thousands of rows takes more memory
    /// than all else.
    #[serde(skip)]
    pub(crate) notice: Option<Box<Notice>>,
}

impl Answer {
    fn made(bytes: Vec<u8>, grave: bool) -> Self {
        Self {
            grave,
            bytes,
            ..Self::default()
        }
    }

    pub(crate) fn failed(why: impl Into<String>) -> Self {
        Self {
            failure: Some(why.into()),
            ..Self::default()
        }
    }
}

/// A file as it was read.
struct Read {
    bytes: Vec<u8>,
    /// The files of its attachments.
    attached: Attached,
    /// Of its own bytes, once it is known: reading a notice tells it.
    sha256: OnceCell<String>,
}

impl Read {
    fn sha256(&self) -> &str {
        self.sha256
            .get_or_init(|| putuo_notice::sha256(&self.bytes))
    }

    /// What its record is known by: its content and that of its attachments.
    fn key(&self) -> String {
        self.attached.key(self.sha256())
    }
}

impl Setup {
    /// A setup without corrections.
    pub(crate) fn new(inputs: &Inputs, job: Job) -> Self {
        Self {
            inputs: inputs.clone(),
            job,
            corrected: Corrected::default(),
        }
    }

    /// Does the work. A file that is not given is read.
    pub(crate) fn run(&self, task: &Task, given: Option<Vec<u8>>) -> Answer {
        let limit = self.inputs.limits().input_bytes;
        let bytes = match given.map_or_else(|| task.input.read(limit), Ok) {
            Ok(bytes) => bytes,
            Err(why) => return self.failed(task, why.to_string(), None),
        };
        let attached = Attached::of(&task.input, limit);
        let read = Read {
            bytes,
            attached,
            sha256: OnceCell::new(),
        };
        if let (Job::Record { key }, Some(record)) = (&self.job, &task.record)
            && let Some(grave) = stage::kept(record, &task.input.name, key, || read.key())
        {
            return Answer {
                grave,
                sha256: Some(read.sha256().to_owned()),
                ..Answer::default()
            };
        }
        // A fault of the reader must not stop the batch.
        let made = catch_unwind(AssertUnwindSafe(|| self.make(task, &read)));
        let made = made.unwrap_or_else(|_| {
            Err(
                "internal fault while reading this file\n  help: please report it, with the file if you can"
                    .to_owned(),
            )
        });
        let sha256 = Some(read.sha256().to_owned());
        match made {
            Ok(made) => Answer { sha256, ..made },
            Err(why) => self.failed(task, why, sha256),
        }
    }

    /// A failure, kept where results are.
    fn failed(&self, task: &Task, why: String, sha256: Option<String>) -> Answer {
        let kept = self.keep(task, Outcome::Failure(why.clone()), None, sha256.as_deref());
        Answer {
            sha256,
            ..Answer::failed(kept.err().map_or(why, |e| e.to_string()))
        }
    }

    /// Keeps an outcome in its record, where there is one.
    pub(crate) fn keep(
        &self,
        task: &Task,
        outcome: Outcome,
        content: Option<String>,
        sha256: Option<&str>,
    ) -> std::io::Result<()> {
        match (&self.job, &task.record) {
            (Job::Record { key }, Some(record)) => {
                stage::keep(record, &task.input.name, key, sha256, content, outcome)
            }
            _ => Ok(()),
        }
    }

    fn make(&self, task: &Task, read: &Read) -> Result<Answer, String> {
        let parser = parser(&self.inputs, task);
        let bytes = read.bytes.as_slice();
        let failed = |e: Error| format!("{e}\n  help: {}", e.help());
        let io = |e: std::io::Error| e.to_string();
        let made = match &self.job {
            Job::Text => {
                let pages = parser.text(bytes).map_err(failed)?;
                let pages: Vec<String> = pages.iter().map(|p| output::shown_lines(p)).collect();
                return Ok(Answer::made(
                    (pages.join("\n\u{c}\n") + "\n").into_bytes(),
                    false,
                ));
            }
            Job::Listed => {
                let text = attached::text(&parser, bytes).map_err(failed)?;
                return Ok(Answer::made(text.into_bytes(), false));
            }
            Job::Tables => {
                let tables = parser.tables(bytes).map_err(failed)?;
                let tables = json(&serde_json::json!({ "tables": tables }));
                return Ok(Answer::made(tables, false));
            }
            Job::Review => {
                let inspection = parser.inspect(bytes).map_err(failed)?;
                let grave = show::grave(&inspection.notice().diagnostics);
                let section = review::section(task.index, &inspection);
                return Ok(Answer::made(section.into_bytes(), grave));
            }
            _ => {
                let corrections = self.corrected.of(|| read.sha256());
                let made = read.attached.parse(&parser, bytes, corrections);
                let made = made.map_err(failed)?;
                if let Some(sha256) = &made.source.sha256 {
                    let _ = read.sha256.set(sha256.clone());
                }
                made
            }
        };
        let grave = show::grave(&made.diagnostics);
        // A single file is not the same as another, but its record may be.
        let compared = !task.only || matches!(self.job, Job::Record { .. });
        let content = compared.then(|| again::content(&made)).flatten();
        let bytes = match &self.job {
            Job::Json { indented: true } if task.here => {
                return Ok(Answer {
                    content,
                    notice: Some(Box::new(made)),
                    ..Answer::made(Vec::new(), grave)
                });
            }
            Job::Json { indented: true } => json(&made),
            Job::Csv { excel } => {
                let mut options = CsvOptions::default();
                options.excel = *excel;
                let mut out = Vec::new();
                let mut table = CsvTable::new(&mut out, rows::ITEMS, options).map_err(io)?;
                let rows = rows::items(&made);
                rows.iter().try_for_each(|r| table.row(r)).map_err(io)?;
                table.finish().map_err(io)?;
                out
            }
            Job::Markdown => output::markdown(&made).into_bytes(),
            Job::Check(style) => style.report(&task.input, &made),
            Job::Record { .. } => {
                let outcome = Outcome::Notice(Box::new(made));
                self.keep(task, outcome, content.clone(), Some(&read.key()))
                    .map_err(io)?;
                return Ok(Answer {
                    content,
                    ..Answer::made(Vec::new(), grave)
                });
            }
            _ => serde_json::to_vec(&made).map_err(|e| e.to_string())?,
        };
        // Giving back all that a notice holds takes a tenth of the time, and the process ends with its only file.
        if task.only {
            std::mem::forget(made);
        }
        Ok(Answer {
            content,
            ..Answer::made(bytes, grave)
        })
    }
}

/// A parser with the options of the command line.
fn parser(inputs: &Inputs, task: &Task) -> Parser {
    let mut options = ParseOptions::default();
    options.password.clone_from(&inputs.password);
    options.name = Some(task.input.name.clone());
    if task.here {
        let name = crate::shown(&task.input.path.shown());
        options.watcher = Some(watchdog::watcher(inputs, &name));
    }
    options.limits = inputs.limits();
    if inputs.second_reader {
        options.second_reader = Some(worker::second_reader(inputs));
    }
    #[cfg(feature = "ocr")]
    {
        options.eye = crate::eye::opened();
    }
    Parser::new(options)
}
