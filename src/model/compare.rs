//! Whether two notices say the same, wherever and however they were printed.

use super::amount::Amount;
use super::notice::Notice;
use super::table::{Item, Row};
use super::text::{CellText, Origin, Text};

impl Notice {
    /// Whether both hold the same content: everything but where it was printed (locations, `raw`, whether its numbers were seen twice), what it was read from
    /// (source, ledger, page breaks) and what was said about it (diagnostics).
    ///
    /// A text form cannot show merged cells, so a value taken from a row above counts the same however it came there
    /// (merged, carried, repeated, ditto).
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::parse_notice;
    /// let tabs = parse_notice("关于公布项目的通知\n序号\t项目名称\t金额（万元）\n1\t甲\t5\n")?;
    /// let pipes = parse_notice("关于公布项目的通知\n|序号|项目名称|金额（万元）|\n|---|---|---|\n|1|甲|5|\n")?;
    /// assert!(tabs.same_content(&pipes));
    /// # Ok::<(), putuo_notice::Error>(())
    /// ```
    #[must_use]
    pub fn same_content(&self, other: &Self) -> bool {
        bare(self) == bare(other)
    }
}

/// The notice without provenance.
fn bare(notice: &Notice) -> Notice {
    let mut n = notice.clone();
    n.source = Default::default();
    n.ledger = Default::default();
    n.diagnostics.clear();
    n.attachments.iter_mut().for_each(|a| a.source = None);
    let texts = n
        .issuers
        .iter_mut()
        .chain(&mut n.copy_number)
        .chain(&mut n.classification)
        .chain(&mut n.urgency)
        .chain(&mut n.signers)
        .chain(&mut n.title)
        .chain(&mut n.recipients)
        .chain(&mut n.body)
        .chain(n.attachment_notes.iter_mut().map(|a| &mut a.title))
        .chain(&mut n.signatories)
        .chain(&mut n.remarks)
        .chain(n.metadata.iter_mut().map(|m| &mut m.value))
        .chain(n.declared.iter_mut().map(|d| &mut d.text))
        .chain(n.declared_sums.iter_mut().map(|d| &mut d.text))
        .chain(
            n.attachments
                .iter_mut()
                .flat_map(|a| a.label.iter_mut().chain(&mut a.title).chain(&mut a.notes)),
        )
        .chain(n.tables.iter_mut().flat_map(|t| {
            t.title
                .iter_mut()
                .chain(&mut t.unit_text)
                .chain(t.columns.iter_mut().flat_map(|c| &mut c.texts))
        }))
        .chain(
            n.imprint
                .iter_mut()
                .flat_map(|i| i.copied_to.iter_mut().chain(&mut i.printed_by)),
        );
    texts.for_each(text);
    // A header cell over several columns is printed once, but a text form may leave its place blank.
    for column in n.tables.iter_mut().flat_map(|t| &mut t.columns) {
        column.texts.clear();
    }
    let dates = n
        .date
        .iter_mut()
        .chain(n.imprint.iter_mut().filter_map(|i| i.printed_on.as_mut()));
    for date in dates {
        date.raw.clear();
        date.locations.clear();
        date.seen = None;
    }
    for number in n.document_number.iter_mut().chain(&mut n.cited) {
        number.locations.clear();
        number.seen = None;
    }
    for sum in &mut n.declared_sums {
        unplaced(&mut sum.amount);
    }
    n.tables.iter_mut().flat_map(|t| &mut t.rows).for_each(row);
    n.items.iter_mut().for_each(item);
    n
}

fn unplaced(amount: &mut Amount) {
    amount.locations.clear();
    amount.seen = None;
}

fn text(text: &mut Text) {
    text.raw.clear();
    text.locations.clear();
    (text.seen, text.confidence) = (None, None);
}

fn row(row: &mut Row) {
    row.cells.iter_mut().for_each(cell);
    row.amounts.values_mut().map(Box::as_mut).for_each(unplaced);
}

fn cell(cell: &mut CellText) {
    cell.raw.clear();
    cell.locations.clear();
    (cell.seen, cell.confidence) = (None, None);
    cell.joined = false;
    cell.origin = match cell.origin {
        Origin::Own | Origin::Corrected => Origin::Own,
        _ => Origin::Merged,
    };
}

fn item(item: &mut Item) {
    let cells = item
        .sequence
        .iter_mut()
        .chain(&mut item.purchaser)
        .chain(&mut item.project)
        .chain(&mut item.content)
        .chain(&mut item.beneficiary)
        .chain(&mut item.provider)
        .chain(&mut item.method)
        .chain(&mut item.source)
        .chain(&mut item.period)
        .chain(&mut item.note)
        .chain(item.others.values_mut());
    cells.for_each(cell);
    for amount in item
        .amount
        .iter_mut()
        .chain(item.amounts.values_mut().map(Box::as_mut))
    {
        unplaced(amount);
    }
    item.needs_review = false;
}
