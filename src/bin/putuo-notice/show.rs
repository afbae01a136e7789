//! `text`, `tables` and `review`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use putuo_notice::output::review;
use putuo_notice::{Diagnostic, Severity};

use crate::{Inputs, Lang, batch, code, files, json, out};

pub(crate) fn text(inputs: &Inputs) -> std::io::Result<ExitCode> {
    let failed = batch::each(
        inputs,
        |_, parser, bytes| parser.text(bytes),
        |_, pages| out((pages.join("\n\u{c}\n") + "\n").as_bytes()),
    )?;
    Ok(code(failed, false))
}

pub(crate) fn tables(inputs: &Inputs) -> std::io::Result<ExitCode> {
    let failed = batch::each(
        inputs,
        |_, parser, bytes| parser.tables(bytes),
        |_, tables| out(json(&serde_json::json!({ "tables": tables })).as_bytes()),
    )?;
    Ok(code(failed, false))
}

#[derive(Args)]
pub(crate) struct Review {
    #[command(flatten)]
    inputs: Inputs,
    /// File to write.
    #[arg(short, long, default_value = "review.html")]
    output: PathBuf,
    /// Language the page opens in.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
}

impl Review {
    pub(crate) fn run(&self) -> std::io::Result<ExitCode> {
        let mut inspections = Vec::new();
        let failed = batch::each(
            &self.inputs,
            |_, parser, bytes| parser.inspect(bytes),
            |_, inspection| {
                inspections.push(inspection);
                Ok(())
            },
        )?;
        let lang = match self.lang {
            Lang::Zh => review::Lang::Zh,
            Lang::En => review::Lang::En,
        };
        if !inspections.is_empty() {
            let page = review::render(&inspections, lang);
            files::write(&self.output, |file| {
                std::io::Write::write_all(file, page.as_bytes())
            })?;
        }
        let grave = inspections.iter().any(|i| grave(&i.notice().diagnostics));
        Ok(code(failed, grave))
    }
}

/// Whether a finding of severity error is among them.
pub(crate) fn grave(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}
