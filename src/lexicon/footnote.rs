//! Footnote signs: small raised or lowered characters that are no part of the word or number beside them.

/// Most characters of a sign: [12] and （1）.
const LONGEST: usize = 4;

/// Letters behind which a small digit belongs to the word: units that are squared or cubed.
const MEASURES: &[&str] = &["m", "mm", "cm", "dm", "km", "hm", "s", "米", "里", "尺"];

/// Whether a raised or lowered stretch is a sign beside what stands before it, and no part of it: 12¹, 区民政局①, but not
/// m², H₂O or 10⁴. Behind a number every small digit is a sign: a power would be none that money has.
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

#[cfg(test)]
mod tests {
    use super::is_sign;

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
