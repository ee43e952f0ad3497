//! 退出: programmes at schools whose level is red, and what withdrawing them would take.

use talent_domain::{Measure, Origins, ProgrammeCode, RateDefinition, Year};
use talent_outlook::{
    CriterionRead, ExitCandidate, PlannedPlace, SeatPlan, TeachOut, WarningRecord,
};
use talent_warning::{
    Cap, Criterion, CriterionOutcome, ExitVerdict, Rule, WarningLevel, is_administrative,
};

use super::super::Findings;
use super::read;
use super::staff::{Counted, by_grade, newest};

impl Findings<'_> {
    /// Programmes at schools whose level is red, by school.
    pub(super) fn exits(&self, warnings: &[WarningRecord], plan: &SeatPlan) -> Vec<ExitCandidate> {
        let red = warnings.iter().filter(|w| w.assessment.level == WarningLevel::Red);
        let mut exits: Vec<ExitCandidate> = red.filter_map(|w| self.exit(w, plan)).collect();
        exits.sort_by(|a, b| (&a.school, &a.programme).cmp(&(&b.school, &b.programme)));
        exits
    }

    /// One of them; none for the city as a whole.
    fn exit(&self, warning: &WarningRecord, plan: &SeatPlan) -> Option<ExitCandidate> {
        let school = warning.school.as_ref()?;
        let (policy, base) = (self.request.policy, self.outcome.base);
        let place = (&warning.programme, school);
        let mut criteria = self.exit_criteria(warning);
        criteria.push(self.not_wanted(plan.place(&warning.id), plan));
        // What is not known of demand holds nothing up: outcomes have decided then.
        let met = |criterion: Criterion| {
            let mut own = criteria.iter().filter(|read| read.criterion == criterion);
            own.any(|read| match read.outcome {
                CriterionOutcome::Met => true,
                CriterionOutcome::Unknown => criterion == Criterion::NotWanted,
                CriterionOutcome::NotMet => false,
            })
        };
        let verdict = ExitVerdict::of(met);
        let grades = by_grade(self.facts, place, base);
        let teachers = newest(self.facts, place, Measure::ProgrammeTeachers, base);
        let mut origins = Origins::default();
        for counted in grades.iter().chain(&teachers) {
            origins.absorb(&counted.origins);
        }
        Some(ExitCandidate {
            programme: warning.programme.clone(),
            name: warning.programme_name.clone(),
            school: school.clone(),
            school_name: warning.school_name.clone().unwrap_or_default(),
            verdict,
            review: base + 1 + i32::from(policy.exit.repair_years),
            teach_out: teach_out(&grades, self.steps(&warning.programme), base),
            teachers: teachers.map(|counted| counted.persons),
            statutory: warning.statutory.iter().map(|record| record.rule.clone()).collect(),
            criteria,
            origins,
        })
    }

    /// Red for long enough, administrative red, and whether it is protected.
    fn exit_criteria(&self, warning: &WarningRecord) -> Vec<CriterionRead> {
        let policy = self.request.policy;
        let assessment = &warning.assessment;
        let history = assessment.history.iter().rev();
        let running = history.take_while(|(_, level)| *level == WarningLevel::Red).count();
        let needed = f64::from(policy.exit.red_releases);
        let releases: Vec<_> = warning.releases.iter().filter(|r| r.reported).collect();
        let administrative =
            assessment.rule == Rule::Administrative || is_administrative(policy, &releases);
        let exempt = assessment.cap.as_ref().is_some_and(|cap| *cap == Cap::Exempt)
            || policy.exempt.programmes.iter().any(|code| code == warning.programme.as_str());
        let mut evidence = Origins::default();
        for read in &warning.evidence {
            evidence.absorb(&read.origins);
        }
        let flag = |flag: bool| f64::from(u8::from(flag));
        let mut criteria = vec![
            read(
                Criterion::RedReleases,
                (Some(running as f64), needed),
                Some(running as f64 >= needed),
            ),
            read(
                Criterion::Administrative,
                (Some(flag(administrative)), 1.0),
                Some(administrative),
            ),
            read(Criterion::NotExempt, (Some(flag(exempt)), 0.0), Some(!exempt)),
        ];
        for criterion in &mut criteria[..2] {
            criterion.origins = evidence.clone();
        }
        criteria
    }

    /// Whether too few graduates of the programme of a place are unlikely when the next cohort leaves, as the plan has it; not known
    /// where nobody is expected to enter, and where nothing is known of demand.
    fn not_wanted(&self, place: Option<&PlannedPlace>, plan: &SeatPlan) -> CriterionRead {
        let [least, _] = self.request.policy.seat_plan.undecided;
        let planned = place.and_then(|place| plan.programme(&place.programme));
        let chance = planned.filter(|_| place.is_some_and(|place| place.alternatives.is_some()));
        let chance = chance.map(|programme| programme.chance_of_shortage);
        let holds = chance.map(|chance| chance < least);
        let mut found = read(Criterion::NotWanted, (chance, least), holds);
        if let Some(place) = place {
            found.origins = place.origins.clone();
        }
        found
    }

    /// The rates between the grades of a programme in the city, as they are used for its supply.
    fn steps(&self, programme: &ProgrammeCode) -> [f64; 2] {
        let rates = self.position(programme).map(|p| &self.outcome.supplies[p].rates);
        [RateDefinition::FirstToSecond, RateDefinition::SecondToThird].map(|definition| {
            let mut own = rates.into_iter().flatten().filter(|rate| rate.definition == definition);
            own.next().map_or(1.0, |rate| rate.used.mean.min(1.0))
        })
    }
}

/// Students by year if nobody enters after the base year: each grade goes on to the next, and the last one leaves.
fn teach_out(grades: &[Counted], steps: [f64; 2], base: Year) -> Vec<TeachOut> {
    let mut students: Vec<f64> = grades.iter().map(|grade| grade.persons).collect();
    let mut years = Vec::new();
    for ahead in 0..grades.len() {
        years.push(TeachOut { year: base + ahead as i32, students: students.iter().sum() });
        let mut next = vec![0.0; students.len()];
        for grade in 1..students.len() {
            next[grade] = students[grade - 1] * steps[(grade - 1).min(1)];
        }
        students = next;
    }
    years
}

#[cfg(test)]
mod tests {
    use talent_facts::small_city::year;

    use super::*;

    #[test]
    fn students_are_taught_until_the_last_grade_has_left() {
        let grade = |persons| Counted { persons, ..Counted::default() };
        let grades = [grade(40.0), grade(30.0), grade(20.0)];
        let years = teach_out(&grades, [0.9, 0.5], year(2023));
        let found: Vec<(i32, f64)> =
            years.iter().map(|of| (of.year.number(), of.students)).collect();
        // 36 and 15 are left after a year, 18 of those who began last after two.
        assert_eq!(found, [(2023, 90.0), (2024, 51.0), (2025, 18.0)]);
        assert!(teach_out(&[], [1.0, 1.0], year(2023)).is_empty());
    }
}
