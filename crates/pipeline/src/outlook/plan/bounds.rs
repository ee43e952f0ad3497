//! Between which numbers a place may be planned, and what holds it.

use talent_domain::Measure;
use talent_market::Block;
use talent_outlook::{Held, ProgrammeOutlook, WarningRecord};
use talent_warning::{SeatPolicy, Signal, WarningLevel};

use super::super::Findings;

/// The bounds of a place, persons.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
    /// What narrows them.
    pub(super) held: Option<Held>,
}

/// How many a place takes, persons.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// Expected to enter as things are.
    pub(super) entering: f64,
    /// Its quota of the base year.
    pub(super) quota: Option<f64>,
    /// Those who entered then.
    pub(super) entered: Option<f64>,
}

/// What is known of a place beside its balance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grounds {
    level: WarningLevel,
    /// Whether placement is adverse (F1).
    is_placed_badly: bool,
    /// Whether a published rule or a control list would have it grow no more.
    is_restricted: bool,
    /// Graduates of the newest cohort who have gone somewhere.
    settled: Option<f64>,
    /// The block of uncertainty that matters most of those that a table would settle.
    deciding: Option<Block>,
}

impl Grounds {
    pub(super) fn new(
        findings: &Findings<'_>,
        programme: &ProgrammeOutlook,
        warning: Option<&WarningRecord>,
    ) -> Self {
        let drivers = programme.balance.drivers.iter().map(|driver| driver.block);
        Self {
            level: warning.map_or(WarningLevel::Grey, |warning| warning.assessment.level),
            is_placed_badly: is_adverse(warning, Signal::F1),
            is_restricted: warning.is_some_and(is_restricted),
            settled: settled(findings, warning),
            deciding: drivers.into_iter().find(|block| block.has_table()),
        }
    }
}

/// The bounds of a place, with the probability that its programme will be short as things are; none where nothing is known of its
/// demand.
pub(super) fn bounds(
    policy: &SeatPolicy,
    taken: Taken,
    grounds: Grounds,
    chance_of_shortage: Option<f64>,
) -> Bounds {
    let (class, entering) = (policy.class_size, taken.entering);
    // A share of few is less than a class, and seats come in classes.
    let change = (policy.most_change * entering).max(class);
    let free = Bounds {
        low: (entering - change).max(class.min(entering)),
        high: entering + change,
        held: None,
    };
    let at_most = |most: f64, held: Held| {
        let high = most.min(entering).max(0.0);
        Bounds { low: free.low.min(high), high, held: Some(held) }
    };
    let settled = grounds.settled.unwrap_or(entering);
    let [least, most] = policy.undecided;
    match grounds.level {
        // Outcomes speak against it and the balance does not: no more, and fewer only where that loses less.
        WarningLevel::Red | WarningLevel::Orange
            if chance_of_shortage.is_some_and(|chance| chance >= least) =>
        {
            return Bounds { high: entering, held: Some(Held::Contrary), ..free };
        }
        WarningLevel::Red => return Bounds { low: 0.0, high: 0.0, held: Some(Held::Red) },
        WarningLevel::Orange => {
            let cut = (1.0 - policy.most_change) * entering;
            return at_most(cut.min(settled).round(), Held::Orange);
        }
        _ => {}
    }
    if grounds.is_placed_badly {
        return at_most(settled, Held::Placement);
    }
    let stays = |held: Held| Bounds { low: entering, high: entering, held: Some(held) };
    let Some(chance) = chance_of_shortage else { return stays(Held::Unread) };
    if (least..=most).contains(&chance) {
        return stays(Held::Undecided { block: grounds.deciding });
    }
    // Where too many are likelier nobody is added, where too few are nobody taken away, not even to keep a total.
    let free = if chance < least {
        Bounds { high: entering, ..free }
    } else {
        Bounds { low: entering, ..free }
    };
    let no_more = |held: Held| Bounds { high: entering, held: Some(held), ..free };
    let filled = taken.quota.zip(taken.entered);
    match grounds.level {
        WarningLevel::Yellow => no_more(Held::Yellow),
        _ if grounds.is_restricted => no_more(Held::Statutory),
        _ if filled.is_some_and(|(quota, entered)| entered < policy.filled * quota) => {
            no_more(Held::Unfilled)
        }
        _ => free,
    }
}

/// Whether a published rule in force is met that would have it shrink or not grow, or a control list names it.
fn is_restricted(warning: &WarningRecord) -> bool {
    use WarningLevel::{Orange, Red, Yellow};

    let mut levels = warning.statutory.iter().filter_map(|rule| rule.level);
    levels.any(|level| matches!(level, Yellow | Orange | Red))
}

fn is_adverse(warning: Option<&WarningRecord>, signal: Signal) -> bool {
    let own = warning.and_then(|warning| warning.evidence_of(signal));
    own.is_some_and(|evidence| evidence.reading.standing.is_adverse())
}

/// Graduates of the newest cohort of a place who have gone somewhere: to a job, to further study, to the army. Rules that cap the
/// intake by direct jobs alone are of a time when few went on studying.
fn settled(findings: &Findings<'_>, warning: Option<&WarningRecord>) -> Option<f64> {
    const SETTLED: [Measure; 3] = [Measure::DirectJobs, Measure::FurtherStudy, Measure::Army];

    let warning = warning?;
    let subject = (warning.programme.clone(), warning.school.clone());
    let settled = findings.facts.sum(&subject, &SETTLED)?;
    settled.series.at(findings.facts.cohort_of(findings.outcome.base))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAKEN: Taken = Taken { entering: 300.0, quota: Some(300.0), entered: Some(290.0) };

    fn grounds(level: WarningLevel) -> Grounds {
        Grounds {
            level,
            is_placed_badly: false,
            is_restricted: false,
            settled: Some(200.0),
            deciding: None,
        }
    }

    fn of(taken: Taken, grounds: Grounds, chance: Option<f64>) -> (f64, f64, Option<Held>) {
        let found = bounds(&SeatPolicy::default(), taken, grounds, chance);
        (found.low, found.high, found.held)
    }

    #[test]
    fn a_place_grows_only_where_nothing_speaks_against_it() {
        let normal = grounds(WarningLevel::Normal);
        assert_eq!(of(TAKEN, normal, Some(0.9)), (300.0, 360.0, None));
        assert_eq!(of(TAKEN, normal, Some(0.1)), (240.0, 300.0, None));
        let held = |taken, grounds| of(taken, grounds, Some(0.9)).2;
        let restricted = Grounds { is_restricted: true, ..normal };
        assert_eq!(of(TAKEN, restricted, Some(0.9)), (300.0, 300.0, Some(Held::Statutory)));
        assert_eq!(held(TAKEN, grounds(WarningLevel::Yellow)), Some(Held::Yellow));
        let unfilled = Taken { entered: Some(200.0), ..TAKEN };
        assert_eq!(held(unfilled, normal), Some(Held::Unfilled));
        // Two thirds of the chance on either side decides nothing, and nothing known of it neither.
        let stays = Some(Held::Undecided { block: None });
        assert_eq!(of(TAKEN, normal, Some(0.5)), (300.0, 300.0, stays));
        assert_eq!(of(TAKEN, normal, None), (300.0, 300.0, Some(Held::Unread)));
    }

    #[test]
    fn seats_go_where_both_grounds_say_so() {
        let orange = grounds(WarningLevel::Orange);
        // A fifth less, and no more than went somewhere.
        assert_eq!(of(TAKEN, orange, Some(0.1)), (200.0, 200.0, Some(Held::Orange)));
        assert_eq!(of(TAKEN, orange, Some(0.5)), (240.0, 300.0, Some(Held::Contrary)));
        let placed_badly = Grounds { is_placed_badly: true, ..grounds(WarningLevel::Blue) };
        assert_eq!(of(TAKEN, placed_badly, Some(0.9)), (200.0, 200.0, Some(Held::Placement)));
        let red = grounds(WarningLevel::Red);
        for chance in [Some(0.1), None] {
            assert_eq!(of(TAKEN, red, chance), (0.0, 0.0, Some(Held::Red)));
        }
        assert_eq!(of(TAKEN, red, Some(0.5)).2, Some(Held::Contrary));
    }
}
