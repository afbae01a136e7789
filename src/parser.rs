//! The one place that knows all stages and their order.

use std::sync::Arc;

use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use crate::model::{Corrections, Format, FoundTable, Notice, Source};
use crate::options::ParseOptions;
use crate::source::Input;
use crate::table::Block;
use crate::validate::Check;
use crate::{amount, audit, notice, source, table, text, validate};

/// Reads a notice with the default options.
///
/// # Errors
/// See [`Parser::parse`].
pub fn parse_notice(input: impl AsRef<[u8]>) -> Result<Notice, Error> {
    Parser::default().parse(input)
}

/// Reads notices; made once, used for any number of inputs, from any number of threads.
#[derive(Clone, Default)]
pub struct Parser {
    options: ParseOptions,
    /// The user's own checks, run after the built-in ones.
    checks: Vec<Arc<dyn Check + Send + Sync>>,
}

impl std::fmt::Debug for Parser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parser")
            .field("options", &self.options)
            .field("checks", &self.checks.len())
            .finish()
    }
}

impl Parser {
    /// A parser with options.
    #[must_use]
    pub fn new(options: ParseOptions) -> Self {
        Self {
            options,
            checks: Vec::new(),
        }
    }

    /// Adds a check of one's own: it is run on every notice after the built-in ones, and what it finds can be switched off
    /// or raised by its code as theirs can ([`ParseOptions::checks`]).
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::{Diagnostic, Notice, Parser, Severity};
    /// let dated = |notice: &Notice| -> Vec<Diagnostic> {
    ///     let finding = || Diagnostic::new("own.undated", Severity::Warning, "the notice has no date", "通知没有成文日期");
    ///     notice.date.is_none().then(finding).into_iter().collect()
    /// };
    /// let notice = Parser::default().check(dated).parse("关于某事的通知")?;
    /// assert!(notice.diagnostics.iter().any(|d| d.code == "own.undated"));
    /// # Ok::<(), putuo_notice::Error>(())
    /// ```
    #[must_use]
    pub fn check(mut self, check: impl Check + Send + Sync + 'static) -> Self {
        self.checks.push(Arc::new(check));
        self
    }

    /// Reads a notice.
    ///
    /// # Errors
    /// When no notice can be given: see [`ErrorKind`](crate::ErrorKind).
    pub fn parse(&self, input: impl AsRef<[u8]>) -> Result<Notice, Error> {
        let mut ctx = Context::new(&self.options);
        Ok(self.run(input.as_ref(), &[], None, &mut ctx)?.0)
    }

    /// Reads a notice whose attachments are files of their own: a web page and a workbook, a letter and a document. What the
    /// files hold becomes part of the one notice, in the order given; each attachment says which file it was read from
    /// ([`Attachment::source`](crate::Attachment::source), a finding `attachment.joined`). A file that cannot be read is said
    /// by a finding `attachment.not_read`.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), of the notice itself; and when a limit is met in any of the files.
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::{AttachedFile, Parser};
    /// let list = AttachedFile::new("清单.csv", "附件\n项目清单\n序号,项目名称,金额（万元）\n1,甲,5\n".as_bytes());
    /// let notice = Parser::default().parse_with_attachments("关于公布项目的通知", &[list])?;
    /// assert_eq!(notice.items.len(), 1);
    /// assert_eq!(notice.attachments[0].source.as_ref().unwrap().name.as_deref(), Some("清单.csv"));
    /// # Ok::<(), putuo_notice::Error>(())
    /// ```
    pub fn parse_with_attachments(
        &self,
        notice: impl AsRef<[u8]>,
        files: &[AttachedFile<'_>],
    ) -> Result<Notice, Error> {
        let mut ctx = Context::new(&self.options);
        Ok(self.run(notice.as_ref(), files, None, &mut ctx)?.0)
    }

    /// Reads a notice and puts a reviewer's corrections into it. Amounts are read from, and checks run on, the corrected
    /// values; each is marked ([`Notice::corrections`], [`Item::corrected`](crate::Item::corrected),
    /// [`Origin::Corrected`](crate::Origin::Corrected), a finding `correction.applied`).
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and when a correction was made to a value that does not stand in this notice
    /// ([`ErrorKind::CorrectionMismatch`](crate::ErrorKind::CorrectionMismatch)).
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::{Corrections, Parser};
    /// let mut corrections = Corrections::default();
    /// corrections.push("/title/text", "关于公布项日的通知", "关于公布项目的通知");
    /// let notice = Parser::default().parse_corrected("关于公布项日的通知", &corrections)?;
    /// assert_eq!(notice.title.unwrap().text, "关于公布项目的通知");
    /// # Ok::<(), putuo_notice::Error>(())
    /// ```
    pub fn parse_corrected(
        &self,
        input: impl AsRef<[u8]>,
        corrections: &Corrections,
    ) -> Result<Notice, Error> {
        let mut ctx = Context::new(&self.options);
        Ok(self
            .run(input.as_ref(), &[], Some(corrections), &mut ctx)?
            .0)
    }

    /// As [`parse_corrected`](Self::parse_corrected), of a notice whose attachments are files of their own.
    ///
    /// # Errors
    /// As [`parse_with_attachments`](Self::parse_with_attachments) and [`parse_corrected`](Self::parse_corrected).
    pub fn parse_corrected_with_attachments(
        &self,
        notice: impl AsRef<[u8]>,
        files: &[AttachedFile<'_>],
        corrections: &Corrections,
    ) -> Result<Notice, Error> {
        let mut ctx = Context::new(&self.options);
        Ok(self
            .run(notice.as_ref(), files, Some(corrections), &mut ctx)?
            .0)
    }

    /// Reads a notice and keeps what it was read from, for the review page.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    #[cfg(feature = "output")]
    pub fn inspect(&self, input: impl AsRef<[u8]>) -> Result<crate::Inspection, Error> {
        let mut ctx = Context::new(&self.options);
        #[cfg(feature = "office")]
        {
            ctx.inspected = true;
        }
        let (notice, printed) = self.run(input.as_ref(), &[], None, &mut ctx)?;
        #[cfg(feature = "pdf")]
        let pictures = self.pictures(input.as_ref(), &printed)?;
        #[cfg(not(feature = "pdf"))]
        let pictures = std::collections::BTreeMap::new();
        #[cfg(feature = "office")]
        let mut nodes = Vec::new();
        let (pages, text) = match printed {
            Printed::Text(text) => (Vec::new(), Some(text)),
            #[cfg(feature = "pdf")]
            Printed::Pages(pages) => (pages, None),
            #[cfg(feature = "office")]
            Printed::Nodes(found) => {
                nodes = found;
                (Vec::new(), None)
            }
        };
        Ok(crate::Inspection {
            notice,
            pages,
            text,
            #[cfg(feature = "office")]
            nodes,
            left_out: ctx.accounts.left_out(),
            pictures,
            #[cfg(feature = "ocr")]
            shown: ctx.shown,
        })
    }

    /// The pictures on the pages, decoded only for who looks at them.
    #[cfg(all(feature = "pdf", feature = "output"))]
    fn pictures(
        &self,
        input: &[u8],
        printed: &Printed,
    ) -> Result<std::collections::BTreeMap<crate::page::ObjectNumber, crate::page::Picture>, Error>
    {
        /// The page may be five times as large as the file: base64 makes three times four.
        const TIMES: usize = 3;
        /// A small file may have pictures larger than itself.
        const LEAST: usize = 1_000_000;
        let Printed::Pages(pages) = printed else {
            return Ok(std::collections::BTreeMap::new());
        };
        if pages.iter().all(|p| p.images.is_empty()) {
            return Ok(std::collections::BTreeMap::new());
        }
        let ctx = Context::new(&self.options);
        let file = source::pdf::open(input, &ctx)?;
        let room = input.len().saturating_mul(TIMES).max(LEAST);
        let cap = self.options.limits.stream_bytes;
        Ok(crate::page::pictures::read(&file, pages, cap, room))
    }

    /// Tells the format of an input and opens it, without reading it: whether a PDF is whole, needs a password, is too
    /// large.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), as far as opening goes.
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::{Format, Parser};
    /// assert_eq!(Parser::default().open("关于公布项目的通知")?, Format::Text);
    /// # Ok::<(), putuo_notice::Error>(())
    /// ```
    pub fn open(&self, input: impl AsRef<[u8]>) -> Result<Format, Error> {
        let mut ctx = Context::new(&self.options);
        Ok(match source::open(input.as_ref(), &mut ctx)? {
            Input::Text(_) => Format::Text,
            #[cfg(feature = "html")]
            Input::Html(_) => Format::Html,
            #[cfg(feature = "pdf")]
            Input::Pdf(_) => Format::Pdf,
            #[cfg(feature = "office")]
            Input::Office(format) => format,
            #[cfg(all(feature = "office", feature = "html"))]
            Input::Mhtml(_) => Format::Mhtml,
        })
    }

    /// What is printed, a string a page, in reading order; a text input is one page.
    ///
    /// Running heads, page numbers, watermarks and the like are left out, as they are from a notice.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    ///
    /// # Examples
    /// ```
    /// let pages = putuo_notice::Parser::default().text("关于公布项目的通知")?;
    /// assert_eq!(pages, ["关于公布项目的通知"]);
    /// # Ok::<(), putuo_notice::Error>(())
    /// ```
    pub fn text(&self, input: impl AsRef<[u8]>) -> Result<Vec<String>, Error> {
        let mut ctx = Context::new(&self.options);
        Ok(match source::open(input.as_ref(), &mut ctx)? {
            Input::Text(decoded) => vec![decoded.text],
            #[cfg(feature = "html")]
            Input::Html(decoded) => vec![decoded.text],
            #[cfg(feature = "pdf")]
            Input::Pdf(pdf) => pages(&pdf, &mut ctx)?
                .iter()
                .map(|page| {
                    let lines = text::lines::lines(&page.glyphs, page.number);
                    let lines: Vec<String> = lines.iter().map(text::Line::raw).collect();
                    lines.join("\n")
                })
                .collect(),
            #[cfg(feature = "office")]
            Input::Office(format) => {
                let nodes = source::office::read(format, input.as_ref(), &mut ctx)?;
                source::office::text(&nodes)
            }
            #[cfg(all(feature = "office", feature = "html"))]
            Input::Mhtml(saved) => vec![saved.page.text],
        })
    }

    /// Every table as found, page by page, also of a document that is no notice.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn tables(&self, input: impl AsRef<[u8]>) -> Result<Vec<FoundTable>, Error> {
        let mut ctx = Context::new(&self.options);
        let read = self.read(input.as_ref(), &mut ctx)?;
        Ok(read
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Grid(grid) => Some(table::found(grid, &ctx.accounts)),
                Block::Line(_) | Block::Break => None,
            })
            .collect())
    }

    /// That the options name no check that there is not: a misspelt one would go on to run.
    fn known_codes(&self) -> Result<(), Error> {
        let own = !self.checks.is_empty();
        let unknown = |code: &&String| !Diagnostic::codes().any(|known| known == *code);
        match self.options.checks.keys().find(unknown) {
            Some(code) if !own => Err(ErrorKind::UnknownCode { code: code.clone() }.into()),
            _ => Ok(()),
        }
    }

    /// All stages, one after another.
    fn run(
        &self,
        input: &[u8],
        files: &[AttachedFile<'_>],
        corrections: Option<&Corrections>,
        ctx: &mut Context<'_>,
    ) -> Result<(Notice, Printed), Error> {
        self.known_codes()?;
        ctx.attached = files.iter().map(|f| f.name.to_owned()).collect();
        let Built {
            mut notice,
            printed,
            carried,
            #[cfg(feature = "ocr")]
            cells,
        } = self.build(input, self.options.name.clone(), ctx)?;
        for file in files {
            self.attach(&mut notice, file.name, file.bytes, ctx)?;
        }
        for (name, bytes) in &carried {
            self.attach(&mut notice, name, bytes, ctx)?;
        }
        if let Some(corrections) = corrections {
            notice::correct(&mut notice, corrections, ctx)?;
        }
        amount::fill(&mut notice, ctx)?;
        #[cfg(feature = "ocr")]
        if let (Some(eye), Printed::Pages(pages)) = (&self.options.eye, &printed)
            // Places in the file of an attachment are none of this file.
            && files.is_empty()
        {
            let file = source::pdf::open(input, ctx)?;
            crate::eye::look(&mut notice, eye, (file, pages, &cells), ctx);
        }
        notice.ledger = ctx.accounts.ledger();
        notice.diagnostics.append(&mut ctx.take_diagnostics());
        validate::run(&mut notice, &self.checks, ctx)?;
        audit::run(&mut notice, ctx)?;
        validate::settle(&mut notice, ctx);
        audit::mark(&mut notice);
        Ok((notice, printed))
    }

    /// Everything up to the notice without sums; also the files that the input carries.
    fn build(
        &self,
        input: &[u8],
        name: Option<String>,
        ctx: &mut Context<'_>,
    ) -> Result<Built, Error> {
        let mut read = self.read(input, ctx)?;
        read.source.name = name;
        #[cfg(feature = "ocr")]
        let cells = crate::eye::Cells::of(&read.blocks);
        let flow = table::assemble::assemble(read.blocks, ctx)?;
        let notice = notice::build(flow, read.source, ctx)?;
        Ok(Built {
            notice,
            printed: read.printed,
            carried: read.carried,
            #[cfg(feature = "ocr")]
            cells,
        })
    }

    /// Reads the file of an attachment and makes it part of the notice. What it carries itself is left alone.
    fn attach(
        &self,
        notice: &mut Notice,
        name: &str,
        bytes: &[u8],
        ctx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let found = ctx.diagnostics.len();
        let characters = ctx.accounts.len();
        match self.build(bytes, Some(name.to_owned()), ctx) {
            Ok(part) => notice::attach(notice, part.notice, found, ctx),
            // The limits are those of the whole.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::LimitExceeded { .. } | ErrorKind::Stopped
                ) =>
            {
                return Err(error);
            }
            Err(error) => {
                ctx.diagnostics.truncate(found);
                ctx.accounts.truncate(characters);
                notice::not_read(notice, name, &error, ctx);
            }
        }
        Ok(())
    }

    /// Everything up to the lines and grids of the input.
    fn read(&self, bytes: &[u8], ctx: &mut Context<'_>) -> Result<Read, Error> {
        let mut source = Source {
            name: self.options.name.clone(),
            sha256: Some(source::digest::sha256(bytes)),
            ..Source::default()
        };
        #[cfg_attr(
            not(all(feature = "office", feature = "html")),
            expect(unused_mut, reason = "only saved pages carry files")
        )]
        let mut carried = Vec::new();
        let (blocks, printed) = match source::open(bytes, ctx)? {
            Input::Text(decoded) => {
                source.encoding = Some(decoded.encoding.to_owned());
                let lines = text::plain::lines(&decoded.text, ctx);
                (
                    table::forms::blocks(lines, ctx)?,
                    Printed::Text(decoded.text),
                )
            }
            #[cfg(feature = "html")]
            Input::Html(decoded) => {
                (source.format, source.encoding) =
                    (Format::Html, Some(decoded.encoding.to_owned()));
                let nodes = source::html::read(&decoded.text, ctx)?;
                (
                    table::forms::html::blocks(&nodes, ctx)?,
                    Printed::Text(decoded.text),
                )
            }
            #[cfg(all(feature = "office", feature = "html"))]
            Input::Mhtml(saved) => {
                (source.format, source.encoding) =
                    (Format::Mhtml, Some(saved.page.encoding.to_owned()));
                carried = saved.files;
                ctx.attached
                    .extend(carried.iter().map(|(name, _)| name.clone()));
                let nodes = source::html::read(&saved.page.text, ctx)?;
                (
                    table::forms::html::blocks(&nodes, ctx)?,
                    Printed::Text(saved.page.text),
                )
            }
            #[cfg(feature = "pdf")]
            Input::Pdf(pdf) => {
                let pages = pages(&pdf, ctx)?;
                (source.format, source.pages) = (Format::Pdf, pages.last().map(|p| p.number));
                let mut blocks = Vec::new();
                let mut before = table::find::Before::default();
                for page in &pages {
                    blocks.append(&mut table::find::blocks(page, &mut before, ctx)?);
                }
                (blocks, Printed::Pages(crate::page::sheets::whole(pages)))
            }
            #[cfg(feature = "office")]
            Input::Office(format) => {
                source.format = format;
                let mut nodes = source::office::read(format, bytes, ctx)?;
                let blocks = table::forms::office::blocks(&nodes, ctx)?;
                // What a sheet holds makes room for what is read from it.
                if !ctx.inspected {
                    nodes = Vec::new();
                }
                (blocks, Printed::Nodes(nodes))
            }
        };
        Ok(Read {
            source,
            blocks: table::forms::approved::read(table::forms::pairs::read(blocks, ctx), ctx),
            printed,
            carried,
        })
    }
}

/// An attachment of a notice that is a file of its own, for [`Parser::parse_with_attachments`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttachedFile<'f> {
    /// Its name, as the notice lists it; a path's last step will do.
    pub name: &'f str,
    /// Its bytes, of any format that is read.
    pub bytes: &'f [u8],
}

impl<'f> AttachedFile<'f> {
    /// A file by its name and bytes.
    #[must_use]
    pub const fn new(name: &'f str, bytes: &'f [u8]) -> Self {
        Self { name, bytes }
    }
}

/// Files that an input carries, by name.
type Carried = Vec<(String, Vec<u8>)>;

/// What was read of an input.
struct Read {
    source: Source,
    blocks: Vec<Block>,
    printed: Printed,
    carried: Carried,
}

/// A notice without sums.
struct Built {
    notice: Notice,
    printed: Printed,
    /// The files that the input carries, with their names.
    carried: Carried,
    /// The ruled cells of its pages.
    #[cfg(feature = "ocr")]
    cells: crate::eye::Cells,
}

/// What an input was read from, for the page that shows it.
#[cfg_attr(not(feature = "output"), allow(dead_code))]
enum Printed {
    /// Its decoded text.
    Text(String),
    /// Its pages.
    #[cfg(feature = "pdf")]
    Pages(Vec<crate::page::Page>),
    /// What a person sees who opens it in its program.
    #[cfg(feature = "office")]
    Nodes(Vec<source::office::Node>),
}

/// The pages of a PDF without page numbers and running heads.
#[cfg(feature = "pdf")]
fn pages(
    pdf: &source::pdf::PdfFile,
    ctx: &mut Context<'_>,
) -> Result<Vec<crate::page::Page>, Error> {
    let pages = source::pdf::caught(|| crate::page::read(pdf, ctx))??;
    text::second::compare(&pages, pdf, ctx);
    let mut pages = crate::page::sheets::cut(pages);
    text::marks::take(&mut pages, ctx);
    text::furniture::leave_out(&mut pages, ctx);
    crate::page::text_layer(&pages, pdf, ctx)?;
    Ok(pages)
}
