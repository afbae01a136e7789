//! What stands at the head and the foot of a sheet's printed pages. It is no part of the sheet, but for the unit of sums, which may be
//! stated nowhere else.

use super::Sheet;
use super::boxes::{begins, blank};
use crate::lexicon::money::unit;
use crate::source::office::{Cell, Node};

/// Heads and feet that a sheet's pages have: of the first, of even ones and of the others.
const HEADS: usize = 6;

/// The texts at the left, in the middle and at the right of a head or foot, as its code says them (ECMA-376-1, 18.3.1.39; BIFF8 has the
/// same): `&C` begins the one in the middle, `&"宋体"` and `&10` choose a font and its size, `&P` is the page's number.
pub(in crate::source::office) fn texts(code: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = code.chars().peekable();
    while let Some(ch) = chars.next() {
        let mut push = |ch| out.last_mut().map(|text: &mut String| text.push(ch));
        if ch != '&' {
            push(ch);
            continue;
        }
        match chars.next() {
            Some('&') => _ = push('&'),
            Some('L' | 'C' | 'R') => out.push(String::new()),
            Some('"') => _ = chars.by_ref().find(|c| *c == '"'),
            // Six figures of a colour, or a colour of the theme and how light it is: as many characters.
            Some('K') => _ = chars.nth(5),
            Some('0'..='9') => while chars.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    out
}

impl Sheet {
    /// Notes what its printed pages say at their head or foot.
    pub(in crate::source::office) fn put_head(&mut self, text: &str) {
        let units = text.lines().filter_map(unit::stated_in);
        for unit in units {
            // Even pages and the first may have heads of their own.
            if self.units.len() < HEADS && !self.units.iter().any(|u| u == unit) {
                self.units.push(unit.to_owned());
            }
        }
    }

    /// Puts the unit that its pages state above the table, if the sheet states none itself: what stands nearer holds.
    pub(super) fn lay_heads(&self, cells: &mut Vec<Cell>) {
        let states = |cell: &Cell| {
            let mut nodes = cell.nodes.iter();
            nodes.any(|n| matches!(n, Node::Paragraph(p) if unit::stated_in(&p.text()).is_some()))
        };
        if self.units.is_empty() || cells.iter().any(states) {
            return;
        }
        let first = begins(cells);
        let count = self.units.len();
        for cell in cells.iter_mut() {
            if cell.row >= first {
                cell.row += count;
            } else if cell.row + cell.row_span > first {
                cell.row_span += count;
            }
        }
        let top = cells.iter().filter(|c| !blank(c)).map(|c| c.row).min();
        if top.is_none() {
            return;
        }
        for (row, unit) in (first..).zip(&self.units) {
            cells.push(self.boxed(row, None, unit));
        }
        cells.sort_by_key(|c| (c.row, c.col));
    }
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn codes_of_heads_are_no_text() {
        for (code, expected) in [
            ("单位：万元", vec!["单位：万元"]),
            (
                "&L附件1&C&\"宋体,加粗\"&16项目表&R&10单位：万元",
                vec!["", "附件1", "项目表", "单位：万元"],
            ),
            ("&C第 &P 页&K01+000红&KFF0000色", vec!["", "第  页红色"]),
            ("&R&\"黑体\"甲&&乙&", vec!["", "甲&乙"]),
        ] {
            assert_eq!(texts(code), expected, "{code}");
        }
    }
}
