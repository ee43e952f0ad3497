//! What single changes touch: the programmes and places, before and after.

use std::collections::BTreeSet;

use talent_domain::{Measure, ProgrammeCode, SchoolCode, Year};
use talent_facts::{Facts, Subject};
use talent_outlook::{
    AskedChange, ChangeKind, SharingProgramme, Touch, WhatIf, WhatIfPlace, WhatIfProgramme,
};
use talent_release::{Change, Outcome, ReleaseError, Scenario, recruits};

use super::cohort::cohort_ratio;
use super::verdict::Judge;
use super::{Pair, side};
use crate::outlook::{OutlookRequest, band, edges, range, ratio_range};
use crate::signals::gap_readings;
use crate::statutory::Statutes;

/// Openings by which a plant must move a programme's demand for it to be listed, persons over the horizon.
const MOVED: f64 = 0.5;
/// And this share of what it moves that of the programme that it moves most.
const MOVED_SHARE: f64 = 0.1;
/// Programmes of the same industry that are named, for each programme that is changed.
const NAMED: usize = 6;
/// Jobs of a plant beyond this share of those whom units of its industry employ are told.
const USUAL_JOBS: f64 = 0.1;

/// What the changes of a scenario do, from the two sides drawn.
pub(super) fn what_if(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    scenario: &Scenario,
    pair: &Pair,
) -> Result<WhatIf, ReleaseError> {
    let base = pair.before.base;
    let published = request.published.filter(|shown| shown.outlook.meta.base_year == base);
    let bands = edges(request.policy.bands);
    let judge = Judge {
        facts,
        policy: request.policy,
        base,
        changes: &scenario.changes,
        statutes: Statutes::new(facts, request.policy),
        published: published.map(|shown| shown.outlook),
        gaps: [&pair.before, &pair.after].map(|outcome| gap_readings(outcome, bands)),
    };
    let touched = Touched { facts, scenario, pair, request };
    let listed = touched.programmes();
    let years = listed.iter().map(|(p, _)| pair.before.supplies[*p].years + 1).max().unwrap_or(0);
    let longer = if years as i32 > pair.before.horizon {
        Some(Pair::longer(facts, request, years, base, scenario)?)
    } else {
        None
    };
    let cohorts = longer.as_ref().unwrap_or(pair);
    let programme = |&(p, touch)| touched.programme(p, touch, cohorts, &judge);
    let changes = &scenario.changes;
    Ok(WhatIf {
        text: changes.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        run: published.map(|shown| shown.run),
        next: base + 1,
        changes: changes.iter().map(|change| touched.asked(change, cohorts)).collect(),
        programmes: listed.iter().map(programme).collect(),
        places: touched.places(cohorts, &judge),
        sharing: published.map_or_else(Vec::new, |shown| touched.sharing(shown.outlook)),
    })
}

/// What the changes are of.
struct Touched<'a> {
    facts: &'a Facts<'a>,
    scenario: &'a Scenario,
    pair: &'a Pair,
    request: &'a OutlookRequest<'a>,
}

impl Touched<'_> {
    /// The programmes of the changes, each once.
    fn changed(&self) -> Vec<&ProgrammeCode> {
        let mut codes: Vec<&ProgrammeCode> = Vec::new();
        for (_, code) in self.scenario.changes.iter().filter_map(Change::place) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }

    /// Positions of the programmes that are listed, with why: those of the changes, those that a plant gives or takes
    /// openings, the largest change first, and those of the classes of the first.
    fn programmes(&self) -> Vec<(usize, Touch)> {
        let (before, after) = (&self.pair.before, &self.pair.after);
        let position = |code: &&ProgrammeCode| {
            before.supplies.iter().position(|supply| supply.programme == **code)
        };
        let changed = self.changed();
        let mut listed: Vec<(usize, Touch)> =
            changed.iter().filter_map(position).map(|p| (p, Touch::Changed)).collect();
        let demand = |outcome: &Outcome, p: usize| outcome.middle.balances[p].demand;
        let has_plant = self.scenario.changes.iter().any(|change| change.place().is_none());
        let moved = |p: usize| (demand(after, p) - demand(before, p)).abs();
        let others = |listed: &[(usize, Touch)]| -> Vec<usize> {
            let known: BTreeSet<usize> = listed.iter().map(|(p, _)| *p).collect();
            (0..before.supplies.len()).filter(|p| !known.contains(p)).collect()
        };
        if has_plant {
            let most = (0..before.supplies.len()).map(moved).fold(0.0, f64::max);
            let least = MOVED.max(MOVED_SHARE * most);
            let mut served: Vec<usize> =
                others(&listed).into_iter().filter(|p| moved(*p) >= least).collect();
            served.sort_by(|a, b| moved(*b).total_cmp(&moved(*a)));
            listed.extend(served.into_iter().map(|p| (p, Touch::Industry)));
        }
        let classes: BTreeSet<_> = changed.iter().map(|code| code.class()).collect();
        let alike = others(&listed);
        let of_class = |p: &usize| classes.contains(&before.supplies[*p].programme.class());
        listed.extend(alike.into_iter().filter(of_class).map(|p| (p, Touch::SameClass)));
        listed
    }

    fn programme(
        &self,
        p: usize,
        touch: Touch,
        cohorts: &Pair,
        judge: &Judge<'_>,
    ) -> WhatIfProgramme {
        let Pair { before, after, .. } = self.pair;
        let code = &before.supplies[p].programme;
        let bands = edges(self.request.policy.bands);
        let sides = |read: fn(&talent_market::Balance) -> f64| {
            (side(before, p, read), side(after, p, read))
        };
        let ratio = |outcome: &Outcome| {
            let known = outcome.classes.observed[p];
            let draws = outcome.outcomes.iter().filter(|_| known);
            let draws = draws.map(|draw| draw.balances[p].sdr).collect();
            ratio_range(draws, outcome.expected(|draw| &draw.balances[p]).sdr)
        };
        let entering = |outcome: &Outcome| mean_next(outcome, |drawn| &drawn.programmes[p]);
        let next = (entering(&cohorts.before), entering(&cohorts.after));
        let entry = self.facts.codes.programmes.get(code);
        WhatIfProgramme {
            code: code.clone(),
            name: self.facts.codes.programme_name(code).to_owned(),
            class: code.class(),
            class_name: entry.map(|entry| entry.class_name.clone()).unwrap_or_default(),
            touch,
            // Of a programme without a share of its class nothing is known of demand, which is not none.
            demand: if before.classes.observed[p] {
                sides(|balance| balance.demand)
            } else {
                (range([]), range([]))
            },
            supply: sides(|balance| balance.supply),
            sdr: (ratio(before), ratio(after)),
            band: (band(before, p, bands), band(after, p, bands)),
            cohort: cohort_ratio(cohorts, p, before.horizon),
            verdict: judge.verdict(&(code.clone(), None), next),
        }
    }

    /// The places of the changes, then the other schools that recruit for the same programmes.
    fn places(&self, cohorts: &Pair, judge: &Judge<'_>) -> Vec<WhatIfPlace> {
        let changed = self.scenario.changes.iter().filter_map(Change::place);
        let changed: Vec<(&SchoolCode, &ProgrammeCode)> = changed.collect();
        let mut listed: Vec<_> =
            changed.iter().map(|(school, code)| (*school, *code, Touch::Changed)).collect();
        for code in self.changed() {
            let others = self.facts.schools(code).filter(|school| {
                let base = self.pair.before.base;
                !changed.contains(&(*school, code)) && recruits(self.facts, base, school, code)
            });
            listed.extend(others.map(|school| (school, code, Touch::SameProgramme)));
        }
        listed
            .into_iter()
            .map(|(school, code, touch)| self.place((school, code), touch, cohorts, judge))
            .collect()
    }

    fn place(
        &self,
        (school, code): (&SchoolCode, &ProgrammeCode),
        touch: Touch,
        cohorts: &Pair,
        judge: &Judge<'_>,
    ) -> WhatIfPlace {
        let subject: Subject = (code.clone(), Some(school.clone()));
        let opened = self.scenario.changes.iter().any(|change| {
            matches!(change, Change::Open { .. }) && change.place() == Some((school, code))
        });
        let entrants = if opened {
            self.opened_entrants(code, cohorts)
        } else {
            (place_next(&cohorts.before, school, code), place_next(&cohorts.after, school, code))
        };
        WhatIfPlace {
            programme: code.clone(),
            programme_name: self.facts.codes.programme_name(code).to_owned(),
            school: school.clone(),
            school_name: self.facts.codes.school_name(school).to_owned(),
            touch,
            entrants,
            stops: self.scenario.changes.iter().any(|change| change.stops(school, code)),
            verdict: judge.verdict(&subject, entrants),
        }
    }

    /// Who enters at a place that is opened: what the programme gains that its other places do not.
    fn opened_entrants(&self, code: &ProgrammeCode, cohorts: &Pair) -> (Option<f64>, Option<f64>) {
        let whole = |outcome: &Outcome| {
            let p = outcome.supplies.iter().position(|supply| supply.programme == *code)?;
            let at_places: f64 = outcome
                .intake
                .as_ref()?
                .places
                .iter()
                .enumerate()
                .filter(|(_, place)| place.programme == p && place.school.is_some())
                .filter_map(|(at, _)| mean_next(outcome, |drawn| &drawn.places[at]))
                .sum();
            Some(mean_next(outcome, |drawn| &drawn.programmes[p])? - at_places)
        };
        let seats = |change: &Change| match change {
            Change::Open { programme, persons, .. } if programme == code => f64::from(*persons),
            _ => 0.0,
        };
        let opened: Vec<f64> =
            self.scenario.changes.iter().map(seats).filter(|n| *n > 0.0).collect();
        // Schools that open the same programme at once share what it gains alike.
        let share = 1.0 / opened.len().max(1) as f64;
        (Some(0.0), whole(&cohorts.after).map(|persons| persons.max(0.0) * share))
    }

    /// Programmes of other classes for which the main industry of a changed programme is the main one too.
    fn sharing(&self, published: &talent_outlook::Outlook) -> Vec<SharingProgramme> {
        let mut found: Vec<SharingProgramme> = Vec::new();
        for code in self.changed() {
            let own = published.programme(code.as_str());
            let Some((industry, name, _)) = own.and_then(|own| own.industries.first()) else {
                continue;
            };
            let shares = published.programmes.iter().filter(|other| {
                let main = other.industries.first();
                other.code.class() != code.class() && main.is_some_and(|main| main.0 == *industry)
            });
            for other in shares.take(NAMED) {
                if found.iter().all(|known| known.code != other.code) {
                    let (code, title) = (other.code.clone(), other.name.clone());
                    found.push(SharingProgramme { code, name: title, industry: name.clone() });
                }
            }
        }
        found
    }

    /// A change as it was understood.
    fn asked(&self, change: &Change, cohorts: &Pair) -> AskedChange {
        let (codes, base) = (self.facts.codes, self.pair.before.base);
        let (kind, number) = match change {
            Change::Seats { persons, .. } => (ChangeKind::Seats, Some(*persons)),
            Change::Stop { .. } => (ChangeKind::Stop, None),
            Change::Open { persons, .. } => (ChangeKind::Open, Some(*persons)),
            Change::Plant { posts, .. } => (ChangeKind::Plant, Some(*posts)),
        };
        let place = change.place();
        let industry = match change {
            Change::Plant { industry, .. } => {
                Some((industry.clone(), codes.industry_name(industry).to_owned()))
            }
            _ => None,
        };
        let from: Year = match change {
            Change::Plant { year, .. } => base + (year - base.number()),
            _ => base + 1,
        };
        let leaves = place.map(|(_, code)| from + self.facts.length(code).years as i32);
        AskedChange {
            text: change.to_string(),
            kind,
            school: place.map(|(code, _)| (code.clone(), codes.school_name(code).to_owned())),
            programme: place.map(|(_, code)| (code.clone(), codes.programme_name(code).to_owned())),
            industry,
            number,
            from,
            is_beyond: leaves.is_some_and(|leaves| leaves > base + self.pair.before.horizon),
            leaves,
            beside: self.beside(change, cohorts),
            is_last: self.is_last(change),
        }
    }

    /// What a change is large beside, persons; none where it is not large, or that is not known.
    fn beside(&self, change: &Change, cohorts: &Pair) -> Option<f64> {
        let policy = &self.request.policy.seat_plan;
        match change {
            Change::Seats { school, programme, persons } => {
                let now = place_next(&cohorts.before, school, programme)?;
                let most = (policy.most_change * now).max(policy.class_size).ceil();
                (f64::from(*persons) > most).then_some(most)
            }
            Change::Open { persons, .. } => {
                (f64::from(*persons) > policy.class_size).then_some(policy.class_size)
            }
            Change::Plant { industry, posts, .. } => {
                let workers = self.facts.regional(Some(industry), Measure::Employment)?;
                let workers = workers.until(self.pair.before.base)?.series.last();
                (f64::from(posts.unsigned_abs()) > USUAL_JOBS * workers).then_some(workers)
            }
            Change::Stop { .. } => None,
        }
    }

    /// Whether a change stops the last school that recruits for its programme; others that stop with it count.
    fn is_last(&self, change: &Change) -> bool {
        let Change::Stop { programme, .. } = change else { return false };
        let changes = &self.scenario.changes;
        let stops =
            |school: &SchoolCode| changes.iter().any(|other| other.stops(school, programme));
        let base = self.pair.before.base;
        let mut schools = self.facts.schools(programme);
        !schools.any(|school| !stops(school) && recruits(self.facts, base, school, programme))
    }
}

/// The mean of the next intake over the first draws; `None` where none was drawn.
fn mean_next(
    outcome: &Outcome,
    of: impl Fn(&talent_release::Entrants) -> &Vec<f64>,
) -> Option<f64> {
    let next: Option<Vec<f64>> =
        outcome.entrants.iter().map(|drawn| of(drawn).first().copied()).collect();
    let next = next.filter(|next| !next.is_empty())?;
    Some(next.iter().sum::<f64>() / next.len() as f64)
}

/// The next intake of a place that recruits.
fn place_next(outcome: &Outcome, school: &SchoolCode, code: &ProgrammeCode) -> Option<f64> {
    let p = outcome.supplies.iter().position(|supply| supply.programme == *code)?;
    let places = &outcome.intake.as_ref()?.places;
    let at = places
        .iter()
        .position(|place| place.programme == p && place.school.as_ref() == Some(school))?;
    mean_next(outcome, |drawn| &drawn.places[at])
}
