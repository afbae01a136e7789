//! What every stage may read and add to while one input is worked on.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use crate::accounts::Accounts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::options::ParseOptions;

/// One input's options, accounts, findings and deadline, handed down the stages.
#[derive(Debug)]
pub(crate) struct Context<'o> {
    pub(crate) options: &'o ParseOptions,
    pub(crate) accounts: Accounts,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Names of the files that hold the notice's attachments.
    pub(crate) attached: Vec<String>,
    /// Whether what the notice is read from is to be shown beside it.
    #[cfg(feature = "office")]
    pub(crate) inspected: bool,
    /// Cells of sheets, by the sheet and their names, that show their number divided by this power of ten.
    pub(crate) scaled: HashMap<(String, String), u32>,
    /// What is not seen outside cells: said where a part of the head, or a number of the text, stands in its place.
    pub(crate) unseen: Vec<Diagnostic>,
    /// What the eye saw otherwise than it was read.
    #[cfg(feature = "ocr")]
    pub(crate) shown: Vec<crate::eye_reader::Shown>,
    /// How many findings of a kind were met that a hostile file can have millions of.
    met: BTreeMap<&'static str, usize>,
    /// How much the notice says more than once.
    repeated: u64,
    started: Instant,
}

/// How many findings of such a kind are named one by one. No one looks up more, and a million take gigabytes.
const NAMED: usize = 1_000;

impl<'o> Context<'o> {
    pub(crate) fn new(options: &'o ParseOptions) -> Self {
        Self {
            options,
            accounts: Accounts::default(),
            diagnostics: Vec::new(),
            attached: Vec::new(),
            #[cfg(feature = "office")]
            inspected: false,
            scaled: HashMap::new(),
            unseen: Vec::new(),
            #[cfg(feature = "ocr")]
            shown: Vec::new(),
            met: BTreeMap::new(),
            repeated: 0,
            started: Instant::now(),
        }
    }

    /// Adds findings of one kind, as many as are named one by one; the rest is counted.
    pub(crate) fn name<T>(
        &mut self,
        code: &'static str,
        met: impl IntoIterator<Item = T>,
        finding: impl Fn(T) -> Diagnostic,
    ) {
        let count = self.met.entry(code).or_default();
        for place in met {
            *count += 1;
            if *count <= NAMED {
                self.diagnostics.push(finding(place));
            }
        }
    }

    /// The findings, and of those that were only counted how many they are.
    pub(crate) fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.diagnostics);
        for (code, count) in std::mem::take(&mut self.met) {
            let more = count.saturating_sub(NAMED);
            if more > 0 {
                found.push(Diagnostic::new(
                    code,
                    Severity::Warning,
                    format!("{more} findings more of the kind {code}, not named one by one"),
                    format!("另有{more}处同类问题（{code}），不逐一列出"),
                ));
            }
        }
        found
    }

    /// Stops work that has taken longer than its limit, or that is no longer wanted; to be called now and then in long loops.
    pub(crate) fn check_time(&self) -> Result<(), Error> {
        let limits = &self.options.limits;
        let passed = self.started.elapsed();
        if passed > limits.time() {
            return Err(over("time_ms", limits.time_ms));
        }
        match &self.options.watcher {
            Some(watcher) if watcher.stops(passed) => Err(ErrorKind::Stopped.into()),
            _ => Ok(()),
        }
    }

    /// Counts characters that the notice says more than once: a cell's carried text, a header in every row. A small input
    /// may ask for gigabytes of them.
    pub(crate) fn repeat(&mut self, characters: usize) -> Result<(), Error> {
        let characters = u64::try_from(characters).unwrap_or(u64::MAX);
        self.repeated = self.repeated.saturating_add(characters);
        self.check_limit("glyphs", self.repeated, self.options.limits.glyphs)
    }

    /// How much of the time limit is left.
    pub(crate) fn time_left(&self) -> Duration {
        let limit = self.options.limits.time();
        limit.saturating_sub(self.started.elapsed())
    }

    /// Stops work that goes over a limit on a count.
    pub(crate) fn check_limit(
        &self,
        limit: &'static str,
        found: u64,
        allowed: u64,
    ) -> Result<(), Error> {
        if found > allowed {
            Err(over(limit, allowed))
        } else {
            Ok(())
        }
    }
}

fn over(limit: &'static str, allowed: u64) -> Error {
    ErrorKind::LimitExceeded { limit, allowed }.into()
}
