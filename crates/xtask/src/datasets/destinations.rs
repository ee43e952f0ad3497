//! T1: where the graduates went, kept inside the ranges that national rates were published in.

use std::path::Path;

use anyhow::{Result, ensure};
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use super::chance::{apportion, noise, share_of};
use super::files::{identity, origin, writer};
use super::place::Place;
use super::sources::Names;
use super::{FIRST_YEAR, LAST_YEAR, SEED, YEARS};

/// Published national ranges for secondary vocational graduates, per cent: total placement 2005 to
/// Shanghai 2017, matched jobs 2007 to 2015, jobs in the home area 2007 to 2013.
const PLACEMENT: (f64, f64) = (95.35, 98.37);
const MATCHED: (f64, f64) = (75.6, 77.6);
const LOCAL: (f64, f64) = (63.07, 69.77);

/// A count that a breakdown is of.
#[derive(Clone, Copy)]
enum Of {
    Graduates,
    Studying,
    Jobs,
    /// Jobs outside the city.
    Away,
    /// Those who told their pay.
    Sample,
}

/// Headings of breakdowns with the share of each part, made up; the counts add up to what they are of.
const BREAKDOWNS: [(Of, &[(&str, f64)]); 10] = [
    (Of::Graduates, &[("男毕业生", 0.56), ("女毕业生", 0.44)]),
    (Of::Graduates, &[("本市生源", 0.86), ("省内外市生源", 0.11), ("外省生源", 0.03)]),
    (Of::Studying, &[("职教高考升学", 0.58), ("贯通培养升学", 0.29), ("其他途径升学", 0.13)]),
    (Of::Away, &[("省内外市就业", 0.57), ("省外就业", 0.43)]),
    (Of::Jobs, &[("第一产业就业", 0.06), ("第二产业就业", 0.39), ("第三产业就业", 0.55)]),
    (
        Of::Jobs,
        &[
            ("机关事业单位就业", 0.07),
            ("国有企业就业", 0.11),
            ("民营企业就业", 0.63),
            ("个体经营就业", 0.14),
            ("其他单位就业", 0.05),
        ],
    ),
    (Of::Jobs, &[("学校推荐就业", 0.66), ("中介介绍就业", 0.08), ("自主求职就业", 0.26)]),
    (Of::Jobs, &[("未签劳动合同", 0.12), ("合同一年及以内", 0.38), ("合同一年以上", 0.50)]),
    (Of::Jobs, &[("未参加社会保险", 0.16), ("参加部分险种", 0.22), ("五险齐全", 0.62)]),
    (
        Of::Sample,
        &[
            ("起薪2000及以下", 0.05),
            ("起薪2001至3000", 0.21),
            ("起薪3001至4000", 0.37),
            ("起薪4001至5000", 0.25),
            ("起薪5000以上", 0.12),
        ],
    ),
];

/// Breakdowns are reported of so many cohorts, the newest.
const COHORTS_BROKEN_DOWN: i32 = 3;

/// The graduates of one place in one year, by where they went.
struct Destinations {
    graduates: i64,
    studying: i64,
    army: i64,
    /// Those who want no job for now.
    idle: i64,
    jobs: i64,
    waiting: i64,
    surveyed: i64,
    matched: i64,
    local: i64,
    /// How many told their pay.
    sample: i64,
    /// Mean starting pay, yuan per month.
    pay: f64,
}

/// Sums over the places of a year.
#[derive(Default)]
struct Sums {
    graduates: i64,
    placed: i64,
    surveyed: i64,
    matched: i64,
    jobs: i64,
    local: i64,
}

/// Writes the file and checks the city's rates of each year.
pub(super) fn write(
    folder: &Path,
    places: &[Place],
    names: &Names,
    rng: &mut ChaCha8Rng,
) -> Result<()> {
    let before = "学校代码,学校名称,专业代码,专业名称,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业,对口调查人数,对口就业,本市就业,起薪均值(元/月),起薪样本数";
    let parts = BREAKDOWNS.iter().flat_map(|(_, parts)| parts.iter().map(|(heading, _)| *heading));
    let headings: Vec<&str> =
        [before].into_iter().chain(parts).chain(["来源", "数据性质"]).collect();
    let headings = headings.join(",");
    let mut out = writer(&folder.join("T1-destinations.csv"), "T1 毕业生就业质量", &headings)?;
    // Chance of their own, so that what was drawn before they were there is drawn as it was.
    let mut of_parts = ChaCha8Rng::seed_from_u64(SEED + 1);
    for year in YEARS {
        let mut sums = Sums::default();
        for place in places {
            let leaving = place.enrolled[&(year - 1)][2];
            if leaving == 0 {
                continue;
            }
            let went = Destinations::draw(place, leaving, year, rng);
            let mut row = identity(place, names, year);
            row.extend(went.cells());
            row.extend(went.broken_down(year, &mut of_parts));
            row.extend(origin());
            out.write_record(&row)?;
            sums.add(&went);
        }
        sums.check(year)?;
    }
    Ok(out.flush()?)
}

impl Destinations {
    /// Draws what became of the `leaving` students of the last grade.
    fn draw(place: &Place, leaving: i64, year: i32, rng: &mut ChaCha8Rng) -> Self {
        // 25.1 % went on studying nationally in 2016; simulated to rise from there.
        let further = 0.25 + 0.025 * f64::from(year - FIRST_YEAR);
        let graduates = share_of(leaving, 0.985, rng);
        let studying = share_of(graduates, further, rng);
        let army = share_of(graduates - studying, 0.008, rng);
        let idle = share_of(graduates - studying - army, 0.006, rng);
        let wanting = graduates - studying - army - idle;
        let jobs = share_of(wanting, place.placed, rng);
        let surveyed = share_of(jobs, 0.93, rng);
        let matched = share_of(surveyed, place.matched, rng);
        let local = share_of(jobs, place.local, rng);
        let sample = share_of(jobs, 0.85, rng);
        let pay = place.pay * 1.045_f64.powi(year - FIRST_YEAR) * (1.0 + 0.03 * noise(rng));
        let waiting = wanting - jobs;
        Self {
            graduates,
            studying,
            army,
            idle,
            jobs,
            waiting,
            surveyed,
            matched,
            local,
            sample,
            pay,
        }
    }

    /// The cells of a row from graduates to the sample of pay.
    fn cells(&self) -> Vec<String> {
        let counts = [
            self.graduates,
            self.jobs,
            self.studying,
            self.army,
            self.waiting,
            self.idle,
            self.surveyed,
            self.matched,
            self.local,
        ];
        let mut cells: Vec<String> = counts.iter().map(ToString::to_string).collect();
        let pay =
            if self.sample > 0 { format!("{:.0}", self.pay / 10.0 * 10.0) } else { String::new() };
        cells.extend([pay, self.sample.to_string()]);
        cells
    }
}

impl Destinations {
    /// The cells of the breakdowns; empty of cohorts that they were not asked of.
    fn broken_down(&self, year: i32, rng: &mut ChaCha8Rng) -> Vec<String> {
        let broken_down = BREAKDOWNS.iter().flat_map(|(of, parts)| {
            if year <= LAST_YEAR - COHORTS_BROKEN_DOWN {
                return vec![String::new(); parts.len()];
            }
            let total = match of {
                Of::Graduates => self.graduates,
                Of::Studying => self.studying,
                Of::Jobs => self.jobs,
                Of::Away => self.jobs - self.local,
                Of::Sample => self.sample,
            };
            let weights: Vec<f64> =
                parts.iter().map(|(_, share)| share * (1.0 + 0.25 * noise(rng))).collect();
            apportion(total, &weights).iter().map(ToString::to_string).collect()
        });
        broken_down.collect()
    }
}

impl Sums {
    fn add(&mut self, went: &Destinations) {
        self.graduates += went.graduates;
        self.placed += went.jobs + went.studying + went.army;
        self.surveyed += went.surveyed;
        self.matched += went.matched;
        self.jobs += went.jobs;
        self.local += went.local;
    }

    /// Whether the rates of the year lie in the published ranges.
    fn check(&self, year: i32) -> Result<()> {
        let rates = [
            ("placement", self.placed, self.graduates, PLACEMENT),
            ("matched", self.matched, self.surveyed, MATCHED),
            ("local", self.local, self.jobs, LOCAL),
        ];
        for (name, count, whole, (low, high)) in rates {
            let rate = 100.0 * count as f64 / whole as f64;
            ensure!(
                (low..=high).contains(&rate),
                "{name} of {year}: {rate:.2} % is outside {low}–{high}"
            );
        }
        Ok(())
    }
}
