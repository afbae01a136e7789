//! Results of single files, kept until the whole output is written: what is finished survives an interruption.

use std::fs::{File, TryLockError};
use std::io::{BufReader, BufWriter, Error, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use putuo_notice::Notice;
use serde::{Deserialize, Serialize};

use crate::again::Again;
use crate::files::{self, Input, RawPath, name_of};
use crate::job::{Job, Setup};
use crate::{batch, show, shown};

/// What became of a file.
#[derive(Serialize, Deserialize)]
pub(crate) enum Outcome {
    Notice(Box<Notice>),
    Failure(String),
}

#[derive(Serialize, Deserialize)]
struct Record {
    name: String,
    /// The options that it was read with.
    key: String,
    /// Of the file, with those of its attachments.
    sha256: Option<String>,
    /// What tells its notice from others.
    content: Option<String>,
    outcome: Outcome,
}

/// The folder of finished results.
pub(crate) struct Stage {
    folder: PathBuf,
    /// Held as long as the stage is open: no other run writes into it.
    lock: File,
    inputs: Vec<Input>,
}

/// Results of another version are not gone on with.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The file that is locked.
const LOCK: &str = "lock";

impl Stage {
    /// Opens the stage in `folder`. One that is there already needs `resume` or `force`.
    pub(crate) fn open(
        folder: PathBuf,
        inputs: Vec<Input>,
        resume: bool,
        force: bool,
    ) -> Result<Self> {
        let there = folder.exists();
        std::fs::create_dir_all(&folder)?;
        let lock = locked(&folder)?;
        let version = folder.join("version");
        if there {
            let same = std::fs::read_to_string(&version).is_ok_and(|v| v == VERSION);
            if !(resume && same) {
                if !resume && !force {
                    return Err(Error::new(
                        ErrorKind::AlreadyExists,
                        format!(
                            "{} holds the results of an interrupted run; --resume goes on with it, --force starts anew",
                            shown(&name_of(&folder))
                        ),
                    ));
                }
                clear(&folder)?;
            }
        }
        std::fs::write(version, VERSION)?;
        Ok(Self {
            folder,
            lock,
            inputs,
        })
    }

    /// Where the record of an input is kept: by its path.
    fn record(&self, path: &RawPath) -> PathBuf {
        let path: &Path = path.as_ref();
        let key = putuo_notice::sha256(path.as_os_str().as_encoded_bytes());
        self.folder.join(key + ".json")
    }

    /// Reads every input that is not finished yet.
    pub(crate) fn fill(&self, setup: &Setup) -> Result<()> {
        let record = |input: &Input| Some(self.record(&input.path));
        batch::each(setup, &self.inputs, record, |_, _| Ok(()))?;
        Ok(())
    }

    /// Gives every result on, in the order of the inputs. Returns whether any failed, and whether any has a finding of
    /// severity error.
    pub(crate) fn each(
        &self,
        mut give: impl FnMut(&str, &Outcome) -> Result<()>,
    ) -> Result<(bool, bool)> {
        let (mut failed, mut grave) = (false, false);
        let mut again = Again::default();
        self.records(|input, record| {
            let Some(Record {
                mut outcome,
                content,
                ..
            }) = record.filter(|r| r.name == input.name)
            else {
                return Err(Error::other(format!(
                    "{}: the finished result is gone",
                    shown(&input.name)
                )));
            };
            match &mut outcome {
                Outcome::Notice(notice) => {
                    again.look(&input.name, content, notice);
                    grave |= show::grave(&notice.diagnostics);
                }
                Outcome::Failure(_) => failed = true,
            }
            give(&input.name, &outcome)
        })?;
        Ok((failed, grave))
    }

    /// Gives every record on, in the order of the inputs. Small ones are read ahead, several at once: that takes longer than
    /// what is done with them.
    fn records(&self, mut give: impl FnMut(&Input, Option<Record>) -> Result<()>) -> Result<()> {
        /// Threads that read ahead, and how many records each may be ahead.
        const THREADS: usize = 4;
        const AHEAD: usize = 2;
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = processors.min(THREADS);
        std::thread::scope(|scope| {
            let lane = |first: usize| {
                let (send, receive) = mpsc::sync_channel(AHEAD);
                // Without a thread the records are read when they are wanted.
                let _ = std::thread::Builder::new().spawn_scoped(scope, move || {
                    let own = self.inputs.iter().skip(first).step_by(threads);
                    let mut records = own.map(|input| load_small(&self.record(&input.path)));
                    // Nobody takes them any more once something went wrong.
                    records.try_for_each(|record| send.send(record))
                });
                receive
            };
            let lanes: Vec<_> = (0..threads).map(lane).collect();
            let mut turns = lanes.iter().cycle();
            self.inputs.iter().try_for_each(|input| {
                let ahead = turns.next().and_then(|lane| lane.recv().ok()).flatten();
                let record = ahead.or_else(|| load(&self.record(&input.path)));
                give(input, record)
            })
        })
    }

    /// Removes the stage, once everything is written.
    pub(crate) fn close(self) -> Result<()> {
        clear(&self.folder)?;
        // Before it is let go of, so that whoever waits for it finds it gone; some systems do not remove what is open.
        let lock = self.folder.join(LOCK);
        let removed = std::fs::remove_file(&lock);
        drop(self.lock);
        if removed.is_err() {
            let _ = std::fs::remove_file(&lock);
        }
        std::fs::remove_dir(self.folder)
    }
}

/// Locks a folder for this run.
fn locked(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    loop {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::new(
                    ErrorKind::ResourceBusy,
                    format!(
                        "another run is writing there: {} is locked; wait for its end, or name another output",
                        shown(&name_of(folder))
                    ),
                ));
            }
            Err(TryLockError::Error(why)) if why.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(why)) => return Err(why),
        }
        // The run before may have removed it in between: then nobody else sees this one.
        if path.exists() {
            return Ok(file);
        }
        std::fs::create_dir_all(folder)?;
    }
}

/// Removes all but the lock.
fn clear(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == LOCK {
            continue;
        } else if entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        } else {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Keeps an outcome.
pub(crate) fn keep(
    record: &RawPath,
    name: &str,
    key: &str,
    sha256: Option<&str>,
    content: Option<String>,
    outcome: Outcome,
) -> Result<()> {
    let kept = Record {
        name: name.to_owned(),
        key: key.to_owned(),
        sha256: sha256.map(str::to_owned),
        content,
        outcome,
    };
    files::write(record.as_ref(), |file| {
        let mut file = BufWriter::new(file);
        serde_json::to_writer(&mut file, &kept)?;
        file.flush()
    })
}

/// Whether a finished result is there, whole, of this file as it is and of these options, and then whether it has a
/// finding of severity error. Failures are not kept: what made them may be mended.
pub(crate) fn kept(
    record: &RawPath,
    name: &str,
    key: &str,
    sha256: impl FnOnce() -> String,
) -> Option<bool> {
    let kept = load(record.as_ref())?;
    let same = kept.name == name && kept.key == key && kept.sha256 == Some(sha256());
    match kept.outcome {
        Outcome::Notice(notice) if same => Some(show::grave(&notice.diagnostics)),
        _ => None,
    }
}

/// A record that is so small that all those read ahead may be held at once.
fn load_small(record: &Path) -> Option<Record> {
    const SMALL: u64 = 1 << 20;
    let small = std::fs::metadata(record).ok()?.len() <= SMALL;
    small.then(|| load(record)).flatten()
}

/// A record, if it is there and whole.
fn load(record: &Path) -> Option<Record> {
    /// Up to this size a record is read before it is looked at, which is quicker; a larger one would be held twice.
    const WHOLE: u64 = 4 << 20;
    if std::fs::metadata(record).ok()?.len() <= WHOLE {
        return serde_json::from_slice(&std::fs::read(record).ok()?).ok();
    }
    let file = BufReader::new(File::open(record).ok()?);
    serde_json::from_reader(file).ok()
}

/// The options that a result depends on: a result of others is not gone on with. (A password is none of them: with another
/// one a file is read as it is or not at all.)
pub(crate) fn job(setup: &Setup) -> Job {
    let inputs = &setup.inputs;
    #[cfg(feature = "ocr")]
    let eye = inputs.eye.key();
    #[cfg(not(feature = "ocr"))]
    let eye = "";
    let told = format!(
        "{VERSION} {:?} {} {} {eye}",
        inputs.limits(),
        inputs.second_reader,
        setup.corrected.key()
    );
    Job::Record {
        key: putuo_notice::sha256(told.as_bytes()),
    }
}
