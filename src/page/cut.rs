//! Numbers with digits of which the clip leaves a part only.

use crate::codes;
use crate::location::BBox;
use crate::page::clip::Shown;
use crate::page::raw::Raw;
use crate::page::{Page, PageDoubt, hidden, numbers};

/// Notes the numbers of which a digit is seen in part: what it is is not known, and it was read as the file has it. Where the edge of
/// their place cuts the first or the last of them, writers leave out what would stand beyond it: a character that is not known
/// stands for that digit. Those of which digits are clipped away have been noted.
pub(crate) fn note(glyphs: &mut [Raw], page: &mut Page) {
    if !glyphs.iter().any(is_cut) {
        return;
    }
    for range in numbers::runs(glyphs, |r| r.fate.is_none()) {
        let number = glyphs.get_mut(range).unwrap_or_default();
        if !number.iter().any(is_cut) {
            continue;
        }
        let boxes = number.iter().map(|r| r.glyph.char.bbox);
        let Some(area) = boxes.reduce(|a, b| a.union(&b)) else {
            continue;
        };
        let known = page.doubts.iter().any(|d| {
            let (x, y) = (d.bbox.center_x(), d.bbox.center_y());
            d.diagnostic.code == codes::CELL_CLIPPED_NUMBER && area.contains(x, y)
        });
        if known {
            continue;
        }
        let text: String = number.iter().map(|r| r.glyph.char.ch).collect();
        page.doubts.push(doubt(number, &text, area, page.number));
    }
}

/// What is to be said of a number that is cut; where an end of it is, its digit there is not known.
pub(super) fn doubt(number: &mut [Raw], text: &str, area: BBox, page: u32) -> PageDoubt {
    let left = number.first_mut().filter(|r| r.cut == Shown::WithoutLeft);
    let open = match left {
        Some(first) => Some(first),
        None => number.last_mut().filter(|r| r.cut == Shown::WithoutRight),
    };
    match open {
        Some(digit) => {
            digit.glyph.char.ch = char::REPLACEMENT_CHARACTER;
            hidden::cut_open(text, area, page)
        }
        None => hidden::cut(text, area, page),
    }
}

fn is_cut(raw: &Raw) -> bool {
    raw.cut != Shown::Whole && raw.fate.is_none()
}
