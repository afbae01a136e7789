//! Projects as a release package of the Open Contracting Data Standard 1.1.
//!
//! Each project is a contracting process at its planning stage: the notice says what will be bought and what is set
//! aside for it. Nothing is tendered or awarded yet, so no value is given as a tender's or an award's.

use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Map, Value, json};

use crate::model::{Item, Notice};

/// How a package is written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OcdsOptions {
    /// Prefix of the process identifiers; a publisher registers its own. Default: `ocds-putuo0`, which is registered to
    /// nobody.
    pub prefix: String,
    /// Name of who publishes the package.
    pub publisher: String,
    /// Address of the package.
    pub uri: String,
}

impl Default for OcdsOptions {
    fn default() -> Self {
        Self {
            prefix: "ocds-putuo0".to_owned(),
            publisher: "putuo-notice".to_owned(),
            uri: "urn:putuo-notice:package".to_owned(),
        }
    }
}

/// The package without releases; add those of each notice to `releases`, and set `publishedDate` to the latest date.
#[must_use]
pub fn package(options: &OcdsOptions) -> Value {
    json!({
        "uri": options.uri,
        "version": "1.1",
        "publishedDate": "1970-01-01T00:00:00+08:00",
        "publisher": { "name": options.publisher },
        "releases": [],
    })
}

/// A release for each project of a notice. None without a date, which a release must have.
#[must_use]
pub fn releases(notice: &Notice, options: &OcdsOptions) -> Option<Vec<Value>> {
    let date = notice.date.as_ref()?.text.to_string();
    let date = format!("{date}T00:00:00+08:00");
    let key = notice.document_number.as_ref().map_or_else(
        || notice.source.name.clone().unwrap_or_default(),
        |n| n.text.clone(),
    );
    let release = |(index, item): (usize, &Item)| {
        let id = format!("{key}-{}", index + 1);
        let mut release = Map::new();
        release.insert("ocid".into(), json!(format!("{}-{id}", options.prefix)));
        release.insert("id".into(), json!(format!("{id}-planning")));
        release.insert("date".into(), json!(date));
        release.insert("tag".into(), json!(["planning"]));
        release.insert("initiationType".into(), json!("tender"));
        release.insert("language".into(), json!("zh"));
        if let Some(name) = item
            .purchaser
            .as_ref()
            .map(|p| &p.text)
            .filter(|t| !t.is_empty())
        {
            release.insert(
                "parties".into(),
                json!([{ "id": name, "name": name, "roles": ["buyer"] }]),
            );
            release.insert("buyer".into(), json!({ "id": name, "name": name }));
        }
        release.insert("planning".into(), planning(notice, item, &date));
        release.insert("tender".into(), tender(item, &id));
        Value::Object(release)
    };
    Some(notice.items.iter().enumerate().map(release).collect())
}

fn planning(notice: &Notice, item: &Item, date: &str) -> Value {
    let amount = item.amount.clone().unwrap_or_default();
    let mut budget = Map::new();
    if !amount.text.is_empty() {
        budget.insert("description".into(), json!(amount.text));
    }
    // A rate is no sum set aside; a range has no single one.
    if let (Some(yuan), None) = (amount.yuan, amount.per.as_ref())
        && let Some(number) = yuan.to_f64()
    {
        budget.insert(
            "amount".into(),
            json!({ "amount": number, "currency": "CNY" }),
        );
    }
    if let Some(source) = item
        .source
        .as_ref()
        .map(|s| &s.text)
        .filter(|t| !t.is_empty())
    {
        budget.insert("project".into(), json!(source));
    }
    let mut document = Map::new();
    let number = notice.document_number.as_ref().map(|n| n.text.clone());
    let name = notice.source.name.clone();
    document.insert(
        "id".into(),
        json!(number.or(name).unwrap_or_else(|| "notice".into())),
    );
    document.insert("documentType".into(), json!("procurementPlan"));
    if let Some(title) = &notice.title {
        document.insert("title".into(), json!(title.text));
    }
    document.insert("datePublished".into(), json!(date));
    document.insert("language".into(), json!("zh"));
    json!({ "budget": budget, "documents": [document] })
}

fn tender(item: &Item, id: &str) -> Value {
    let mut tender = Map::new();
    tender.insert("id".into(), json!(id));
    tender.insert("status".into(), json!("planned"));
    for (key, cell) in [("title", &item.project), ("description", &item.content)] {
        if let Some(cell) = cell.as_ref().filter(|c| !c.text.is_empty()) {
            tender.insert(key.into(), json!(cell.text));
        }
    }
    Value::Object(tender)
}
