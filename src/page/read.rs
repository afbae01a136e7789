//! Every page of an opened PDF.

use std::sync::Arc;

use crate::accounts::Place;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::location::Location;
use crate::page::damage::{Part, Wrong};
use crate::page::interpret::{Canvas, Interpreter};
use crate::page::layers::Layers;
use crate::page::matrix::Matrix;
use crate::page::raw::Raw;
use crate::page::{
    Direction, FontInfo, Page, Printed, Ruling, cut, damage, embedded, findings, rulings, seen,
    skew,
};
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
    findings::blanks(&mut canvases, &mut interpreter.fonts.loaded);
    let doubts: Vec<Diagnostic> = interpreter
        .fonts
        .loaded
        .iter()
        .flat_map(findings::of_font)
        .collect();
    let fonts: Arc<[FontInfo]> = interpreter
        .fonts
        .loaded
        .iter()
        .map(|f| f.info.clone())
        .collect();
    let damaged: Vec<(u16, Wrong)> = (0_u16..)
        .zip(&interpreter.fonts.loaded)
        .flat_map(|(index, font)| font.wrong.iter().map(move |wrong| (index, *wrong)))
        .collect();
    for (canvas, _) in &mut canvases {
        for &(index, wrong) in &damaged {
            if canvas.glyphs.iter().any(|raw| raw.glyph.font == index) {
                canvas.damaged(Part::Font, wrong);
            }
        }
    }
    ctx.diagnostics
        .extend(file.damage.iter().map(|d| damage::of_file(*d)));
    ctx.diagnostics.extend(doubts);
    embedded::say(&file.pdf, ctx);
    let mut pages = Vec::with_capacity(canvases.len());
    for ((canvas, size), number) in canvases.into_iter().zip(1_u32..) {
        ctx.check_time()?;
        pages.push(finish(canvas, size, number, &fonts, ctx));
    }
    findings::printed_beside(&pages, &mut ctx.diagnostics);
    ctx.diagnostics.extend(findings::recognised(&pages));
    Ok(pages)
}

/// Registers what a page prints, and keeps what is seen.
fn finish(
    mut canvas: Canvas,
    (width, height): (f32, f32),
    number: u32,
    fonts: &Arc<[FontInfo]>,
    ctx: &mut Context<'_>,
) -> Page {
    let mut page = Page {
        number,
        width,
        height,
        fonts: Arc::clone(fonts),
        ..Page::default()
    };
    if ctx.options.second_reader.is_some() {
        page.printed = printed(&canvas, fonts);
    }
    let damage = damage::of_page(&canvas.damage, number, (width, height));
    page.damaged = damage.iter().any(|d| d.severity == Severity::Error);
    ctx.diagnostics.extend(damage);
    page.images = canvas.images;
    page.rulings = rulings::join(canvas.drawn.rulings, &canvas.drawn.fills);
    page.fills = canvas.drawn.fills;
    page.strikes = canvas.strikes;
    page.inks = canvas.drawn.inks;
    page.inks.append(&mut canvas.fields);
    seen::settle(&mut canvas.glyphs, &canvas.covers, &mut page);
    cut::note(&mut canvas.glyphs, &mut page);
    let doubtful = findings::doubtful(&canvas.glyphs, &page, &canvas.unshown);
    if doubtful.iter().any(|d| d.code == codes::PAGE_OUTSIDE_TEXT) {
        page.outside = findings::outside(&canvas.glyphs, &page);
    }
    ctx.diagnostics.extend(doubtful);
    page.glyphs.reserve(canvas.glyphs.len());
    for raw in canvas.glyphs {
        let mut glyph = raw.glyph;
        if raw.invisible {
            // The text layer of a scan: what is seen is the picture.
            glyph.alpha = 0.0;
        }
        let place = Place::Page(number, glyph.char.bbox);
        glyph.char.id = ctx.accounts.register(glyph.char.ch, place);
        match raw.fate {
            Some(why) => ctx.accounts.discard([&glyph.char], why),
            None => page.glyphs.push(glyph),
        }
    }
    let upright = skew::undo(&mut page, std::mem::take(&mut canvas.drawn.slanted));
    if !upright.is_empty() {
        let rulings = std::mem::take(&mut page.rulings);
        page.rulings = rulings::join(rulings.into_iter().chain(upright).collect(), &page.fills);
    }
    ctx.diagnostics.extend(findings::unknown(&page));
    ctx.name(codes::PAGE_ACTUAL_TEXT, &canvas.replaced, |replaced| {
        findings::meant_otherwise(replaced, number)
    });
    page
}

/// All that a page prints, seen or not.
fn printed(canvas: &Canvas, fonts: &[FontInfo]) -> Printed {
    let of = |beside: bool| canvas.glyphs.iter().filter(move |r| r.beside == beside);
    let gbk = |r: &Raw| fonts.get(usize::from(r.glyph.font)).is_some_and(|f| f.gbk);
    let said = of(true).map(|r| r.glyph.char.ch);
    Printed {
        content: of(false)
            .map(|r| (r.glyph.char.ch, r.glyph.char.bbox))
            .collect(),
        beside: said.chain(canvas.under.iter().copied()).collect(),
        gbk: canvas.glyphs.iter().any(gbk),
    }
}

/// Whether rules go both ways: those across alone are a table's end, or hold nothing.
fn has_frame(page: &Page) -> bool {
    let upright = |r: &Ruling| r.direction == Direction::Vertical;
    page.rulings.iter().any(upright)
}

/// A file without any text (page numbers and running heads, which a scanner or a viewer may add, do not count) cannot be
/// read; one with some pages without is read, and they are named.
pub(crate) fn text_layer(
    pages: &[Page],
    file: &PdfFile,
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    let without = |p: &&Page| p.glyphs.iter().all(|g| g.char.ch.is_whitespace());
    let empty: Vec<u32> = pages.iter().filter(without).map(|p| p.number).collect();
    if empty.len() == pages.len() {
        if pages.iter().any(|p| p.damaged) || file.damage.iter().any(damage::loses_pages) {
            return Err(Error::from(ErrorKind::DamagedPdf).detail("nothing of its pages is left"));
        }
        return Err(ErrorKind::NoTextLayer { pages: empty }.into());
    }
    for page in pages
        .iter()
        .filter(without)
        // What is damaged has been said to be.
        .filter(|p| !p.damaged)
        .filter(|p| !p.images.is_empty() || !p.fills.is_empty() || has_frame(p))
    {
        let number = page.number;
        ctx.diagnostics.push(
            Diagnostic::new(
                codes::PAGE_NO_TEXT_LAYER,
                Severity::Error,
                format!("page {number} is a picture or a drawing without a text layer: nothing on it was read"),
                format!("第{number}页为图像或图形，没有文字层，内容未能读取"),
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
