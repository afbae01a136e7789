//! Who is told, now and then, that a document is still being read.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

type Told = dyn Fn(Duration) -> ControlFlow<()> + Send + Sync;

/// Is told now and then how long a document has been read so far, for
/// [`ParseOptions::watcher`](crate::ParseOptions::watcher): to show that work goes on, or to end it.
///
/// It is told often, some hundred times for a page, by the thread that reads: what it does should be short.
///
/// # Examples
/// Reading that a user may give up:
/// ```
/// use std::ops::ControlFlow;
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicBool, Ordering};
/// use putuo_notice::{ErrorKind, ParseOptions, Parser, Watcher};
///
/// let given_up = Arc::new(AtomicBool::new(false));
/// let mut options = ParseOptions::default();
/// options.watcher = Some(Watcher::new({
///     let given_up = Arc::clone(&given_up);
///     move |_| match given_up.load(Ordering::Relaxed) {
///         true => ControlFlow::Break(()),
///         false => ControlFlow::Continue(()),
///     }
/// }));
/// let parser = Parser::new(options);
/// assert!(parser.parse("关于印发目录的通知\n各单位：\n现予印发。").is_ok());
///
/// given_up.store(true, Ordering::Relaxed);
/// let error = parser.parse("关于印发目录的通知\n各单位：\n现予印发。").unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::Stopped);
/// ```
#[derive(Clone)]
pub struct Watcher(Arc<Told>);

impl Watcher {
    /// One that is told how long reading has taken so far, and answers whether it goes on. Reading that does not ends with
    /// [`ErrorKind::Stopped`](crate::ErrorKind::Stopped).
    pub fn new(told: impl Fn(Duration) -> ControlFlow<()> + Send + Sync + 'static) -> Self {
        Self(Arc::new(told))
    }

    pub(crate) fn stops(&self, passed: Duration) -> bool {
        (self.0)(passed).is_break()
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}
