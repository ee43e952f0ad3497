//! The templates: which columns a file has and what they hold. Everything that a reader, a checker
//! or a blank template needs to know about a column stands here, once.

use talent_domain::{CodeList, Measure, TemplateCode};

use crate::heading::Words;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A region code of list C4.
    Region,
    /// An industry code of list C3, or 合计.
    Industry,
    /// A programme code of list C2, or 合计 where `total` allows it.
    Programme {
        /// Whether a row may be the total over programmes.
        total: bool,
    },
    /// A school code of list C1, or 合计 where `total` allows it.
    School {
        /// Whether a row may be the total over schools.
        total: bool,
    },
    /// A programme class, four digits.
    Class,
    /// An occupation or post.
    Occupation,
    /// A year, school year or class year.
    Year,
    /// A figure.
    Figure(Measure),
    /// One of a few words that stand for a number.
    Word(Measure, &'static [(&'static str, f64)]),
    /// The code of the measure that the row's value is of.
    MeasureCode,
    /// A value whose measure and unit stand in the same row.
    RowValue,
    /// The unit of that value.
    RowUnit,
    /// A day.
    Day,
    /// One of a few words, kept as text.
    OneOf(&'static [&'static str]),
    /// A name of a list: checked against the code beside it, and standing for it where there is none.
    Name(CodeList),
    /// Text that is kept.
    Text,
    /// Text that is kept as a remark on the row's figures, under the heading's name.
    Remark,
    /// A whole number, such as an order.
    Whole,
    /// A percentage of a list, from 0 to 100.
    Percent,
    /// A number of a list.
    Number,
    /// 来源
    Source,
    /// 状态: 原文, 推算, 年份推断, 建议
    Status,
    /// 可信度: A, B, C
    Confidence,
    /// 数据性质: 真实, 模拟
    Nature,
    /// 备注
    Note,
}

/// One column of a template.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The heading, without its unit.
    pub heading: &'static str,
    /// Other headings for the same.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Whether the file must have it, filled in every row.
    pub required: bool,
    /// What to write, for the blank template.
    pub help: &'static str,
}

impl Column {
    /// Every heading that means this column.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.heading).chain(self.aliases.iter().copied())
    }
}

/// A template: its columns in order.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Its code.
    pub code: TemplateCode,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Template {
    /// The template of a code.
    pub fn of(code: TemplateCode) -> Self {
        let columns = match code {
            TemplateCode::T0 => T0,
            TemplateCode::T1 => T1,
            TemplateCode::T2 => T2,
            TemplateCode::T3 => T3,
            TemplateCode::T4 => T4,
            TemplateCode::T5 => T5,
            TemplateCode::T6 => T6,
            TemplateCode::C1 => C1,
            TemplateCode::C2 => C2,
            TemplateCode::C3 => C3,
            TemplateCode::C4 => C4,
            TemplateCode::C5 => C5,
            TemplateCode::C6 => C6,
            TemplateCode::C7 => C7,
            TemplateCode::C8 => C8,
            TemplateCode::C9 => C9,
            TemplateCode::C10 => C10,
            TemplateCode::P1 => P1,
            TemplateCode::P2 => P2,
            TemplateCode::P3 => P3,
            TemplateCode::P4 => P4,
            TemplateCode::P5 => P5,
            TemplateCode::P6 => P6,
        };
        Self { code, columns }
    }

    /// The figure that these words name.
    pub(crate) fn figure(&self, words: &Words) -> Option<Measure> {
        let column = self.columns.iter().find(|column| words.name(column))?;
        if let Kind::Figure(measure) = column.kind { Some(measure) } else { None }
    }
}

const fn must(heading: &'static str, kind: Kind, help: &'static str) -> Column {
    Column { heading, aliases: &[], kind, required: true, help }
}

const fn may(heading: &'static str, kind: Kind, help: &'static str) -> Column {
    Column { heading, aliases: &[], kind, required: false, help }
}

const fn also(aliases: &'static [&'static str], column: Column) -> Column {
    Column { aliases, ..column }
}

const REGION: Column =
    also(&["行政区划代码", "区划代码"], must("地区代码", Kind::Region, "六位，见 C4，如 141000"));
const INDUSTRY: Column = also(
    &["行业门类代码", "门类代码"],
    must("行业代码", Kind::Industry, "门类字母 A–T；三次产业写 1、2、3；全部行业写 合计"),
);
const PROGRAMME: Column = must(
    "专业代码",
    Kind::Programme { total: true },
    "2021 版目录六位代码；旧目录的代码见 C10；全部专业写 合计",
);
const SCHOOL: Column = must("学校代码", Kind::School { total: true }, "见 C1；全部学校写 合计");
const REGION_NAME: Column = also(
    &["地区", "地区名", "城市", "县区", "所在地区"],
    may("地区名称", Kind::Name(CodeList::Region), "供核对；没有代码时据以查代码"),
);
const SCHOOL_NAME: Column =
    also(&["学校"], may("学校名称", Kind::Name(CodeList::School), "供核对；没有代码时据以查代码"));
const PROGRAMME_NAME: Column = also(
    &["专业"],
    may("专业名称", Kind::Name(CodeList::Programme), "供核对；没有代码时据以查代码"),
);
const INDUSTRY_NAME: Column = also(
    &["行业", "行业门类", "门类名称", "行业类别", "行业分类", "行业分组", "国民经济行业"],
    may("行业名称", Kind::Name(CodeList::Industry), "供核对；没有代码时据以查代码"),
);
const OTHER_NAMES: Column =
    also(&["简称", "别名"], may("曾用名", Kind::Text, "旧名、简称等，多个用分号隔开；据以查代码"));
const YEAR: Column = also(&["年度"], must("年份", Kind::Year, "四位年份"));
const SOURCE: Column = may("来源", Kind::Source, "出自哪份材料；不填则记为文件名");
const STATUS: Column = may("状态", Kind::Status, "原文、推算、年份推断、建议；不填为原文");
const CONFIDENCE: Column = may("可信度", Kind::Confidence, "A、B、C；不填为 A");
const NATURE: Column = may("数据性质", Kind::Nature, "真实、模拟；不填为真实。同一文件不得混用");
const NOTE: Column = also(&["说明"], may("备注", Kind::Note, "已知的问题"));

macro_rules! figure {
    ($heading:literal, $measure:ident, $help:literal) => {
        may($heading, Kind::Figure(Measure::$measure), $help)
    };
}

/// The columns of a table in which every figure has a row of its own.
pub(crate) static LONG: [Column; 3] = [
    also(&["指标名称", "指标代码", "项目"], must("指标", Kind::MeasureCode, "表头中的指标名")),
    also(&["值", "数据"], must("数值", Kind::RowValue, "")),
    also(&["计量单位"], may("单位", Kind::RowUnit, "")),
];

const T0: &[Column] = &[
    REGION,
    REGION_NAME,
    YEAR,
    must("指标代码", Kind::MeasureCode, "如 secondary-students，见填写说明"),
    may("指标名称", Kind::Text, "供核对，不读入"),
    must("数值", Kind::RowValue, ""),
    must("单位", Kind::RowUnit, "人、万人、元、万元、亿元、%、所、上年=100"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const T1: &[Column] = &[
    SCHOOL,
    SCHOOL_NAME,
    PROGRAMME,
    PROGRAMME_NAME,
    also(&["毕业年份", "届", "毕业届别"], must("届别", Kind::Year, "2023 或 2023届")),
    also(
        &["毕业生人数", "毕业人数", "毕业生总数"],
        must("毕业生数", Kind::Figure(Measure::Graduates), "该届全部毕业生"),
    ),
    also(
        &["直接就业人数"],
        figure!("直接就业", DirectJobs, "协议、合同、其他录用、自主创业、自由职业"),
    ),
    also(&["升学人数"], figure!("升学", FurtherStudy, "升入高一级学校")),
    also(&["参军人数", "应征入伍", "应征入伍人数"], figure!("参军", Army, "应征入伍")),
    also(&["待就业人数"], figure!("待就业", Seeking, "有就业意愿而未就业")),
    also(&["暂不就业人数"], figure!("暂不就业", NotSeeking, "暂无就业意愿")),
    figure!("对口调查人数", MatchSurveyed, "直接就业者中回答了对口问题的人数"),
    also(&["对口就业人数", "对口人数"], figure!("对口就业", MatchedJobs, "其中对口的人数")),
    also(
        &["本市就业人数", "本地就业", "本地就业人数"],
        figure!("本市就业", LocalJobs, "直接就业者中在本市就业的人数"),
    ),
    also(&["平均起薪"], figure!("起薪均值", StartingPay, "元/月")),
    figure!("起薪样本数", PaySample, "报告了起薪的人数"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const T2: &[Column] = &[
    SCHOOL,
    SCHOOL_NAME,
    PROGRAMME,
    PROGRAMME_NAME,
    also(&["年份", "年度", "学年度"], must("学年", Kind::Year, "2023 或 2023-2024学年，记为 2023")),
    also(
        &["招生计划", "招生计划数", "计划招生数", "计划招生人数"],
        figure!("计划招生", PlannedIntake, ""),
    ),
    also(
        &["实际招生数", "实际招生人数", "录取人数", "录取数"],
        figure!("实际招生", Admitted, "录取人数"),
    ),
    also(&["报到", "报到数"], figure!("报到人数", Registered, "")),
    also(&["一年级在校生"], figure!("在校生(一年级)", EnrolledGrade1, "学年初")),
    also(&["二年级在校生"], figure!("在校生(二年级)", EnrolledGrade2, "学年初")),
    also(&["三年级在校生"], figure!("在校生(三年级)", EnrolledGrade3, "学年初")),
    figure!(
        "三年级中贯通培养",
        EnrolledContinued,
        "3+2、五年一贯制等不在三年级毕业离校的学生，含在三年级人数内"
    ),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const STATES: &[(&str, f64)] = &[("在招", 1.0), ("新增", 2.0), ("停招", 0.0), ("撤销", -1.0)];
const KEY_LEVELS: &[(&str, f64)] = &[("无", 0.0), ("市级", 1.0), ("省级", 2.0)];

const T3: &[Column] = &[
    must("学校代码", Kind::School { total: false }, "见 C1"),
    SCHOOL_NAME,
    must("专业代码", Kind::Programme { total: false }, "2021 版目录六位代码"),
    PROGRAMME_NAME,
    YEAR,
    may("专业状态", Kind::Word(Measure::ProgrammeState, STATES), "在招、新增、停招、撤销"),
    may("重点专业级别", Kind::Word(Measure::KeyLevel, KEY_LEVELS), "无、市级、省级"),
    figure!("学制", ProgrammeLength, "年"),
    figure!("专任教师", ProgrammeTeachers, ""),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const T4: &[Column] = &[
    REGION,
    REGION_NAME,
    INDUSTRY,
    INDUSTRY_NAME,
    YEAR,
    also(
        &[
            "单位从业人员",
            "从业人员数",
            "年末从业人员",
            "期末从业人员",
            "城镇单位从业人员",
            "城镇非私营单位从业人员",
            "从业人员年末人数",
            "从业人员期末人数",
        ],
        figure!("从业人员", Employment, "城镇非私营单位，年末；表头写明 人 或 万人"),
    ),
    figure!("增加值", ValueAdded, "当年价；表头写明 万元 或 亿元"),
    figure!("价格指数", OutputPriceIndex, "该行业产出价格，上年=100；没有则用地区生产总值平减指数"),
    figure!("增加值占比", ValueAddedShare, "占地区生产总值，%"),
    figure!("规上企业数", AboveScaleFirms, ""),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const T5: &[Column] = &[
    REGION,
    REGION_NAME,
    INDUSTRY,
    INDUSTRY_NAME,
    also(&["职业"], must("岗位", Kind::Occupation, "岗位或职业名称；全部岗位写 合计")),
    also(&["期间"], YEAR),
    must("招聘人数", Kind::Figure(Measure::Vacancies), "去重后的岗位空缺"),
    figure!("求职人数", JobSeekers, ""),
    may("学历要求", Kind::Remark, ""),
    may("去重说明", Kind::Remark, "同一岗位多次发布如何处理"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const T6: &[Column] = &[
    REGION,
    REGION_NAME,
    INDUSTRY,
    INDUSTRY_NAME,
    also(&["岗位"], must("职业", Kind::Occupation, "职业或岗位名称；全部写 合计")),
    also(&["目标年份"], must("预测年份", Kind::Year, "预测的是哪一年")),
    must("预测需求", Kind::Figure(Measure::BodyDemand), "该年需要新补充的人数，中值"),
    figure!("低值", BodyDemandLow, ""),
    figure!("高值", BodyDemandHigh, ""),
    may("填报单位", Kind::Remark, "行业协会或行业指导委员会"),
    may("依据", Kind::Remark, "调查、订单、规划等"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const C1: &[Column] = &[
    must("学校代码", Kind::Text, "4–12 位字母或数字"),
    must("学校名称", Kind::Text, ""),
    must("学校类型", Kind::Text, "中职、高职"),
    REGION,
    REGION_NAME,
    OTHER_NAMES,
    NATURE,
    NOTE,
];

const C2: &[Column] = &[
    must("专业代码", Kind::Text, "六位"),
    must("专业名称", Kind::Text, ""),
    must("专业类名称", Kind::Text, ""),
    must("专业大类名称", Kind::Text, ""),
    OTHER_NAMES,
    SOURCE,
    NOTE,
];

const C3: &[Column] = &[
    must("行业代码", Kind::Text, ""),
    must("行业名称", Kind::Text, ""),
    OTHER_NAMES,
    SOURCE,
    NOTE,
];

const C4: &[Column] = &[
    must("地区代码", Kind::Text, "六位"),
    must("地区名称", Kind::Text, ""),
    OTHER_NAMES,
    SOURCE,
    NOTE,
];

const C5: &[Column] = &[
    must("专业类代码", Kind::Class, "四位"),
    may("专业类名称", Kind::Text, ""),
    must("行业代码", Kind::Industry, "门类字母"),
    must("次序", Kind::Whole, "1 为最相关"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

const C6: &[Column] = &[
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

const C7: &[Column] = &[
    must("专业代码", Kind::Programme { total: false }, ""),
    PROGRAMME_NAME,
    must("名单", Kind::Text, "名单的名称与版本"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

const OCCUPATION: Column = must("职业代码", Kind::Text, "职业分类大典中类或小类代码，如 6-18");
const OCCUPATION_NAME: Column = may("职业名称", Kind::Text, "");

const C8: &[Column] = &[
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

const C9: &[Column] = &[
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

const C10: &[Column] = &[
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

const P1: &[Column] = &[
    OCCUPATION,
    OCCUPATION_NAME,
    must("年退出率", Kind::Percent, "每年退出劳动力市场的百分数（退休等，不含换工作）"),
    must("填补占比", Kind::Percent, "空缺岗位中由本教育层次毕业生填补的百分数"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

const P2: &[Column] = &[
    must("群体", Kind::Text, "如 男职工"),
    must("年份", Kind::Number, "四位年份"),
    must("法定退休年龄", Kind::Number, "岁，可带小数：61岁3个月写 61.25"),
    must("退休人数占比", Kind::Percent, "该群体占全部退休者的百分数；同一年合计 100"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NOTE,
];

const P3: &[Column] = &[
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

const P4: &[Column] = &[
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

const P5: &[Column] = &[
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

const P6: &[Column] = &[
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_template_can_be_told_by_its_required_headings() {
        let required = |template: TemplateCode| -> BTreeSet<&str> {
            let columns = Template::of(template).columns.iter();
            columns.filter(|column| column.required).map(|column| column.heading).collect()
        };
        for a in TemplateCode::ALL {
            for b in TemplateCode::ALL {
                let all: BTreeSet<&str> =
                    Template::of(*b).columns.iter().map(|column| column.heading).collect();
                let covered = required(*a).is_subset(&all) && all.len() == required(*a).len();
                assert!(a == b || !covered, "{} reads as {}", b.code(), a.code());
            }
        }
    }

    #[test]
    fn headings_are_unique_within_a_template() {
        for code in TemplateCode::ALL {
            let columns = Template::of(*code).columns;
            let names: BTreeSet<&str> = columns
                .iter()
                .flat_map(|column| std::iter::once(&column.heading).chain(column.aliases))
                .copied()
                .collect();
            let listed: usize = columns.iter().map(|column| 1 + column.aliases.len()).sum();
            assert_eq!(names.len(), listed, "{}", code.code());
        }
    }
}
