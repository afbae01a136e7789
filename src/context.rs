//! What every stage may read and add to while one input is worked on.

use std::time::{Duration, Instant};

use crate::accounts::Accounts;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use crate::options::ParseOptions;

/// One input's options, accounts, findings and deadline, handed down the stages.
#[derive(Debug)]
pub(crate) struct Context<'o> {
    pub(crate) options: &'o ParseOptions,
    pub(crate) accounts: Accounts,
    pub(crate) diagnostics: Vec<Diagnostic>,
    started: Instant,
}

impl<'o> Context<'o> {
    pub(crate) fn new(options: &'o ParseOptions) -> Self {
        Self {
            options,
            accounts: Accounts::default(),
            diagnostics: Vec::new(),
            started: Instant::now(),
        }
    }

    /// Stops work that has taken longer than its limit; to be called now and then in long loops.
    pub(crate) fn check_time(&self) -> Result<(), Error> {
        let limits = &self.options.limits;
        if self.started.elapsed() > limits.time() {
            return Err(over("time_ms", limits.time_ms));
        }
        Ok(())
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
