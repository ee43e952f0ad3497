//! T0, T4 and T5: figures of the city and its industries.

use super::table::{Ending, Table, cells};
use crate::catalogue::{CITY, CLASSES, OCCUPATIONS, SECTIONS};
use crate::chance::{Chance, Part};
use crate::parts::Parts;
use crate::timeline::{BASE, FIRST, FIRST_REPORT, PRIVATE_LATE, SECTIONS_LATE, TOTAL_LATE, at};

/// Errors of the published total of private employment: standard deviation of its logarithm.
const PRIVATE_ERROR: f64 = 0.02;
/// Part of the openings that are registered at the job market.
const REGISTERED: f64 = 0.3;
/// Errors of figures of the job market.
const VACANCY_ERROR: f64 = 0.15;

/// T0: product, private and self-employment, students.
pub(super) fn macro_figures(parts: &Parts, base: i32, chance: &mut Chance) -> Table {
    let headings = "地区代码,年份,指标代码,指标名称,数值,单位";
    let mut table = Table::new(parts, "T0-macro.csv", "T0 地区年度指标", headings, Ending::Figures);
    let output = &parts.economy.output;
    for year in FIRST..=base {
        let product = format!("{:.4}", output.product(at(year)));
        table.row(cells![CITY.0, year, "gdp", "地区生产总值(当年价)", product, "亿元"]);
    }
    for year in FIRST + 1..=base {
        let index = format!("{:.2}", output.index[at(year)]);
        table.row(cells![CITY.0, year, "gdp-index", "地区生产总值指数", index, "上年=100"]);
    }
    for year in FIRST..=base - PRIVATE_LATE {
        let sections = parts.economy.workers.iter().zip(&parts.economy.units);
        let private: f64 = sections.map(|(all, units)| all[at(year)] - units[at(year)]).sum();
        let error = if year <= BASE - PRIVATE_LATE {
            chance.factor(PRIVATE_ERROR)
        } else {
            Chance::of_year(parts.seed, Part::Lists, year).factor(PRIVATE_ERROR)
        };
        let private = (private * error).round();
        table.row(cells![
            CITY.0,
            year,
            "private-employment",
            "城镇私营和个体从业人员",
            private,
            "人"
        ]);
    }
    for year in FIRST_REPORT..=base {
        let places = parts.course.places.iter().filter_map(|years| years.get(&year));
        let students: f64 = places.map(|of_year| of_year.grades.iter().sum::<f64>()).sum();
        table.row(cells![
            CITY.0,
            year,
            "secondary-students",
            "中等职业教育在校学生",
            students,
            "人"
        ]);
    }
    table
}

/// T4: workers of units by section, and their total, which is known three years longer.
pub(super) fn employment(parts: &Parts, base: i32) -> Table {
    let headings = "地区代码,行业代码,行业名称,年份,从业人员(人)";
    let mut table =
        Table::new(parts, "T4-employment.csv", "T4 产业产出与用工", headings, Ending::Figures);
    let last = base - TOTAL_LATE;
    for year in FIRST..=last {
        let units: Vec<f64> =
            parts.economy.units.iter().map(|units| units[at(year)].round()).collect();
        if year <= base - SECTIONS_LATE {
            for (section, units) in SECTIONS.iter().zip(&units) {
                table.row(cells![CITY.0, section.code, section.name, year, units]);
            }
        }
        table.row(cells![CITY.0, "合计", "", year, units.iter().sum::<f64>()]);
    }
    table
}

/// T4: value added of the three sectors.
pub(super) fn value_added(parts: &Parts, base: i32) -> Table {
    let headings = "地区代码,行业代码,行业名称,年份,增加值(亿元)";
    let mut table =
        Table::new(parts, "T4-value-added.csv", "T4 产业产出与用工", headings, Ending::Figures);
    let sectors = [("1", "第一产业"), ("2", "第二产业"), ("3", "第三产业")];
    for ((code, name), values) in sectors.iter().zip(&parts.economy.output.value_added) {
        for year in FIRST..=base {
            let value = format!("{:.4}", values[at(year)]);
            table.row(cells![CITY.0, code, name, year, value]);
        }
    }
    table
}

/// T5: posts and seekers of the two newest years by section, as the city's job market counts them.
pub(super) fn vacancies(
    parts: &Parts,
    base: i32,
    weights: &[Vec<f64>],
    chance: &mut Chance,
) -> Table {
    let staffing = parts.labour.staffing(at(base));
    let headings = "地区代码,行业代码,岗位,年份,招聘人数,求职人数";
    let mut table =
        Table::new(parts, "T5-vacancies.csv", "T5 企业用工需求", headings, Ending::Figures);
    for year in base - 1..=base {
        let tightness = class_tightness(parts, year);
        for (s, section) in SECTIONS.iter().enumerate() {
            let newcomers: f64 = (0..OCCUPATIONS.len())
                .map(|o| {
                    let staffed = staffing[s][o] * parts.economy.workers[s][at(year)];
                    parts.labour.newcomers[o][at(year)] * staffed / parts.labour.stocks[o][at(year)]
                })
                .sum();
            let posts = (REGISTERED * newcomers * chance.factor(VACANCY_ERROR)).round();
            let classes = tightness.iter().zip(weights).filter_map(|(t, w)| Some(((*t)?, w[s])));
            let (sum, weight) = classes.fold((0.0, 0.0), |a, (t, w)| (a.0 + t.ln() * w, a.1 + w));
            if weight > 0.0 && posts > 0.0 {
                let ratio = (sum / weight).exp() * chance.factor(VACANCY_ERROR);
                let seekers = (posts / ratio).round();
                table.row(cells![CITY.0, section.code, "合计", year, posts, seekers]);
            }
        }
    }
    table
}

/// Openings per local entrant of every class in a year; none of a class without entrants or openings.
fn class_tightness(parts: &Parts, year: i32) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); CLASSES.len()];
    for (programme, entrants) in parts.demand.programmes.iter().zip(&parts.course.entrants) {
        let sum = &mut sums[programme.class];
        sum.0 += programme.demand[at(year)];
        sum.1 += entrants.get(&year).copied().unwrap_or(0.0);
    }
    sums.into_iter().map(|(d, e)| (d > 0.0 && e > 0.0).then(|| d / e)).collect()
}
