//! Names of elements by what they are to a page's text.

/// Elements of a page that hold no part of a notice.
pub(super) const CHROME: &[&str] = &["nav", "button", "footer", "aside"];
/// Elements that never have an end.
pub(super) const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements that end an open paragraph.
pub(super) const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "div",
    "dl",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements whose inside is apart from what is open outside.
pub(super) const SCOPES: &[&str] = &["td", "th", "caption", "table", "template"];
/// Kinds of fields whose value is shown as text.
pub(super) const TEXT_FIELDS: &[&str] = &[
    "",
    "text",
    "number",
    "tel",
    "url",
    "email",
    "date",
    "month",
    "datetime-local",
];
/// Elements that pages put side by side within a line as the cells of a row. (Word processors cut texts into them, too.)
pub(super) const BOXES: &[&str] = &["span", "b", "strong", "em", "i", "label"];
/// Elements that stand on lines of their own.
pub(super) const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "center",
    "blockquote",
    "hr",
    "dl",
    "dt",
    "dd",
    "header",
    "main",
    "caption",
    "pre",
    "address",
    "figure",
    "form",
    "body",
    "html",
    "head",
];

/// Whether a page or a fragment of one may begin with an element of this name: text in angle brackets, and files of other
/// formats, do not.
pub(super) fn begins_page(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "b", "font", "i", "script", "span", "strong", "style", "tbody", "thead", "title", "tr", "u",
    ];
    let all = [BLOCKS, ENDS_PARAGRAPH, CHROME, SCOPES, VOID, OTHERS];
    all.iter().any(|names| names.contains(&name))
}
