//! What the public is shown of a run: the same model on protected figures, with the levels and classes that the bureau
//! decided on the reported ones.
//!
//! Every figure of the public outlook comes from the protected panel, and thus tells nothing beyond it
//! ([`talent_disclosure`]). Levels, classes and published rules that are met are decisions: they are the same for all
//! readers. Where the protected figures would give another decision, the decision stands beside them, and what a
//! signal read is left out.

mod decisions;
mod warnings;

use std::collections::BTreeMap;

use talent_disclosure::{BREAKDOWN_SCHOOLS, Protected, round_total};
use talent_domain::Group;
use talent_outlook::{
    Audience, ClassOutlook, CohortBreakdown, Outlook, ProgrammeOutlook, RATE_BASE, WarningRecord,
};
use talent_warning::Policy;

use self::decisions::{Rules, blank_programme, decide_class, decide_programme};
use self::warnings::public_warning;

/// The policy by which public figures are worked out: the same with rates of enough persons only.
pub(crate) fn public_policy(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    policy.disclosure.rate_persons = policy.disclosure.rate_persons.max(RATE_BASE);
    policy
}

/// The public outlook: `found` on the protected figures, with the decisions of `official`.
///
/// `None` where both do not begin after the same year, so that decisions and figures would not fit together.
pub(crate) fn public_outlook(
    official: &Outlook,
    mut found: Outlook,
    policy: &Policy,
    protected: &Protected,
) -> Option<Outlook> {
    if found.meta.base_year != official.meta.base_year {
        return None;
    }
    found.meta.audience = Audience::Public;
    found.meta.compared_with = official.meta.compared_with;
    found.late_schools.clone_from(&official.late_schools);
    // Two plans, one by rounded figures, would be one too many; the plan is the bureau's until it is issued.
    found.plan = None;
    found.adjustments = None;
    let city = official.destinations.iter().find(|group| group.of == Group::City);
    if let Some(shown) = found.destinations.iter_mut().find(|group| group.of == Group::City) {
        shown.breakdowns = city.map_or_else(Vec::new, |city| public_breakdowns(&city.breakdowns));
    }
    let rules = Rules { prospects: policy.prospect };
    let mut programmes: BTreeMap<_, _> =
        found.programmes.drain(..).map(|found| (found.code.clone(), found)).collect();
    let programme = |decided: &ProgrammeOutlook| match programmes.remove(&decided.code) {
        Some(mut programme) => {
            decide_programme(&mut programme, decided, rules);
            programme
        }
        None => blank_programme(decided, rules),
    };
    found.programmes = official.programmes.iter().map(programme).collect();
    let mut classes: BTreeMap<_, _> =
        found.classes.drain(..).map(|class| (class.code.clone(), class)).collect();
    let class = |decided: &ClassOutlook| {
        let mut class = classes.remove(&decided.code)?;
        decide_class(&mut class, decided, rules);
        Some(class)
    };
    found.classes = official.classes.iter().filter_map(class).collect();
    let read: BTreeMap<String, WarningRecord> =
        std::mem::take(&mut found.warnings).into_iter().map(|w| (w.id.clone(), w)).collect();
    let warnings = official.warnings.iter();
    found.warnings =
        warnings.map(|decided| public_warning(decided, read.get(&decided.id), protected)).collect();
    Some(found)
}

/// Totals of the city by breakdowns that enough schools reported, rounded.
fn public_breakdowns(official: &[CohortBreakdown]) -> Vec<CohortBreakdown> {
    let enough = official.iter().filter(|breakdown| breakdown.schools >= BREAKDOWN_SCHOOLS);
    let rounded = |breakdown: &CohortBreakdown| {
        let parts = breakdown.parts.iter().map(|(part, persons)| (*part, round_total(*persons)));
        CohortBreakdown { parts: parts.collect(), ..breakdown.clone() }
    };
    enough.map(rounded).collect()
}
