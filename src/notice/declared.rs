//! What the body says there is: 共 10 个单位、26 个项目.

use std::ops::Range;

use crate::lexicon::declared::{Counted, counts};
use crate::lexicon::fold;
use crate::model::{Declared, DeclaredWhat, Notice, Text};

/// The counts declared in the body and in the titles of lists, the first of each kind, and of each kind for each attachment.
pub(super) fn find(notice: &Notice) -> Vec<Declared> {
    let mut found: Vec<Declared> = Vec::new();
    let number = |a: usize| notice.attachments.get(a)?.number;
    let body = notice.body.iter().map(|text| (text, None));
    let attachments = notice.attachments.iter().enumerate();
    let attachments = attachments.filter_map(|(a, of)| Some((of.title.as_ref()?, number(a))));
    let tables = notice.tables.iter();
    let tables = tables.filter_map(|t| Some((t.title.as_ref()?, t.attachment.and_then(number))));
    for (text, number) in body.chain(attachments).chain(tables) {
        // Places are the same in simplified characters.
        for count in counts(&fold::simple(&text.text)) {
            let what = match count.what {
                Counted::Purchasers => DeclaredWhat::Purchasers,
                Counted::Items => DeclaredWhat::Items,
            };
            let attachment = count.attachment.or(number);
            let same = |d: &Declared| d.what == what && d.attachment == attachment;
            if found.iter().any(same) {
                continue;
            }
            let printed = |place: Range<usize>| text.text.get(place).unwrap_or_default().to_owned();
            let phrase = printed(count.phrase);
            found.push(Declared {
                count: count.value,
                of: printed(count.of),
                what,
                attachment,
                text: Text {
                    raw: phrase.clone(),
                    text: phrase,
                    locations: text.locations.clone(),
                    ..Text::default()
                },
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Attachment;

    fn saying(text: &str) -> Vec<Declared> {
        find(&Notice {
            body: vec![said(text)],
            ..Notice::default()
        })
    }

    fn said(text: &str) -> Text {
        Text {
            text: text.to_owned(),
            ..Text::default()
        }
    }

    fn counts(text: &str) -> (Option<u64>, Option<u64>) {
        let found = saying(text);
        let of = |what| found.iter().find(|d| d.what == what).map(|d| d.count);
        (of(DeclaredWhat::Purchasers), of(DeclaredWhat::Items))
    }

    #[test]
    fn what_counts_all_there_is() {
        for (text, purchasers, items) in [
            (
                "共 10 个单位、26 个项目（具体明细详见附件）",
                Some(10),
                Some(26),
            ),
            ("共8家单位17个项目，请认真实施", Some(8), Some(17)),
            ("现将各单位26个项目予以公布", None, Some(26)),
            (
                "共涉及3个镇（街道）、7个项目，安排资金1012.6万元",
                Some(3),
                Some(7),
            ),
            ("我局对14家单位2023年度政府购买服务情况", Some(14), None),
            ("本年度新增项目4个单位6个，详见附件", Some(4), Some(6)),
            ("第二批项目34个，补助资金共计126万元", None, Some(34)),
            ("下达项目共计5项", None, Some(5)),
            ("共安排项目12个。", None, Some(12)),
            ("涉及项目9项，资金100万元", None, Some(9)),
            ("共1,000个项目", None, Some(1000)),
            ("共10个单位的26个项目已经区政府同意", Some(10), Some(26)),
            ("（三家单位、五个项目，合计二十万元）", Some(3), Some(5)),
            ("现将四个项目予以公布", None, Some(4)),
            ("现将2024年购买服务项目予以公布，共4项。", None, Some(4)),
            (
                "2024年政府购买服务项目目录（共计4项）已经审定",
                None,
                Some(4),
            ),
            ("购买服务项目4个。", None, Some(4)),
            ("服务项目总数为十二个，", None, Some(12)),
            ("涉及4家预算单位", Some(4), None),
            ("共四家单位、十一个项目", Some(4), Some(11)),
            ("购买主体共10个，", Some(10), None),
            ("涉及预算单位10家，", Some(10), None),
            ("共两个单位廿一个项目。", Some(2), Some(21)),
            ("共壹拾贰个项目。", None, Some(12)),
            ("共一个项目。", None, Some(1)),
            ("予以公布，一家单位、三个项目。", Some(1), Some(3)),
            ("共３个单位、１２个政府购买服务项目。", Some(3), Some(12)),
            ("共3個單位、12個項目。", Some(3), Some(12)),
        ] {
            assert_eq!(counts(text), (purchasers, items), "{text}");
        }
    }

    #[test]
    fn what_counts_something_else_or_vaguely() {
        for text in [
            "安排项目12个月完成",
            "项目共12个月。",
            "项目共有3个社区参与",
            "每个项目3个，不得重复",
            "每个单位3个项目，逾期不候",
            "各镇街道安排项目12个，按季报送",
            "各单位申报2个项目。",
            "单个项目3个（含）以上评委",
            "项目不少于3个。",
            "不少于3个项目。",
            "第3个项目",
            "3个项目以上",
            "近30个项目",
            "约30个项目。",
            "3-5个项目。",
            "3至5个项目。",
            "服务项目20余个。",
            "30多个项目。",
            "其中3个项目由街道实施",
            "其中，改造项目30个，资金130万元；新建项目3个，资金5万元",
            "前3个项目",
            "配备3个项目经理",
            "设3个项目部",
            "至少3家单位报价",
            "须有3家单位报价",
            "近10家单位。",
            "每家单位2个项目",
            "每一个项目",
            "同一个项目。",
            "三四个项目。",
            "几十个项目。",
            "数十家单位。",
            "十余个项目。",
            "第三个项目。",
            "各单位申报两个项目。",
            "按照五个项目类别",
            "3家承接单位。",
            "共4项措施。",
            "主要任务共4项。",
            "项目申报材料共4项：",
            "提供四项服务。",
            "承接单位3家。",
            "惠及困难家庭2000户、3个街道。",
            "二〇二四年项目。",
        ] {
            assert_eq!(counts(text), (None, None), "{text}");
        }
    }

    #[test]
    fn what_is_said_of_one_attachment() {
        let read = |text: &str| -> Vec<(u64, Option<u32>)> {
            let found = saying(text).into_iter();
            found.map(|d| (d.count, d.attachment)).collect()
        };
        assert_eq!(
            read(
                "现将2024年项目（3个单位、4个项目，见附件1）及2023年项目（2个单位，详见附件2）予以公布"
            ),
            [(3, Some(1)), (4, Some(1)), (2, Some(2))]
        );
        assert_eq!(
            read("附件1共3个单位，附件二共2个单位。"),
            [(3, Some(1)), (2, Some(2))]
        );
        assert_eq!(read("共3个单位（具体见附件）"), [(3, None)]);
        assert_eq!(
            read("共3个项目，见附件1。共2个单位。"),
            [(3, Some(1)), (2, None)]
        );
    }

    #[test]
    fn the_title_of_a_list_counts_it() {
        let list = |number, title: &str| Attachment {
            number,
            title: Some(said(title)),
            ..Attachment::default()
        };
        let found = find(&Notice {
            attachments: vec![
                list(Some(1), "2024年购买服务项目表（共6项）"),
                list(Some(2), "2023年购买服务项目表（共5项）"),
            ],
            ..Notice::default()
        });
        let found: Vec<_> = found.iter().map(|d| (d.count, d.attachment)).collect();
        assert_eq!(found, [(6, Some(1)), (5, Some(2))]);
    }
}
