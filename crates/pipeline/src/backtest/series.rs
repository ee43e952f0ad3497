//! The series of a workspace, stage by stage, for back-testing.

use talent_domain::{Measure, ProgrammeCode, Year};
use talent_facts::Facts;
use talent_outlook::Audience;
use talent_panel::TracedSeries;
use talent_workspace::{Workspace, WorkspaceError};

use super::figures_for;
use crate::failure::RunFailure;

/// A stage whose series are forecast from their own past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesStage {
    /// Value added by sector, at current prices.
    Output,
    /// Registered entrants by programme.
    Intake,
}

/// One series by year, without gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct YearSeries {
    /// The code of the sector or programme that it is of.
    pub id: String,
    /// Values, the oldest first; missing years between others on a straight line.
    pub values: Vec<f64>,
    /// The year of the last one.
    pub last: Year,
}

/// The series of a stage in the latest vintage; for the public, entrants as they are published.
///
/// Sectors and programmes without figures are left out. Fails without a vintage.
pub async fn stage_series(
    workspace: &Workspace,
    stage: SeriesStage,
    audience: Audience,
) -> Result<Vec<YearSeries>, RunFailure> {
    let of_persons = stage == SeriesStage::Intake;
    let (vintages, lists) = figures_for(workspace, audience, of_persons).await?;
    let panel = vintages.last().ok_or(WorkspaceError::NoVintage)?;
    let facts =
        Facts::new(panel, &lists, &workspace.config().city.region, workspace.config().city.level);
    let of_sectors = |measure: Measure| -> Vec<YearSeries> {
        let mut all: Vec<_> =
            facts.sections().iter().map(talent_domain::IndustryCode::sector).collect();
        all.sort();
        all.dedup();
        all.iter()
            .filter_map(|code| Some(series(code.as_str(), &facts.regional(Some(code), measure)?)))
            .collect()
    };
    let entrants = || -> Vec<YearSeries> {
        let of = |code: &ProgrammeCode| facts.entrants(&(code.clone(), None));
        facts.programmes().filter_map(|code| Some(series(code.as_str(), &of(code)?))).collect()
    };
    Ok(match stage {
        SeriesStage::Output => of_sectors(Measure::ValueAdded),
        SeriesStage::Intake => entrants(),
    })
}

/// A series with its gaps filled, under the code of what it is of.
fn series(id: &str, traced: &TracedSeries) -> YearSeries {
    YearSeries { id: id.to_owned(), values: traced.series.filled(), last: traced.series.end() }
}
