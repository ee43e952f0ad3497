//! T1 to T3: what schools report of graduates, students and programmes.

use super::lists::programme_cells;
use super::table::{Ending, Table, cells};
use crate::course::PlaceYear;
use crate::parts::Parts;
use crate::timeline::FIRST_REPORT;

/// Students for each full-time teacher.
const STUDENTS_PER_TEACHER: f64 = 16.0;

/// The first cells of a row: school, programme, year.
fn identity(parts: &Parts, place: usize, year: i32) -> Vec<String> {
    let place = &parts.layout.places[place];
    let school = &parts.layout.schools[place.school];
    let [code, name] = programme_cells(parts, place.programme, year);
    vec![school.code.clone(), school.name.clone(), code, name, year.to_string()]
}

/// T1
pub(super) fn destinations(parts: &Parts, base: i32) -> Table {
    let headings = "学校代码,学校名称,专业代码,专业名称,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业,对口调查人数,对口就业,本市就业,起薪均值(元/月),起薪样本数";
    let name = "T1-destinations.csv";
    let mut table = Table::new(parts, name, "T1 毕业生就业质量", headings, Ending::Figures);
    for report in parts.reports_until(base) {
        let went = &report.went;
        let pay = if report.pay_sample > 0.0 { format!("{:.0}", went.pay) } else { String::new() };
        let mut row = identity(parts, report.place, report.year);
        row.extend_from_slice(cells![
            went.graduates,
            report.jobs,
            went.study,
            went.army,
            report.seeking,
            went.not_seeking,
            report.surveyed,
            report.matched,
            report.local,
            pay,
            report.pay_sample,
        ]);
        table.row(&row);
    }
    table
}

/// Places and years in which a school has students to report, or recruits.
fn reported(parts: &Parts, base: i32) -> impl Iterator<Item = (usize, i32, &PlaceYear)> {
    parts.course.places.iter().enumerate().flat_map(move |(place, years)| {
        let end = parts.reported_until(place, base);
        let with_students = |of: &PlaceYear| of.grades.iter().sum::<f64>() > 0.0;
        years
            .range(FIRST_REPORT..=end)
            .filter(move |(_, of_year)| with_students(of_year))
            .map(move |(&year, of_year)| (place, year, of_year))
    })
}

/// T2
pub(super) fn enrolment(parts: &Parts, base: i32) -> Table {
    let headings = "学校代码,学校名称,专业代码,专业名称,学年,计划招生,实际招生,报到人数,在校生(一年级),在校生(二年级),在校生(三年级)";
    let mut table =
        Table::new(parts, "T2-enrolment.csv", "T2 招生与在校生", headings, Ending::Figures);
    for (place, year, of_year) in reported(parts, base) {
        let (recruited, [first, second, third]) = (of_year.recruited, of_year.grades);
        let mut row = identity(parts, place, year);
        row.extend_from_slice(cells![
            recruited.planned,
            recruited.admitted,
            recruited.registered,
            first,
            second,
            third,
        ]);
        table.row(&row);
    }
    table
}

/// T3
pub(super) fn programmes(parts: &Parts, base: i32) -> Table {
    let headings = "学校代码,学校名称,专业代码,专业名称,年份,专业状态,重点专业级别,学制,专任教师";
    let mut table =
        Table::new(parts, "T3-programmes.csv", "T3 专业设置与布点", headings, Ending::Figures);
    for (place, year, of_year) in reported(parts, base) {
        let of = &parts.layout.places[place];
        let state = match (of.opens == year, of.closes.is_some_and(|closes| closes <= year)) {
            (true, _) => "新增",
            (false, true) => "停招",
            (false, false) => "在招",
        };
        let students: f64 = of_year.grades.iter().sum();
        let teachers = (students / STUDENTS_PER_TEACHER).ceil();
        let mut row = identity(parts, place, year);
        row.extend_from_slice(cells![state, "无", 3, teachers]);
        table.row(&row);
    }
    table
}
