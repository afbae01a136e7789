//! Results of single files, kept until the whole output is written: what is finished survives an interruption.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use putuo_notice::{Notice, Parser};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::corrections::Corrected;
use crate::files::{self, Input};
use crate::progress::Progress;
use crate::{Inputs, batch, show};

/// What became of a file.
#[derive(Serialize, Deserialize)]
pub(crate) enum Outcome {
    Notice(Box<Notice>),
    Failure(String),
}

#[derive(Serialize, Deserialize)]
struct Record {
    name: String,
    outcome: Outcome,
}

/// The folder of finished results.
pub(crate) struct Stage {
    folder: PathBuf,
    inputs: Vec<(Input, PathBuf)>,
}

/// Results of another version are not gone on with.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Stage {
    /// Opens the stage in `folder`. One that is there already needs `resume` or `force`.
    pub(crate) fn open(
        folder: PathBuf,
        inputs: &Inputs,
        corrections: &Corrected,
        resume: bool,
        force: bool,
    ) -> Result<Self> {
        let version = folder.join("version");
        if folder.exists() {
            let same = std::fs::read_to_string(&version).is_ok_and(|v| v == VERSION);
            if !(resume && same) {
                if !resume && !force {
                    return Err(Error::new(
                        ErrorKind::AlreadyExists,
                        format!(
                            "{} holds the results of an interrupted run; --resume goes on with it, --force starts anew",
                            folder.display()
                        ),
                    ));
                }
                std::fs::remove_dir_all(&folder)?;
            }
        }
        std::fs::create_dir_all(&folder)?;
        std::fs::write(version, VERSION)?;
        let inputs = files::inputs(&inputs.files)?
            .into_iter()
            .map(|input| {
                let record = folder.join(format!("{:016x}.json", key(&input, corrections)));
                (input, record)
            })
            .collect();
        Ok(Self { folder, inputs })
    }

    /// Reads every input that is not finished yet.
    pub(crate) fn fill(&self, inputs: &Inputs, corrections: &Corrected) -> Result<()> {
        let progress = Progress::new(self.inputs.len(), inputs.quiet);
        let done = batch::pool(inputs)?.install(|| {
            self.inputs.par_iter().try_for_each(|(input, record)| {
                if load(record, &input.name).is_none() {
                    let bytes = files::read(&input.path);
                    let work = |p: &Parser, b: &[u8]| corrections.parse(input, p, b);
                    let outcome = match batch::one(inputs, input, bytes, work) {
                        Ok(notice) => Outcome::Notice(Box::new(notice)),
                        Err(why) => {
                            progress.say(&format!("putuo-notice: {}: {why}", input.path.display()));
                            Outcome::Failure(why)
                        }
                    };
                    let name = input.name.clone();
                    let text = serde_json::to_vec(&Record { name, outcome })?;
                    files::write(record, |file| std::io::Write::write_all(file, &text))?;
                }
                progress.step();
                Ok::<(), Error>(())
            })
        });
        progress.finish();
        done
    }

    /// Gives every result on, in the order of the inputs. Returns whether any failed, and whether any has a finding of
    /// severity error.
    pub(crate) fn each(
        &self,
        mut give: impl FnMut(&str, &Outcome) -> Result<()>,
    ) -> Result<(bool, bool)> {
        let (mut failures, mut grave) = (Vec::new(), false);
        for (input, record) in &self.inputs {
            let outcome = load(record, &input.name).ok_or_else(|| {
                Error::other(format!("{}: the finished result is gone", input.name))
            })?;
            match &outcome {
                Outcome::Notice(notice) => grave |= show::grave(&notice.diagnostics),
                Outcome::Failure(_) => failures.push(input.name.clone()),
            }
            give(&input.name, &outcome)?;
        }
        batch::said(self.inputs.len(), &failures);
        Ok((!failures.is_empty(), grave))
    }

    /// Removes the stage, once everything is written.
    pub(crate) fn close(self) -> Result<()> {
        std::fs::remove_dir_all(self.folder)
    }
}

/// A finished result, if it is there, whole, and of this file.
fn load(record: &Path, name: &str) -> Option<Outcome> {
    let bytes = std::fs::read(record).ok()?;
    let record: Record = serde_json::from_slice(&bytes).ok()?;
    (record.name == name).then_some(record.outcome)
}

/// A file by name, size, time of change and corrections: a file that changed is read again.
fn key(input: &Input, corrections: &Corrected) -> u64 {
    let mut hasher = DefaultHasher::new();
    input.path.hash(&mut hasher);
    if let Ok(meta) = std::fs::metadata(&input.path) {
        meta.len().hash(&mut hasher);
        meta.modified().ok().hash(&mut hasher);
    }
    corrections.of(&input.name).hash(&mut hasher);
    hasher.finish()
}
