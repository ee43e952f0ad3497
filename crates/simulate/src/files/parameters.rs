//! P1, P3 and P4: what is known of exits and plants to come. No city publishes P2: older workers stay longer from 2025 on,
//! but by less than statutory ages would have it.

use super::lists::other;
use super::table::{Ending, Table, cells};
use crate::catalogue::{CITY, OCCUPATIONS, SECTIONS};
use crate::chance::Chance;
use crate::parts::Parts;
use crate::timeline::at;

/// Errors of published rates: standard deviation of their logarithm.
const EXIT_ERROR: f64 = 0.1;
const LEVEL_ERROR: f64 = 0.15;
/// Years that exit rates are taken from.
const EXIT_YEARS: usize = 3;

/// P1: exits and the part filled from the level, by occupation.
pub(super) fn occupations(parts: &Parts, base: i32, chance: &mut Chance) -> Table {
    let headings = "职业代码,职业名称,年退出率(%),填补占比(%)";
    let mut table =
        Table::new(parts, "P1-occupations.csv", "P1 职业参数表", headings, Ending::List);
    for (o, occupation) in OCCUPATIONS.iter().enumerate() {
        let years = at(base) - EXIT_YEARS + 1..=at(base);
        let exits: f64 = years.clone().map(|year| parts.labour.exits[o][year]).sum();
        let stocks: f64 = years.map(|year| parts.labour.stocks[o][year]).sum();
        let rate = (100.0 * exits / stocks * chance.factor(EXIT_ERROR)).min(45.0);
        let level = (100.0 * parts.demand.level[o] * chance.factor(LEVEL_ERROR)).min(95.0);
        let (rate, level) = (format!("{rate:.2}"), format!("{level:.1}"));
        table.row(cells![occupation.code, occupation.name, rate, level]);
    }
    table.row(cells![other().0, other().1, "4.00", "10.0"]);
    table
}

/// P3: plants that are announced for the years to come.
pub(super) fn plants(parts: &Parts, base: i32) -> Table {
    let headings = "地区代码,行业代码,年份,项目,增减岗位,概率(%)";
    let mut table =
        Table::new(parts, "P3-projects.csv", "P3 重大项目与关停清单", headings, Ending::List);
    for (number, plant) in parts.economy.plants.iter().enumerate() {
        let Some(probability) = plant.announced.filter(|_| plant.is_said(base)) else { continue };
        let kind = if plant.posts > 0.0 { "投产" } else { "关停" };
        let name = format!("模拟项目{:02}{kind}", number + 1);
        let (section, chance) = (SECTIONS[plant.section].code, 100.0 * probability);
        table.row(cells![CITY.0, section, plant.year, name, plant.posts, chance]);
    }
    table
}

/// P4: workers by age, and those who left.
pub(super) fn ages(parts: &Parts, base: i32) -> Table {
    let headings = "行业代码,年龄下限,年龄上限,从业人数,退出人数";
    let mut table =
        Table::new(parts, "P4-ages.csv", "P4 从业人员年龄结构表", headings, Ending::List);
    for (band, (workers, left)) in parts.labour.ages[at(base)].iter().enumerate() {
        let from = 20 + 5 * band;
        table.row(cells!["合计", from, from + 4, workers.round(), left.round()]);
    }
    table
}
