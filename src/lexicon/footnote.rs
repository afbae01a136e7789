//! Footnote signs: small raised or lowered characters that are no part of the word or number beside them.

/// Most characters of a sign: [12] and （1）.
const LONGEST: usize = 4;

/// Letters behind which a small digit belongs to the word: units that are squared or cubed.
#[cfg(feature = "html")]
const MEASURES: &[&str] = &["m", "mm", "cm", "dm", "km", "hm", "s", "米", "里", "尺"];

/// Whether a raised or lowered stretch is a sign beside what stands before it, and no part of it: 12¹, 区民政局①, but not
/// m², H₂O or 10⁴. Behind a number every small digit is a sign: a power would be none that money has.
#[cfg(feature = "html")]
pub(crate) fn is_sign(before: &str, small: &str, raised: bool) -> bool {
    let small = small.trim();
    let sign = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '*' | '＊' | '†' | '‡' | '#' | '※' | '注')
            || matches!(
                c,
                '①'
                    ..='⑳'
                        | '['
                        | ']'
                        | '('
                        | ')'
                        | '（'
                        | '）'
                        | '〔'
                        | '〕'
                        | '【'
                        | '】'
                        | ','
                        | '，'
                        | '、'
            )
    };
    let before = before.trim_end();
    let length = small.chars().count();
    if length == 0 || length > LONGEST || !small.chars().all(sign) {
        // A lone letter is a sign behind a number or an ideograph: 12ᵃ.
        let letter = length == 1 && small.chars().all(|c| c.is_ascii_lowercase());
        return letter && before.ends_with(|c: char| c.is_ascii_digit());
    }
    if !small.chars().all(|c| c.is_ascii_digit()) {
        return true;
    }
    let letters = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let word = before.get(letters.len()..).unwrap_or_default();
    let measure = MEASURES
        .iter()
        .any(|m| *m == word || word.is_empty() && before.ends_with(m));
    if measure {
        return !matches!(small, "2" | "3");
    }
    if before.ends_with("10")
        && before
            .trim_end_matches("10")
            .ends_with(['×', '*', 'x', 'X'])
    {
        return false;
    }
    // H₂O, CO₂, PM₂: a letter that a formula goes on from. Raised digits behind other words are signs.
    raised && word.chars().count() > 2 || word.is_empty()
}

/// The sign that a note begins with: *含下属单位, ①首年试点.
pub(crate) fn begins_note(text: &str) -> Option<&str> {
    let end = text.find(|c| !is_star(c)).unwrap_or(text.len());
    let first = text.chars().next().filter(|c| is_enclosed(*c));
    let end = first.map_or(end, char::len_utf8);
    let (sign, note) = text.split_at_checked(end)?;
    // A word has two characters; a rule of stars or a list's single word is no note.
    let said = note.trim_start().chars().take(2).count() == 2;
    (said && (1..=LONGEST).contains(&sign.chars().count())).then_some(sign)
}

/// A text and the sign that it ends in. Stars behind one or two characters are of a masked name (李*, 王小*), and so are
/// those behind which a name goes on.
pub(crate) fn ends_in_sign(text: &str) -> Option<(&str, &str)> {
    let own = match text.chars().next_back().filter(|c| is_enclosed(*c)) {
        Some(last) => text.get(..text.len() - last.len_utf8())?,
        None => text.trim_end_matches(is_star),
    };
    let sign = text.get(own.len()..).filter(|s| !s.is_empty())?;
    let own = own.trim_end();
    let masked = sign.starts_with(['*', '＊'])
        && (own.contains(['*', '＊'])
            || own.chars().count() < 3 && !own.ends_with(|c: char| c.is_ascii_digit()));
    (!own.is_empty() && !masked).then_some((own, sign))
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊' | '†' | '‡' | '#' | '※')
}

fn is_enclosed(c: char) -> bool {
    matches!(c, '①'..='⑳')
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "html")]
    use super::is_sign;
    use super::{begins_note, ends_in_sign};

    #[test]
    fn a_sign_ends_what_a_note_begins_with() {
        for (text, own, sign) in [
            ("区总工会*", "区总工会", "*"),
            ("25②", "25", "②"),
            ("6*", "6", "*"),
            ("助餐点**", "助餐点", "**"),
        ] {
            assert_eq!(ends_in_sign(text), Some((own, sign)));
            assert_eq!(begins_note(&format!("{sign}含下属单位")), Some(sign));
        }
        for text in ["李*", "*瑞明", "王*明*", "*", "②"] {
            assert_eq!(ends_in_sign(text), None, "{text}");
        }
        for text in ["", "****", "含下属单位", "①、"] {
            assert_eq!(begins_note(text), None, "{text}");
        }
    }

    #[cfg(feature = "html")]
    #[test]
    fn small_digits_are_signs_unless_a_unit_or_formula_needs_them() {
        for (before, small) in [
            ("12", "1"),
            ("区民政局", "2"),
            ("金额（万元）", "3"),
            ("", "1"),
            ("12", "[1]"),
            ("5", "①"),
            ("m", "①"),
            ("12.5", "*"),
            ("服务APP", "1"),
            ("7", "a"),
        ] {
            assert!(is_sign(before, small, true), "{before}^{small}");
        }
        for (before, small, raised) in [
            ("100m", "2", true),
            ("1200 km", "2", true),
            ("平方米", "2", true),
            ("H", "2", false),
            ("CO", "2", false),
            ("1.2×10", "4", true),
            ("商标", "TM", true),
            ("项目", "（续）二期", true),
        ] {
            assert!(!is_sign(before, small, raised), "{before}^{small}");
        }
    }
}
