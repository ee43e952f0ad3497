//! `demo`: the whole way on the embedded data.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use indicatif::ProgressBar;
use talent_domain::Lang;
use talent_ingest::{InputFile, Unlikely};
use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_pipeline::embedded::{EmbeddedFile, LINFEN, LINFEN_SIMULATED};
use talent_pipeline::{RunOutcome, compute, ingest, publish};
use talent_report::figures::{interval, or_none, ratio, rough, whole};
use talent_report::{ChartKind, draw, has_chinese_font, render_html};
use talent_warning::WarningLevel;
use talent_workspace::Workspace;

use crate::args::Args;
use crate::caller::Caller;
use crate::data::{make_workspace, progress_bar};
use crate::documents::Paper;
use crate::show::simulated;
use crate::table::{aligned, line};
use crate::{Outcome, findings};

/// Stages and how long each took.
struct Stages {
    bar: ProgressBar,
    begun: Instant,
    done: Vec<(&'static str, Duration)>,
}

impl Stages {
    fn end(&mut self, name: &'static str) {
        self.done.push((name, self.begun.elapsed()));
        self.begun = Instant::now();
        self.bar.set_message(name);
        self.bar.inc(1);
        if self.bar.is_hidden() {
            line(&format!("✓ {name}"));
        }
    }
}

pub(crate) async fn demo(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let folder = args.workspace_or("talent-demo");
    let mut stages = Stages { bar: progress_bar(5), begun: Instant::now(), done: Vec::new() };
    let workspace = if folder.join("talent.toml").exists() {
        Workspace::open(&folder).await?
    } else {
        make_workspace(&folder).await?
    };
    stages.end(lang.pick("工作区", "workspace"));
    for set in [LINFEN, LINFEN_SIMULATED] {
        take_in(args, &workspace, set).await?;
    }
    stages.end(lang.pick("数据导入", "data taken in"));
    let caller = Caller::now();
    let outcome = compute(&workspace, caller.act(), &|_| {}).await?;
    let published = publish(&workspace, outcome.record.id, caller.act()).await?;
    stages.end(lang.pick("预测、平衡、预警", "forecasts, balance, warnings"));
    let mut written = write_charts(&workspace, &outcome.outlook, lang)?;
    stages.end(lang.pick("图表", "charts"));
    for paper in Paper::ALL {
        let document = paper.compose(&workspace, &published, &outcome.outlook).await?;
        let html = render_html(&document)?;
        let name = paper.file_name(&published.publication);
        written.push(workspace.write_output(&name, html.as_bytes())?);
    }
    stages.end(lang.pick("通报和年度报告", "bulletin and yearly reports"));
    stages.bar.finish_and_clear();
    workspace.close().await;
    summary(args, &outcome, &written, &stages);
    let shown = folder.display();
    line(&format!(
        "{}：talent serve --workspace {shown}",
        lang.pick("查看网页", "to see the pages")
    ));
    line(&format!("    cargo run --release -- serve --workspace {shown}"));
    Ok(Outcome::Done)
}

async fn take_in(args: &Args, workspace: &Workspace, set: &[EmbeddedFile]) -> Result<()> {
    let inputs: Vec<InputFile<'_>> =
        set.iter().map(|file| InputFile { name: file.name, bytes: file.bytes }).collect();
    // The tests check them for unlikely figures; a machine whose clock is wrong shows the demonstration too.
    let caller = Caller::now();
    let ingested = ingest(workspace, &inputs, Unlikely::Confirmed, false, caller.act()).await?;
    if !ingested.checked.is_clean() {
        findings::print(args, &ingested.checked)?;
        bail!(
            "{}",
            args.lang().pick("内置数据没有通过检查", "the embedded data did not pass the checks")
        );
    }
    Ok(())
}

fn write_charts(workspace: &Workspace, outlook: &Outlook, lang: Lang) -> Result<Vec<PathBuf>> {
    let tightest = outlook.by_tightness().first().map(|p| p.code.to_string()).unwrap_or_default();
    let charts = [
        (ChartKind::Gap, None, None),
        (ChartKind::Quadrant, None, None),
        (ChartKind::Heatmap, None, None),
        (ChartKind::Fan, None, Some("total")),
        (ChartKind::Fan, None, Some("B")),
        (ChartKind::Fan, Some(tightest.as_str()), None),
    ];
    let mut written = Vec::new();
    for (kind, programme, industry) in charts {
        let chart = draw(outlook, kind, programme, industry, lang)?;
        let name = match programme.or(industry) {
            Some(of) => format!("{}-{of}", kind.code()),
            None => kind.code().to_owned(),
        };
        written.push(workspace.write_output(&format!("{name}.svg"), chart.svg.as_bytes())?);
        if has_chinese_font() {
            written.push(workspace.write_output(&format!("{name}.png"), &chart.to_png(1.5)?)?);
        }
    }
    Ok(written)
}

fn summary(args: &Args, outcome: &RunOutcome, written: &[PathBuf], stages: &Stages) {
    let lang = args.lang();
    let outlook = &outcome.outlook;
    let ordered = outlook.by_tightness();
    let row = |p: &&ProgrammeOutlook| {
        vec![
            p.code.to_string(),
            p.name.clone(),
            or_none(p.balance.sdr.median, ratio),
            interval(p.balance.sdr.p80, ratio),
            or_none(p.balance.demand.median, rough),
            or_none(p.balance.supply.median, rough),
            p.balance.band.name(lang).to_owned(),
        ]
    };
    let headings = match lang {
        Lang::Zh => ["代码", "专业", "供求比", "80%区间", "需求", "供给", "判断"],
        Lang::En => ["code", "programme", "ratio", "80 %", "demand", "supply", "class"],
    };
    line("");
    line(lang.pick(
        "供求比最高（最紧）的五个专业",
        "The five tightest programmes (openings per entrant)",
    ));
    line(&aligned(&headings, &ordered.iter().take(5).map(row).collect::<Vec<_>>()));
    line("");
    line(lang.pick("供求比最低（最过剩）的五个专业", "The five most oversupplied programmes"));
    line(&aligned(&headings, &ordered.iter().rev().take(5).map(row).collect::<Vec<_>>()));
    line("");
    industries(outlook, lang);
    line("");
    let count = |level: WarningLevel, city: bool| {
        let of_level = outlook.warnings.iter().filter(|w| w.assessment.level == level);
        of_level.filter(|w| w.school.is_none() == city).count().to_string()
    };
    let rows: Vec<Vec<String>> = WarningLevel::ALL
        .iter()
        .map(|&level| vec![level.name(lang).to_owned(), count(level, true), count(level, false)])
        .collect();
    let headings = match lang {
        Lang::Zh => ["预警等级", "全市专业", "学校专业点"],
        Lang::En => ["level", "city", "schools"],
    };
    line(&aligned(&headings, &rows));
    line("");
    for path in written {
        line(&path.display().to_string());
    }
    let took: Vec<String> = stages
        .done
        .iter()
        .map(|(name, took)| format!("{name} {:.2} s", took.as_secs_f64()))
        .collect();
    line(&format!("{}：{}", lang.pick("用时", "took"), took.join("，")));
    if outcome.unchanged {
        line(&format!(
            "{} {}",
            lang.pick("数据和设置没有变化，沿用运行", "nothing changed; run"),
            outcome.record.id
        ));
    }
    if !has_chinese_font() {
        line(lang.pick(
            "没有中文字体，未输出 PNG：apt-get install fonts-noto-cjk",
            "no Chinese font, no PNG: apt-get install fonts-noto-cjk",
        ));
    }
    simulated(args, outlook);
}

fn industries(outlook: &Outlook, lang: Lang) {
    let rows: Vec<Vec<String>> = outlook
        .industries
        .iter()
        .map(|industry| {
            let (last, next) = (industry.history.last(), industry.forecast.last());
            vec![
                industry.code.as_ref().map_or_else(String::new, ToString::to_string),
                industry.name.clone(),
                or_none(last.map(|p| p.value), whole),
                last.map_or_else(String::new, |p| p.year.to_string()),
                or_none(next.and_then(|p| p.range.median), rough),
                next.map_or_else(String::new, |p| interval(p.range.p80, rough)),
            ]
        })
        .collect();
    let year = outlook.industries.iter().filter_map(|i| i.forecast.last()).map(|p| p.year).max();
    let year = year.map_or_else(String::new, |year| year.to_string());
    let headings = match lang {
        Lang::Zh => ["", "产业用工（单位从业人员）", "最近", "年份", year.as_str(), "80%区间"],
        Lang::En => ["", "unit employment by section", "latest", "year", year.as_str(), "80 %"],
    };
    line(&aligned(&headings, &rows));
}
