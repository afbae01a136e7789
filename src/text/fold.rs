//! Characters in ordinary form.
//!
//! NFKC is not applied: it would turn ① into 1 and ㎡ into m2, and leave most CJK radicals alone. `printed` makes
//! radicals and compatibility ideographs ordinary and drops zero-width characters (that is what `text` holds);
//! `matching` also makes full-width digits, Latin and punctuation half-width and blanks plain, for comparing only.

/// Whether white space beside this character means nothing: ideographs, radicals, CJK and full-width punctuation,
/// and the quotes, dashes and dots that Chinese shares with Latin.
pub(crate) fn is_cjk(ch: char) -> bool {
    matches!(ch,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{303f}' | '\u{30fb}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{b7}' | '\u{2014}'
        | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{2026}' | '\u{2460}'..='\u{249b}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The character as the model's `text` holds it; `None` for zero-width characters.
pub(crate) fn printed(ch: char) -> Option<char> {
    match ch {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        _ => Some(ch),
    }
}

/// The character for comparing: as [`printed`], and full-width forms made half-width.
pub(crate) fn matching(ch: char) -> Option<char> {
    printed(ch).map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    })
}
