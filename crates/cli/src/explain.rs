//! `explain`: what stands behind the forecast of one series of a panel.

use anyhow::{Context as _, Result};
use serde::Serialize;
use talent_domain::{Lang, Year};
use talent_forecast::{Contest, Explained, OddityKind, PanelRequest, SeriesForecast, View};
use talent_outlook::{Oddity, Point};
use talent_pipeline::{explanation, forecast_points};
use talent_report::{Diagnostic, FanSubject, diagnostic_chart, explain_forecast, method_name};

use crate::Outcome;
use crate::args::{Args, ExplainArgs, Format};
use crate::forecast::learn;
use crate::output::{PNG_SCALE, can_draw, save_chart};
use crate::panel_file::{InputSeries, Panel};
use crate::table::{aligned, line};

#[derive(Debug, Serialize)]
struct Report {
    series_id: String,
    explanation: String,
    methods: Vec<Member>,
    past: Vec<PastRow>,
    forecast: Vec<ForecastRow>,
}

#[derive(Debug, Serialize)]
struct Member {
    name: String,
    weight: f64,
    path: Vec<f64>,
}

#[derive(Debug, Serialize)]
struct PastRow {
    time: i64,
    value: f64,
    /// The forecast one step before.
    fitted: Option<f64>,
    residual: Option<f64>,
    odd: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct ForecastRow {
    time: i64,
    median: f64,
    lo80: f64,
    hi80: f64,
    lo95: f64,
    hi95: f64,
}

pub(crate) fn explain(args: &Args, request: &ExplainArgs) -> Result<Outcome> {
    let lang = args.lang();
    if request.chart.as_ref().is_some_and(|path| !can_draw(path, lang)) {
        return Ok(Outcome::WrongInput);
    }
    let Some(panel) = Panel::open_or_tell(&request.input, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let horizon = usize::from(request.horizon);
    let of_panel = PanelRequest::auto(horizon);
    let learned = learn(&panel, &of_panel, None, lang)?;
    let Some((index, one)) = find(&panel, &request.series, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let mut room = learned.room();
    let contest = Contest::Auto(&[]);
    let explained = match learned.explain(index, &one.values, contest, &mut room) {
        Ok(explained) => explained,
        Err(error) => {
            eprintln!("{}：{error}", one.id);
            return Ok(Outcome::WrongInput);
        }
    };
    let series = learned.series(index, &one.values, contest, &mut room)?;
    let explanation = explanation(learned.backtest(), &series);
    let view = learned.forecast(index, &one.values, contest, &mut room)?;
    let report = report(&one, &explained, &view, horizon, explain_forecast(&explanation, lang));
    if let Some(path) = &request.chart {
        let chart = chart(&one, &explained, &series, &request.input.display().to_string(), lang)
            .context("chart")?;
        save_chart(chart, path, PNG_SCALE)?;
    }
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(&report)?);
    } else {
        tell(&report, lang);
    }
    Ok(Outcome::Done)
}

/// The series of this id with its place; says which are near if there is none.
fn find(panel: &Panel, id: &str, lang: Lang) -> Result<Option<(usize, InputSeries)>> {
    let (mut at, mut found, mut like) = (0, None, Vec::new());
    panel.each_batch(lang, &mut |batch| {
        for one in batch {
            if one.id == id {
                found = Some((at, one.clone()));
            } else if like.len() < 8 && (one.id.contains(id) || at < 4) {
                like.push(one.id.clone());
            }
            at += 1;
        }
        Ok(())
    })?;
    if found.is_none() {
        let there = lang.pick("没有这个序列；例如有", "no such series; there are, for example,");
        eprintln!("--series {id}：{there} {}", like.join("、"));
    }
    Ok(found)
}

fn report(
    one: &InputSeries,
    explained: &Explained,
    view: &View<'_>,
    horizon: usize,
    explanation: String,
) -> Report {
    let first = one.last - one.values.len() as i64 + 1;
    let past = one.values.iter().enumerate().map(|(t, &value)| {
        let fitted = t.checked_sub(1).and_then(|before| explained.fitted.get(before)).copied();
        let odd =
            explained.oddities.iter().find(|odd| odd.position == t).map(|odd| match odd.kind {
                OddityKind::Outlier => "outlier",
                OddityKind::LevelShift => "level-shift",
            });
        let residual = fitted.map(|fitted| value - fitted);
        PastRow { time: first + t as i64, value, fitted, residual, odd }
    });
    let forecast = (1..=horizon).map(|step| {
        let (narrow, wide) = (view.interval(step, 0.8), view.interval(step, 0.95));
        ForecastRow {
            time: one.last + step as i64,
            median: view.median(step),
            lo80: narrow.lower,
            hi80: narrow.upper,
            lo95: wide.lower,
            hi95: wide.upper,
        }
    });
    Report {
        series_id: one.id.clone(),
        explanation,
        methods: explained
            .members
            .iter()
            .map(|m| Member { name: m.name.clone(), weight: m.weight, path: m.path.clone() })
            .collect(),
        past: past.collect(),
        forecast: forecast.collect(),
    }
}

fn tell(report: &Report, lang: Lang) {
    line(&report.series_id);
    line(report.explanation.trim());
    let number = short;
    let steps = report.forecast.len();
    let rows: Vec<Vec<String>> = report
        .methods
        .iter()
        .filter(|m| m.weight >= 0.005)
        .map(|m| {
            vec![
                method_name(&m.name, lang).to_owned(),
                format!("{:.0}%", 100.0 * m.weight),
                number(m.path[0]),
                number(m.path[steps - 1]),
            ]
        })
        .collect();
    let last = report.forecast[steps - 1].time.to_string();
    let next = report.forecast[0].time.to_string();
    line("");
    line(&aligned(
        &[lang.pick("方法", "method"), lang.pick("权重", "weight"), &next, &last],
        &rows,
    ));
    let rows: Vec<Vec<String>> = report
        .past
        .iter()
        .map(|row| {
            let optional = |value: Option<f64>| value.map_or_else(String::new, number);
            let odd = match row.odd {
                Some("outlier") => lang.pick("疑似异常值", "outlier?"),
                Some(_) => lang.pick("水平位移", "level shift?"),
                None => "",
            };
            vec![
                row.time.to_string(),
                number(row.value),
                optional(row.fitted),
                optional(row.residual),
                odd.to_owned(),
            ]
        })
        .collect();
    line("");
    let headings = match lang {
        Lang::Zh => ["时间", "数值", "当时提前一步的预测", "残差", "标记"],
        Lang::En => ["time", "value", "forecast one step before", "residual", "mark"],
    };
    line(&aligned(&headings, &rows));
    let rows: Vec<Vec<String>> = report
        .forecast
        .iter()
        .map(|row| {
            vec![
                row.time.to_string(),
                number(row.median),
                format!("{} – {}", number(row.lo80), number(row.hi80)),
                format!("{} – {}", number(row.lo95), number(row.hi95)),
            ]
        })
        .collect();
    line("");
    line(&aligned(
        &[lang.pick("时间", "time"), lang.pick("预测", "forecast"), "80%", "95%"],
        &rows,
    ));
}

/// At most six significant digits.
fn short(value: f64) -> String {
    let digits = if value == 0.0 { 0 } else { 5 - value.abs().log10().floor() as i32 };
    let text = format!("{:.*}", usize::try_from(digits.clamp(0, 9)).unwrap_or(0), value);
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.replace('-', "−")
}

/// History, one-step forecasts, residuals and what is to come.
fn chart(
    one: &InputSeries,
    explained: &Explained,
    series: &SeriesForecast,
    source: &str,
    lang: Lang,
) -> Result<talent_report::Chart> {
    // Steps that are no years lie on the same line of whole numbers.
    let zero = Year::new(1900)?;
    let at = |time: i64| zero + (time - 1900) as i32;
    let first = one.last - one.values.len() as i64 + 1;
    let odd = |t: usize| {
        let mark = explained.oddities.iter().find(|odd| odd.position == t)?;
        Some(match mark.kind {
            OddityKind::Outlier => Oddity::Outlier,
            OddityKind::LevelShift => Oddity::LevelShift,
        })
    };
    let history: Vec<Point> = one
        .values
        .iter()
        .enumerate()
        .map(|(t, &value)| Point { year: at(first + t as i64), value, odd: odd(t) })
        .collect();
    let fitted: Vec<Point> = explained
        .fitted
        .iter()
        .enumerate()
        .map(|(t, &value)| Point { year: at(first + t as i64 + 1), value, odd: None })
        .collect();
    let forecast = forecast_points(series, at(one.last));
    let subject = FanSubject {
        title: one.id.clone(),
        history: (&history[..]).into(),
        forecast: &forecast,
        estimated_until: None,
        simulated: false,
    };
    let notes = [format!("{}：{source}", lang.pick("数据", "data"))];
    Ok(diagnostic_chart(&Diagnostic { subject, fitted: &fitted }, &notes, lang))
}
