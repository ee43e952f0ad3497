//! `forecast`: any panel, no workspace.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde::Serialize;
use talent_domain::Lang;
use talent_forecast::{Candidate, FitError, Method, PanelRequest, SeriesForecast, forecast_panel};
use talent_workspace::{read_file, write_file};

use crate::Outcome;
use crate::args::{Args, ForecastArgs, Format};
use crate::table::line;

/// A series as it stands in the file: values by step, and whether the steps have gaps.
struct InputSeries {
    id: String,
    values: Vec<f64>,
    filled: usize,
}

#[derive(Serialize)]
struct Report {
    series: usize,
    forecast: usize,
    refused: Vec<Refusal>,
    gaps_filled: usize,
    without_interval: Vec<u8>,
    backtest_origins: usize,
    methods: Vec<MethodRow>,
    combination_error: Option<f64>,
}

#[derive(Serialize)]
struct Refusal {
    series_id: String,
    reason: String,
}

#[derive(Serialize)]
struct MethodRow {
    name: String,
    error: Option<f64>,
    weight: f64,
}

pub(crate) fn forecast(args: &Args, request: &ForecastArgs) -> Result<Outcome> {
    let lang = args.lang();
    let methods: Vec<Method> = if request.method == "auto" {
        Method::ALL.to_vec()
    } else if let Some(method) = Method::from_name(&request.method) {
        vec![method]
    } else {
        let names: Vec<&str> = Method::ALL.iter().map(talent_forecast::Candidate::name).collect();
        eprintln!(
            "--method {}：{} auto、{}",
            request.method,
            lang.pick("可用", "use"),
            names.join("、")
        );
        return Ok(Outcome::WrongInput);
    };
    let text = read_text(&request.input)?;
    let (series, problems) = read_panel(&text, lang)?;
    if !problems.is_empty() {
        let name = request.input.display();
        for problem in problems.iter().take(50) {
            eprintln!("{name}：{problem}");
        }
        if problems.len() > 50 {
            eprintln!("{} {}", lang.pick("另有问题", "more:"), problems.len() - 50);
        }
        return Ok(Outcome::WrongInput);
    }
    let candidates: Vec<&dyn Candidate> = methods.iter().map(|m| m as &dyn Candidate).collect();
    let slices: Vec<&[f64]> = series.iter().map(|one| one.values.as_slice()).collect();
    let horizon = usize::from(request.horizon);
    let result = forecast_panel(&slices, &PanelRequest { horizon, candidates: &candidates });
    let out = write_rows(&series, &result.series, horizon, &request.levels)?;
    put(&request.output, out)?;
    let report = report(&series, &result, &request.levels, horizon);
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(&report)?);
    } else {
        tell(&report, lang);
    }
    Ok(Outcome::Done)
}

fn read_text(path: &Path) -> Result<String> {
    let bytes = read_file(path)?;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut plain)
            .with_context(|| format!("{}: gzip", path.display()))?;
        plain
    } else {
        bytes
    };
    String::from_utf8(bytes).with_context(|| format!("{}: UTF-8", path.display()))
}

/// Reads the panel. Problems are all collected; each names its line.
fn read_panel(text: &str, lang: Lang) -> Result<(Vec<InputSeries>, Vec<String>)> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers()?.clone();
    let find = |names: &[&str]| headings.iter().position(|heading| names.contains(&heading.trim()));
    let (Some(id), Some(step), Some(value)) =
        (find(&["series_id"]), find(&["step", "year"]), find(&["value"]))
    else {
        let expected = lang.pick(
            "表头须有 series_id、step（或 year）、value",
            "headings needed: series_id, step (or year), value",
        );
        return Ok((
            Vec::new(),
            vec![format!("{expected}；{}", headings.iter().collect::<Vec<_>>().join(","))],
        ));
    };
    let mut order: Vec<String> = Vec::new();
    let mut steps: BTreeMap<String, BTreeMap<i64, f64>> = BTreeMap::new();
    let mut problems = Vec::new();
    for record in reader.records() {
        let record = record?;
        let at = record.position().map_or(0, csv::Position::line);
        let cell = |column: usize| record.get(column).unwrap_or("").trim();
        let (Ok(step), text) = (cell(step).parse::<i64>(), cell(value)) else {
            problems.push(format!(
                "{} {at}：{} `{}`",
                lang.pick("行", "line"),
                lang.pick("步数不是整数", "step is not a whole number"),
                cell(step)
            ));
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let Ok(number) = text.parse::<f64>() else {
            problems.push(format!(
                "{} {at}：{} `{text}`",
                lang.pick("行", "line"),
                lang.pick("数值不是数字", "value is not a number")
            ));
            continue;
        };
        let own = steps.entry(cell(id).to_owned()).or_insert_with(|| {
            order.push(cell(id).to_owned());
            BTreeMap::new()
        });
        if own.insert(step, number).is_some() {
            problems.push(format!(
                "{} {at}：{} {} {step}",
                lang.pick("行", "line"),
                cell(id),
                lang.pick("重复的步", "has this step twice:")
            ));
        }
    }
    let series =
        order.into_iter().filter_map(|id| Some(input_series(steps.remove(&id)?, id))).collect();
    Ok((series, problems))
}

/// Fills gaps between steps on a straight line, and counts them.
fn input_series(steps: BTreeMap<i64, f64>, id: String) -> InputSeries {
    let points: Vec<(i64, f64)> = steps.into_iter().collect();
    let mut values = Vec::with_capacity(points.len());
    for pair in points.windows(2) {
        let ((from, a), (to, b)) = (pair[0], pair[1]);
        // A gap wider than a century is no gap but another numbering.
        let width = (to - from).min(100);
        values.extend((0..width).map(|t| a + (b - a) * t as f64 / width as f64));
    }
    values.extend(points.last().map(|&(_, value)| value));
    InputSeries { id, filled: values.len() - points.len(), values }
}

fn write_rows(
    series: &[InputSeries],
    forecasts: &[Result<SeriesForecast, FitError>],
    horizon: usize,
    levels: &[u8],
) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut headings = vec!["series_id".to_owned(), "step".to_owned(), "mean".to_owned()];
    headings.extend(levels.iter().flat_map(|level| [format!("lo{level}"), format!("hi{level}")]));
    writer.write_record(&headings)?;
    for (one, forecast) in series.iter().zip(forecasts) {
        let median = forecast.as_ref().map(|f| f.forecast.median()).unwrap_or_default();
        for step in 1..=horizon {
            let mut row = vec![one.id.clone(), step.to_string()];
            row.push(median.get(step - 1).map_or_else(String::new, ToString::to_string));
            for level in levels {
                let interval = forecast
                    .as_ref()
                    .ok()
                    .and_then(|f| f.forecast.interval(step, f64::from(*level) / 100.0));
                row.push(interval.map_or_else(String::new, |i| i.lower.to_string()));
                row.push(interval.map_or_else(String::new, |i| i.upper.to_string()));
            }
            writer.write_record(&row)?;
        }
    }
    Ok(writer.into_inner()?)
}

fn put(path: &Path, bytes: Vec<u8>) -> Result<()> {
    if path == Path::new("-") {
        std::io::stdout().write_all(&bytes)?;
        return Ok(());
    }
    let bytes = if path.extension().is_some_and(|extension| extension == "gz") {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&bytes)?;
        encoder.finish()?
    } else {
        bytes
    };
    Ok(write_file(path, &bytes)?)
}

fn report(
    series: &[InputSeries],
    result: &talent_forecast::PanelForecast,
    levels: &[u8],
    horizon: usize,
) -> Report {
    let refused: Vec<Refusal> = series
        .iter()
        .zip(&result.series)
        .filter_map(|(one, forecast)| {
            let reason = forecast.as_ref().err()?.to_string();
            Some(Refusal { series_id: one.id.clone(), reason })
        })
        .collect();
    let first = result.series.iter().flatten().next();
    let without_interval = levels
        .iter()
        .copied()
        .filter(|level| {
            first.is_some_and(|f| {
                (1..=horizon)
                    .any(|step| f.forecast.interval(step, f64::from(*level) / 100.0).is_none())
            })
        })
        .collect();
    let finite = |error: f64| error.is_finite().then_some(error);
    Report {
        series: series.len(),
        forecast: series.len() - refused.len(),
        refused,
        gaps_filled: series.iter().map(|one| one.filled).sum(),
        without_interval,
        backtest_origins: result.backtest.origins,
        methods: result
            .backtest
            .methods
            .iter()
            .map(|m| MethodRow { name: m.name.clone(), error: finite(m.error), weight: m.weight })
            .collect(),
        combination_error: finite(result.backtest.combination_error),
    }
}

fn tell(report: &Report, lang: Lang) {
    let zh = lang == Lang::Zh;
    eprintln!(
        "{}",
        if zh {
            format!(
                "{} 个序列，预测 {} 个，不能预测 {} 个；补齐缺口 {} 处",
                report.series,
                report.forecast,
                report.refused.len(),
                report.gaps_filled
            )
        } else {
            format!(
                "{} series, {} forecast, {} refused; {} gaps filled",
                report.series,
                report.forecast,
                report.refused.len(),
                report.gaps_filled
            )
        }
    );
    for refusal in report.refused.iter().take(20) {
        eprintln!("  {}：{}", refusal.series_id, refusal.reason);
    }
    if report.refused.len() > 20 {
        eprintln!("  {} {}", lang.pick("另有", "more:"), report.refused.len() - 20);
    }
    for level in &report.without_interval {
        eprintln!(
            "{}",
            if zh {
                format!("面板太小，回测误差不足以保证部分步的 {level}% 区间，已留空")
            } else {
                format!("the panel is too small to promise {level} % at every step; left empty")
            }
        );
    }
    if let Some(combined) = report.combination_error {
        let rows: Vec<String> = report
            .methods
            .iter()
            .filter_map(|m| Some(format!("{} {:.3}（{:.0}%）", m.name, m.error?, 100.0 * m.weight)))
            .collect();
        eprintln!(
            "{}",
            if zh {
                format!(
                    "滚动回测（{} 个起点，误差÷年均变动，括号内权重）：组合 {combined:.3}；{}",
                    report.backtest_origins,
                    rows.join("，")
                )
            } else {
                format!(
                    "rolling back-test ({} origins, error over mean yearly change, weight in brackets): combination {combined:.3}; {}",
                    report.backtest_origins,
                    rows.join(", ")
                )
            }
        );
    }
}
