//! The table of scores of the stages: by years ahead, by size of cells, and over all.
//!
//! A case is one forecast of one programme or section from one origin. Every group of cases has a row for the
//! product's own method and for each that it is compared with.

use anyhow::Result;
use serde::Serialize;
use talent_pipeline::{BacktestStage, Case, StageCases, StageScore, evaluate};

use crate::args::{Args, Format};
use crate::table::{aligned, decimal, json, line};

/// One method on one group of cases.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The name of the stage, as the command line takes it.
    pub(super) stage: &'static str,
    /// Years ahead, where the row is of one number of them.
    #[serde(skip)]
    pub(super) step: Option<usize>,
    /// `all`, a number of years ahead, or a size of cells.
    group: String,
    /// The code of the method; the product's own comes first in each group.
    pub(super) method: String,
    /// How many cases there are.
    cases: usize,
    /// `Σ|ŷ − y| / Σ|y|`, a fraction; `None` where all outcomes are zero.
    pub(super) wape: Option<f64>,
    /// Mean of `|ŷ − y| / |y|`, a fraction.
    mape: Option<f64>,
    /// Mean error over the mean yearly change before the forecast origin.
    /// Below 1 is better than what the last value errs in a mean year (Hyndman and Koehler, 2006).
    mase: Option<f64>,
    /// Squared errors over those of the last figure known: below 1 is better than it.
    relative_loss: Option<f64>,
    /// The same of each subject alone, the median over subjects.
    median_loss: Option<f64>,
    /// Mean of `|ln r̂ − ln r|` of demand per entrant.
    log_ratio: Option<f64>,
    /// Share of cases whose band of demand per entrant was right, a fraction.
    band: Option<f64>,
    /// Share of cases whose direction of change was right.
    /// A fraction, from 0 to 1.
    direction: Option<f64>,
    /// Share of cases rightly said to grow faster or slower than all together.
    relative_growth: Option<f64>,
    /// Share of outcomes inside the 80 % interval.
    pub(super) inside80: Option<f64>,
    /// Share of outcomes inside the 95 % interval.
    pub(super) inside95: Option<f64>,
    /// Mean interval score (80 %) over the mean yearly change.
    interval_score: Option<f64>,
    /// Share of block resamples of the origins in which ours is the better.
    /// `None` for the product's own row, and where origins are few.
    beaten: Option<f64>,
}

impl Row {
    /// Takes the scores over; those that are not finite are left out.
    fn new(stage: BacktestStage, group: &str, step: Option<usize>, score: StageScore) -> Self {
        let finite = |value: f64| value.is_finite().then_some(value);
        Self {
            stage: stage.name(),
            step,
            group: group.to_owned(),
            method: score.method,
            cases: score.cases,
            wape: finite(score.wape),
            mape: finite(score.mape),
            mase: finite(score.mase),
            relative_loss: finite(score.relative_loss),
            median_loss: score.median_loss,
            log_ratio: score.log_ratio,
            band: score.band,
            direction: score.direction,
            relative_growth: score.relative_growth,
            inside80: score.inside.map(|inside| inside.0),
            inside95: score.inside.map(|inside| inside.1),
            interval_score: score.interval_score,
            beaten: score.beaten,
        }
    }
}

/// Sizes of cells, by the last figure known: name, from, to.
/// Bounds are in the unit of the stage, the lower one included; the size is that of the last figure's magnitude.
const SIZES: [(&str, f64, f64); 4] = [
    ("<50", 0.0, 50.0),
    ("50–200", 50.0, 200.0),
    ("200–10000", 200.0, 10_000.0),
    (">10000", 10_000.0, f64::INFINITY),
];

/// The rows of one stage.
/// First come the years ahead, then the sizes of cells, and last all cases together.
pub(super) fn rows(stage: &StageCases) -> Vec<Row> {
    let steps = stage.cases.iter().map(|case| case.step).max().unwrap_or(0);
    let by_step = (1..=steps)
        .flat_map(|step| group(stage, &format!("h={step}"), Some(step), |case| case.step == step));
    let by_size = SIZES.iter().flat_map(|(name, from, to)| {
        group(stage, name, None, |case| (*from..*to).contains(&case.last.abs()))
    });
    by_step.chain(by_size).chain(group(stage, "all", None, |_| true)).collect()
}

/// The rows of the cases that are kept, one per method; none if there are no such cases.
fn group(
    stage: &StageCases,
    name: &str,
    step: Option<usize>,
    keep: impl Fn(&Case) -> bool,
) -> Vec<Row> {
    let cases: Vec<&Case> = stage.cases.iter().filter(|case| keep(case)).collect();
    if cases.is_empty() {
        return Vec::new();
    }
    let scores = evaluate(&stage.methods, &cases);
    scores.into_iter().map(|score| Row::new(stage.stage, name, step, score)).collect()
}

/// The headings, Chinese and English.
/// They are in the order of the cells that `cells` gives.
const HEADINGS: [(&str, &str); 17] = [
    ("环节", "stage"),
    ("分组", "group"),
    ("方法", "method"),
    ("数", "n"),
    ("WAPE%", "WAPE%"),
    ("MAPE%", "MAPE%"),
    ("MASE", "MASE"),
    ("相对损失", "rel. loss"),
    ("中位损失", "median loss"),
    ("对数比", "|ln ratio|"),
    ("分档对%", "band%"),
    ("方向对%", "direction%"),
    ("快慢对%", "faster%"),
    ("80%内", "in 80%"),
    ("95%内", "in 95%"),
    ("区间分", "int. score"),
    ("本系统更好%", "ours better%"),
];

/// Prints rows: as JSON what they are, as text a table, if there is any.
pub(super) fn print(args: &Args, rows: &[Row]) -> Result<()> {
    if args.format == Format::Json {
        return json(rows);
    }
    if !rows.is_empty() {
        let headings = HEADINGS.map(|(zh, en)| args.lang().pick(zh, en));
        line(&aligned(&headings, &rows.iter().map(cells).collect::<Vec<_>>()));
    }
    Ok(())
}

/// Fractions become per cent, and what is not known becomes a dash.
fn cells(row: &Row) -> Vec<String> {
    let percent = |share: Option<f64>, digits| decimal(share.map(|share| 100.0 * share), digits);
    vec![
        row.stage.to_owned(),
        row.group.clone(),
        row.method.clone(),
        row.cases.to_string(),
        percent(row.wape, 2),
        percent(row.mape, 2),
        decimal(row.mase, 3),
        decimal(row.relative_loss, 3),
        decimal(row.median_loss, 3),
        decimal(row.log_ratio, 3),
        percent(row.band, 0),
        percent(row.direction, 0),
        percent(row.relative_growth, 0),
        percent(row.inside80, 1),
        percent(row.inside95, 1),
        decimal(row.interval_score, 2),
        percent(row.beaten, 0),
    ]
}
