//! The pixels of images, for the page that shows them: JPEG as it is in the file, plain bitmaps as PNG.
//!
//! Nothing is read from pictures. What a browser cannot show (JPEG 2000, JBIG2, fax, four-colour JPEG) is left to its box.

use std::collections::BTreeMap;

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String};
use png::{BitDepth, ColorType, Encoder};

use crate::page::{ObjectNumber, Page, Picture};
use crate::source::inflate;
use crate::source::pdf::PdfFile;

/// The pictures of the images on pages, up to `room` bytes in all; the rest keep their boxes.
pub(crate) fn read(
    file: &PdfFile,
    pages: &[Page],
    cap: u64,
    room: usize,
) -> BTreeMap<ObjectNumber, Picture> {
    let mut pictures = BTreeMap::new();
    let mut left = room;
    let objects = pages
        .iter()
        .flat_map(|p| &p.images)
        .filter_map(|i| i.object);
    for (number, generation) in objects {
        if pictures.contains_key(&(number, generation)) {
            continue;
        }
        let id = ObjectIdentifier::new(number, generation);
        let stream = file.pdf.xref().get::<Stream<'_>>(id);
        let Some(picture) = stream.and_then(|s| picture(&s, cap)) else {
            continue;
        };
        if let Some(rest) = left.checked_sub(picture.data.len()) {
            left = rest;
            pictures.insert((number, generation), picture);
        }
    }
    pictures
}

fn picture(stream: &Stream<'_>, cap: u64) -> Option<Picture> {
    if stream.filters().as_slice() == [Filter::DctDecode] {
        let shown = matches!(space(stream.dict())?, Space::Gray | Space::Rgb);
        return shown.then(|| Picture {
            mime: "image/jpeg",
            data: stream.raw_data().into_owned(),
        });
    }
    let bitmap = Bitmap::read(stream, cap)?;
    let bitmap = match stream.dict().get::<Stream<'_>>(b"SMask") {
        Some(mask) => match Bitmap::read(&mask, cap) {
            Some(mask) => bitmap.clone().masked(&mask).unwrap_or(bitmap),
            None => bitmap,
        },
        None => bitmap,
    };
    Some(Picture {
        mime: "image/png",
        data: bitmap.png()?,
    })
}

/// How samples stand for colours.
#[derive(Clone, Debug, PartialEq)]
enum Space {
    Gray,
    Rgb,
    /// Colours of a table, three bytes each.
    Indexed(Vec<u8>),
}

/// The colour space of an image; `None` for those whose colours are not simple to show.
fn space(dict: &Dict<'_>) -> Option<Space> {
    if dict.get::<bool>(b"ImageMask") == Some(true) {
        return Some(Space::Gray);
    }
    match dict.get::<Object<'_>>(b"ColorSpace")? {
        Object::Name(name) => named(&name),
        Object::Array(array) => of_array(&array, true),
        _ => None,
    }
}

fn named(name: &Name<'_>) -> Option<Space> {
    match name.as_ref() {
        b"DeviceGray" | b"CalGray" | b"G" => Some(Space::Gray),
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(Space::Rgb),
        _ => None,
    }
}

/// A space with parameters; a table of colours has no table as its base.
fn of_array(array: &Array<'_>, table: bool) -> Option<Space> {
    let mut items = array.iter::<Object<'_>>();
    let Object::Name(family) = items.next()? else {
        return None;
    };
    match family.as_ref() {
        b"ICCBased" => match items.next()? {
            Object::Stream(profile) => match profile.dict().get::<i32>(b"N")? {
                1 => Some(Space::Gray),
                3 => Some(Space::Rgb),
                _ => None,
            },
            _ => None,
        },
        b"Indexed" | b"I" if table => {
            let base = match items.next()? {
                Object::Name(name) => named(&name)?,
                Object::Array(array) => of_array(&array, false)?,
                _ => return None,
            };
            let table = match items.nth(1)? {
                Object::String(string) => bytes(&string),
                Object::Stream(stream) => stream.decoded_data().ok()?.into_owned(),
                _ => return None,
            };
            match base {
                Space::Rgb => Some(Space::Indexed(table)),
                Space::Gray => Some(Space::Indexed(table.iter().flat_map(|v| [*v; 3]).collect())),
                Space::Indexed(_) => None,
            }
        }
        _ => named(&family),
    }
}

fn bytes(string: &String<'_>) -> Vec<u8> {
    string.as_ref().to_vec()
}

/// Samples in rows, each row beginning with a byte, as PDF and PNG both have them.
#[derive(Clone, Debug, PartialEq)]
struct Bitmap {
    width: u32,
    height: u32,
    bits: u8,
    space: Space,
    alpha: bool,
    data: Vec<u8>,
}

impl Bitmap {
    fn read(stream: &Stream<'_>, cap: u64) -> Option<Self> {
        let dict = stream.dict();
        let side = |key: &[u8]| {
            dict.get::<i32>(key)
                .and_then(|v| u32::try_from(v).ok())
                .filter(|v| *v > 0)
        };
        let (width, height) = (side(b"Width")?, side(b"Height")?);
        let stencil = dict.get::<bool>(b"ImageMask") == Some(true);
        let bits = if stencil {
            1
        } else {
            u8::try_from(dict.get::<i32>(b"BitsPerComponent")?).ok()?
        };
        let space = space(dict)?;
        let components: u64 = if space == Space::Rgb { 3 } else { 1 };
        if !matches!((bits, components), (1 | 2 | 4 | 8, 1) | (8, 3)) {
            return None;
        }
        let row = (u64::from(width) * components * u64::from(bits)).div_ceil(8);
        let size = row.checked_mul(u64::from(height))?;
        if size > cap || inflate::exceeds(stream, cap) {
            return None;
        }
        let mut data = stream.decoded_data().ok()?.into_owned();
        let size = usize::try_from(size).ok()?;
        if data.len() < size {
            return None;
        }
        data.truncate(size);
        // A reversed range shows the negative.
        let decode = dict.get::<Array<'_>>(b"Decode");
        let mut range = decode.iter().flat_map(|d| d.iter::<f32>());
        if let (Some(first), Some(second)) = (range.next(), range.next())
            && first > second
            && !matches!(space, Space::Indexed(_))
        {
            data.iter_mut().for_each(|b| *b = !*b);
        }
        Some(Self {
            width,
            height,
            bits,
            space,
            alpha: false,
            data,
        })
    }

    /// With the opacity of a mask of the same size.
    fn masked(mut self, mask: &Self) -> Option<Self> {
        let same =
            (self.width, self.height, 8, 8) == (mask.width, mask.height, self.bits, mask.bits);
        let components = match self.space {
            Space::Gray => 1,
            Space::Rgb => 3,
            Space::Indexed(_) => return None,
        };
        if !same || mask.space != Space::Gray {
            return None;
        }
        self.data = self
            .data
            .chunks_exact(components)
            .zip(&mask.data)
            .flat_map(|(pixel, alpha)| pixel.iter().chain([alpha]))
            .copied()
            .collect();
        self.alpha = true;
        Some(self)
    }

    fn png(self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, self.width, self.height);
        encoder.set_color(match (&self.space, self.alpha) {
            (Space::Gray, false) => ColorType::Grayscale,
            (Space::Gray, true) => ColorType::GrayscaleAlpha,
            (Space::Rgb, false) => ColorType::Rgb,
            (Space::Rgb, true) => ColorType::Rgba,
            (Space::Indexed(_), _) => ColorType::Indexed,
        });
        encoder.set_depth(match self.bits {
            1 => BitDepth::One,
            2 => BitDepth::Two,
            4 => BitDepth::Four,
            _ => BitDepth::Eight,
        });
        if let Space::Indexed(mut table) = self.space {
            // Samples beyond the table are black, as in the file.
            table.resize(3 << self.bits, 0);
            encoder.set_palette(table);
        }
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.data).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixels that a PNG shows, as red, green, blue and opacity.
    fn pixels(bitmap: Bitmap) -> Vec<u8> {
        let bytes = bitmap.png().unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut out = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut out).unwrap();
        out
    }

    fn bitmap(width: u32, bits: u8, space: Space, data: &[u8]) -> Bitmap {
        Bitmap {
            width,
            height: 1,
            bits,
            space,
            alpha: false,
            data: data.to_vec(),
        }
    }

    #[test]
    fn samples_of_every_kind_are_shown_as_they_are() {
        assert_eq!(
            pixels(bitmap(3, 1, Space::Gray, &[0b1010_0000])),
            [255, 0, 255]
        );
        let table = vec![1, 2, 3, 250, 251, 252];
        let indexed = bitmap(2, 1, Space::Indexed(table), &[0b0100_0000]);
        assert_eq!(pixels(indexed), [1, 2, 3, 250, 251, 252]);
        let red = bitmap(1, 8, Space::Rgb, &[255, 0, 0]);
        let half = bitmap(1, 8, Space::Gray, &[128]);
        assert_eq!(pixels(red.clone().masked(&half).unwrap()), [255, 0, 0, 128]);
        assert_eq!(red.masked(&bitmap(2, 8, Space::Gray, &[1, 2])), None);
    }
}
