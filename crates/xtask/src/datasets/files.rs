//! The lists of schools, of programmes and of students as filled-in templates.

use std::path::Path;

use anyhow::{Context, Result};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::catalogue::SCHOOLS;
use super::place::Place;
use super::sources::Names;
use super::{LAST_YEAR, YEARS};

/// What stands as the source of every row.
const SOURCE: &str = "模拟数据（不对应任何真实学校）";

/// A file of a template: its marker with the version, then its headings.
pub(super) fn writer(
    path: &Path,
    marker: &str,
    headings: &str,
) -> Result<csv::Writer<std::fs::File>> {
    std::fs::create_dir_all(path.parent().context("a folder")?)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(path)?;
    writer.write_record([format!("{marker} v1")])?;
    writer.write_record(headings.split(','))?;
    Ok(writer)
}

/// The first cells of a row: school, programme, year.
pub(super) fn identity(place: &Place, names: &Names, year: i32) -> Vec<String> {
    let (school, programme) = (&SCHOOLS[place.school], place.programme);
    vec![
        school.code.into(),
        school.name.into(),
        programme.into(),
        names[programme].clone(),
        year.to_string(),
    ]
}

/// The last cells of a row: where it comes from, and that it is simulated.
pub(super) fn origin() -> [String; 2] {
    [SOURCE.to_owned(), "模拟".to_owned()]
}

/// C1: the schools.
pub(super) fn write_schools(folder: &Path) -> Result<()> {
    let headings = "学校代码,学校名称,学校类型,地区代码,数据性质,备注";
    let mut out = writer(&folder.join("C1-schools.csv"), "C1 学校代码表", headings)?;
    for school in &SCHOOLS {
        let note = "不对应任何真实学校";
        out.write_record([school.code, school.name, "中职", school.region, "模拟", note])?;
    }
    Ok(out.flush()?)
}

/// T3: which programmes are offered where.
pub(super) fn write_programmes(folder: &Path, places: &[Place], names: &Names) -> Result<()> {
    let headings = "学校代码,学校名称,专业代码,专业名称,年份,专业状态,重点专业级别,学制,专任教师,来源,数据性质";
    let mut out = writer(&folder.join("T3-programmes.csv"), "T3 专业设置与布点", headings)?;
    let keys = key_levels(places);
    for year in YEARS {
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
            ]);
            row.extend(origin());
            out.write_record(&row)?;
        }
    }
    Ok(out.flush()?)
}

/// The level of each place: two key programmes per school, the largest; those of the larger schools provincial.
fn key_levels(places: &[Place]) -> Vec<&'static str> {
    let mut levels = vec!["无"; places.len()];
    for school in 0..SCHOOLS.len() {
        let mut of_school: Vec<usize> =
            (0..places.len()).filter(|&i| places[i].school == school).collect();
        of_school.sort_by_key(|&i| -places[i].entrants[&LAST_YEAR]);
        for &i in of_school.iter().take(2) {
            levels[i] = if school < 8 { "省级" } else { "市级" };
        }
    }
    levels
}

/// T2: how many were planned, admitted and registered, and how many study.
pub(super) fn write_enrolment(
    folder: &Path,
    places: &[Place],
    names: &Names,
    rng: &mut ChaCha8Rng,
) -> Result<()> {
    let headings = "学校代码,学校名称,专业代码,专业名称,学年,计划招生,实际招生,报到人数,在校生(一年级),在校生(二年级),在校生(三年级),来源,数据性质";
    let mut out = writer(&folder.join("T2-enrolment.csv"), "T2 招生与在校生", headings)?;
    for year in YEARS {
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
            row.extend(origin());
            out.write_record(&row)?;
        }
    }
    Ok(out.flush()?)
}
