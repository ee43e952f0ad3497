//! Lists of parameters: staffing patterns, links of occupations, exits, retirement ages, projects.
//! They are read like code lists, and held together by what must add up.

use std::collections::BTreeMap;

use talent_domain::{
    ActionRow, ActionState, AgeRow, CellRef, Codebook, EventRow, FormerRow, Level,
    OccupationClassRow, OccupationEntry, OccupationWorkers, ProgrammeCode, RetirementRow,
    StaffingRow, TemplateCode,
};

use crate::cell::Row;
use crate::finding::{Finding, Problem};

/// Shares may miss 100 % by this much (rounding, items too small to be published) and are scaled;
/// beyond it rows are missing.
const SCALED_WITHIN: f64 = 0.03;
/// Below this nothing is said.
const EXACT_WITHIN: f64 = 1e-6;

const YEARS: (f64, f64) = (1950.0, 2100.0);

/// Takes one row into its list. Whether the row stood there before.
#[allow(clippy::too_many_lines, reason = "one arm a list")]
pub(crate) fn parameter_entry(
    code: TemplateCode,
    row: &Row,
    cell: &CellRef,
    source: String,
    codebook: &mut Codebook,
    findings: &mut Vec<Finding>,
) -> bool {
    let number = |heading| row.number(heading).unwrap_or(f64::NAN);
    let text = |heading| row.text(heading).to_owned();
    let mut range = |heading, value: f64, (low, high): (f64, f64), words| {
        let inside = (low..=high).contains(&value);
        if !inside {
            let problem = Problem::OutOfRange { heading, value, range: words };
            findings.push(Finding::at(cell.clone(), problem));
        }
        inside
    };
    let cell = cell.clone();
    match code {
        TemplateCode::C8 => {
            let Some(Level::Code(industry)) = row.industry.clone() else { return false };
            let drift = row.number("年变化系数").unwrap_or(1.0);
            range("年变化系数", drift, (0.97, 1.03), "0.97–1.03");
            let (occupation, name) = (text("职业代码"), text("职业名称"));
            let twice = codebook
                .staffing
                .iter()
                .any(|s| s.industry == industry && s.occupation == occupation);
            let share = number("占比");
            codebook.staffing.push(StaffingRow { industry, occupation, name, share, drift, cell });
            twice
        }
        TemplateCode::C9 => {
            let Some(class) = row.class.clone() else { return false };
            let mut year = |heading| {
                let year = row.number(heading)?;
                range(heading, year, YEARS, "1950–2100").then_some(year as i32)
            };
            let (from, until) = (year("起用年份"), year("停用年份"));
            let occupation = text("职业代码");
            let new =
                OccupationClassRow {
                    occupation, class, weight: number("权重"), from, until, cell
                };
            let overlaps = |old: &OccupationClassRow| {
                (&old.occupation, &old.class) == (&new.occupation, &new.class)
                    && old.from.unwrap_or(i32::MIN) < new.until.unwrap_or(i32::MAX)
                    && new.from.unwrap_or(i32::MIN) < old.until.unwrap_or(i32::MAX)
            };
            let twice = codebook.occupation_classes.iter().any(overlaps);
            codebook.occupation_classes.push(new);
            twice
        }
        TemplateCode::C10 => {
            let Some(Level::Code(programme)) = row.programme.clone() else { return false };
            let (edition, until) = (number("目录版次"), number("停用年份"));
            let is_year = range("目录版次", edition, YEARS, "1950–2100")
                & range("停用年份", until, (edition, YEARS.1), "目录版次之后");
            let Ok(former) = ProgrammeCode::former(edition as i32, row.text("原代码")) else {
                let problem = Problem::CodeShape { text: text("原代码"), what: "专业" };
                findings.extend(is_year.then(|| Finding::at(cell, problem)));
                return false;
            };
            let rows = &codebook.former_programmes;
            let twice = rows.iter().any(|r| r.former == former && r.programme == programme);
            let (name, until, share) = (text("原名称"), until as i32, number("权重"));
            let new = FormerRow { former, name, until, programme, share, cell };
            codebook.former_programmes.push(new);
            twice
        }
        TemplateCode::P1 => {
            let (exit_rate, level_share) = (number("年退出率"), number("填补占比"));
            range("年退出率", exit_rate, (0.0, 0.5), "0–50%");
            let entry =
                OccupationEntry { name: text("职业名称"), exit_rate, level_share, cell };
            codebook.occupations.insert(text("职业代码"), entry).is_some()
        }
        TemplateCode::P2 => {
            let (year, age) = (number("年份"), number("法定退休年龄"));
            range("年份", year, YEARS, "1950–2100");
            range("法定退休年龄", age, (40.0, 75.0), "40–75");
            let (group, year, share) = (text("群体"), year as i32, number("退休人数占比"));
            let twice = codebook.retirement.iter().any(|r| r.group == group && r.year == year);
            codebook.retirement.push(RetirementRow { group, year, age, share, cell });
            twice
        }
        TemplateCode::P3 => {
            let (Some(region), Some(Level::Code(industry))) =
                (row.region.clone(), row.industry.clone())
            else {
                return false;
            };
            let year = number("年份");
            range("年份", year, YEARS, "1950–2100");
            let (year, name) = (year as i32, text("项目"));
            let twice = codebook.events.iter().any(|e| {
                e.region == region && e.industry == industry && e.year == year && e.name == name
            });
            let (posts, probability) = (number("增减岗位"), number("概率"));
            codebook.events.push(EventRow {
                region,
                industry,
                year,
                name,
                posts,
                probability,
                source,
                cell,
            });
            twice
        }
        TemplateCode::P4 => {
            let industry = row.industry.as_ref().and_then(Level::code).cloned();
            let (low, high) = (number("年龄下限"), number("年龄上限"));
            range("年龄下限", low, (14.0, 100.0), "14–100");
            range("年龄上限", high, (low, 120.0), "不小于下限");
            let workers = number("从业人数");
            range("从业人数", workers, (0.0, 1e9), "非负");
            let exits = row.number("退出人数");
            if let Some(exits) = exits {
                range("退出人数", exits, (0.0, workers), "0 到从业人数");
            }
            let ages = (low as u32, high as u32);
            let twice = codebook
                .ages
                .iter()
                .any(|a| a.industry == industry && a.ages.0 <= ages.1 && ages.0 <= a.ages.1);
            codebook.ages.push(AgeRow { industry, ages, workers, exits, cell });
            twice
        }
        TemplateCode::P5 => {
            let (occupation, name) = (text("职业代码"), text("职业名称"));
            let workers = number("职业从业人数");
            range("职业从业人数", workers, (0.0, 1e9), "非负");
            let twice = codebook.occupation_workers.iter().any(|o| o.occupation == occupation);
            codebook.occupation_workers.push(OccupationWorkers { occupation, name, workers, cell });
            twice
        }
        TemplateCode::P6 => {
            let state = ActionState::WORDS.iter().find(|(word, _)| *word == row.text("落实情况"));
            let Some((_, state)) = state else { return false };
            let year = number("提出年份");
            range("提出年份", year, YEARS, "1950–2100");
            let day = |heading| Some(row.text(heading).to_owned()).filter(|day| !day.is_empty());
            let new = ActionRow {
                school: row.school.as_ref().and_then(Level::code).cloned(),
                programme: row.programme.as_ref().and_then(Level::code).cloned(),
                year: year as i32,
                action: text("措施"),
                owner: text("责任单位"),
                deadline: day("期限"),
                state: *state,
                done: day("完成日期"),
                effect: text("效果"),
                cell,
            };
            let place = |row: &ActionRow| {
                (row.school.clone(), row.programme.clone(), row.year, row.action.clone())
            };
            let twice = codebook.actions.iter().any(|old| place(old) == place(&new));
            codebook.actions.push(new);
            twice
        }
        _ => false,
    }
}

/// Rules over the rows of the lists that were just taken in.
pub(crate) fn check_lists(
    taken: &[TemplateCode],
    codebook: &mut Codebook,
    findings: &mut Vec<Finding>,
) {
    let has = |code| taken.contains(&code);
    if has(TemplateCode::C8) {
        let parts = codebook
            .staffing
            .iter_mut()
            .map(|s| (s.industry.to_string(), &s.cell, &mut s.share))
            .collect();
        scale_to_one(parts, findings);
    }
    if has(TemplateCode::C9) {
        check_links(codebook, findings);
    }
    if has(TemplateCode::C10) {
        let parts = codebook
            .former_programmes
            .iter_mut()
            .map(|r| (format!("原专业 {}", r.former), &r.cell, &mut r.share))
            .collect();
        scale_to_one(parts, findings);
    }
    if has(TemplateCode::P2) {
        let parts = codebook
            .retirement
            .iter_mut()
            .map(|r| (format!("{} 年各群体", r.year), &r.cell, &mut r.share))
            .collect();
        scale_to_one(parts, findings);
    }
    if has(TemplateCode::C8) || has(TemplateCode::C9) || has(TemplateCode::P1) {
        check_occupations(codebook, findings);
    }
}

/// Shares of each whole brought to one, where they nearly are; otherwise an error at the first row.
fn scale_to_one(parts: Vec<(String, &CellRef, &mut f64)>, findings: &mut Vec<Finding>) {
    let mut sums: BTreeMap<String, (f64, CellRef)> = BTreeMap::new();
    for (of, cell, share) in &parts {
        let entry = sums.entry(of.clone()).or_insert_with(|| (0.0, (*cell).clone()));
        entry.0 += **share;
    }
    for (of, (sum, cell)) in &sums {
        findings.extend(sum_problem(of, *sum).map(|problem| Finding::at(cell.clone(), problem)));
    }
    for (of, _, share) in parts {
        if sums[&of].0 > 0.0 {
            *share /= sums[&of].0;
        }
    }
}

fn sum_problem(of: &str, sum: f64) -> Option<Problem> {
    let (of, off) = (of.to_owned(), (sum - 1.0).abs());
    if off <= EXACT_WITHIN {
        None
    } else if off <= SCALED_WITHIN {
        Some(Problem::ShareScaled { of, sum })
    } else {
        Some(Problem::ShareSum { of, sum })
    }
}

/// The links of an occupation must add up in every year: looked at whenever one begins or ends.
fn check_links(codebook: &Codebook, findings: &mut Vec<Finding>) {
    let mut by_occupation: BTreeMap<&str, Vec<&OccupationClassRow>> = BTreeMap::new();
    for row in &codebook.occupation_classes {
        by_occupation.entry(&row.occupation).or_default().push(row);
    }
    for (occupation, rows) in by_occupation {
        let mut years: Vec<i32> =
            rows.iter().flat_map(|row| [row.from, row.until]).flatten().collect();
        years.push(years.iter().copied().min().map_or(2000, |first| first - 1));
        years.sort_unstable();
        years.dedup();
        for year in years {
            let held: Vec<_> = rows.iter().filter(|row| row.holds_in(year)).collect();
            let Some(first) = held.first() else { continue };
            let sum = held.iter().map(|row| row.weight).sum();
            let of = format!("职业 {occupation}（{year} 年）");
            let problem = sum_problem(&of, sum);
            findings.extend(problem.map(|problem| Finding::at(first.cell.clone(), problem)));
        }
    }
}

/// Every occupation of the staffing pattern is linked to classes, and has its parameters.
fn check_occupations(codebook: &Codebook, findings: &mut Vec<Finding>) {
    let mut seen: Vec<&str> = Vec::new();
    for row in &codebook.staffing {
        if seen.contains(&row.occupation.as_str()) {
            continue;
        }
        seen.push(&row.occupation);
        let links = &codebook.occupation_classes;
        let linked = links.iter().any(|link| link.occupation == row.occupation);
        let described = codebook.occupations.contains_key(&row.occupation);
        let missing = [
            (!links.is_empty() && !linked, "职业与专业类对应表 C9"),
            (!codebook.occupations.is_empty() && !described, "职业参数表 P1"),
        ];
        for (_, where_defined) in missing.into_iter().filter(|(missing, _)| *missing) {
            let problem = Problem::Undefined { text: row.occupation.clone(), where_defined };
            findings.push(Finding::at(row.cell.clone(), problem));
        }
    }
}

#[cfg(test)]
mod tests {
    use talent_domain::Codebook;

    use crate::{Finding, InputFile, Unlikely, check_files};

    const C3: &str = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\n";

    fn check(files: &[(&str, &str)]) -> (Codebook, Vec<String>) {
        let inputs: Vec<InputFile<'_>> = std::iter::once(&("C3.csv", C3))
            .chain(files)
            .map(|(name, text)| InputFile { name, bytes: text.as_bytes() })
            .collect();
        let checked =
            check_files(&inputs, &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
        let line = |finding: &Finding| {
            let place = finding.place.address().unwrap_or_default();
            format!("{} {place} {}", finding.problem.code(), finding.place.file())
        };
        (checked.codebook.clone(), checked.findings.iter().map(line).collect())
    }

    #[test]
    fn shares_that_nearly_add_up_are_scaled_and_said() {
        let text =
            "C8 行业职业构成表 v1\n行业代码,职业代码,占比(%)\nB,6-16,60\nB,4-02,39\nC,6-18,100\n";
        let (codes, findings) = check(&[("C8.csv", text)]);
        assert_eq!(findings, ["X03 A3 C8.csv"]);
        assert!((codes.staffing[0].share - 60.0 / 99.0).abs() < 1e-12);
        assert_eq!(codes.staffing[2].share, 1.0);
    }

    #[test]
    fn shares_that_do_not_add_up_are_an_error_at_their_first_row() {
        let text = "C8 行业职业构成表 v1\n行业代码,职业代码,占比(%)\nB,6-16,60\nC,6-18,100\n";
        let (_, findings) = check(&[("C8.csv", text)]);
        assert_eq!(findings, ["X03 A3 C8.csv"]);
        let drift = "C8 行业职业构成表 v1\n行业代码,职业代码,占比(%),年变化系数\nB,6-16,100,1.2\n";
        assert_eq!(check(&[("C8.csv", drift)]).1, ["C16 A3 C8.csv"]);
    }

    #[test]
    fn links_add_up_in_every_year_that_they_hold() {
        let text = "C9 职业与专业类对应表 v1\n职业代码,专业类代码,权重(%),起用年份,停用年份\n\
                    6-16,6201,100,,2022\n6-16,6201,50,2022,\n6-16,6202,50,2022,\n";
        let (codes, findings) = check(&[("C9.csv", text)]);
        assert!(findings.is_empty(), "{findings:?}");
        let held = |year| codes.occupation_classes.iter().filter(|r| r.holds_in(year)).count();
        assert_eq!((held(2021), held(2022)), (1, 2));
        let gone = text.replace("6-16,6202,50,2022,\n", "");
        assert_eq!(check(&[("C9.csv", &gone)]).1, ["X03 A4 C9.csv"]);
    }

    #[test]
    fn an_occupation_without_classes_is_named_where_it_stands() {
        let c8 = "C8 行业职业构成表 v1\n行业代码,职业代码,占比(%)\nB,6-16,60\nB,4-02,40\n";
        let c9 = "C9 职业与专业类对应表 v1\n职业代码,专业类代码,权重(%)\n6-16,6201,100\n";
        assert_eq!(check(&[("C8.csv", c8), ("C9.csv", c9)]).1, ["X04 A4 C8.csv"]);
    }

    #[test]
    fn measures_are_read_with_their_days_and_words() {
        let lists = [
            ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n"),
            (
                "C2.csv",
                "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n\
                 720201,护理,护理类,医药卫生大类\n",
            ),
        ];
        let schools = (
            "C1.csv",
            "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\nLF-S01,一中,中职,141000\n",
        );
        let text = "P6 措施落实表 v1\n学校名称,专业名称,提出年份,措施,责任单位,期限,落实情况\n\
                    一中,护理,2025,压减招生计划,一中,2026年6月30日,进行中\n\
                    合计,合计,2025,修订布点规划,市教育局,,未开始\n";
        // The list of schools comes last, and is read before what refers to it.
        let read = |text: &str| check(&[lists[0], lists[1], ("P6.csv", text), schools]);
        let (codes, findings) = read(text);
        assert_eq!(findings.iter().filter(|f| !f.starts_with("C18")).count(), 0, "{findings:?}");
        let [first, second] = codes.actions.as_slice() else { panic!("{:?}", codes.actions) };
        assert_eq!(first.deadline.as_deref(), Some("2026-06-30"));
        assert_eq!(first.school.as_ref().map(ToString::to_string).as_deref(), Some("LF-S01"));
        assert!(second.school.is_none() && second.programme.is_none());
        let slips = text.replace("2026年6月30日", "六月底").replace("未开始", "没开始");
        let (_, findings) = read(&slips);
        let errors: Vec<&String> = findings.iter().filter(|f| !f.starts_with("C18")).collect();
        assert_eq!(errors, ["C11 F3 P6.csv", "C14 G4 P6.csv"]);
    }

    #[test]
    fn exits_cannot_exceed_workers_and_bands_cannot_overlap() {
        let text = "P4 年龄构成与退出表 v1\n行业代码,年龄下限,年龄上限,从业人数,退出人数\n\
                    合计,16,29,100,5\n合计,25,39,100,101\n";
        assert_eq!(check(&[("P4.csv", text)]).1, ["C16 A4 P4.csv", "X01 A4 P4.csv"]);
    }
}
