//! The descriptor of a Frictionless Data Package.

use serde_json::{Value, json};

use super::rows::{self, Field, Kind};

/// How the tables of the package are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Store {
    /// `notices.csv`, `items.csv`, `diagnostics.csv`.
    Csv,
    /// `notices.csv` … with a byte order mark and CRLF.
    CsvForExcel,
    /// The sheets of `notices.xlsx`.
    Xlsx,
}

/// The descriptor (`datapackage.json`), with a table schema for each table.
#[must_use]
pub fn descriptor(store: Store) -> Value {
    let tables: [(&str, &[Field]); 3] = [
        ("notices", rows::NOTICES),
        ("items", rows::ITEMS),
        ("diagnostics", rows::DIAGNOSTICS),
    ];
    let resources: Vec<Value> = tables
        .iter()
        .map(|(name, fields)| resource(name, fields, store))
        .collect();
    json!({
        "profile": "tabular-data-package",
        "name": "putuo-notices",
        "title": "政府购买服务项目",
        "description": "Projects of official notices, one row a project; sums in yuan.",
        "resources": resources,
    })
}

fn resource(name: &str, fields: &[Field], store: Store) -> Value {
    let schema = json!({
        "fields": fields.iter().map(|f| json!({
            "name": f.name,
            "title": f.title,
            "type": kind(f.kind),
            "description": f.description,
        })).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    match store {
        Store::Xlsx => json!({
            "name": name,
            "path": "notices.xlsx",
            "profile": "tabular-data-resource",
            "format": "xlsx",
            "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "dialect": { "excel": { "sheet": name } },
            "schema": schema,
        }),
        Store::Csv | Store::CsvForExcel => json!({
            "name": name,
            "path": format!("{name}.csv"),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": if store == Store::CsvForExcel { "utf-8-sig" } else { "utf-8" },
            "dialect": {
                "csv": { "lineTerminator": if store == Store::CsvForExcel { "\r\n" } else { "\n" } },
            },
            "schema": schema,
        }),
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Money => "number",
        Kind::Bool => "boolean",
        Kind::Date => "date",
    }
}
