//! Published rules, each applied alone and literally to what schools report. What a rule takes from a programme its school gives to
//! its other programmes, as far as these may grow.

use std::collections::{BTreeMap, BTreeSet};

use super::subjects::{Subject, Unit, edge, subjects};
use super::{Decided, MOST_CHANGE, PlaceNow, SteeredCity};

/// Part of the programmes that is lowest (Fujian).
const LOWEST: f64 = 0.1;
/// A notice that says "cut, up to stopping" without a figure is read as: a half each year, and closed in the third.
const CUT: f64 = 0.5;
/// Students of less than one class (Jilin) and the fewest of a programme (Guizhou).
const ONE_CLASS: f64 = 30.0;
const FEWEST: f64 = 50.0;

/// A published rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulePack {
    /// Ministry of Education 2011: placement below 60 % two years running, cut up to stopping.
    Moe2011,
    /// Tianjin 2009: below 60 % no more seats than graduates found work; below 40 % intake every other year; below 30 %, or below
    /// 40 % twice, no more.
    Tianjin2009,
    /// Fujian 2023: in the lowest tenth of placement two years running, cut or stopped.
    Fujian2023,
    /// One province: below 50 % three years running, stopped.
    Province50,
    /// Jilin city 2013: intake below 30 % of the plan or less than one class two years running, stopped.
    Jilin2013,
    /// Guizhou 2014: fewer than 50 recruited two years running, closed.
    Guizhou2014,
}

impl RulePack {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Moe2011,
        Self::Tianjin2009,
        Self::Fujian2023,
        Self::Province50,
        Self::Jilin2013,
        Self::Guizhou2014,
    ];

    /// What it is called, Chinese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Moe2011 => ("教育部2011（连续两年<60%）", "MoE 2011 (<60 %, two years)"),
            Self::Tianjin2009 => ("天津2009（60/40/30%）", "Tianjin 2009 (60/40/30 %)"),
            Self::Fujian2023 => {
                ("福建2023（连续两年末十分之一）", "Fujian 2023 (lowest tenth, two years)")
            }
            Self::Province50 => ("一省（连续三年<50%）", "one province (<50 %, three years)"),
            Self::Jilin2013 => ("吉林市2013（招生）", "Jilin 2013 (intake)"),
            Self::Guizhou2014 => ("贵州2014（招生<50）", "Guizhou 2014 (intake <50)"),
        }
    }

    /// What it says of a subject; none where it says nothing.
    fn of(self, subject: &Subject, edges: &BTreeMap<i32, f64>) -> Option<Decided> {
        // A school that is late is judged by its newest report.
        let year = *subject.reported.keys().next_back()?;
        let seats = subject.seats;
        let below = |limit: f64, years: i32| {
            (0..years).all(|back| subject.reported_rate(year - back).is_some_and(|r| r < limit))
        };
        let is_lowest = |year: i32| {
            let edge = edges.get(&year);
            edge.zip(subject.reported_rate(year)).is_some_and(|(edge, rate)| rate < *edge)
        };
        let lowest = |years: i32| (0..years).all(|back| is_lowest(year - back));
        let cut = Decided::seats(CUT * seats);
        let recruited = |is_low: &dyn Fn(f64, f64) -> bool| {
            (0..2).all(|back| {
                let of_year = subject.recruited.get(&(year - back));
                of_year.is_some_and(|(planned, came)| *planned > 0.0 && is_low(*planned, *came))
            })
        };
        let employed = || subject.reported.get(&year).map_or(seats, |(jobs, _)| *jobs);
        match self {
            Self::Moe2011 if below(0.6, 3) => Some(Decided::CLOSED),
            Self::Moe2011 => below(0.6, 2).then_some(cut),
            Self::Tianjin2009 if below(0.3, 1) || below(0.4, 2) => Some(Decided::CLOSED),
            Self::Tianjin2009 if below(0.4, 1) => Some(Decided::seats(0.0)),
            Self::Tianjin2009 => below(0.6, 1).then(|| Decided::seats(seats.min(employed()))),
            Self::Fujian2023 if lowest(3) => Some(Decided::CLOSED),
            Self::Fujian2023 => lowest(2).then_some(cut),
            Self::Province50 => below(0.5, 3).then_some(Decided::CLOSED),
            Self::Jilin2013 => recruited(&|planned, came| came < 0.3 * planned || came < ONE_CLASS)
                .then_some(Decided::CLOSED),
            Self::Guizhou2014 => recruited(&|_, came| came < FEWEST).then_some(Decided::CLOSED),
        }
    }
}

impl RulePack {
    /// Whether it says anything against each of these subjects, which are all of their kind.
    pub fn flags(self, subjects: &[Subject]) -> Vec<bool> {
        said(self, subjects).iter().map(Option::is_some).collect()
    }
}

/// What a rule says of every subject, and none where it says nothing.
fn said(pack: RulePack, subjects: &[Subject]) -> Vec<Option<Decided>> {
    let years: BTreeSet<i32> =
        subjects.iter().flat_map(|subject| subject.reported.keys().copied()).collect();
    let edge_of = |year: &i32| {
        let rates = subjects.iter().filter_map(|subject| subject.reported_rate(*year));
        Some((*year, edge(rates, LOWEST)?))
    };
    let edges = years.iter().filter_map(edge_of).collect();
    let of = |subject: &Subject| if subject.is_open { pack.of(subject, &edges) } else { None };
    subjects.iter().map(of).collect()
}

/// What a rule decides for the next year, by place.
pub(super) fn decide_by_pack(city: &SteeredCity, pack: RulePack) -> Vec<Decided> {
    with_freed(&city.places(), &said(pack, &subjects(city, Unit::Place)))
}

/// What a rule says, and of all others what they have with what is freed at their school.
fn with_freed(places: &[PlaceNow], said: &[Option<Decided>]) -> Vec<Decided> {
    let decide = |(q, place): (usize, &PlaceNow)| {
        if let Some(said) = said[q] {
            return said;
        }
        let all = || {
            let places = places.iter().zip(said);
            places.filter(|(other, _)| other.school == place.school && other.is_open)
        };
        let freed: f64 = all().filter_map(|(other, said)| Some(other.seats - (*said)?.seats)).sum();
        let others: f64 =
            all().filter(|(_, said)| said.is_none()).map(|(other, _)| other.seats).sum();
        let more = if others > 0.0 { (freed / others).clamp(0.0, MOST_CHANGE) } else { 0.0 };
        Decided::seats(place.seats * (1.0 + more))
    };
    places.iter().enumerate().map(decide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(school: &str, seats: f64) -> PlaceNow {
        PlaceNow { school: school.to_owned(), programme: String::new(), seats, is_open: true }
    }

    #[test]
    fn what_a_rule_takes_goes_to_the_others_of_the_school() {
        let places = [place("a", 100.0), place("a", 200.0), place("b", 80.0)];
        let decided = with_freed(&places, &[Some(Decided::seats(80.0)), None, None]);
        let seats: Vec<f64> = decided.iter().map(|decided| decided.seats.round()).collect();
        assert_eq!(seats, [80.0, 220.0, 80.0]);
        let decided = with_freed(&places, &[Some(Decided::CLOSED), None, None]);
        assert!(decided[0].closes);
        assert!((decided[1].seats - 240.0).abs() < 1e-9, "no more than a fifth more");
    }
}
