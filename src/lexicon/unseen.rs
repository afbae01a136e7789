//! Characters that are not seen, and change what is.

/// Whether a character is a control character or a mark of direction: on terminals and in pages the ones move the cursor,
/// hide what was said or forge a line, and the others turn text round.
pub(crate) const fn is_unseen(ch: char) -> bool {
    // Nearly all characters are none of them.
    let ordinary = matches!(ch, ' '..='~' | '\u{2070}'..);
    !ordinary
        && matches!(
            ch,
            '\0'..='\u{1f}'
                | '\u{7f}'..='\u{9f}'
                | '\u{061c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}
