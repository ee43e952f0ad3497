//! Labels that name industry, figure and unit in one, as databases and yearbooks head the rows of a table with years
//! side by side: `制造业城镇单位就业人员(万人)`.

use talent_domain::{Measure, TemplateCode};

use super::words::Words;
use crate::kind::Kind;
use crate::templates::Template;

/// A figure as a label names it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) measure: Measure,
    /// The unit behind the name.
    pub(crate) unit: Option<String>,
    /// The name of the industry before it; empty where the figure is of all of them.
    pub(crate) industry: String,
}

/// What macro figures are called by.
const INDICATORS: &[(Measure, &[&str])] = &[
    (
        Measure::Gdp,
        &[
            "地区生产总值",
            "生产总值",
            "国内生产总值",
            "GDP",
            "地区生产总值(当年价)",
            "地区生产总值(GDP)",
        ],
    ),
    (Measure::GdpIndex, &["地区生产总值指数", "生产总值指数", "国内生产总值指数", "GDP指数"]),
    (
        Measure::SecondaryStudents,
        &[
            "中等职业教育在校学生",
            "中等职业教育在校生",
            "中等职业学校在校学生",
            "中等职业学校在校生",
            "中职在校学生",
            "中职在校生",
        ],
    ),
    (Measure::SecondarySchools, &["中等职业学校", "中等职业教育学校", "中职学校"]),
    (Measure::SecondaryTeachers, &["中等职业学校专任教师", "中等职业教育专任教师", "中职专任教师"]),
    (
        Measure::MeanWage,
        &["在岗职工平均工资", "城镇单位在岗职工平均工资", "城镇非私营单位在岗职工平均工资"],
    ),
    (Measure::RegisteredUnemployed, &["城镇登记失业人员", "年末城镇登记失业人员", "城镇登记失业"]),
    (
        Measure::HigherStudents,
        &["普通本专科在校学生", "普通本专科在校生", "普通高等学校在校学生", "普通高等学校在校生"],
    ),
];

/// What titles say of others than the persons employed in urban non-private units, and of other things than their number.
pub(super) const OTHERS: [&str; 14] = [
    "全社会",
    "社会从业",
    "社会就业",
    "乡村",
    "农村",
    "城乡",
    "三次产业",
    "三产业",
    "私营",
    "个体",
    "平均工资",
    "工资总额",
    "劳动报酬",
    "平均人数",
];

/// What titles say of a part of these persons, or of another moment than the year's end.
pub(super) const PARTS: [&str; 10] =
    ["女性", "男性", "女职工", "季度", "季末", "月末", "上半年", "规模以上", "市辖区", "年平均"];

/// The figures that industries have, and labels name behind one.
const OF_INDUSTRIES: [Measure; 4] = [
    Measure::Employment,
    Measure::PrivateEmployment,
    Measure::ValueAdded,
    Measure::ValueAddedShare,
];

impl Label {
    /// The figure that a label names; `None` if it is none of the templates'.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let words = Words::parse(text);
        let (name, unit) = (words.name.as_str(), words.unit.clone());
        let of_city = |measure| Self { measure, unit: unit.clone(), industry: String::new() };
        if let Some(measure) = Measure::from_code(name).or_else(|| indicator(name)) {
            return Some(of_city(measure));
        }
        let (measure, before) = figure_at_end(name)?;
        let industry =
            before.trim_end_matches("年末").trim_end_matches("期末").trim_start_matches("全市");
        let is_other = OTHERS.iter().any(|word| industry.replace("非私营", "").contains(word));
        (!is_other).then(|| Self { measure, unit: unit.clone(), industry: industry.to_owned() })
    }

    /// Whether it is of a figure that industries have.
    pub(super) fn is_of_industries(&self) -> bool {
        OF_INDUSTRIES.contains(&self.measure)
    }
}

/// The macro figure of a name, with 数 or 人数 behind it or without.
fn indicator(name: &str) -> Option<Measure> {
    let is_its = |known: &&str| {
        name.strip_prefix(*known).is_some_and(|rest| matches!(rest, "" | "数" | "人数" | "总数"))
    };
    INDICATORS.iter().find(|(_, names)| names.iter().any(is_its)).map(|(measure, _)| *measure)
}

/// The figure of industries that a text ends with, by its longest name, and what stands before it.
pub(super) fn figure_at_end(text: &str) -> Option<(Measure, &str)> {
    let template = Template::of(TemplateCode::T4);
    let figures = template.figures().filter_map(|column| match column.kind {
        Kind::Figure(measure) if OF_INDUSTRIES.contains(&measure) => Some((measure, column)),
        _ => None,
    });
    let named =
        figures.flat_map(|(measure, column)| column.names().map(move |name| (measure, name)));
    let ends = named.filter_map(|(measure, name)| Some((measure, text.strip_suffix(name)?)));
    ends.min_by_key(|(_, before)| before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn industry_figure_and_unit_are_taken_apart() {
        let label = |text: &str| {
            Label::parse(text)
                .map(|l| format!("{} {} {}", l.measure, l.industry, l.unit.unwrap_or_default()))
        };
        for (text, expected) in [
            ("制造业城镇单位就业人员(万人)", "employment 制造业 万人"),
            ("城镇单位就业人员（万人）", "employment  万人"),
            ("采矿业从业人员_人", "employment 采矿业 人"),
            ("第二产业增加值(亿元)", "value-added 第二产业 亿元"),
            ("地区生产总值", "gdp  "),
            ("中等职业教育在校学生数", "secondary-students  "),
            ("中等职业学校数(所)", "secondary-schools  所"),
            ("secondary-students", "secondary-students  "),
        ] {
            assert_eq!(label(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "城镇私营单位就业人员(万人)",
            "乡村从业人员",
            "就业人员平均工资(元)",
            "年末总人口",
            "采矿业",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
