//! Between which numbers a place may be planned, and what holds it.

use talent_domain::Measure;
use talent_market::Block;
use talent_outlook::{Held, ProgrammeOutlook, WarningRecord};
use talent_warning::{Signal, WarningLevel};

use super::super::Findings;

/// The bounds of a place, persons.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
    /// What narrows them.
    pub(super) held: Option<Held>,
}

/// The bounds of a place: `entering` as things are, with its quota and those who entered last.
pub(super) fn bounds(
    findings: &Findings<'_>,
    programme: &ProgrammeOutlook,
    (entering, quota, entered): (f64, Option<f64>, Option<f64>),
    warning: Option<&WarningRecord>,
    chance_of_shortage: Option<f64>,
) -> Bounds {
    let policy = &findings.request.policy.seat_plan;
    let class = policy.class_size;
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
    let level = warning.map_or(WarningLevel::Grey, |warning| warning.assessment.level);
    let jobs = || settled(findings, warning).unwrap_or(entering);
    let is_unfilled =
        quota.zip(entered).is_some_and(|(quota, entered)| entered < policy.filled * quota);
    let [least, most] = policy.undecided;
    let is_short = chance_of_shortage.is_some_and(|chance| chance > most);
    match level {
        WarningLevel::Red => return Bounds { low: 0.0, high: 0.0, held: Some(Held::Red) },
        // Outcomes speak against it and the balance for it: no more, and fewer only where that loses less.
        WarningLevel::Orange if is_short => {
            return Bounds { high: entering, held: Some(Held::Contrary), ..free };
        }
        WarningLevel::Orange => {
            let cut = (1.0 - policy.most_change) * entering;
            return at_most(cut.min(jobs()).round(), Held::Orange);
        }
        _ => {}
    }
    if is_adverse(warning, Signal::F1) {
        return at_most(jobs(), Held::Placement);
    }
    let stays = |held: Held| Bounds { low: entering, high: entering, held: Some(held) };
    let Some(chance) = chance_of_shortage else { return stays(Held::Unread) };
    if (least..=most).contains(&chance) {
        return stays(Held::Undecided { block: deciding(programme) });
    }
    // Where too many are likelier nobody is added, where too few are nobody taken away, not even to keep a total.
    let free = if chance < least {
        Bounds { high: entering, ..free }
    } else {
        Bounds { low: entering, ..free }
    };
    match level {
        WarningLevel::Yellow => Bounds { high: entering, held: Some(Held::Yellow), ..free },
        _ if is_unfilled => Bounds { high: entering, held: Some(Held::Unfilled), ..free },
        _ => free,
    }
}

/// The block of uncertainty that matters most of those that a table would settle.
fn deciding(programme: &ProgrammeOutlook) -> Option<Block> {
    let drivers = programme.balance.drivers.iter().map(|driver| driver.block);
    drivers.into_iter().find(|block| block.has_table())
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
