//! `scenario`: what the balance would be if something were otherwise.
//!
//! The base is the run that is shown; nothing is recorded, and the run stays as it is.

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::{Range, ScenarioOutlook, ScenarioProgramme};
use talent_pipeline::{ScenarioChange, scenario_of};
use talent_report::{band_name, figures};
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, Format, ScenarioArgs};
use crate::table::{aligned, json, line};

/// Works a scenario out and shows it beside the base. A name that the assumptions do not have, and a change
/// out of bounds, are wrong input.
pub(crate) async fn scenario(args: &Args, request: &ScenarioArgs) -> Result<Outcome> {
    let audience = args.audience();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let change = ScenarioChange {
        output_growth: request.output_growth,
        intake: request.intake,
        retention: request.retention,
        exits: request.exits,
        full_growth: request.full_growth,
    };
    let scenario = scenario_of(&workspace, request.name.as_deref(), change, audience).await;
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
        Format::Text => print(&scenario, args.lang()),
    }
    Ok(Outcome::Done)
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
