//! Labels of attachments: 附件, 附件1, 附表二：.

use super::ordinal;

/// Words that an attachment is labelled with, with a number or none.
const WORDS: [&str; 2] = ["附件", "附表"];

/// A label at the start of a line: 附件, 附件1, 附件：….
#[derive(Debug, PartialEq)]
pub(crate) struct Label {
    pub(crate) number: Option<u32>,
    pub(crate) colon: bool,
    /// Printed characters of the label, with its colon.
    pub(crate) length: usize,
    /// What follows it.
    pub(crate) title: String,
}

/// Reads a label; white space must be gone.
pub(crate) fn label(text: &str) -> Option<Label> {
    let words = WORDS.iter().copied().chain(["附"]);
    let word = words.into_iter().find(|w| text.starts_with(w))?;
    let rest = text.strip_prefix(word)?;
    let number = ordinal::leading(rest.chars()).filter(|n| n.is_label());
    let length = number.as_ref().map_or(0, |n| n.rest);
    let rest = rest
        .char_indices()
        .nth(length)
        .map_or("", |(at, _)| rest.get(at..).unwrap_or_default());
    let colon = rest.starts_with(['：', ':']);
    let title = rest.strip_prefix(['：', ':']).unwrap_or(rest).to_owned();
    // 附 alone begins many words (附近, 附加): as a label it is followed by a colon.
    if !colon && (word == "附" || !title.is_empty()) {
        return None;
    }
    Some(Label {
        number: number.map(|n| n.value),
        colon,
        length: word.chars().count() + length + usize::from(colon),
        title,
    })
}

/// Whether a line is the label of an attachment and nothing else.
pub(crate) fn is_label(text: &str) -> bool {
    label(text).is_some_and(|l| l.title.is_empty())
}

/// What the name of a file, without white space, says of the attachment in it: its number, and its title. 附件 is the label
/// there, whether a mark follows or not (附件1.项目清单).
pub(crate) fn of_file(name: &str) -> (Option<u32>, &str) {
    let rest = WORDS.iter().find_map(|word| name.strip_prefix(word));
    let number = match rest {
        Some(rest) => ordinal::leading(rest.chars()),
        None => ordinal::marked(name.chars()),
    };
    let rest = rest.unwrap_or(name);
    let after = number.as_ref().map_or(0, |n| n.rest);
    let title = rest.char_indices().nth(after);
    let title = title.map_or("", |(at, _)| rest.get(at..).unwrap_or_default());
    let title = title.trim_start_matches([':', '：', '.', '．', '、', '-', '—', '_']);
    (number.map(|n| n.value), title)
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels() {
        assert_eq!(label("附件").unwrap().number, None);
        for (text, number) in [
            ("附件2", 2),
            ("附件０３", 3),
            ("附件十", 10),
            ("附件十一", 11),
            ("附件十九：", 19),
            ("附件二十", 20),
            ("附件二十一：乙表", 21),
            ("附件（一）", 1),
            ("附件①", 1),
            ("附件㈡：乙表", 2),
            ("附表壹", 1),
            ("附件Ⅳ", 4),
        ] {
            assert_eq!(label(text).unwrap().number, Some(number), "{text}");
        }
        assert_eq!(label("附件12：乙表").unwrap().title, "乙表");
        assert_eq!(label("附件：1.汇总表").unwrap().title, "1.汇总表");
        assert!(label("附近居民").is_none() && label("附件详见网站").is_none());
    }
}
