//! A single small file is read in this process, where nothing else could end what takes too long or too much.

use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use putuo_notice::Watcher;

use crate::{Inputs, say};

/// How often memory and time are looked at: memory fills by some MiB in as long.
const LOOK: Duration = Duration::from_millis(4);
/// Time that the reader has to say so itself.
const GRACE: Duration = Duration::from_millis(600);
/// Part of the memory allowed, in eighths, from which the file is given up: by the time of the next look it is more.
const EIGHTHS: u64 = 7;
/// Time from which a reading is watched: most files are read by then, and a thread takes an eighth of their time. Memory fills
/// by some dozens of MiB in as long.
const PATIENCE: Duration = Duration::from_millis(20);

/// Ends the process, with a word and exit code 2, should a reading take too much. The watch is over when the watcher is dropped.
pub(crate) fn watcher(inputs: &Inputs, name: &str) -> Watcher {
    let watch: OnceLock<Option<Sender<()>>> = OnceLock::new();
    let time = inputs.limits().time() + GRACE;
    let (memory, name) = (inputs.memory(), name.to_owned());
    Watcher::new(move |passed| {
        if passed > PATIENCE {
            let ends = Instant::now() + time.saturating_sub(passed);
            // The reader has limits of its own, should there be no thread.
            let _ = watch.get_or_init(|| start(ends, memory, name.clone()).ok());
        }
        ControlFlow::Continue(())
    })
}

fn start(ends: Instant, memory: u64, name: String) -> std::io::Result<Sender<()>> {
    let (send, receive) = channel::<()>();
    let most = (memory << 20) / 8 * EIGHTHS;
    std::thread::Builder::new().spawn(move || {
        while let Err(RecvTimeoutError::Timeout) = receive.recv_timeout(LOOK) {
            let why = if Instant::now() > ends {
                "takes more time than it may\n  help: if the file is trusted, raise `--limit time_ms=N`"
                    .to_owned()
            } else if resident().is_some_and(|bytes| bytes > most) {
                format!(
                    "takes more than {memory} MiB of memory\n  help: if the file is trusted, raise `--memory`"
                )
            } else {
                continue;
            };
            say(&format!("putuo-notice: {name}: {why}"));
            std::process::exit(2);
        }
    })?;
    Ok(send)
}

/// Bytes of memory that this process has in use, where the system says so.
fn resident() -> Option<u64> {
    /// Linux counts in pages; those of the systems it runs on have 4 KiB at least.
    const PAGE: u64 = 4 << 10;
    let counts = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = counts.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}
