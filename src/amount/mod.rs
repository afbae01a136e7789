//! `2 万元（按实结算）` → [`Amount`](crate::model::Amount).

use crate::context::Context;
use crate::model::Notice;

/// Reads the amounts of every row's money columns, and of the declared sums.
pub(crate) fn fill(_notice: &mut Notice, _ctx: &mut Context<'_>) {}
