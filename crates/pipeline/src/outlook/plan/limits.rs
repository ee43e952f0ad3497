//! What places take together: of the city's intake, of schools, of their beds and teachers, of a programme's change.

use std::collections::BTreeMap;

use talent_domain::{Measure, ProgrammeClass, SchoolCode, Year};
use talent_facts::{Facts, GRADES};
use talent_outlook::{LimitOf, ProgrammeOutlook, UnknownLimit};
use talent_plan::Limit;
use talent_warning::SeatPolicy;

use super::Site;

/// The limits of a plan, each with what it is of, and what is not known.
pub(super) struct Limits {
    pub(super) rows: Vec<Limit>,
    pub(super) of: Vec<LimitOf>,
    pub(super) unknown: Vec<UnknownLimit>,
}

/// The limits on the places of a plan. None asks for what bounds of places rule out, or forbids what they demand; a limit that
/// is missed as things are may not be missed further.
pub(super) fn limits(
    facts: &Facts<'_>,
    base: Year,
    policy: &SeatPolicy,
    sites: &[Site<'_>],
    programmes: &[ProgrammeOutlook],
) -> Limits {
    let mut limits = Limits { rows: Vec::new(), of: Vec::new(), unknown: Vec::new() };
    let all: Vec<usize> = (0..sites.len()).collect();
    let class = policy.class_size;
    let change = |of: &[usize], share: f64| (share * now(sites, of)).max(class);
    let city = change(&all, policy.city_change);
    limits.put(sites, &all, LimitOf::City, (-city, city));
    let mut schools: BTreeMap<&SchoolCode, Vec<usize>> = BTreeMap::new();
    let mut groups: BTreeMap<(&SchoolCode, ProgrammeClass), Vec<usize>> = BTreeMap::new();
    let mut of_programmes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, site) in sites.iter().enumerate() {
        schools.entry(site.school).or_default().push(i);
        groups.entry((site.school, site.draws.code.class())).or_default().push(i);
        of_programmes.entry(site.draws.programme).or_default().push(i);
    }
    let (mut without_beds, mut without_teachers) = (0, 0);
    for (school, of) in &schools {
        let name = facts.codes.school_name(school).to_owned();
        let most = change(of, policy.school_change);
        limits.put(sites, of, LimitOf::School { school: name.clone() }, (f64::NEG_INFINITY, most));
        match facts.codes.schools.get(school).and_then(|entry| entry.beds) {
            Some(beds) => {
                let staying = students_after(facts, base, sites, of);
                let room = beds - staying - now(sites, of);
                limits.put(sites, of, LimitOf::Beds { school: name }, (f64::NEG_INFINITY, room));
            }
            None => without_beds += 1,
        }
    }
    let taught = facts_of_teachers(facts, base, sites);
    for ((school, class), of) in &groups {
        let teachers: Option<f64> = of.iter().map(|i| taught[*i]).sum();
        let Some(teachers) = teachers else {
            without_teachers += of.len();
            continue;
        };
        let students = teachers * policy.students_per_teacher;
        let room = students - students_after(facts, base, sites, of) - now(sites, of);
        let class_name = programmes[sites[of[0]].draws.programme].class_name.clone();
        let school = facts.codes.school_name(school).to_owned();
        let class_name = if class_name.is_empty() { class.to_string() } else { class_name };
        let of_group = LimitOf::Teachers { school, class: class_name };
        limits.put_taking(
            sites,
            of,
            of_group,
            (f64::NEG_INFINITY, room),
            1.0 / policy.students_per_teacher,
        );
    }
    for (programme, of) in &of_programmes {
        let most = change(of, policy.most_change);
        let programme = programmes[*programme].name.clone();
        limits.put(sites, of, LimitOf::Programme { programme }, (-most, most));
    }
    if without_beds > 0 {
        limits.unknown.push(UnknownLimit::Beds { schools: without_beds });
    }
    if without_teachers > 0 {
        limits.unknown.push(UnknownLimit::Teachers { places: without_teachers });
    }
    limits
}

impl Limits {
    /// That places together change by no less and no more than this.
    fn put(&mut self, sites: &[Site<'_>], of: &[usize], what: LimitOf, change: (f64, f64)) {
        self.put_taking(sites, of, what, change, 1.0);
    }

    /// The same, where one seat takes so much.
    fn put_taking(
        &mut self,
        sites: &[Site<'_>],
        of: &[usize],
        what: LimitOf,
        (least, most): (f64, f64),
        taking: f64,
    ) {
        let now = now(sites, of);
        let low: f64 = of.iter().map(|i| sites[*i].bounds.low).sum();
        let high: f64 = of.iter().map(|i| sites[*i].bounds.high).sum();
        let asked: f64 = of
            .iter()
            .map(|i| sites[*i].now.clamp(sites[*i].bounds.low, sites[*i].bounds.high))
            .sum();
        // Doing only what the levels ask for is always allowed.
        let least = (now + least).min(asked).min(high);
        let most = (now + most).max(asked).max(low);
        self.rows.push(Limit {
            takes: of.iter().map(|i| (*i, taking)).collect(),
            least: if least.is_finite() { taking * least } else { least },
            most: taking * most,
        });
        self.of.push(what);
    }
}

/// Persons expected to enter places as things are.
fn now(sites: &[Site<'_>], of: &[usize]) -> f64 {
    of.iter().map(|i| sites[*i].now).sum()
}

/// Students of places who will still be there when the cohort enters: all but the highest grade of the programme.
fn students_after(facts: &Facts<'_>, base: Year, sites: &[Site<'_>], of: &[usize]) -> f64 {
    let students = |i: &usize| {
        let place = sites[*i].draws.place?;
        let lower = facts.length(sites[*i].draws.code).years.saturating_sub(1).min(GRADES.len());
        facts.sum_of(&[place], &GRADES[..lower])?.series.at(base)
    };
    of.iter().filter_map(students).sum()
}

/// Full-time teachers of each place, by the newest figure up to `base`.
fn facts_of_teachers(facts: &Facts<'_>, base: Year, sites: &[Site<'_>]) -> Vec<Option<f64>> {
    let teachers = |site: &Site<'_>| {
        let traced = facts.sum_of(&[site.draws.place?], &[Measure::ProgrammeTeachers])?;
        traced.until(base).map(|traced| traced.series.last())
    };
    sites.iter().map(teachers).collect()
}
