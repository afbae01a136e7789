//! Lines and tables → the parts of a 公文 (GB/T 9704-2012, 7.2 to 7.4).
//!
//! The notice is taken apart from its ends: what stands before the first attachment or table is the main part
//! ([`head`] to the recipients, [`body`] after them); the rest is attachments and imprint ([`attachments`]).

mod attachments;
mod body;
mod correct;
mod dates;
mod declared;
mod head;
mod items;
mod metadata;
mod number;
mod span;
mod words;

pub(crate) use correct::correct;

use crate::context::Context;
use crate::model::{Notice, SCHEMA, Source};
use crate::table::Flow;
use crate::text::Line;

/// Builds the notice from its lines and tables. Amounts are filled in by the next stage.
pub(crate) fn build(flow: Vec<Flow>, source: Source, ctx: &mut Context<'_>) -> Notice {
    let mut notice = Notice {
        schema: SCHEMA.into(),
        source,
        ..Notice::default()
    };
    let flow = metadata::take(flow, &mut notice, ctx);
    let end = flow.iter().position(ends_main).unwrap_or(flow.len());
    let mut flow = flow;
    let rest = flow.split_off(end);
    let main: Vec<Line> = flow
        .into_iter()
        .filter_map(|f| match f {
            Flow::Line(line) if !line.is_blank() => Some(line),
            _ => None,
        })
        .collect();
    let main = metadata::restore(main, &notice, ctx);
    let start = head::read(&main, &mut notice, ctx);
    let tail = body::read(main.get(start..).unwrap_or_default(), &mut notice, ctx);
    let after = tail.into_iter().map(Flow::Line).chain(rest);
    attachments::read(after, &mut notice, ctx);
    notice.declared = declared::find(&notice.body);
    notice.cited = cited(&notice);
    notice
}

/// The main part ends at the first attachment's label or at the first table.
fn ends_main(flow: &Flow) -> bool {
    match flow {
        Flow::Line(line) => {
            attachments::label(&words::plain(line)).is_some_and(|l| l.title.is_empty())
        }
        Flow::Table(_) => true,
    }
}

/// Numbers of other documents that the body names.
fn cited(notice: &Notice) -> Vec<crate::model::DocumentNumber> {
    let own = notice.document_number.as_ref().map(|n| n.text.as_str());
    notice
        .body
        .iter()
        .flat_map(|p| {
            number::all(&p.text)
                .into_iter()
                .map(|n| crate::model::DocumentNumber {
                    locations: p.locations.clone(),
                    ..n
                })
        })
        .filter(|n| Some(n.text.as_str()) != own)
        .collect()
}
