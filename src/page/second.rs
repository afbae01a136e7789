//! `pdf-extract` as second reader. It shares no code with the first, and gives up (panics) on much that the first
//! reads: page by page, so that one such page does not cost the others.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use crate::second_reader::{SecondReader, SecondReading, SecondTask};

/// Stack of the thread that reads: `pdf-extract` follows page trees and forms by recursion.
const STACK: usize = 64 << 20;

impl SecondReader {
    /// `pdf-extract`, in a thread of this process.
    ///
    /// Its panics are caught (the panic hook still reports them), and it is no longer waited for when its time is over;
    /// but the thread then goes on, and a stack overflow or an allocation that fails ends the process. For files from
    /// strangers run it in a process of its own, as the command-line program does with `--second-reader`.
    #[must_use]
    pub fn in_process() -> Self {
        Self::new(|task: &SecondTask<'_>| {
            let (send, receive) = mpsc::channel();
            let (bytes, password) = (task.bytes.to_vec(), task.password.map(str::to_owned));
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn(move || send.send(read(&bytes, password.as_deref())))
                .map_err(|e| e.to_string())?;
            receive
                .recv_timeout(task.time)
                .map_err(|_| format!("it took more than {} ms", task.time.as_millis()))?
        })
    }
}

fn read(bytes: &[u8], password: Option<&str>) -> Result<SecondReading, String> {
    let document =
        catch_unwind(|| open(bytes, password)).map_err(|_| "it gave up".to_owned())??;
    let count = document.get_pages().len();
    let pages = (1..).take(count).map(|number| {
        catch_unwind(AssertUnwindSafe(|| {
            let mut page = Characters::default();
            output_doc_page(&document, &mut page, number).ok()?;
            Some(page.0)
        }))
        .ok()?
    });
    Ok(SecondReading {
        pages: pages.collect(),
    })
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<Document, String> {
    let mut document = Document::load_mem(bytes).map_err(|e| e.to_string())?;
    if document.is_encrypted() {
        document
            .decrypt("")
            .or_else(|error| match password {
                Some(password) => document.decrypt(password),
                None => Err(error),
            })
            .map_err(|e| e.to_string())?;
    }
    Ok(document)
}

/// The characters of a page, wherever they stand.
#[derive(Default)]
struct Characters(String);

impl OutputDev for Characters {
    fn begin_page(
        &mut self,
        _number: u32,
        _media_box: &MediaBox,
        _art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        _place: &Transform,
        _width: f64,
        _spacing: f64,
        _font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // Nothing stands for a code that the font has no map for.
        self.0
            .push_str(if text.is_empty() { "\u{fffd}" } else { text });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
