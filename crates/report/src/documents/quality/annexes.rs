//! 附录：指标定义与数据说明

use talent_outlook::Outlook;

use crate::document::Block;
use crate::documents::tables::{notes_table, terms_table};

/// Rates of the report with numerator and denominator, and what is left out.
const TERMS: [(&str, &str); 8] = [
    ("毕业去向落实率", "（直接就业＋升学＋参军）÷毕业生"),
    ("直接就业率", "直接就业÷（直接就业＋待就业）"),
    ("升学率", "升学÷毕业生"),
    ("对口率", "对口就业÷对口调查人数"),
    ("本市留存率", "本市就业÷直接就业"),
    ("起薪均值", "各校均值按报告人数加权"),
    ("追溯", "每个数字都可追溯到所依据的报表和单元格，由市教育主管部门备查"),
    ("不列的数字", "分母不足25人的比率、答卷不足10份的薪酬写作“—”"),
];

/// The terms (`q14`), and doubts with sources (`q15`).
pub(super) fn annexes(outlook: &Outlook) -> Vec<Block> {
    vec![
        Block::heading("附录：指标定义与数据说明"),
        terms_table("q14", "附表1　指标定义", ["指标", "定义"], &TERMS).into(),
        notes_table(outlook, "q15", "附表2　数据说明").into(),
    ]
}
