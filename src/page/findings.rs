//! What is said of the pages of a PDF: doubts about characters, and what was left out that might matter.

use foldhash::{HashMap, HashSet, HashSetExt as _};

use crate::accounts::Discard;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::{BBox, Location};
use crate::page::face::Refused;
use crate::page::fonts::LoadedFont;
use crate::page::interpret::Canvas;
use crate::page::raw::{Layer, Raw, Replaced};
use crate::page::seen::PALE;
use crate::page::{Glyph, Page};

/// How many characters of a text, or pairs of characters, a message shows.
const SHOWN: usize = 40;

/// Doubts about a font, over the whole document.
pub(crate) fn of_font(font: &LoadedFont<'_>) -> impl Iterator<Item = Diagnostic> {
    let name = &font.info.name;
    let refused = font.refused.map(|why| refused(name, why));
    let guessed = (!font.guessed.is_empty()).then(|| guessed(name, &font.guessed));
    let [map, program] = [false, true].map(|believed| contradicted(font, believed));
    [refused, map, program, guessed].into_iter().flatten()
}

/// The map says one thing, the font program another, and one of them was believed.
fn contradicted(font: &LoadedFont<'_>, believed: bool) -> Option<Diagnostic> {
    let name = &font.info.name;
    let pairs = || font.contradicted.iter().filter(|c| c.believed == believed);
    let count = pairs().count();
    let shown: Vec<String> = pairs()
        .take(SHOWN)
        .map(|c| format!("{} ({})", c.map, c.program))
        .collect();
    let shown = shown.join(", ");
    let (english, chinese) = if believed {
        ("the font was believed", "已按字体所示采用")
    } else {
        ("the map was taken", "已按映射采用")
    };
    (count > 0).then(|| {
        Diagnostic::new(
            codes::PAGE_CONTRADICTED_MAP,
            Severity::Warning,
            format!(
                "the file's character map for font {name:?} and the font itself disagree on {count} characters: {shown} \
                 (in brackets what the font says); {english}"
            ),
            format!(
                "字体“{name}”的文字映射与字体本身有{count}个字不一致：{shown}（括号内为字体所示），{chinese}"
            ),
        )
        .help(
            "compare these characters with the printed page",
            "请对照原页核对这些文字",
        )
    })
}

/// Nothing in the file says what the codes mean.
fn guessed(name: &str, chars: &[char]) -> Diagnostic {
    let shown: String = chars.iter().take(SHOWN).collect();
    Diagnostic::new(
        codes::PAGE_GUESSED_ENCODING,
        Severity::Warning,
        format!(
            "font {name:?} does not say which characters its codes are: {shown:?} were read by the standard encoding"
        ),
        format!("字体“{name}”未注明编码，以下字符按标准编码读出：{shown}"),
    )
    .help(
        "compare these characters with the printed page",
        "请对照原页核对这些文字",
    )
}

/// A font whose own data goes beyond the limits is read by its name and encoding alone.
fn refused(name: &str, why: Refused) -> Diagnostic {
    let (english, chinese) = match why {
        Refused::Data => (
            "its data, or that of all fonts together, takes more bytes than the limit `stream_bytes` allows",
            "该字体或全部字体的数据超过上限 `stream_bytes`",
        ),
        Refused::Widths => (
            "its widths name other codes, or more, than the 65,536 that a font may have",
            "字宽表中的编码超出字体可有的 65536 个",
        ),
    };
    Diagnostic::new(
        codes::PAGE_FONT_REFUSED,
        Severity::Warning,
        format!("font {name:?} was read without its own data: {english}"),
        format!("字体“{name}”的自带数据未采用：{chinese}"),
    )
    .help(
        "compare the text with the printed page, or raise the limit if the file is trusted",
        "请对照原页核对文字；文件可信时可调高上限",
    )
}

/// A page may show one thing and mean another (`ActualText`, ISO 32000-1, 14.9.4): what it means was taken, and said.
pub(crate) fn meant_otherwise(replaced: &Replaced, page: u32) -> Diagnostic {
    let (printed, meant) = (&replaced.printed, &replaced.meant);
    Diagnostic::new(
        codes::PAGE_ACTUAL_TEXT,
        Severity::Warning,
        format!("the file says {meant:?} where its glyphs on page {page} read {printed:?}; what it says was taken"),
        format!("第{page}页印作“{printed}”之处，文件注明为“{meant}”，已按注明采用"),
    )
    .at(Location::Page {
        page,
        bbox: replaced.bbox,
    })
    .help(
        "look at the page itself before the value is used",
        "使用该值前请查看原页",
    )
}

/// A map may call a digit a blank: one that stands in a number is looked at, and if its glyph has ink, that glyph is not
/// known wherever it stands.
pub(crate) fn blanks(canvases: &mut [(Canvas, (f32, f32))], fonts: &mut [LoadedFont<'_>]) {
    let mut unknown: HashSet<(usize, u32)> = HashSet::new();
    let mut seen: HashSet<(usize, u32)> = HashSet::new();
    let mut digits: HashMap<usize, bool> = HashMap::default();
    for (canvas, _) in &*canvases {
        for &(index, font, code) in &canvas.blanks {
            let all = || has_all_digits(canvases, font);
            if in_number(&canvas.glyphs, index)
                && seen.insert((font, code))
                && !*digits.entry(font).or_insert_with(all)
                && fonts.get_mut(font).is_some_and(|f| f.has_ink(code))
            {
                unknown.insert((font, code));
            }
        }
    }
    for (canvas, _) in canvases {
        for (index, font, code) in std::mem::take(&mut canvas.blanks) {
            if unknown.contains(&(font, code))
                && let Some(raw) = canvas.glyphs.get_mut(index)
            {
                raw.glyph.char.ch = '\u{fffd}';
            }
        }
    }
}

/// Whether a font prints the point and each of the ten digits by another code: then none of them is missing, and what is
/// called a blank is one.
fn has_all_digits(canvases: &[(Canvas, (f32, f32))], font: usize) -> bool {
    let glyphs = canvases.iter().flat_map(|(canvas, _)| &canvas.glyphs);
    let own = glyphs.filter(|r| usize::from(r.glyph.font) == font);
    let digits: HashSet<char> = own
        .map(|r| r.glyph.char.ch)
        .filter(|ch| ch.is_ascii_digit() || *ch == '.')
        .collect();
    digits.len() == 11
}

/// Share of a figure's width below which a blank beside it is none itself: the 1 of proportional faces has three quarters of
/// the others' width, the blank of faces of Latin letters a half.
const NARROW: f32 = 0.6;

/// Whether a blank stands right beside a digit or a point of a number, and beside nothing else, and may be a digit: looking
/// at its glyph costs as much as a page.
fn in_number(glyphs: &[Raw], index: usize) -> bool {
    let glyph = |at: Option<usize>| Some(glyphs.get(at?)?.glyph);
    let Some(blank) = glyph(Some(index)) else {
        return false;
    };
    let touches = |a: &Glyph, b: &Glyph| {
        let gap = b.x - a.x - a.advance;
        (b.y - a.y).abs() < 0.1 * blank.size && gap.abs() < 0.3 * blank.size
    };
    let before = glyph(index.checked_sub(1)).filter(|g| touches(g, &blank));
    let after = glyph(index.checked_add(1)).filter(|g| touches(&blank, g));
    let number = |g: Glyph| g.char.ch.is_ascii_digit() || matches!(g.char.ch, '.' | ',');
    // A point at the end of a number changes nothing.
    let digit = |g: Glyph| g.font != blank.font || blank.advance >= NARROW * g.advance;
    match (before, after) {
        (Some(before), Some(after)) => number(before) && number(after),
        (one, other) => one.or(other).is_some_and(|g| number(g) && digit(g)),
    }
}

/// Text that lies over or under the picture of a page was recognised in it, by a program that may be wrong.
pub(crate) fn recognised(pages: &[Page]) -> Option<Diagnostic> {
    let found: Vec<String> = pages
        .iter()
        .filter(|p| p.recognised)
        .map(|p| p.number.to_string())
        .collect();
    let pages = found.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    (!found.is_empty()).then(|| {
        Diagnostic::new(
            codes::SOURCE_RECOGNISED,
            Severity::Warning,
            format!("pages {} are pictures with text laid over them: it was recognised by a program and not printed, and may be wrong", pages.join(", ")),
            format!("第{}页为图像加文字层，文字系识别所得，可能有误", pages.join("、")),
        )
        .help(
            "compare every number with the picture of its page",
            "请对照页面图像核对每个数字",
        )
    })
}

/// Says which glyphs could not be read.
pub(crate) fn unknown(page: &Page) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    // That a digit is cut or covered is said of its number.
    let numbers = || {
        let doubts = page.doubts.iter();
        let own = [codes::CELL_CLIPPED_NUMBER, codes::CELL_COVERED_NUMBER];
        doubts.filter(move |d| own.contains(&&*d.diagnostic.code))
    };
    let said = |bbox: &BBox| {
        let (x, y) = (bbox.center_x(), bbox.center_y());
        numbers().any(|d| d.bbox.contains(x, y))
    };
    let unread = |g: &&Glyph| g.char.ch == '\u{fffd}' && !said(&g.char.bbox);
    let mut fonts: Vec<u16> = page.glyphs.iter().filter(unread).map(|g| g.font).collect();
    fonts.sort_unstable();
    fonts.dedup();
    for font in fonts {
        let glyphs = || page.glyphs.iter().filter(unread).filter(|g| g.font == font);
        let count = glyphs().count();
        let bbox = glyphs()
            .map(|g| g.char.bbox)
            .reduce(|a, b| a.union(&b))
            .unwrap_or_default();
        let name = page
            .fonts
            .get(usize::from(font))
            .map_or("", |f| f.name.as_str());
        let number = page.number;
        out.push(
            Diagnostic::new(
                codes::PAGE_UNKNOWN_GLYPH,
                Severity::Error,
                format!("{count} glyphs of font {name:?} on page {number} have no known character; each stands as U+FFFD"),
                format!("第{number}页字体“{name}”有{count}个字形无法对应文字，以 U+FFFD 代替"),
            )
            .at(Location::Page { page: number, bbox })
            .help(
                "read these characters on the page itself, or ask for a file with embedded ToUnicode maps",
                "请对照原页核对，或索取带有文字映射的文件",
            ),
        );
    }
    out
}

/// Text that was left out, or taken from beside the page's own content, though it might be either.
pub(crate) fn doubtful(raws: &[Raw], page: &Page, unshown: &[String]) -> Vec<Diagnostic> {
    let number = page.number;
    let aslant = |r: &&Raw| r.fate == Some(Discard::Watermark) && r.doubtful && r.slanted();
    let pale = |r: &&Raw| r.fate == Some(Discard::Watermark) && r.doubtful && !r.slanted();
    let invisible = |r: &&Raw| r.fate == Some(Discard::Invisible) && r.doubtful;
    let on = |layer: Layer| move |r: &&Raw| r.fate.is_none() && r.layer == layer;
    let covered = |r: &&Raw| r.fate == Some(Discard::Covered) && r.doubtful;
    let outside = |r: &&Raw| is_outside(r, page);
    let left_out: [(&'static str, Option<Stretch>, &str, &str); 5] = [
        (
            codes::PAGE_SLANTED_TEXT,
            stretch(raws, aslant),
            "text printed aslant was left out as a watermark",
            "斜排文字已作为水印略去",
        ),
        (
            codes::PAGE_PALE_TEXT,
            stretch(raws, pale),
            "pale text was left out as a watermark",
            "浅色文字已作为水印略去",
        ),
        (
            codes::PAGE_INVISIBLE_TEXT,
            stretch(raws, invisible),
            "invisible text that does not repeat the visible text was left out",
            "与可见文字不同的隐形文字已略去",
        ),
        (
            codes::PAGE_OUTSIDE_TEXT,
            stretch(raws, outside),
            "text that stands outside the page was left out",
            "页面范围以外的文字已略去",
        ),
        (
            codes::PAGE_COVERED_TEXT,
            stretch(raws, covered),
            "text that a later area was painted over was left out",
            "被后绘色块遮盖的文字已略去",
        ),
    ];
    let mut out: Vec<Diagnostic> = left_out
        .into_iter()
        .filter_map(|(code, found, english, chinese)| {
            let found = found?;
            let text = &found.text;
            let diagnostic = Diagnostic::new(
                code,
                Severity::Warning,
                format!("{english} on page {number}: {text:?}"),
                format!("第{number}页{chinese}：“{text}”"),
            );
            Some(diagnostic.at(found.at(number)).help(
                "look at the page: if this is part of the notice, add it by hand",
                "请查看原页；若属正文，请手工补入",
            ))
        })
        .collect();
    if let Some(found) = stretch(raws, on(Layer::Note)) {
        let text = &found.text;
        out.push(
            Diagnostic::new(
                codes::PAGE_NOTE,
                Severity::Warning,
                format!("text put on page {number} by a note, beside the page's own content, was read as printed: {text:?}"),
                format!("第{number}页有以批注形式加上的文字，已按印刷内容读入：“{text}”"),
            )
            .at(found.at(number))
            .help(
                "look whether it belongs to the notice or is a reader's remark",
                "请核对其属于正文还是阅者批注",
            ),
        );
    }
    if let Some(found) = stretch(raws, on(Layer::Field)) {
        let text = &found.text;
        out.push(
            Diagnostic::new(
                codes::PAGE_FORM_FIELD,
                Severity::Info,
                format!(
                    "text filled into form fields of page {number} was read as printed: {text:?}"
                ),
                format!("第{number}页表单域中填写的文字已按印刷内容读入：“{text}”"),
            )
            .at(found.at(number)),
        );
    }
    out.extend((!unshown.is_empty()).then(|| not_shown(unshown, number)));
    out
}

/// One finding a page: a file may hold a million notes.
fn not_shown(values: &[String], page: u32) -> Diagnostic {
    let count = values.len();
    let values: Vec<&str> = values.iter().map(String::as_str).take(SHOWN).collect();
    let shown: String = values.join("; ").chars().take(SHOWN).collect();
    Diagnostic::new(
        codes::PAGE_NOT_SHOWN,
        Severity::Warning,
        format!("{count} form fields or notes of page {page} hold what the file does not show; it was not read: {shown:?}"),
        format!("第{page}页有{count}个表单域或批注，文件未给出其显示形式，未读入：“{shown}”"),
    )
    .help(
        "open the file in a viewer: if the text is seen there, print it to a new PDF and read that",
        "请用阅读器打开；若可见该文字，请打印为新的PDF后再读取",
    )
}

/// Glyphs of one kind, as a text in the file's order.
struct Stretch {
    text: String,
    bbox: BBox,
}

impl Stretch {
    fn at(&self, page: u32) -> Location {
        let bbox = self.bbox;
        Location::Page { page, bbox }
    }
}

/// Whether text stands outside the page. That of a watermark runs over its edges; signs alone are printers' marks.
fn is_outside(raw: &Raw, page: &Page) -> bool {
    let bbox = &raw.glyph.char.bbox;
    let within = (0.0..=page.width).contains(&bbox.center_x())
        && (0.0..=page.height).contains(&bbox.center_y());
    raw.fate == Some(Discard::Clipped)
        && !within
        && !raw.slanted()
        && !raw.glyph.artifact
        && raw.glyph.alpha >= PALE
        && raw.glyph.char.ch.is_alphanumeric()
}

/// What stands outside a page, line by line of each cell, and where each begins from the left.
pub(crate) fn outside(raws: &[Raw], page: &Page) -> Vec<(f32, String)> {
    let own: Vec<&Raw> = raws.iter().filter(|raw| is_outside(raw, page)).collect();
    // Another line, or another cell, begins further than a character and a blank from the one before it.
    let goes_on = |a: &&Raw, b: &&Raw| {
        let (a, b) = (&a.glyph.char.bbox, &b.glyph.char.bbox);
        (a.center_y() - b.center_y()).abs() < a.height() / 2.0
            && (0.0..1.5 * a.height()).contains(&(b.x0 - a.x0))
    };
    let runs = own.chunk_by(goes_on).filter_map(|run| {
        let text = run.iter().map(|raw| raw.glyph.char.ch).collect();
        Some((run.first()?.glyph.char.bbox.x0, text))
    });
    runs.collect()
}

/// Nothing is lost of what stands outside a page and is printed on the next in the same columns, or on the one before: Calc draws
/// rows whole on both pages whose edge cuts them.
pub(crate) fn printed_beside(pages: &[Page], diagnostics: &mut [Diagnostic]) {
    /// Lines of one row: the widest published tables have some thirty columns, of several lines each.
    const MOST: usize = 256;
    // A point: programs round places to tenths of it.
    let prints = |page: &Page, (x, text): &(f32, String)| {
        let mut places = page.glyphs.iter().enumerate();
        places.any(|(at, glyph)| {
            let rest = page.glyphs.get(at..).unwrap_or_default();
            let rest = rest.iter().map(|g| g.char.ch);
            (glyph.char.bbox.x0 - x).abs() < 1.0
                && text.chars().eq(rest
                    .filter(|ch| ch.is_alphanumeric())
                    .take(text.chars().count()))
        })
    };
    let all = |at: Option<usize>, runs: &[(f32, String)]| {
        let page = at.and_then(|at| pages.get(at));
        page.is_some_and(|page| runs.iter().all(|run| prints(page, run)))
    };
    for (at, page) in pages.iter().enumerate() {
        let runs = page.outside.as_slice();
        let again = || all(Some(at + 1), runs) || all(at.checked_sub(1), runs);
        if runs.is_empty() || runs.len() > MOST || !again() {
            continue;
        }
        let own = diagnostics.iter_mut().filter(|d| {
            let on =
                |l: &Location| matches!(l, Location::Page { page: on, .. } if *on == page.number);
            d.code == codes::PAGE_OUTSIDE_TEXT && d.location.as_ref().is_some_and(on)
        });
        own.for_each(|d| d.severity = Severity::Info);
    }
}

fn stretch(raws: &[Raw], which: impl Fn(&&Raw) -> bool) -> Option<Stretch> {
    let glyphs = || raws.iter().filter(&which).map(|r| &r.glyph.char);
    let text: String = glyphs().map(|c| c.ch).take(SHOWN).collect();
    let bbox = glyphs().map(|c| c.bbox).reduce(|a, b| a.union(&b))?;
    (!text.trim().is_empty()).then_some(Stretch { text, bbox })
}
