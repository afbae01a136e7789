//! `text`, `tables` and `review`.

use std::io::{Error, ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use putuo_notice::output::review;
use putuo_notice::{Diagnostic, Severity};

use crate::files::{self, name_of};
use crate::job::{Job, Setup};
use crate::{Inputs, Lang, batch, code, out, shown};

pub(crate) fn text(inputs: &Inputs) -> std::io::Result<ExitCode> {
    each(inputs, Job::Text)
}

pub(crate) fn tables(inputs: &Inputs) -> std::io::Result<ExitCode> {
    each(inputs, Job::Tables)
}

fn each(inputs: &Inputs, job: Job) -> std::io::Result<ExitCode> {
    let found = files::inputs(inputs)?;
    let setup = Setup::new(inputs, job);
    let failed = batch::each(&setup, &found, |_| None, |_, answer| out(&answer.bytes))?;
    Ok(code(failed, false))
}

#[derive(Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// File to write; its name ends in .html or .htm.
    #[arg(short, long, default_value = "review.html")]
    output: PathBuf,
    /// Language the page opens in.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// Overwrite what is there.
    #[arg(long)]
    force: bool,
}

impl Review {
    pub(crate) fn run(&self) -> std::io::Result<ExitCode> {
        #[cfg(feature = "ocr")]
        crate::eye::open(&self.inputs)?;
        let inputs = files::inputs(&self.inputs)?;
        self.check_output(&inputs)?;
        let lang = match self.lang {
            Lang::Zh => review::Lang::Zh,
            Lang::En => review::Lang::En,
        };
        let names: Vec<&str> = inputs.iter().map(|i| i.name.as_str()).collect();
        let setup = Setup::new(&self.inputs, Job::Review);
        let (mut any, mut grave, mut failed) = (false, false, false);
        // Nothing is written if no file could be read.
        let none = || Error::from(ErrorKind::UnexpectedEof);
        let written = files::write(&self.output, |file| {
            let mut page = std::io::BufWriter::new(file);
            page.write_all(review::head(&names, lang).as_bytes())?;
            failed = batch::each(
                &setup,
                &inputs,
                |_| None,
                |task, answer| {
                    grave |= answer.grave;
                    any |= answer.failure.is_none();
                    match &answer.failure {
                        None => page.write_all(&answer.bytes),
                        Some(why) => {
                            let section = review::failure(task.index, &task.input.name, why);
                            page.write_all(section.as_bytes())
                        }
                    }
                },
            )?;
            page.write_all(review::foot().as_bytes())?;
            page.flush()?;
            if any { Ok(()) } else { Err(none()) }
        });
        match written {
            Err(why) if any => Err(why),
            Err(why) if !failed => Err(why),
            _ => Ok(code(failed, grave)),
        }
    }

    /// Refuses names that are none of a page, what is there already, and inputs.
    fn check_output(&self, inputs: &[files::Input]) -> std::io::Result<()> {
        let name = shown(&name_of(&self.output));
        if files::is_device(&self.output) {
            return Ok(());
        }
        let ending = self.output.extension().unwrap_or_default();
        if !["html", "htm"]
            .iter()
            .any(|e| ending.eq_ignore_ascii_case(e))
        {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!("{name}: the name of a page ends in .html or .htm"),
            ));
        }
        files::not_onto(inputs, &self.inputs.password_file, &self.output)?;
        if self.output.exists() && !self.force {
            return Err(Error::new(
                ErrorKind::AlreadyExists,
                format!("{name} is there already; --force overwrites it"),
            ));
        }
        Ok(())
    }
}

/// Whether a finding of severity error is among them.
pub(crate) fn grave(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}
