//! Published rules, each applied alone and literally to what schools report. What a rule takes from a programme its school gives to
//! its other programmes, as far as these may grow.

use std::collections::BTreeMap;

use super::way::MOST_CHANGE;
use super::{Decided, PlaceNow, SteeredCity};

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

    /// What it says of a place whose newest year is `year`; none where it says nothing.
    fn of(self, seen: &Seen<'_>, q: usize, year: i32) -> Option<Decided> {
        let seats = seen.seats[q];
        let below = |limit: f64, years: i32| {
            (0..years).all(|back| seen.rate(q, year - back).is_some_and(|rate| rate < limit))
        };
        let lowest = |years: i32| (0..years).all(|back| seen.is_lowest(q, year - back));
        let cut = Decided::seats(CUT * seats);
        let recruited = |is_low: &dyn Fn(f64, f64) -> bool| {
            (0..2).all(|back| {
                let of_year = seen.recruited[q].get(&(year - back));
                of_year.is_some_and(|(planned, came)| *planned > 0.0 && is_low(*planned, *came))
            })
        };
        match self {
            Self::Moe2011 if below(0.6, 3) => Some(Decided::CLOSED),
            Self::Moe2011 => below(0.6, 2).then_some(cut),
            Self::Tianjin2009 if below(0.3, 1) || below(0.4, 2) => Some(Decided::CLOSED),
            Self::Tianjin2009 if below(0.4, 1) => Some(Decided::seats(0.0)),
            Self::Tianjin2009 => below(0.6, 1)
                .then(|| Decided::seats(seats.min(seen.employed(q, year).unwrap_or(seats)))),
            Self::Fujian2023 if lowest(3) => Some(Decided::CLOSED),
            Self::Fujian2023 => lowest(2).then_some(cut),
            Self::Province50 => below(0.5, 3).then_some(Decided::CLOSED),
            Self::Jilin2013 => recruited(&|planned, came| came < 0.3 * planned || came < ONE_CLASS)
                .then_some(Decided::CLOSED),
            Self::Guizhou2014 => recruited(&|_, came| came < FEWEST).then_some(Decided::CLOSED),
        }
    }
}

/// What is reported.
struct Seen<'a> {
    /// Seats of the year in which each place recruited last.
    seats: Vec<f64>,
    /// By place and year: graduates with work, and those who want it.
    placed: Vec<BTreeMap<i32, (f64, f64)>>,
    /// By place and year: seats and registered students.
    recruited: &'a [BTreeMap<i32, (f64, f64)>],
    /// By year, below which rate of places the lowest part lies.
    edges: BTreeMap<i32, f64>,
}

impl Seen<'_> {
    fn rate(&self, q: usize, year: i32) -> Option<f64> {
        let (jobs, wanting) = *self.placed[q].get(&year)?;
        (wanting > 0.0).then(|| jobs / wanting)
    }

    fn employed(&self, q: usize, year: i32) -> Option<f64> {
        self.placed[q].get(&year).map(|(jobs, _)| *jobs)
    }

    fn is_lowest(&self, q: usize, year: i32) -> bool {
        let edge = self.edges.get(&year);
        edge.zip(self.rate(q, year)).is_some_and(|(edge, rate)| rate < *edge)
    }
}

/// What a rule decides for the next year, by place.
pub(super) fn decide_by_pack(city: &SteeredCity, pack: RulePack) -> Vec<Decided> {
    let places = city.places();
    let mut placed = vec![BTreeMap::new(); places.len()];
    for report in city.parts.reports_until(city.base) {
        placed[report.place].insert(report.year, (report.jobs, report.jobs + report.seeking));
    }
    let recruited: Vec<_> = (0..places.len()).map(|q| city.recruited(q)).collect();
    let seats = places.iter().map(|place| place.seats).collect();
    let mut seen = Seen { seats, placed, recruited: &recruited, edges: BTreeMap::new() };
    for year in city.base - 2..=city.base {
        let mut rates: Vec<f64> = (0..places.len()).filter_map(|q| seen.rate(q, year)).collect();
        rates.sort_by(f64::total_cmp);
        if let Some(edge) = rates.get((LOWEST * rates.len() as f64) as usize) {
            seen.edges.insert(year, *edge);
        }
    }
    let said: Vec<Option<Decided>> = (0..places.len())
        .map(|q| {
            let year = city.parts.reported_until(q, city.base);
            if places[q].is_open { pack.of(&seen, q, year) } else { None }
        })
        .collect();
    with_freed(&places, &said)
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
