//! Numbers with digits of which the clip leaves a part only.

use crate::page::raw::Raw;
use crate::page::{Page, hidden, numbers};

/// Notes the numbers of which a digit is seen in part: what it is is not known, and it was read as the file has it. Those of
/// which digits are clipped away have been noted.
pub(crate) fn note(glyphs: &[Raw], page: &mut Page) {
    if !glyphs.iter().any(|r| r.cut && r.fate.is_none()) {
        return;
    }
    for range in numbers::runs(glyphs, |r| r.fate.is_none()) {
        let number = glyphs.get(range).unwrap_or_default();
        if !number.iter().any(|r| r.cut) {
            continue;
        }
        let boxes = number.iter().map(|r| r.glyph.char.bbox);
        let Some(area) = boxes.reduce(|a, b| a.union(&b)) else {
            continue;
        };
        let text: String = number.iter().map(|r| r.glyph.char.ch).collect();
        let cut = hidden::cut(&text, area, page.number);
        let known = page.doubts.iter().any(|d| {
            let (x, y) = (d.bbox.center_x(), d.bbox.center_y());
            d.diagnostic.code == cut.diagnostic.code && area.contains(x, y)
        });
        if !known {
            page.doubts.push(cut);
        }
    }
}
