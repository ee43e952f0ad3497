//! 附录：方法与数据说明

use talent_outlook::Outlook;

use crate::document::Block;
use crate::documents::tables::{
    Grounds, entries_table, exits_table, gains_table, keys_table, notes_table, teach_out_table,
    terms_table,
};

/// Terms of the report and how each figure is worked out.
const TERMS: [(&str, &str); 9] = [
    (
        "岗位需求",
        "行业从业人员预测→人员退出与增减→新增岗位→职业→专业；只计由本层次新毕业生填补的部分",
    ),
    ("本地供给", "在校生逐级升级→毕业→扣除升学、参军→参加就业→本市留存"),
    (
        "求人倍率",
        "岗位需求÷本地供给（同一时期，中心值之比），大于1为岗位多于毕业生；即市场供求比例的倒数",
    ),
    ("供求指数", "1＋（供给＋待业−需求）÷期末相应就业，大于1为供过于求"),
    ("直接就业率", "直接就业÷（直接就业＋待就业），近三届合计"),
    ("对口率", "对口就业÷对口调查人数，近三届合计"),
    ("区间", "多次抽样贯穿全部环节，80%区间即有八成可能落在其中"),
    ("追溯", "每个数字都可追溯到所依据的报表和单元格，由市教育主管部门备查"),
    ("可靠性", "A 可据以决策；B 可用，须看疑点；C 仅供参考；D 不宜单独据以决策"),
];

/// The terms (`l20`), doubts with sources (`l21`), which table would help most (`l30`), and for the bureau what was
/// looked at for opening (`l31`), withdrawing (`l32`, `l33`) and key programmes (`l34`).
pub(super) fn annexes(outlook: &Outlook) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading("附录：方法与数据说明"),
        terms_table("l20", "附表1　名词与算法", ["名词", "算法"], &TERMS).into(),
        notes_table(outlook, "l21", "附表2　数据说明").into(),
    ];
    let gains = gains_table(outlook, "l30", "附表3　哪张表最有用（补上后区间和期望损失的变化）");
    blocks.extend(gains.map(Block::from));
    let plain = Grounds::PLAIN;
    if let Some(adjustments) = &outlook.adjustments {
        blocks.extend([
            entries_table(adjustments, ("l31", "附表4　准入审查：增设候选逐项核对"), None, plain)
                .into(),
            exits_table(adjustments, ("l32", "附表5　退出审查：红色专业点逐项核对"), None, plain)
                .into(),
            teach_out_table(adjustments, "l33", "附表6　退出安排：整改复核、在校生与教师", None)
                .into(),
            keys_table(outlook, adjustments, "l34", "附表7　重点专业：评分与遴选建议", None).into(),
        ]);
    }
    blocks
}
