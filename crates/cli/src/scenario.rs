//! `scenario`: what the balance would be if something were otherwise.
//!
//! The base is the run that is shown; nothing is recorded but what is saved under a name, and the run stays as it is.

mod saved;
mod what_if;

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::{Range, ScenarioOutlook, ScenarioProgramme};
use talent_pipeline::{RunFailure, ScenarioChange, scenario_of};
use talent_report::{band_name, figures};
use talent_workspace::{ScenarioInput, Workspace};

use crate::Outcome;
use crate::args::{Args, Format, ScenarioArgs};
use crate::shown::say_if_simulated;
use crate::table::{aligned, json, line};

/// Works a scenario out and shows it beside the base; saves it once it could be worked out. A name that the assumptions do
/// not have, and a change that cannot be made, are wrong input.
pub(crate) async fn scenario(args: &Args, request: &ScenarioArgs) -> Result<Outcome> {
    if request.list {
        return saved::list(args).await;
    }
    if let Some(name) = &request.save
        && name.trim().is_empty()
    {
        tell!("{}", args.lang().pick("--save：请写名称", "--save: give a name"));
        return Ok(Outcome::WrongInput);
    }
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let begun = match &request.saved {
        Some(name) => saved::find(&workspace, name, args.lang()).await?,
        None => Ok(ScenarioInput::default()),
    };
    let input = match begun {
        Ok(begun) => input(begun, request),
        Err(wrong) => {
            workspace.close().await;
            tell!("{wrong}");
            return Ok(Outcome::WrongInput);
        }
    };
    let scenario = worked_out(&workspace, &input, args).await;
    workspace.close().await;
    let scenario = match scenario {
        Ok(scenario) => scenario,
        Err(error) if error.is_wrong_input() => {
            tell!("{error}");
            return Ok(Outcome::WrongInput);
        }
        Err(error) => return Err(error.into()),
    };
    match args.format {
        Format::Json => json(&scenario)?,
        Format::Text => match &scenario.what_if {
            Some(what_if) => what_if::print(what_if, &scenario, args.lang()),
            None => print(&scenario, args.lang()),
        },
    }
    say_if_simulated(args, scenario.simulated);
    match &request.save {
        Some(name) => saved::save(args, name.trim(), &input).await,
        None => Ok(Outcome::Done),
    }
}

/// What was saved, as the request changes it; its changes go after those that were saved.
fn input(begun: ScenarioInput, request: &ScenarioArgs) -> ScenarioInput {
    let changes = std::iter::once(begun.changes).chain(request.changes.iter().cloned());
    let changes: Vec<String> = changes.filter(|text| !text.trim().is_empty()).collect();
    ScenarioInput {
        base: request.name.clone().or(begun.base),
        output_growth: request.output_growth.or(begun.output_growth),
        intake: request.intake.or(begun.intake),
        retention: request.retention.or(begun.retention),
        exits: request.exits.or(begun.exits),
        full_growth: request.full_growth.or(begun.full_growth),
        changes: changes.join(","),
    }
}

async fn worked_out(
    workspace: &Workspace,
    input: &ScenarioInput,
    args: &Args,
) -> Result<ScenarioOutlook, RunFailure> {
    let change = ScenarioChange {
        output_growth: input.output_growth,
        intake: input.intake,
        retention: input.retention,
        exits: input.exits,
        full_growth: input.full_growth,
    };
    scenario_of(workspace, input.base.as_deref(), change, &input.changes, args.audience()).await
}

/// Prints the base and the scenario side by side.
fn print(scenario: &ScenarioOutlook, lang: Lang) {
    let (from, to) = (scenario.from, scenario.to);
    line(&match lang {
        Lang::Zh => {
            format!("{from}—{to} 年合计，左为正式结果，右为情景；正式结果没有改动")
        }
        Lang::En => {
            format!(
                "sums of {from} to {to}: the base, then the scenario; the base run is as it was"
            )
        }
    });
    // Every figure of the base has the one of the scenario to its right.
    let beside = lang.pick("情景", "scenario");
    let [programme, demand, supply, gap, band] = match lang {
        Lang::Zh => ["专业", "需求", "供给", "供给−需求", "等级"],
        Lang::En => ["programme", "demand", "supply", "supply-demand", "class"],
    };
    let headings = [programme, "", demand, beside, supply, beside, gap, beside, band, beside];
    let rows = scenario.programmes.iter().map(|programme| row(programme, lang));
    line(&aligned(&headings, &rows.collect::<Vec<_>>()));
}

/// One programme: persons over all years, the base before the scenario.
/// Figures are central ones at the precision that a forecast has.
fn row(programme: &ScenarioProgramme, lang: Lang) -> Vec<String> {
    let centre = |range: &Range| figures::or_none(range.centre(), figures::rough);
    vec![
        programme.code.to_string(),
        programme.name.clone(),
        centre(&programme.demand.0),
        centre(&programme.demand.1),
        centre(&programme.supply.0),
        centre(&programme.supply.1),
        centre(&programme.gap.0),
        centre(&programme.gap.1),
        band_name(programme.band.0, lang).to_owned(),
        band_name(programme.band.1, lang).to_owned(),
    ]
}
