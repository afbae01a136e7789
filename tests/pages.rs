//! What is printed on pages whose fonts carry no map to Unicode.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used)]

use putuo_notice::Parser;

#[test]
fn gbk_fonts_without_a_map_are_read() {
    let files = [
        "gbk-euc-h",
        "rot90-gbk",
        "enc-aes256-gbk-euc-h",
        "emb-gbk-notu",
        "simple-gbk-songti",
    ];
    for file in files {
        let path = format!("{}/fixtures/pages/{file}.pdf", env!("CARGO_MANIFEST_DIR"));
        let pages = Parser::default()
            .text(std::fs::read(path).unwrap())
            .unwrap();
        let text: String = pages.concat().split_whitespace().collect();
        assert_eq!(
            text, "国务院办公厅关于印发通知发〔2024〕15号总投资12,345.67万元序号项目名称主管部门",
            "{file}"
        );
    }
}
