//! The templates of lists of parameters and actions, P1 to P7.

use super::shared::{
    CONFIDENCE, NOTE, OCCUPATION, OCCUPATION_NAME, PROGRAMME, PROGRAMME_NAME, REGION, REGION_NAME,
    SCHOOL, SCHOOL_NAME, SOURCE, STATUS,
};
use crate::column::{Column, may, must};
use crate::kind::Kind;

pub(super) const P1: &[Column] = &[
    OCCUPATION,
    OCCUPATION_NAME,
    must("年退出率", Kind::Percent, "每年退出劳动力市场的百分数（退休等，不含换工作）"),
    must("填补占比", Kind::Percent, "空缺岗位中由本教育层次毕业生填补的百分数"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const P2: &[Column] = &[
    must("群体", Kind::Text, "如 男职工"),
    must("年份", Kind::Number, "四位年份"),
    must("法定退休年龄", Kind::Number, "岁，可带小数：61岁3个月写 61.25"),
    must("退休人数占比", Kind::Percent, "该群体占全部退休者的百分数；同一年合计 100"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const P3: &[Column] = &[
    REGION,
    must("行业代码", Kind::Industry, "门类字母"),
    must("年份", Kind::Number, "投产或关停的年份"),
    must("项目", Kind::Text, "项目或企业名称"),
    must("增减岗位", Kind::Number, "人；关停写负数"),
    must("概率", Kind::Percent, "实现的可能，百分数"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const P4: &[Column] = &[
    must("行业代码", Kind::Industry, "门类字母；全部行业写 合计"),
    must("年龄下限", Kind::Number, "岁"),
    must("年龄上限", Kind::Number, "岁，含"),
    must("从业人数", Kind::Number, "该年龄段的从业人员（或调查样本）"),
    may("退出人数", Kind::Number, "其中一年内退出劳动力市场的；行业未掌握则留空，用合计行的比率"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

pub(super) const P5: &[Column] = &[
    OCCUPATION,
    OCCUPATION_NAME,
    must(
        "职业从业人数",
        Kind::Number,
        "本市该职业的从业人员，人；来自普查或抽样调查，合计不必等于从业人员总数",
    ),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

const ACTION_STATES: &[&str] = &["未开始", "进行中", "已完成"];

pub(super) const P6: &[Column] = &[
    SCHOOL,
    SCHOOL_NAME,
    PROGRAMME,
    PROGRAMME_NAME,
    must("提出年份", Kind::Number, "哪一年的预警或建议"),
    must("措施", Kind::Text, "要做什么"),
    may("责任单位", Kind::Text, ""),
    may("期限", Kind::Day, "如 2026-06-30"),
    must("落实情况", Kind::OneOf(ACTION_STATES), "未开始、进行中、已完成"),
    may("完成日期", Kind::Day, "如 2026-06-30"),
    may("效果", Kind::Text, "完成后的结果和佐证"),
    NOTE,
];

pub(super) const P7: &[Column] = &[
    REGION,
    REGION_NAME,
    must(
        "需求计入比例",
        Kind::Percent,
        "该地区对新进入者的岗位需求中，本市毕业生可以争取的百分数；只写本市以外的地区",
    ),
    must("毕业生去往比例", Kind::Percent, "本市直接就业的毕业生中到该地区就业的百分数"),
    may("依据", Kind::Text, "跟踪调查、社保转移、通勤数据等"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];
