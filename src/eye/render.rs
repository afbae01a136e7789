//! Pages as pictures, by `hayro`: code that shares nothing with the interpreter of [`crate::page`].
//!
//! It runs on a thread of its own. Rendering a page cannot be stopped from outside, so a page that takes too long is waited
//! for no longer; the thread ends with that page. The next page is rendered while one is looked at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_syntax::object::dict::keys::{HEIGHT, WIDTH};
use hayro_syntax::object::{Object, Stream};

use crate::eye::crop::PagePicture;
use crate::source::pdf::{PdfFile, caught};

/// Pixels a point: 200 a printed inch, at which a digit of a table is some twenty-five high.
const SCALE: f32 = 200.0 / 72.0;
/// Pixels of a page: an A3 sheet has eight million. Larger sheets are rendered smaller.
const MOST_PIXELS: f32 = 16e6;
/// Pixels that a picture in the file may have: an A4 page scanned at 600 dpi has thirty-five million.
const MOST_IMAGE_PIXELS: u64 = 40_000_000;

/// A page to be rendered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// From 1.
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// The pictures of a file's pages, in the order in which they were asked for.
pub(super) struct Pictures {
    rendered: Receiver<Result<PagePicture, String>>,
    lacks_fonts: Arc<AtomicBool>,
}

impl Pictures {
    /// Starts to render pages.
    pub(super) fn of(file: PdfFile, sheets: Vec<Sheet>) -> Result<Self, String> {
        let (send, rendered) = sync_channel(0);
        let lacks_fonts = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&lacks_fonts);
        std::thread::Builder::new()
            .name("eye".to_owned())
            .spawn(move || {
                // What the library gives up on shows in the pictures that are missing.
                let _ = caught(|| render(&file, &sheets, told, &send));
            })
            .map_err(|e| e.to_string())?;
        Ok(Self {
            rendered,
            lacks_fonts,
        })
    }

    /// The next page.
    pub(super) fn next(&self, time: Duration) -> Result<PagePicture, String> {
        let next = self.rendered.recv_timeout(time);
        next.unwrap_or_else(|_| Err("it could not be rendered in time".to_owned()))
    }

    /// Whether a font of the pages rendered so far could not be loaded.
    pub(super) fn lacks_fonts(&self) -> bool {
        self.lacks_fonts.load(Ordering::Relaxed)
    }
}

fn render(
    file: &PdfFile,
    sheets: &[Sheet],
    lacks_fonts: Arc<AtomicBool>,
    send: &SyncSender<Result<PagePicture, String>>,
) {
    let cache = RenderCache::new();
    let settings = settings(lacks_fonts);
    let too_large = has_too_large_a_picture(file);
    for sheet in sheets {
        let picture = if too_large {
            Err("a picture in the file is too large".to_owned())
        } else {
            let page = caught(|| page(file, sheet, &cache, &settings))
                .ok()
                .flatten();
            page.ok_or_else(|| "it cannot be rendered".to_owned())
        };
        if send.send(picture).is_err() {
            // No one waits any longer.
            return;
        }
    }
}

fn settings(lacks_fonts: Arc<AtomicBool>) -> InterpreterSettings {
    // Every viewer has the fourteen standard fonts (ISO 32000-1, 9.6.2.2). Others that are not in the file are asked for
    // first, and are known to be missing.
    let asked = Arc::new(AtomicBool::new(false));
    let missing = Arc::clone(&asked);
    InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(_) => {
                asked.store(true, Ordering::Relaxed);
                None
            }
        }),
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::UnsupportedFont)
                && !missing.swap(false, Ordering::Relaxed)
            {
                lacks_fonts.store(true, Ordering::Relaxed);
            }
        }),
        ..InterpreterSettings::default()
    }
}

fn has_too_large_a_picture(file: &PdfFile) -> bool {
    let pixels = |stream: &Stream<'_>| {
        let side = |key| u64::from(stream.dict().get::<u32>(key).unwrap_or(0));
        side(WIDTH).saturating_mul(side(HEIGHT))
    };
    file.pdf.objects().into_iter().any(|object| match object {
        Object::Stream(stream) => pixels(&stream) > MOST_IMAGE_PIXELS,
        _ => false,
    })
}

fn page<'a>(
    file: &'a PdfFile,
    sheet: &Sheet,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
) -> Option<PagePicture> {
    let index = usize::try_from(sheet.number).ok()?.checked_sub(1)?;
    let page = file.pdf.pages().get(index)?;
    let scale = SCALE.min((MOST_PIXELS / (sheet.width * sheet.height).max(1.0)).sqrt());
    // The page's own unit may be larger than a point.
    let own = page.render_dimensions().0;
    let unit = if own > 0.0 { sheet.width / own } else { 1.0 };
    let pixmap = PixmapSettings {
        x_scale: scale * unit,
        y_scale: scale * unit,
        bg_color: WHITE,
    };
    let picture = hayro::render(page, cache, settings, &RenderSettings::default(), &pixmap);
    Some(PagePicture {
        width: usize::from(picture.width()),
        scale,
        pixels: picture.data().iter().map(|p| [p.r, p.g, p.b]).collect(),
    })
}
