//! Scenarios beside a run: computed on its inputs, never recorded.

use talent_outlook::{Range, ScenarioOutlook, ScenarioProgramme};
use talent_release::{Outcome, ReleaseError, Scenario, base_year, release};

use crate::outlook::{OutlookRequest, around, band, edges, range};

/// What the balance would be in a scenario, beside the base. Nothing is recorded.
///
/// The base and the scenario are drawn with the same seed, so that their difference is not chance.
/// Pairs give the base first. Fails where the data lack what a release needs.
pub fn run_scenario(
    request: &OutlookRequest<'_>,
    scenario: &Scenario,
) -> Result<ScenarioOutlook, ReleaseError> {
    let facts = request.facts();
    let base = base_year(&facts)?;
    let asked = request.release(&facts);
    let employment = asked.employment(base)?;
    let drawn = |scenario: &Scenario| release(&asked, &employment, base, scenario, false);
    let (before, after) = (drawn(&Scenario::default())?, drawn(scenario)?);
    let bands = edges(request.policy.bands);
    let pair = |p: usize, read: fn(&talent_market::Balance) -> f64| {
        (side(&before, p, read), side(&after, p, read))
    };
    let programmes = before.supplies.iter().enumerate().map(|(p, supply)| ScenarioProgramme {
        code: supply.programme.clone(),
        name: facts.codes.programme_name(&supply.programme).to_owned(),
        demand: pair(p, |balance| balance.demand),
        supply: pair(p, |balance| balance.supply),
        gap: pair(p, |balance| balance.gap),
        band: (band(&before, p, bands), band(&after, p, bands)),
    });
    let sections = employment.sections.iter().cloned();
    Ok(ScenarioOutlook {
        from: base + 1,
        to: base + asked.horizon(),
        vintage: request.vintage,
        elasticities: sections.zip(employment.scenario_elasticities()).collect(),
        programmes: programmes.collect(),
    })
}

/// One side of a programme's balance, persons over the whole horizon, with its spread over the
/// draws.
fn side(outcome: &Outcome, p: usize, read: fn(&talent_market::Balance) -> f64) -> Range {
    let expected = outcome.expected(|draw| &draw.balances[p]);
    let draws = range(outcome.outcomes.iter().map(|draw| read(&draw.balances[p])));
    around(read(&expected), draws)
}
