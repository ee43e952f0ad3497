//! Scenarios beside a run: computed on its inputs, never recorded.

mod changes;
mod cohort;
mod verdict;

use talent_domain::Year;
use talent_facts::Facts;
use talent_outlook::{Range, ScenarioOutlook, ScenarioProgramme};
use talent_release::{
    Change, ChangeFaults, Employment, Outcome, ReleaseError, ReleaseRequest, Scenario, base_year,
    read_changes, release,
};

use crate::failure::RunFailure;
use crate::outlook::{OutlookRequest, around, band, edges, is_simulated, range};

/// The changes of a text, held against the figures and lists of a request.
pub fn changes_of(request: &OutlookRequest<'_>, text: &str) -> Result<Vec<Change>, RunFailure> {
    let facts = request.facts();
    let base = base_year(&facts)?;
    let found: Result<Vec<Change>, ChangeFaults> =
        read_changes(text, &facts, base, i32::from(request.config.run.horizon));
    Ok(found?)
}

/// What the balance would be in a scenario, beside the base. Nothing is recorded.
///
/// The base and the scenario are drawn with the same seed, so that their difference is not chance.
/// Pairs give the base first. Levels go on from what was published, if the request says what. Fails where the data lack
/// what a release needs.
pub fn run_scenario(
    request: &OutlookRequest<'_>,
    scenario: &Scenario,
) -> Result<ScenarioOutlook, ReleaseError> {
    let facts = request.facts();
    let base = base_year(&facts)?;
    let pair = Pair::draw(request.release(&facts), base, scenario)?;
    let bands = edges(request.policy.bands);
    let sides = |p: usize, read: fn(&talent_market::Balance) -> f64| {
        (side(&pair.before, p, read), side(&pair.after, p, read))
    };
    let supplies = pair.before.supplies.iter().enumerate();
    let programmes = supplies.map(|(p, supply)| ScenarioProgramme {
        code: supply.programme.clone(),
        name: facts.codes.programme_name(&supply.programme).to_owned(),
        demand: sides(p, |balance| balance.demand),
        supply: sides(p, |balance| balance.supply),
        gap: sides(p, |balance| balance.gap),
        band: (band(&pair.before, p, bands), band(&pair.after, p, bands)),
    });
    let programmes = programmes.collect();
    let what_if = if scenario.changes.is_empty() {
        None
    } else {
        Some(changes::what_if(request, &facts, scenario, &pair)?)
    };
    let sections = pair.employment.sections.iter().cloned();
    Ok(ScenarioOutlook {
        from: base + 1,
        to: base + i32::from(request.config.run.horizon),
        vintage: request.vintage,
        simulated: is_simulated(request.panel),
        elasticities: sections.zip(pair.employment.scenario_elasticities()).collect(),
        programmes,
        what_if,
    })
}

/// The base and the scenario, drawn alike.
struct Pair {
    employment: Employment,
    before: Outcome,
    after: Outcome,
}

impl Pair {
    fn draw(
        asked: ReleaseRequest<'_>,
        base: Year,
        scenario: &Scenario,
    ) -> Result<Self, ReleaseError> {
        let employment = asked.employment(base)?;
        let drawn = |scenario: &Scenario| release(&asked, &employment, base, scenario, false);
        let (before, after) = (drawn(&scenario.base())?, drawn(scenario)?);
        Ok(Self { employment, before, after })
    }

    /// The same over at least so many years.
    fn longer(
        facts: &Facts<'_>,
        request: &OutlookRequest<'_>,
        years: usize,
        base: Year,
        scenario: &Scenario,
    ) -> Result<Self, ReleaseError> {
        let mut asked = request.release(facts);
        asked.settings.horizon = asked.settings.horizon.max(u8::try_from(years).unwrap_or(u8::MAX));
        Self::draw(asked, base, scenario)
    }
}

/// One side of a programme's balance, persons over the whole horizon, with its spread over the
/// draws.
fn side(outcome: &Outcome, p: usize, read: fn(&talent_market::Balance) -> f64) -> Range {
    let expected = outcome.expected(|draw| &draw.balances[p]);
    let draws = range(outcome.outcomes.iter().map(|draw| read(&draw.balances[p])));
    around(read(&expected), draws)
}
