//! Programmes to be opened and withdrawn at schools, criterion by criterion, and key programmes by their scores.

use talent_domain::{Lang, Origins, SchoolCode};
use talent_outlook::{Adjustments, CriterionRead, KeyCandidate, Outlook};

use crate::document::cells::{NONE, cells, decimal, or_none, percent, whole};
use crate::document::{Cell, Table};
use crate::wording::{
    criterion_ground, criterion_source, criterion_value, criterion_wanted, key_proposal,
    teach_out_text,
};

/// The last columns of a table of criteria.
const CRITERION: [&str; 3] = ["数值", "要求", "结果"];

/// Where criteria come from, as a table says it: the heading of the column and its texts.
#[derive(Clone, Copy)]
pub(in crate::documents) struct Grounds(&'static str, fn(&CriterionRead, Lang) -> String);

impl Grounds {
    /// For reports.
    pub(in crate::documents) const PLAIN: Self = Self("依据", criterion_ground);
    /// For those who check them against the policy.
    pub(in crate::documents) const WITH_KEYS: Self = Self("依据与政策键", criterion_source);
}

/// Whether a table is about a school.
fn is_of(school: &SchoolCode, only: Option<&SchoolCode>) -> bool {
    only.is_none_or(|own| own == school)
}

fn criterion_cells(read: &CriterionRead, Grounds(_, ground): Grounds) -> [Cell; 5] {
    cells![
        read.criterion.name(Lang::Zh),
        criterion_value(read, Lang::Zh),
        criterion_wanted(read, Lang::Zh),
        read.outcome.name(Lang::Zh),
        ground(read, Lang::Zh),
    ]
}

/// Every criterion of every candidate for opening, of all schools or of one.
pub(in crate::documents) fn entries_table(
    adjustments: &Adjustments,
    (id, caption): (&'static str, &'static str),
    only: Option<&SchoolCode>,
    grounds: Grounds,
) -> Table {
    let entries = adjustments.entries.iter().filter(|entry| is_of(&entry.school, only));
    let rows: Vec<Vec<Cell>> = entries
        .flat_map(|entry| {
            let candidate = cells![
                entry.school_name.clone(),
                entry.programme.to_string(),
                entry.name.clone(),
                entry.verdict.name(Lang::Zh),
            ];
            criteria_rows(candidate, &entry.criteria, grounds)
        })
        .collect();
    let note = if rows.is_empty() {
        "没有候选：没有学校开设同类专业而未开设该专业。"
    } else {
        "逐项全部符合为暂准，到首届毕业时复核；只缺学校可提交的材料的，补齐后可增设；有一项不符合的不增设。概率不足的只列最接近的几个专业，\
         各选同类专业教师最宽裕的一所学校。全市没有学校开设的专业，概率按所属专业类计，它在类内的份额未知，须由用人单位出具岗位需求。"
    };
    criteria_table((id, caption), rows, grounds).note(note)
}

/// Every criterion of every programme whose level is red, of all schools or of one.
pub(in crate::documents) fn exits_table(
    adjustments: &Adjustments,
    (id, caption): (&'static str, &'static str),
    only: Option<&SchoolCode>,
    grounds: Grounds,
) -> Table {
    let exits = adjustments.exits.iter().filter(|exit| is_of(&exit.school, only));
    let rows: Vec<Vec<Cell>> = exits
        .flat_map(|exit| {
            let candidate = cells![
                exit.school_name.clone(),
                exit.programme.to_string(),
                exit.name.clone(),
                exit.verdict.name(Lang::Zh),
            ];
            criteria_rows(candidate, &exit.criteria, grounds)
        })
        .collect();
    let none = if rows.is_empty() { "没有红色专业点。" } else { "" };
    criteria_table((id, caption), rows, grounds)
        .note(format!("{none}红色连续几期或行政性红色，且不在豁免之列的，启动退出程序。"))
}

/// A row for each criterion of a candidate, whose school, code, name and verdict come first.
fn criteria_rows(
    candidate: [Cell; 4],
    criteria: &[CriterionRead],
    grounds: Grounds,
) -> impl Iterator<Item = Vec<Cell>> {
    criteria
        .iter()
        .map(move |read| [candidate.as_slice(), &criterion_cells(read, grounds)].concat())
}

/// The columns of candidates with their criteria.
fn criteria_table(
    (id, caption): (&'static str, &'static str),
    rows: Vec<Vec<Cell>>,
    Grounds(heading, _): Grounds,
) -> Table {
    Table::new(id, caption)
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业", "结论", "准则"])
        .marks(CRITERION)
        .words([heading])
        .rows(rows)
}

/// What withdrawing takes: the review after repair, the students who are still to be taught, teachers, published rules.
pub(in crate::documents) fn teach_out_table(
    adjustments: &Adjustments,
    id: &'static str,
    caption: &'static str,
    only: Option<&SchoolCode>,
) -> Table {
    let exits = adjustments.exits.iter().filter(|exit| is_of(&exit.school, only));
    let rows = exits.map(|exit| {
        cells![
            exit.school_name.clone(),
            exit.programme.to_string(),
            exit.name.clone(),
            exit.verdict.name(Lang::Zh),
            exit.review.to_string(),
            teach_out_text(exit, Lang::Zh),
            or_none(exit.teachers, whole),
            if exit.statutory.is_empty() { NONE.to_owned() } else { exit.statutory.join("、") },
        ]
    });
    Table::new(id, caption)
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业", "结论"])
        .marks(["复核年"])
        .words(["在校生（学年初）"])
        .figures(["须安排教师（人）"])
        .marks(["法定规则"])
        .rows(rows)
        .note("先听证，给学校整改期，其间不招生；在校生按全市该专业的升级率逐级培养到毕业。教师数为 T3 专任教师。")
}

/// The candidates for key programmes, by school, the best first.
pub(in crate::documents) fn keys_table(
    outlook: &Outlook,
    adjustments: &Adjustments,
    id: &'static str,
    caption: &'static str,
    only: Option<&SchoolCode>,
) -> Table {
    let keys = &adjustments.keys;
    let own = keys.candidates.iter().filter(|key| is_of(&key.school, only));
    let rows = own.map(|key| key_row(outlook, key));
    let policy = &outlook.key_policy;
    let unserved: Vec<&str> =
        keys.unserved.iter().map(talent_domain::IndustryCode::as_str).collect();
    let leading = match (policy.leading.is_empty(), unserved.is_empty()) {
        (true, _) => "政策未列主导产业，未核对覆盖。".to_owned(),
        (false, true) => format!("主导产业 {} 均有省级重点专业覆盖。", policy.leading.join("、")),
        (false, false) => format!("主导产业 {} 没有候选可覆盖。", unserved.join("、")),
    };
    let short = (keys.candidates.iter().filter(|key| key.provincial).count()
        < policy.provincial[0] as usize)
        .then_some("省级不足规定个数：符合条件的专业点不够。");
    Table::new(id, caption)
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业"])
        .figures(["得分", "标准差", "不过剩概率", "质量指数", "主导产业", "条件", "规模"])
        .words(["建议", "现级别"])
        .marks(["依据"])
        .rows(rows)
        .note(format!(
            "得分为五项加权（权重见预警政策），缺项按已有的折算。另有 {} 个专业点不符合参选条件（近几期等级、毕业届数、人数）或数据不足。\
             省级优先，一所学校、一个专业的个数不超过政策；分差不足一个标准差的交专家组定。{leading}{}",
            keys.ineligible,
            short.unwrap_or_default()
        ))
}

fn key_row(outlook: &Outlook, key: &KeyCandidate) -> [Cell; 13] {
    let of = outlook.programmes.iter().find(|own| own.code == key.programme);
    let site = of.and_then(|of| of.sites.iter().find(|site| site.school == key.school));
    let part = |position: usize| or_none(key.parts[position], percent);
    cells![
        key.school_name.clone(),
        key.programme.to_string(),
        key.name.clone(),
        decimal(key.score),
        decimal(key.sd),
        part(0),
        part(1),
        part(2),
        part(3),
        part(4),
        key_proposal(key, Lang::Zh),
        site.and_then(|site| site.key_level).map_or(NONE, |level| level.name(Lang::Zh)),
        cells(&key.origins),
    ]
}

fn cells(origins: &Origins) -> String {
    format!("{} 个单元格", origins.len())
}
