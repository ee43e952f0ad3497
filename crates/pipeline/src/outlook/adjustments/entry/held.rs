//! One candidate, criterion by criterion.

use talent_domain::{Origins, ProgrammeClass, SchoolCode, TemplateCode};
use talent_outlook::CriterionRead;
use talent_release::Outcome;
use talent_warning::{Criterion, WarningLevel};

use super::super::super::{band, edges};
use super::super::{is_large_surplus, read};
use super::{Counted, Entries, Wanted, balance_origins};
use crate::signals::sites;

/// A programme that might be opened at a school.
pub(super) struct Question<'q> {
    pub(super) entries: &'q Entries<'q>,
    pub(super) wanted: &'q Wanted<'q>,
    pub(super) school: &'q SchoolCode,
    /// Seats that other schools open before it, persons.
    pub(super) seats: f64,
    /// Programmes that its school opens, with this one: in all, and of the class.
    pub(super) new: (usize, usize),
}

impl Question<'_> {
    /// Every criterion, in the order in which people read them.
    pub(super) fn criteria(&self) -> Vec<CriterionRead> {
        vec![
            self.shortage(),
            self.scenarios(),
            self.control_list(),
            self.share_of_schools(),
            self.new_at_school(),
            self.programmes_at_school(),
            self.beds(),
            self.teachers(),
            self.dual_qualified(),
            self.employers(),
            self.level_elsewhere(),
        ]
    }

    /// Of a programme that no school has, only what is lacking of its class is known, and that is no answer.
    fn shortage(&self) -> CriterionRead {
        let policy = &self.entries.findings.request.policy.entry;
        let chance = self.entries.chance(self.wanted, self.seats);
        let enough = chance >= policy.shortage_probability;
        let holds = match self.wanted.position {
            Some(_) if enough && self.entries.is_undecided(self.wanted.code) => None,
            Some(_) => Some(enough),
            None => (!enough).then_some(false),
        };
        let mut found =
            read(Criterion::Shortage, (Some(chance), policy.shortage_probability), holds);
        found.origins = self.origins_of_balance();
        found
    }

    /// The origins of the balance of the programme, or of those of its class.
    fn origins_of_balance(&self) -> Origins {
        let class = self.wanted.code.class();
        let programmes = self.entries.programmes.iter().enumerate();
        let own = programmes.filter(|(p, programme)| match self.wanted.position {
            Some(position) => *p == position,
            None => programme.code.class() == class,
        });
        own.fold(Origins::default(), |mut origins, (_, programme)| {
            origins.absorb(&balance_origins(programme));
            origins
        })
    }

    /// The base and the scenarios of the policy; unknown where one of them is not named by the assumptions, or has no band.
    fn scenarios(&self) -> CriterionRead {
        let findings = self.entries.findings;
        let edges = edges(findings.request.policy.bands);
        let wanted = findings.request.policy.entry.scenarios.len();
        let class = self.wanted.code.class();
        let of = |outcome: &Outcome| {
            is_large_surplus(match self.wanted.position {
                Some(_) => {
                    let mut supplies = outcome.supplies.iter();
                    let p = supplies.position(|supply| supply.programme == *self.wanted.code)?;
                    band(outcome, p, edges)
                }
                None => class_band(outcome, &class, edges),
            })
        };
        let outcomes = std::iter::once(findings.outcome).chain(self.entries.scenarios);
        let bands: Vec<Option<bool>> = outcomes.map(of).collect();
        let surplus = bands.iter().filter(|band| **band == Some(true)).count();
        let is_whole = bands.len() == wanted + 1 && bands.iter().all(Option::is_some);
        let holds = if surplus > 0 { Some(false) } else { is_whole.then_some(true) };
        let mut found = read(
            Criterion::Scenarios,
            ((is_whole || surplus > 0).then_some(surplus as f64), 0.0),
            holds,
        );
        found.origins = self.origins_of_balance();
        found
    }

    /// C7; unknown where no list was taken in.
    fn control_list(&self) -> CriterionRead {
        let controls = &self.entries.findings.facts.codes.controls;
        let own: Vec<usize> = (0..controls.len())
            .filter(|row| controls[*row].programme == *self.wanted.code)
            .collect();
        let known = (!controls.is_empty()).then_some(own.len());
        let mut found = read(
            Criterion::ControlList,
            (known.map(|count| count as f64), 0.0),
            known.map(|count| count == 0),
        );
        found.origins.add_rows(TemplateCode::C7, own);
        found
    }

    /// F7, with this school and those before it.
    fn share_of_schools(&self) -> CriterionRead {
        let findings = self.entries.findings;
        let policy = findings.request.policy;
        let most = policy.duplication.city_share_above;
        let (counts, origins) = sites(findings.facts, findings.outcome.base, self.wanted.code);
        let before = self.seats / policy.seat_plan.class_size;
        let share = (counts.of > 0.0).then(|| (counts.count + before + 1.0) / counts.of);
        let mut found =
            read(Criterion::ShareOfSchools, (share, most), share.map(|share| share <= most));
        found.origins = origins;
        found
    }

    fn new_at_school(&self) -> CriterionRead {
        let most = self.entries.findings.request.policy.entry.most_new;
        let (new, _) = self.new;
        read(
            Criterion::NewAtSchool,
            (Some(new as f64), f64::from(most)),
            Some(new <= most as usize),
        )
    }

    /// Schools with many programmes open no more than they withdraw.
    fn programmes_at_school(&self) -> CriterionRead {
        let least = self.entries.findings.request.policy.entry.no_growth_from;
        let (count, withdrawn) = self.entries.programmes_of(self.school);
        let holds = count < least as usize || self.new.0 <= withdrawn;
        read(Criterion::ProgrammesAtSchool, (Some(count as f64), f64::from(least)), Some(holds))
    }

    /// Beds for a class of each programme that the school opens, by the plan for all others; unknown where C1 counts none.
    fn beds(&self) -> CriterionRead {
        let class = self.entries.findings.request.policy.seat_plan.class_size;
        let needed = class * self.new.0 as f64;
        let free = self.entries.free_beds(self.school);
        let persons = free.as_ref().map(|free| free.persons);
        let mut found = read(Criterion::Beds, (persons, needed), persons.map(|p| p >= needed));
        found.origins = free.map(|free| free.origins).unwrap_or_default();
        found
    }

    fn teachers(&self) -> CriterionRead {
        let policy = &self.entries.findings.request.policy.seat_plan;
        let needed = self.new.1 as f64 * policy.class_size / policy.students_per_teacher;
        self.staff(Criterion::Teachers, needed, |staff| staff.spare.as_ref())
    }

    fn dual_qualified(&self) -> CriterionRead {
        let needed = self.entries.findings.request.policy.entry.dual_qualified;
        self.staff(Criterion::DualQualified, needed, |staff| staff.dual.as_ref())
    }

    /// Teachers of the class at the school of whom enough are needed; unknown where T3 does not count them.
    fn staff(
        &self,
        criterion: Criterion,
        needed: f64,
        of: impl Fn(&super::Staff) -> Option<&Counted>,
    ) -> CriterionRead {
        let key = (self.school.clone(), self.wanted.code.class());
        let counted = self.entries.staff.get(&key).and_then(of);
        let persons = counted.map(|counted| counted.persons);
        let mut found = read(criterion, (persons, needed), persons.map(|p| p >= needed));
        found.origins = counted.map(|counted| counted.origins.clone()).unwrap_or_default();
        found
    }

    /// No table holds what employers wrote: the school brings it.
    fn employers(&self) -> CriterionRead {
        let needed = self.entries.findings.request.policy.entry.employers;
        read(Criterion::Employers, (None, f64::from(needed)), None)
    }

    /// Red and orange levels of the programme anywhere in the city in the last releases.
    fn level_elsewhere(&self) -> CriterionRead {
        let releases = usize::from(self.entries.findings.request.policy.entry.clear_releases);
        let is_grave =
            |level: WarningLevel| matches!(level, WarningLevel::Red | WarningLevel::Orange);
        let own = self.entries.warnings.iter().filter(|w| w.programme == *self.wanted.code);
        let grave = own.filter(|w| {
            let history = w.assessment.history.iter().rev().take(releases);
            history.into_iter().any(|(_, level)| is_grave(*level))
        });
        let (mut count, mut origins) = (0, Origins::default());
        for warning in grave {
            count += 1;
            for evidence in &warning.evidence {
                origins.absorb(&evidence.origins);
            }
        }
        let mut found =
            read(Criterion::LevelElsewhere, (Some(f64::from(count)), 0.0), Some(count == 0));
        found.origins = origins;
        found
    }
}

/// The band of a class by its expected ratio; none where no list links it.
fn class_band(
    outcome: &Outcome,
    class: &ProgrammeClass,
    edges: talent_market::BandEdges,
) -> Option<talent_market::Band> {
    let position = outcome.classes.codes.iter().position(|code| code == class)?;
    let expected = outcome.expected(|draw| &draw.class_balances[position]);
    (outcome.modelled[position] > 0.0).then(|| edges.band(expected.sdr))
}
