//! 三、须压减或停招的专业: the gravest warnings, short enough to act on.

use talent_domain::Lang;
use talent_outlook::WarningRecord;
use talent_warning::WarningLevel;

use super::changes::{Changes, is_of_city};
use crate::document::cells::cells;
use crate::document::{Block, Span, Table};
use crate::wording::warning::{current_level, kinds};

/// At most so many places are listed; the rest stand in the annex.
const LISTED: usize = 12;

/// Programmes of the city that are red or orange in running text, and the places that are (`t2`), each with what it is about.
pub(super) fn gravest(changes: &Changes<'_>) -> Vec<Block> {
    let is_grave = |w: &&&WarningRecord| {
        matches!(w.assessment.level, WarningLevel::Red | WarningLevel::Orange)
    };
    let (city, places): (Vec<&WarningRecord>, Vec<&WarningRecord>) =
        changes.current.iter().filter(is_grave).copied().partition(|w| is_of_city(w));
    let mut blocks = vec![Block::heading("三、须压减或停招的专业")];
    if city.is_empty() && places.is_empty() {
        blocks.push(Block::say("本期没有红色、橙色预警。"));
        return blocks;
    }
    if !city.is_empty() {
        let named: Vec<String> = city.iter().map(|w| in_city(w)).collect();
        blocks.push(Block::Paragraph(vec![
            "全市层面为红色、橙色的专业：".into(),
            Span::Name(named.join("；")),
            "。有关学校不得新增布点，下一年度全市招生总量按第六部分要求调整。".into(),
        ]));
    }
    if !places.is_empty() {
        let listed = places.len().min(LISTED);
        blocks.push(Block::say(if places.len() > LISTED {
            "学校专业点中红色和橙色最重的列于下表，其余见附件。"
        } else {
            "学校专业点中红色、橙色的列于下表。"
        }));
        blocks.push(places_table(&places[..listed]).into());
    }
    blocks
}

/// `作物生产技术（橙色，过剩、质量）`.
fn in_city(warning: &WarningRecord) -> String {
    let level = warning.assessment.level_name(Lang::Zh);
    format!("{}（{level}，{}）", warning.programme_name, about(warning))
}

/// What a warning is about; the rule that set its level where no signal is adverse.
fn about(warning: &WarningRecord) -> String {
    let kinds = kinds(warning);
    if kinds.is_empty() {
        warning.assessment.rule.name(Lang::Zh).to_owned()
    } else {
        kinds.join("、")
    }
}

fn places_table(places: &[&WarningRecord]) -> Table {
    let row = |warning: &&WarningRecord| {
        cells![
            warning.scope(Lang::Zh),
            warning.programme.to_string(),
            warning.programme_name.clone(),
            current_level(warning, Lang::Zh),
            about(warning),
        ]
    };
    Table::new("t2", "表1　红色、橙色的学校专业点")
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业名称"])
        .marks(["等级"])
        .words(["预警类型"])
        .rows(places.iter().map(row))
}
