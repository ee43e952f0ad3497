//! Scenarios that were saved under a name.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::Audience;
use talent_workspace::{SavedScenario, ScenarioInput, Workspace};

use crate::Outcome;
use crate::args::Args;
use crate::caller::Caller;
use crate::table::{line, print};
use crate::writing::open_to_write;

/// A saved scenario as JSON shows it.
#[derive(Serialize)]
struct Row {
    name: String,
    asks: String,
    saved_at: String,
    actor: String,
}

/// Saves a scenario that could be worked out.
pub(super) async fn save(args: &Args, name: &str, input: &ScenarioInput) -> Result<Outcome> {
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let saved = workspace.save_scenario(name, input, caller.act()).await;
    workspace.close().await;
    saved?;
    tell!(
        "{}",
        match args.lang() {
            Lang::Zh => format!("已保存为“{name}”；重算：talent scenario --name {name}"),
            Lang::En =>
                format!("saved as {name}; work it out again by: talent scenario --name {name}"),
        }
    );
    Ok(Outcome::Done)
}

/// What was saved under a name, or which names there are.
pub(super) async fn find(
    workspace: &Workspace,
    name: &str,
    lang: Lang,
) -> Result<Result<ScenarioInput, String>> {
    let saved = workspace.saved_scenarios().await?;
    if let Some(found) = saved.iter().find(|scenario| scenario.name == name.trim()) {
        return Ok(Ok(found.input.clone()));
    }
    let names: Vec<&str> = saved.iter().map(|scenario| scenario.name.as_str()).collect();
    let known = if names.is_empty() {
        lang.pick("还没有", "none").to_owned()
    } else {
        names.join(lang.pick("、", ", "))
    };
    Ok(Err(match lang {
        Lang::Zh => format!("没有保存过情景“{name}”；已保存的：{known}"),
        Lang::En => format!("no scenario was saved as {name}; saved: {known}"),
    }))
}

/// Lists what was saved. The public is not told of those that ask of single places.
pub(super) async fn list(args: &Args) -> Result<Outcome> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let saved = workspace.saved_scenarios().await;
    workspace.close().await;
    let is_shown = |scenario: &SavedScenario| {
        args.audience() == Audience::Bureau || scenario.input.changes.is_empty()
    };
    let rows: Vec<Row> = saved?
        .into_iter()
        .filter(is_shown)
        .map(|SavedScenario { name, input, at, actor }| Row {
            name,
            asks: input.command(),
            saved_at: at,
            actor,
        })
        .collect();
    let lang = args.lang();
    if rows.is_empty() {
        line(lang.pick(
            "没有可列出的已保存情景；保存：talent scenario --save 名称 …",
            "no saved scenario to list; save one by talent scenario --save NAME …",
        ));
        return Ok(Outcome::Done);
    }
    let headings = match lang {
        Lang::Zh => ["名称", "内容", "保存时间", "保存人"],
        Lang::En => ["name", "what it asks", "saved at", "by"],
    };
    print(args, &headings, &rows, |row| {
        vec![row.name.clone(), row.asks.clone(), row.saved_at.clone(), row.actor.clone()]
    })?;
    Ok(Outcome::Done)
}
