//! Content streams → glyphs, drawn lines, images.

mod content;

use foldhash::HashMap;
use std::rc::Rc;

use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, ObjRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;

use crate::accounts::Discard;
use crate::context::Context;
use crate::error::Error;
use crate::location::BBox;
use crate::page::Image;
use crate::page::clip::Shape;
use crate::page::cover::Cover;
use crate::page::damage::{Damage, Part, Wrong};
use crate::page::fonts::{Fonts, is_image};
use crate::page::inline;
use crate::page::layers::Layers;
use crate::page::marked::Mark;
use crate::page::matrix::Matrix;
use crate::page::path::{Drawn, Path, Rule};
use crate::page::raw::{Layer, Raw};
use crate::page::state::{Paint, Space, State, intersect};
use crate::source::inflate::Flaw;

/// How deep `q` may nest: real files stay below 30.
const SAVED: usize = 512;
/// How many times as much a path's part takes as what is kept of it.
const PATH: u64 = 8;
/// How many operators between two looks at the clock.
const OPERATORS_A_LOOK: u64 = 1_024;

/// What is counted over all pages.
#[derive(Debug, Default)]
pub(crate) struct Spent {
    pub(crate) operators: u64,
    /// Fonts that were read.
    pub(crate) fonts: usize,
    pub(crate) glyphs: u64,
    /// Characters made to stand for others, however often one text is named.
    pub(crate) made: u64,
    pub(crate) inflated: u64,
    /// Parts of paths, areas and pictures.
    drawn: u64,
}

/// What one page prints.
#[derive(Debug, Default)]
pub(crate) struct Canvas {
    pub(crate) glyphs: Vec<Raw>,
    pub(crate) drawn: Drawn,
    pub(crate) images: Vec<Image>,
    /// Where the file says that glyphs mean other letters than they show.
    pub(crate) replaced: Vec<crate::page::raw::Replaced>,
    /// Areas that hide the glyphs printed before them, and how many those are.
    pub(crate) covers: Vec<(Cover, usize)>,
    /// Areas that annotations strike out, and boxes of fields to fill in.
    pub(crate) strikes: Vec<BBox>,
    pub(crate) fields: Vec<BBox>,
    /// Blanks by their index, with font and code: a map may call a digit a blank.
    pub(crate) blanks: Vec<(usize, usize, u32)>,
    /// Values of form fields and words of notes that the file does not show.
    pub(crate) unshown: Vec<String>,
    /// What the glyphs under an `ActualText` say.
    pub(crate) under: Vec<char>,
    /// What of the page is damaged or missing.
    pub(crate) damage: Vec<Damage>,
}

impl Canvas {
    /// Notes damage, of each kind once.
    pub(crate) fn damaged(&mut self, part: Part, wrong: Wrong) {
        if !self.damage.contains(&(part, wrong)) {
            self.damage.push((part, wrong));
        }
    }
}

/// What a form draws, as far as it can be decoded, and what is wrong with it.
type Content = (Option<Rc<[u8]>>, Option<Flaw>);

/// Interprets the pages of one document.
pub(crate) struct Interpreter<'a, 'c, 'o> {
    pub(crate) fonts: Fonts<'a>,
    pub(crate) layers: Layers,
    pub(crate) ctx: &'c mut Context<'o>,
    pub(crate) spent: Spent,
    pub(crate) canvas: Canvas,
    pub(crate) state: State,
    saved: Vec<State>,
    pub(crate) line_matrix: Matrix,
    pub(crate) text_matrix: Matrix,
    /// Boxes of the glyphs of this text object that will clip what is painted after it.
    pub(crate) text_clip: Vec<BBox>,
    /// Whether text was begun and has not ended.
    pub(crate) in_text: bool,
    pub(crate) marks: Vec<Mark>,
    /// Open marks beyond those that are kept.
    pub(crate) deeper: usize,
    /// Stretches begun within which operators may be unknown (ISO 32000-1, 7.8.2).
    extended: u64,
    /// Whether what is run now was read up to its end.
    ended: bool,
    /// How many of the open marks belong to what is run now: a form cannot end its caller's.
    marks_below: usize,
    /// What is printed now: the page itself, or something put on it.
    pub(crate) layer: Layer,
    /// What is printed now another reader may leave out: an annotation's, or by an operator that few writers use.
    pub(crate) beside: bool,
    path: Path,
    forms: HashMap<ObjectIdentifier, Content>,
    /// Bytes of the forms that are kept.
    kept: usize,
    depth: u64,
    /// The forms that are being run.
    open: Vec<ObjectIdentifier>,
    /// Whether the masks of images that were looked into let nothing through.
    pub(crate) solid: HashMap<ObjectIdentifier, bool>,
}

impl<'a, 'c, 'o> Interpreter<'a, 'c, 'o> {
    pub(crate) fn new(layers: Layers, ctx: &'c mut Context<'o>) -> Self {
        Self {
            fonts: Fonts::new(ctx.options.limits.stream_bytes),
            layers,
            ctx,
            spent: Spent::default(),
            canvas: Canvas::default(),
            state: State::new(Matrix::IDENTITY, BBox::default()),
            saved: Vec::new(),
            line_matrix: Matrix::IDENTITY,
            text_matrix: Matrix::IDENTITY,
            text_clip: Vec::new(),
            in_text: false,
            marks: Vec::new(),
            deeper: 0,
            extended: 0,
            ended: false,
            marks_below: 0,
            layer: Layer::Content,
            beside: false,
            path: Path::default(),
            forms: HashMap::default(),
            kept: 0,
            depth: 0,
            open: Vec::new(),
            solid: HashMap::default(),
        }
    }

    /// Interprets a page's content and its annotations' appearances.
    pub(crate) fn page(
        &mut self,
        page: &hayro_syntax::page::Page<'a>,
        to_page: Matrix,
        size: (f32, f32),
    ) -> Result<Canvas, Error> {
        self.canvas = Canvas::default();
        let start = State::new(to_page, BBox::new(0.0, 0.0, size.0, size.1));
        self.state = start.clone();
        self.saved.clear();
        self.marks.clear();
        self.deeper = 0;
        self.text_clip.clear();
        let content = self.content(page.raw())?;
        self.in_text = false;
        self.extended = 0;
        self.run(&content, page.resources())?;
        if self.in_text {
            self.canvas.damaged(Part::Content, Wrong::Data(Flaw::Cut));
        }
        self.marks.clear();
        self.deeper = 0;
        self.state = start;
        self.beside = true;
        self.annotations(page)?;
        self.beside = false;
        Ok(std::mem::take(&mut self.canvas))
    }

    /// Counts an operator, or what costs as much, and looks at the clock now and then.
    pub(crate) fn count_operator(&mut self) -> Result<(), Error> {
        self.spent.operators += 1;
        // A font may take as long as thousands of operators.
        let fonts = self.fonts.loaded.len();
        let loaded = std::mem::replace(&mut self.spent.fonts, fonts) != fonts;
        if loaded || self.spent.operators.is_multiple_of(OPERATORS_A_LOOK) {
            self.ctx.check_time()?;
        }
        let limits = &self.ctx.options.limits;
        self.ctx
            .check_limit("operators", self.spent.operators, limits.operators)
    }

    pub(crate) fn check_glyphs(&self) -> Result<(), Error> {
        let limits = &self.ctx.options.limits;
        self.ctx
            .check_limit("glyphs", self.spent.glyphs, limits.glyphs)
    }

    /// Counts what is drawn: the parts of paths, areas and pictures, which are kept as long as the file is read.
    fn count_drawn(&mut self, op: &Op<'_, '_>) -> Result<(), Error> {
        let draws = matches!(
            op,
            Op::MoveTo(_)
                | Op::LineTo(_)
                | Op::CubicTo(_)
                | Op::CubicStartTo(_)
                | Op::CubicEndTo(_)
                | Op::RectPath(_)
                | Op::Shading(_)
                | Op::XObject(_)
                | Op::MarkedContentPoint(_)
        );
        if !draws {
            return Ok(());
        }
        self.spent.drawn += 1;
        let limit = self.ctx.options.limits.drawn;
        self.ctx.check_limit("drawn", self.spent.drawn, limit)?;
        // One path is held whole, with room to spare.
        let path = u64::try_from(self.path.size()).unwrap_or(u64::MAX);
        self.ctx
            .check_limit("drawn", path.saturating_mul(PATH), limit)
    }

    fn operator(&mut self, op: Op<'_, '_>, resources: &Resources<'a>) -> Result<(), Error> {
        self.count_drawn(&op)?;
        if names_a_resource(&op) {
            self.ctx.check_time()?;
        }
        match op {
            Op::SaveState(_) => {
                if self.saved.len() < SAVED {
                    self.saved.push(self.state.clone());
                }
            }
            Op::RestoreState(_) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            Op::Transform(o) => {
                self.state.ctm = self
                    .state
                    .ctm
                    .after(&matrix([o.0, o.1, o.2, o.3, o.4, o.5]));
            }
            Op::LineWidth(o) => self.state.line_width = o.0.as_f64(),
            Op::DashPattern(o) => self.state.dashed = o.0.iter::<f32>().any(|v| v > 0.0),
            Op::SetGraphicsState(o) => {
                if let Some(dict) = resources.get_ext_g_state(o.0) {
                    self.graphics_state(&dict);
                }
            }
            Op::XObject(o) => match resources.get_x_object(o.0) {
                Some(stream) => self.x_object(&stream, resources)?,
                // A form that calls itself is not drawn again.
                None if self.runs(resources.x_objects.get_ref(o.0)) => {}
                None => self.canvas.damaged(Part::Form, Wrong::Missing),
            },
            Op::MarkedContentPoint(o) => {
                if let Some(opaque) = inline::picture_of(o.0.as_ref()) {
                    self.image(None, opaque);
                }
            }
            Op::Shading(_) => self.shading(),
            Op::BeginMarkedContent(o) => self.open_mark(o.0, None, false),
            Op::BeginMarkedContentWithProperties(o) => self.begin_marked(o.0, o.1, resources)?,
            Op::EndMarkedContent(_) => {
                if self.deeper > 0 {
                    self.deeper -= 1;
                } else if self.marks.len() > self.marks_below {
                    self.end_mark();
                }
            }
            Op::BeginCompatibility(_) => self.extended += 1,
            Op::EndCompatibility(_) => self.extended = self.extended.saturating_sub(1),
            Op::Fallback(word) => self.unknown(word),
            op => {
                if let Some(op) = self.color_operator(op, resources)
                    && let Some(op) = self.path_operator(op)
                {
                    self.text_operator(op, resources)?;
                }
            }
        }
        Ok(())
    }

    fn graphics_state(&mut self, dict: &Dict<'a>) {
        if let Some(alpha) = dict.get::<f32>(b"ca") {
            self.state.fill.alpha = alpha * self.state.opacity;
        }
        if let Some(alpha) = dict.get::<f32>(b"CA") {
            self.state.stroke.alpha = alpha * self.state.opacity;
        }
        if let Some(mode) = dict.get::<Object<'a>>(b"BM") {
            self.state.hides =
                matches!(mode, Object::Name(n) if matches!(n.as_ref(), b"Normal" | b"Compatible"));
        }
        if let Some(mask) = dict.get::<Object<'a>>(b"SMask") {
            self.state.hides &= matches!(mask, Object::Name(n) if n.as_ref() == b"None");
        }
        if let Some(width) = dict.get::<f64>(b"LW") {
            self.state.line_width = width;
        }
        if let Some(dash) = dict.get::<Array<'a>>(b"D")
            && let Some(lengths) = dash.iter::<Array<'a>>().next()
        {
            self.state.dashed = lengths.iter::<f32>().any(|v| v > 0.0);
        }
        if let Some(font) = dict.get::<Array<'a>>(b"Font") {
            if let Some(dict) = font.iter::<Dict<'a>>().next() {
                self.state.font = Some(self.fonts.select(dict));
            }
            if let Some(size) = font.iter::<f64>().next() {
                self.state.size = size;
            }
        }
    }

    fn color_operator<'x, 'y>(
        &mut self,
        op: Op<'x, 'y>,
        resources: &Resources<'a>,
    ) -> Option<Op<'x, 'y>> {
        let (fill, stroke) = (&mut self.state.fill, &mut self.state.stroke);
        match op {
            Op::NonStrokeColorDeviceGray(o) => paint(fill, Space::Gray, &[o.0]),
            Op::StrokeColorDeviceGray(o) => paint(stroke, Space::Gray, &[o.0]),
            Op::NonStrokeColorDeviceRgb(o) => paint(fill, Space::Rgb, &[o.0, o.1, o.2]),
            Op::StrokeColorDeviceRgb(o) => paint(stroke, Space::Rgb, &[o.0, o.1, o.2]),
            Op::NonStrokeColorCmyk(o) => paint(fill, Space::Cmyk, &[o.0, o.1, o.2, o.3]),
            Op::StrokeColorCmyk(o) => paint(stroke, Space::Cmyk, &[o.0, o.1, o.2, o.3]),
            Op::ColorSpaceNonStroke(o) => {
                (fill.space, fill.color) = (space(o.0, resources), [0; 3]);
            }
            Op::ColorSpaceStroke(o) => {
                (stroke.space, stroke.color) = (space(o.0, resources), [0; 3]);
            }
            Op::NonStrokeColor(o) => paint(fill, fill.space, &o.0),
            Op::StrokeColor(o) => paint(stroke, stroke.space, &o.0),
            Op::NonStrokeColorNamed(o) => paint(fill, fill.space, &o.0),
            Op::StrokeColorNamed(o) => paint(stroke, stroke.space, &o.0),
            op => return Some(op),
        }
        None
    }

    fn path_operator<'x, 'y>(&mut self, op: Op<'x, 'y>) -> Option<Op<'x, 'y>> {
        let ctm = self.state.ctm;
        let path = &mut self.path;
        match op {
            Op::MoveTo(o) => path.move_to(&ctm, o.0.as_f64(), o.1.as_f64()),
            Op::LineTo(o) => path.line_to(&ctm, o.0.as_f64(), o.1.as_f64()),
            Op::CubicTo(o) => {
                path.curve_to(&ctm, Some(at(o.0, o.1)), at(o.2, o.3), at(o.4, o.5));
            }
            Op::CubicStartTo(o) => path.curve_to(&ctm, None, at(o.0, o.1), at(o.2, o.3)),
            Op::CubicEndTo(o) => {
                path.curve_to(&ctm, Some(at(o.0, o.1)), at(o.2, o.3), at(o.2, o.3));
            }
            Op::ClosePath(_) => path.close(),
            Op::RectPath(o) => {
                path.rect(&ctm, o.0.as_f64(), o.1.as_f64(), o.2.as_f64(), o.3.as_f64());
            }
            Op::ClipNonZero(_) => path.clip = Some(Rule::NonZero),
            Op::ClipEvenOdd(_) => path.clip = Some(Rule::EvenOdd),
            Op::StrokePath(_) => self.paint_path(None, true, false),
            Op::CloseAndStrokePath(_) => self.paint_path(None, true, true),
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) => {
                self.paint_path(Some(Rule::NonZero), false, false);
            }
            Op::FillPathEvenOdd(_) => self.paint_path(Some(Rule::EvenOdd), false, false),
            Op::FillAndStrokeNonZero(_) => self.paint_path(Some(Rule::NonZero), true, false),
            Op::FillAndStrokeEvenOdd(_) => self.paint_path(Some(Rule::EvenOdd), true, false),
            Op::CloseFillAndStrokeNonZero(_) => self.paint_path(Some(Rule::NonZero), true, true),
            Op::CloseFillAndStrokeEvenOdd(_) => self.paint_path(Some(Rule::EvenOdd), true, true),
            Op::EndPath(_) => self.paint_path(None, false, false),
            op => return Some(op),
        }
        None
    }

    fn paint_path(&mut self, fill: Option<Rule>, stroke: bool, close: bool) {
        if close {
            self.path.close();
        }
        if self.hidden().is_none() {
            self.canvas.drawn.glyphs = self.canvas.glyphs.len();
            if let Some(rule) = fill {
                self.path.fill(rule, &self.state, &mut self.canvas.drawn);
            }
            if stroke {
                self.path.stroke(&self.state, &mut self.canvas.drawn);
            }
            let before = self.canvas.glyphs.len();
            let covers = self.canvas.drawn.covers.drain(..).map(|c| (c, before));
            self.canvas.covers.extend(covers);
        }
        if let Some(rule) = self.path.clip {
            self.path.narrow(rule, &mut self.state.clip);
        }
        self.path.clear();
    }

    /// Why nothing that is printed now is seen, if so.
    pub(crate) fn hidden(&self) -> Option<Discard> {
        if self.layer == Layer::Seal {
            return Some(Discard::Seal);
        }
        self.marks
            .iter()
            .any(|m| m.hidden)
            .then_some(Discard::HiddenLayer)
    }

    fn image(&mut self, object: Option<ObjectIdentifier>, opaque: bool) {
        let bbox = self.state.ctm.bbox(0.0, 0.0, 1.0, 1.0);
        let bbox = intersect(&bbox, &self.state.clip.bbox);
        let hidden = self.hidden().is_some_and(|why| why != Discard::Seal);
        if hidden || bbox.width() <= 0.0 || bbox.height() <= 0.0 {
            return;
        }
        if self.state.hides_all() && opaque {
            let before = self.canvas.glyphs.len();
            // One that is turned aslant covers less than its box.
            let ctm = self.state.ctm;
            let [a, b, c, d, ..] = ctm.0;
            let upright = (b == 0.0 && c == 0.0) || (a == 0.0 && d == 0.0);
            let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
            let shape = (!upright).then(|| Shape {
                polygons: vec![corners.map(|(x, y)| ctm.apply(x, y)).into()],
                even_odd: false,
            });
            let cover = Cover {
                bbox,
                image: true,
                thin: false,
                shape,
            };
            self.canvas.covers.push((cover, before));
        }
        if self.hidden().is_none() {
            self.canvas.images.push(Image {
                bbox,
                matrix: self.state.ctm.0,
                object: object.map(|id| (id.obj_number, id.gen_number)),
            });
        }
    }

    /// A shading fills what the clip leaves of the page, in colours that are not looked into.
    fn shading(&mut self) {
        if self.hidden().is_none() {
            let paint = Paint {
                space: Space::Other,
                color: Space::Other.color(&[]),
                alpha: self.state.fill.alpha,
            };
            self.canvas.drawn.glyphs = self.canvas.glyphs.len();
            self.canvas.drawn.area(self.state.clip.bbox, paint, false);
        }
    }

    fn x_object(&mut self, stream: &Stream<'a>, outer: &Resources<'a>) -> Result<(), Error> {
        let hidden = self.layers.hides(stream.dict(), b"OC");
        self.begin_mark(None, hidden);
        let done = if is_image(stream) {
            let opaque = self.is_opaque(stream);
            self.image(Some(stream.obj_id()), opaque);
            Ok(())
        } else {
            self.form(stream, Some(outer))
        };
        self.end_mark();
        done
    }

    /// Whether the form that is named is being run.
    fn runs(&self, form: Option<ObjRef>) -> bool {
        form.is_some_and(|f| self.open.contains(&ObjectIdentifier::from(f)))
    }

    /// Runs a form under the current state.
    pub(crate) fn form(
        &mut self,
        stream: &Stream<'a>,
        outer: Option<&Resources<'a>>,
    ) -> Result<(), Error> {
        self.ctx.check_limit(
            "form_depth",
            self.depth + 1,
            self.ctx.options.limits.form_depth,
        )?;
        let Some(content) = self.decoded(stream)? else {
            return Ok(());
        };
        let dict = stream.dict();
        let before = (
            self.state.clone(),
            std::mem::take(&mut self.saved),
            self.line_matrix,
            self.text_matrix,
        );
        if let Some(m) = dict.get::<[f64; 6]>(b"Matrix") {
            self.state.ctm = self.state.ctm.after(&Matrix(m));
        }
        if let Some([x0, y0, x1, y1]) = dict.get::<[f64; 4]>(b"BBox") {
            let bbox = self.state.ctm.bbox(x0, y0, x1, y1);
            self.state.clip.narrow(&bbox);
        }
        // A group is painted as one, with the opacity in force where it is.
        if dict.contains_key(b"Group") {
            self.state.opacity = self.state.fill.alpha;
            self.state.stroke.alpha = self.state.opacity;
        }
        let own = dict.get::<Dict<'a>>(b"Resources").map(Resources::new);
        let empty = Resources::new(Dict::empty());
        let marks = self.marks.len();
        let below = std::mem::replace(&mut self.marks_below, marks);
        let deeper = std::mem::take(&mut self.deeper);
        self.depth += 1;
        self.open.push(stream.obj_id());
        let done = self.run(&content, own.as_ref().or(outer).unwrap_or(&empty));
        self.depth -= 1;
        self.open.pop();
        (self.marks_below, self.deeper) = (below, deeper);
        while self.marks.len() > marks {
            self.end_mark();
        }
        (self.state, self.saved, self.line_matrix, self.text_matrix) = before;
        done
    }
}

/// Whether an operator looks something up, in dictionaries that may be as large as the file.
fn names_a_resource(op: &Op<'_, '_>) -> bool {
    matches!(
        op,
        Op::SetGraphicsState(_)
            | Op::XObject(_)
            | Op::BeginMarkedContentWithProperties(_)
            | Op::ColorSpaceNonStroke(_)
            | Op::ColorSpaceStroke(_)
            | Op::TextFont(_)
    )
}

fn at(x: Number, y: Number) -> (f64, f64) {
    (x.as_f64(), y.as_f64())
}

pub(crate) fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|n| n.as_f64()))
}

fn paint(paint: &mut Paint, space: Space, components: &[Number]) {
    let mut values = [0.0; 4];
    for (to, from) in values.iter_mut().zip(components) {
        *to = from.as_f64();
    }
    paint.space = space;
    paint.color = space.color(values.get(..components.len().min(4)).unwrap_or(&values));
}

/// The kind of a colour space, by name in the resources or of a device.
fn space(name: &Name<'_>, resources: &Resources<'_>) -> Space {
    match name.as_ref() {
        b"DeviceGray" | b"CalGray" | b"G" => return Space::Gray,
        b"DeviceRGB" | b"CalRGB" | b"RGB" => return Space::Rgb,
        b"DeviceCMYK" | b"CMYK" => return Space::Cmyk,
        b"Pattern" => return Space::Other,
        _ => {}
    }
    let Some(Object::Array(array)) = resources.get_color_space(name) else {
        return Space::Gray;
    };
    let mut items = array.iter::<Object<'_>>();
    let Some(Object::Name(family)) = items.next() else {
        return Space::Other;
    };
    match family.as_ref() {
        b"CalGray" | b"DeviceGray" => Space::Gray,
        b"CalRGB" | b"DeviceRGB" => Space::Rgb,
        b"DeviceCMYK" => Space::Cmyk,
        b"Separation" | b"DeviceN" => Space::Tint,
        // By its number of components.
        b"ICCBased" => Space::Gray,
        _ => Space::Other,
    }
}
