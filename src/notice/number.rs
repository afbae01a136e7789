//! 发文字号 (GB/T 9704-2012 7.2.5): the issuer's code, the full year in brackets, a running number.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::DocumentNumber;

static NUMBER: LazyLock<Result<Regex, regex::Error>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<code>[\p{Han}A-Za-z]{1,20}?)[〔\[【﹝（(［](?P<year>(?:19|20)[0-9]{2})[〕\]】﹞）)］](?:第)?(?P<serial>[0-9]{1,5})号",
    )
});

/// A number that is all there is in the text (white space must be gone; brackets round the whole are allowed).
pub(super) fn whole(text: &str) -> Option<DocumentNumber> {
    let bare = text
        .strip_prefix(['（', '('])
        .and_then(|t| t.strip_suffix(['）', ')']))
        .unwrap_or(text);
    all(bare).into_iter().next().filter(|n| n.text == bare)
}

/// Every number in a text, in order.
pub(super) fn all(text: &str) -> Vec<DocumentNumber> {
    let Ok(pattern) = NUMBER.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(text)
        .filter_map(|c| {
            Some(DocumentNumber {
                text: c.get(0)?.as_str().to_owned(),
                code: Some(c.name("code")?.as_str().to_owned()),
                year: c.name("year")?.as_str().parse().ok(),
                serial: c.name("serial")?.as_str().parse().ok(),
                locations: Vec::new(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{all, whole};

    #[test]
    fn brackets_of_every_form() {
        for text in [
            "舟普民基〔2023〕1号",
            "普财[2022]35号",
            "湘政发【2012】33号",
            "（沪民计发〔2012〕59号）",
            "达市财农﹝2024﹞3号",
        ] {
            let number = whole(text).unwrap_or_else(|| panic!("{text}"));
            assert!(number.year.is_some() && number.serial.is_some());
        }
        assert!(whole("根据普委发〔2020〕3号文件").is_none());
        assert_eq!(
            all("根据《决定》（普委发〔2020〕3号）文件")[0].text,
            "普委发〔2020〕3号"
        );
    }
}
