//! 发文字号 (GB/T 9704-2012 7.2.5): the issuer's code, the full year in brackets, a running number.

use crate::lexicon::{fold, papers};
use crate::model::DocumentNumber;

const OPENING: &[char] = &['〔', '[', '【', '﹝', '（', '(', '［'];
const CLOSING: &[char] = &['〕', ']', '】', '﹞', '）', ')', '］'];

/// Characters of an organ's code: 舟普民基; more than twenty are a sentence.
const CODE: usize = 20;

/// The year that a text begins with, and what follows it.
fn year(text: &str) -> Option<(u16, &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    let digits = year.bytes().all(|b| b.is_ascii_digit());
    (digits && (year.starts_with("19") || year.starts_with("20")))
        .then_some((year.parse().ok()?, rest))
}

/// Likewise, in brackets: 〔2024〕.
fn bracketed_year(text: &str) -> Option<(u16, &str)> {
    let (year, rest) = year(text.strip_prefix(OPENING)?)?;
    Some((year, rest.strip_prefix(CLOSING)?))
}

/// The running number that a text begins with, and what follows it: 第3号, 35号.
fn serial(text: &str) -> Option<(u32, &str)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (digits, rest) = text.split_at_checked(end)?;
    let serial = (1..=5).contains(&end).then(|| digits.parse().ok())??;
    Some((serial, rest.strip_prefix('号')?))
}

fn is_code(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{2E80}'..='\u{2FDF}' | '々' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A number that is all there is in the text (white space must be gone; brackets round the whole are allowed).
pub(super) fn whole(text: &str) -> Option<DocumentNumber> {
    let bare = text
        .strip_prefix(['（', '('])
        .and_then(|t| t.strip_suffix(['）', ')']))
        .unwrap_or(text);
    all(bare).into_iter().next().filter(|n| n.text == bare)
}

/// A number without an issuer's code that is all there is in the text, likewise: 〔2024〕4号 (纪要), 2023年第3号 (公告), 第12号 (令).
pub(super) fn bare(text: &str) -> Option<DocumentNumber> {
    let inside = text
        .strip_prefix(['（', '('])
        .and_then(|t| t.strip_suffix(['）', ')']))
        .filter(|t| t.ends_with('号'))
        .unwrap_or(text);
    let plain = || {
        let (year, rest) = year(inside)?;
        let rest = rest.strip_prefix('年').filter(|r| r.starts_with('第'))?;
        Some((year, rest))
    };
    let (year, rest) = match bracketed_year(inside).or_else(plain) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, Some(inside).filter(|r| r.starts_with('第'))?),
    };
    let (serial, _) = serial(rest).filter(|(_, behind)| behind.is_empty())?;
    Some(DocumentNumber {
        text: inside.to_owned(),
        code: None,
        year,
        serial: Some(serial),
        locations: Vec::new(),
        seen: None,
    })
}

/// A number that has lost a bracket or 号 and is all there is in the text: 浦府〔20221, 青财农字2023350号. The year has
/// four digits, so what follows it is the running number.
pub(super) fn damaged(text: &str) -> Option<DocumentNumber> {
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    let (code, rest) = text.split_at_checked(digit)?;
    let code = code.trim_end_matches(|c| "〔[【﹝（(［".contains(c));
    let rest = rest.strip_suffix('号').unwrap_or(rest);
    let (year, rest) = rest.split_at_checked(4)?;
    let serial = rest.trim_start_matches(|c| "〕]】﹞）)］第".contains(c));
    let number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    // Codes have two characters at least; running numbers four digits at most.
    let whole = (2..=CODE).contains(&code.chars().count())
        && code.chars().all(is_code)
        && matches!(year.get(..2), Some("19" | "20"))
        && number(year)
        && (1..=4).contains(&serial.len())
        && number(serial);
    whole.then(|| DocumentNumber {
        text: text.to_owned(),
        code: Some(code.to_owned()),
        year: year.parse().ok(),
        serial: serial.parse().ok(),
        locations: Vec::new(),
        seen: None,
    })
}

/// Every number in a text, in order.
pub(super) fn all(text: &str) -> Vec<DocumentNumber> {
    let simple = fold::simple(text);
    let mut out = Vec::new();
    if !simple.contains('号') {
        return out;
    }
    let mut from = 0;
    // Places are the same in both. The code before the year is read backwards.
    for (at, _) in simple.match_indices(OPENING) {
        let own = simple.get(at..).unwrap_or_default();
        let found = bracketed_year(own).and_then(|(year, rest)| Some((year, serial(rest)?)));
        let Some((year, (serial, rest))) = found else {
            continue;
        };
        let end = simple.len() - rest.len();
        let before = simple.get(from..at).unwrap_or_default();
        from = end;
        let length: usize = before
            .chars()
            .rev()
            .take(CODE)
            .take_while(|c| is_code(*c))
            .map(char::len_utf8)
            .sum();
        let start = at - length;
        let code = before.get(before.len() - length..).unwrap_or_default();
        // 和, 与 and 及 begin codes too (和政发), but not behind another document.
        let another = before
            .get(..before.len() - length)
            .is_some_and(|b| b.ends_with(['）', ')', '》', '号']));
        let joined = || papers::conjunction(code).filter(|_| another);
        let lead = papers::citing(code).or_else(joined).unwrap_or(0);
        let (start, length) = (start + lead, length - lead);
        if length > 0 {
            out.push(DocumentNumber {
                text: text.get(start..end).unwrap_or_default().to_owned(),
                code: text.get(start..at).map(str::to_owned),
                year: Some(year),
                serial: Some(serial),
                locations: Vec::new(),
                seen: None,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{all, bare, damaged, whole};

    #[test]
    fn without_a_code() {
        for (text, year, serial) in [
            ("〔2024〕4号", Some(2024), 4),
            ("2023年第3号", Some(2023), 3),
            ("（2023年第3号）", Some(2023), 3),
            ("第12号", None, 12),
        ] {
            let found = bare(text).unwrap();
            assert_eq!(
                (found.code, found.year, found.serial),
                (None, year, Some(serial))
            );
        }
        assert!(
            bare("2023年第3号公告").is_none()
                && bare("12号").is_none()
                && bare("第3季度").is_none()
        );
    }

    #[test]
    fn lost_brackets() {
        for (text, code, year, serial) in [
            ("浦府〔20221", "浦府", 2022, 1),
            ("泉政文〔2018137号", "泉政文", 2018, 137),
            ("青财农字2023350", "青财农字", 2023, 350),
        ] {
            let found = damaged(text).unwrap();
            assert_eq!(
                (found.code.as_deref(), found.year, found.serial),
                (Some(code), Some(year), Some(serial))
            );
        }
        assert!(damaged("2022128").is_none() && damaged("完成于2023年").is_none());
        assert!(damaged("联系电话20231234567").is_none());
    }

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
        assert_eq!(
            all("为深入贯彻落实国办发〔2019〕5号文件")[0].text,
            "国办发〔2019〕5号"
        );
    }

    #[test]
    fn codes_that_end_as_citing_words_do() {
        for (text, number) in [
            ("浙舟执行〔2024〕5号", "浙舟执行〔2024〕5号"),
            ("根据浙舟执行〔2024〕5号", "浙舟执行〔2024〕5号"),
            (
                "请认真贯彻落实浙舟执行〔2024〕5号文件",
                "浙舟执行〔2024〕5号",
            ),
            ("执行普政发〔2023〕1号", "普政发〔2023〕1号"),
            ("按照舟财社〔2023〕10号文件", "舟财社〔2023〕10号"),
            ("转发普政办〔2022〕3号", "普政办〔2022〕3号"),
        ] {
            let found = all(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].text, number);
        }
        assert!(whole("浙舟执行〔2024〕5号").is_some());
        assert!(all("请认真执行〔2024〕5号").is_empty() && all("遵照执行〔2024〕5号").is_empty());
    }
}
