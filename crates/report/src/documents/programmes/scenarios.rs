//! 六、供需预测, continued: scenarios beside the base.

use talent_outlook::{Band, Range, ScenarioOutlook, ScenarioProgramme};

use super::bands::{IN_SURPLUS, SHORT};
use crate::document::cells::{NONE, cells, rough};
use crate::document::{Cell, Table};

/// A scenario beside the base: its name, and what it finds.
pub type NamedScenario = (String, ScenarioOutlook);

/// Sums of means in persons over the period, and counts of bands: the base first, then the low, the high and the
/// other scenarios. None without scenarios.
///
/// The row of the base is read from the first scenario, as each carries the figures of the base beside its own.
pub(super) fn scenario_table(scenarios: &[NamedScenario]) -> Option<Table> {
    let (_, first) = scenarios.first()?;
    let mut others: Vec<&NamedScenario> = scenarios.iter().collect();
    others.sort_by_key(|(name, _)| (name != "low", name != "high"));
    let others =
        others.into_iter().map(|(name, scenario)| row(title(name), scenario, Side::Scenario));
    let table = Table::new("l15", "表6-5　情景：各专业均值之和（人，测算期合计）与判断的变化")
        .words(["情景"])
        .figures(["岗位需求", "本地供给", "供给减需求", "供不应求（个）", "供过于求（个）"])
        .words(["判断与基准不同的专业"])
        .rows([row("基准", first, Side::Base)])
        .rows(others)
        .note("情景的假设由主管部门设定；情景不改变正式测算。供不应求、供过于求的个数按判断（求人倍率中心值所在的档）计；摘要表的“很可能”按概率计，所以少些。");
    Some(table)
}

/// The name of a scenario as people read it; one that a city added keeps its own.
fn title(name: &str) -> &str {
    match name {
        "low" => "低方案",
        "high" => "高方案",
        "growth" => "就业增长全部计入",
        other => other,
    }
}

/// Which side of the pairs (base, scenario) a row shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Base,
    Scenario,
}

impl Side {
    /// The value of this side.
    fn pick<T>(self, (base, scenario): (T, T)) -> T {
        if self == Self::Base { base } else { scenario }
    }
}

/// Demand, supply and gap of one side, its programmes by band, and those whose band the scenario moves.
/// Only the row of a scenario names programmes that changed their band.
fn row(name: &str, scenario: &ScenarioOutlook, side: Side) -> [Cell; 7] {
    let programmes = &scenario.programmes;
    let sum = |read: fn(&ScenarioProgramme) -> (Range, Range)| {
        rough(programmes.iter().filter_map(|p| side.pick(read(p)).centre()).sum())
    };
    let of_bands = |bands: [Band; 2]| {
        let of_side = programmes.iter().filter_map(|p| side.pick(p.band));
        of_side.filter(|band| bands.contains(band)).count().to_string()
    };
    let moved: Vec<&str> = programmes
        .iter()
        .filter(|p| side == Side::Scenario && p.band.0 != p.band.1)
        .map(|p| p.name.as_str())
        .collect();
    cells![
        name,
        sum(|p| p.demand),
        sum(|p| p.supply),
        sum(|p| p.gap),
        of_bands(SHORT),
        of_bands(IN_SURPLUS),
        if moved.is_empty() { NONE.to_owned() } else { moved.join("、") },
    ]
}
