//! F1D: how likely placement is to be low two releases on.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Origins, ProgrammeCode, RateDefinition, Year};
use talent_facts::{Facts, Subject, Window};
use talent_warning::{
    Counts, Figure, ForesightCase, GroupKind, MemberCourse, Policy, foresee, foresight_cases,
};

use super::{Group, Member, TracedFigure, counts};

/// Cohorts that are looked back to: enough to learn from, and few enough that they are of the same times.
const COHORTS: i32 = 12;
/// Of these, cohorts whose figures are given as origins: older ones hardly count.
const TRACED: i32 = 3;

/// F1D of a member, as its group was foreseen.
pub(super) fn low_placement(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    group.foreseen.get(member.position)?.clone()
}

/// How likely low placement is for every member. Its origins are the figures of the member, and of its programme at other schools.
pub(super) fn foreseen(
    facts: &Facts<'_>,
    policy: &Policy,
    year: Year,
    members: &[Member<'_>],
) -> Vec<Option<TracedFigure>> {
    let newest = facts.cohort_of(year);
    let mut figures: BTreeMap<&ProgrammeCode, BTreeSet<u32>> = BTreeMap::new();
    let mut courses = Vec::new();
    for member in members {
        let (course, own) = course(facts, member.subject, newest);
        figures.entry(&member.subject.0).or_default().extend(own);
        courses.push(course);
    }
    let at_schools = members.iter().any(|member| member.subject.1.is_some());
    let chances = foresee(policy, kind(at_schools), &courses, newest.number());
    let traced = |(member, chance): (&Member<'_>, Option<f64>)| {
        let figures = figures[&member.subject.0].iter().copied();
        let origins = Origins::of_figures(figures);
        chance.map(|chance| TracedFigure { figure: Figure::Chance(chance), origins })
    };
    members.iter().zip(chances).map(traced).collect()
}

fn kind(at_schools: bool) -> GroupKind {
    if at_schools { GroupKind::Places } else { GroupKind::Programmes }
}

/// What a subject has done up to a cohort, with the figures of its newest three.
fn course(facts: &Facts<'_>, subject: &Subject, newest: Year) -> (MemberCourse, Vec<u32>) {
    let mut figures = Vec::new();
    let mut rates = |definition: RateDefinition| -> BTreeMap<i32, Counts> {
        let rates = facts.cohort_rates(subject, definition, Window { newest, cohorts: COHORTS });
        let known = rates.into_iter().filter_map(|rate| {
            let cohort = rate.window.newest;
            figures.extend(rate.figures.iter().copied().filter(|_| newest.since(cohort) < TRACED));
            rate.has_newest.then(|| (cohort.number(), counts(&rate)))
        });
        known.filter(|(_, counts)| counts.of > 0.0).collect()
    };
    let placed = rates(RateDefinition::Placement);
    let course = MemberCourse {
        programme: subject.0.clone(),
        came: placed.clone(),
        placed,
        matched: rates(RateDefinition::Match),
    };
    (course, figures)
}

/// What programmes at schools, and then programmes over all of them, have been through. `truth` gives what came of a subject by
/// cohort.
pub(crate) fn cases(
    facts: &Facts<'_>,
    policy: &Policy,
    base: Year,
    truth: &dyn Fn(&Subject) -> BTreeMap<i32, Counts>,
) -> [Vec<ForesightCase>; 2] {
    let newest = facts.cohort_of(base);
    [true, false].map(|at_schools| {
        let subjects = facts.subjects();
        let of_kind = subjects.iter().filter(|subject| subject.1.is_some() == at_schools);
        let course = |subject: &Subject| {
            let (course, _) = course(facts, subject, newest);
            MemberCourse { came: truth(subject), ..course }
        };
        let courses: Vec<MemberCourse> = of_kind.map(course).collect();
        foresight_cases(policy, kind(at_schools), &courses, newest.number())
    })
}
