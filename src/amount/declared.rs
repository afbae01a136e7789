//! Sums and units that the text around the tables states.

use crate::context::Context;
use crate::error::Error;
use crate::lexicon::declared::{self, Sum};
use crate::lexicon::fold;
use crate::lexicon::money::unit::{self, Denomination};
use crate::model::{Amount, DeclaredSum, Notice, Text};

/// The sums that the body declares: its totals, or where it states none what it says is handed out.
pub(super) fn sums(body: &[Text], ctx: &mut Context<'_>) -> Result<Vec<DeclaredSum>, Error> {
    let totals = read(body, declared::totals, ctx)?;
    if totals.is_empty() {
        read(body, declared::handed_out, ctx)
    } else {
        Ok(totals)
    }
}

fn read(
    body: &[Text],
    sums: impl Fn(&str) -> Vec<Sum>,
    ctx: &mut Context<'_>,
) -> Result<Vec<DeclaredSum>, Error> {
    let mut out = Vec::new();
    for paragraph in body {
        // Places are the same in simplified characters.
        for (phrase, sum) in sums(&fold::simple(&paragraph.text)) {
            let printed = |place| paragraph.text.get(place).unwrap_or_default();
            let (phrase, sum) = (printed(phrase), printed(sum));
            // Both the phrase and the sum have the paragraph's places.
            ctx.repeat(2 * (phrase.len() + size_of_val(paragraph.locations.as_slice())))?;
            let (mut amount, _) = Amount::parse(sum, None);
            amount.locations.clone_from(&paragraph.locations);
            out.push(DeclaredSum {
                amount,
                text: Text {
                    text: phrase.to_owned(),
                    raw: phrase.to_owned(),
                    locations: paragraph.locations.clone(),
                    ..Text::default()
                },
            });
        }
        ctx.check_time()?;
    }
    Ok(out)
}

/// The one unit of money that title, body or attachments state for the whole notice; none where they state two.
pub(super) fn unit(notice: &Notice) -> Option<Denomination> {
    let mut units = texts(notice).flat_map(|t| unit::statements(&t.text));
    let first = units.next()?;
    units.all(|u| u == first).then_some(first)
}

/// The text around the tables.
pub(super) fn texts(notice: &Notice) -> impl Iterator<Item = &Text> {
    let attachments = notice.attachments.iter();
    let attachments = attachments.flat_map(|a| a.title.iter().chain(&a.notes));
    let texts = notice.title.iter().chain(&notice.body);
    texts.chain(&notice.remarks).chain(attachments)
}
