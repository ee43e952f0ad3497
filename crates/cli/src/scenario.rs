//! `scenario`: what would be if.

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::Range;
use talent_pipeline::{ScenarioChange, scenario_of};
use talent_report::figures;
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, Format, ScenarioArgs};
use crate::table::{aligned, line};

pub(crate) async fn scenario(args: &Args, request: &ScenarioArgs) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let change = ScenarioChange {
        output_growth: request.output_growth,
        intake: request.intake,
        retention: request.retention,
        exits: request.exits,
    };
    let found = scenario_of(&workspace, request.name.as_deref(), change).await;
    workspace.close().await;
    let found = match found {
        Ok(found) => found,
        Err(error) if error.is_wrong_input() => {
            eprintln!("{error}");
            return Ok(Outcome::WrongInput);
        }
        Err(error) => return Err(error.into()),
    };
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(&found)?);
        return Ok(Outcome::Done);
    }
    line(&match lang {
        Lang::Zh => {
            format!("{}—{} 年合计，左为正式结果，右为情景；正式结果没有改动", found.from, found.to)
        }
        Lang::En => format!(
            "sums of {} to {}: the base, then the scenario; the base run is as it was",
            found.from, found.to
        ),
    });
    let headings = match lang {
        Lang::Zh => ["专业", "", "需求", "情景", "供给", "情景", "缺口", "情景", "等级", "情景"],
        Lang::En => [
            "programme",
            "",
            "demand",
            "scenario",
            "supply",
            "scenario",
            "gap",
            "scenario",
            "class",
            "scenario",
        ],
    };
    let median = |range: &Range| range.median.map_or_else(|| "—".to_owned(), figures::rough);
    let body: Vec<Vec<String>> = found
        .programmes
        .iter()
        .map(|p| {
            vec![
                p.code.to_string(),
                p.name.clone(),
                median(&p.demand.0),
                median(&p.demand.1),
                median(&p.supply.0),
                median(&p.supply.1),
                median(&p.gap.0),
                median(&p.gap.1),
                p.band.0.name(lang).to_owned(),
                p.band.1.name(lang).to_owned(),
            ]
        })
        .collect();
    line(&aligned(&headings, &body));
    Ok(Outcome::Done)
}
