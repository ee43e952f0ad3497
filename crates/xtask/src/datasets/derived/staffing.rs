//! C8: the staffing pattern, fitted to the census' workers by section and by occupation group.

use std::path::Path;

use anyhow::Result;
use talent_market::fit_margins;

use super::seed::seed;
use super::tables::{Named, Table};
use super::writer;

const SOURCE: &str = "边际：中国人口普查年鉴2020 表4-4、表4-6（全国）；初始构成：BLS OEWS 2025年5月（美国）按本项目对照表折算";
const NOTE: &str = "全国结构，由迭代拟合推算，没有公布的行业×职业交叉表；本市未公布";

/// Other professionals, and workers not easily classified: nothing says what they do.
const NOT_CLASSIFIED: [&str; 2] = ["2-11", "8-01"];

/// Workers by section and occupation group.
pub(super) struct Staffing {
    /// The sections, in rows.
    pub(super) sections: Vec<Named>,
    /// The occupation groups, in columns.
    pub(super) groups: Vec<Named>,
    /// Persons of the census' sample.
    pub(super) cells: Vec<Vec<f64>>,
}

impl Staffing {
    /// Fits the seed to both margins.
    ///
    /// Section T, a few hundred persons in the country, and the groups that only hold what is not classified are left
    /// out; their persons, three in a thousand, are spread over all others.
    pub(super) fn fit(sources: &Path) -> Result<Self> {
        let census = Table::read(sources, "census-2020-employment.csv")?;
        let sections = census.named(|code| code.len() == 1 && code != "T")?;
        let groups = census.named(|code| code.contains('-') && !NOT_CLASSIFIED.contains(&code))?;
        let seed = seed(sources, &sections, &groups)?;
        let persons = |named: &[Named]| named.iter().map(|of| of.persons).collect::<Vec<f64>>();
        let cells = fit_margins(&seed, &persons(&sections), &persons(&groups))?.cells;
        Ok(Self { sections, groups, cells })
    }

    /// The mean of a value of the sections over the workers of each group.
    pub(super) fn mean_by_group(&self, of_sections: &[f64]) -> Vec<f64> {
        let mean = |group: usize| {
            let column = || self.cells.iter().map(|row| row[group]);
            let weighted: f64 = column().zip(of_sections).map(|(cell, value)| cell * value).sum();
            weighted / column().sum::<f64>()
        };
        (0..self.groups.len()).map(mean).collect()
    }

    /// C8: the shares by section, in hundredths of a per cent; what is less is left out.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let headings = "行业代码,职业代码,职业名称,占比(%),年份,来源,状态,可信度,备注";
        let mut out = writer(&folder.join("C8-staffing.csv"), "C8 行业职业构成表", headings)?;
        for (section, cells) in self.sections.iter().zip(&self.cells) {
            let shares = apportion(10_000, cells);
            for (group, share) in self.groups.iter().zip(shares).filter(|(_, share)| *share > 0) {
                let share = format!("{}.{:02}", share / 100, share % 100);
                let head = [&section.code, &group.code, &group.name, &share, "2020"];
                out.write_record(head.into_iter().chain([SOURCE, "推算", "C", NOTE]))?;
            }
        }
        Ok(out.flush()?)
    }
}

/// A whole number divided in proportion to weights: rounded down, the largest remainders up, so that the parts add up.
pub(super) fn apportion(whole: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|weight| whole as f64 * weight / sum).collect();
    let mut parts: Vec<u64> = exact.iter().map(|part| part.floor() as u64).collect();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let missing = whole.saturating_sub(parts.iter().sum()) as usize;
    for &position in by_remainder.iter().take(missing) {
        parts[position] += 1;
    }
    parts
}
