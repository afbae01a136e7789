//! Projects as a release package of the Open Contracting Data Standard 1.1.
//!
//! Each project is a contracting process at its planning stage: the notice says what will be bought and what is set
//! aside for it. Nothing is tendered or awarded yet, so no value is given as a tender's or an award's.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Map, Value, json};

use crate::model::{Currency, Item, Notice};

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

/// A release package, put together notice by notice.
#[derive(Clone, Debug)]
pub struct Package {
    options: OcdsOptions,
    releases: Vec<Value>,
    /// Indices of the releases that were made under an id: a notice read from several files makes each id again.
    made: BTreeMap<String, Vec<usize>>,
}

impl Package {
    /// A package without releases, which the standard does not allow yet.
    #[must_use]
    pub fn new(options: OcdsOptions) -> Self {
        Self {
            options,
            releases: Vec::new(),
            made: BTreeMap::new(),
        }
    }

    /// Adds a release for each project of a notice; those that are there already, word for word, are not added again,
    /// and one that differs under the same id gets an id of its own (`…-planning-2`). Returns whether the notice has a
    /// date, without which there can be no release.
    pub fn add(&mut self, notice: &Notice) -> bool {
        let Some(found) = releases(notice, &self.options) else {
            return false;
        };
        for release in found {
            self.push(release);
        }
        true
    }

    fn push(&mut self, mut release: Value) {
        let id = text(&release, "id").to_owned();
        let same = self.made.entry(id.clone()).or_default();
        let differs = |there: &Value| {
            let mut there = there.clone();
            if let Some(fields) = there.as_object_mut() {
                fields.insert("id".into(), json!(id));
            }
            there != release
        };
        if !same
            .iter()
            .all(|i| self.releases.get(*i).is_some_and(differs))
        {
            return;
        }
        if !same.is_empty()
            && let Some(fields) = release.as_object_mut()
        {
            fields.insert("id".into(), json!(format!("{id}-{}", same.len() + 1)));
        }
        same.push(self.releases.len());
        self.releases.push(release);
    }

    /// The package, published on the latest date of its notices. None without releases: the standard asks for one at
    /// least.
    #[must_use]
    pub fn finish(self) -> Option<Value> {
        let latest = self.releases.iter().map(|r| text(r, "date")).max()?;
        Some(json!({
            "uri": self.options.uri,
            "version": "1.1",
            "publishedDate": latest,
            "publisher": { "name": self.options.publisher },
            "releases": self.releases,
        }))
    }
}

fn text<'v>(release: &'v Value, key: &str) -> &'v str {
    release.get(key).and_then(Value::as_str).unwrap_or_default()
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
    if let (Some(sum), None) = (amount.yuan.or(amount.value), amount.per.as_ref())
        && amount.currency != Currency::Other
        && let Some(number) = sum.to_f64()
    {
        budget.insert(
            "amount".into(),
            json!({ "amount": number, "currency": amount.currency.as_str() }),
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
