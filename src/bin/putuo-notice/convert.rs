//! `convert`: notices to files of many forms.

use std::io::{BufWriter, Error, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use putuo_notice::Notice;
use putuo_notice::output::datapackage::{self, Store};
use putuo_notice::output::{self, Book, CsvOptions, CsvTable, XlsxOptions, ocds, rows};

use crate::corrections::Corrected;
use crate::files::{self, Input, name_of};
use crate::job::{Job, Setup};
use crate::stage::{self, Outcome, Stage};
use crate::{Inputs, Lang, batch, code, json, out, say, shown};

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Form of the output; by default what OUT's name says, else JSON, or CSV for a folder.
    #[arg(long, value_enum)]
    to: Option<Form>,
    /// File to write (its name ends in .json, .ndjson, .csv, .xlsx or .md), or a folder for a data package; `-` is standard
    /// output, as without it.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Write CSV so that Excel reads it: byte order mark and CRLF.
    #[arg(long)]
    excel: bool,
    /// Show merged purchasers as merged cells in a workbook.
    #[arg(long)]
    merged: bool,
    /// Language of a workbook's headings.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// Overwrite what is there.
    #[arg(long)]
    force: bool,
    /// Go on with an interrupted run.
    #[arg(long)]
    resume: bool,
    /// Prefix of OCDS process identifiers; register your own with the Open Contracting Partnership.
    #[arg(long, value_name = "PREFIX")]
    ocid_prefix: Option<String>,
    /// Corrections saved by the review page, to be applied and marked; may be given several times.
    #[arg(long, value_name = "FILE")]
    corrections: Vec<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  putuo-notice convert 通知.pdf                         JSON on standard output
  putuo-notice convert 通知夹 -o 项目.xlsx --lang zh     one workbook of all notices in a folder
  putuo-notice convert 通知夹 -o 数据包                  a Frictionless Data Package of CSV files
  putuo-notice convert 通知夹 -o 数据包 --resume         go on after an interruption
  putuo-notice convert 通知.pdf --corrections 通知.pdf.corrections.json   with a reviewer's corrections
  putuo-notice convert --to ocds 通知夹 -o 发布          an OCDS 1.1 release package";

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Form {
    /// The notice, or a list of notices.
    Json,
    /// One notice a line.
    Ndjson,
    /// One project a row; in a folder, a data package of three tables.
    Csv,
    /// An Excel workbook of three sheets.
    Xlsx,
    /// For reading: particulars, projects, sums, doubts.
    Md,
    /// An OCDS 1.1 release package, rows as planning budgets.
    Ocds,
}

impl Form {
    fn of_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "md" | "markdown" => Some(Self::Md),
            _ => None,
        }
    }
}

impl Convert {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        #[cfg(feature = "ocr")]
        crate::eye::open(&self.inputs)?;
        let file = self.output.as_ref().filter(|o| *o != Path::new("-"));
        match file {
            None => self.to_stdout(self.to.unwrap_or(Form::Json)),
            Some(path) => self.to_files(path),
        }
    }

    fn csv(&self) -> CsvOptions {
        let mut options = CsvOptions::default();
        options.excel = self.excel;
        options
    }

    fn ocds(&self) -> ocds::OcdsOptions {
        let mut options = ocds::OcdsOptions::default();
        if let Some(prefix) = &self.ocid_prefix {
            options.prefix.clone_from(prefix);
        }
        options
    }

    /// Without `-o`: on standard output, as results come.
    fn to_stdout(&self, form: Form) -> Result<ExitCode> {
        if form == Form::Xlsx {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                "a workbook is written to a file; name it with -o 项目.xlsx",
            ));
        }
        let inputs = files::joined(&self.inputs)?;
        let job = match form {
            Form::Json => Job::Json { indented: true },
            Form::Csv => Job::Csv { excel: self.excel },
            Form::Md => Job::Markdown,
            _ => Job::Json { indented: false },
        };
        let setup = self.setup(&inputs, job)?;
        let (mut count, mut grave, mut first) = (0_usize, false, Vec::new());
        let mut package = ocds::Package::new(self.ocds());
        let failed = batch::each(
            &setup,
            &inputs,
            |_| None,
            |_, answer| {
                if answer.failure.is_some() {
                    return Ok(());
                }
                grave |= answer.grave;
                count += 1;
                if let Some(notice) = answer.notice {
                    /// Few calls for many rows, and no more memory than what reading has left behind.
                    const PIECE: usize = 32 << 10;
                    let mut stdout = BufWriter::with_capacity(PIECE, std::io::stdout().lock());
                    crate::pretty::write(&mut stdout, &*notice)?;
                    stdout.write_all(b"\n")?;
                    // The process ends with it.
                    std::mem::forget(notice);
                    return stdout.flush();
                }
                let made = answer.bytes;
                match form {
                    Form::Json => match count {
                        // One notice alone is no list: only the second shows which it is.
                        1 => first = made,
                        2 => {
                            out(b"[\n")?;
                            out(std::mem::take(&mut first).trim_ascii_end())?;
                            out(b",\n")?;
                            out(made.trim_ascii_end())?;
                        }
                        _ => {
                            out(b",\n")?;
                            out(made.trim_ascii_end())?;
                        }
                    },
                    Form::Ndjson => {
                        out(&made)?;
                        out(b"\n")?;
                    }
                    // The header once.
                    Form::Csv if count > 1 => {
                        let header = made.iter().position(|b| *b == b'\n').map_or(0, |n| n + 1);
                        out(made.get(header..).unwrap_or_default())?;
                    }
                    Form::Csv => out(&made)?,
                    Form::Md => {
                        if count > 1 {
                            out(b"\n---\n\n")?;
                        }
                        out(&made)?;
                    }
                    Form::Ocds => add_releases(&mut package, &serde_json::from_slice(&made)?),
                    Form::Xlsx => {}
                }
                Ok(())
            },
        )?;
        match (form, count) {
            (Form::Json, 1) => out(&first)?,
            (Form::Json, 2..) => out(b"\n]\n")?,
            (Form::Ocds, 1..) => out(&json(&finished(package)?))?,
            _ => {}
        }
        Ok(code(failed, grave))
    }

    fn setup(&self, inputs: &[Input], job: Job) -> Result<Setup> {
        let limit = self.inputs.limits().input_bytes;
        Ok(Setup {
            corrected: Corrected::read(&self.corrections, inputs, limit)?,
            ..Setup::new(&self.inputs, job)
        })
    }

    /// With `-o`: every file's result is kept as it is finished, the output written from them at the end.
    fn to_files(&self, path: &Path) -> Result<ExitCode> {
        let inputs = files::joined(&self.inputs)?;
        let single = single(path)?;
        let form = self.to.or(single).unwrap_or(Form::Csv);
        let targets = match single {
            Some(_) => vec![path.to_path_buf()],
            None => folder_files(form).map(|name| path.join(name)).collect(),
        };
        for target in &targets {
            let others = self.corrections.iter().chain(&self.inputs.password_file);
            files::not_onto(&inputs, others, target)?;
        }
        let stage = match single {
            Some(_) => beside(path),
            None => path.join(".putuo-notice"),
        };
        let there = targets.iter().find(|t| t.exists() && !files::is_device(t));
        if let Some(there) = there.filter(|_| !self.force) {
            if self.resume && !stage.exists() {
                say(&format!(
                    "putuo-notice: {} is complete",
                    shown(&name_of(path))
                ));
                return Ok(ExitCode::SUCCESS);
            }
            // What was written before an interruption is written again.
            if !self.resume {
                return Err(Error::new(
                    ErrorKind::AlreadyExists,
                    format!(
                        "{} is there already; --force overwrites it",
                        shown(&name_of(there))
                    ),
                ));
            }
        }
        let mut setup = self.setup(&inputs, Job::Text)?;
        setup.job = stage::job(&setup);
        let stage = Stage::open(stage, inputs, self.resume, self.force)?;
        stage.fill(&setup)?;
        let (failed, grave) = self.write(&stage, path, form, single.is_some())?;
        stage.close()?;
        if !self.inputs.quiet {
            say(&format!(
                "putuo-notice: written to {}",
                shown(&name_of(path))
            ));
        }
        Ok(code(failed, grave))
    }

    fn write(&self, stage: &Stage, path: &Path, form: Form, single: bool) -> Result<(bool, bool)> {
        let at = |name: &str| {
            if single {
                path.to_path_buf()
            } else {
                path.join(name)
            }
        };
        match form {
            Form::Csv if single => self.items_csv(stage, path),
            Form::Csv => self.package(stage, path),
            Form::Xlsx => {
                let result = self.workbook(stage, &at("notices.xlsx"))?;
                if !single {
                    descriptor(path, Store::Xlsx)?;
                }
                Ok(result)
            }
            Form::Json => {
                let marks = ("[\n", ",\n", "\n]\n");
                list(stage, &at("notices.json"), marks, |notice, file| {
                    Ok(crate::pretty::write(file, notice)?)
                })
            }
            Form::Ndjson => {
                let marks = ("", "\n", "\n");
                list(stage, &at("notices.ndjson"), marks, |notice, file| {
                    Ok(serde_json::to_writer(file, notice)?)
                })
            }
            Form::Md => {
                let marks = ("", "\n---\n\n", "");
                list(stage, &at("notices.md"), marks, |notice, file| {
                    file.write_all(output::markdown(notice).as_bytes())
                })
            }
            Form::Ocds => {
                let mut package = ocds::Package::new(self.ocds());
                let result = stage.each(|_, outcome| {
                    if let Outcome::Notice(notice) = outcome {
                        add_releases(&mut package, notice);
                    }
                    Ok(())
                })?;
                let package = finished(package)?;
                files::write(&at("releases.json"), |file| file.write_all(&json(&package)))?;
                Ok(result)
            }
        }
    }

    fn items_csv(&self, stage: &Stage, path: &Path) -> Result<(bool, bool)> {
        let mut result = (false, false);
        files::write(path, |file| {
            let mut table = CsvTable::new(BufWriter::new(file), rows::ITEMS, self.csv())?;
            result = stage.each(|_, outcome| match outcome {
                Outcome::Notice(notice) => {
                    rows::items(notice).iter().try_for_each(|r| table.row(r))
                }
                Outcome::Failure(_) => Ok(()),
            })?;
            table.finish()
        })?;
        Ok(result)
    }

    /// The three tables of a data package, and its descriptor, which is written last.
    fn package(&self, stage: &Stage, folder: &Path) -> Result<(bool, bool)> {
        let mut result = (false, false);
        let csv = self.csv();
        files::write(&folder.join("notices.csv"), |notices| {
            files::write(&folder.join("items.csv"), |items| {
                files::write(&folder.join("diagnostics.csv"), |diagnostics| {
                    let mut notices = CsvTable::new(BufWriter::new(notices), rows::NOTICES, csv)?;
                    let mut items = CsvTable::new(BufWriter::new(items), rows::ITEMS, csv)?;
                    let mut found =
                        CsvTable::new(BufWriter::new(diagnostics), rows::DIAGNOSTICS, csv)?;
                    result = stage.each(|name, outcome| match outcome {
                        Outcome::Notice(notice) => {
                            notices.row(&rows::notice(notice))?;
                            rows::items(notice).iter().try_for_each(|r| items.row(r))?;
                            let mut all = rows::diagnostics(notice).into_iter();
                            all.try_for_each(|r| found.row(&r))
                        }
                        Outcome::Failure(why) => notices.row(&rows::failure(name, why)),
                    })?;
                    notices.finish()?;
                    items.finish()?;
                    found.finish()
                })
            })
        })?;
        let store = if self.excel {
            Store::CsvForExcel
        } else {
            Store::Csv
        };
        descriptor(folder, store)?;
        Ok(result)
    }

    fn workbook(&self, stage: &Stage, path: &Path) -> Result<(bool, bool)> {
        let mut options = XlsxOptions::default();
        (options.merged, options.chinese) = (self.merged, self.lang == Lang::Zh);
        let mut book = Book::new(options).map_err(Error::other)?;
        let result = stage.each(|name, outcome| {
            match outcome {
                Outcome::Notice(notice) => book.notice(notice),
                Outcome::Failure(why) => book.failure(name, why),
            }
            .map_err(Error::other)
        })?;
        files::write(path, |file| book.finish(file).map_err(Error::other))?;
        Ok(result)
    }
}

/// The form of a single file by its name; none for a folder. A name with another ending is neither, unless the folder is
/// there or the name says that it is one.
fn single(path: &Path) -> Result<Option<Form>> {
    if path.is_dir() {
        return Ok(None);
    }
    let slash = path.as_os_str().as_encoded_bytes().ends_with(b"/");
    match (Form::of_name(path), path.extension()) {
        (Some(form), _) => Ok(Some(form)),
        (None, Some(_)) if !slash => Err(Error::new(
            ErrorKind::InvalidInput,
            format!(
                "{}: expected a name that ends in .json, .ndjson, .csv, .xlsx or .md, or a folder (its name with / at its end)",
                shown(&name_of(path))
            ),
        )),
        _ => Ok(None),
    }
}

fn add_releases(package: &mut ocds::Package, notice: &Notice) {
    if !package.add(notice) {
        let name = notice.source.name.as_deref().unwrap_or_default();
        say(&format!(
            "putuo-notice: {}: no date was found, which a release must have; its projects are left out",
            shown(name)
        ));
    }
}

fn finished(package: ocds::Package) -> Result<serde_json::Value> {
    package.finish().ok_or_else(|| {
        Error::new(
            ErrorKind::InvalidData,
            "a release package needs a dated notice with a project at least, and there is none; nothing is written",
        )
    })
}

fn folder_files(form: Form) -> impl Iterator<Item = &'static str> {
    let names: &[&str] = match form {
        Form::Csv => &[
            "datapackage.json",
            "notices.csv",
            "items.csv",
            "diagnostics.csv",
        ],
        Form::Xlsx => &["datapackage.json", "notices.xlsx"],
        Form::Json => &["notices.json"],
        Form::Ndjson => &["notices.ndjson"],
        Form::Md => &["notices.md"],
        Form::Ocds => &["releases.json"],
    };
    names.iter().copied()
}

/// The stage of a single output file.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".putuo-notice");
    path.with_file_name(name)
}

fn descriptor(folder: &Path, store: Store) -> Result<()> {
    let text = json(&datapackage::descriptor(store));
    files::write(&folder.join("datapackage.json"), |file| {
        file.write_all(&text)
    })
}

/// Notices one after another, with what stands before, between and after them. None is held as a text: that of a list of
/// thousands of rows has tens of megabytes.
fn list(
    stage: &Stage,
    path: &Path,
    (before, between, after): (&str, &str, &str),
    show: impl Fn(&Notice, &mut BufWriter<&mut std::fs::File>) -> Result<()>,
) -> Result<(bool, bool)> {
    let mut result = (false, false);
    files::write(path, |file| {
        let mut file = BufWriter::new(file);
        let mut first = true;
        file.write_all(before.as_bytes())?;
        result = stage.each(|_, outcome| {
            let Outcome::Notice(notice) = outcome else {
                return Ok(());
            };
            if !std::mem::take(&mut first) {
                file.write_all(between.as_bytes())?;
            }
            show(notice, &mut file)
        })?;
        file.write_all(after.as_bytes())?;
        file.flush()
    })?;
    Ok(result)
}
