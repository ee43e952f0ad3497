//! Tables of scores, for `score` and `backtest`.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_forecast::accuracy::{LevelScores, Scorecard, Scores};

use crate::args::{Args, Format};
use crate::table::{aligned, line};

/// One forecaster on one set of outcomes.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// What was forecast from: an origin, or all of them.
    pub(crate) origin: String,
    pub(crate) method: String,
    pub(crate) series: usize,
    smape: Option<f64>,
    mase: Option<f64>,
    rmsse: Option<f64>,
    wape: Option<f64>,
    owa: Option<f64>,
    scaled_crps: Option<f64>,
    /// `1 − OWA`.
    skill_against_naive: Option<f64>,
    /// `1 − OWA / OWA of drift`.
    skill_against_drift: Option<f64>,
    intervals: Vec<Held>,
}

/// How the intervals of one coverage held.
#[derive(Debug, Serialize)]
struct Held {
    coverage: f64,
    inside: f64,
    inside_by_step: Vec<f64>,
    msis: f64,
    msis_over_naive: f64,
    pinball: f64,
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

impl Row {
    fn new(
        origin: &str,
        method: &str,
        card: &Scorecard,
        scores: Scores,
        levels: Vec<LevelScores>,
    ) -> Self {
        Self {
            origin: origin.to_owned(),
            method: method.to_owned(),
            series: card.series(),
            smape: finite(scores.smape),
            mase: finite(scores.mase),
            rmsse: finite(scores.rmsse),
            wape: finite(scores.wape),
            owa: finite(scores.owa),
            scaled_crps: finite(scores.scaled_crps),
            skill_against_naive: finite(1.0 - scores.owa),
            skill_against_drift: finite(1.0 - scores.owa / card.drift().owa),
            intervals: levels
                .into_iter()
                .map(|level| Held {
                    coverage: level.coverage,
                    inside: level.inside,
                    inside_by_step: level.by_step,
                    msis: level.msis,
                    msis_over_naive: level.msis_to_naive,
                    pinball: level.pinball,
                })
                .collect(),
        }
    }

    /// The rows of a few forecasters of the same outcomes, with the last value and the drift.
    pub(crate) fn of(origin: &str, cards: &[(String, Scorecard)]) -> Vec<Self> {
        let Some((_, first)) = cards.first() else { return Vec::new() };
        let mut rows = vec![
            Self::new(origin, "naive", first, first.naive(), Vec::new()),
            Self::new(origin, "drift", first, first.drift(), Vec::new()),
        ];
        let named = |name: &String| !matches!(name.as_str(), "naive" | "drift");
        let own = cards
            .iter()
            .map(|(method, card)| Self::new(origin, method, card, card.scores(), card.levels()));
        rows.retain(|row| cards.iter().all(|(method, _)| named(method) || *method != row.method));
        rows.extend(own);
        rows
    }
}

/// Prints rows: as JSON what they are, as text two tables.
pub(crate) fn print(args: &Args, rows: &[Row]) -> Result<()> {
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(rows)?);
        return Ok(());
    }
    let lang = args.lang();
    let number = |value: Option<f64>, digits: usize| {
        value.map_or_else(|| "—".to_owned(), |value| format!("{value:.digits$}"))
    };
    let headings = match lang {
        Lang::Zh => [
            "起点",
            "方法",
            "序列",
            "sMAPE%",
            "MASE",
            "RMSSE",
            "WAPE%",
            "OWA",
            "CRPS",
            "优于上年值%",
            "优于平均增量%",
        ],
        Lang::En => [
            "origin",
            "method",
            "series",
            "sMAPE%",
            "MASE",
            "RMSSE",
            "WAPE%",
            "OWA",
            "CRPS",
            "skill/naive%",
            "skill/drift%",
        ],
    };
    let percent = |value: Option<f64>| number(value.map(|value| 100.0 * value), 1);
    let body: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.origin.clone(),
                row.method.clone(),
                row.series.to_string(),
                number(row.smape, 3),
                number(row.mase, 3),
                number(row.rmsse, 3),
                number(row.wape.map(|wape| 100.0 * wape), 2),
                number(row.owa, 4),
                number(row.scaled_crps, 3),
                percent(row.skill_against_naive),
                percent(row.skill_against_drift),
            ]
        })
        .collect();
    line(&aligned(&headings, &body));
    let headings = match lang {
        Lang::Zh => ["起点", "方法", "区间%", "覆盖%", "MSIS", "比上年值", "分步覆盖%"],
        Lang::En => {
            ["origin", "method", "interval%", "inside%", "MSIS", "over naive", "inside by step%"]
        }
    };
    let body: Vec<Vec<String>> = rows
        .iter()
        .flat_map(|row| row.intervals.iter().map(move |held| (row, held)))
        .map(|(row, held)| {
            let steps: Vec<String> =
                held.inside_by_step.iter().map(|share| format!("{:.1}", 100.0 * share)).collect();
            vec![
                row.origin.clone(),
                row.method.clone(),
                format!("{:.0}", 100.0 * held.coverage),
                format!("{:.1}", 100.0 * held.inside),
                format!("{:.2}", held.msis),
                format!("{:.3}", held.msis_over_naive),
                steps.join(" "),
            ]
        })
        .collect();
    if !body.is_empty() {
        line("");
        line(&aligned(&headings, &body));
    }
    Ok(())
}
