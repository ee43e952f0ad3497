//! Rules that need more than one cell.

use std::collections::BTreeMap;

use talent_domain::{CellRef, Level, Measure, Observation, SeriesKey, Year};

use crate::cell::Row;
use crate::finding::{Finding, Problem};

/// Rules within one row.
pub(crate) fn check_row(row: &Row, findings: &mut Vec<Finding>) {
    use Measure::{
        Admitted, Army, DirectJobs, FurtherStudy, Graduates, LocalJobs, MatchSurveyed, MatchedJobs,
        NotSeeking, PaySample, PlannedIntake, Registered, Seeking,
    };
    let destinations = [DirectJobs, FurtherStudy, Army, Seeking, NotSeeking];
    let known: Vec<f64> =
        destinations.iter().filter_map(|&m| row.figure(m)).map(|(value, _)| value).collect();
    if let Some((graduates, cell)) = row.figure(Graduates)
        && known.len() == destinations.len()
    {
        let sum: f64 = known.iter().sum();
        if (graduates - sum).abs() > 0.5 {
            findings.push(Finding::at(cell.clone(), Problem::DestinationSum { graduates, sum }));
        }
    }
    let parts = [
        (MatchedJobs, MatchSurveyed, 1.0),
        (MatchedJobs, DirectJobs, 1.0),
        (MatchSurveyed, DirectJobs, 1.0),
        (LocalJobs, DirectJobs, 1.0),
        (PaySample, DirectJobs, 1.0),
        (DirectJobs, Graduates, 1.0),
        (Registered, Admitted, 1.0),
        // Plans are exceeded here and there; a fifth over is worth a look.
        (Admitted, PlannedIntake, 1.2),
    ];
    for (part, whole, tolerance) in parts {
        if let (Some((part_value, cell)), Some((whole_value, _))) =
            (row.figure(part), row.figure(whole))
            && part_value > whole_value * tolerance
        {
            let (part, whole) = (name(part), name(whole));
            let problem = Problem::PartExceeds { part, part_value, whole, whole_value };
            findings.push(Finding::at(cell.clone(), problem));
        }
    }
}

fn name(measure: Measure) -> &'static str {
    measure.name(talent_domain::Lang::Zh)
}

/// No figure of one year may stand twice.
pub(crate) fn check_duplicates(observations: &[Observation], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(&SeriesKey, Measure, Year), &CellRef> = BTreeMap::new();
    for observation in observations {
        let key = (&observation.key, observation.measure, observation.year);
        let cell = &observation.provenance.cell;
        if let Some(first) = seen.get(&key) {
            let problem = Problem::Duplicate { first: (*first).clone() };
            findings.push(Finding::at(cell.clone(), problem));
        } else {
            seen.insert(key, cell);
        }
    }
}

/// Takes the total rows (合计) out of a sheet that has rows of programmes: there they sum up the
/// sheet, which may be of one school, and are only held against it. A sheet of nothing but totals
/// keeps them.
pub(crate) fn without_total_rows(
    read: Vec<Observation>,
    findings: &mut Vec<Finding>,
) -> Vec<Observation> {
    let is_total =
        |o: &Observation| o.key.programme == Level::Total || o.key.school == Level::Total;
    let (totals, parts): (Vec<Observation>, Vec<Observation>) =
        read.into_iter().partition(is_total);
    if parts.is_empty() {
        return totals;
    }
    for total in totals.iter().filter(|o| o.measure.unit() == talent_domain::Unit::Persons) {
        let under = |part: &&Observation| {
            (part.measure, part.year) == (total.measure, total.year)
                && (total.key.programme == Level::Total
                    || part.key.programme == total.key.programme)
                && (total.key.school == Level::Total || part.key.school == total.key.school)
        };
        let sum: f64 = parts.iter().filter(under).map(|part| part.value).sum();
        if (sum - total.value).abs() > 0.5 {
            let problem = Problem::TotalDiffers { stated: total.value, sum };
            findings.push(Finding::at(total.provenance.cell.clone(), problem));
        }
    }
    parts
}

/// A stated total of employment must be the sum of its sections, but for rounding.
pub(crate) fn check_totals(observations: &[Observation], findings: &mut Vec<Finding>) {
    /// Sections are rounded to 0.01 万人 each: 50 persons off at most, nineteen times.
    const ROUNDING: f64 = 1_000.0;
    type Parts<'a> = (Option<(f64, &'a CellRef)>, f64, usize);
    let mut years: BTreeMap<(String, Year), Parts<'_>> = BTreeMap::new();
    for observation in observations.iter().filter(|o| o.measure == Measure::Employment) {
        let key = (observation.key.region.to_string(), observation.year);
        let entry = years.entry(key).or_insert((None, 0.0, 0));
        match &observation.key.industry {
            Level::Total => entry.0 = Some((observation.value, &observation.provenance.cell)),
            Level::Code(code) if code.is_section() => {
                entry.1 += observation.value;
                entry.2 += 1;
            }
            Level::Code(_) => {}
        }
    }
    for (total, sum, sections) in years.into_values() {
        if let Some((stated, cell)) = total
            && sections >= 2
            && (stated - sum).abs() > ROUNDING.max(0.005 * stated)
        {
            findings.push(Finding::at(cell.clone(), Problem::TotalDiffers { stated, sum }));
        }
    }
}

/// A figure of a year that has not come is a slip of the pen: it would be the newest of its series, and every
/// forecast would begin after it. Said once a row.
pub(crate) fn check_years(
    observations: &[Observation],
    this_year: i32,
    findings: &mut Vec<Finding>,
) {
    let mut last_row = None;
    for observation in observations {
        let to_come = match observation.measure {
            Measure::PlannedIntake
            | Measure::BodyDemand
            | Measure::BodyDemandLow
            | Measure::BodyDemandHigh => continue,
            // What is offered, and by whom, is decided the year before.
            Measure::ProgrammeState
            | Measure::KeyLevel
            | Measure::ProgrammeLength
            | Measure::ProgrammeTeachers => 1,
            _ => 0,
        };
        let cell = &observation.provenance.cell;
        let row = Some((&cell.file, &cell.sheet, cell.row, observation.year));
        let year = observation.year.number();
        if year > this_year + to_come && row != last_row {
            last_row = row;
            findings.push(Finding::at(cell.clone(), Problem::NotYet { year, this_year }));
        }
    }
}

/// A figure ten or more times (or a tenth or less) of what is usual for its series looks like a
/// wrong unit. `known` are the figures already in the store.
pub(crate) fn check_jumps(
    observations: &[Observation],
    known: &[Observation],
    findings: &mut Vec<Finding>,
) {
    /// 万 against one is 10,000, 亿 against 万 too; real changes of such series stay below this.
    const SUSPICIOUS: f64 = 10.0;
    const FEWEST: usize = 4;
    let checked = |measure: Measure| {
        matches!(
            measure,
            Measure::Employment | Measure::ValueAdded | Measure::Gdp | Measure::SecondaryStudents
        )
    };
    let mut series: BTreeMap<(&SeriesKey, Measure), Vec<f64>> = BTreeMap::new();
    for observation in known.iter().chain(observations).filter(|o| checked(o.measure)) {
        series.entry((&observation.key, observation.measure)).or_default().push(observation.value);
    }
    for values in series.values_mut() {
        values.sort_by(f64::total_cmp);
    }
    for observation in observations.iter().filter(|o| checked(o.measure)) {
        let values = &series[&(&observation.key, observation.measure)];
        let usual = values[values.len() / 2];
        let ratio = observation.value / usual;
        if values.len() >= FEWEST
            && usual > 0.0
            && observation.value > 0.0
            && !(1.0 / SUSPICIOUS..SUSPICIOUS).contains(&ratio)
        {
            let problem = Problem::UnitJump { value: observation.value, usual };
            findings.push(Finding::at(observation.provenance.cell.clone(), problem));
        }
    }
}
