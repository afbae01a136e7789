//! Lines and tables → the parts of a 公文 (GB/T 9704-2012, 7.2 to 7.4).

use crate::context::Context;
use crate::model::{Notice, SCHEMA, Source};
use crate::table::Flow;
use crate::text::compose;

/// Builds the notice from its lines and tables. Amounts are filled in by the next stage.
pub(crate) fn build(flow: Vec<Flow>, source: Source, ctx: &mut Context<'_>) -> Notice {
    let mut notice = Notice {
        schema: SCHEMA.into(),
        source,
        ..Notice::default()
    };
    for part in flow {
        if let Flow::Line(line) = part
            && !line.is_blank()
        {
            notice.body.push(compose::text(&[line], ctx));
        }
    }
    notice
}
