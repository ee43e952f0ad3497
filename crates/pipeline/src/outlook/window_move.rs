//! What moving the base window changes: the figures of this run, balanced with the window that readers saw last.

use talent_domain::ProgrammeCode;
use talent_market::Band;
use talent_outlook::{Doubt, DoubtKind, MovedProgramme};
use talent_release::{
    BaseWindow, Employment, Outcome, ReleaseError, ReleaseRequest, Scenario, Settings, release,
};

use super::balance::band;
use crate::outlook::OutlookRequest;

/// What readers are told of the move, with every programme; `None` where the window is that of the run that they see
/// now, or they see none that had a window.
///
/// `asked` and `newest` are the request and the outcome of this run.
pub(super) fn window_move(
    request: &OutlookRequest<'_>,
    asked: &ReleaseRequest<'_>,
    employment: &Employment,
    newest: &Outcome,
) -> Result<Option<Doubt>, ReleaseError> {
    let shown = request.published.and_then(|published| published.outlook.meta.base_window);
    let after = (newest.window.first, newest.window.last);
    let Some(before) = shown.filter(|shown| *shown != after) else { return Ok(None) };
    let window = BaseWindow { first: before.0, last: before.1 };
    let settings = Settings { window, ..asked.settings };
    let earlier = ReleaseRequest { settings, ..*asked };
    let earlier = release(&earlier, employment, newest.base, &Scenario::default(), false)?;
    let mut programmes: Vec<MovedProgramme> = newest
        .supplies
        .iter()
        .map(|supply| {
            let code = &supply.programme;
            let [(demand0, band0), (demand1, band1)] =
                [&earlier, newest].map(|outcome| stand(outcome, asked.settings, code));
            MovedProgramme {
                code: code.clone(),
                name: asked.facts.codes.programme_name(code).to_owned(),
                demand: (demand0, demand1),
                band: (band0, band1),
            }
        })
        .collect();
    let moved = |programme: &MovedProgramme| programme.change().unwrap_or(0.0).abs();
    programmes.sort_by(|a, b| moved(b).total_cmp(&moved(a)));
    Ok(Some(DoubtKind::WindowMoved { before, after, programmes }.unfounded()))
}

/// Expected demand and band of a programme in an outcome; none of what its window says nothing of.
fn stand(
    outcome: &Outcome,
    settings: Settings,
    code: &ProgrammeCode,
) -> (Option<f64>, Option<Band>) {
    let Some(p) = outcome.supplies.iter().position(|supply| supply.programme == *code) else {
        return (None, None);
    };
    let demand = outcome.expected(|draw| &draw.balances[p]).demand;
    (outcome.classes.observed[p].then_some(demand), band(outcome, p, settings.edges))
}
