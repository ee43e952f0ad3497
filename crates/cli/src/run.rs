//! `run` and `publish`: computing an outlook, and showing it to readers.

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::{DoubtKind, MovedProgramme};
use talent_pipeline::{RunFailure, RunOutcome, Step};
use talent_report::{band_name, doubt_text, explain_acceptance};
use talent_workspace::{Workspace, WorkspaceError};

use crate::Outcome;
use crate::args::Args;
use crate::caller::Caller;
use crate::data::progress_bar;
use crate::table::{aligned, decimal, line};

/// Works out an outlook on the current vintage and records it; shows it to readers unless asked not to.
pub(crate) async fn run(args: &Args, no_publish: bool) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let bar = progress_bar(4);
    let progress = |step| {
        bar.set_message(step_name(step, lang));
        bar.inc(1);
    };
    let caller = Caller::now();
    let outcome = if no_publish {
        talent_pipeline::compute(&workspace, caller.act(), &progress).await
    } else {
        talent_pipeline::run(&workspace, caller.act(), &progress).await
    };
    bar.finish_and_clear();
    workspace.close().await;
    let outcome = outcome?;
    line(&what_came_of(&outcome, lang));
    line(&what_readers_see(&outcome, no_publish, lang));
    print_doubts(&outcome, lang);
    print_window_move(&outcome, lang);
    Ok(Outcome::Done)
}

/// In one line: as which issue a run is published, or what publishes it. A run of the same data and settings may have been
/// published before.
fn what_readers_see(outcome: &RunOutcome, no_publish: bool, lang: Lang) -> String {
    let run = outcome.record.id;
    match (lang, outcome.publication.as_ref().map(|publication| publication.id)) {
        (Lang::Zh, Some(issue)) if no_publish => {
            format!("这次运行此前已公布为第 {issue} 期，没有再次公布（--no-publish）")
        }
        (Lang::En, Some(issue)) if no_publish => {
            format!("published before as issue {issue}; not published again (--no-publish)")
        }
        (Lang::Zh, Some(issue)) => format!("已公布为第 {issue} 期，网页、接口和通报用它"),
        (Lang::Zh, None) => format!("没有公布（--no-publish）；核对后执行 talent publish {run}"),
        (Lang::En, Some(issue)) => {
            format!("published as issue {issue}; pages, API and bulletin show it")
        }
        (Lang::En, None) => format!("not published (--no-publish); next: talent publish {run}"),
    }
}

/// What a step of progress is called.
fn step_name(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::Forecast => lang.pick("拟合与预测", "fitting and forecasting"),
        Step::Balance => lang.pick("供需抽样", "drawing supply and demand"),
        Step::Assess => lang.pick("预警评估", "assessing"),
        Step::Public => lang.pick("公开口径", "public figures"),
    }
}

/// In one line: the new run, or the earlier one that stands because nothing changed.
fn what_came_of(outcome: &RunOutcome, lang: Lang) -> String {
    let RunOutcome { record, outlook, unchanged, .. } = outcome;
    let (programmes, subjects) = (outlook.programmes.len(), outlook.warnings.len());
    match (lang, unchanged) {
        (Lang::Zh, false) => format!(
            "第 {} 次运行已记录：数据版本 {}，种子 {}，{programmes} 个专业，{subjects} 个评估对象",
            record.id, record.vintage, record.seed
        ),
        (Lang::Zh, true) => {
            format!("数据、设置、政策和假设都没有变化，沿用第 {} 次运行", record.id)
        }
        (Lang::En, false) => format!(
            "run {} recorded: vintage {}, seed {}, {programmes} programmes, {subjects} subjects assessed",
            record.id, record.vintage, record.seed
        ),
        (Lang::En, true) => format!("nothing changed; run {} stands", record.id),
    }
}

/// What schools have not reported, and how the models fared against the last value.
fn print_doubts(outcome: &RunOutcome, lang: Lang) {
    for missing in &outcome.outlook.missing {
        line(&doubt_text(&missing.kind, lang));
    }
    for backtest in &outcome.outlook.backtests {
        let Some(acceptance) = &backtest.acceptance else { continue };
        line(&format!(
            "{}{}{}",
            backtest.panel.get(lang),
            lang.pick("：", ": "),
            explain_acceptance(acceptance, lang).trim()
        ));
    }
}

/// What moving the base window changed of every programme; nothing where it was not moved.
fn print_window_move(outcome: &RunOutcome, lang: Lang) {
    for doubt in &outcome.outlook.doubts {
        let DoubtKind::WindowMoved { programmes, .. } = &doubt.kind else { continue };
        line(&doubt_text(&doubt.kind, lang));
        let headings = match lang {
            Lang::Zh => ["专业", "名称", "原需求", "现需求", "变化 %", "原类别", "现类别"],
            Lang::En => {
                ["code", "name", "before", "after", "change %", "band before", "band after"]
            }
        };
        let cells = |moved: &MovedProgramme| {
            vec![
                moved.code.to_string(),
                moved.name.clone(),
                decimal(moved.demand.0, 0),
                decimal(moved.demand.1, 0),
                decimal(moved.change().map(|change| 100.0 * change), 1),
                band_name(moved.band.0, lang).to_owned(),
                band_name(moved.band.1, lang).to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> = programmes.iter().map(cells).collect();
        line(&aligned(&headings, &rows));
    }
}

/// Shows an earlier run to readers. A run that does not exist or whose vintage was withdrawn is wrong input.
pub(crate) async fn publish(args: &Args, run: i64) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let before = workspace.current_run().await?.map(|run| run.id);
    let published = talent_pipeline::publish(&workspace, run, Caller::now().act()).await;
    workspace.close().await;
    let published = match published {
        Ok(published) => published,
        Err(RunFailure::Workspace(error)) if is_refusal(&error) => {
            tell!("{}", refusal(&error, lang));
            return Ok(Outcome::WrongInput);
        }
        Err(error) => return Err(error.into()),
    };
    let issue = published.publication.id;
    line(&match (lang, before == Some(run)) {
        (Lang::Zh, false) => {
            format!("第 {run} 次运行已公布，为第 {issue} 期；网页、接口和通报从现在起用它")
        }
        (Lang::Zh, true) => format!("第 {run} 次运行正在公布（第 {issue} 期），没有变化"),
        (Lang::En, false) => {
            format!("run {run} published as issue {issue}; pages, API and bulletin show it now")
        }
        (Lang::En, true) => {
            format!("run {run} is shown already, as issue {issue}; nothing changed")
        }
    });
    Ok(Outcome::Done)
}

/// Whether the number that was given is at fault, rather than the machine or the workspace.
fn is_refusal(error: &WorkspaceError) -> bool {
    matches!(error, WorkspaceError::Missing { .. } | WorkspaceError::Withdrawn { .. })
}

/// Why the run cannot be published, in the language of the output.
fn refusal(error: &WorkspaceError, lang: Lang) -> String {
    match (lang, error) {
        (Lang::Zh, WorkspaceError::Missing { id, .. }) => {
            format!("没有第 {id} 次运行；talent history 列出全部运行")
        }
        (Lang::Zh, WorkspaceError::Withdrawn { run, vintage }) => {
            format!("第 {run} 次运行所用的数据版本 {vintage} 已撤回，不能公布")
        }
        _ => error.to_string(),
    }
}
