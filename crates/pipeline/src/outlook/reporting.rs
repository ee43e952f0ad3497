//! Doubts about what schools have not reported, or have reported under other names.
//!
//! A school that is late has not closed: the balance leaves out what it has not reported, and the
//! reader is told.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Measure, ProgrammeCode, SchoolCode};
use talent_facts::GRADES;
use talent_outlook::{Doubt, DoubtKind, FormerProgramme, LateProgramme, LateSchool, OddLength};
use talent_release::unknown_rates;

use super::Findings;

impl Findings<'_> {
    /// What schools have not reported yet: a newer year that too few have reported to begin after, and each school
    /// that lacks the base year, with what follows.
    pub(super) fn missing(&self) -> Vec<Doubt> {
        let base = self.outcome.base;
        let early = self.facts.early();
        let early = early.map(|year| DoubtKind::YearTooEarly { year, base }.unfounded());
        let reported = self.schools_of_base_year();
        let late = self
            .late_by_school()
            .into_iter()
            .map(|(school, programmes)| self.late_school(school, &programmes, &reported));
        early.into_iter().chain(late).collect()
    }

    /// The programmes of the base year that each late school has not reported.
    fn late_by_school(&self) -> BTreeMap<&SchoolCode, Vec<&ProgrammeCode>> {
        let mut by_school: BTreeMap<&SchoolCode, Vec<&ProgrammeCode>> = BTreeMap::new();
        for (programme, school) in self.facts.late() {
            by_school.entry(school).or_default().push(programme);
        }
        by_school
    }

    /// Schools that are late, with the programmes that lack their report and since when.
    pub(super) fn late_schools(&self) -> Vec<LateSchool> {
        let late = self.late_by_school().into_iter();
        late.map(|(school, programmes)| LateSchool {
            school: school.clone(),
            name: self.facts.codes.school_name(school).to_owned(),
            programmes: programmes
                .into_iter()
                .filter_map(|programme| self.late_programme(programme, school))
                .collect(),
        })
        .collect()
    }

    fn late_programme(
        &self,
        programme: &ProgrammeCode,
        school: &SchoolCode,
    ) -> Option<LateProgramme> {
        Some(LateProgramme {
            programme: programme.clone(),
            name: self.facts.codes.programme_name(programme).to_owned(),
            since: self.facts.late_since(programme, school)?,
        })
    }

    /// Schools that have reported any programme of the base year.
    fn schools_of_base_year(&self) -> BTreeSet<&SchoolCode> {
        let places = self.facts.reported_places().filter(|(.., place)| {
            let students = self.facts.sum_of(&[place], &GRADES);
            students.is_some_and(|traced| traced.series.at(self.outcome.base).is_some())
        });
        places.map(|(_, school, _)| school).collect()
    }

    /// The doubt about one late school, whose `programmes` keep their level; `reported` are the schools that
    /// have reported anything of the base year.
    fn late_school(
        &self,
        school: &SchoolCode,
        programmes: &[&ProgrammeCode],
        reported: &BTreeSet<&SchoolCode>,
    ) -> Doubt {
        let name = |code: &&ProgrammeCode| self.facts.codes.programme_name(code).to_owned();
        DoubtKind::SchoolLate {
            school: self.facts.codes.school_name(school).to_owned(),
            base: self.outcome.base,
            reported_others: reported.contains(school),
            held: programmes.iter().map(name).collect(),
        }
        .unfounded()
    }

    /// How often something else stands for those who registered.
    ///
    /// Counted over places in the base year: those with entrants, and those of them without a
    /// registered number.
    pub(super) fn entrants_stand_in(&self) -> Option<Doubt> {
        let (facts, year) = (self.facts, self.outcome.base);
        let (mut places, mut stand_ins) = (0, 0);
        for (.., place) in facts.reported_places() {
            let entrants = facts.entrants_of(&[place]).and_then(|traced| traced.series.at(year));
            let registered = facts.sum_of(&[place], &[Measure::Registered]);
            let has_registered = registered.is_some_and(|traced| traced.series.at(year).is_some());
            places += usize::from(entrants.is_some());
            stand_ins += usize::from(entrants.is_some() && !has_registered);
        }
        let kind = DoubtKind::EntrantsStandIn { year, places, stand_ins };
        (stand_ins > 0).then(|| kind.unfounded())
    }

    /// Years between others that schools did not report.
    pub(super) fn unreported_years(&self) -> Option<Doubt> {
        let years = self.facts.unreported_years();
        let name = |school| self.facts.codes.school_name(school).to_owned();
        let schools: Vec<_> = years
            .into_iter()
            .map(|(school, years)| (name(school), years.into_iter().collect()))
            .collect();
        (!schools.is_empty()).then(|| DoubtKind::UnreportedYears { schools }.unfounded())
    }

    /// Of which cohort the rates of destinations are, where it is not that of the base year, and which rates there
    /// are no figures of at all.
    pub(super) fn destinations_known(&self) -> impl Iterator<Item = Doubt> {
        let (base, cohort) = (self.outcome.base, self.facts.cohort_of(self.outcome.base));
        let older = (cohort < base).then(|| DoubtKind::OlderCohort { cohort }.unfounded());
        let unknown = unknown_rates(&self.outcome.supplies);
        let rates: Vec<_> =
            unknown.into_iter().map(|rate| (rate.definition, rate.fallback)).collect();
        let assumed = (!rates.is_empty()).then(|| DoubtKind::UnknownRates { rates }.unfounded());
        older.into_iter().chain(assumed)
    }

    /// Which figures stand under codes of former catalogues, and which programmes they were counted to.
    pub(super) fn former_codes(&self) -> Option<Doubt> {
        let codes = self.facts.codes;
        let formers = self.facts.former_programmes();
        let programme = |code: &&ProgrammeCode| FormerProgramme {
            code: (*code).clone(),
            name: codes.programme_name(code).to_owned(),
            became: codes
                .became(code)
                .map(|row| (codes.programme_name(&row.programme).to_owned(), row.share))
                .collect(),
        };
        let programmes: Vec<FormerProgramme> = formers.keys().map(programme).collect();
        let figures = formers.into_values().flatten();
        (!programmes.is_empty()).then(|| DoubtKind::FormerCodes { programmes }.found_in(figures))
    }

    /// Programmes whose schools state another length than the one that they are counted with.
    ///
    /// Lengths are in years.
    pub(super) fn odd_lengths(&self) -> Option<Doubt> {
        let odd = self.outcome.supplies.iter().filter_map(|supply| {
            let stated = self.facts.length(&supply.programme).stated;
            let is_odd = stated.iter().any(|years| *years != supply.years);
            is_odd.then(|| OddLength {
                name: self.facts.codes.programme_name(&supply.programme).to_owned(),
                stated,
                counted: supply.years,
            })
        });
        let programmes: Vec<OddLength> = odd.collect();
        (!programmes.is_empty()).then(|| DoubtKind::OddLengths { programmes }.unfounded())
    }
}
