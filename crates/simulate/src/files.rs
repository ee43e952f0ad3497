//! The files of a city, in the templates of the project. Nothing of the years after the base year is in them but what is announced.

mod figures;
mod file;
mod lists;
mod parameters;
mod students;
mod table;

use crate::catalogue::{CLASSES, OCCUPATIONS, SECTIONS};
use crate::chance::{Chance, Part};
use crate::parts::Parts;
use crate::timeline::at;
pub use file::SimulatedFile;
use table::Table;

/// The names of all files that a city may have.
pub const FILE_NAMES: [&str; 18] = [
    "C1-schools.csv",
    "C10-former-programmes.csv",
    "C2-programmes.csv",
    "C3-industries.csv",
    "C4-regions.csv",
    "C5-class-to-industry.csv",
    "C8-staffing.csv",
    "C9-occupation-classes.csv",
    "P1-occupations.csv",
    "P3-projects.csv",
    "P4-ages.csv",
    "T0-macro.csv",
    "T1-destinations.csv",
    "T2-enrolment.csv",
    "T3-programmes.csv",
    "T4-employment.csv",
    "T4-value-added.csv",
    "T5-vacancies.csv",
];

/// What a city publishes beside what every city does.
#[derive(Debug)]
struct Published {
    /// Occupations: C8, C9 and P1.
    occupations: bool,
    /// Ages: P4.
    ages: bool,
    /// The city's own job market: T5.
    vacancies: bool,
}

/// The files of a city in the order of their names, as they are once the year `base` is reported. Every figure says that it is
/// simulated.
pub(crate) fn files(parts: &Parts, base: i32) -> Vec<SimulatedFile> {
    let mut chance = Chance::new(parts.seed, Part::Lists);
    let published = Published {
        occupations: chance.happens(0.5),
        ages: chance.happens(0.5),
        vacancies: chance.happens(0.5),
    };
    let weights = class_weights(parts, base);
    let mut tables = vec![
        lists::schools(parts),
        lists::programmes(parts),
        lists::industries(parts),
        lists::regions(parts),
        lists::class_sections(parts, &weights, &mut chance),
        lists::former(parts),
        parameters::plants(parts, base),
        figures::macro_figures(parts, base, &mut chance),
        figures::employment(parts, base),
        figures::value_added(parts, base),
        students::destinations(parts, base),
        students::enrolment(parts, base),
        students::programmes(parts, base),
    ];
    if published.occupations {
        tables.push(lists::staffing(parts, base, &mut chance));
        tables.push(lists::occupation_classes(parts, &mut chance));
        tables.push(parameters::occupations(parts, base, &mut chance));
    }
    if published.ages {
        tables.push(parameters::ages(parts, base));
    }
    if published.vacancies {
        tables.push(figures::vacancies(parts, base, &weights, &mut chance));
    }
    // A city to which no plant is announced has no list of them.
    tables.retain(Table::has_rows);
    tables.sort_by_key(|table| table.name);
    tables.into_iter().map(Table::into_file).collect()
}

/// How much of each class's newcomers works in each section, by class and section: weights by the workers of the base year.
fn class_weights(parts: &Parts, base: i32) -> Vec<Vec<f64>> {
    let base = at(base);
    let (workers, staffing) = (&parts.economy.workers, parts.labour.staffing(base));
    let weight = |class: usize, section: usize| -> f64 {
        (0..OCCUPATIONS.len())
            .map(|o| {
                let workers = workers[section][base] * staffing[section][o];
                workers * parts.demand.level[o] * parts.demand.links[o][class]
            })
            .sum()
    };
    (0..CLASSES.len())
        .map(|class| (0..SECTIONS.len()).map(|section| weight(class, section)).collect())
        .collect()
}
