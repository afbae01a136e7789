//! Many files, each read by a worker process whose death costs that file alone; results in the order of the inputs.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufReader, Result};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use crate::again::Again;
use crate::files::{self, Input};
use crate::job::{Answer, Job, Setup, Task};
use crate::progress::Progress;
use crate::stage::Outcome;
use crate::{Inputs, frame, say, worker};

/// How far readers may be ahead of what is given on, in files.
const AHEAD: usize = 256;
/// Bytes of results that may wait for those before them. A longer one waits in its worker.
const WAITING: usize = 32 << 20;
/// Time that a worker has to say that it is over its time: then it is ended.
const GRACE: Duration = Duration::from_millis(600);
/// How often workers are looked at.
const LOOK: Duration = Duration::from_millis(20);
/// Up to this size a single file is read in this process: the worst small file known takes five seconds a MiB to open.
const SMALL: u64 = 512 << 10;

/// Failed inputs, and those that are the same byte for byte.
#[derive(Default)]
struct Said {
    failures: Vec<String>,
    by_content: HashMap<String, String>,
    notices: Again,
}

/// Runs over all inputs and gives each result on, in order; failed ones are said, and the others go on. Returns whether
/// any failed.
pub(crate) fn each(
    setup: &Setup,
    inputs: &[Input],
    record: impl Fn(&Input) -> Option<std::path::PathBuf> + Sync,
    mut give: impl FnMut(&Task, Answer) -> Result<()>,
) -> Result<bool> {
    let task = |index: usize| {
        inputs.get(index).map(|input| Task {
            index,
            input: input.clone(),
            record: record(input).map(Into::into),
            given: input.path.as_ref() == Path::new("-"),
            only: inputs.len() == 1,
            here: false,
        })
    };
    let progress = Progress::new(inputs.len(), setup.inputs.quiet);
    let mut said = Said::default();
    let mut end = |task: &Task, answer: Answer| -> Result<()> {
        progress.step();
        if let Some(why) = &answer.failure {
            let name = crate::shown(&task.input.path.shown());
            progress.say(&format!(
                "putuo-notice: {name}: {}",
                putuo_notice::output::shown_lines(why)
            ));
            said.failures.push(task.input.name.clone());
        }
        if let Some(sha256) = answer.sha256.clone().filter(|_| !setup.inputs.quiet) {
            let name = task.input.name.clone();
            let holds = answer.content.clone();
            let again = holds.and_then(|content| said.notices.first(content, &name));
            if let Some(first) = said.by_content.get(&sha256) {
                progress.say(&format!(
                    "putuo-notice: {} is the same file as {}, byte for byte",
                    crate::shown(&name),
                    crate::shown(first)
                ));
            } else {
                if let Some(first) = again {
                    progress.say(&format!(
                        "putuo-notice: {} holds the same notice as {}",
                        crate::shown(&name),
                        crate::shown(&first)
                    ));
                }
                said.by_content.insert(sha256, name);
            }
        }
        give(task, answer)
    };
    match task(0) {
        // Starting a process takes as long as reading a small file.
        Some(only) if inputs.len() == 1 => {
            match harmless(&only.input, setup.inputs.limits().input_bytes) {
                Some(bytes) => {
                    let only = Task { here: true, ..only };
                    let answer = setup.run(&only, bytes.ok());
                    end(&only, answer)?;
                }
                None => pool(setup, inputs.len(), &task, &mut end)?,
            }
        }
        Some(_) => pool(setup, inputs.len(), &task, &mut end)?,
        None => {}
    }
    progress.finish();
    list(inputs.len(), &said.failures);
    Ok(!said.failures.is_empty())
}

/// What each file says, in order; none where it cannot be read, which is said when it is read for its own sake.
pub(crate) fn texts(
    inputs: &Inputs,
    files: &[Input],
    mut give: impl FnMut(usize, Option<String>),
) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let mut inputs = inputs.clone();
    inputs.second_reader = false;
    #[cfg(feature = "ocr")]
    {
        inputs.eye = crate::eye::EyeOptions::default();
    }
    let task = |index: usize| {
        files.get(index).map(|input| Task {
            index,
            input: input.clone(),
            record: None,
            given: false,
            only: false,
            here: false,
        })
    };
    let mut end = |task: &Task, answer: Answer| {
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        give(task.index, answer.failure.is_none().then_some(text));
        Ok(())
    };
    pool(
        &Setup::new(&inputs, Job::Listed),
        files.len(),
        &task,
        &mut end,
    )
}

/// The bytes of a file that may be read in this process with those of its attachments: small all together, and none of them an
/// encrypted PDF, whose streams cannot be measured before it is opened. What cannot be read is refused wherever it is read.
fn harmless(input: &Input, limit: u64) -> Option<Result<Vec<u8>>> {
    let path: &Path = input.path.as_ref();
    // Standard input is of any size.
    if path == Path::new("-") {
        return None;
    }
    let limit = limit.min(SMALL);
    let mut size = 0;
    let bytes = harmless_beside(path, limit, &mut size)?;
    for attached in &input.attached {
        let _ = harmless_beside(attached.as_ref(), limit, &mut size)?;
    }
    Some(bytes)
}

/// The bytes of a file that may be read in this process beside others of so many bytes, to which its own are added.
fn harmless_beside(path: &Path, limit: u64, size: &mut u64) -> Option<Result<Vec<u8>>> {
    let bytes = match std::fs::metadata(path) {
        Ok(meta) if meta.is_file() => {
            *size = size.saturating_add(meta.len());
            if *size > SMALL {
                return None;
            }
            files::read(path, limit)
        }
        Ok(_) => Err(std::io::ErrorKind::InvalidInput.into()),
        Err(why) => Err(why),
    };
    let is_encrypted = bytes.as_ref().is_ok_and(|bytes| {
        let holds = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
        holds(b"%PDF-") && holds(b"/Encrypt")
    });
    (!is_encrypted).then_some(bytes)
}

/// The failures once more, at the end of a batch.
pub(crate) fn list(total: usize, failures: &[String]) {
    if total > 1 && !failures.is_empty() {
        say(&format!(
            "putuo-notice: {} of {total} files failed:",
            failures.len()
        ));
        for name in failures {
            say(&format!("  {}", crate::shown(name)));
        }
    }
}

/// What is given on next, and what waits for it.
struct Order {
    next: usize,
    waiting: usize,
    stopped: bool,
}

/// A worker as others see it: whoever looks at the time may end it.
#[derive(Default)]
struct Slot {
    child: Mutex<Option<Child>>,
    deadline: Mutex<Option<Instant>>,
    late: AtomicBool,
}

/// A mutex whose holder died is still sound: nothing here is left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Pool<'s> {
    setup: &'s Setup,
    order: Mutex<Order>,
    moved: Condvar,
    next: AtomicUsize,
    time: Duration,
}

fn pool(
    setup: &Setup,
    count: usize,
    task: &(dyn Fn(usize) -> Option<Task> + Sync),
    end: &mut dyn FnMut(&Task, Answer) -> Result<()>,
) -> Result<()> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = setup.inputs.jobs.unwrap_or(processors).clamp(1, count);
    let slots: Vec<Slot> = (0..jobs).map(|_| Slot::default()).collect();
    let pool = Pool {
        setup,
        order: Mutex::new(Order {
            next: 0,
            waiting: 0,
            stopped: false,
        }),
        moved: Condvar::new(),
        next: AtomicUsize::new(0),
        time: setup.inputs.limits().time() + GRACE,
    };
    // Closed when all is done: the watcher ends at once, not at its next look.
    let (watched, watch) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let watched = watched;
        let (send, receive) = mpsc::channel();
        let slots = &slots;
        let thread = || std::thread::Builder::new();
        thread().spawn_scoped(scope, move || {
            while let Err(mpsc::RecvTimeoutError::Timeout) = watch.recv_timeout(LOOK) {
                slots.iter().for_each(Slot::look);
            }
        })?;
        let mut working = false;
        for slot in slots {
            let (send, pool) = (send.clone(), &pool);
            let started = thread().spawn_scoped(scope, move || pool.work(slot, task, &send));
            // Fewer than wanted do as well.
            match started {
                Err(why) if !working => return Err(why),
                started => working |= started.is_ok(),
            }
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut result = Ok(());
        for (index, answer) in receive {
            early.insert(index, answer);
            while result.is_ok()
                && let Some((task, answer)) = {
                    let next = lock(&pool.order).next;
                    early.remove(&next)
                }
            {
                let bytes = answer.bytes.len();
                result = end(&task, answer);
                let mut order = lock(&pool.order);
                order.next += 1;
                order.waiting = order.waiting.saturating_sub(bytes);
                order.stopped |= result.is_err();
                drop(order);
                pool.moved.notify_all();
            }
            if result.is_err() {
                break;
            }
        }
        drop(watched);
        slots.iter().for_each(Slot::end);
        result
    })
}

impl Slot {
    /// Ends a worker that is over its time.
    fn look(&self) {
        let over = lock(&self.deadline).is_some_and(|d| Instant::now() > d);
        if over {
            self.late.store(true, Ordering::Relaxed);
            self.end();
        }
    }

    fn end(&self) {
        if let Some(child) = lock(&self.child).as_mut() {
            let _ = child.kill();
        }
    }

    /// Waits for a process that has ended.
    fn reap(&self) {
        *lock(&self.deadline) = None;
        if let Some(mut child) = lock(&self.child).take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A worker's two ends, and whether it has read a file yet.
struct Talk {
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    fresh: bool,
}

impl Pool<'_> {
    fn work(
        &self,
        slot: &Slot,
        task: &(dyn Fn(usize) -> Option<Task> + Sync),
        send: &mpsc::Sender<(usize, (Task, Answer))>,
    ) {
        let mut talk = None;
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = task(index) else {
                break;
            };
            if !self.wait(|order| index < order.next + AHEAD) {
                break;
            }
            let Some(answer) = self.answer(slot, &mut talk, &task) else {
                break;
            };
            if send.send((index, (task, answer))).is_err() {
                break;
            }
        }
        drop(talk);
        slot.reap();
    }

    /// Waits for others to be done. Whether the work goes on.
    fn wait(&self, ready: impl Fn(&Order) -> bool) -> bool {
        let order = lock(&self.order);
        let order = self
            .moved
            .wait_while(order, |order| !order.stopped && !ready(order));
        !order.unwrap_or_else(PoisonError::into_inner).stopped
    }

    /// Has a file read by a worker. `None` if the work is to stop.
    fn answer(&self, slot: &Slot, talk: &mut Option<Talk>, task: &Task) -> Option<Answer> {
        let limit = self.setup.inputs.limits().input_bytes;
        let given = task.given.then(|| task.input.read(limit)).transpose();
        let given = match given {
            Ok(given) => given,
            Err(why) => return Some(Answer::failed(why.to_string())),
        };
        loop {
            let talking = match talk {
                Some(talking) => talking,
                None => match self.start(slot) {
                    Ok(started) => talk.insert(started),
                    Err(why) => {
                        return Some(Answer::failed(format!(
                            "no process could be started to read it: {why}"
                        )));
                    }
                },
            };
            let fresh = std::mem::replace(&mut talking.fresh, false);
            *lock(&slot.deadline) = Some(Instant::now() + self.time);
            let asked = self.ask(slot, talking, task, given.as_deref());
            if let Ok(answer) = asked {
                return answer;
            }
            // It has ended: whatever was to blame, the next file has another.
            *talk = None;
            slot.reap();
            if lock(&self.order).stopped {
                return None;
            }
            let late = slot.late.swap(false, Ordering::Relaxed);
            // What files before it left behind may have been too much.
            if !late && !fresh {
                continue;
            }
            let why = if late {
                format!(
                    "it takes more than {} seconds\n  help: if the file is trusted, raise `--limit time_ms=N`, or repair it (for instance with `qpdf in.pdf out.pdf`)",
                    self.time.as_secs()
                )
            } else {
                format!(
                    "it takes more than {} MiB of memory, or ends the process that reads it\n  help: if the file is trusted, raise `--memory`, or repair it (for instance with `qpdf in.pdf out.pdf`)",
                    self.setup.inputs.memory()
                )
            };
            let kept = self
                .setup
                .keep(task, Outcome::Failure(why.clone()), None, None);
            return Some(Answer::failed(kept.err().map_or(why, |e| e.to_string())));
        }
    }

    fn start(&self, slot: &Slot) -> Result<Talk> {
        let mut child = worker::start()?;
        let ends = child.stdin.take().zip(child.stdout.take());
        *lock(&slot.child) = Some(child);
        let (mut to, from) = ends.ok_or(std::io::ErrorKind::BrokenPipe)?;
        frame::put_value(&mut to, self.setup)?;
        Ok(Talk {
            to,
            from: BufReader::new(from),
            fresh: true,
        })
    }

    /// Gives a worker a file and takes its answer; an error if it has ended.
    fn ask(
        &self,
        slot: &Slot,
        talk: &mut Talk,
        task: &Task,
        given: Option<&[u8]>,
    ) -> Result<Option<Answer>> {
        frame::put_value(&mut talk.to, task)?;
        if let Some(bytes) = given {
            frame::put(&mut talk.to, bytes)?;
        }
        let ended = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let mut answer: Answer = frame::take_value(&mut talk.from)?.ok_or_else(ended)?;
        *lock(&slot.deadline) = None;
        let length = frame::length(&mut talk.from)?;
        let bytes = usize::try_from(length).unwrap_or(usize::MAX);
        let index = task.index;
        let ready = |o: &Order| index == o.next || o.waiting.saturating_add(bytes) <= WAITING;
        if !self.wait(ready) {
            return Ok(None);
        }
        answer.bytes = frame::bytes(&mut talk.from, length)?;
        lock(&self.order).waiting += bytes;
        Ok(Some(answer))
    }
}
