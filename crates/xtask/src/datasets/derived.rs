//! The lists of `datasets/linfen` that are worked out from published tables of wider regions, which stand in
//! `datasets/linfen-sources` with their sources: occupations by section (C8), what is taken from the openings of
//! an occupation (P1), and private and self-employment by section (T4).

mod exits;
mod levels;
mod private;
mod seed;
mod staffing;
mod tables;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use super::files::writer;
use staffing::Staffing;

/// Writes the derived lists of `datasets/linfen` under `root`.
pub(super) fn write(root: &Path) -> Result<()> {
    let sources = root.join("datasets/linfen-sources");
    let folder = root.join("datasets/linfen");
    let staffing = Staffing::fit(&sources)?;
    staffing.write(&folder)?;
    private::write(&sources, &folder, &staffing)?;
    write_parameters(&sources, &folder, &staffing)
}

/// What stands as the source of the parameters of occupations.
const SOURCE: &str = "退出率：人口普查年鉴2020 表4-7、第五次经济普查公报表2-3、P2；填补占比：2005年1%人口抽样调查 表5-5、2015年按职业的学历构成、教育统计2019";
const NOT_SERVED: &str = "没有中职专业类为其培养（C9），填补占比为 0";
const NOTE: &str = "按行业职业构成（C8）折算到职业；填补占比＝该职业新进入者中中职毕业生所占比例的推算值，非存量占比，宽度见说明";

/// P1: exit rates and shares of openings by occupation, in per cent.
///
/// A group that no secondary class prepares for (C9) has no openings for its graduates.
fn write_parameters(sources: &Path, folder: &Path, staffing: &Staffing) -> Result<()> {
    let exits = exits::by_group(sources, staffing)?;
    let levels = levels::by_group(sources, staffing)?;
    let served = served_groups(folder)?;
    let headings = "职业代码,职业名称,年退出率(%),填补占比(%),来源,状态,可信度,备注";
    let mut out = writer(&folder.join("P1-occupations.csv"), "P1 职业参数表", headings)?;
    for ((group, exit), level) in staffing.groups.iter().zip(exits).zip(levels) {
        let is_served = served.contains(&group.code);
        let (level, note) = if is_served { (level, NOTE) } else { (0.0, NOT_SERVED) };
        let percent = |share: f64| format!("{:.2}", 100.0 * share);
        let (exit, level) = (percent(exit), percent(level));
        out.write_record([&group.code, &group.name, &exit, &level, SOURCE, "推算", "C", note])?;
    }
    Ok(out.flush()?)
}

/// The occupation groups that a secondary vocational class prepares for, by list C9.
fn served_groups(folder: &Path) -> Result<BTreeSet<String>> {
    let path = folder.join("C9-occupation-classes.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path)?;
    let mut groups = BTreeSet::new();
    for record in reader.records() {
        let record = record?;
        if record.get(2).is_some_and(|class| class.starts_with(['6', '7'])) {
            groups.insert(record[0].to_owned());
        }
    }
    Ok(groups)
}
