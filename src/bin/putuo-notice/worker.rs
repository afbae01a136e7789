//! Work that may never end, or end the process: in a process of its own, with limits of time and memory.
//!
//! The process is this program, run again with a hidden command. It is given the file on standard input, and answers on
//! standard output.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use putuo_notice::{SecondReader, SecondReading, SecondTask};

use crate::{Inputs, batch, out};

/// Bytes of address space that the process may take: what reading a file of any size stays below.
#[cfg(unix)]
const MEMORY: u64 = 512 << 20;
/// How long opening a file of the largest size may take before the process is ended: it is opened twice, and then read.
const OPENING: Duration = Duration::from_secs(4);
/// The worst file known takes five seconds a MiB to open (dictionaries that are never closed): one of this size, three.
const LARGE: usize = 512 << 10;
/// How often the process is looked at.
const LOOK: Duration = Duration::from_millis(2);

#[derive(Args)]
pub(crate) struct Worker {
    #[arg(value_enum)]
    task: Task,
    #[command(flatten)]
    inputs: Inputs,
}

/// What the process does with the file.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Task {
    /// Open it.
    Open,
    /// Read its characters by the second reader.
    Characters,
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Characters => "characters",
        }
    }
}

impl Worker {
    /// In the process itself.
    pub(crate) fn run(&self) -> std::io::Result<ExitCode> {
        #[cfg(unix)]
        rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY)?;
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        match self.task {
            // A file that cannot be opened is no danger: whoever asked will find out why.
            Task::Open => {
                let _ = batch::parser(&self.inputs, None).open(&bytes);
            }
            Task::Characters => {
                let password = self.inputs.password.as_deref();
                // The process is ended from outside when its time is over.
                let task = SecondTask::new(&bytes, password, Duration::MAX);
                let reading = SecondReader::in_process().read(&task);
                out(&serde_json::to_vec(&reading)?)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Why a process gave no answer.
pub(crate) enum Failure {
    /// It could not be started or talked to.
    Start(String),
    /// It took too long.
    Time,
    /// It ended by itself: a stack overflow, no more memory.
    End,
}

/// Opens a file in a process of its own first, if opening it here might take longer or more memory than it may: where
/// reading must not hang, a PDF that is large, or encrypted so that its streams cannot be measured beforehand.
pub(crate) fn try_opening(inputs: &Inputs, bytes: &[u8]) -> Result<(), String> {
    // Where a PDF may begin (ISO 32000-1, implementation note 13).
    let pdf = contains(bytes.get(..1024).unwrap_or(bytes), b"%PDF-");
    let doubtful = bytes.len() > LARGE || contains(bytes, b"/Encrypt");
    if !(pdf && doubtful) {
        return Ok(());
    }
    match ask(Task::Open, inputs, bytes, OPENING) {
        Ok(_) => Ok(()),
        // Without a second process the file is read in this one.
        Err(Failure::Start(_)) => Ok(()),
        Err(Failure::Time) => Err(format!(
            "opening it takes more than {} seconds\n  help: if the file is trusted, repair it (for instance with `qpdf in.pdf out.pdf`)",
            OPENING.as_secs()
        )),
        Err(Failure::End) => Err(
            "opening it takes more memory than it may\n  help: if the file is trusted, repair it (for instance with `qpdf in.pdf out.pdf`)"
                .to_owned(),
        ),
    }
}

/// The second reader in a process of its own.
pub(crate) fn second_reader(inputs: &Inputs) -> SecondReader {
    let inputs = inputs.clone();
    SecondReader::new(move |task| {
        let answer = ask(Task::Characters, &inputs, task.bytes, task.time);
        let answer = answer.map_err(|failure| match failure {
            Failure::Start(why) => why,
            Failure::Time => format!("it took more than {} ms", task.time.as_millis()),
            Failure::End => "its process ended without an answer".to_owned(),
        })?;
        let reading: Result<SecondReading, String> =
            serde_json::from_slice(&answer).map_err(|e| e.to_string())?;
        reading
    })
}

/// Gives a file to a process and waits for its answer.
fn ask(task: Task, inputs: &Inputs, bytes: &[u8], time: Duration) -> Result<Vec<u8>, Failure> {
    let ends = Instant::now() + time;
    let failed = |e: std::io::Error| Failure::Start(e.to_string());
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    command.args(["worker", task.name(), "-"]);
    if let Some(password) = &inputs.password {
        command.args(["--password", password]);
    }
    for (name, value) in &inputs.limit {
        command.args(["--limit", &format!("{name}={value}")]);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (send, receive) = mpsc::channel();
    let answer = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A process that ends early closes the pipe: how it ended says more than that.
            let _ = stdin.map(|mut pipe| pipe.write_all(bytes));
        });
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.map(|mut pipe| pipe.read_to_end(&mut answer));
            let _ = send.send(read.map(|r| r.map(|_| answer)));
        });
        let ended = wait(&mut child, ends);
        if ended.is_none() {
            let _ = child.kill();
            let _ = child.wait();
        }
        match ended {
            None => Err(Failure::Time),
            Some(false) => Err(Failure::End),
            Some(true) => Ok(()),
        }
    });
    answer?;
    match receive.recv() {
        Ok(Some(Ok(answer))) => Ok(answer),
        _ => Err(Failure::End),
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

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}
