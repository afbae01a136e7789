//! The content stream of a page, in a file that is otherwise sound: what the interpreter makes of operators, and the table
//! readers of what it prints. A byte-wise fuzzer seldom gets through the objects of a file to these.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let mut file = Vec::from(
        *b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 <</Type/Font/Subtype/Type1\
        /BaseFont/Helvetica/Encoding/WinAnsiEncoding>>/F2 <</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UTF16-H\
        /DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)\
        /Supplement 2>>>>]>>>>/XObject<</X 4 0 R>>/Properties<</P <</ActualText(a)>>>>>>/Contents 4 0 R>> endobj\n",
    );
    file.extend(format!("4 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length {}>>\nstream\n", content.len()).bytes());
    file.extend_from_slice(content);
    file.extend_from_slice(b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
    putuo_notice_fuzz::read(&file);
});
