//! 七、对招生、专业设置和培养的反馈

use talent_domain::Lang;
use talent_outlook::{CohortDestinations, Outlook, WarningRecord};
use talent_warning::{Family, lasting_fall};

use super::cohorts::{Rate, fraction, printed};
use crate::document::cells::{cells, or_none, percent};
use crate::document::{Block, Cell, Table};
use crate::wording::warning::{current_level, triggers};

/// Rates that keep falling (`q12`), warnings for the quality of jobs (`q13`), and blanks for what schools did.
///
/// A sentence stands in the place of `q12` where no rate keeps falling; `q13` is left out without such warnings.
pub(super) fn feedback(outlook: &Outlook) -> Vec<Block> {
    let falling = falling_rates(outlook);
    let mut blocks = vec![
        Block::heading("七、对招生、专业设置和培养的反馈"),
        Block::forced_slot("adoption", "上年度建议的采纳情况、采取的行动和结果。", &["q12"]),
        if falling.is_empty() {
            Block::say("没有就业质量连续下降的学校或专业大类。")
        } else {
            falling_table(falling).into()
        },
    ];
    blocks.extend(quality_warnings_table(outlook).map(Block::from));
    blocks.push(Block::forced_slot(
        "problems",
        "存在的问题，以及对招生、专业设置、课程和实习的建议。",
        &["q12", "q13"],
    ));
    blocks
}

/// The three rates of the newest cohorts, the oldest first.
fn falling_table(rows: Vec<[Cell; 5]>) -> Table {
    Table::new("q12", "表7-1　就业质量连续两届下降的学校和专业大类")
        .words(["学校或专业大类", "指标"])
        .figures(["前届", "上届", "本届"])
        .rows(rows)
        .note("每届分母不少于规定人数的才比较。")
}

/// Rates that are followed from cohort to cohort.
const RATES: [(&str, Rate); 3] = [
    ("直接就业率", CohortDestinations::placement),
    ("对口率", CohortDestinations::matching),
    ("本市留存率", CohortDestinations::retention),
];

/// Rates that fell in each of the two newest cohorts.
/// A row is the group, the rate and its three values. Groups with fewer than three cohorts are passed over.
fn falling_rates(outlook: &Outlook) -> Vec<[Cell; 5]> {
    let mut rows = Vec::new();
    for group in &outlook.destinations {
        let [.., first, second, third] = group.cohorts.as_slice() else { continue };
        for (name, rate) in RATES {
            let cohorts = [first, second, third];
            let rates = cohorts.map(|cohort| fraction(rate(cohort)));
            // What reads alike has not fallen.
            let [one, two, three] = rates.map(|rate| rate.map(printed));
            let read = [(first.year, one), (second.year, two), (third.year, three)];
            if lasting_fall(read).is_some() {
                let [first, second, third] = rates.map(|rate| or_none(rate, percent));
                rows.push(cells![group.name.clone(), name, first, second, third]);
            }
        }
    }
    rows
}

/// Warnings for the quality of jobs, with what they propose; none without any.
fn quality_warnings_table(outlook: &Outlook) -> Option<Table> {
    let is_adverse_quality = |warning: &&WarningRecord| {
        warning.assessment.level.is_warning()
            && warning.evidence.iter().any(|evidence| {
                evidence.reading.standing.is_adverse()
                    && evidence.reading.signal.family() == Family::Outcome
            })
    };
    let warnings: Vec<&WarningRecord> =
        outlook.warnings.iter().filter(is_adverse_quality).collect();
    let row = |warning: &WarningRecord| {
        cells![
            warning.programme.to_string(),
            warning.programme_name.clone(),
            warning.scope(Lang::Zh),
            current_level(warning, Lang::Zh),
            triggers(warning),
            warning.assessment.level.proposal(Lang::Zh),
        ]
    };
    let table = Table::new("q13", "表7-2　因就业质量预警的专业与招生建议")
        .marks(["专业代码"])
        .words(["专业名称", "学校"])
        .marks(["等级"])
        .words(["依据", "建议"]);
    (!warnings.is_empty()).then(|| table.rows(warnings.into_iter().map(row)))
}
