//! What the product and each way beside it called of simulated cities, beside the truth.

use std::collections::BTreeMap;

use talent_outlook::{Outlook, ProgrammeOutlook, Range};
use talent_pipeline::Certainty;
use talent_simulate::{BASE, BalanceClass, Call, Case, Confidence, Rule, SimulatedCity};

/// Releases whose calls are compared with one another: those that a run draws.
const RELEASES: [i32; 3] = [BASE - 2, BASE - 1, BASE];

/// What one way called, over all cities.
#[derive(Debug, Default)]
pub(super) struct Called {
    /// Calls of the newest release beside the truth.
    pub(super) cases: Vec<Case>,
    /// Changes of level or class from one release to the next, and how many could have changed.
    pub(super) changes: (usize, usize),
}

/// What came of all cities.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The product.
    pub(super) product: Called,
    /// By the position of the rule in [`Rule::ALL`].
    pub(super) rules: [Called; Rule::ALL.len()],
    /// True classes of programmes, by [`BalanceClass::ALL`].
    pub(super) truth: [usize; 5],
    /// Programmes that the product says nothing of; no way is scored on them.
    pub(super) unanswered: usize,
}

/// What the product calls of a programme: the one place that reads its outlook.
///
/// `None` where the programme has no band of its own.
fn call_of(programme: &ProgrammeOutlook) -> Option<Call> {
    let balance = &programme.balance;
    balance.band?;
    // A ratio that is not finite has openings and no entrants.
    let end = |value: Option<f64>| value.unwrap_or(f64::INFINITY);
    let Range { p80, p95, .. } = balance.sdr;
    Some(Call {
        confidence: Some(match balance.certainty {
            Certainty::High => Confidence::High,
            Certainty::Medium => Confidence::Medium,
            Certainty::Low => Confidence::Low,
        }),
        p80: Some((end(p80.0), end(p80.1))),
        p95: Some((end(p95.0), end(p95.1))),
        ..Call::of_ratio(end(balance.sdr.centre()))
    })
}

impl Found {
    /// Counts one city in.
    pub(super) fn add(&mut self, city: &SimulatedCity, outlook: &Outlook) {
        let by_rule = Rule::ALL.map(|rule| RELEASES.map(|release| rule.calls(city, release)));
        for truth in &city.truth.programmes {
            let Some(ratio) = truth.to_come() else { continue };
            self.truth[BalanceClass::of(ratio) as usize] += 1;
            let Some(call) = outlook.programme(&truth.code).and_then(call_of) else {
                self.unanswered += 1;
                continue;
            };
            self.product.cases.push(Case { truth: ratio, call });
            for (called, [.., newest]) in self.rules.iter_mut().zip(&by_rule) {
                let call = newest.get(&truth.code).copied();
                called.cases.extend(call.map(|call| Case { truth: ratio, call }));
            }
        }
        for (called, calls) in self.rules.iter_mut().zip(&by_rule) {
            called.count_changes(calls);
        }
        for warning in &outlook.warnings {
            let levels = warning.assessment.history.windows(2);
            self.product.changes.0 += levels.clone().filter(|pair| pair[0].1 != pair[1].1).count();
            self.product.changes.1 += levels.len();
        }
    }
}

impl Called {
    /// Counts programmes whose class changes from one release to the next.
    fn count_changes(&mut self, releases: &[BTreeMap<String, Call>]) {
        for pair in releases.windows(2) {
            for (code, call) in &pair[0] {
                let Some(next) = pair[1].get(code) else { continue };
                self.changes.0 += usize::from(next.class != call.class);
                self.changes.1 += 1;
            }
        }
    }
}
