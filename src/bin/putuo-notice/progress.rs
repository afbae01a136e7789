//! How far a batch is, on standard error.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::say;
use indicatif::{ProgressBar, ProgressStyle};

/// Files between two plain lines.
const STEP: usize = 100;

/// A bar with rate and time left on a terminal, else a line now and then; nothing for a single file.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
    total: usize,
    done: AtomicUsize,
    start: Instant,
}

impl Progress {
    pub(crate) fn new(total: usize, quiet: bool) -> Self {
        let shown = !quiet && total > 1;
        let terminal = std::io::stderr().is_terminal();
        let bar = (shown && terminal).then(|| {
            let bar = ProgressBar::new(total as u64);
            let style = "{wide_bar} {pos}/{len}  {per_sec}  {eta} left";
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self {
            bar,
            plain: shown && !terminal,
            total,
            done: AtomicUsize::new(0),
            start: Instant::now(),
        }
    }

    /// A file is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        } else if self.plain && done.is_multiple_of(STEP) {
            let rate = done as f64 / self.start.elapsed().as_secs_f64().max(0.001);
            let left = (self.total - done.min(self.total)) as f64 / rate;
            say(&format!(
                "putuo-notice: {done}/{} files, {rate:.0} a second, {left:.0} s left",
                self.total
            ));
        }
    }

    /// Says something without tearing the bar.
    pub(crate) fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(message)),
            None => say(message),
        }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
