//! Every page of an opened PDF.

use crate::accounts::Place;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::location::Location;
use crate::page::fonts::Refused;
use crate::page::interpret::{Canvas, Interpreter};
use crate::page::layers::Layers;
use crate::page::matrix::Matrix;
use crate::page::{FontInfo, Page, raw, rulings, seen};
use crate::source::pdf::PdfFile;

/// Reads every page: interprets content streams, leaves out what is not printed (each by name in the accounts), and
/// tells watermarks and doubles from the rest.
pub(crate) fn read(file: &PdfFile, ctx: &mut Context<'_>) -> Result<Vec<Page>, Error> {
    let mut interpreter = Interpreter::new(Layers::of(&file.pdf), ctx);
    let mut canvases = Vec::new();
    for page in file.pdf.pages().iter() {
        interpreter.ctx.check_time()?;
        let unit = page
            .raw()
            .get::<f64>(b"UserUnit")
            .filter(|u| *u > 0.0)
            .unwrap_or(1.0);
        let (width, height) = page.render_dimensions();
        #[allow(clippy::cast_possible_truncation)]
        let size = (width * unit as f32, height * unit as f32);
        let scale = Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]);
        let to_page = scale.after(&Matrix(page.initial_transform(true).as_coeffs()));
        let canvas = interpreter.page(page, to_page, size)?;
        canvases.push((canvas, size));
    }
    let refused: Vec<Diagnostic> = interpreter
        .fonts
        .loaded
        .iter()
        .filter_map(|f| Some(refused(&f.info.name, f.refused?)))
        .collect();
    let fonts: Vec<FontInfo> = interpreter
        .fonts
        .loaded
        .iter()
        .map(|f| f.info.clone())
        .collect();
    ctx.diagnostics.extend(refused);
    let mut pages = Vec::with_capacity(canvases.len());
    for ((canvas, size), number) in canvases.into_iter().zip(1_u32..) {
        ctx.check_time()?;
        pages.push(finish(canvas, size, number, &fonts, ctx));
    }
    text_layer(&pages, ctx)?;
    Ok(pages)
}

/// Registers what a page prints, and keeps what is seen.
fn finish(
    mut canvas: Canvas,
    (width, height): (f32, f32),
    number: u32,
    fonts: &[FontInfo],
    ctx: &mut Context<'_>,
) -> Page {
    let mut page = Page {
        number,
        width,
        height,
        images: canvas.images,
        fonts: fonts.to_vec(),
        ..Page::default()
    };
    seen::settle(&mut canvas.glyphs, &page);
    page.rulings = rulings::join(canvas.drawn.rulings, &canvas.drawn.fills);
    page.fills = canvas.drawn.fills;
    page.glyphs.reserve(canvas.glyphs.len());
    for raw in canvas.glyphs {
        let mut glyph = raw.glyph;
        let place = Place::Page(number, glyph.char.bbox);
        glyph.char.id = ctx.accounts.register(glyph.char.ch, place);
        match raw.fate {
            Some(why) => ctx.accounts.discard([&glyph.char], why),
            None => page.glyphs.push(glyph),
        }
    }
    unknown(&page, ctx);
    for replaced in canvas.replaced {
        ctx.diagnostics.push(meant_otherwise(&replaced, number));
    }
    page
}

/// A font whose own data goes beyond the limits is read by its name and encoding alone.
fn refused(name: &str, why: Refused) -> Diagnostic {
    let (english, chinese) = match why {
        Refused::Stream => (
            "one of its streams inflates to more bytes than the limit `stream_bytes` allows",
            "某数据流解压后超过上限 `stream_bytes`",
        ),
        Refused::Widths => (
            "its widths name codes beyond 65,535, which no such font has",
            "字宽表中的编码超出 65535",
        ),
    };
    Diagnostic::new(
        "page.font_refused",
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
fn meant_otherwise(replaced: &raw::Replaced, page: u32) -> Diagnostic {
    let (printed, meant) = (&replaced.printed, &replaced.meant);
    Diagnostic::new(
        "page.actual_text",
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

/// Says which glyphs could not be read.
fn unknown(page: &Page, ctx: &mut Context<'_>) {
    let unread = |g: &&crate::page::Glyph| g.char.ch == '\u{fffd}';
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
        ctx.diagnostics.push(
            Diagnostic::new(
                "page.unknown_glyph",
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
}

/// A file without any text cannot be read; one with some pages without is read, and they are named.
fn text_layer(pages: &[Page], ctx: &mut Context<'_>) -> Result<(), Error> {
    let without = |p: &&Page| p.glyphs.iter().all(|g| g.char.ch.is_whitespace());
    let empty: Vec<u32> = pages.iter().filter(without).map(|p| p.number).collect();
    if empty.len() == pages.len() {
        return Err(ErrorKind::NoTextLayer { pages: empty }.into());
    }
    for page in pages
        .iter()
        .filter(without)
        .filter(|p| !p.images.is_empty())
    {
        let number = page.number;
        ctx.diagnostics.push(
            Diagnostic::new(
                "page.no_text_layer",
                Severity::Error,
                format!("page {number} is a picture without a text layer: nothing on it was read"),
                format!("第{number}页为图像，没有文字层，内容未能读取"),
            )
            .at(Location::Page {
                page: number,
                bbox: crate::location::BBox::new(0.0, 0.0, page.width, page.height),
            })
            .help(
                "add a text layer with an OCR program (for instance `ocrmypdf --skip-text -l chi_sim in.pdf out.pdf`)",
                "请先用文字识别软件（如 ocrmypdf）添加文字层",
            ),
        );
    }
    Ok(())
}
