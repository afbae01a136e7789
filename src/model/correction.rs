//! Corrections that a reviewer made to what was read.

use serde::{Deserialize, Serialize};

/// One value as it was read, and as a reviewer says it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Correction {
    /// JSON pointer (RFC 6901) to the value: `/tables/0/rows/3/cells/1/text`.
    pub path: String,
    /// What was read.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// The corrections of one notice, in the order they were made.
///
/// Read from a JSON Patch with [`Corrections::from_json`], applied by [`Parser::parse_corrected`](crate::Parser::parse_corrected).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Corrections {
    /// Name of the input they were made for ([`Source::name`](crate::Source::name)), if they say so: for people, and where
    /// [`sha256`](Self::sha256) is not known.
    pub name: Option<String>,
    /// SHA-256 of the input they were made for ([`Source::sha256`](crate::Source::sha256)), if they say so. Then they are for
    /// it alone, whatever its name is.
    pub sha256: Option<String>,
    /// The corrections.
    pub list: Vec<Correction>,
}

impl Corrections {
    /// Adds a correction of what was read at a JSON pointer.
    pub fn push(
        &mut self,
        path: impl Into<String>,
        before: impl Into<String>,
        after: impl Into<String>,
    ) {
        self.list.push(Correction {
            path: path.into(),
            before: before.into(),
            after: after.into(),
        });
    }
}

#[cfg(feature = "output")]
mod json {
    use serde_json::Value;

    use super::{Correction, Corrections};
    use crate::error::{Error, ErrorKind};

    /// Where a notice says what it was read from: a patch that tests it is for that input alone.
    const NAME: &str = "/source/name";
    const SHA256: &str = "/source/sha256";

    impl Corrections {
        /// Reads corrections as the review page saves them: a JSON Patch (RFC 6902) of pairs, a `test` of what was read
        /// and a `replace` by what is printed, or an object of such patches by the names of the inputs.
        ///
        /// A `replace` without its `test` is refused: nothing would show that it was meant for another notice.
        ///
        /// # Errors
        /// [`ErrorKind::BadCorrections`] if the bytes are anything else.
        ///
        /// # Examples
        /// ```
        /// use putuo_notice::Corrections;
        /// let patch = r#"[{"op": "test", "path": "/title/text", "value": "关于公布项日的通知"},
        ///                 {"op": "replace", "path": "/title/text", "value": "关于公布项目的通知"}]"#;
        /// let corrections = Corrections::from_json(patch.as_bytes())?;
        /// assert_eq!(corrections[0].list[0].after, "关于公布项目的通知");
        /// # Ok::<(), putuo_notice::Error>(())
        /// ```
        pub fn from_json(bytes: &[u8]) -> Result<Vec<Self>, Error> {
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
            match serde_json::from_slice(bytes) {
                Ok(Value::Array(operations)) => Ok(vec![patch(&operations, None)?]),
                Ok(Value::Object(patches)) => patches
                    .into_iter()
                    .map(|(name, operations)| match operations {
                        Value::Array(operations) => patch(&operations, Some(name)),
                        other => Err(bad(format!("{} for {name:?}", kind(&other)))),
                    })
                    .collect(),
                Ok(other) => Err(bad(kind(&other))),
                Err(error) => Err(bad(format!("no JSON: {error}"))),
            }
        }
    }

    fn patch(operations: &[Value], name: Option<String>) -> Result<Corrections, Error> {
        let mut out = Corrections {
            name,
            ..Corrections::default()
        };
        let mut tested: Option<(&str, &str)> = None;
        for (number, operation) in (1_usize..).zip(operations) {
            let field = |key: &str| operation.get(key).and_then(Value::as_str);
            let (Some(op), Some(path), Some(value)) = (field("op"), field("path"), field("value"))
            else {
                return Err(bad(format!(
                    "operation {number} without op, path and value as strings"
                )));
            };
            match op {
                "test" if path == NAME => out.name = Some(value.to_owned()),
                "test" if path == SHA256 => out.sha256 = Some(value.to_ascii_lowercase()),
                "test" => tested = Some((path, value)),
                "replace" => match tested.take() {
                    Some((of, before)) if of == path => out.list.push(Correction {
                        path: path.to_owned(),
                        before: before.to_owned(),
                        after: value.to_owned(),
                    }),
                    _ => {
                        return Err(bad(format!(
                            "operation {number}, a replace of {path} without a test of it before"
                        )));
                    }
                },
                other => return Err(bad(format!("operation {number}, {other:?}"))),
            }
        }
        Ok(out)
    }

    fn bad(found: impl Into<String>) -> Error {
        ErrorKind::BadCorrections {
            found: found.into(),
        }
        .into()
    }

    fn kind(value: &Value) -> &'static str {
        match value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn found(json: &str) -> String {
            Corrections::from_json(json.as_bytes())
                .unwrap_err()
                .to_string()
        }

        #[test]
        fn patches_are_bound_to_names_and_to_what_was_read() {
            let one = r#"[{"op":"test","path":"/source/name","value":"甲.pdf"},
                {"op":"test","path":"/source/sha256","value":"AB12"},
                {"op":"test","path":"/title/text","value":"旧"},{"op":"replace","path":"/title/text","value":"新"}]"#;
            let many = r#"{"甲.pdf":[{"op":"test","path":"/source/sha256","value":"ab12"},
                {"op":"test","path":"/title/text","value":"旧"},{"op":"replace","path":"/title/text","value":"新"}]}"#;
            let expected = Corrections {
                name: Some("甲.pdf".into()),
                sha256: Some("ab12".into()),
                list: vec![Correction {
                    path: "/title/text".into(),
                    before: "旧".into(),
                    after: "新".into(),
                }],
            };
            for json in [one, many] {
                assert_eq!(
                    Corrections::from_json(json.as_bytes()).unwrap(),
                    std::slice::from_ref(&expected)
                );
            }
        }

        #[test]
        fn anything_else_is_refused_by_name() {
            assert!(found("{").contains("no JSON"));
            assert!(found("7").contains("a number"));
            assert!(found(r#"{"a":7}"#).contains("a number for \"a\""));
            assert!(
                found(r#"[{"op":"replace","path":"/title/text","value":"新"}]"#)
                    .contains("without a test")
            );
            assert!(
                found(r#"[{"op":"remove","path":"/title","value":""}]"#).contains("\"remove\"")
            );
            assert!(found(r#"[{"op":"remove","path":"/title"}]"#).contains("operation 1 without"));
        }
    }
}
