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
        Ok(self.run(input.as_ref(), None, &mut ctx)?.0)
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
        Ok(self.run(input.as_ref(), Some(corrections), &mut ctx)?.0)
    }

    /// Reads a notice and keeps what it was read from, for the review page.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    #[cfg(feature = "output")]
    pub fn inspect(&self, input: impl AsRef<[u8]>) -> Result<crate::Inspection, Error> {
        let mut ctx = Context::new(&self.options);
        let (notice, printed) = self.run(input.as_ref(), None, &mut ctx)?;
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
        })
    }

    /// Every table as found, page by page, also of a document that is no notice.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn tables(&self, input: impl AsRef<[u8]>) -> Result<Vec<FoundTable>, Error> {
        let mut ctx = Context::new(&self.options);
        let (_, blocks, _) = self.read(input.as_ref(), &mut ctx)?;
        Ok(blocks
            .iter()
            .filter_map(|block| match block {
                Block::Grid(grid) => Some(table::found(grid)),
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
        corrections: Option<&Corrections>,
        ctx: &mut Context<'_>,
    ) -> Result<(Notice, Printed), Error> {
        self.known_codes()?;
        let (source, blocks, printed) = self.read(input, ctx)?;
        let flow = table::assemble::assemble(blocks, ctx)?;
        let mut notice = notice::build(flow, source, ctx)?;
        if let Some(corrections) = corrections {
            notice::correct(&mut notice, corrections, ctx)?;
        }
        amount::fill(&mut notice, ctx)?;
        notice.ledger = ctx.accounts.ledger();
        notice.diagnostics.append(&mut ctx.take_diagnostics());
        validate::run(&mut notice, &self.checks, ctx)?;
        audit::run(&mut notice, ctx)?;
        validate::settle(&mut notice, ctx);
        audit::mark(&mut notice);
        Ok((notice, printed))
    }

    /// Everything up to the lines and grids of the input.
    fn read(
        &self,
        bytes: &[u8],
        ctx: &mut Context<'_>,
    ) -> Result<(Source, Vec<Block>, Printed), Error> {
        let mut source = Source {
            name: self.options.name.clone(),
            ..Source::default()
        };
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
            #[cfg(feature = "pdf")]
            Input::Pdf(pdf) => {
                let pages = pages(&pdf, ctx)?;
                (source.format, source.pages) = (Format::Pdf, u32::try_from(pages.len()).ok());
                let mut blocks = Vec::new();
                let mut before = table::find::Before::default();
                for page in &pages {
                    blocks.append(&mut table::find::blocks(page, &mut before, ctx)?);
                }
                (blocks, Printed::Pages(pages))
            }
            #[cfg(feature = "office")]
            Input::Office(format) => {
                source.format = format;
                let nodes = source::office::read(format, bytes, ctx)?;
                (
                    table::forms::office::blocks(&nodes, ctx)?,
                    Printed::Nodes(nodes),
                )
            }
        };
        Ok((source, blocks, printed))
    }
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
    let mut pages = source::pdf::caught(|| crate::page::read(pdf, ctx))??;
    text::second::compare(&pages, pdf, ctx);
    text::furniture::leave_out(&mut pages, ctx);
    crate::page::text_layer(&pages, ctx)?;
    Ok(pages)
}
