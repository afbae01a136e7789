//! Number formats of spreadsheets: what a cell shows of the number that it holds (ECMA-376-1, 18.8.31).
//!
//! A format has up to four sections, for positive, negative and zero numbers and for text, or sections with conditions
//! of their own. It is read once and printed for every cell that has it.

mod date;
mod digits;

use date::DatePart;

/// A format that was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
    /// The section for text, if there is one.
    text: Option<Section>,
}

/// What a section prints.
#[derive(Clone, Debug, Default, PartialEq)]
struct Section {
    parts: Vec<Part>,
    condition: Option<Condition>,
    /// Numerals other than 0 to 9: `[DBNum1]`, `[DBNum2]`, `[DBNum3]`.
    numerals: Option<u8>,
    /// How often a hundred times the number is shown: signs of percent.
    percents: u32,
    /// How often a thousandth of it is: commas behind the last digit.
    thousands: u32,
    /// Whether digits are grouped by three.
    grouped: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    /// Words only.
    #[default]
    Literal,
    General,
    Digits,
    Date,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Condition {
    compare: Compare,
    with: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compare {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    /// `E+` or `E-`.
    Exponent(char),
    /// `/` between digits.
    Slash,
    General,
    /// `@`.
    Text,
    Date(DatePart),
}

/// What is shown of a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    pub(crate) text: String,
    /// Whether all of the number is shown: nothing was rounded, and it does not hide behind a word.
    pub(crate) exact: bool,
}

impl NumberFormat {
    /// Reads a format; `None` if it is none that can be printed.
    pub(crate) fn read(code: &str) -> Option<Self> {
        let mut sections = Vec::new();
        let mut text = None;
        for (index, section) in split(code).into_iter().enumerate() {
            let section = Section::read(&section)?;
            let is_text = section.parts.contains(&Part::Text);
            if index == 3 || is_text && section.kind == Kind::Literal {
                text = Some(section);
            } else {
                sections.push(section);
            }
        }
        // Numbers in a format for texts alone are shown as they are.
        if sections.is_empty() {
            sections.extend(text.clone());
        }
        Some(Self { sections, text })
    }

    /// The format that prints nothing but what is needed: `General`.
    pub(crate) fn general() -> Self {
        let general = Section {
            parts: vec![Part::General],
            kind: Kind::General,
            ..Section::default()
        };
        Self {
            sections: vec![general],
            text: None,
        }
    }

    /// What is shown of a number; `None` if it cannot be printed. `from_1904`: days are counted from 1904, not from 1900.
    pub(crate) fn number(&self, value: f64, from_1904: bool) -> Option<Shown> {
        // Conditions that leave a number out fill the cell with ####.
        let (section, signed) = self.section(value).filter(|_| value.is_finite())?;
        section.print(if signed { value } else { value.abs() }, from_1904)
    }

    /// The serial number of a day, given as year, month and day.
    pub(crate) fn serial_of(day: (i64, i64, i64), from_1904: bool) -> Option<f64> {
        date::serial(day, from_1904)
    }

    /// What is shown of a text.
    pub(crate) fn text(&self, text: &str) -> String {
        let Some(section) = &self.text else {
            return text.to_owned();
        };
        let mut out = String::new();
        for part in &section.parts {
            match part {
                Part::Literal(literal) => out.push_str(literal),
                Part::Text => out.push_str(text),
                _ => {}
            }
        }
        out
    }

    /// The section for a number, and whether the number keeps its sign in it.
    fn section(&self, value: f64) -> Option<(&Section, bool)> {
        let at = |index: usize| self.sections.get(index);
        if self.sections.iter().any(|s| s.condition.is_some()) {
            let meets = |s: &&Section| s.condition.is_none_or(|c| c.holds(value));
            // A second section without a condition beside one with is for negative numbers.
            let found = self.sections.iter().enumerate().find(|(index, section)| {
                let implied = section.condition.is_none() && *index == 1 && self.sections.len() > 2;
                if implied { value < 0.0 } else { meets(section) }
            });
            let signed = |s: &Section| s.condition.is_none_or(|c| !c.is_negative());
            return found.map(|(_, section)| (section, signed(section)));
        }
        let positive = at(0)?;
        Some(match (value, at(1), at(2)) {
            (v, Some(negative), _) if v < 0.0 => (negative, false),
            (0.0, _, Some(zero)) => (zero, true),
            _ => (positive, true),
        })
    }
}

impl Condition {
    fn holds(self, value: f64) -> bool {
        match self.compare {
            Compare::Less => value < self.with,
            Compare::AtMost => value <= self.with,
            Compare::Equal => value == self.with,
            Compare::Unequal => value != self.with,
            Compare::AtLeast => value >= self.with,
            Compare::More => value > self.with,
        }
    }

    /// Whether it holds for negative numbers only: these lose their sign then.
    fn is_negative(self) -> bool {
        match self.compare {
            Compare::Less => self.with <= 0.0,
            Compare::AtMost | Compare::Equal => self.with < 0.0,
            _ => false,
        }
    }
}

/// The sections of a format.
fn split(code: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    let mut escaped = false;
    let mut bracket = false;
    for ch in code.chars() {
        let plain = !quoted && !escaped && !bracket;
        match ch {
            ';' if plain => {
                out.push(String::new());
                continue;
            }
            '"' if !escaped && !bracket => quoted = !quoted,
            '[' if plain => bracket = true,
            ']' if !quoted && !escaped => bracket = false,
            _ => {}
        }
        // A character behind \, _ and * is itself; ! is \ in Chinese programs.
        escaped = plain && matches!(ch, '\\' | '_' | '*' | '!');
        if let Some(open) = out.last_mut() {
            open.push(ch);
        }
    }
    // More than four sections are no format.
    out.truncate(4);
    out
}

impl Section {
    fn read(code: &str) -> Option<Self> {
        let mut section = Self::default();
        let mut chars: Vec<char> = code.chars().collect();
        // What Chinese programs call General.
        for general in ["General", "G/通用格式", "GENERAL", "general", "Standard"] {
            let text: String = chars.iter().collect();
            if let Some(at) = text.find(general) {
                let at = text.get(..at)?.chars().count();
                chars.splice(at..at + general.chars().count(), ['\u{f8ff}']);
                break;
            }
        }
        let mut at = 0;
        while let Some(&ch) = chars.get(at) {
            at += 1;
            match ch {
                '\u{f8ff}' => section.parts.push(Part::General),
                '"' => {
                    let end = chars.iter().skip(at).position(|c| *c == '"');
                    let end = end.map_or(chars.len(), |e| at + e);
                    section.literal(chars.get(at..end)?.iter().collect());
                    at = end + 1;
                }
                '\\' | '!' => {
                    section.literal(chars.get(at).map(char::to_string).unwrap_or_default());
                    at += 1;
                }
                // As wide as the next character, which is padding and no text.
                '_' => {
                    section.literal(" ".into());
                    at += 1;
                }
                '*' => at += 1,
                '[' => {
                    let end = chars.iter().skip(at).position(|c| *c == ']');
                    let end = at + end?;
                    let inside: String = chars.get(at..end)?.iter().collect();
                    if section.bracket(&inside)? {
                        break;
                    }
                    at = end + 1;
                }
                '0' | '#' | '?' => section.parts.push(Part::Digit(ch)),
                '.' if section.kind_so_far() != Kind::Date => section.parts.push(Part::Point),
                ',' => section.comma(chars.get(at..)?),
                '%' => {
                    section.percents += 1;
                    section.literal("%".into());
                }
                'E' | 'e' if matches!(chars.get(at), Some('+' | '-')) => {
                    section.parts.push(Part::Exponent(*chars.get(at)?));
                    at += 1;
                }
                '@' => section.parts.push(Part::Text),
                '/' if section.is_fraction(chars.get(at..)?) => section.parts.push(Part::Slash),
                _ => match date::part(&chars, at - 1) {
                    Some((part, length)) => {
                        section.parts.push(Part::Date(part));
                        at += length - 1;
                    }
                    None => section.literal(ch.to_string()),
                },
            }
        }
        section.settle();
        Some(section)
    }

    fn literal(&mut self, text: String) {
        match self.parts.last_mut() {
            Some(Part::Literal(open)) => open.push_str(&text),
            _ => self.parts.push(Part::Literal(text)),
        }
    }

    fn kind_so_far(&self) -> Kind {
        let is_date = |p: &Part| matches!(p, Part::Date(_));
        if self.parts.iter().any(is_date) {
            Kind::Date
        } else {
            Kind::Literal
        }
    }

    /// A colour, a condition, a currency and language, other numerals, elapsed time. Returns whether it says all itself.
    fn bracket(&mut self, inside: &str) -> Option<bool> {
        if let Some(part) = date::elapsed(inside) {
            self.parts.push(Part::Date(part));
            return Some(false);
        }
        if let Some(locale) = inside.strip_prefix('$') {
            let (sign, language) = locale.split_once('-').unwrap_or((locale, ""));
            if !sign.is_empty() {
                self.literal(sign.to_owned());
            }
            // F800 and F400: the long date and the time of the person's own system.
            let own = match language.to_ascii_uppercase().as_str() {
                "F800" => date::long_date(),
                "F400" => date::long_time(),
                _ => return Some(false),
            };
            self.parts.extend(own);
            return Some(true);
        }
        let upper = inside.to_ascii_uppercase();
        if let Some(number) = upper.strip_prefix("DBNUM") {
            self.numerals = number.parse().ok().filter(|n| (1..=3).contains(n));
            return Some(false);
        }
        let compare = [
            ("<=", Compare::AtMost),
            (">=", Compare::AtLeast),
            ("<>", Compare::Unequal),
            ("<", Compare::Less),
            (">", Compare::More),
            ("=", Compare::Equal),
        ];
        if let Some((sign, compare)) = compare.iter().find(|(sign, _)| inside.starts_with(sign)) {
            let with = inside.strip_prefix(sign)?.trim().parse().ok()?;
            self.condition = Some(Condition {
                compare: *compare,
                with,
            });
        }
        // All else is a colour.
        Some(false)
    }

    /// A comma between digits groups them; behind the last, it shows a thousandth.
    fn comma(&mut self, rest: &[char]) {
        let digit = |c: &char| matches!(c, '0' | '#' | '?');
        let before = self
            .parts
            .iter()
            .rev()
            .find(|p| !matches!(p, Part::Literal(_)));
        let behind_digit = matches!(before, Some(Part::Digit(_)));
        let next = rest.iter().find(|c| **c != ',');
        let more = rest.iter().take_while(|c| **c != ';').any(digit);
        let point = self.parts.contains(&Part::Point);
        if !behind_digit || self.kind_so_far() == Kind::Date {
            self.literal(",".into());
        } else if next.is_some_and(digit) && !point
            || more && next.is_some_and(|c| *c != '.') && !point
        {
            self.grouped = true;
        } else {
            self.thousands += 1;
        }
    }

    /// Whether a slash behind digits has digits below it.
    fn is_fraction(&self, rest: &[char]) -> bool {
        let before = self
            .parts
            .iter()
            .rev()
            .find(|p| !matches!(p, Part::Literal(t) if t == " "));
        let below = rest.iter().find(|c| **c != ' ');
        matches!(before, Some(Part::Digit(_)))
            && below.is_some_and(|c| matches!(c, '?' | '#' | '0'..='9'))
    }

    /// What the parts make together.
    fn settle(&mut self) {
        let has = |f: fn(&Part) -> bool| self.parts.iter().any(f);
        self.kind = if has(|p| matches!(p, Part::Date(_))) {
            Kind::Date
        } else if has(|p| matches!(p, Part::Digit(_))) {
            Kind::Digits
        } else if has(|p| matches!(p, Part::General)) {
            Kind::General
        } else {
            Kind::Literal
        };
        if self.kind == Kind::Date {
            date::settle(&mut self.parts);
        }
    }

    fn print(&self, value: f64, from_1904: bool) -> Option<Shown> {
        let (text, exact) = match self.kind {
            Kind::Date => (
                date::print(&self.parts, value, from_1904, self.numerals)?,
                true,
            ),
            Kind::Digits => digits::print(self, value)?,
            Kind::General | Kind::Literal => {
                let mut out = String::new();
                if value < 0.0 && self.kind == Kind::General {
                    out.push('-');
                }
                let number = |p: &Part| matches!(p, Part::General | Part::Text);
                let exact = value == 0.0 || self.parts.iter().any(number);
                for part in &self.parts {
                    match part {
                        Part::Literal(text) => out.push_str(text),
                        Part::General | Part::Text => {
                            let number = digits::general(value.abs());
                            out.push_str(&digits::in_numerals(&number, self.numerals, true));
                        }
                        _ => {}
                    }
                }
                (out, exact)
            }
        };
        Some(Shown {
            text: text.trim().to_owned(),
            exact,
        })
    }
}

/// The code of a format that every program knows by its number, as Chinese programs print it (ECMA-376-1, 18.8.30).
pub(crate) fn built_in(id: u16) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 => "\"¥\"#,##0;\"¥\"-#,##0",
        6 => "\"¥\"#,##0;[Red]\"¥\"-#,##0",
        7 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        8 => "\"¥\"#,##0.00;[Red]\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        37 => "#,##0;-#,##0",
        38 => "#,##0;[Red]-#,##0",
        39 => "#,##0.00;-#,##0.00",
        40 => "#,##0.00;[Red]-#,##0.00",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> String {
        let format = NumberFormat::read(code).unwrap();
        format
            .number(value, false)
            .map_or("####".into(), |s| s.text)
    }

    #[test]
    fn numbers() {
        for (code, value, text) in [
            ("0.00", 5.0, "5.00"),
            ("0.00", 1.005, "1.01"),
            ("0.0\"万元\"", 5.0, "5.0万元"),
            ("0.0%", 0.125, "12.5%"),
            ("00", 1.0, "01"),
            ("General", 12.600000000000001, "12.6"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", -3.5, "-3.5"),
            ("General", 123_456_789.12, "123456789.12"),
            ("General", 1.5e17, "1.5E+17"),
            ("General\"元\"", 5.0, "5元"),
            ("#,##0", 1_234_567.5, "1,234,568"),
            ("#,##0.00", 0.5, "0.50"),
            ("#,###.##", 0.5, ".5"),
            ("0.0###", 47.0, "47.0"),
            ("0,000", 12.0, "0,012"),
            ("￥#,##0", 30_000.0, "￥30,000"),
            ("[$¥-804]#,##0.00", 1200.0, "¥1,200.00"),
            ("\"¥\"#,##0.00;[Red]\"¥\"-#,##0.00", -5.0, "¥-5.00"),
            ("#,##0.00;(#,##0.00)", -5.0, "(5.00)"),
            ("0;-0;\"无\"", 0.0, "无"),
            ("0;;", -1.0, ""),
            (";;;", 12.0, ""),
            ("0!.0,\"万元\"", 12_345.0, "1.2万元"),
            ("0\\.0,", 56_789.0, "5.7"),
            ("#,##0,", 12_345_678.0, "12,346"),
            ("0.00,,", 12_345_678.0, "12.35"),
            ("[>=10000]0!.0,\"万元\";0\"元\"", 50_000.0, "5.0万元"),
            ("[>=10000]0!.0,\"万元\";0\"元\"", 800.0, "800元"),
            ("[<1]0.00;[<10]0.0;0", 5.25, "5.3"),
            ("[<1]0.00;[<10]0.0;0", 15.5, "16"),
            (
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                1234.5,
                "1,234.50",
            ),
            (
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                0.0,
                "-",
            ),
            ("_ \"¥\"* #,##0.00_ ", 3.0, "¥3.00"),
            ("0.00E+00", 12_345.0, "1.23E+04"),
            ("##0.0E+0", 12_345.0, "12.3E+3"),
            ("# ?/?", 1.5, "1 1/2"),
            ("# ??/??", 0.333_333_333, "1/3"),
            ("000-0000", 1_234_567.0, "123-4567"),
            ("[DBNum1]General", 1205.0, "一千二百〇五"),
            ("[DBNum2][$-804]General", 12_050.0, "壹万贰仟零伍拾"),
            ("[DBNum2][$-804]G/通用格式", 30_000.0, "叁万"),
            ("[DBNum2]0", 123.0, "壹贰叁"),
            ("0.00\"万元\";[Red]-0.00\"万元\"", -1.234, "-1.23万元"),
            ("\"第\"0\"批\"", 2.0, "第2批"),
            ("@", 5.0, "5"),
            ("[Blue]0.0", 2.0, "2.0"),
            ("0.", 5.0, "5."),
        ] {
            assert_eq!(shown(code, value), text, "{code} {value}");
        }
    }

    #[test]
    fn days_and_times() {
        // 2022-09-21 is day 44,825.
        for (code, value, text) in [
            ("yyyy\"年\"m\"月\"d\"日\"", 44_825.0, "2022年9月21日"),
            ("yyyy-mm-dd", 44_825.0, "2022-09-21"),
            ("yyyy.mm.dd", 44_825.0, "2022.09.21"),
            ("yy/m/d", 44_825.0, "22/9/21"),
            ("yyyy/m/d;@", 44_825.0, "2022/9/21"),
            (
                "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
                44_825.0,
                "2022年9月21日",
            ),
            (
                "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
                44_825.0,
                "2022年9月21日",
            ),
            (
                "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@",
                44_825.0,
                "二〇二二年九月二十一日",
            ),
            ("[DBNum1][$-804]m\"月\"d\"日\"", 44_910.0, "十二月十五日"),
            ("aaaa", 44_825.0, "星期三"),
            ("d-mmm-yy", 44_825.0, "21-Sep-22"),
            ("dddd", 44_825.0, "Wednesday"),
            ("h:mm:ss", 0.5, "12:00:00"),
            ("h:mm AM/PM", 0.75, "6:00 PM"),
            ("上午/下午h\"时\"mm\"分\"", 0.75, "下午6时00分"),
            ("[h]:mm", 1.5, "36:00"),
            ("mm:ss", 0.001, "01:26"),
            ("yyyy/m/d h:mm", 44_825.25, "2022/9/21 6:00"),
            ("yyyy/m/d", 60.0, "1900/2/29"),
            ("yyyy/m/d", 1.0, "1900/1/1"),
            ("yyyy/m/d", 61.0, "1900/3/1"),
            ("yyyy/m/d", -1.0, "####"),
            ("yyyy/m/d", 2_958_465.0, "9999/12/31"),
        ] {
            assert_eq!(shown(code, value), text, "{code} {value}");
        }
        let format = NumberFormat::read("yyyy/m/d").unwrap();
        assert_eq!(format.number(0.0, true).unwrap().text, "1904/1/1");
    }

    #[test]
    fn what_is_rounded_is_known() {
        let exact = |code: &str, value: f64| {
            let format = NumberFormat::read(code).unwrap();
            format.number(value, false).unwrap().exact
        };
        assert!(exact("0.00", 12.35) && !exact("0.00", 12.3534));
        assert!(exact("0.0%", 0.125) && !exact("0%", 0.125));
        assert!(exact("General", 0.1 + 0.2));
        assert!(!exact("0!.0,\"万元\"", 12_345.0) && exact("0!.0,\"万元\"", 12_000.0));
        assert!(!exact(";;;", 12.0) && exact("0;-0;\"-\"", 0.0));
    }

    #[test]
    fn texts() {
        let text = |code: &str, text: &str| NumberFormat::read(code).unwrap().text(text);
        assert_eq!(text("0.00", "按实结算"), "按实结算");
        assert_eq!(text("0;0;0;\"共\"@\"项\"", "三"), "共三项");
        assert_eq!(text("@\"（元）\"", "金额"), "金额（元）");
        assert_eq!(text("_ @_ ", "无").trim(), "无");
    }

    #[test]
    fn every_built_in_format_is_read() {
        for id in 0..=60 {
            assert!(NumberFormat::read(built_in(id)).is_some(), "{id}");
        }
    }
}
