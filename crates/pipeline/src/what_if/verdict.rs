//! Level, signals and published rules of a subject at the next release, with a scenario and without it, all other figures as
//! they are.

use std::collections::BTreeMap;

use talent_domain::{ProgrammeCode, Year};
use talent_facts::{Facts, Subject};
use talent_outlook::{
    Levels, Outlook, SignalPair, StatutoryRecord, Verdict, WarningRecord, subject_id,
};
use talent_release::{Change, recruits};
use talent_warning::{
    Counted, DrawnRatio, Figure, Growth, Policy, Reading, Release, Signal, WarningLevel,
    assess_after, read,
};

use crate::signals::{GapReading, sites};
use crate::statutory::{Shift, Statutes};

/// What verdicts are worked out from.
pub(super) struct Judge<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) policy: &'a Policy,
    pub(super) base: Year,
    pub(super) changes: &'a [Change],
    pub(super) statutes: Statutes<'a>,
    /// What was published of the same base year.
    pub(super) published: Option<&'a Outlook>,
    /// What the balances say, before and after.
    pub(super) gaps: [BTreeMap<ProgrammeCode, GapReading>; 2],
}

/// A subject on one of the two sides.
struct Side<'a> {
    gap: Option<&'a GapReading>,
    /// Expected to enter next, persons.
    entrants: Option<f64>,
    shift: Shift,
    /// Whether the place stops.
    stops: bool,
}

impl Judge<'_> {
    /// The verdict on a subject, whose expected entrants are given before and after.
    pub(super) fn verdict(
        &self,
        subject: &Subject,
        (entrants_before, entrants_after): (Option<f64>, Option<f64>),
    ) -> Verdict {
        let (programme, school) = subject;
        let stops = school.as_ref().is_some_and(|school| {
            self.changes.iter().any(|change| change.stops(school, programme))
        });
        let [gap_before, gap_after] = self.gaps.each_ref().map(|gaps| gaps.get(&subject.0));
        let (entrants, shift) = (entrants_before, Shift::default());
        let before = Side { gap: gap_before, entrants, shift, stops: false };
        let shift = self.shift(subject);
        let after = Side { gap: gap_after, entrants: entrants_after, shift, stops };
        let record = self
            .published
            .and_then(|outlook| outlook.warning(&subject_id(programme, school.as_ref())));
        let last = record.and_then(|record| record.releases.last());
        let releases = [&before, &after].map(|side| Some(self.next_release(subject, side, last?)));
        let statutory = [&before, &after]
            .map(|side| rules(self.statutes.shifted(subject, self.base, side.shift)));
        let [rules_before, rules_after] = statutory;
        let levels = || {
            let [before, after] = releases.each_ref().map(|next| {
                next.as_ref().and_then(|next| self.next_level(subject, record?, next.clone()))
            });
            Some(Levels { now: record?.assessment.level, next: (before?, after?) })
        };
        let readings = |release: &Option<Release>| {
            release.as_ref().map_or_else(Vec::new, |release| release.readings.clone())
        };
        Verdict {
            levels: levels(),
            signals: pairs(&readings(&releases[0]), &readings(&releases[1])),
            statutory: (rules_before, rules_after),
        }
    }

    /// What the changes do to the figures that published rules look at.
    fn shift(&self, (programme, school): &Subject) -> Shift {
        let mut shift = Shift::default();
        for change in self.changes {
            let Some((at, code)) = change.place() else { continue };
            let step = match change {
                Change::Open { .. } => 1.0,
                Change::Stop { .. } if recruits(self.facts, self.base, at, code) => -1.0,
                _ => 0.0,
            };
            if code == programme {
                shift.sites += step;
            }
            if step > 0.0 && school.as_ref() == Some(at) {
                shift.programmes += step;
            }
        }
        shift
    }

    /// The release after the last one: its readings, but for what the balance and the sites give on this side.
    fn next_release(&self, subject: &Subject, side: &Side<'_>, last: &Release) -> Release {
        let reread = |reading: &Reading| match reading.signal {
            Signal::F3 => side.gap.and_then(|gap| read(self.policy, Signal::F3, drawn(gap))),
            Signal::F5 if side.stops => None,
            Signal::F7 => {
                let (mut counts, _) = sites(self.facts, self.base, &subject.0);
                counts.count += side.shift.sites;
                let value = counts.rate()?;
                let figure = Figure::Counted(Counted { value, counts, falling: false });
                read(self.policy, Signal::F7, figure)
            }
            _ => Some(*reading),
        };
        let growth = last.growth.zip(side.gap);
        Release {
            year: last.year + 1,
            published: true,
            readings: last.readings.iter().filter_map(reread).collect(),
            entrants: side.entrants.or(last.entrants),
            growth: growth.map(|(growth, gap)| Growth {
                good: gap.enough,
                shortage: gap.large_shortage,
                ..growth
            }),
            ..last.clone()
        }
    }

    /// The level after that release, by the rules of levels.
    fn next_level(
        &self,
        (programme, _): &Subject,
        record: &WarningRecord,
        next: Release,
    ) -> Option<WarningLevel> {
        let exempt = self.policy.exempt.programmes.iter().any(|code| code == programme.as_str());
        let mut levels = record.assessment.history.clone();
        if let Some((_, level)) = levels.last_mut() {
            *level = record.assessment.level;
        }
        let known = record.releases.iter().cloned().map(|release| Release {
            published: release.published || release.year == self.base,
            ..release
        });
        let releases: Vec<Release> = known.chain([next]).collect();
        Some(assess_after(self.policy, &levels, &releases, exempt)?.level)
    }
}

fn drawn(gap: &GapReading) -> Figure {
    Figure::Drawn(DrawnRatio {
        expected: gap.expected,
        beyond: gap.surplus,
        far_beyond: gap.large_surplus,
    })
}

fn rules(met: Vec<StatutoryRecord>) -> Vec<String> {
    met.into_iter().map(|record| record.rule).collect()
}

/// Signals that are adverse on one side, or whose value or standing differs.
fn pairs(before: &[Reading], after: &[Reading]) -> Vec<SignalPair> {
    let find = |readings: &[Reading], signal| {
        readings.iter().find(|reading| reading.signal == signal).copied()
    };
    let pair =
        |signal| SignalPair { signal, before: find(before, signal), after: find(after, signal) };
    let adverse = |reading: &Option<Reading>| reading.is_some_and(|r| r.standing.is_adverse());
    Signal::all()
        .map(pair)
        .filter(|pair| adverse(&pair.before) || adverse(&pair.after) || pair.before != pair.after)
        .collect()
}
