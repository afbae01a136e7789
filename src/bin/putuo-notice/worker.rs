//! Work that may never end, or end the process: in a process of its own, with limits of time and memory.
//!
//! The process is this program, run again with a hidden command. All that it is told, passwords too, goes through its
//! standard input, where nobody else can see it; it answers on standard output.

use std::io::{BufReader, BufWriter};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use putuo_notice::{SecondReader, SecondReading, SecondTask};
use serde::{Deserialize, Serialize};

use crate::frame;
use crate::job::{Setup, Task};
use crate::{Inputs, out};

/// How often a process is looked at.
const LOOK: Duration = Duration::from_millis(2);
/// Seconds of processor time after which a second reader ends by itself, should nobody be left to end it.
#[cfg(unix)]
const SECONDS: u64 = 60;

#[derive(Args)]
pub(crate) struct Worker {
    #[arg(value_enum)]
    kind: Kind,
}

/// What the process does.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Kind {
    /// Reads files, one after another.
    Files,
    /// Reads the characters of one by the second reader.
    Characters,
}

/// What a second reader is told before the file.
#[derive(Serialize, Deserialize)]
struct Characters {
    password: Option<String>,
    memory: u64,
}

impl Worker {
    /// In the process itself.
    pub(crate) fn run(&self) -> std::io::Result<ExitCode> {
        let mut from = BufReader::new(std::io::stdin().lock());
        match self.kind {
            Kind::Files => {
                let Some(setup) = frame::take_value::<Setup>(&mut from)? else {
                    return Ok(ExitCode::SUCCESS);
                };
                #[cfg(feature = "ocr")]
                crate::eye::open(&setup.inputs)?;
                limit(setup.inputs.memory())?;
                let mut to = BufWriter::new(std::io::stdout().lock());
                while let Some(task) = frame::take_value::<Task>(&mut from)? {
                    let given = if task.given {
                        frame::take(&mut from)?
                    } else {
                        None
                    };
                    let answer = setup.run(&task, given);
                    frame::put_value(&mut to, &answer)?;
                    frame::put(&mut to, &answer.bytes)?;
                }
            }
            Kind::Characters => {
                let told = frame::take_value::<Characters>(&mut from)?;
                let Some((told, bytes)) = told.zip(frame::take(&mut from)?) else {
                    return Ok(ExitCode::SUCCESS);
                };
                limit(told.memory)?;
                #[cfg(unix)]
                rlimit::setrlimit(rlimit::Resource::CPU, SECONDS, SECONDS)?;
                // The process is ended from outside when its time is over.
                let task = SecondTask::new(&bytes, told.password.as_deref(), Duration::MAX);
                let reading = SecondReader::in_process().read(&task);
                out(&serde_json::to_vec(&reading)?)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Takes no more than so many MiB of memory from here on, and leaves no image of it behind.
fn limit(mebibytes: u64) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let bytes = mebibytes.saturating_mul(1 << 20);
        let (_, most) = rlimit::getrlimit(rlimit::Resource::AS)?;
        let bytes = bytes.min(most);
        rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes)?;
        rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)?;
    }
    #[cfg(not(unix))]
    let _ = mebibytes;
    Ok(())
}

/// This program, to be run again.
fn program() -> std::io::Result<PathBuf> {
    std::env::current_exe()
}

/// Starts a process that reads files.
pub(crate) fn start() -> std::io::Result<Child> {
    spawn("files")
}

fn spawn(kind: &str) -> std::io::Result<Child> {
    Command::new(program()?)
        .args(["worker", kind])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// The second reader in a process of its own.
pub(crate) fn second_reader(inputs: &Inputs) -> SecondReader {
    let memory = inputs.memory;
    SecondReader::new(move |task| {
        let told = Characters {
            password: task.password.map(str::to_owned),
            memory,
        };
        let answer = ask(&told, task.bytes, task.time)?;
        let reading: Result<SecondReading, String> =
            serde_json::from_slice(&answer).map_err(|e| e.to_string())?;
        reading
    })
}

/// Gives a file to a second reader and waits for its answer.
fn ask(told: &Characters, bytes: &[u8], time: Duration) -> Result<Vec<u8>, String> {
    let ends = Instant::now() + time;
    let mut child = spawn("characters").map_err(|e| e.to_string())?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (send, receive) = mpsc::channel();
    let ended = std::thread::scope(|scope| {
        let thread = || std::thread::Builder::new();
        let sending = thread().spawn_scoped(scope, move || {
            // A process that ends early closes the pipe: how it ended says more than that.
            let _ = stdin.map(|mut pipe| {
                frame::put_value(&mut pipe, told)?;
                frame::put(&mut pipe, bytes)
            });
        });
        let receiving = thread().spawn_scoped(scope, move || {
            let mut answer = Vec::new();
            let read = stdout.map(|mut pipe| std::io::Read::read_to_end(&mut pipe, &mut answer));
            let _ = send.send(read.map(|r| r.map(|_| answer)));
        });
        let ended = match sending.and(receiving) {
            Ok(_) => wait(&mut child, ends),
            Err(_) => {
                let _ = child.kill();
                wait(&mut child, ends)
            }
        };
        if ended.is_none() {
            let _ = child.kill();
            let _ = child.wait();
        }
        ended
    });
    match (ended, receive.recv()) {
        (None, _) => Err(format!("it took more than {} ms", time.as_millis())),
        (Some(true), Ok(Some(Ok(answer)))) => Ok(answer),
        _ => Err("its process ended without an answer".to_owned()),
    }
}

/// Whether a process ended well; `None` if it has not ended in time.
fn wait(child: &mut Child, ends: Instant) -> Option<bool> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if Instant::now() < ends => std::thread::sleep(LOOK),
            Ok(None) => return None,
            Err(_) => return Some(false),
        }
    }
}
