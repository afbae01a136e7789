//! Fields: codes that Word computes, and what it shows of them (ECMA-376-1, 17.16).

use super::tree::Element;
use crate::lexicon::list_number;
use crate::source::office::symbols;

/// A field that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    pub(super) code: String,
    /// Whether the code is over and what it shows has begun.
    pub(super) result: bool,
    /// Whether any of it was shown.
    pub(super) shown: bool,
    /// What a form shows that has no result: a box, the entry chosen from a list.
    form: Option<String>,
}

/// The longest code that is kept.
const LONGEST: usize = 1_000;

impl Field {
    /// What the `w:fldChar` that begins it says.
    pub(super) fn begun(begin: &Element) -> Self {
        Self {
            form: begin.child("ffData").and_then(form),
            ..Self::default()
        }
    }

    pub(super) fn push(&mut self, code: &str) {
        let room = LONGEST.saturating_sub(self.code.len());
        self.code.extend(code.chars().take(room));
    }

    /// Whether its result is never shown: it sets a value, marks an entry of an index. What a person filled in (FILLIN,
    /// 17.16.5.19) is shown; `LibreOffice` saves input fields and controls so.
    pub(super) fn is_silent(&self) -> bool {
        let silent = ["SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE"];
        let name = name(&self.code);
        silent.iter().any(|s| name.eq_ignore_ascii_case(s))
    }

    /// Whether it numbers its paragraph behind the one before (17.16.5.4): Word keeps no result of it. Where no headings are, the
    /// numbers of the legal kind are the same.
    pub(super) fn counts(&self) -> bool {
        let name = name(&self.code);
        ["AUTONUM", "AUTONUMLGL"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n))
    }

    /// Whether it prints a number of which no result is kept and that is not counted here.
    pub(super) fn is_uncounted(&self) -> bool {
        let name = name(&self.code);
        ["LISTNUM", "AUTONUMOUT"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n))
    }

    /// What it shows though no result is kept; `counted` is the number of such a field that counts.
    pub(super) fn computed(&self, counted: u32) -> Option<String> {
        let code = self.code.trim();
        let rest = code.get(name(code).len()..).unwrap_or_default().trim();
        match name(code).to_ascii_uppercase().as_str() {
            // A full stop follows, or the sign that is named.
            "AUTONUM" | "AUTONUMLGL" => match rest.strip_prefix("\\s").map(str::trim) {
                Some(sign) => Some(format!("{counted}{}", sign.trim_matches('"'))),
                None if rest.starts_with("\\e") => Some(counted.to_string()),
                None => rest.is_empty().then(|| format!("{counted}.")),
            },
            "EQ" => equation(rest),
            "MACROBUTTON" | "GOTOBUTTON" => rest
                .split_once(char::is_whitespace)
                .map(|(_, text)| text.trim().to_owned()),
            "SYMBOL" => symbol(rest),
            "QUOTE" => Some(rest.trim_matches('"').to_owned()),
            "FORMCHECKBOX" | "FORMDROPDOWN" => self.form.clone(),
            _ => None,
        }
    }
}

fn name(code: &str) -> &str {
    let code = code.trim_start();
    let end = code.find(|c: char| c.is_whitespace() || c == '\\');
    code.get(..end.unwrap_or(code.len())).unwrap_or_default()
}

fn form(data: &Element) -> Option<String> {
    if let Some(check) = data.child("checkBox") {
        let checked = check.switch("checked").or_else(|| check.switch("default"));
        return Some(if checked == Some(true) { "☒" } else { "☐" }.to_owned());
    }
    let list = data.child("ddList")?;
    let chosen = list
        .child_number("result")
        .or_else(|| list.child_number("default"))
        .unwrap_or(0);
    let entry = list.elements().filter(|e| e.is("listEntry")).nth(chosen)?;
    entry.value().map(str::to_owned)
}

/// `SYMBOL 252 \f Wingdings`.
fn symbol(rest: &str) -> Option<String> {
    let number = rest.split_whitespace().next()?;
    let code = match number.strip_prefix("0x").or(number.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let font = rest.split_once("\\f").map(|(_, font)| font.trim());
    let font = font.map(|f| f.trim_matches('"'));
    let font = font.and_then(|f| f.split(['"', '\\']).next());
    let c = char::from_u32(code)?;
    Some(symbols::shown(c, font.map(str::trim)).to_string())
}

/// What an equation shows, in one line. Word writes numbers in circles so: `EQ \o\ac(○,12)`.
fn equation(rest: &str) -> Option<String> {
    let open = rest.find('(')?;
    let inner = rest.get(open + 1..)?;
    let inner = inner.get(..inner.rfind(')')?)?;
    let switches = rest.get(..open)?.to_ascii_lowercase();
    // `\* jc2 \* hps10` before it say how it is set.
    let set = switches.rfind("\\*").map_or(0, |at| at + 2);
    let switches = switches.get(set..)?;
    let switches = switches.get(switches.find('\\').unwrap_or(0)..)?;
    // Arguments are parted by commas, or by semicolons where numbers have commas.
    let parts: Vec<&str> = inner.split([',', ';', '，']).map(str::trim).collect();
    let is_ring = |c: char| matches!(c, '○' | '〇' | '◯' | '⃝' | 'O' | '△' | '□' | '◇');
    match (switches.trim(), parts.as_slice()) {
        (s, parts) if s.starts_with("\\o") => {
            // 拼音指南 sets the reading above the word: `EQ \o\ad(\s\up 9(ào),岙)`.
            let raised = |p: &str| p.starts_with("\\s");
            let of_words = parts.iter().any(|p| !raised(p));
            let inside = parts.iter().filter(|p| {
                let ring = p.chars().count() == 1 && p.chars().all(is_ring);
                !(ring || of_words && raised(p))
            });
            let inside: String = inside.copied().collect();
            let ringed = parts.len() > 1 && parts.iter().any(|p| matches!(*p, "○" | "〇" | "◯"));
            let number = inside.parse().ok().filter(|_| ringed);
            let sign = number.and_then(list_number::encircled);
            Some(sign.map_or(inside, String::from))
        }
        (s, [above, below]) if s.starts_with("\\f") => Some(format!("{above}/{below}")),
        (s, [of]) if s.starts_with("\\r") => Some(format!("√{of}")),
        (s, [degree, of]) if s.starts_with("\\r") => Some(format!("{degree}√{of}")),
        (_, parts) => Some(parts.concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str) -> Option<String> {
        let mut field = Field::default();
        field.push(code);
        field.computed(3)
    }

    #[test]
    fn what_fields_without_a_result_show() {
        assert_eq!(shown(" eq \\o\\ac(○,12) ").as_deref(), Some("⑫"));
        assert_eq!(shown("EQ \\o\\ac(○,甲)").as_deref(), Some("甲"));
        assert_eq!(shown("EQ \\f(1,2)").as_deref(), Some("1/2"));
        let reading = "EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(ào),岙)";
        assert_eq!(shown(reading).as_deref(), Some("岙"));
        assert_eq!(
            shown("MACROBUTTON NoMacro 请填写").as_deref(),
            Some("请填写")
        );
        assert_eq!(
            shown("SYMBOL 252 \\f Wingdings \\s 12").as_deref(),
            Some("✓")
        );
        assert_eq!(shown(" AUTONUM ").as_deref(), Some("3."));
        assert_eq!(shown("AUTONUMLGL").as_deref(), Some("3."));
        assert_eq!(shown("AUTONUM \\s )").as_deref(), Some("3)"));
        assert_eq!(shown("PAGE"), None);
    }

    #[test]
    fn fields_that_show_nothing() {
        let mut field = Field::default();
        field.push(" XE \"条目\" ");
        assert!(field.is_silent());
    }
}
