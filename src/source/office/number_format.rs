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
    /// Whether it prints in white.
    white: bool,
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

impl Part {
    fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            _ => None,
        }
    }
}

/// What is shown of a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    pub(crate) text: String,
    /// Whether all of the number is shown: nothing was rounded, and it does not hide behind a word.
    pub(crate) exact: bool,
}

impl NumberFormat {
    /// A number without a format as a cell shows it: in eleven characters at most (ECMA-376-1, 18.8.30, General), its decimals
    /// rounded to that.
    pub(crate) fn in_cell(number: f64, shown: Shown) -> Shown {
        const WIDEST: usize = 11;
        let digits = shown.text.trim_start_matches('-');
        let Some(whole) = digits.find('.').filter(|_| digits.len() > WIDEST) else {
            return shown;
        };
        if !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return shown;
        }
        let decimals = WIDEST.saturating_sub(whole + 1);
        let text = format!("{number:.decimals$}");
        let text = match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => text,
        };
        Shown { text, exact: false }
    }

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
        // Numbers in a format for texts alone are shown as they are, without its words.
        if sections.is_empty() {
            let general = split("General").into_iter().next()?;
            sections.push(Section::read(&general)?);
        }
        Some(Self { sections, text })
    }

    /// What is shown of a number by the format that prints nothing but what is needed, `General`; `None` if it cannot be printed.
    pub(crate) fn general(value: f64) -> Option<Shown> {
        let sign = if value < 0.0 { "-" } else { "" };
        value.is_finite().then(|| Shown {
            text: sign.to_owned() + &digits::general(value.abs()),
            exact: true,
        })
    }

    /// What is shown of a number; `None` if it cannot be printed. `from_1904`: days are counted from 1904, not from 1900.
    pub(crate) fn number(&self, value: f64, from_1904: bool) -> Option<Shown> {
        // Conditions that leave a number out fill the cell with ####.
        let (section, signed) = self.section(value).filter(|_| value.is_finite())?;
        let mut shown = section.print(if signed { value } else { value.abs() }, from_1904)?;
        // Where a number below zero is printed as the one above is, in red at most, its sign is not seen.
        if value < 0.0 && !signed && shown.exact {
            let (above, _) = self.section(-value)?;
            let above = above.print(-value, from_1904)?;
            shown.exact = above.text.is_empty() || above.text != shown.text;
        }
        Some(shown)
    }

    /// Whether a number is printed in white, whatever the font says.
    pub(crate) fn is_white(&self, value: f64) -> bool {
        self.section(value)
            .is_some_and(|(section, _)| section.white)
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

    /// What the section for texts prints before a text and behind it, and whether it prints the text; none if there is no such
    /// section.
    pub(crate) fn around_text(&self) -> Option<(String, String, bool)> {
        let parts = &self.text.as_ref()?.parts;
        let at = parts.iter().position(|p| *p == Part::Text);
        let (before, behind) = parts.split_at(at.unwrap_or(parts.len()));
        let words = |parts: &[Part]| -> String { parts.iter().filter_map(Part::literal).collect() };
        Some((words(before), words(behind), at.is_some()))
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
                '/' if section.is_fraction(chars.get(at..)?) => {
                    section.parts.push(Part::Slash);
                    // A number that stands below the line is no placeholder: `??/100`.
                    let below = chars.get(at..)?;
                    let blanks = below.iter().take_while(|c| **c == ' ').count();
                    let number: String = below
                        .iter()
                        .skip(blanks)
                        .take_while(|c| c.is_ascii_digit())
                        .collect();
                    if number.starts_with(|c| c != '0') {
                        at += blanks + number.len();
                        section.literal(number);
                    }
                }
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
            // Its first byte says in which numerals: Chinese ones of Excel's three kinds. The last seven bits count.
            let shape = u32::from_str_radix(language, 16).map_or(0, |l| (l >> 24) & 0x7F);
            self.numerals = match shape {
                0x1E => Some(1),
                0x1F => Some(2),
                0x20 => Some(3),
                _ => self.numerals,
            };
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
        // All else is a colour. The second of the numbered ones is white, too.
        self.white |= matches!(&*upper, "WHITE" | "白色" | "COLOR2" | "COLOR 2");
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
                let mut exact = value == 0.0 || self.parts.iter().any(number);
                for part in &self.parts {
                    match part {
                        Part::Literal(text) => out.push_str(text),
                        Part::General | Part::Text => {
                            let text = digits::general(value.abs());
                            let whole = Shown { text, exact: true };
                            let number = NumberFormat::in_cell(value.abs(), whole);
                            exact &= number.exact;
                            let text = &number.text;
                            out.push_str(&digits::in_numerals(text, self.numerals, true));
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
mod tests;
