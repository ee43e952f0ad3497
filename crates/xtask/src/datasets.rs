//! The simulated schools of `datasets/linfen-simulated`: made, not observed, and said so in every
//! row. No figure of any Linfen school by programme is public; this fills the place of one, so that
//! the whole way can be walked.
//!
//! What is real in it: the yearly number of secondary vocational students (read from
//! `datasets/linfen`), which the simulated schools add up to exactly, and the ranges that national
//! rates were published in, which the city's yearly rates are checked to stay inside.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 20_260_101;
const FIRST_YEAR: i32 = 2016;
const LAST_YEAR: i32 = 2023;
/// Cohorts before the first year fill its upper grades.
const FIRST_ENTRY: i32 = FIRST_YEAR - 3;

/// Published national ranges for secondary vocational graduates, per cent: total placement 2005 to
/// Shanghai 2017, matched jobs 2007 to 2015, jobs in the home area 2007 to 2013.
const PLACEMENT: (f64, f64) = (95.35, 98.37);
const MATCHED: (f64, f64) = (75.6, 77.6);
const LOCAL: (f64, f64) = (63.07, 69.77);

const SCHOOLS: [(&str, &str, &str, f64); 12] = [
    ("LF-S01", "模拟学校01（尧都区）", "141002", 1.9),
    ("LF-S02", "模拟学校02（尧都区）", "141002", 1.4),
    ("LF-S03", "模拟学校03（洪洞县）", "141024", 1.2),
    ("LF-S04", "模拟学校04（襄汾县）", "141023", 1.1),
    ("LF-S05", "模拟学校05（侯马市）", "141081", 1.1),
    ("LF-S06", "模拟学校06（霍州市）", "141082", 0.9),
    ("LF-S07", "模拟学校07（曲沃县）", "141021", 0.7),
    ("LF-S08", "模拟学校08（翼城县）", "141022", 0.7),
    ("LF-S09", "模拟学校09（乡宁县）", "141029", 0.6),
    ("LF-S10", "模拟学校10（蒲县）", "141033", 0.4),
    ("LF-S11", "模拟学校11（隰县）", "141031", 0.4),
    ("LF-S12", "模拟学校12（吉县）", "141028", 0.3),
];

/// Programme, popularity, its growth a year, share of matched jobs against the mean, starting pay
/// of 2016 (yuan a month), number of schools that offer it.
const PROGRAMMES: [(&str, f64, f64, f64, f64, usize); 40] = [
    ("620501", 0.9, 0.02, 0.06, 3600.0, 2),
    ("620503", 0.5, 0.03, 0.05, 3700.0, 1),
    ("620504", 1.0, 0.02, 0.06, 3500.0, 2),
    ("620505", 0.6, -0.01, 0.02, 3300.0, 1),
    ("630401", 0.35, -0.12, -0.10, 2900.0, 1),
    ("640301", 1.3, -0.06, -0.02, 3200.0, 3),
    ("660102", 0.9, -0.03, 0.02, 3000.0, 2),
    ("660103", 1.5, 0.01, 0.04, 3200.0, 4),
    ("660105", 0.7, 0.03, 0.05, 3500.0, 2),
    ("660301", 1.4, 0.00, 0.03, 3100.0, 3),
    ("660303", 0.6, 0.12, 0.00, 3300.0, 2),
    ("670201", 0.7, 0.00, 0.02, 3100.0, 1),
    ("690101", 0.5, 0.01, -0.04, 2700.0, 1),
    ("700206", 2.2, -0.05, 0.00, 3000.0, 5),
    ("700209", 1.0, 0.18, 0.03, 3200.0, 3),
    ("710201", 2.6, 0.02, -0.09, 2700.0, 7),
    ("710202", 1.2, 0.00, -0.06, 2800.0, 3),
    ("710204", 1.0, 0.04, -0.05, 2800.0, 2),
    ("710210", 1.7, 0.05, -0.08, 2700.0, 4),
    ("720201", 2.4, 0.04, 0.09, 2900.0, 3),
    ("720301", 0.6, 0.01, 0.04, 2700.0, 1),
    ("720501", 0.5, 0.03, 0.05, 2900.0, 1),
    ("720803", 0.4, 0.15, 0.00, 2600.0, 2),
    ("730301", 2.0, -0.05, -0.06, 2600.0, 5),
    ("730701", 2.1, 0.03, -0.07, 2800.0, 7),
    ("730801", 0.7, 0.01, -0.02, 2900.0, 2),
    ("740101", 1.0, -0.06, -0.08, 2600.0, 2),
    ("740104", 0.6, -0.08, -0.06, 2600.0, 2),
    ("740201", 1.0, 0.02, 0.06, 3000.0, 2),
    ("750101", 0.7, 0.00, -0.06, 2700.0, 2),
    ("750201", 0.4, -0.02, -0.12, 2500.0, 1),
    ("750111", 0.5, -0.02, 0.00, 2800.0, 2),
    ("770101", 2.6, -0.02, 0.05, 2500.0, 7),
    ("770303", 0.4, 0.00, -0.10, 2600.0, 1),
    ("790302", 0.3, 0.16, 0.02, 2700.0, 2),
    ("610102", 0.5, -0.05, -0.10, 2500.0, 2),
    ("610105", 0.4, -0.02, -0.06, 2500.0, 1),
    ("610301", 0.5, -0.01, -0.03, 2700.0, 1),
    ("620901", 0.4, 0.03, 0.00, 3100.0, 1),
    ("630101", 0.5, 0.02, 0.04, 3300.0, 1),
];

/// One programme at one school.
struct Place {
    school: usize,
    programme: usize,
    weight: f64,
    growth: f64,
    /// Share of those who want a job and have one.
    placed: f64,
    matched: f64,
    local: f64,
    pay: f64,
    /// Registered entrants by year of entry.
    entrants: BTreeMap<i32, i64>,
    /// Students by year and grade.
    enrolled: BTreeMap<i32, [i64; 3]>,
    stopped: bool,
}

/// Writes the files of `datasets/linfen-simulated` under `root`.
pub(crate) fn write(root: &Path) -> Result<()> {
    let totals = real_totals(&root.join("datasets/linfen/T0-macro-education.csv"))?;
    let names = programme_names(&root.join("datasets/linfen/C2-programmes.csv"))?;
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut places = lay_out(&mut rng);
    enrol(&mut places, &totals, &mut rng);
    let folder = root.join("datasets/linfen-simulated");
    write_schools(&folder)?;
    write_programmes(&folder, &places, &names)?;
    write_enrolment(&folder, &places, &names, &mut rng)?;
    write_destinations(&folder, &places, &names, &mut rng)
}

fn real_totals(path: &Path) -> Result<BTreeMap<i32, i64>> {
    let mut totals = BTreeMap::new();
    for record in reader(path)?.records() {
        let record = record?;
        if record.get(2) == Some("secondary-students") {
            totals.insert(record[1].parse()?, record[4].parse()?);
        }
    }
    for year in FIRST_YEAR..=LAST_YEAR {
        ensure!(totals.contains_key(&year), "no number of students for {year}");
    }
    Ok(totals)
}

fn programme_names(path: &Path) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for record in reader(path)?.records() {
        let record = record?;
        if record.len() > 1 {
            names.insert(record[0].to_owned(), record[1].to_owned());
        }
    }
    for (code, ..) in PROGRAMMES {
        ensure!(names.contains_key(code), "{code} is not in the catalogue");
    }
    Ok(names)
}

fn reader(path: &Path) -> Result<csv::Reader<std::fs::File>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(path)
        .with_context(|| format!("reading {}", path.display()))
}

/// Noise between −1 and 1, small values more often.
fn noise(rng: &mut ChaCha8Rng) -> f64 {
    rng.random::<f64>() + rng.random::<f64>() - 1.0
}

/// Gives each programme its schools: larger schools sooner.
fn lay_out(rng: &mut ChaCha8Rng) -> Vec<Place> {
    let mut places = Vec::new();
    for (p, &(code, popularity, growth, match_offset, pay, sites)) in PROGRAMMES.iter().enumerate()
    {
        let mut order: Vec<(f64, usize)> = SCHOOLS
            .iter()
            .enumerate()
            .map(|(s, school)| (school.3.sqrt() * (0.3 + rng.random::<f64>()), s))
            .collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        for &(_, school) in order.iter().take(sites) {
            // A few programmes at a few schools do badly, so that there is something to warn of.
            let weak = matches!(
                (code, school % 4),
                ("630401" | "750201" | "610102", _) | ("730301" | "710201", 3)
            );
            let placed = if weak {
                0.50 + 0.12 * rng.random::<f64>()
            } else {
                0.955 + 0.03 * rng.random::<f64>()
            };
            places.push(Place {
                school,
                programme: p,
                weight: popularity * SCHOOLS[school].3 * (1.0 + 0.4 * noise(rng))
                    / (sites as f64).sqrt(),
                growth: growth + 0.03 * noise(rng),
                placed,
                matched: 0.782 + match_offset + 0.04 * noise(rng) - if weak { 0.25 } else { 0.0 },
                local: 0.665 + 0.10 * noise(rng),
                pay: pay * (1.0 + 0.05 * noise(rng)),
                entrants: BTreeMap::new(),
                enrolled: BTreeMap::new(),
                stopped: false,
            });
        }
    }
    places
}

/// Entrants and students, year by year; from the first year on the students add up to the real
/// number.
fn enrol(places: &mut [Place], totals: &BTreeMap<i32, i64>, rng: &mut ChaCha8Rng) {
    for year in FIRST_ENTRY - 2..=LAST_YEAR {
        for place in places.iter_mut() {
            let before = place.enrolled.get(&(year - 1)).copied().unwrap_or_default();
            let second = (before[0] as f64 * (0.962 + 0.012 * noise(rng))).round() as i64;
            let third = (before[1] as f64 * (0.974 + 0.010 * noise(rng))).round() as i64;
            place.enrolled.insert(year, [0, second, third]);
        }
        let upper: i64 = places.iter().map(|p| p.enrolled[&year][1] + p.enrolled[&year][2]).sum();
        let entry = if year < FIRST_YEAR { 8_800 } else { totals[&year] - upper };
        let weights: Vec<f64> = places
            .iter()
            .map(|place| {
                if place.stopped {
                    return 0.0;
                }
                let age = f64::from(year - FIRST_YEAR);
                place.weight * (1.0 + place.growth).powf(age) * (1.0 + 0.12 * noise(rng))
            })
            .collect();
        for (place, entrants) in places.iter_mut().zip(apportion(entry, &weights)) {
            place.entrants.insert(year, entrants);
            if let Some(grades) = place.enrolled.get_mut(&year) {
                grades[0] = entrants;
            }
            // A school gives up a programme that hardly anybody entered.
            place.stopped |= year > FIRST_YEAR && entrants < 9;
        }
    }
}

/// Whole persons in proportion to `weights`, adding up to `total` (largest remainder).
fn apportion(total: i64, weights: &[f64]) -> Vec<i64> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * w / sum).collect();
    let mut whole: Vec<i64> = exact.iter().map(|v| v.floor() as i64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let rest = total - whole.iter().sum::<i64>();
    for &i in order.iter().take(rest as usize) {
        whole[i] += 1;
    }
    whole
}

const SOURCE: &str = "模拟数据（cargo xtask datasets，种子 20260101）";

fn writer(path: &Path, marker: &str, headings: &str) -> Result<csv::Writer<std::fs::File>> {
    std::fs::create_dir_all(path.parent().context("a folder")?)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(path)?;
    writer.write_record([format!("{marker} v1")])?;
    writer.write_record(headings.split(','))?;
    Ok(writer)
}

fn write_schools(folder: &Path) -> Result<()> {
    let headings = "学校代码,学校名称,学校类型,地区代码,数据性质,备注";
    let mut out = writer(&folder.join("C1-schools.csv"), "C1 学校代码表", headings)?;
    for (code, name, region, _) in SCHOOLS {
        out.write_record([code, name, "中职", region, "模拟", "不对应任何真实学校"])?;
    }
    Ok(out.flush()?)
}

type Names = BTreeMap<String, String>;

fn identity(place: &Place, names: &Names, year: i32) -> Vec<String> {
    let (school, code) = (SCHOOLS[place.school], PROGRAMMES[place.programme].0);
    vec![school.0.into(), school.1.into(), code.into(), names[code].clone(), year.to_string()]
}

fn write_programmes(folder: &Path, places: &[Place], names: &Names) -> Result<()> {
    let headings = "学校代码,学校名称,专业代码,专业名称,年份,专业状态,重点专业级别,学制,专任教师,来源,数据性质";
    let mut out = writer(&folder.join("T3-programmes.csv"), "T3 专业设置与布点", headings)?;
    let keys = key_levels(places);
    for year in FIRST_YEAR..=LAST_YEAR {
        for (place, key) in places.iter().zip(&keys) {
            let students: i64 = place.enrolled[&year].iter().sum();
            let recruits = place.entrants[&year] > 0;
            if students == 0 && !recruits {
                continue;
            }
            let mut row = identity(place, names, year);
            let teachers = (students as f64 / 17.0).ceil() as i64;
            row.extend([
                if recruits { "在招" } else { "停招" }.to_owned(),
                (*key).to_owned(),
                "3".to_owned(),
                teachers.to_string(),
                SOURCE.to_owned(),
                "模拟".to_owned(),
            ]);
            out.write_record(&row)?;
        }
    }
    Ok(out.flush()?)
}

/// Two key programmes a school, the largest; those of the larger schools provincial.
fn key_levels(places: &[Place]) -> Vec<&'static str> {
    let mut levels = vec!["无"; places.len()];
    for school in 0..SCHOOLS.len() {
        let mut own: Vec<usize> =
            (0..places.len()).filter(|&i| places[i].school == school).collect();
        own.sort_by_key(|&i| -places[i].entrants[&LAST_YEAR]);
        for &i in own.iter().take(2) {
            levels[i] = if school < 8 { "省级" } else { "市级" };
        }
    }
    levels
}

fn write_enrolment(
    folder: &Path,
    places: &[Place],
    names: &Names,
    rng: &mut ChaCha8Rng,
) -> Result<()> {
    let headings = "学校代码,学校名称,专业代码,专业名称,学年,计划招生,实际招生,报到人数,在校生(一年级),在校生(二年级),在校生(三年级),来源,数据性质";
    let mut out = writer(&folder.join("T2-enrolment.csv"), "T2 招生与在校生", headings)?;
    for year in FIRST_YEAR..=LAST_YEAR {
        for place in places {
            let grades = place.enrolled[&year];
            let registered = place.entrants[&year];
            if grades.iter().sum::<i64>() == 0 && registered == 0 {
                continue;
            }
            let admitted = (registered as f64 * (1.02 + 0.05 * rng.random::<f64>())).round() as i64;
            let classes =
                (admitted as f64 / (0.82 + 0.2 * rng.random::<f64>()) / 5.0).ceil() as i64;
            let planned = if registered == 0 { 0 } else { classes * 5 };
            let mut row = identity(place, names, year);
            row.extend([planned, admitted, registered].map(|n| n.to_string()));
            row.extend(grades.map(|n| n.to_string()));
            row.extend([SOURCE.to_owned(), "模拟".to_owned()]);
            out.write_record(&row)?;
        }
    }
    Ok(out.flush()?)
}

#[derive(Default)]
struct Sums {
    graduates: i64,
    placed: i64,
    surveyed: i64,
    matched: i64,
    jobs: i64,
    local: i64,
}

fn write_destinations(
    folder: &Path,
    places: &[Place],
    names: &Names,
    rng: &mut ChaCha8Rng,
) -> Result<()> {
    let headings = "学校代码,学校名称,专业代码,专业名称,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业,对口调查人数,对口就业,本市就业,起薪均值(元/月),起薪样本数,来源,数据性质";
    let mut out = writer(&folder.join("T1-destinations.csv"), "T1 毕业生就业质量", headings)?;
    for year in FIRST_YEAR..=LAST_YEAR {
        let mut sums = Sums::default();
        // 25.1 % went on studying nationally in 2016; simulated to rise from there.
        let further = 0.25 + 0.025 * f64::from(year - FIRST_YEAR);
        for place in places {
            let leaving = place.enrolled[&(year - 1)][2];
            if leaving == 0 {
                continue;
            }
            let share = |of: i64, rate: f64, rng: &mut ChaCha8Rng| {
                ((of as f64 * (rate + 0.03 * noise(rng))).round() as i64).clamp(0, of)
            };
            let graduates = share(leaving, 0.985, rng);
            let studying = share(graduates, further, rng);
            let army = share(graduates - studying, 0.008, rng);
            let idle = share(graduates - studying - army, 0.006, rng);
            let wanting = graduates - studying - army - idle;
            let jobs = share(wanting, place.placed, rng);
            let surveyed = share(jobs, 0.93, rng);
            let matched = share(surveyed, place.matched, rng);
            let local = share(jobs, place.local, rng);
            let sample = share(jobs, 0.85, rng);
            let pay = place.pay * 1.045_f64.powi(year - FIRST_YEAR) * (1.0 + 0.03 * noise(rng));
            let mut row = identity(place, names, year);
            let counts =
                [graduates, jobs, studying, army, wanting - jobs, idle, surveyed, matched, local];
            row.extend(counts.map(|n| n.to_string()));
            row.push(if sample > 0 { format!("{:.0}", pay / 10.0 * 10.0) } else { String::new() });
            row.extend([sample.to_string(), SOURCE.to_owned(), "模拟".to_owned()]);
            out.write_record(&row)?;
            sums.graduates += graduates;
            sums.placed += jobs + studying + army;
            sums.surveyed += surveyed;
            sums.matched += matched;
            sums.jobs += jobs;
            sums.local += local;
        }
        sums.check(year)?;
    }
    Ok(out.flush()?)
}

impl Sums {
    fn check(&self, year: i32) -> Result<()> {
        let rates = [
            ("placement", self.placed, self.graduates, PLACEMENT),
            ("matched", self.matched, self.surveyed, MATCHED),
            ("local", self.local, self.jobs, LOCAL),
        ];
        for (name, count, of, (low, high)) in rates {
            let rate = 100.0 * count as f64 / of as f64;
            ensure!(
                (low..=high).contains(&rate),
                "{name} of {year}: {rate:.2} % is outside {low}–{high}"
            );
        }
        Ok(())
    }
}
