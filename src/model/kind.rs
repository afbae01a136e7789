//! The kind of a notice (文种).

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// The kind of an official document (文种): the fifteen of the 2012 regulations, article 8, or another as printed
        /// (公示 and 方案 are in daily use but not among the fifteen). Serialised as the Chinese word.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub enum Kind {
            $($(#[$doc])* $name,)*
            /// Any other, as printed.
            Other(String),
        }

        impl Kind {
            /// The fifteen kinds of the regulations.
            pub const OFFICIAL: &'static [Self] = &[$(Self::$name),*];

            /// The Chinese word.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$name => $word,)*
                    Self::Other(word) => word,
                }
            }
        }

        impl From<String> for Kind {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$name,)*
                    _ => Self::Other(word),
                }
            }
        }
    };
}

kinds! {
    /// 决议, resolution.
    Resolution = "决议",
    /// 决定, decision.
    Decision = "决定",
    /// 命令 or 令, order.
    Order = "命令",
    /// 公报, communiqué.
    Communique = "公报",
    /// 公告, announcement.
    Announcement = "公告",
    /// 通告, public notice.
    PublicNotice = "通告",
    /// 意见, opinion.
    Opinion = "意见",
    /// 通知, notice.
    Notice = "通知",
    /// 通报, circular.
    Circular = "通报",
    /// 报告, report.
    Report = "报告",
    /// 请示, request for instructions.
    Request = "请示",
    /// 批复, reply.
    Reply = "批复",
    /// 议案, bill.
    Bill = "议案",
    /// 函, letter.
    Letter = "函",
    /// 纪要, minutes.
    Minutes = "纪要",
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.as_str().to_owned()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
