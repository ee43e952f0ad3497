//! From reported figures to those that the public is shown.

use std::collections::BTreeMap;

use talent_domain::{Breakdown, Codebook, Measure, Observation, SeriesKey, Year};
use talent_panel::Panel;

use crate::mask::{Cell, Key, Mask};
use crate::parts::{Part, is_protected, parts_of};
use crate::rounding::{Number, round};
use crate::{PAY_ANSWERS, PAY_STEP, SMALL, SMALL_PLAN};

/// Figures for the public.
#[derive(Debug, Clone)]
pub struct Protected {
    /// The figures, counts of persons rounded.
    pub panel: Panel,
    /// By position in the panel that was protected, the position here; none of a figure that is left out.
    pub positions: Vec<Option<u32>>,
    /// What was rounded to what, now and before.
    pub mask: Mask,
}

/// Programme and school, in one year.
type PlaceYear = (SeriesKey, Year);

/// A sum that is kept near: what is counted, of whom, in which year.
type Sum = (Counted, String, Year);

/// What a sum counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    Part(Part),
    Measure(Measure),
    /// Students of all grades.
    Students,
}

/// Rounds every count of students and graduates as the crate says, and leaves out mean pay of few.
///
/// `before` holds the roundings of earlier versions, which are kept; `codes` says which programmes are of one category.
pub fn protect(panel: &Panel, codes: &Codebook, key: &Key, before: &Mask) -> Protected {
    let mut places: BTreeMap<PlaceYear, BTreeMap<Measure, f64>> = BTreeMap::new();
    for observation in panel.observations().iter().filter(|o| is_protected(o.measure)) {
        let place = (observation.key.clone(), observation.year);
        places.entry(place).or_default().insert(observation.measure, observation.value);
    }
    let mut mask = before.clone();
    let counts = rounded_counts(&places, codes, key, &mut mask);
    let shown = |observation: &Observation| {
        let Observation { key, measure, year, value, .. } = observation;
        let place = (key.clone(), *year);
        let value = match measure {
            Measure::StartingPay => {
                let answers = places.get(&place)?.get(&Measure::PaySample)?;
                (*answers >= PAY_ANSWERS).then(|| (value / PAY_STEP).round() * PAY_STEP)?
            }
            // Those who came are no more than planned: a plan of few would bound them.
            Measure::PlannedIntake if *value > 0.0 && *value < SMALL_PLAN => SMALL,
            // Few of a place have a contract of a kind, or come from one place: the city's totals are published by themselves.
            measure if Breakdown::of(*measure).is_some() => return None,
            measure if is_protected(*measure) => *counts.get(&place)?.get(measure)?,
            _ => *value,
        };
        Some(Observation { value, ..observation.clone() })
    };
    let shown: Vec<Option<Observation>> = panel.observations().iter().map(shown).collect();
    let mut next = 0;
    let position = |observation: &Option<Observation>| {
        observation.as_ref().map(|_| {
            next += 1;
            next - 1
        })
    };
    let positions = shown.iter().map(position).collect();
    Protected { panel: Panel::new(shown.into_iter().flatten()), positions, mask }
}

/// The rounded counts of every place and year; the roundings are noted.
fn rounded_counts(
    places: &BTreeMap<PlaceYear, BTreeMap<Measure, f64>>,
    codes: &Codebook,
    key: &Key,
    mask: &mut Mask,
) -> BTreeMap<PlaceYear, BTreeMap<Measure, f64>> {
    let mut cells: Vec<(Cell, Vec<Measure>)> = Vec::new();
    let mut numbers: Vec<Number> = Vec::new();
    let mut sums: BTreeMap<Sum, usize> = BTreeMap::new();
    for ((series, year), counts) in places {
        for (part, value, measures) in parts_of(counts) {
            let cell = Cell { key: series.clone(), year: *year, part };
            let text = format!("{} {year} {part:?} {value}", name_of(series));
            let counted = counted_with(part, &measures);
            let of = groups_of(series, codes);
            let mut position = |counted, group: &String| {
                let next = sums.len();
                *sums.entry((counted, group.clone(), *year)).or_insert(next)
            };
            let of_sums =
                counted.iter().flat_map(|&c| of.iter().map(|g| position(c, g)).collect::<Vec<_>>());
            numbers.push(Number {
                value,
                sums: of_sums.collect(),
                settled: mask.rounded(&cell, value),
                draw: key.draw(&text),
            });
            cells.push((cell, measures));
        }
    }
    let rounded = round(&numbers, sums.len());
    let nobody = |counts: &BTreeMap<Measure, f64>| counts.keys().map(|&m| (m, 0.0)).collect();
    let mut found: BTreeMap<PlaceYear, BTreeMap<Measure, f64>> =
        places.iter().map(|(place, counts)| (place.clone(), nobody(counts))).collect();
    for (((cell, measures), number), rounded) in cells.into_iter().zip(&numbers).zip(rounded) {
        let counts = found.entry((cell.key.clone(), cell.year)).or_default();
        for measure in measures {
            *counts.entry(measure).or_default() += rounded;
        }
        mask.note(cell, number.value, rounded);
    }
    found
}

/// What a part is counted with: itself, each measure that it is part of, and the students of all grades.
fn counted_with(part: Part, measures: &[Measure]) -> Vec<Counted> {
    const GRADES: [Measure; 3] =
        [Measure::EnrolledGrade1, Measure::EnrolledGrade2, Measure::EnrolledGrade3];
    let mut counted: Vec<Counted> =
        measures.iter().map(|&measure| Counted::Measure(measure)).collect();
    if matches!(part, Part::Rest(_)) {
        counted.push(Counted::Part(part));
    }
    if measures.iter().any(|measure| GRADES.contains(measure)) {
        counted.push(Counted::Students);
    }
    counted
}

/// The groups whose totals are kept near: the place itself, its school, its programme, that at all schools, its class,
/// its category, its county and all.
fn groups_of(series: &SeriesKey, codes: &Codebook) -> Vec<String> {
    let mut groups = vec![name_of(series), String::new(), format!("r{}", series.region)];
    groups.extend(series.school.code().map(|school| format!("s{school}")));
    if let Some(programme) = series.programme.code() {
        groups.push(format!("p{programme}"));
        groups.push(format!("c{}", programme.class()));
        let entry = codes.programmes.get(programme);
        groups.extend(entry.map(|entry| format!("k{}", entry.category_name)));
    }
    groups
}

/// A text that tells one series from another.
fn name_of(series: &SeriesKey) -> String {
    let SeriesKey { region, industry, programme, school, occupation } = series;
    format!("{region}|{industry}|{programme}|{school}|{occupation}")
}

#[cfg(test)]
mod tests {
    use talent_facts::small_city::{BuiltCity, SmallCity};

    use super::*;

    fn city(further: impl FnOnce(SmallCity) -> SmallCity) -> BuiltCity {
        let mut city = SmallCity::new();
        for (i, school) in ["east", "west", "north"].into_iter().enumerate() {
            for (j, programme) in ["710201", "720201", "740201"].into_iter().enumerate() {
                let size = (7 * i + 11 * j) as f64;
                city = city.cohort(school, programme, 2023, [size + 1.0, 3.0, 2.0]);
                city = city.students(school, programme, 2023, [size + 4.0, size + 2.0, size]);
            }
        }
        further(city).build()
    }

    fn values(panel: &Panel) -> BTreeMap<(SeriesKey, Measure, Year), f64> {
        let of = |o: &Observation| ((o.key.clone(), o.measure, o.year), o.value);
        panel.observations().iter().map(of).collect()
    }

    #[test]
    fn what_has_not_changed_is_shown_as_before() {
        let key = Key::new("secret");
        let before = city(|city| city);
        let first = protect(&before.panel, &before.codes, &key, &Mask::default());
        // A school comes in with one graduate, and another corrects a count.
        let after = city(|city| {
            city.cohort("south", "710201", 2023, [1.0, 0.0, 0.0]).figure(
                "east",
                "720201",
                Measure::EnrolledGrade1,
                2023,
                17.0,
            )
        });
        let second = protect(&after.panel, &after.codes, &key, &first.mask);
        let (first_shown, second_shown) = (values(&first.panel), values(&second.panel));
        let (reported, corrected) = (values(&before.panel), values(&after.panel));
        let mut same = 0;
        for (cell, shown) in &first_shown {
            if reported[cell].to_bits() == corrected[cell].to_bits() {
                assert_eq!(shown.to_bits(), second_shown[cell].to_bits(), "{cell:?}");
                same += 1;
            }
        }
        assert_eq!(same, first_shown.len() - 1);
        assert!(second_shown.values().all(|shown| shown % crate::BASE == 0.0));
        // Whoever knows all roundings makes the same figures of the same counts again.
        let again = protect(&before.panel, &before.codes, &key, &second.mask);
        assert_eq!(values(&again.panel), first_shown);
    }

    #[test]
    fn mean_pay_of_few_is_left_out_and_of_enough_to_fifty_yuan() {
        let key = Key::new("secret");
        let pay = |answers: f64| {
            let city = SmallCity::new()
                .figure("east", "710201", Measure::StartingPay, 2023, 3_333.0)
                .figure("east", "710201", Measure::PaySample, 2023, answers)
                .build();
            let shown = protect(&city.panel, &city.codes, &key, &Mask::default());
            let pay =
                values(&shown.panel).into_iter().find(|((_, m, _), _)| *m == Measure::StartingPay);
            assert_eq!(
                shown.positions,
                if answers < 10.0 { [None, Some(0)] } else { [Some(0), Some(1)] }
            );
            pay.map(|(_, pay)| pay)
        };
        assert_eq!(pay(9.0), None);
        assert_eq!(pay(10.0), Some(3_350.0));
    }
}
