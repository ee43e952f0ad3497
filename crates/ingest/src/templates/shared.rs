//! Columns that several templates have.

use talent_domain::CodeList;

use crate::column::{Column, also, may, must};
use crate::kind::Kind;

pub(super) const REGION: Column =
    also(&["行政区划代码", "区划代码"], must("地区代码", Kind::Region, "六位，见 C4，如 141000"));
pub(super) const INDUSTRY: Column = also(
    &["行业门类代码", "门类代码"],
    must("行业代码", Kind::Industry, "门类字母 A–T；三次产业写 1、2、3；全部行业写 合计"),
);
pub(super) const PROGRAMME: Column = must(
    "专业代码",
    Kind::Programme { total: true },
    "2021 版目录六位代码；旧目录的代码见 C10；全部专业写 合计",
);
pub(super) const SCHOOL: Column =
    must("学校代码", Kind::School { total: true }, "见 C1；全部学校写 合计");
pub(super) const REGION_NAME: Column = also(
    &["地区", "地区名", "城市", "县区", "所在地区"],
    may("地区名称", Kind::Name(CodeList::Region), "供核对；没有代码时据以查代码"),
);
pub(super) const SCHOOL_NAME: Column =
    also(&["学校"], may("学校名称", Kind::Name(CodeList::School), "供核对；没有代码时据以查代码"));
pub(super) const PROGRAMME_NAME: Column = also(
    &["专业"],
    may("专业名称", Kind::Name(CodeList::Programme), "供核对；没有代码时据以查代码"),
);
pub(super) const INDUSTRY_NAME: Column = also(
    &["行业", "行业门类", "门类名称", "行业类别", "行业分类", "行业分组", "国民经济行业"],
    may("行业名称", Kind::Name(CodeList::Industry), "供核对；没有代码时据以查代码"),
);
pub(super) const OTHER_NAMES: Column =
    also(&["简称", "别名"], may("曾用名", Kind::Text, "旧名、简称等，多个用分号隔开；据以查代码"));
pub(super) const YEAR: Column = also(&["年度"], must("年份", Kind::Year, "四位年份"));
pub(super) const SOURCE: Column = may("来源", Kind::Source, "出自哪份材料；不填则记为文件名");
pub(super) const STATUS: Column =
    may("状态", Kind::Status, "原文、推算、年份推断、建议；不填为原文");
pub(super) const CONFIDENCE: Column = may("可信度", Kind::Confidence, "A、B、C；不填为 A");
pub(super) const NATURE: Column =
    may("数据性质", Kind::Nature, "真实、模拟；不填为真实。同一文件不得混用");
pub(super) const NOTE: Column = also(&["说明"], may("备注", Kind::Note, "已知的问题"));
pub(super) const OCCUPATION: Column =
    must("职业代码", Kind::Text, "职业分类大典中类或小类代码，如 6-18");
pub(super) const OCCUPATION_NAME: Column = may("职业名称", Kind::Text, "");
