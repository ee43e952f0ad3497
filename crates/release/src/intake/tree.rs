//! What is forecast of entrants, and how it adds up.

use std::collections::BTreeMap;

use talent_domain::{Group, Measure, ProgrammeCode, SchoolCode, Year};
use talent_facts::{Facts, Place, groups_of};

use super::RecruitingPlace;
use crate::supply::Supply;

/// What is forecast, and which places each of it sums: programmes first, then their places where there are
/// several, then the groups of more than one place.
pub(super) struct Tree {
    /// Where each programme recruits, programme by programme.
    pub(super) places: Vec<RecruitingPlace>,
    /// By place, the position of its series.
    pub(super) series_of_place: Vec<usize>,
    /// By series, the positions of the places that it sums.
    pub(super) parts: Vec<Vec<usize>>,
    /// By series, its past entrants, persons by year.
    pub(super) values: Vec<Vec<f64>>,
    /// The series of the city, where it is a sum.
    pub(super) city: Option<usize>,
    /// The series of each school that is a sum.
    pub(super) schools: Vec<usize>,
}

/// A tree in the making.
struct Growing<'a> {
    facts: &'a Facts<'a>,
    base: Year,
    years: usize,
    tree: Tree,
    /// The places of each programme that have reported.
    reported: BTreeMap<&'a ProgrammeCode, Vec<(&'a SchoolCode, &'a Place)>>,
    /// The places that recruit, by group.
    members: BTreeMap<Group, Vec<usize>>,
    /// Places that get a series of their own, with their past.
    later: Vec<(usize, Vec<f64>)>,
}

impl Tree {
    pub(super) fn new(facts: &Facts<'_>, supplies: &[Supply], base: Year, years: usize) -> Self {
        let mut reported: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut history: BTreeMap<Group, Vec<&Place>> = BTreeMap::new();
        for (programme, school, place) in facts.reported_places() {
            reported.entry(programme).or_default().push((school, place));
            for group in groups_of(programme, Some((school, place))) {
                history.entry(group).or_default().push(place);
            }
        }
        let tree = Self {
            places: Vec::new(),
            series_of_place: Vec::new(),
            parts: Vec::new(),
            values: Vec::new(),
            city: None,
            schools: Vec::new(),
        };
        let (members, later) = (BTreeMap::new(), Vec::new());
        let mut growing = Growing { facts, base, years, tree, reported, members, later };
        for (position, supply) in supplies.iter().enumerate() {
            growing.add_programme(position, &supply.programme);
        }
        growing.add_places();
        growing.add_groups(&history);
        growing.tree
    }
}

impl<'a> Growing<'a> {
    /// Entrants of several places together up to the base year, persons by year.
    fn past(&self, places: &[&Place]) -> Vec<f64> {
        let past = self.facts.entrants_filled(places, self.base);
        past.map_or_else(Vec::new, |series| series.filled())
    }

    /// Whether a place has entrants in the base year or a quota after it.
    fn recruits(&self, place: &Place) -> bool {
        let planned = self.facts.sum_of(&[place], &[Measure::PlannedIntake]);
        let to_come = (1..=self.years as i32)
            .filter_map(|step| planned.as_ref()?.series.at(self.base + step))
            .sum::<f64>();
        let entrants = self.facts.entrants_filled(&[place], self.base);
        let entered = entrants.and_then(|series| series.at(self.base));
        entered.unwrap_or(0.0) + to_come > 0.0
    }

    /// Adds the series of a programme and the places that it recruits at.
    fn add_programme(&mut self, position: usize, programme: &ProgrammeCode) {
        let reported = self.reported.remove(programme).unwrap_or_default();
        let past = self.past(&reported.iter().map(|(_, place)| *place).collect::<Vec<_>>());
        let open: Vec<(&'a SchoolCode, &'a Place)> =
            reported.into_iter().filter(|(_, place)| self.recruits(place)).collect();
        let first = self.tree.places.len();
        for &(school, place) in &open {
            if open.len() > 1 {
                let past = self.past(&[place]);
                self.later.push((self.tree.places.len(), past));
            }
            self.add_place(position, programme, Some((school, place)));
        }
        if open.is_empty() {
            self.add_place(position, programme, None);
        }
        self.tree.series_of_place.resize(self.tree.places.len(), position);
        self.tree.parts.push((first..self.tree.places.len()).collect());
        self.tree.values.push(past);
    }

    /// Adds one place and enters it in the groups that it is in.
    fn add_place(
        &mut self,
        programme: usize,
        code: &ProgrammeCode,
        at: Option<(&SchoolCode, &Place)>,
    ) {
        for group in groups_of(code, at) {
            self.members.entry(group).or_default().push(self.tree.places.len());
        }
        let school = at.map(|(school, _)| school.clone());
        self.tree.places.push(RecruitingPlace { programme, school });
    }

    /// Adds the series of places whose programme has several.
    fn add_places(&mut self) {
        for (place, past) in std::mem::take(&mut self.later) {
            self.tree.series_of_place[place] = self.tree.parts.len();
            self.tree.parts.push(vec![place]);
            self.tree.values.push(past);
        }
    }

    /// Adds the series of groups that no series sums yet.
    ///
    /// `history` also has places that recruit no more: they are part of the past of their groups.
    fn add_groups(&mut self, history: &BTreeMap<Group, Vec<&Place>>) {
        for (group, places) in std::mem::take(&mut self.members) {
            // One place is a series already, and so may be the places of a programme.
            if places.len() < 2 || self.tree.parts.contains(&places) {
                continue;
            }
            match &group {
                Group::City => self.tree.city = Some(self.tree.parts.len()),
                Group::School(_) => self.tree.schools.push(self.tree.parts.len()),
                Group::County(_) | Group::Class(_) | Group::Category(_) => {}
            }
            let past = history.get(&group).map_or_else(Vec::new, |places| self.past(places));
            self.tree.values.push(past);
            self.tree.parts.push(places);
        }
    }
}
