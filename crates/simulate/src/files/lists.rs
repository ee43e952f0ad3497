//! C1 to C5 and C8 to C10. What links industries, occupations and classes is published with errors.

use super::table::{Ending, Table, cells, percents};
use crate::catalogue::{CITY, CLASSES, COUNTIES, NOT_OFFERED, OCCUPATIONS, PROVINCE, SECTIONS};
use crate::chance::Chance;
use crate::parts::Parts;
use crate::timeline::at;

/// Errors of published shares: standard deviation of their logarithm.
const STAFFING_ERROR: f64 = 0.15;
const LINK_ERROR: f64 = 0.3;
/// The same of the weights that sections of a class are ranked by.
const RANK_ERROR: f64 = 0.35;
/// Sections that a class is said to serve at most.
const RANKS: usize = 3;
/// A section of less weight than this part of a class's largest is not listed.
const FEWEST: f64 = 0.12;
/// The former catalogue, and the year from which the present one holds.
const FORMER: (i32, i32) = (2010, 2021);
/// The code of the programme that has another in the former catalogue.
const FORMER_CODE: &str = "190900";
/// What the rest of a section's workers do.
const OTHER: (&str, &str) = ("8-00", "其他从业人员");

/// C1
pub(super) fn schools(parts: &Parts) -> Table {
    let headings = "学校代码,学校名称,学校类型,地区代码";
    let mut table = Table::new(parts, "C1-schools.csv", "C1 学校代码表", headings, Ending::Nature);
    for school in &parts.layout.schools {
        table.row(cells![school.code, school.name, "中职", COUNTIES[school.county].0]);
    }
    table
}

/// C2
pub(super) fn programmes(parts: &Parts) -> Table {
    let headings = "专业代码,专业名称,专业类名称,专业大类名称";
    let mut table = Table::new(parts, "C2-programmes.csv", "C2 专业代码表", headings, Ending::List);
    for class in CLASSES.iter().chain([&NOT_OFFERED]) {
        for (code, name) in class.programmes {
            table.row(cells![code, name, class.name, class.category]);
        }
    }
    table
}

/// C3
pub(super) fn industries(parts: &Parts) -> Table {
    let headings = "行业代码,行业名称";
    let mut table = Table::new(parts, "C3-industries.csv", "C3 行业代码表", headings, Ending::List);
    for section in &SECTIONS {
        table.row(cells![section.code, section.name]);
    }
    for (code, name) in [("1", "第一产业"), ("2", "第二产业"), ("3", "第三产业")] {
        table.row(cells![code, name]);
    }
    table
}

/// C4
pub(super) fn regions(parts: &Parts) -> Table {
    let headings = "地区代码,地区名称";
    let mut table = Table::new(parts, "C4-regions.csv", "C4 地区代码表", headings, Ending::List);
    for (code, name) in [PROVINCE, CITY].into_iter().chain(COUNTIES) {
        table.row(cells![code, name]);
    }
    table
}

/// C5: of every class up to three sections, ranked by weights that are not quite the true ones.
pub(super) fn class_sections(parts: &Parts, weights: &[Vec<f64>], chance: &mut Chance) -> Table {
    let headings = "专业类代码,专业类名称,行业代码,次序";
    let name = "C5-class-to-industry.csv";
    let mut table = Table::new(parts, name, "C5 专业类与行业对应表", headings, Ending::List);
    for (class, weights) in CLASSES.iter().zip(weights) {
        let mut read: Vec<(usize, f64)> =
            weights.iter().map(|weight| weight * chance.factor(RANK_ERROR)).enumerate().collect();
        read.sort_by(|a, b| b.1.total_cmp(&a.1));
        let largest = read[0].1;
        let listed =
            read.iter().take(RANKS).filter(|(_, w)| largest > 0.0 && *w >= FEWEST * largest);
        for (rank, (section, _)) in listed.enumerate() {
            table.row(cells![class.code, class.name, SECTIONS[*section].code, rank + 1]);
        }
    }
    for section in ["S", "P"] {
        table.row(cells![NOT_OFFERED.code, NOT_OFFERED.name, section, 1]);
    }
    table
}

/// C8: occupations of every section.
pub(super) fn staffing(parts: &Parts, base: i32, chance: &mut Chance) -> Table {
    let headings = "行业代码,职业代码,职业名称,占比(%),年变化系数,年份";
    let mut table =
        Table::new(parts, "C8-staffing.csv", "C8 行业职业构成表", headings, Ending::List);
    for (section, shares) in SECTIONS.iter().zip(&parts.labour.staffing(at(base))) {
        let known: Vec<usize> = (0..shares.len()).filter(|&o| shares[o] > 0.0).collect();
        let other = 1.0 - shares.iter().sum::<f64>();
        let mut read: Vec<f64> =
            known.iter().map(|&o| shares[o] * chance.factor(STAFFING_ERROR)).collect();
        read.push(other);
        let percents = percents(&read);
        for (&o, percent) in known.iter().zip(&percents) {
            let (occupation, drift) = (&OCCUPATIONS[o], parts.labour.drift[o].clamp(0.975, 1.025));
            let drift = format!("{drift:.3}");
            table.row(cells![section.code, occupation.code, occupation.name, percent, drift, 2023]);
        }
        let percent = percents[known.len()];
        table.row(cells![section.code, OTHER.0, OTHER.1, percent, 1, 2023]);
    }
    table
}

/// C9: classes of every occupation; what comes from schools elsewhere stands under a class that the city does not offer.
pub(super) fn occupation_classes(parts: &Parts, chance: &mut Chance) -> Table {
    let headings = "职业代码,职业名称,专业类代码,专业类名称,权重(%)";
    let name = "C9-occupation-classes.csv";
    let mut table = Table::new(parts, name, "C9 职业与专业类对应表", headings, Ending::List);
    for (occupation, links) in OCCUPATIONS.iter().zip(&parts.demand.links) {
        let known: Vec<usize> = (0..links.len()).filter(|&class| links[class] > 0.0).collect();
        let mut read: Vec<f64> =
            known.iter().map(|&class| links[class] * chance.factor(LINK_ERROR)).collect();
        read.push((1.0 - links.iter().sum::<f64>()).max(0.0));
        let classes = known.iter().map(|&class| &CLASSES[class]).chain([&NOT_OFFERED]);
        for (class, percent) in classes.zip(percents(&read)) {
            table.row(cells![occupation.code, occupation.name, class.code, class.name, percent]);
        }
    }
    table.row(cells![OTHER.0, OTHER.1, NOT_OFFERED.code, NOT_OFFERED.name, 100]);
    table
}

/// C10: the programme that had another code.
pub(super) fn former(parts: &Parts) -> Table {
    let headings = "目录版次,原代码,原名称,停用年份,专业代码,专业名称,权重(%)";
    let name = "C10-former-programmes.csv";
    let mut table = Table::new(parts, name, "C10 专业代码沿革表", headings, Ending::List);
    let programme = &parts.demand.programmes[parts.layout.recoded];
    let former = former_name(programme.name);
    let (edition, until) = FORMER;
    table.row(cells![edition, FORMER_CODE, former, until, programme.code, programme.name, 100]);
    table
}

fn former_name(name: &str) -> String {
    format!("{name}（旧）")
}

/// Code and name of a programme, as rows of a year have them.
pub(super) fn programme_cells(parts: &Parts, programme: usize, year: i32) -> [String; 2] {
    let of = &parts.demand.programmes[programme];
    if programme == parts.layout.recoded && year < FORMER.1 {
        [FORMER_CODE.to_owned(), former_name(of.name)]
    } else {
        [of.code.to_owned(), of.name.to_owned()]
    }
}

/// The occupation that holds what no other does.
pub(super) const fn other() -> (&'static str, &'static str) {
    OTHER
}
