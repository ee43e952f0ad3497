//! `forecast`: any panel, no workspace.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use serde::Serialize;
use talent_domain::Lang;
use talent_forecast::{Contest, Domain, Learned, Method, PanelRequest, Room, Sample};
use talent_workspace::PendingFile;

use crate::Outcome;
use crate::args::{Args, ForecastArgs, Format};
use crate::data::progress_bar;
use crate::panel_file::{InputSeries, Panel};
use crate::table::line;

/// Refusals that are listed; the others are counted.
const LISTED: usize = 1000;
/// Series forecast by one thread at a time.
const CHUNK: usize = 128;

#[derive(Debug, Default, Serialize)]
struct Report {
    series: usize,
    forecast: usize,
    refused: Vec<Refusal>,
    refused_in_all: usize,
    gaps_filled: usize,
    values_before_long_gaps: usize,
    backtest_origins: usize,
    backtest_series: usize,
    methods: Vec<MethodRow>,
    combination_error: Option<f64>,
    gain_over_naive: f64,
    trust: f64,
    borrowed_share: f64,
    coverage_80_by_step: Vec<Option<f64>>,
    coverage_95_by_step: Vec<Option<f64>>,
    coverage_by_origin: Vec<OriginRow>,
}

/// How the intervals held from origins this many steps before the end.
#[derive(Debug, Serialize)]
struct OriginRow {
    steps_before_end: usize,
    outcomes: usize,
    within_80: f64,
    within_95: f64,
}

#[derive(Debug, Serialize)]
struct Refusal {
    series_id: String,
    reason: String,
}

#[derive(Debug, Serialize)]
struct MethodRow {
    name: String,
    error: Option<f64>,
    weight: f64,
}

/// The method of this name; `None` is the kernel's own choice. Says which there are if there is none
/// of this name.
pub(crate) fn method(name: &str, lang: Lang) -> Result<Option<Method>, Outcome> {
    let method = Method::from_name(name);
    if method.is_none() && name != "auto" {
        let names: Vec<&str> = Method::ALL.iter().map(talent_forecast::Candidate::name).collect();
        let use_one = lang.pick("可用", "use one of");
        eprintln!("--method {name}：{use_one} auto、{}", names.join("、"));
        return Err(Outcome::WrongInput);
    }
    Ok(method)
}

/// Who forecasts.
pub(crate) fn contest(method: Option<&Method>) -> Contest<'_> {
    method.map_or(Contest::Auto(&[]), |method| Contest::One(method))
}

/// Learns from a panel, a batch at a time.
pub(crate) fn learn(
    panel: &Panel,
    request: &PanelRequest<'_>,
    last: Option<u16>,
    lang: Lang,
) -> Result<Learned> {
    let mut sample = Sample::default();
    panel.each_batch(lang, &mut |batch| {
        for one in batch {
            sample.offer(one.newest(last));
        }
        Ok(())
    })?;
    Ok(Learned::from_sample(&sample, request))
}

pub(crate) fn forecast(args: &Args, request: &ForecastArgs) -> Result<Outcome> {
    let lang = args.lang();
    let method = match method(&request.method, lang) {
        Ok(method) => method,
        Err(outcome) => return Ok(outcome),
    };
    let Some(panel) = Panel::open_or_tell(&request.input, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let horizon = usize::from(request.horizon);
    let contest = contest(method.as_ref());
    let of_panel = PanelRequest { horizon, contest, domain: Domain::FromData };
    let learned = learn(&panel, &of_panel, request.last, lang)?;
    let work = Work { learned: &learned, contest, horizon, request, by_year: panel.by_year };
    let mut out = Output::create(&request.output)?;
    out.write_all(work.headings().as_bytes())?;
    let (mut refused, mut listed, mut done) = (0, Vec::new(), 0);
    let bar = progress_bar(panel.series as u64);
    panel.each_batch(lang, &mut |batch| {
        let parts: Vec<Part> = batch
            .par_chunks(CHUNK)
            .enumerate()
            .map_init(
                || learned.room(),
                |room, (k, chunk)| work.part(done + k * CHUNK, chunk, room),
            )
            .collect();
        for part in parts {
            out.write_all(&part.rows)?;
            refused += part.refused.len();
            let room = LISTED.saturating_sub(listed.len());
            listed.extend(part.refused.into_iter().take(room));
        }
        done += batch.len();
        bar.set_position(done as u64);
        Ok(())
    })?;
    bar.finish_and_clear();
    out.finish()?;
    let report = report(&panel, &learned, listed, refused);
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(&report)?);
    } else {
        tell(&report, lang);
    }
    Ok(Outcome::Done)
}

/// What every series is forecast with.
struct Work<'a> {
    learned: &'a Learned,
    contest: Contest<'a>,
    horizon: usize,
    request: &'a ForecastArgs,
    by_year: bool,
}

/// Rows of a few series.
struct Part {
    rows: Vec<u8>,
    refused: Vec<Refusal>,
}

impl Work<'_> {
    fn headings(&self) -> String {
        let ends = self.request.levels.iter().map(|level| format!(",lo{level},hi{level}"));
        let year = if self.by_year { ",year" } else { "" };
        format!("series_id,step,mean{}{year}\n", ends.collect::<String>())
    }

    fn part(&self, first: usize, series: &[InputSeries], room: &mut Room) -> Part {
        let mut part = Part { rows: Vec::new(), refused: Vec::new() };
        for (k, one) in series.iter().enumerate() {
            if let Err(error) = self.rows(first + k, one, room, &mut part.rows) {
                part.refused.push(Refusal { series_id: one.id.clone(), reason: error.to_string() });
            }
        }
        part
    }

    /// The rows of one series; without figures if it cannot be forecast.
    fn rows(
        &self,
        index: usize,
        one: &InputSeries,
        room: &mut Room,
        rows: &mut Vec<u8>,
    ) -> Result<()> {
        let values = one.newest(self.request.last);
        let forecast = self.learned.forecast(index, values, self.contest, room);
        let id = quoted(&one.id);
        for step in 1..=self.horizon {
            write!(rows, "{id},{step},")?;
            if let Ok(forecast) = &forecast {
                write!(rows, "{}", rounded(forecast.median(step)))?;
            }
            for level in &self.request.levels {
                match &forecast {
                    Ok(forecast) => {
                        let interval = forecast.interval(step, f64::from(*level) / 100.0);
                        write!(rows, ",{},{}", rounded(interval.lower), rounded(interval.upper))?;
                    }
                    Err(_) => write!(rows, ",,")?,
                }
            }
            if self.by_year {
                write!(rows, ",{}", one.last + step as i64)?;
            }
            rows.push(b'\n');
        }
        forecast?;
        Ok(())
    }
}

/// At ten significant digits: more would be noise of the arithmetic.
fn rounded(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

/// A cell of a CSV file.
fn quoted(id: &str) -> std::borrow::Cow<'_, str> {
    if id.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", id.replace('"', "\"\"")).into()
    } else {
        id.into()
    }
}

/// Where the rows go: a file that is there whole or not at all, packed by its ending, or standard
/// output.
enum Output {
    Plain(BufWriter<PendingFile>),
    Packed(GzEncoder<PendingFile>),
    Standard(BufWriter<std::io::Stdout>),
}

impl Output {
    fn create(path: &Path) -> Result<Self> {
        if path == Path::new("-") {
            return Ok(Self::Standard(BufWriter::new(std::io::stdout())));
        }
        let file = PendingFile::create(path)?;
        Ok(if path.extension().is_some_and(|extension| extension == "gz") {
            Self::Packed(GzEncoder::new(file, Compression::default()))
        } else {
            Self::Plain(BufWriter::new(file))
        })
    }

    fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(bytes),
            Self::Packed(file) => file.write_all(bytes),
            Self::Standard(out) => out.write_all(bytes),
        }
    }

    fn finish(self) -> Result<()> {
        match self {
            Self::Plain(file) => {
                Ok(file.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish()?)
            }
            Self::Packed(file) => Ok(file.finish()?.finish()?),
            Self::Standard(mut out) => Ok(out.flush()?),
        }
    }
}

fn report(
    panel: &Panel,
    learned: &Learned,
    refused: Vec<Refusal>,
    refused_in_all: usize,
) -> Report {
    let backtest = learned.backtest();
    let finite = |error: f64| error.is_finite().then_some(error);
    let methods = backtest.methods.iter();
    Report {
        series: panel.series,
        forecast: panel.series - refused_in_all,
        refused,
        refused_in_all,
        gaps_filled: panel.filled,
        values_before_long_gaps: panel.cut,
        backtest_origins: backtest.origins,
        backtest_series: backtest.series,
        methods: methods
            .map(|m| MethodRow { name: m.name.clone(), error: finite(m.error), weight: m.weight })
            .collect(),
        combination_error: finite(backtest.combination_error),
        gain_over_naive: backtest.gain,
        trust: backtest.trust,
        borrowed_share: backtest.borrowed_share,
        coverage_80_by_step: backtest.coverage80.clone(),
        coverage_95_by_step: backtest.coverage95.clone(),
        coverage_by_origin: backtest
            .coverage_by_origin
            .iter()
            .map(|origin| OriginRow {
                steps_before_end: origin.back,
                outcomes: origin.outcomes,
                within_80: origin.within80,
                within_95: origin.within95,
            })
            .collect(),
    }
}

fn tell(report: &Report, lang: Lang) {
    let Report { series, forecast, refused_in_all, gaps_filled, .. } = report;
    eprintln!(
        "{}",
        match lang {
            Lang::Zh => format!(
                "{series} 个序列，预测 {forecast} 个，不能预测 {refused_in_all} 个；补齐缺口 {gaps_filled} 处"
            ),
            Lang::En => format!(
                "{series} series, {forecast} forecast, {refused_in_all} refused; {gaps_filled} gaps filled"
            ),
        }
    );
    if report.values_before_long_gaps > 0 {
        let cut = report.values_before_long_gaps;
        eprintln!(
            "{}",
            match lang {
                Lang::Zh => format!("长缺口（超过 5 年）之前的 {cut} 个数值没有使用"),
                Lang::En => format!("{cut} values before long gaps (over 5 steps) were not used"),
            }
        );
    }
    for refusal in report.refused.iter().take(20) {
        eprintln!("  {}：{}", refusal.series_id, refusal.reason);
    }
    if *refused_in_all > 20 {
        eprintln!("  {} {}", lang.pick("另有", "more:"), refused_in_all - 20);
    }
    if report.borrowed_share > 0.1 {
        let share = 100.0 * report.borrowed_share;
        eprintln!(
            "{}",
            match lang {
                Lang::Zh =>
                    format!("面板较小：区间所依据的误差有 {share:.0}% 借自随程序附带的误差库"),
                Lang::En => format!(
                    "a small panel: {share:.0} % of the errors behind the intervals are borrowed from the shipped pool"
                ),
            }
        );
    }
    let Some(combined) = report.combination_error else { return };
    let rows: Vec<String> = report
        .methods
        .iter()
        .filter_map(|m| Some(format!("{} {:.3}（{:.0}%）", m.name, m.error?, 100.0 * m.weight)))
        .collect();
    let origins = report.backtest_origins;
    eprintln!(
        "{}",
        match lang {
            Lang::Zh => format!(
                "滚动回测（{origins} 个起点，误差÷年均变动，括号内权重）：组合 {combined:.3}；{}",
                rows.join("，")
            ),
            Lang::En => format!(
                "rolling back-test ({origins} origins, error over mean yearly change, weight in brackets): combination {combined:.3}; {}",
                rows.join(", ")
            ),
        }
    );
}
