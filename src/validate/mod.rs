//! One named check a function.

use crate::context::Context;
use crate::model::Notice;

/// Runs every check that is switched on and adds what it finds.
pub(crate) fn run(_notice: &mut Notice, _ctx: &Context<'_>) {}
