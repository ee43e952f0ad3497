//! Tables of scores, for `score` and `backtest`.
//!
//! What each score is stands in `talent_forecast::accuracy`, with its sources. Whatever is not finite is left out: a
//! dash in text, `null` in JSON.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_forecast::accuracy::{LevelScores, Scorecard, Scores};

use crate::args::{Args, Format};
use crate::table::{aligned, decimal, json, line};

/// One forecaster on one set of outcomes.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// What was forecast from: an origin, or all of them.
    pub(crate) origin: String,
    /// Who forecast: `naive` is the last value, `drift` goes on by the mean change.
    pub(crate) method: String,
    /// How many series were scored.
    pub(crate) series: usize,
    /// Mean of `200 |ŷ − y| / (|ŷ| + |y|)`: per cent, from 0 to 200.
    smape: Option<f64>,
    /// Mean error over the mean yearly change of the past.
    mase: Option<f64>,
    /// Root of the mean squared error over that of the yearly changes of the past.
    rmsse: Option<f64>,
    /// `Σ|ŷ − y| / Σ|y|`, a fraction.
    wape: Option<f64>,
    /// Mean of sMAPE and MASE, each over that of the last value: 1 is as good as it.
    owa: Option<f64>,
    /// CRPS over the mean yearly change of the past.
    /// Estimated from the published intervals.
    scaled_crps: Option<f64>,
    /// `1 − OWA`.
    skill_against_naive: Option<f64>,
    /// `1 − OWA / OWA of drift`.
    skill_against_drift: Option<f64>,
    /// One entry per coverage; empty for the plainer ways.
    intervals: Vec<Held>,
}

/// How the intervals of one coverage held.
#[derive(Debug, Serialize)]
struct Held {
    /// What was promised, as a share.
    coverage: f64,
    /// The share of outcomes inside.
    inside: Option<f64>,
    /// The same by steps ahead; position 0 is the first step.
    inside_by_step: Vec<Option<f64>>,
    /// Mean interval score over the mean yearly change of the past.
    msis: Option<f64>,
    /// The same over that of the last value with the interval of a random walk.
    msis_over_naive: Option<f64>,
    /// Mean pinball loss of both ends over the mean yearly change of the past.
    pinball: Option<f64>,
}

/// The value, if it is a number that can be shown.
fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

impl Row {
    /// The row of one forecaster; `card` gives the drift that its skill is measured against.
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
                    inside: finite(level.inside),
                    inside_by_step: level.by_step.into_iter().map(finite).collect(),
                    msis: finite(level.msis),
                    msis_over_naive: finite(level.msis_to_naive),
                    pinball: finite(level.pinball),
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
        rows.retain(|row| cards.iter().all(|(method, _)| named(method) || *method != row.method));
        rows.extend(
            cards.iter().map(|(method, card)| {
                Self::new(origin, method, card, card.scores(), card.levels())
            }),
        );
        rows
    }
}

/// Prints rows: as JSON what they are, as text one table of scores and one of intervals.
pub(crate) fn print(args: &Args, rows: &[Row]) -> Result<()> {
    if args.format == Format::Json {
        return json(rows);
    }
    line(&scores(rows, args.lang()));
    if rows.iter().any(|row| !row.intervals.is_empty()) {
        line("");
        line(&intervals(rows, args.lang()));
    }
    Ok(())
}

/// The headings of the scores, Chinese and English.
const SCORES: [(&str, &str); 11] = [
    ("起点", "origin"),
    ("方法", "method"),
    ("序列", "series"),
    ("sMAPE%", "sMAPE%"),
    ("MASE", "MASE"),
    ("RMSSE", "RMSSE"),
    ("WAPE%", "WAPE%"),
    ("OWA", "OWA"),
    ("CRPS", "CRPS"),
    ("优于上年值%", "skill/naive%"),
    ("优于平均增量%", "skill/drift%"),
];

/// Errors and skill, one row per forecaster.
fn scores(rows: &[Row], lang: Lang) -> String {
    let percent = |value: Option<f64>| value.map(|value| 100.0 * value);
    let cells = |row: &Row| {
        vec![
            row.origin.clone(),
            row.method.clone(),
            row.series.to_string(),
            decimal(row.smape, 3),
            decimal(row.mase, 3),
            decimal(row.rmsse, 3),
            decimal(percent(row.wape), 2),
            decimal(row.owa, 4),
            decimal(row.scaled_crps, 3),
            decimal(percent(row.skill_against_naive), 1),
            decimal(percent(row.skill_against_drift), 1),
        ]
    };
    let headings = SCORES.map(|(zh, en)| lang.pick(zh, en));
    aligned(&headings, &rows.iter().map(cells).collect::<Vec<_>>())
}

/// How the intervals held, one row per forecaster and coverage.
fn intervals(rows: &[Row], lang: Lang) -> String {
    let cells = |(row, held): (&Row, &Held)| {
        let percent = |share: Option<f64>| decimal(share.map(|share| 100.0 * share), 1);
        let steps = held.inside_by_step.iter().map(|share| percent(*share));
        vec![
            row.origin.clone(),
            row.method.clone(),
            format!("{:.0}", 100.0 * held.coverage),
            percent(held.inside),
            decimal(held.msis, 2),
            decimal(held.msis_over_naive, 3),
            steps.collect::<Vec<_>>().join(" "),
        ]
    };
    let headings = match lang {
        Lang::Zh => ["起点", "方法", "区间%", "覆盖%", "MSIS", "比上年值", "分步覆盖%"],
        Lang::En => {
            ["origin", "method", "interval%", "inside%", "MSIS", "over naive", "inside by step%"]
        }
    };
    let pairs = rows.iter().flat_map(|row| row.intervals.iter().map(move |held| (row, held)));
    aligned(&headings, &pairs.map(cells).collect::<Vec<_>>())
}
