//! What a forecast of a panel says of itself: what was refused, and how the methods did in the back-test.

use serde::Serialize;
use talent_domain::Lang;
use talent_forecast::{BacktestSummary, Learned, OriginCoverage};

use crate::panel_file::{Ending, Endings, Panel, TimeStyle};

/// Refusals that are listed; the others are counted.
const LISTED: usize = 1000;
/// Refusals that are listed in text.
const LISTED_IN_TEXT: usize = 20;
/// A share of borrowed errors below this is not worth a line.
const BORROWED: f64 = 0.1;

/// The report, as JSON shows it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// How many series the panel has.
    series: usize,
    /// How many of them were forecast.
    forecast: usize,
    /// The first of them.
    refused: Vec<Refusal>,
    /// How many series could not be forecast, those not listed included.
    refused_in_all: usize,
    /// Values that stand in for missing steps, over all series.
    gaps_filled: usize,
    /// Values that were not used since a gap too long to fill lies after them.
    values_before_long_gaps: usize,
    /// Series of years that end before the newest of all.
    ended_early: Vec<Ending>,
    /// Series of years that are zero to their end, two years or more, by the first of these.
    zero_since: Vec<Ending>,
    /// Forecast origins of the rolling back-test.
    backtest_origins: usize,
    /// Series that took part in it.
    backtest_series: usize,
    /// Every method of the contest.
    methods: Vec<MethodRow>,
    /// The error of the combination over the mean yearly change.
    combination_error: Option<f64>,
    /// The share of the error of the last value that the weights save, half of it in sMAPE and half in MASE.
    gain_over_naive: f64,
    /// How far the weights follow the errors of the back-test rather than stay put, from 0 to 1.
    trust: f64,
    /// Share of the errors behind the intervals that come from the shipped pool.
    borrowed_share: f64,
    /// Share of outcomes inside the 80 % interval by steps ahead, in the back-test.
    /// Position 0 is one step ahead; `None` where no outcome is known.
    coverage_80_by_step: Vec<Option<f64>>,
    /// The same of the 95 % interval.
    coverage_95_by_step: Vec<Option<f64>>,
    /// How the intervals held from each forecast origin.
    coverage_by_origin: Vec<OriginRow>,
}

/// How the intervals held from origins this many steps before the end.
#[derive(Debug, Serialize)]
struct OriginRow {
    steps_before_end: usize,
    /// How many outcomes lie after the origin, over all series and steps.
    outcomes: usize,
    /// Shares of them inside the intervals, from 0 to 1.
    within_80: f64,
    within_95: f64,
}

/// A series that could not be forecast.
#[derive(Debug, Serialize)]
pub(super) struct Refusal {
    /// The id of the series, as the panel has it.
    pub(super) series_id: String,
    /// Why, in one sentence.
    pub(super) reason: String,
}

/// One method in the back-test.
#[derive(Debug, Serialize)]
struct MethodRow {
    name: String,
    /// Over the mean yearly change; `None` if it could not be had.
    error: Option<f64>,
    weight: f64,
}

/// The series that could not be forecast: the first of them, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    listed: Vec<Refusal>,
    count: usize,
}

impl Refusals {
    /// Adds more of them.
    /// Those beyond the limit are counted and let go.
    pub(super) fn extend(&mut self, refused: Vec<Refusal>) {
        self.count += refused.len();
        let room = LISTED.saturating_sub(self.listed.len());
        self.listed.extend(refused.into_iter().take(room));
    }
}

/// An error, if there is one.
fn finite(error: f64) -> Option<f64> {
    error.is_finite().then_some(error)
}

impl Report {
    /// The report on a panel of which some series were refused.
    pub(super) fn new(panel: &Panel, learned: &Learned, refusals: Refusals) -> Self {
        let backtest = learned.backtest();
        let endings = Some(&panel.counts.endings).filter(|_| panel.style.is_of_years());
        Self {
            ended_early: endings.map(Endings::early).unwrap_or_default(),
            zero_since: endings.map(Endings::zeros).unwrap_or_default(),
            series: panel.counts.series,
            forecast: panel.counts.series - refusals.count,
            refused: refusals.listed,
            refused_in_all: refusals.count,
            gaps_filled: panel.counts.filled,
            values_before_long_gaps: panel.counts.cut,
            backtest_origins: backtest.origins,
            backtest_series: backtest.series,
            methods: methods(backtest),
            combination_error: finite(backtest.combination_error),
            gain_over_naive: backtest.gain,
            trust: backtest.trust,
            borrowed_share: backtest.borrowed_share,
            coverage_80_by_step: backtest.coverage80.clone(),
            coverage_95_by_step: backtest.coverage95.clone(),
            coverage_by_origin: origins(backtest),
        }
    }

    /// Prints it as text to standard error, which leaves standard output to the rows.
    pub(super) fn tell(&self, style: TimeStyle, lang: Lang) {
        self.tell_counts(lang);
        self.tell_endings(style, lang);
        for refusal in self.refused.iter().take(LISTED_IN_TEXT) {
            tell!("  {}：{}", refusal.series_id, refusal.reason);
        }
        if self.refused_in_all > LISTED_IN_TEXT {
            let more = self.refused_in_all - LISTED_IN_TEXT;
            tell!("  {} {more}", lang.pick("另有", "more:"));
        }
        self.tell_borrowed(lang);
        self.tell_backtest(lang);
    }

    /// How many series were forecast, and how many values were not used.
    fn tell_counts(&self, lang: Lang) {
        let Self { series, forecast, refused_in_all, gaps_filled, .. } = self;
        let cut = self.values_before_long_gaps;
        let (counts, unused) = match lang {
            Lang::Zh => (
                format!(
                    "{series} 个序列，预测 {forecast} 个，不能预测 {refused_in_all} 个；补齐缺口 {gaps_filled} 处"
                ),
                format!("长缺口（超过 5 年）之前的 {cut} 个数值没有使用"),
            ),
            Lang::En => (
                format!(
                    "{series} series, {forecast} forecast, {refused_in_all} refused; {gaps_filled} gaps filled"
                ),
                format!("{cut} values before long gaps (over 5 steps) were not used"),
            ),
        };
        tell!("{counts}");
        if cut > 0 {
            tell!("{unused}");
        }
    }

    /// Which series end before the others, or have come to nothing.
    fn tell_endings(&self, style: TimeStyle, lang: Lang) {
        let listed = |endings: &[Ending]| {
            let listed: Vec<String> = endings
                .iter()
                .map(|ending| {
                    let (year, names) = (style.write(ending.time), ending.names.join("、"));
                    let more = if ending.series > ending.names.len() {
                        lang.pick("等", " …")
                    } else {
                        ""
                    };
                    format!("{year}：{names}{more}（{}）", ending.series)
                })
                .collect();
            listed.join("；")
        };
        if !self.ended_early.is_empty() {
            let said = lang
                .pick("比其他序列早结束，按最后一年：", "ending before the others, by last year: ");
            tell!("{said}{}", listed(&self.ended_early));
        }
        if !self.zero_since.is_empty() {
            let said = lang
                .pick("到末年一直为 0，按起始年：", "zero to the end, by the first such year: ");
            tell!("{said}{}", listed(&self.zero_since));
        }
    }

    /// Where the intervals rest on errors of other panels.
    fn tell_borrowed(&self, lang: Lang) {
        if self.borrowed_share <= BORROWED {
            return;
        }
        let share = 100.0 * self.borrowed_share;
        let text = match lang {
            Lang::Zh => format!("面板较小：区间所依据的误差有 {share:.0}% 借自随程序附带的误差库"),
            Lang::En => format!(
                "a small panel: {share:.0} % of the errors behind the intervals are borrowed from the shipped pool"
            ),
        };
        tell!("{text}");
    }

    /// How the methods did in the back-test, and how they are weighted.
    /// Says nothing where no back-test could be made.
    fn tell_backtest(&self, lang: Lang) {
        let Some(combined) = self.combination_error else { return };
        let method = |row: &MethodRow| {
            Some(format!("{} {:.3}（{:.0}%）", row.name, row.error?, 100.0 * row.weight))
        };
        let methods: Vec<String> = self.methods.iter().filter_map(method).collect();
        let origins = self.backtest_origins;
        let text = match lang {
            Lang::Zh => format!(
                "滚动回测（{origins} 个起点，误差÷年均变动，括号内权重）：组合 {combined:.3}；{}",
                methods.join("，")
            ),
            Lang::En => format!(
                "rolling back-test ({origins} origins, error over mean yearly change, weight in brackets): combination {combined:.3}; {}",
                methods.join(", ")
            ),
        };
        tell!("{text}");
    }
}

/// The rows of the methods, in the order of the kernel; an error that is not finite is left out.
fn methods(backtest: &BacktestSummary) -> Vec<MethodRow> {
    let methods = backtest.methods.iter();
    methods
        .map(|m| MethodRow { name: m.name.clone(), error: finite(m.error), weight: m.weight })
        .collect()
}

/// The rows of the forecast origins, in the order of the back-test.
fn origins(backtest: &BacktestSummary) -> Vec<OriginRow> {
    let row = |origin: &OriginCoverage| OriginRow {
        steps_before_end: origin.back,
        outcomes: origin.outcomes,
        within_80: origin.within80,
        within_95: origin.within95,
    };
    backtest.coverage_by_origin.iter().map(row).collect()
}
