//! Signs of fonts that hold signs instead of letters: Symbol, Wingdings.
//!
//! Word stores them in the private area from U+F000 on, by their place in the font; in sheets they are the letters of that place.

/// A font of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs(&'static str);

impl Signs {
    /// The font of this name, if it is one of signs.
    pub(super) fn named(font: &str) -> Option<Self> {
        let fonts = ["Wingdings", "Wingdings 2", "Symbol"];
        let font = font.trim_matches(['\'', '"']);
        let mut named = fonts.into_iter().filter(|f| f.eq_ignore_ascii_case(font));
        named.next().map(Self)
    }

    /// What a character looks like in it.
    pub(super) fn shown(self, c: char) -> char {
        shown(c, Some(self.0))
    }

    /// Makes a text what it looks like in it.
    pub(super) fn print(self, text: &mut String) {
        *text = text.chars().map(|c| self.shown(c)).collect();
    }
}

/// Whether a text may show other signs than its characters.
pub(super) fn may_show(text: &str, font: Option<&str>) -> bool {
    let of_signs = font.is_some_and(|f| {
        let begins = |with: &str| {
            f.get(..with.len())
                .is_some_and(|f| f.eq_ignore_ascii_case(with))
        };
        begins("Wingdings") || begins("Symbol")
    });
    of_signs || text.contains(|c| ('\u{f020}'..='\u{f0ff}').contains(&c))
}

/// What a character looks like in a font.
pub(super) fn shown(c: char, font: Option<&str>) -> char {
    let code = u32::from(c);
    let in_private_area = (0xf020..=0xf0ff).contains(&code);
    let font = font.unwrap_or_default();
    let known = |font: &str, with: &str| {
        font.get(..with.len())
            .is_some_and(|f| f.eq_ignore_ascii_case(with))
    };
    let signs: &[(u8, char)] = if known(font, "Wingdings 2") {
        WINGDINGS_2
    } else if known(font, "Wingdings") && !known(font, "Wingdings 3") {
        WINGDINGS
    } else if known(font, "Symbol") || (in_private_area && font.is_empty()) {
        SYMBOL
    } else if in_private_area {
        // A font with letters at the places of signs.
        return char::from_u32(code - 0xf000).unwrap_or(c);
    } else {
        return c;
    };
    let Ok(place) = u8::try_from(if in_private_area { code - 0xf000 } else { code }) else {
        return c;
    };
    let found = signs.iter().find(|(p, _)| *p == place);
    match found {
        Some((_, sign)) => *sign,
        None if place.is_ascii_digit() || place.is_ascii_punctuation() => char::from(place),
        None => c,
    }
}

/// Mathematical signs and Greek letters that papers use.
const SYMBOL: &[(u8, char)] = &[
    (0x61, 'α'),
    (0x62, 'β'),
    (0x67, 'γ'),
    (0x64, 'δ'),
    (0x6d, 'μ'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x73, 'σ'),
    (0x77, 'ω'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xae, '→'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xd6, '√'),
    (0xd7, '⋅'),
];

/// Ticks, boxes, bullets, arrows and numbers in circles.
const WINGDINGS: &[(u8, char)] = &[
    (0x28, '☎'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8a, '⑩'),
    (0x8b, '⓿'),
    (0x8c, '❶'),
    (0x8d, '❷'),
    (0x8e, '❸'),
    (0x8f, '❹'),
    (0x90, '❺'),
    (0x91, '❻'),
    (0x92, '❼'),
    (0x93, '❽'),
    (0x94, '❾'),
    (0x95, '❿'),
    (0x9e, '·'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '□'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

/// Ticks and boxes of the second font.
const WINGDINGS_2: &[(u8, char)] = &[
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x6a, '①'),
    (0x6b, '②'),
    (0x6c, '③'),
    (0x6d, '④'),
    (0x6e, '⑤'),
    (0x6f, '⑥'),
    (0x70, '⑦'),
    (0x71, '⑧'),
    (0x72, '⑨'),
    (0x73, '⑩'),
    (0xa3, '□'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_what_their_font_shows() {
        assert_eq!(shown('\u{f0fc}', Some("Wingdings")), '✓');
        assert_eq!(shown('\u{f081}', Some("Wingdings")), '①');
        assert_eq!(shown('\u{f0b7}', Some("Symbol")), '•');
        assert_eq!(shown('\u{f052}', Some("Wingdings 2")), '☑');
        assert_eq!(shown('\u{f031}', Some("Arial")), '1');
        assert_eq!(shown('一', Some("Wingdings")), '一');
        assert_eq!(shown('•', Some("宋体")), '•');
    }
}
