//! `run` and `publish`: computing an outlook, and showing it to readers.

use std::sync::atomic::{AtomicBool, Ordering};

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
use crate::writing::open_to_write;

/// Works out an outlook on the current vintage and records it; shows it to readers unless asked not to.
pub(crate) async fn run(args: &Args, no_publish: bool) -> Result<Outcome> {
    let lang = args.lang();
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let bar = progress_bar(4);
    let computed = AtomicBool::new(false);
    let progress = |step| {
        computed.store(true, Ordering::Relaxed);
        bar.set_message(step_name(step, lang));
        bar.inc(1);
    };
    let outcome = if no_publish {
        talent_pipeline::compute(&workspace, caller.act(), &progress).await
    } else {
        talent_pipeline::run(&workspace, caller.act(), &progress).await
    };
    bar.finish_and_clear();
    let withdrawn = withdrawn_meanwhile(&workspace, &outcome).await;
    workspace.close().await;
    if let Some((run, vintage)) = withdrawn? {
        tell!("{}", not_shown(run, vintage, lang));
        return Ok(Outcome::Failed);
    }
    let outcome = outcome?;
    if outcome.unchanged && computed.into_inner() {
        line(&made_meanwhile(&outcome, lang));
    } else {
        line(&what_came_of(&outcome, lang));
    }
    line(&what_readers_see(&outcome, no_publish, lang));
    print_doubts(&outcome, lang);
    print_window_move(&outcome, lang);
    Ok(Outcome::Done)
}

/// The run and its vintage, if that was withdrawn while the run was computed: then the run is stored and readers do not
/// see it.
async fn withdrawn_meanwhile(
    workspace: &Workspace,
    outcome: &Result<RunOutcome, RunFailure>,
) -> Result<Option<(i64, i64)>, WorkspaceError> {
    match outcome {
        Err(RunFailure::Workspace(WorkspaceError::Withdrawn { run, vintage })) => {
            Ok(Some((*run, *vintage)))
        }
        Err(_) => Ok(None),
        Ok(RunOutcome { record, .. }) => {
            let vintages = workspace.vintages().await?;
            let mut withdrawn = vintages.iter().filter(|vintage| vintage.withdrawn_at.is_some());
            let is_withdrawn = withdrawn.any(|vintage| vintage.id == record.vintage);
            Ok(is_withdrawn.then_some((record.id, record.vintage)))
        }
    }
}

/// That a run is stored and not shown, since its data were withdrawn.
fn not_shown(run: i64, vintage: i64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "第 {run} 次运行已记录，但没有公布：它所用的数据版本 {vintage} 在计算期间被撤回（talent undo）；请再执行 talent run"
        ),
        Lang::En => format!(
            "run {run} is recorded and not published: its vintage {vintage} was withdrawn meanwhile (talent undo); next: talent run"
        ),
    }
}

/// That another command came first with the same run.
fn made_meanwhile(outcome: &RunOutcome, lang: Lang) -> String {
    let run = outcome.record.id;
    match lang {
        Lang::Zh => format!("另一条命令已先完成同样的运行，没有重复记录，沿用第 {run} 次运行"),
        Lang::En => format!(
            "another command finished the same run first; nothing was recorded twice, run {run} stands"
        ),
    }
}

/// In one line: as which issue a run is published, or what publishes it. A run of the same data and settings may have been
/// published before.
fn what_readers_see(outcome: &RunOutcome, no_publish: bool, lang: Lang) -> String {
    let run = outcome.record.id;
    match (lang, outcome.publication.as_ref().map(|publication| publication.id)) {
        (Lang::Zh, Some(issue)) if no_publish => {
            format!("这次运行此前已公布（第 {issue} 次公布），没有再次公布（--no-publish）")
        }
        (Lang::En, Some(issue)) if no_publish => {
            format!("published before as issue {issue}; not published again (--no-publish)")
        }
        (Lang::Zh, Some(issue)) => format!("已公布（第 {issue} 次公布），网页、接口和送审稿用它"),
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
    for doubt in &outcome.outlook.doubts {
        let is_of_rules = matches!(
            doubt.kind,
            DoubtKind::UnknownRulesOff { .. } | DoubtKind::RulesWithoutFigures { .. }
        );
        if is_of_rules {
            line(&doubt_text(&doubt.kind, lang));
        }
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
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let before = workspace.current_run().await?.map(|run| run.id);
    let published = talent_pipeline::publish(&workspace, run, caller.act()).await;
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
            format!("第 {run} 次运行已公布（第 {issue} 次公布）；网页、接口和送审稿从现在起用它")
        }
        (Lang::Zh, true) => format!("第 {run} 次运行正在公布（第 {issue} 次公布），没有变化"),
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

#[cfg(test)]
mod tests {
    use talent_ingest::{InputFile, Unlikely};
    use talent_pipeline::embedded::{LINFEN, LINFEN_SIMULATED};
    use talent_workspace::Act;

    use super::*;

    const ACT: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "li" };

    /// A workspace with the embedded figures, in two vintages; few draws, so that a run is short.
    async fn city(root: &std::path::Path) -> Workspace {
        let made = crate::data::make_workspace(root).await.unwrap();
        let settings = made.read_text("talent.toml").unwrap();
        let settings = settings.replace("draws = 2000", "draws = 100");
        talent_workspace::write_file(&root.join("talent.toml"), settings.as_bytes()).unwrap();
        made.close().await;
        let workspace = Workspace::open(root).await.unwrap();
        for files in [LINFEN, LINFEN_SIMULATED] {
            let input = |file: &talent_pipeline::embedded::EmbeddedFile| InputFile {
                name: file.name,
                bytes: file.bytes,
            };
            let files: Vec<InputFile<'_>> = files.iter().map(input).collect();
            let taken =
                talent_pipeline::ingest(&workspace, &files, Unlikely::Confirmed, false, ACT).await;
            assert!(taken.unwrap().vintage.is_some());
        }
        workspace
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn data_that_are_withdrawn_during_a_run_are_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = city(&folder.path().join("city")).await;
        // The inputs have been read once the first step begins; the run goes on when the data are withdrawn.
        let undo = |_| {
            let workspace = workspace.clone();
            let undoing = async move {
                if workspace.current_vintage().await.unwrap().is_some_and(|vintage| vintage.id == 2)
                {
                    workspace.undo(ACT).await.unwrap();
                }
            };
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(undoing));
        };
        let outcome = talent_pipeline::run(&workspace, ACT, &undo).await;
        let withdrawn = withdrawn_meanwhile(&workspace, &outcome).await.unwrap();
        assert_eq!(withdrawn, Some((1, 2)));
        assert!(not_shown(1, 2, Lang::Zh).contains("没有公布"));
        assert_eq!(workspace.runs().await.unwrap().len(), 1);
        assert!(workspace.current_publication().await.unwrap().is_none());
        // One that is not to be published is told of too.
        let record = workspace.run(1).await.unwrap();
        let outlook =
            talent_pipeline::open_run(&workspace, &record, talent_outlook::Audience::Bureau);
        let outcome = Ok(RunOutcome {
            record,
            outlook: outlook.unwrap(),
            unchanged: false,
            publication: None,
        });
        assert_eq!(withdrawn_meanwhile(&workspace, &outcome).await.unwrap(), Some((1, 2)));
    }
}
