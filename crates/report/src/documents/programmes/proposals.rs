//! 七、分类建议

use talent_domain::Lang;
use talent_outlook::{
    Adjustments, CriterionRead, Outlook, PlannedProgramme, ProgrammeOutlook, WarningRecord,
};
use talent_warning::{Course, CriterionOutcome};

use crate::document::cells::{
    NONE, cells, centre_with_interval, or_none, percent, probability, ratio, signed, whole,
};
use crate::document::{Block, Cell, Table};
use crate::documents::stamp::RunStamp;
use crate::sheet::{SchoolSheet, SheetRow, answer_request, school_sheets};
use crate::wording::warning::{current_level, level_name, triggers};
use crate::wording::{grade_letter, proposal_name};

/// How many programmes are in each group (`l16`), which they are (`l17`), what each school is asked for (`l18`), and for
/// the bureau the intake of each programme (`l19a`) and what came of looking at opening and withdrawing (`l19b`).
///
/// Running text points to the rows of `l16`, one per group in the order of `Course::ALL`.
pub(super) fn proposals(outlook: &Outlook, stamp: RunStamp) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading("七、分类建议"),
        Block::say(
            "按市场供求比和就业质量两项依据，重点发展的专业{l16:0:1}个，稳定规模{l16:1:1}个，控制发展{l16:2:1}个，\
             优化调整{l16:3:1}个，数据不足须补充的{l16:4:1}个。\
             建议供主管部门和学校研究，是否增设、扩招、缩减、暂停或撤销由主管部门按程序决定。",
        ),
        groups_table(outlook).into(),
        programmes_table(outlook).into(),
        sheets_table(outlook, stamp).unwrap_or_else(|| places_table(outlook)).into(),
    ];
    blocks.extend(intake_table(outlook).map(Block::from));
    blocks.extend(outlook.adjustments.as_ref().map(|found| verdicts_table(found).into()));
    blocks
}

/// What each programme of the city takes in by the seat plan; none without a plan, as for the public.
fn intake_table(outlook: &Outlook) -> Option<Table> {
    let plan = outlook.plan.as_ref()?;
    let row = |programme: &PlannedProgramme| {
        let change = (programme.planned - programme.now).round() as i64;
        cells![
            programme.code.to_string(),
            programme.name.clone(),
            whole(programme.now),
            whole(programme.planned),
            signed(change),
            probability(programme.chance_of_shortage),
            grade_letter(programme.grade),
        ]
    };
    let sum = |of: fn(&PlannedProgramme) -> f64| plan.programmes.iter().map(of).sum::<f64>();
    let (now, planned) = (sum(|p| p.now), sum(|p| p.planned));
    let total = cells![
        "",
        "合计",
        whole(now),
        whole(planned),
        signed((planned - now).round() as i64),
        "",
        "",
    ];
    let advice = if plan.recommended {
        ""
    } else {
        "按现有资料，调整带来的改善不足以抵消变动，计划建议维持不变。"
    };
    let table = Table::new("l19a", "表7-4　分专业建议招生（人）")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["不调整预计入学", "建议招生", "增减", "不调整时短缺的概率"])
        .marks(["可靠性"])
        .rows(plan.programmes.iter().map(row))
        .rows([total])
        .note(format!(
            "{}年入学，多数于{}年毕业；短缺的概率按毕业当年计。{advice}内部资料。",
            plan.entering, plan.leaving
        ));
    Some(table)
}

/// What came of looking at opening and withdrawing, a row for each that was looked at.
fn verdicts_table(found: &Adjustments) -> Table {
    let unmet = |criteria: &[CriterionRead]| {
        let open = criteria.iter().filter(|read| read.outcome != CriterionOutcome::Met);
        let names: Vec<&str> = open.map(|read| read.criterion.name(Lang::Zh)).collect();
        if names.is_empty() { NONE.to_owned() } else { names.join("、") }
    };
    let row = |kind: &str, [school, code, name]: [&str; 3], verdict: &str, criteria| -> [Cell; 6] {
        cells![kind, school, code, name, verdict, unmet(criteria)]
    };
    let entries = found.entries.iter().map(|entry| {
        let candidate = [&entry.school_name, entry.programme.as_str(), &entry.name];
        row("准入", candidate, entry.verdict.name(Lang::Zh), &entry.criteria)
    });
    let exits = found.exits.iter().map(|exit| {
        let candidate = [&exit.school_name, exit.programme.as_str(), &exit.name];
        row("退出", candidate, exit.verdict.name(Lang::Zh), &exit.criteria)
    });
    let rows: Vec<[Cell; 6]> = entries.chain(exits).collect();
    let none = if rows.is_empty() { "没有须核对的专业点。" } else { "" };
    Table::new("l19b", "表7-5　准入、退出核对结果")
        .marks(["类别"])
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业", "结论", "未满足或不清楚的准则"])
        .rows(rows)
        .note(format!("{none}逐条准则的数值、要求和依据见《一校一案》；内部资料。"))
}

/// The programmes of a group, the tightest first, each with its warning of the city. A programme without a record for
/// the city is in no group.
fn members(outlook: &Outlook, course: Course) -> Vec<(&ProgrammeOutlook, &WarningRecord)> {
    outlook
        .by_tightness()
        .into_iter()
        .filter_map(|p| Some((p, outlook.city_warning(&p.code)?)))
        .filter(|(_, w)| Course::of(w.assessment.level) == course)
        .collect()
}

/// Each group with the levels that it is made of and what those propose.
fn groups_table(outlook: &Outlook) -> Table {
    let row = |course: Course| {
        let proposals: Vec<String> = course
            .levels()
            .map(|level| format!("{}：{}", level_name(level), level.proposal(Lang::Zh)))
            .collect();
        let count = members(outlook, course).len();
        [course.name(Lang::Zh).to_owned(), count.to_string(), proposals.join("；")]
    };
    Table::new("l16", "表7-1　分类、预警等级与建议")
        .words(["类别"])
        .figures(["专业（个）"])
        .words(["等级与建议"])
        .rows(Course::ALL.map(row))
        .note("等级由预警政策的规则得出，升级看两年，降级要连续两次明显好转。")
}

/// The programmes by group, with what their level rests on.
/// Within a group the tightest programmes come first.
fn programmes_table(outlook: &Outlook) -> Table {
    let of_course = |course: Course| {
        let members = members(outlook, course).into_iter();
        let name = course.name(Lang::Zh);
        members.map(move |(programme, warning)| programme_row(name, programme, warning))
    };
    Table::new("l17", "表7-2　分专业建议")
        .marks(["类别", "专业代码"])
        .words(["专业名称"])
        .marks(["等级"])
        .figures(["求人倍率（80%区间）", "直接就业率", "对口率"])
        .marks(["可靠性"])
        .rows(Course::ALL.into_iter().flat_map(of_course))
        .note("直接就业率、对口率为近三届合计。可靠性为D的须结合企业调查等其他依据。")
}

/// Rates are of the last three cohorts together.
/// Rates are fractions, written as per cent; one of fewer than ten persons is a dash.
fn programme_row(group: &str, programme: &ProgrammeOutlook, warning: &WarningRecord) -> [Cell; 8] {
    cells![
        group,
        programme.code.to_string(),
        programme.name.clone(),
        current_level(warning, Lang::Zh),
        centre_with_interval(&programme.balance.sdr, ratio),
        or_none(programme.quality.placement, percent),
        or_none(programme.quality.matched, percent),
        grade_letter(programme.balance.grade),
    ]
}

/// What is proposed for every programme of every school by the seat plan, with entries and exits; none without a plan, as for
/// the public.
fn sheets_table(outlook: &Outlook, stamp: RunStamp) -> Option<Table> {
    let sheets = school_sheets(outlook, Lang::Zh);
    let request = answer_request(&sheets.first()?.answer_by, &stamp.date());
    let row = |sheet: &SchoolSheet, row: &SheetRow| {
        let reasons = [row.limits.as_slice(), row.reasons.as_slice()].concat();
        cells![
            sheet.name.clone(),
            row.programme.to_string(),
            row.name.clone(),
            row.level.clone().unwrap_or_default(),
            proposal_name(row.proposal, Lang::Zh),
            whole(row.now),
            whole(row.planned),
            row.change.clone(),
            reasons.join("；"),
        ]
    };
    let rows = sheets.iter().flat_map(|sheet| sheet.rows.iter().map(move |own| row(sheet, own)));
    let table = Table::new("l18", "表7-3　一校一案：各专业点招生与设置建议")
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业名称"])
        .marks(["等级", "建议"])
        .figures(["预计入学", "建议招生"])
        .words(["变动", "限制与理由"])
        .rows(rows)
        .note(format!(
            "来自招生计划建议和准入、退出核对；内部资料。{request}。多一班、少一班的损失和重点专业见《一校一案》。"
        ));
    Some(table)
}

/// What each school is asked to change, school by school.
/// One row per place that is warned of, with what its level proposes and what set it off.
fn places_table(outlook: &Outlook) -> Table {
    let is_warned = |w: &&WarningRecord| w.school.is_some() && w.assessment.level.is_warning();
    let mut places: Vec<&WarningRecord> = outlook.warnings.iter().filter(is_warned).collect();
    places
        .sort_by(|a, b| (a.scope(Lang::Zh), &a.programme).cmp(&(b.scope(Lang::Zh), &b.programme)));
    let row = |warning: &WarningRecord| {
        cells![
            warning.scope(Lang::Zh),
            warning.programme.to_string(),
            warning.programme_name.clone(),
            current_level(warning, Lang::Zh),
            warning.assessment.level.proposal(Lang::Zh),
            triggers(warning),
        ]
    };
    Table::new("l18", "表7-3　一校一案：须调整的专业点")
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业名称"])
        .marks(["等级"])
        .words(["建议", "依据"])
        .rows(places.into_iter().map(row))
}
