//! What is printed on each page of a PDF, and where: glyphs, rulings, images.
//!
//! All coordinates are points from the top left corner of the page as a reader sees it
//! (rotation, crop box and user unit applied).

#[cfg(feature = "pdf")]
mod annotations;
#[cfg(feature = "pdf")]
mod clip;
#[cfg(feature = "pdf")]
mod cmaps;
#[cfg(feature = "pdf")]
mod collection;
#[cfg(feature = "pdf")]
mod cover;
#[cfg(feature = "pdf")]
mod cut;
#[cfg(feature = "pdf")]
mod damage;
#[cfg(feature = "pdf")]
mod described;
#[cfg(feature = "pdf")]
mod embedded;
#[cfg(feature = "pdf")]
mod face;
#[cfg(feature = "pdf")]
mod findings;
#[cfg(feature = "pdf")]
mod fonts;
#[cfg(feature = "pdf")]
mod hidden;
#[cfg(feature = "pdf")]
mod inline;
#[cfg(feature = "pdf")]
mod interpret;
#[cfg(feature = "pdf")]
mod layers;
#[cfg(feature = "pdf")]
mod marked;
#[cfg(feature = "pdf")]
mod matrix;
#[cfg(feature = "pdf")]
mod numbers;
#[cfg(feature = "pdf")]
mod opaque;
#[cfg(feature = "pdf")]
mod overlays;
#[cfg(feature = "pdf")]
mod path;
#[cfg(all(feature = "pdf", feature = "output"))]
pub(crate) mod pictures;
#[cfg(feature = "pdf")]
mod program;
#[cfg(feature = "pdf")]
mod raw;
#[cfg(feature = "pdf")]
mod read;
#[cfg(feature = "pdf")]
mod rulings;
#[cfg(feature = "second-reader")]
mod second;
#[cfg(feature = "pdf")]
mod seen;
#[cfg(feature = "pdf")]
pub(crate) mod sheets;
#[cfg(feature = "pdf")]
mod show;
#[cfg(feature = "pdf")]
mod skew;
#[cfg(feature = "pdf")]
pub(crate) mod squares;
#[cfg(feature = "pdf")]
mod state;
#[cfg(feature = "pdf")]
mod type3;
#[cfg(feature = "pdf")]
mod unicode;

#[cfg(feature = "pdf")]
pub(crate) use read::{read, text_layer};

use crate::accounts::Char;
use crate::diagnostic::Diagnostic;
use crate::location::BBox;

/// A printed glyph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// Its character and box. The box is the advance wide and the font's ascent and descent high.
    pub(crate) char: Char,
    /// Origin, horizontally.
    pub(crate) x: f32,
    /// Baseline.
    pub(crate) y: f32,
    /// How far the next glyph's origin lies, along the line.
    pub(crate) advance: f32,
    /// Font size as printed.
    pub(crate) size: f32,
    /// Direction of the line, degrees clockwise from left-to-right.
    pub(crate) angle: f32,
    /// Index in [`Page::fonts`].
    pub(crate) font: u16,
    /// Fill colour.
    pub(crate) color: [u8; 3],
    /// Opacity from 0 to 1.
    pub(crate) alpha: f32,
    /// Written from top to bottom.
    pub(crate) vertical: bool,
    /// The file marks it as no content of its own: a running head, a watermark.
    pub(crate) artifact: bool,
}

impl Glyph {
    /// The middle of its ink: digits and ideographs reach some seven tenths of the size above the baseline.
    pub(crate) fn middle(&self) -> (f32, f32) {
        (self.char.bbox.center_x(), self.y - 0.35 * self.size)
    }
}

/// Direction of a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Horizontal,
    Vertical,
}

/// A horizontal or vertical line, drawn by whatever operator, cut at the clip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ruling {
    pub(crate) direction: Direction,
    /// Height of a horizontal ruling's middle, or distance from the left of a vertical one's.
    pub(crate) position: f32,
    /// Left or upper end.
    pub(crate) start: f32,
    /// Right or lower end.
    pub(crate) end: f32,
    /// Thickness.
    pub(crate) width: f32,
    pub(crate) color: [u8; 3],
    /// Drawn in dashes or dots (whole ruling: `start` to `end`).
    pub(crate) dashed: bool,
}

#[cfg(test)]
impl Ruling {
    /// A thin black line.
    pub(crate) fn black(direction: Direction, position: f32, start: f32, end: f32) -> Self {
        Self {
            direction,
            position,
            start,
            end,
            width: 0.5,
            color: [0; 3],
            dashed: false,
        }
    }
}

/// A filled area that is no ruling: shading of a header, a seal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fill {
    pub(crate) bbox: BBox,
    pub(crate) color: [u8; 3],
    pub(crate) alpha: f32,
    /// How many glyphs were printed before it.
    pub(crate) after: usize,
    /// Whether the whole box is filled.
    pub(crate) whole: bool,
}

/// What is to be said of a place on a page: at the cell it lies in, or at the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageDoubt {
    pub(crate) bbox: BBox,
    pub(crate) diagnostic: Diagnostic,
    /// Nothing need be said of it outside tables.
    pub(crate) in_cells_only: bool,
}

/// Number and generation of an object of the file.
pub(crate) type ObjectNumber = (u32, i32);

/// Where an image stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Image {
    /// What the clip leaves of it.
    pub(crate) bbox: BBox,
    /// From the unit square, bottom left origin, to the page.
    pub(crate) matrix: [f64; 6],
    /// The image itself, if it is an object of the file.
    pub(crate) object: Option<ObjectNumber>,
}

/// An image's pixels in a form that browsers show.
#[cfg(feature = "output")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture {
    /// `image/png` or `image/jpeg`.
    pub(crate) mime: &'static str,
    pub(crate) data: Vec<u8>,
}

/// A straight line neither horizontal nor vertical.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slanted {
    pub(crate) from: (f64, f64),
    pub(crate) to: (f64, f64),
    pub(crate) width: f32,
    pub(crate) color: [u8; 3],
}

/// A font of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FontInfo {
    /// Base font name, decoded, without the subset's prefix.
    pub(crate) name: String,
    /// Whether the font program is in the file.
    pub(crate) embedded: bool,
    pub(crate) bold: bool,
    /// Its strings are GBK, though nothing but its name says so.
    pub(crate) gbk: bool,
}

/// One page: what is printed on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// From 1, in file order.
    pub(crate) number: u32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// The part of its sheet that it is, if that holds several.
    pub(crate) part: Option<BBox>,
    /// In the order the file prints them; discarded ones (watermark, doubles …) are not among them.
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rulings: Vec<Ruling>,
    pub(crate) fills: Vec<Fill>,
    pub(crate) images: Vec<Image>,
    /// Those of the whole document.
    pub(crate) fonts: std::sync::Arc<[FontInfo]>,
    /// Marks and struck words, which stand beside the text.
    pub(crate) aside: Vec<Glyph>,
    /// Areas that annotations strike out.
    pub(crate) strikes: Vec<BBox>,
    /// What stands outside it and was left out, line by line, and where each begins from the left.
    pub(crate) outside: Vec<(f32, String)>,
    /// What is drawn with curves or slanted lines, and fields to fill in.
    pub(crate) inks: Vec<BBox>,
    /// Lines that lie aslant, and are no rules.
    pub(crate) slanted: Vec<Slanted>,
    /// What is to be said of places on it.
    pub(crate) doubts: Vec<PageDoubt>,
    /// Its text was recognised in a picture.
    pub(crate) recognised: bool,
    /// Whether anything of it is missing, or damaged so that not all of it may have been read.
    pub(crate) damaged: bool,
    /// What a second reader is compared with; empty without one.
    pub(crate) printed: Printed,
}

impl Page {
    /// Where it lies on its sheet.
    pub(crate) fn frame(&self) -> BBox {
        let sheet = BBox::new(0.0, 0.0, self.width, self.height);
        self.part.unwrap_or(sheet)
    }
}

/// Every character of a page, discarded ones too, for a second reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Printed {
    /// By the page's own content.
    pub(crate) content: Vec<(char, BBox)>,
    /// By annotations, by an `ActualText` and by the glyphs under it, by operators that few writers use: another reader
    /// may read them or not.
    pub(crate) beside: Vec<char>,
    /// Some of it by fonts whose strings are GBK, though nothing but their name says so: another reader reads Latin
    /// letters in their place.
    pub(crate) gbk: bool,
}
