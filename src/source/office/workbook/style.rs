//! How a cell's characters look, and how its numbers are printed.

use std::rc::Rc;

use crate::source::office::colour::{self, Colour};
use crate::source::office::number_format::NumberFormat;
use crate::source::office::symbols::Signs;
use crate::source::office::{Look, is_unseen};

/// How a cell's characters look, and how its numbers are printed.
#[derive(Clone, Debug, Default)]
pub(in crate::source::office) struct Style {
    /// `None`: as they are stored.
    pub(in crate::source::office) format: Option<Rc<NumberFormat>>,
    /// The code of a format that cannot be read.
    pub(in crate::source::office) unread: Option<String>,
    pub(in crate::source::office) look: Look,
    /// The colour of its letters, where one is named.
    pub(in crate::source::office) ink: Option<Colour>,
    /// What they stand on, if it is of one colour.
    pub(in crate::source::office) ground: Option<Colour>,
    /// The font of its letters, if that holds signs instead.
    pub(in crate::source::office) signs: Option<Signs>,
    /// How high its letters are, in points; none if that is not known, or numbers are made to fit or turned.
    pub(in crate::source::office) points: Option<f64>,
}

impl Style {
    /// The colour in which a number is printed.
    pub(in crate::source::office) fn ink_of(&self, number: f64) -> Option<Colour> {
        let white = self.format.as_ref().is_some_and(|f| f.is_white(number));
        if white { Some(colour::WHITE) } else { self.ink }
    }

    /// The same in letters so high, which may be made to fit or turned. So small that nothing is seen of them they are of the colour of
    /// their ground.
    pub(in crate::source::office) fn in_letters(self, points: Option<f64>, fits: bool) -> Self {
        let unseen = is_unseen(points);
        let white = |colour: Option<Colour>| if unseen { Some(colour::WHITE) } else { colour };
        Self {
            ink: white(self.ink),
            ground: white(self.ground),
            points: points.filter(|_| !fits),
            ..self
        }
    }

    /// Whether letters of a colour cannot be seen.
    pub(in crate::source::office) fn hides(&self, ink: Option<Colour>) -> bool {
        ink.is_some() && ink == self.ground
    }
}
