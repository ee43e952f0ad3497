//! Back-tests of the stages of a workspace.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_pipeline::{BacktestStage, Case, StageCases, StageScore, backtest_stage, evaluate};
use talent_report::{Chart, ErrorCurve, StageCurves, backtest_chart};
use talent_workspace::{Workspace, write_file};

use crate::Outcome;
use crate::args::{Args, BacktestArgs, Format};
use crate::data::progress_bar;
use crate::output::{PNG_SCALE, can_draw, save_chart};
use crate::table::{aligned, line};

/// Years ahead and origins where none are asked for.
const HORIZON: u16 = 6;
const ORIGINS: u16 = 4;

/// One method on one group of cases.
#[derive(Debug, Serialize)]
struct Row {
    stage: &'static str,
    /// Years ahead, of a row of one.
    #[serde(skip)]
    step: Option<usize>,
    /// `all`, a number of years ahead, or a size of cells.
    group: String,
    method: String,
    cases: usize,
    wape: Option<f64>,
    mape: Option<f64>,
    mase: Option<f64>,
    relative_loss: Option<f64>,
    direction: Option<f64>,
    relative_growth: Option<f64>,
    inside80: Option<f64>,
    inside95: Option<f64>,
    interval_score: Option<f64>,
    /// Share of block resamples of the origins in which ours is the better.
    beaten: Option<f64>,
}

impl Row {
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
const SIZES: [(&str, f64, f64); 4] = [
    ("<50", 0.0, 50.0),
    ("50–200", 50.0, 200.0),
    ("200–10000", 200.0, 10_000.0),
    (">10000", 10_000.0, f64::INFINITY),
];

fn rows(found: &StageCases) -> Vec<Row> {
    let group = |name: &str, step: Option<usize>, keep: &dyn Fn(&Case) -> bool| -> Vec<Row> {
        let cases: Vec<&Case> = found.cases.iter().filter(|case| keep(case)).collect();
        if cases.is_empty() {
            return Vec::new();
        }
        let scores = evaluate(&found.methods, &cases);
        scores.into_iter().map(|score| Row::new(found.stage, name, step, score)).collect()
    };
    let steps = found.cases.iter().map(|case| case.step).max().unwrap_or(0);
    let mut rows: Vec<Row> = (1..=steps)
        .flat_map(|step| group(&format!("h={step}"), Some(step), &|c| c.step == step))
        .collect();
    rows.extend(SIZES.iter().flat_map(|(name, from, to)| {
        group(name, None, &|case| (*from..*to).contains(&case.last.abs()))
    }));
    rows.extend(group("all", None, &|_| true));
    rows
}

pub(crate) async fn backtest(
    args: &Args,
    stages: &[BacktestStage],
    request: &BacktestArgs,
) -> Result<Outcome> {
    let lang = args.lang();
    if request.chart.as_ref().is_some_and(|path| !can_draw(path, lang)) {
        return Ok(Outcome::WrongInput);
    }
    let (horizon, origins) =
        (request.horizon.unwrap_or(HORIZON), request.origins.unwrap_or(ORIGINS));
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let bar = progress_bar(stages.len() as u64);
    let (mut all, mut found) = (Vec::new(), Vec::new());
    let mut without = Vec::new();
    for &stage in stages {
        bar.set_message(stage.name());
        let stage = backtest_stage(&workspace, stage, horizon.into(), origins.into()).await?;
        let rows = rows(&stage);
        if rows.is_empty() {
            without.push(stage.stage.name());
        }
        all.extend(rows);
        found.push(stage);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let city = workspace.config().city.name.clone();
    workspace.close().await;
    for stage in &without {
        eprintln!(
            "{}",
            match lang {
                Lang::Zh => format!(
                    "环节 {stage} 没有可检验的年份：数据须比起点再多 {horizon} 年；可减小 --horizon 或 --origins"
                ),
                Lang::En => format!(
                    "stage {stage}: no year to check; figures must go {horizon} years beyond an origin; try a smaller --horizon or --origins"
                ),
            }
        );
    }
    print(args, &all)?;
    for stage in found.iter().filter(|stage| stage.simulated && !stage.cases.is_empty()) {
        let name = stage_name(stage.stage, lang);
        eprintln!(
            "{}",
            match lang {
                Lang::Zh => format!("【模拟数据】{name}的实际值为模拟数据，命中与否不说明真实精度"),
                Lang::En =>
                    format!("SIMULATED: what came of {name} is simulated and proves nothing"),
            }
        );
    }
    if let Some(path) = &request.cases {
        write_file(path, &cases_csv(&found)?)?;
    }
    if let Some(path) = &request.chart {
        let title = save_chart(chart(&city, &found, &all, lang), path, PNG_SCALE)?;
        if args.format == Format::Text {
            line(&format!("{title}：{}", path.display()));
        }
    }
    Ok(if without.len() == stages.len() { Outcome::WrongInput } else { Outcome::Done })
}

/// Errors and coverage by years ahead, a row a stage that could be checked.
fn chart(city: &str, stages: &[StageCases], rows: &[Row], lang: Lang) -> Chart {
    let curves = |stage: &StageCases| {
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
        let inside =
            of_stage.iter().filter_map(|row| Some((row.step?, row.inside80?, row.inside95?)));
        StageCurves {
            name: stage_name(stage.stage, lang).to_owned(),
            methods: stage.methods.iter().map(errors).collect(),
            inside: inside.collect(),
            simulated: stage.simulated,
        }
    };
    let checked: Vec<&StageCases> = stages.iter().filter(|stage| !stage.cases.is_empty()).collect();
    let origins = || checked.iter().flat_map(|stage| &stage.cases).map(|case| case.origin);
    let span = (origins().min().unwrap_or(0), origins().max().unwrap_or(0));
    let title = match lang {
        Lang::Zh => format!("{city}：预测回测（起点 {}—{} 年）", span.0, span.1),
        Lang::En => format!("Back-test, origins {} to {}", span.0, span.1),
    };
    let notes = [lang
        .pick(
            "每个起点只用当时已公布的数字；需求不可直接观测，实际值按同一方法由实际用工推算。",
            "Only what was published at each origin is used; demand is rebuilt on the employment that came.",
        )
        .to_owned()];
    let curves: Vec<StageCurves> = checked.into_iter().map(curves).collect();
    backtest_chart(title, &curves, &notes, lang)
}

/// What a stage forecasts.
fn stage_name(stage: BacktestStage, lang: Lang) -> &'static str {
    match stage {
        BacktestStage::Industry => lang.pick("分行业从业人员", "employment by section"),
        BacktestStage::Supply => lang.pick("分专业毕业生", "graduates by programme"),
        BacktestStage::Demand => lang.pick("分专业累计需求", "openings by programme, summed"),
        BacktestStage::Balance => lang.pick("分专业累计缺口", "balance by programme, summed"),
    }
}

/// A line for every forecast of every method; the intervals are those of the product.
fn cases_csv(stages: &[StageCases]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "stage",
        "id",
        "origin",
        "year",
        "steps_ahead",
        "last_known",
        "actual",
        "method",
        "forecast",
        "lower80",
        "upper80",
        "lower95",
        "upper95",
    ])?;
    for stage in stages {
        for case in &stage.cases {
            for (m, (method, forecast)) in stage.methods.iter().zip(&case.forecasts).enumerate() {
                let end = |value: f64| if m == 0 { value.to_string() } else { String::new() };
                writer.write_record([
                    stage.stage.name(),
                    &case.id,
                    &case.origin.to_string(),
                    &(case.origin + case.step as i32).to_string(),
                    &case.step.to_string(),
                    &case.last.to_string(),
                    &case.actual.to_string(),
                    method,
                    &forecast.to_string(),
                    &end(case.p80.0),
                    &end(case.p80.1),
                    &end(case.p95.0),
                    &end(case.p95.1),
                ])?;
            }
        }
    }
    Ok(writer.into_inner()?)
}

fn print(args: &Args, rows: &[Row]) -> Result<()> {
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(rows)?);
        return Ok(());
    }
    let headings = match args.lang() {
        Lang::Zh => [
            "环节",
            "分组",
            "方法",
            "数",
            "WAPE%",
            "MAPE%",
            "MASE",
            "相对损失",
            "方向对%",
            "快慢对%",
            "80%内",
            "95%内",
            "区间分",
            "本系统更好%",
        ],
        Lang::En => [
            "stage",
            "group",
            "method",
            "n",
            "WAPE%",
            "MAPE%",
            "MASE",
            "rel. loss",
            "direction%",
            "faster%",
            "in 80%",
            "in 95%",
            "int. score",
            "ours better%",
        ],
    };
    let number = |value: Option<f64>, times: f64, digits: usize| {
        value.map_or_else(|| "—".to_owned(), |value| format!("{:.digits$}", times * value))
    };
    let body: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.stage.to_owned(),
                row.group.clone(),
                row.method.clone(),
                row.cases.to_string(),
                number(row.wape, 100.0, 2),
                number(row.mape, 100.0, 2),
                number(row.mase, 1.0, 3),
                number(row.relative_loss, 1.0, 3),
                number(row.direction, 100.0, 0),
                number(row.relative_growth, 100.0, 0),
                number(row.inside80, 100.0, 1),
                number(row.inside95, 100.0, 1),
                number(row.interval_score, 1.0, 2),
                number(row.beaten, 100.0, 0),
            ]
        })
        .collect();
    if !body.is_empty() {
        line(&aligned(&headings, &body));
    }
    Ok(())
}
