//! The unit of numbers that state none, by what they add up to.

use rust_decimal::Decimal;

use super::declared;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money;
use crate::lexicon::money::unit::Denomination;
use crate::model::{Notice, RowKind, Table, Unit};

/// The units that numbers without one may be in.
const UNITS: [Unit; 3] = [Unit::Yuan, Unit::TenThousand, Unit::HundredMillion];

/// What the numbers of a column come to.
pub(super) struct Whole {
    sum: Decimal,
    unit: Unit,
    /// What the text states, in yuan.
    stated: Decimal,
}

impl Whole {
    /// The one unit in which the numbers of a column, or the total printed below them, are a sum that the text around the tables
    /// states: 660, 251, 39, 120 and 130 where 1200万元 are handed out. None if the text states the same figures in two units.
    /// One row of few figures may stand beside a sum of the same figures by chance.
    pub(super) fn find(c: usize, table: &Table, stated: &[Decimal]) -> Option<Self> {
        let of = |kind: RowKind| {
            let rows = table.rows.iter().filter(move |r| r.kind == kind);
            rows.filter_map(|r| money::bare(&r.cells.get(c)?.text))
        };
        let sum = of(RowKind::Item).try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let several = of(RowKind::Item).nth(1).is_some();
        let tells = several || money::figures(sum).0 >= FIGURES_OF_ONE;
        let mut wholes: Vec<Decimal> = tells.then_some(sum).into_iter().collect();
        wholes.extend(of(RowKind::Total).filter(|total| *total != sum || !tells));
        let is = |yuan: Decimal, stated: Decimal| yuan.normalize() == stated;
        Self::by(&wholes, stated, is).or_else(|| Self::by(&wholes, stated, is_rounded))
    }

    /// The one unit in which one of these is a sum that is stated.
    fn by(
        wholes: &[Decimal],
        stated: &[Decimal],
        fits: fn(Decimal, Decimal) -> bool,
    ) -> Option<Self> {
        let mut found = wholes.iter().flat_map(|whole| {
            UNITS.into_iter().filter_map(move |unit| {
                let yuan = whole.checked_mul(unit.yuan())?;
                let stated = stated
                    .iter()
                    .find(|s| !whole.is_zero() && fits(yuan, **s))?;
                let (sum, stated) = (*whole, *stated);
                Some(Self { sum, unit, stated })
            })
        });
        let first = found.next()?;
        found.all(|other| other.unit == first.unit).then_some(first)
    }

    pub(super) fn denomination(&self) -> Denomination {
        Denomination::from(self.unit)
    }

    /// Says where the unit is from.
    pub(super) fn finding(&self, header: &str) -> Diagnostic {
        let (sum, unit) = (self.sum.normalize(), self.unit.as_str());
        let stated = self.stated.checked_div(self.unit.yuan());
        let stated = stated.unwrap_or(self.sum).normalize();
        Diagnostic::new(
            codes::AMOUNT_UNIT_BY_SUM,
            Severity::Info,
            format!("no unit is stated for the numbers under {header}; they come to {sum}, and the text speaks of {stated}{unit}: they were read in {unit}"),
            format!("“{header}”列未注单位；该列共{sum}，正文写有{stated}{unit}，据此按{unit}读取"),
        )
        .help(
            "see whether the sum named in the text is that of this table",
            "请核实正文所写金额是否即本表合计",
        )
    }
}

/// Fewest figures of one row’s number: of the ten sums that a page may state, one has its three by chance once in ninety times.
const FIGURES_OF_ONE: u32 = 3;

/// Fewest figures of a rounded sum: another sum has the same first five by chance once in ten thousand times.
const FIGURES: u32 = 5;

/// Whether a sum in yuan is what was stated of it in fewer figures: 38093128.8 where the text has 3809.3万元.
fn is_rounded(yuan: Decimal, stated: Decimal) -> bool {
    let (figures, last) = money::figures(stated);
    let apart = yuan.checked_sub(stated).map(|d| d.abs());
    figures >= FIGURES && apart.zip(last).is_some_and(|(apart, last)| apart < last)
}

/// The sums that the text around the tables states, in yuan.
pub(super) fn stated(notice: &Notice) -> Vec<Decimal> {
    let tables = notice.tables.iter().filter_map(|t| t.title.as_ref());
    let texts = declared::texts(notice).chain(tables);
    texts.flat_map(|t| money::sums(&t.text)).collect()
}
