//! Characters in ordinary form.
//!
//! NFKC is not applied: it would turn ① into 1 and ㎡ into m2, and leave most CJK radicals alone. `printed` makes
//! radicals and compatibility ideographs ordinary and drops zero-width characters (that is what `text` holds);
//! `matching` also makes full-width digits, Latin and punctuation half-width and blanks plain, for comparing only.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// Whether white space beside this character means nothing: ideographs, radicals, CJK and full-width punctuation,
/// and the quotes, dashes and dots that Chinese shares with Latin.
pub(crate) fn is_cjk(ch: char) -> bool {
    matches!(ch,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{303f}' | '\u{30fb}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{b7}' | '\u{2014}'
        | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{2026}' | '\u{2460}'..='\u{249b}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is an ideograph of the common block.
pub(crate) fn is_ideograph(ch: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&ch)
}

/// The character as the model's `text` holds it; `None` for zero-width characters.
pub(crate) fn printed(ch: char) -> Option<char> {
    match ch {
        // What nearly all characters are.
        '\u{4e00}'..='\u{9fff}' | ' '..='~' => Some(ch),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2e80}'..='\u{2eff}' => Some(radical(ch)),
        // Kangxi radicals and compatibility ideographs have compatibility mappings to the ordinary character.
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            std::iter::once(ch).nfkc().next()
        }
        _ => Some(ch),
    }
}

/// The ideograph that a CJK radical looks like; NFKC leaves all but two of them alone.
fn radical(ch: char) -> char {
    let found = RADICALS.binary_search_by_key(&ch, |(radical, _)| *radical);
    found
        .ok()
        .and_then(|i| RADICALS.get(i))
        .map_or(ch, |(_, ideograph)| *ideograph)
}

/// CJK Radicals Supplement, by the `Equivalent_Unified_Ideograph` property of Unicode, in order.
#[rustfmt::skip]
const RADICALS: &[(char, char)] = &[
    ('\u{2e81}', '\u{5382}'), ('\u{2e82}', '\u{4e5b}'), ('\u{2e83}', '\u{4e5a}'), ('\u{2e84}', '\u{4e59}'),
    ('\u{2e85}', '\u{4ebb}'), ('\u{2e86}', '\u{5182}'), ('\u{2e87}', '\u{20628}'), ('\u{2e88}', '\u{5200}'),
    ('\u{2e89}', '\u{5202}'), ('\u{2e8a}', '\u{535c}'), ('\u{2e8b}', '\u{353e}'), ('\u{2e8c}', '\u{5c0f}'),
    ('\u{2e8d}', '\u{5c0f}'), ('\u{2e8e}', '\u{5140}'), ('\u{2e8f}', '\u{5c23}'), ('\u{2e90}', '\u{5c22}'),
    ('\u{2e91}', '\u{21bc2}'), ('\u{2e92}', '\u{5df3}'), ('\u{2e93}', '\u{5e7a}'), ('\u{2e94}', '\u{5f51}'),
    ('\u{2e95}', '\u{2b739}'), ('\u{2e96}', '\u{5fc4}'), ('\u{2e97}', '\u{38fa}'), ('\u{2e98}', '\u{624c}'),
    ('\u{2e99}', '\u{6535}'), ('\u{2e9b}', '\u{65e1}'), ('\u{2e9c}', '\u{65e5}'), ('\u{2e9d}', '\u{6708}'),
    ('\u{2e9e}', '\u{6b7a}'), ('\u{2e9f}', '\u{6bcd}'), ('\u{2ea0}', '\u{6c11}'), ('\u{2ea1}', '\u{6c35}'),
    ('\u{2ea2}', '\u{6c3a}'), ('\u{2ea3}', '\u{706c}'), ('\u{2ea4}', '\u{722b}'), ('\u{2ea5}', '\u{722b}'),
    ('\u{2ea6}', '\u{4e2c}'), ('\u{2ea7}', '\u{725b}'), ('\u{2ea8}', '\u{72ad}'), ('\u{2ea9}', '\u{738b}'),
    ('\u{2eaa}', '\u{24d14}'), ('\u{2eab}', '\u{76ee}'), ('\u{2eac}', '\u{793a}'), ('\u{2ead}', '\u{793b}'),
    ('\u{2eae}', '\u{25ad7}'), ('\u{2eaf}', '\u{7cf9}'), ('\u{2eb0}', '\u{7e9f}'), ('\u{2eb1}', '\u{7f53}'),
    ('\u{2eb2}', '\u{7f52}'), ('\u{2eb3}', '\u{34c1}'), ('\u{2eb4}', '\u{5197}'), ('\u{2eb5}', '\u{2626b}'),
    ('\u{2eb6}', '\u{7f8a}'), ('\u{2eb7}', '\u{2634b}'), ('\u{2eb8}', '\u{2634c}'), ('\u{2eb9}', '\u{8002}'),
    ('\u{2eba}', '\u{8080}'), ('\u{2ebb}', '\u{807f}'), ('\u{2ebc}', '\u{8089}'), ('\u{2ebd}', '\u{26951}'),
    ('\u{2ebe}', '\u{8279}'), ('\u{2ebf}', '\u{8279}'), ('\u{2ec0}', '\u{8279}'), ('\u{2ec1}', '\u{864e}'),
    ('\u{2ec2}', '\u{8864}'), ('\u{2ec3}', '\u{8980}'), ('\u{2ec4}', '\u{897f}'), ('\u{2ec5}', '\u{89c1}'),
    ('\u{2ec6}', '\u{89d2}'), ('\u{2ec7}', '\u{278b2}'), ('\u{2ec8}', '\u{8ba0}'), ('\u{2ec9}', '\u{8d1d}'),
    ('\u{2eca}', '\u{27fb7}'), ('\u{2ecb}', '\u{8f66}'), ('\u{2ecc}', '\u{8fb6}'), ('\u{2ecd}', '\u{8fb6}'),
    ('\u{2ece}', '\u{8fb6}'), ('\u{2ecf}', '\u{9091}'), ('\u{2ed0}', '\u{9485}'), ('\u{2ed1}', '\u{9577}'),
    ('\u{2ed2}', '\u{9578}'), ('\u{2ed3}', '\u{957f}'), ('\u{2ed4}', '\u{95e8}'), ('\u{2ed5}', '\u{28e0f}'),
    ('\u{2ed6}', '\u{961d}'), ('\u{2ed7}', '\u{96e8}'), ('\u{2ed8}', '\u{9752}'), ('\u{2ed9}', '\u{97e6}'),
    ('\u{2eda}', '\u{9875}'), ('\u{2edb}', '\u{98ce}'), ('\u{2edc}', '\u{98de}'), ('\u{2edd}', '\u{98df}'),
    ('\u{2ede}', '\u{2967f}'), ('\u{2edf}', '\u{98e0}'), ('\u{2ee0}', '\u{9963}'), ('\u{2ee1}', '\u{29810}'),
    ('\u{2ee2}', '\u{9a6c}'), ('\u{2ee3}', '\u{9aa8}'), ('\u{2ee4}', '\u{9b3c}'), ('\u{2ee5}', '\u{9c7c}'),
    ('\u{2ee6}', '\u{9e1f}'), ('\u{2ee7}', '\u{5364}'), ('\u{2ee8}', '\u{9ea6}'), ('\u{2ee9}', '\u{9ec4}'),
    ('\u{2eea}', '\u{9efe}'), ('\u{2eeb}', '\u{6589}'), ('\u{2eec}', '\u{9f50}'), ('\u{2eed}', '\u{6b6f}'),
    ('\u{2eee}', '\u{9f7f}'), ('\u{2eef}', '\u{7adc}'), ('\u{2ef0}', '\u{9f99}'), ('\u{2ef1}', '\u{9f9c}'),
    ('\u{2ef2}', '\u{4e80}'), ('\u{2ef3}', '\u{9f9f}')
];

/// The character for comparing: as [`printed`], and full-width forms made half-width.
pub(crate) fn matching(ch: char) -> Option<char> {
    printed(ch).map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        // Signs of currencies have full-width forms of their own.
        '\u{ffe1}' => '£',
        '\u{ffe5}' => '¥',
        _ => c,
    })
}

/// The simplified form of a traditional character, if it is one of those that the words looked for are written with.
pub(crate) fn simplified(ch: char) -> char {
    if !is_traditional(ch) {
        return ch;
    }
    let found = TRADITIONAL.binary_search_by_key(&ch, |(traditional, _)| *traditional);
    found
        .ok()
        .and_then(|i| TRADITIONAL.get(i))
        .map_or(ch, |(_, simple)| *simple)
}

/// The block of ideographs that the traditional characters stand in, a bit each: nearly every character that is looked up is
/// none of them.
const BLOCK: (usize, usize) = (0x4e00, 0x9fff);

#[allow(clippy::indexing_slicing)] // evaluated by the compiler, which refuses what lies outside
static IS_TRADITIONAL: [u64; (BLOCK.1 - BLOCK.0) / 64 + 1] = {
    let mut bits = [0; (BLOCK.1 - BLOCK.0) / 64 + 1];
    let mut rest: &[(char, char)] = TRADITIONAL;
    while let [(ch, _), more @ ..] = rest {
        let place = *ch as usize - BLOCK.0;
        bits[place / 64] |= 1 << (place % 64);
        rest = more;
    }
    bits
};

fn is_traditional(ch: char) -> bool {
    let place = (ch as usize).wrapping_sub(BLOCK.0);
    IS_TRADITIONAL
        .get(place / 64)
        .is_some_and(|bits| bits >> (place % 64) & 1 == 1)
}

/// A text for comparing in simplified characters; its bytes are as many.
pub(crate) fn simple(text: &str) -> Cow<'_, str> {
    if !text.contains(is_traditional) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().map(simplified));
    Cow::Owned(out)
}

/// Traditional characters of the words that are looked for, in order, with their simplified forms (《简化字总表》, 1986).
#[rustfmt::skip]
const TRADITIONAL: &[(char, char)] = &[
    ('並', '并'), ('佈', '布'), ('佔', '占'), ('併', '并'), ('來', '来'), ('侷', '局'), ('係', '系'), ('個', '个'), ('備', '备'), ('傢', '家'), ('僑', '侨'), ('價', '价'),
    ('億', '亿'), ('內', '内'), ('別', '别'), ('則', '则'), ('劃', '划'), ('動', '动'), ('務', '务'), ('勵', '励'), ('匯', '汇'), ('區', '区'), ('協', '协'), ('厤', '历'),
    ('參', '参'), ('叄', '叁'), ('員', '员'), ('問', '问'), ('單', '单'), ('噹', '当'), ('嚮', '向'), ('國', '国'), ('圍', '围'), ('園', '园'), ('圓', '圆'), ('團', '团'),
    ('埰', '采'), ('執', '执'), ('報', '报'), ('場', '场'), ('奬', '奖'), ('婦', '妇'), ('學', '学'), ('寀', '采'), ('實', '实'), ('審', '审'), ('將', '将'), ('專', '专'),
    ('對', '对'), ('導', '导'), ('屬', '属'), ('帶', '带'), ('幣', '币'), ('廢', '废'), ('廳', '厅'), ('彆', '别'), ('彔', '录'), ('彙', '汇'), ('後', '后'), ('復', '复'),
    ('徹', '彻'), ('應', '应'), ('戶', '户'), ('掃', '扫'), ('採', '采'), ('揮', '挥'), ('撥', '拨'), ('擊', '击'), ('擔', '担'), ('據', '据'), ('擬', '拟'), ('攤', '摊'),
    ('數', '数'), ('於', '于'), ('時', '时'), ('暫', '暂'), ('曆', '历'), ('曏', '向'), ('會', '会'), ('査', '查'), ('條', '条'), ('業', '业'), ('構', '构'), ('標', '标'),
    ('機', '机'), ('檢', '检'), ('權', '权'), ('歷', '历'), ('歸', '归'), ('殘', '残'), ('決', '决'), ('況', '况'), ('減', '减'), ('準', '准'), ('滙', '汇'), ('滬', '沪'),
    ('滿', '满'), ('瀏', '浏'), ('為', '为'), ('無', '无'), ('爲', '为'), ('牽', '牵'), ('獎', '奖'), ('現', '现'), ('產', '产'), ('當', '当'), ('發', '发'), ('監', '监'),
    ('眾', '众'), ('確', '确'), ('碼', '码'), ('礙', '碍'), ('祕', '秘'), ('稅', '税'), ('種', '种'), ('稱', '称'), ('積', '积'), ('箇', '个'), ('節', '节'), ('範', '范'),
    ('簡', '简'), ('簽', '签'), ('籌', '筹'), ('籤', '签'), ('糰', '团'), ('紀', '纪'), ('約', '约'), ('純', '纯'), ('級', '级'), ('細', '细'), ('組', '组'), ('結', '结'),
    ('絕', '绝'), ('統', '统'), ('絶', '绝'), ('經', '经'), ('網', '网'), ('綵', '彩'), ('編', '编'), ('緩', '缓'), ('縣', '县'), ('總', '总'), ('績', '绩'), ('織', '织'),
    ('繫', '系'), ('繳', '缴'), ('續', '续'), ('纍', '累'), ('羣', '群'), ('聯', '联'), ('職', '职'), ('與', '与'), ('萬', '万'), ('蓋', '盖'), ('蔘', '参'), ('處', '处'),
    ('號', '号'), ('衆', '众'), ('衕', '同'), ('裏', '里'), ('補', '补'), ('裡', '里'), ('製', '制'), ('複', '复'), ('覈', '核'), ('見', '见'), ('規', '规'), ('視', '视'),
    ('覽', '览'), ('計', '计'), ('託', '托'), ('訪', '访'), ('設', '设'), ('註', '注'), ('評', '评'), ('詞', '词'), ('詢', '询'), ('話', '话'), ('該', '该'), ('詳', '详'),
    ('誌', '志'), ('說', '说'), ('説', '说'), ('課', '课'), ('調', '调'), ('談', '谈'), ('請', '请'), ('識', '识'), ('議', '议'), ('讀', '读'), ('負', '负'), ('財', '财'),
    ('貨', '货'), ('貫', '贯'), ('責', '责'), ('貳', '贰'), ('買', '买'), ('費', '费'), ('貼', '贴'), ('資', '资'), ('質', '质'), ('購', '购'), ('輯', '辑'), ('轉', '转'),
    ('辦', '办'), ('農', '农'), ('迴', '回'), ('週', '周'), ('進', '进'), ('過', '过'), ('達', '达'), ('選', '选'), ('還', '还'), ('鄉', '乡'), ('醫', '医'), ('銀', '银'),
    ('銷', '销'), ('錄', '录'), ('録', '录'), ('錶', '表'), ('鍵', '键'), ('鎭', '镇'), ('鎮', '镇'), ('門', '门'), ('閉', '闭'), ('開', '开'), ('間', '间'), ('閤', '合'),
    ('閱', '阅'), ('閲', '阅'), ('關', '关'), ('陸', '陆'), ('隊', '队'), ('隻', '只'), ('電', '电'), ('韆', '千'), ('頁', '页'), ('頂', '顶'), ('項', '项'), ('預', '预'),
    ('領', '领'), ('頭', '头'), ('題', '题'), ('額', '额'), ('類', '类'), ('餘', '余'), ('驗', '验'), ('體', '体'), ('髮', '发'), ('麪', '面'), ('麫', '面'), ('麵', '面'),
    ('點', '点'), ('黨', '党'), ('齣', '出'),
];

/// Whether a mark closes what stands before it: no line begins with one, and its ink is in the left half of its place.
pub(crate) fn closes(ch: char) -> bool {
    matches!(
        ch,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '》'
            | '”'
            | '’'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
    )
}

/// Whether a mark opens what stands behind it: its ink is in the right half of its place.
pub(crate) fn opens(ch: char) -> bool {
    matches!(
        ch,
        '（' | '《' | '“' | '‘' | '〈' | '「' | '『' | '【' | '〔'
    )
}

/// Signs that stand against the number after them: neither a gap nor a line's end makes a blank there.
pub(crate) fn is_sign(c: char) -> bool {
    matches!(
        c,
        '+' | '~' | '±' | '≤' | '≥' | '≈' | '￥' | '¥' | '$' | '€' | '#'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_compatibility_ideographs_become_ordinary() {
        let fold = |s: &str| s.chars().filter_map(printed).collect::<String>();
        assert_eq!(fold("⽤⼀⽅⻅⻓⻄⻘\u{f9b7}"), "用一方见长西青\u{91b4}");
        assert_eq!(fold("①㎡〇○０\u{200b}１"), "①㎡〇○０１");
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(RADICALS.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(TRADITIONAL.windows(2).all(|w| w[0].0 < w[1].0));
        // Places in a text are the same in its simplified form.
        let same = |(a, b): &(char, char)| a.len_utf8() == b.len_utf8();
        assert!(TRADITIONAL.iter().all(same));
        assert_eq!(simple("購買主體、金額（萬元）"), "购买主体、金额（万元）");
    }
}
