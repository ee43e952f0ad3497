//! Errors and coverage of the stages as a chart.
//!
//! The curves are WAPE by years ahead, one per method, and the shares of outcomes inside the 80 % and 95 %
//! intervals.

use talent_domain::Lang;
use talent_pipeline::{BacktestStage, StageCases};
use talent_report::{Chart, ErrorCurve, StageCurves, backtest_chart};

use super::stage_table::Row;

/// Errors and coverage by years ahead, one row of panels per stage that could be checked.
///
/// `rows` are those of all stages; the title spans the forecast origins from the oldest to the newest.
pub(super) fn chart(city: &str, stages: &[StageCases], rows: &[Row], lang: Lang) -> Chart {
    let checked: Vec<&StageCases> = stages.iter().filter(|stage| !stage.cases.is_empty()).collect();
    let origins = || checked.iter().flat_map(|stage| &stage.cases).map(|case| case.origin);
    let span = (origins().min().unwrap_or(0), origins().max().unwrap_or(0));
    let title = match lang {
        Lang::Zh => format!("{city}：预测回测（起点 {}—{} 年）", span.0, span.1),
        Lang::En => format!("Back-test, origins {} to {}", span.0, span.1),
    };
    let note = lang.pick(
        "每个起点只用当时已公布的数字；需求不可直接观测，实际值按同一方法由实际用工推算。",
        "Only what was published at each origin is used; demand is rebuilt on the employment that came.",
    );
    let curves: Vec<StageCurves> =
        checked.into_iter().map(|stage| curves_of(stage, rows, lang)).collect();
    backtest_chart(title, &curves, &[note.to_owned()], lang)
}

/// The curves of one stage, read from its rows by years ahead.
/// Rows by size of cells and over all are passed over, and so are scores that are not known.
fn curves_of(stage: &StageCases, rows: &[Row], lang: Lang) -> StageCurves {
    let by_step = |row: &&Row| row.stage == stage.stage.name() && row.step.is_some();
    let of_stage: Vec<&Row> = rows.iter().filter(by_step).collect();
    let errors = |method: &String| ErrorCurve {
        method: method.clone(),
        errors: of_stage
            .iter()
            .filter(|row| row.method == *method)
            .filter_map(|row| Some((row.step?, row.wape?)))
            .collect(),
    };
    let inside = of_stage.iter().filter_map(|row| Some((row.step?, row.inside80?, row.inside95?)));
    StageCurves {
        name: stage_name(stage.stage, lang).to_owned(),
        methods: stage.methods.iter().map(errors).collect(),
        inside: inside.collect(),
        simulated: stage.simulated,
    }
}

/// What a stage forecasts.
/// Demand and balance are sums over the years since the forecast origin, in persons.
pub(super) fn stage_name(stage: BacktestStage, lang: Lang) -> &'static str {
    match stage {
        BacktestStage::Industry => lang.pick("分行业从业人员", "employment by section"),
        BacktestStage::Supply => lang.pick("分专业毕业生", "graduates by programme"),
        BacktestStage::Demand => lang.pick("分专业累计需求", "openings by programme, summed"),
        BacktestStage::Balance => lang.pick("分专业累计缺口", "balance by programme, summed"),
    }
}
