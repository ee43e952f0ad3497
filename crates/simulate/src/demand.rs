//! From newcomers hired by occupation to programmes: through classes by true weights, and within a class by shares of each
//! programme that drift.

use crate::catalogue::{CLASSES, OCCUPATIONS};
use crate::chance::{Chance, Part, shares};
use crate::timeline::{BASE, FIRST_REPORT, at};

/// Newcomers a programme asks for in a year at most, on average: what is beyond it goes to schools elsewhere.
const MOST_PER_PROGRAMME: f64 = 165.0;
/// A class with fewer newcomers a year is not offered.
const FEWEST_PER_CLASS: f64 = 18.0;
/// Newcomers that a programme of its own is opened for.
const USUAL_PER_PROGRAMME: f64 = 65.0;

/// A city offers at least so many programmes.
const FEWEST_PROGRAMMES: usize = 26;

/// A programme and what is asked of it.
#[derive(Debug, Clone)]
pub(crate) struct Programme {
    /// Position of its class in the catalogue.
    pub(crate) class: usize,
    /// Its code.
    pub(crate) code: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Newcomers asked for by year, persons.
    pub(crate) demand: Vec<f64>,
}

/// What the city asks of its programmes.
#[derive(Debug)]
pub(crate) struct Demand {
    /// Occupations to classes of the catalogue: of an occupation's newcomers at the level, those of each class. What is missing
    /// to one comes from schools elsewhere.
    pub(crate) links: Vec<Vec<f64>>,
    /// By occupation, the part of its newcomers from secondary vocational schools in the base year.
    pub(crate) level: Vec<f64>,
    /// The programmes that the city offers.
    pub(crate) programmes: Vec<Programme>,
}

impl Demand {
    /// From the newcomers by occupation and year.
    pub(crate) fn new(seed: u64, newcomers: &[Vec<f64>]) -> Self {
        let mut chance = Chance::new(seed, Part::Demand);
        let city = chance.factor(0.12);
        let level: Vec<f64> = OCCUPATIONS
            .iter()
            .map(|occupation| (city * occupation.level * chance.factor(0.15)).min(0.9))
            .collect();
        let mut links: Vec<Vec<f64>> =
            (0..OCCUPATIONS.len()).map(|o| links_of(o, &mut chance)).collect();
        let asked = by_class(newcomers, &level, &links);
        let sizes = offered(&asked, &mut chance);
        for (class, count) in sizes.iter().enumerate() {
            let kept = (MOST_PER_PROGRAMME * *count as f64 / mean(&asked[class])).min(1.0);
            for row in &mut links {
                row[class] *= kept;
            }
        }
        let asked = by_class(newcomers, &level, &links);
        let programmes = sizes
            .iter()
            .enumerate()
            .flat_map(|(class, count)| programmes(class, *count, &asked[class], &mut chance))
            .collect();
        Self { links, level, programmes }
    }
}

/// The true weights of an occupation's classes.
fn links_of(occupation: usize, chance: &mut Chance) -> Vec<f64> {
    let mut row = vec![0.0; CLASSES.len()];
    for (code, weight) in OCCUPATIONS[occupation].classes {
        if let Some(class) = CLASSES.iter().position(|class| class.code == *code) {
            row[class] = weight * chance.factor(0.35);
        }
    }
    let elsewhere = chance.within(0.0, 0.1);
    shares(&row).into_iter().map(|share| share * (1.0 - elsewhere)).collect()
}

/// Newcomers by class and year. The level gives way by a hundredth a year to higher schools.
fn by_class(newcomers: &[Vec<f64>], level: &[f64], links: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let base = at(BASE) as f64;
    let of_class = |class: usize, year: usize| -> f64 {
        let shift = (0.01 * (base - year as f64)).exp();
        let occupations = newcomers.iter().zip(level).zip(links);
        occupations.map(|((n, level), row)| n[year] * shift * level * row[class]).sum()
    };
    let years = newcomers[0].len();
    (0..CLASSES.len()).map(|class| (0..years).map(|year| of_class(class, year)).collect()).collect()
}

/// The mean over the years that schools report.
fn mean(by_year: &[f64]) -> f64 {
    let years = &by_year[at(FIRST_REPORT)..=at(BASE)];
    years.iter().sum::<f64>() / years.len() as f64
}

/// How many programmes of each class the city offers: of up to eighteen classes, and none of those hardly asked for.
fn offered(asked: &[Vec<f64>], chance: &mut Chance) -> Vec<usize> {
    let wanted = chance.whole(15, 18);
    let order = chance.shuffled(CLASSES.len());
    let large = order.into_iter().filter(|class| mean(&asked[*class]) >= FEWEST_PER_CLASS);
    let mut counts = vec![0; CLASSES.len()];
    for class in large.take(wanted) {
        let usual = mean(&asked[class]) / USUAL_PER_PROGRAMME + chance.within(0.7, 1.7);
        counts[class] = (usual as usize).clamp(1, CLASSES[class].programmes.len());
    }
    open_more(&mut counts, asked);
    counts
}

/// Opens programmes where most is asked of each, until the city has the fewest that one has.
fn open_more(counts: &mut [usize], asked: &[Vec<f64>]) {
    let has_room = |(class, count): &(usize, &usize)| {
        **count > 0 && **count < CLASSES[*class].programmes.len()
    };
    while counts.iter().sum::<usize>() < FEWEST_PROGRAMMES {
        let each = |class: usize, count: usize| mean(&asked[class]) / (count + 1) as f64;
        let most = counts.iter().enumerate().filter(has_room);
        let most = most.max_by(|a, b| each(a.0, *a.1).total_cmp(&each(b.0, *b.1)));
        let Some((class, _)) = most else { return };
        counts[class] += 1;
    }
}

/// The programmes of a class: each has a share of what is asked of the class, which drifts.
fn programmes(class: usize, count: usize, asked: &[f64], chance: &mut Chance) -> Vec<Programme> {
    let mut weights: Vec<f64> = (0..count).map(|_| chance.factor(0.45)).collect();
    let mut programmes: Vec<Programme> = CLASSES[class].programmes[..count]
        .iter()
        .map(|(code, name)| Programme { class, code, name, demand: Vec::new() })
        .collect();
    for asked in asked {
        for (programme, share) in programmes.iter_mut().zip(shares(&weights)) {
            programme.demand.push(chance.count(asked * share));
        }
        for weight in &mut weights {
            *weight *= chance.factor(0.06);
        }
    }
    programmes
}
