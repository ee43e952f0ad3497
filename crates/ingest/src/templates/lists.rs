//! The templates of code lists, C1 to C11.

use super::shared::{
    CONFIDENCE, NATURE, NOTE, OCCUPATION, OCCUPATION_NAME, OTHER_NAMES, PROGRAMME_NAME, REGION,
    REGION_NAME, SOURCE, STATUS,
};
use crate::column::{Column, also, may, must};
use crate::kind::Kind;

pub(super) const C1: &[Column] = &[
    must("学校代码", Kind::Text, "4–12 位字母或数字"),
    must("学校名称", Kind::Text, ""),
    must("学校类型", Kind::Text, "中职、高职"),
    also(
        &["床位数", "床位"],
        may("学生床位", Kind::Number, "可住宿学生数；据以限制招生计划，不掌握留空"),
    ),
    REGION,
    REGION_NAME,
    OTHER_NAMES,
    NATURE,
    NOTE,
];

pub(super) const C2: &[Column] = &[
    must("专业代码", Kind::Text, "六位"),
    must("专业名称", Kind::Text, ""),
    must("专业类名称", Kind::Text, ""),
    must("专业大类名称", Kind::Text, ""),
    OTHER_NAMES,
    SOURCE,
    NOTE,
];

pub(super) const C3: &[Column] = &[
    must("行业代码", Kind::Text, ""),
    must("行业名称", Kind::Text, ""),
    OTHER_NAMES,
    SOURCE,
    NOTE,
];

pub(super) const C4: &[Column] = &[
    must("地区代码", Kind::Text, "六位"),
    must("地区名称", Kind::Text, ""),
    OTHER_NAMES,
    SOURCE,
    NOTE,
];

pub(super) const C5: &[Column] = &[
    must("专业类代码", Kind::Class, "四位"),
    may("专业类名称", Kind::Text, ""),
    must("行业代码", Kind::Industry, "门类字母"),
    must("次序", Kind::Whole, "1 为最相关"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const C6: &[Column] = &[
    must("规则编号", Kind::Text, ""),
    may("适用地区", Kind::Text, ""),
    may("适用层次", Kind::Text, ""),
    must("指标", Kind::Text, ""),
    may("运算符", Kind::Text, ""),
    may("阈值", Kind::Text, ""),
    may("阈值单位", Kind::Text, ""),
    may("期限", Kind::Text, ""),
    must("措施", Kind::Text, ""),
    may("建议等级", Kind::Text, ""),
    may("年份", Kind::Text, ""),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const C7: &[Column] = &[
    must("专业代码", Kind::Programme { total: false }, ""),
    PROGRAMME_NAME,
    must("名单", Kind::Text, "名单的名称与版本"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const C8: &[Column] = &[
    must("行业代码", Kind::Industry, "门类字母"),
    OCCUPATION,
    OCCUPATION_NAME,
    must("占比", Kind::Percent, "占该行业从业人员的百分数；同一行业合计 100"),
    may("年变化系数", Kind::Number, "占比每年乘以此数，0.97–1.03；不填为 1"),
    may("年份", Kind::Text, "占比所属年份"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const C9: &[Column] = &[
    OCCUPATION,
    OCCUPATION_NAME,
    must("专业类代码", Kind::Class, "四位"),
    may("专业类名称", Kind::Text, ""),
    must(
        "权重",
        Kind::Percent,
        "进入该职业的毕业生中来自该专业类的百分数；同一职业同一时期合计 100",
    ),
    may("起用年份", Kind::Number, "不填为一直有效"),
    may("停用年份", Kind::Number, "从这一年起不再使用；不填为一直有效"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const C10: &[Column] = &[
    must("目录版次", Kind::Number, "旧目录的年份，如 2010、2015"),
    must("原代码", Kind::Text, "旧目录中的代码，六位，可带 K"),
    may("原名称", Kind::Text, "旧目录中的名称；据以分清新旧目录中相同的代码"),
    must("停用年份", Kind::Number, "从这一年起，这个代码按现行目录理解"),
    must(
        "专业代码",
        Kind::Programme { total: false },
        "现行目录中的代码；一分为几的写几行，学校只归入它现有的那几个",
    ),
    PROGRAMME_NAME,
    must("权重", Kind::Percent, "原专业归入该专业的百分数；同一原代码合计 100"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const C11: &[Column] = &[
    OCCUPATION,
    must("职业名称", Kind::Text, "排行上的名称，如 营销员"),
    must("期", Kind::Text, "年份和季度，如 2022Q4"),
    must("位次", Kind::Whole, "1 为最缺"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];
