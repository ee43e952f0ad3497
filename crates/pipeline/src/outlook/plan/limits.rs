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
    let context = Context { facts, base, policy, sites };
    context.put_schools(&schools, &mut limits);
    context.put_teachers(&groups, programmes, &mut limits);
    for (programme, of) in &of_programmes {
        let most = change(of, policy.most_change);
        let programme = programmes[*programme].name.clone();
        limits.put(sites, of, LimitOf::Programme { programme }, (-most, most));
    }
    limits
}

/// What limits are worked out from.
struct Context<'c> {
    facts: &'c Facts<'c>,
    base: Year,
    policy: &'c SeatPolicy,
    sites: &'c [Site<'c>],
}

impl Context<'_> {
    /// The growth of each school, and its beds where they are known.
    fn put_schools(&self, schools: &BTreeMap<&SchoolCode, Vec<usize>>, limits: &mut Limits) {
        let (policy, sites) = (self.policy, self.sites);
        let mut without_beds = 0;
        for (school, of) in schools {
            let school_name = || self.facts.codes.school_name(school).to_owned();
            let most = (policy.school_change * now(sites, of)).max(policy.class_size);
            let of_school = LimitOf::School { school: school_name() };
            limits.put(sites, of, of_school, (f64::NEG_INFINITY, most));
            let entry = self.facts.codes.schools.get(school);
            let Some(beds) = entry.and_then(|entry| entry.beds) else {
                without_beds += 1;
                continue;
            };
            let room = beds - self.students_after(of) - now(sites, of);
            let of_beds = LimitOf::Beds { school: school_name() };
            limits.put(sites, of, of_beds, (f64::NEG_INFINITY, room));
        }
        if without_beds > 0 {
            limits.unknown.push(UnknownLimit::Beds { schools: without_beds });
        }
    }

    /// The teachers of each class of programmes at each school, where they are known.
    fn put_teachers(
        &self,
        groups: &BTreeMap<(&SchoolCode, ProgrammeClass), Vec<usize>>,
        programmes: &[ProgrammeOutlook],
        limits: &mut Limits,
    ) {
        let (sites, each) = (self.sites, self.policy.students_per_teacher);
        let taught = self.teachers();
        let mut without_teachers = 0;
        for ((school, class), of) in groups {
            let Some(teachers) = of.iter().map(|i| taught[*i]).sum::<Option<f64>>() else {
                without_teachers += of.len();
                continue;
            };
            let room = teachers * each - self.students_after(of) - now(sites, of);
            let name = &programmes[sites[of[0]].draws.programme].class_name;
            let class = if name.is_empty() { class.to_string() } else { name.clone() };
            let school = self.facts.codes.school_name(school).to_owned();
            let of_group = LimitOf::Teachers { school, class };
            limits.put_taking(sites, of, of_group, (f64::NEG_INFINITY, room), 1.0 / each);
        }
        if without_teachers > 0 {
            limits.unknown.push(UnknownLimit::Teachers { places: without_teachers });
        }
    }

    /// Students of places who will still be there when the cohort enters: all but the highest grade of the programme.
    fn students_after(&self, of: &[usize]) -> f64 {
        let students = |i: &usize| {
            let site = &self.sites[*i];
            let years = self.facts.length(site.draws.code).years;
            let lower = years.saturating_sub(1).min(GRADES.len());
            let series = self.facts.sum_of(&[site.draws.place?], &GRADES[..lower])?.series;
            series.at(self.base)
        };
        of.iter().filter_map(students).sum()
    }

    /// Full-time teachers of each place, by the newest figure up to the base year.
    fn teachers(&self) -> Vec<Option<f64>> {
        let teachers = |site: &Site<'_>| {
            let traced = self.facts.sum_of(&[site.draws.place?], &[Measure::ProgrammeTeachers])?;
            traced.until(self.base).map(|traced| traced.series.last())
        };
        self.sites.iter().map(teachers).collect()
    }
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
        // Doing only what the levels ask for is always allowed; where that leaves no choice there is nothing to limit.
        let least = (now + least).min(asked);
        let least = if least >= high { f64::NEG_INFINITY } else { least };
        let most = (now + most).max(asked);
        let most = if most <= low { f64::INFINITY } else { most };
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
