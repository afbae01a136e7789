//! Page numbers: — 2 —, 第二页, 第 2 页 共 5 页, 共 5 页 第 2 页, 2/5, Page 2 of 5, 页码：2.

use super::fold;
use super::integer::{integer, is_part};
use super::ordinal::roman;

/// A page number that fills a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageNumber {
    pub(crate) number: u32,
    /// Pages that there are, if it says so.
    pub(crate) pages: Option<u32>,
    pub(crate) form: Form,
}

/// What tells a page number from another number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Words or ornaments: 第2页, Page 2, — 2 —.
    Certain,
    /// 2/5, which a cell may hold too.
    Fraction,
    /// 2, which only its place can tell.
    Bare,
}

/// Reads a line that is a page number and nothing else.
pub(crate) fn page_number(line: impl Iterator<Item = char>) -> Option<PageNumber> {
    // The longest, 第 100 页（共 100 页）, has fifteen characters, Page 100 of 100 eleven without its blanks.
    const LONGEST: usize = 32;
    let (mut room, mut length) = (['\0'; LONGEST], 0);
    for c in line
        .filter(|c| !c.is_whitespace())
        .filter_map(fold::matching)
    {
        *room.get_mut(length).filter(|_| belongs(c))? = c.to_ascii_lowercase();
        length += 1;
    }
    let text = room.get(..length)?;
    let inner = trim(text, is_ornament);
    if inner.is_empty() {
        return None;
    }
    let ornate = inner.len() < text.len()
        && text.first().copied().is_some_and(is_ornament)
        && text.last().copied().is_some_and(is_ornament);
    let mut found = worded(inner).or_else(|| fraction(inner)).or_else(|| {
        let (number, length) = number(inner)?;
        (length == inner.len()).then_some((number, None, Form::Bare))
    })?;
    if ornate {
        found.2 = Form::Certain;
    } else if inner.len() < text.len() && found.2 != Form::Certain {
        // -2 and 2- are sums.
        return None;
    }
    let (number, pages, form) = found;
    let fits = number > 0 && pages.is_none_or(|p| number <= p);
    fits.then_some(PageNumber {
        number,
        pages,
        form,
    })
}

/// Whether a page number may hold this: a letter, a mark, a digit or one of few ideographs. What is asked about seldom begins
/// so, and hardly ever goes on so.
fn belongs(c: char) -> bool {
    !fold::is_ideograph(c)
        || matches!(c, '第' | '总' | '共' | '页' | '码')
        || is_part(c, true)
        || is_part(c, false)
}

/// 第2页, 第2页共5页, 共5页第2页, 第2页/共5页, 第2/5页, page2of5, p.2.
fn worded(text: &[char]) -> Option<(u32, Option<u32>, Form)> {
    if let Some(rest) = after(text, "page")
        .or_else(|| after(text, "p."))
        .or_else(|| after(text, "pg."))
        .or_else(|| after(text, "页码:"))
    {
        let (number, length) = number(rest)?;
        let rest = rest.get(length..)?;
        let pages = match after(rest, "of").or_else(|| after(rest, "/")) {
            Some(rest) => Some(total(rest)?),
            None if rest.is_empty() => None,
            None => return None,
        };
        return Some((number, pages, Form::Certain));
    }
    let (mut page, mut pages) = (None, None);
    let mut rest = text;
    loop {
        rest = trim(rest, |c| ",/|;、()".contains(c));
        if rest.is_empty() {
            break;
        }
        if let Some(own) = after(rest, "第") {
            let (n, length) = number(own)?;
            let own = own.get(length..)?;
            // 第2/5页
            let (of, own) = match after(own, "/") {
                Some(own) if pages.is_none() => {
                    let (n, length) = number(own)?;
                    (Some(n), own.get(length..)?)
                }
                _ => (pages, own),
            };
            (rest, pages) = (after(own, "页")?, of);
            if page.replace(n).is_some() {
                return None;
            }
        } else {
            let own = ["总共", "共", "总"].iter().find_map(|w| after(rest, w))?;
            let (n, length) = number(own)?;
            rest = after(own.get(length..)?, "页")?;
            if pages.replace(n).is_some() {
                return None;
            }
        }
    }
    Some((page?, pages, Form::Certain))
}

/// 2/5, 2/5页, 2 of 5.
fn fraction(text: &[char]) -> Option<(u32, Option<u32>, Form)> {
    let (page, length) = number(text)?;
    let rest = text.get(length..)?;
    let rest = after(rest, "/").or_else(|| after(rest, "of"))?;
    let worded = rest.last() == Some(&'页');
    let rest = rest.strip_suffix(&['页']).unwrap_or(rest);
    let form = if worded {
        Form::Certain
    } else {
        Form::Fraction
    };
    Some((page, Some(total(rest)?), form))
}

/// A number that fills a text.
fn total(text: &[char]) -> Option<u32> {
    number(text)
        .filter(|(_, length)| *length == text.len())
        .map(|(n, _)| n)
}

/// A page's number: papers have fewer than ten thousand pages.
fn number(text: &[char]) -> Option<(u32, usize)> {
    let roman = || roman(text);
    integer(text.iter().copied())
        .filter(|n| n.value < 10_000)
        .and_then(|n| Some((u32::try_from(n.value).ok()?, n.length)))
        .or_else(roman)
}

fn after<'t>(text: &'t [char], word: &str) -> Option<&'t [char]> {
    let length = word.chars().count();
    text.iter()
        .copied()
        .take(length)
        .eq(word.chars())
        .then(|| text.get(length..))
        .flatten()
}

fn trim(text: &[char], mark: impl Fn(char) -> bool) -> &[char] {
    let start = text.iter().take_while(|c| mark(**c)).count();
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.iter().rev().take_while(|c| mark(**c)).count();
    rest.get(..rest.len() - end).unwrap_or_default()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '−' | '―' | '─' | '━')
}

fn is_ornament(c: char) -> bool {
    is_dash(c) || matches!(c, '_' | '~' | '=' | '·' | '•' | '・')
}

#[cfg(test)]
mod tests {
    use super::{Form, page_number};

    #[test]
    fn page_numbers() {
        for (line, number, pages, form) in [
            ("— 2 —", 2, None, Form::Certain),
            ("-2-", 2, None, Form::Certain),
            ("－ 2 －", 2, None, Form::Certain),
            ("· 2 ·", 2, None, Form::Certain),
            ("~iv~", 4, None, Form::Certain),
            ("—十二—", 12, None, Form::Certain),
            ("- 2/3 -", 2, Some(3), Form::Certain),
            ("第二页", 2, None, Form::Certain),
            ("第 12 页", 12, None, Form::Certain),
            ("— 第2页 —", 2, None, Form::Certain),
            ("第2页 共5页", 2, Some(5), Form::Certain),
            ("第 2 页，共 5 页", 2, Some(5), Form::Certain),
            ("第2页（共5页）", 2, Some(5), Form::Certain),
            ("第2页/共5页", 2, Some(5), Form::Certain),
            ("第二页 共五页", 2, Some(5), Form::Certain),
            ("共 3 页 第 2 页", 2, Some(3), Form::Certain),
            ("总共3页，第2页", 2, Some(3), Form::Certain),
            ("第2/3页", 2, Some(3), Form::Certain),
            ("2/3页", 2, Some(3), Form::Certain),
            ("Page 2", 2, None, Form::Certain),
            ("Page 2 of 3", 2, Some(3), Form::Certain),
            ("PAGE 2/3", 2, Some(3), Form::Certain),
            ("P.2", 2, None, Form::Certain),
            ("- 2 of 3 -", 2, Some(3), Form::Certain),
            ("＝ 2 ＝", 2, None, Form::Certain),
            ("页码：2", 2, None, Form::Certain),
            ("2/3", 2, Some(3), Form::Fraction),
            ("2 ／ 3", 2, Some(3), Form::Fraction),
            ("2", 2, None, Form::Bare),
        ] {
            let read = page_number(line.chars()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (read.number, read.pages, read.form),
                (number, pages, form),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_no_page_number() {
        for line in [
            "",
            "-2",
            "5-",
            "--",
            "5//",
            "第二批",
            "第2页见附表",
            "共5页",
            "4/3",
            "2.5",
            "Page",
            "Pages 2",
            "2页",
            "第2页第3页",
            "12000",
        ] {
            assert_eq!(page_number(line.chars()), None, "{line}");
        }
    }
}
