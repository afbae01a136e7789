//! The graphics state.

use crate::location::BBox;
use crate::page::clip::Clip;
use crate::page::cover::OPAQUE;
use crate::page::matrix::Matrix;

/// Kind of the current colour space: how its components become red, green and blue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Space {
    #[default]
    Gray,
    Rgb,
    Cmyk,
    /// Separation, `DeviceN`: 1 is full ink.
    Tint,
    /// Patterns, Lab, Indexed: taken as mid-grey ink.
    Other,
}

impl Space {
    /// Red, green and blue of a colour.
    pub(crate) fn color(self, c: &[f64]) -> [u8; 3] {
        let by = match (self, c.len()) {
            (Self::Other, _) => return [96; 3],
            (Self::Tint, _) => Self::Tint,
            (_, 1) => Self::Gray,
            (_, 3) => Self::Rgb,
            (_, 4) => Self::Cmyk,
            _ => return [0; 3],
        };
        let level = |v: f64| byte(v.clamp(0.0, 1.0) * 255.0);
        match (by, c) {
            (Self::Gray, &[g]) => [level(g); 3],
            (Self::Rgb, &[r, g, b]) => [level(r), level(g), level(b)],
            (Self::Cmyk, &[c, m, y, k]) => {
                let mix = |v: f64| level((1.0 - v) * (1.0 - k));
                [mix(c), mix(m), mix(y)]
            }
            (Self::Tint, tints) => [level(1.0 - tints.iter().copied().fold(0.0, f64::max)); 3],
            _ => [0; 3],
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to 0..=255 by the caller
fn byte(v: f64) -> u8 {
    v.round() as u8
}

/// A paint: its colour and opacity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    pub(crate) space: Space,
    pub(crate) color: [u8; 3],
    pub(crate) alpha: f32,
}

impl Default for Paint {
    fn default() -> Self {
        Self {
            space: Space::Gray,
            color: [0; 3],
            alpha: 1.0,
        }
    }
}

/// What `q` saves and `Q` restores.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// User space to page.
    pub(crate) ctm: Matrix,
    /// Where painting shows, on the page.
    pub(crate) clip: Clip,
    pub(crate) fill: Paint,
    pub(crate) stroke: Paint,
    /// Opacity of the group that is being painted: it holds for all within, whatever opacity that has in the group.
    pub(crate) opacity: f32,
    pub(crate) line_width: f64,
    pub(crate) dashed: bool,
    /// What is painted hides what is under it: no blend mode, no soft mask.
    pub(crate) hides: bool,
    /// Index of the font in the interpreter's table.
    pub(crate) font: Option<usize>,
    pub(crate) size: f64,
    pub(crate) char_space: f64,
    pub(crate) word_space: f64,
    /// 1 is 100 %.
    pub(crate) scale: f64,
    pub(crate) leading: f64,
    pub(crate) rise: f64,
    /// Text render mode, 0 to 7.
    pub(crate) mode: u8,
}

impl State {
    pub(crate) fn new(ctm: Matrix, clip: BBox) -> Self {
        Self {
            ctm,
            clip: Clip::new(clip),
            fill: Paint::default(),
            stroke: Paint::default(),
            opacity: 1.0,
            line_width: 1.0,
            dashed: false,
            hides: true,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    /// Whether a filled box hides all that was printed under it.
    pub(crate) fn covers(&self) -> bool {
        self.fill.space != Space::Other && self.hides_all()
    }

    /// Whether a wide stroke hides all that was printed under it.
    pub(crate) fn stroke_covers(&self) -> bool {
        self.stroke.space != Space::Other && self.hides_by(self.stroke.alpha)
    }

    /// Whether what is painted lets nothing through, whatever its colours.
    pub(crate) fn hides_all(&self) -> bool {
        self.hides_by(self.fill.alpha)
    }

    /// Whether what is painted with such an opacity does.
    pub(crate) fn hides_by(&self, alpha: f32) -> bool {
        alpha >= OPAQUE && self.hides && self.clip.is_box()
    }
}

/// What two boxes share; of no size where they share nothing.
pub(crate) fn intersect(a: &BBox, b: &BBox) -> BBox {
    let (x0, top) = (a.x0.max(b.x0), a.top.max(b.top));
    BBox::new(
        x0,
        top,
        a.x1.min(b.x1).max(x0),
        a.bottom.min(b.bottom).max(top),
    )
}
