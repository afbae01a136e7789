//! Lengths with their units, as ODF (ODF 1.3-3, 18.3) and VML write them: 2.54cm, 72pt.

/// A length in millimetres. None if the unit is another.
pub(super) fn millimetres(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..)? {
        "mm" => 1.0,
        "cm" => 10.0,
        "in" => 25.4,
        "pt" => 25.4 / 72.0,
        "px" => 25.4 / 96.0,
        _ => return None,
    };
    digits.parse::<f64>().ok().map(|number| number * unit)
}

#[cfg(test)]
mod tests {
    use super::millimetres;

    #[test]
    fn lengths_have_units() {
        assert_eq!(millimetres("2.54cm"), Some(25.4));
        assert_eq!(millimetres(" 72pt "), Some(25.4));
        assert_eq!(millimetres("1in"), millimetres("96px"));
        for none in ["12", "5em", "mm", ""] {
            assert_eq!(millimetres(none), None, "{none}");
        }
    }
}
