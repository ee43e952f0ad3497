//! The table of what came of every way.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_simulate::{PathScore, Way};

use super::{Fared, Steering};
use crate::args::{Args, Format};
use crate::table::{aligned, decimal, json, line};

/// A mean over cities with the ends of its 90 % interval.
#[derive(Debug, Clone, Copy, Serialize)]
struct Mean {
    value: f64,
    low: f64,
    high: f64,
}

/// What came of one way.
#[derive(Debug, Serialize)]
struct Row {
    method: &'static str,
    /// Persons too many or too few for each local entrant.
    gap: Mean,
    /// Share of local entrants without a post in the city for what they learned.
    unmatched: Mean,
    /// Share of openings that stayed empty.
    unfilled: Mean,
    /// Yearly change of seats over seats.
    volatility: Mean,
    /// Share of larger changes that go back on the one before.
    reversals: Mean,
    /// Places closed, and of these those that would have been needed; all cities together.
    closed: usize,
    closed_wrongly: usize,
    /// Of the distance in the gap from the best of the other ways to the oracle, the part that this one closes.
    distance_closed: Option<f64>,
    /// The gap for each local entrant by year.
    gaps: Vec<(i32, f64)>,
}

const HEADINGS: [(&str, &str); 9] = [
    ("办法", "way"),
    ("缺口/进入者", "gap/entrant"),
    ("90%区间", "90% interval"),
    ("无对口岗位%", "unmatched%"),
    ("空岗%", "unfilled%"),
    ("计划变动%/年", "volatility%"),
    ("反复%", "reversals%"),
    ("关闭", "closed"),
    ("误关", "wrongly"),
];

/// Prints a row for every way.
pub(super) fn print(args: &Args, fared: &[Fared]) -> Result<()> {
    let lang = args.lang();
    let rows = rows(fared, lang);
    if args.format == Format::Json {
        return json(&rows);
    }
    let cities = fared.first().map_or(0, |fared| fared.scores.len());
    let years = fared.first().map_or(0, |fared| fared.gaps.len());
    line(&match lang {
        Lang::Zh => {
            format!("模拟数据。{cities} 个城市，各定 {years} 年招生计划；区间为城市间重抽样")
        }
        Lang::En => format!(
            "Simulated data. {cities} cities, {years} years of intake each; intervals by resampling cities"
        ),
    });
    let headings = HEADINGS.map(|(zh, en)| lang.pick(zh, en));
    line(&aligned(&headings, &rows.iter().map(cells).collect::<Vec<_>>()));
    if let Some(closed) = rows.iter().find_map(|row| row.distance_closed) {
        line(&match lang {
            Lang::Zh => format!(
                "本系统缩小了“其他办法中最好的”与“预知未来”之间缺口差距的 {:.0} %",
                100.0 * closed
            ),
            Lang::En => format!(
                "This system closes {:.0} % of the distance in the gap from the best other way to the oracle",
                100.0 * closed
            ),
        });
    }
    Ok(())
}

fn rows(fared: &[Fared], lang: Lang) -> Vec<Row> {
    let is_other =
        |fared: &&Fared| !matches!(fared.steering, Steering::Product | Steering::By(Way::Oracle));
    let best = fared.iter().filter(is_other).map(mean_gap).min_by(f64::total_cmp);
    let oracle =
        fared.iter().find(|fared| fared.steering == Steering::By(Way::Oracle)).map(mean_gap);
    let row = |fared: &Fared| {
        let of = |read: fn(&PathScore) -> f64| mean(&fared.scores, read);
        let distance = best.zip(oracle).filter(|_| fared.steering == Steering::Product);
        Row {
            method: name(fared.steering, lang),
            gap: of(|score| score.gap),
            unmatched: of(|score| score.unmatched),
            unfilled: of(|score| score.unfilled),
            volatility: of(|score| score.volatility),
            reversals: of(|score| score.reversals),
            closed: fared.scores.iter().map(|score| score.closed.0).sum(),
            closed_wrongly: fared.scores.iter().map(|score| score.closed.1).sum(),
            distance_closed: distance
                .filter(|(best, oracle)| best > oracle)
                .map(|(best, oracle)| (best - mean_gap(fared)) / (best - oracle)),
            gaps: fared.gaps.clone(),
        }
    };
    fared.iter().map(row).collect()
}

/// The gap for each local entrant, mean over cities.
pub(super) fn mean_gap(fared: &Fared) -> f64 {
    let sum: f64 = fared.scores.iter().map(|score| score.gap).sum();
    sum / fared.scores.len().max(1) as f64
}

/// What a way is called.
pub(super) fn name(steering: Steering, lang: Lang) -> &'static str {
    match steering {
        Steering::Product => lang.pick("本系统的招生计划", "this system's seat plan"),
        Steering::Schools => lang.pick("学校各自决定", "schools by themselves"),
        Steering::By(way) => lang.pick(way.names().0, way.names().1),
    }
}

fn cells(row: &Row) -> Vec<String> {
    let percent = |mean: Mean| decimal(Some(100.0 * mean.value), 1);
    vec![
        row.method.to_owned(),
        decimal(Some(row.gap.value), 3),
        format!("{:.3}–{:.3}", row.gap.low, row.gap.high),
        percent(row.unmatched),
        percent(row.unfilled),
        percent(row.volatility),
        percent(row.reversals),
        row.closed.to_string(),
        row.closed_wrongly.to_string(),
    ]
}

/// How often cities are drawn anew for an interval.
const RESAMPLES: usize = 1_000;

/// The mean over cities, and the 5 % and 95 % quantiles of means of cities drawn with replacement.
fn mean(scores: &[PathScore], read: fn(&PathScore) -> f64) -> Mean {
    let values: Vec<f64> = scores.iter().map(read).collect();
    let count = values.len().max(1);
    let value = values.iter().sum::<f64>() / count as f64;
    let [low, high] = crate::resampling::ends(count, RESAMPLES, |drawn| {
        drawn.iter().map(|at| values[*at]).sum::<f64>() / count as f64
    });
    Mean { value, low, high }
}
