//! A page → lines and grids.

use crate::context::Context;
use crate::error::Error;
use crate::page::Page;
use crate::table::Block;

/// Finds the tables of a page; everything else becomes lines, in reading order.
pub(crate) fn blocks(_page: &Page, _ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    Ok(Vec::new())
}
