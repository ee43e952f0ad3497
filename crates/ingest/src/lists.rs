//! Code lists (C1 to C11) and lists of parameters and actions (P1 to P6): each list is a file here that says
//! how the list is emptied, how a row is taken in, and what must hold of its rows together. A new list costs
//! such a file and a line in `list_of`, beside its template and its row in the domain.

mod c10_former_programmes;
mod c11_shortages;
mod c1_schools;
mod c2_programmes;
mod c3_industries;
mod c4_regions;
mod c5_bridge;
mod c6_rules;
mod c7_controls;
mod c8_staffing;
mod c9_occupation_classes;
mod entry;
mod list;
mod occupations;
mod p1_occupations;
mod p2_retirement;
mod p3_events;
mod p4_ages;
mod p5_occupation_workers;
mod p6_actions;
mod p7_neighbours;
mod shares;

use std::collections::BTreeMap;

use talent_domain::{CodeList, Codebook, OtherName, TemplateCode};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::ListProblem;
use crate::row::Row;
use entry::Entry;
use list::List;

fn list_of(code: TemplateCode) -> Option<List> {
    match code {
        TemplateCode::C1 => Some(c1_schools::LIST),
        TemplateCode::C2 => Some(c2_programmes::LIST),
        TemplateCode::C3 => Some(c3_industries::LIST),
        TemplateCode::C4 => Some(c4_regions::LIST),
        TemplateCode::C5 => Some(c5_bridge::LIST),
        TemplateCode::C6 => Some(c6_rules::LIST),
        TemplateCode::C7 => Some(c7_controls::LIST),
        TemplateCode::C8 => Some(c8_staffing::LIST),
        TemplateCode::C9 => Some(c9_occupation_classes::LIST),
        TemplateCode::C10 => Some(c10_former_programmes::LIST),
        TemplateCode::C11 => Some(c11_shortages::LIST),
        TemplateCode::P1 => Some(p1_occupations::LIST),
        TemplateCode::P2 => Some(p2_retirement::LIST),
        TemplateCode::P3 => Some(p3_events::LIST),
        TemplateCode::P4 => Some(p4_ages::LIST),
        TemplateCode::P5 => Some(p5_occupation_workers::LIST),
        TemplateCode::P6 => Some(p6_actions::LIST),
        TemplateCode::P7 => Some(p7_neighbours::LIST),
        _ => None,
    }
}

/// The codes that a list defines and figures may be of.
pub(crate) fn codes_of(code: TemplateCode) -> Option<CodeList> {
    list_of(code)?.defines
}

/// Empties a list before its successor is read.
pub(crate) fn clear_list(code: TemplateCode, codebook: &mut Codebook) {
    let Some(list) = list_of(code) else { return };
    if list.has_other_names {
        codebook.other_names.retain(|other| Some(other.list) != list.defines);
    }
    (list.clear)(codebook);
}

/// Takes a complete row of a list, read from `file`, into the codebook.
pub(crate) fn take_entry(
    code: TemplateCode,
    row: &Row,
    file: &str,
    firsts: &mut FirstEntries,
    codebook: &mut Codebook,
    findings: &mut Vec<Finding>,
) {
    let (Some(list), Some(cell)) = (list_of(code), row.cell.clone()) else { return };
    if list.has_other_names {
        list.defines.into_iter().for_each(|codes| take_other_names(codes, row, codebook));
    }
    let mut entry = Entry { row, cell: cell.clone(), file, findings };
    let is_twice = (list.take)(&mut entry, codebook);
    let identity = list.defines.map(|codes| code_of(codes, row).to_owned());
    let identity = identity.filter(|code| !code.is_empty());
    let first = identity.as_ref().and_then(|code| firsts.0.get(code)).copied();
    if is_twice {
        findings.push(Finding::at(cell, ListProblem::Repeated { code: identity, first }));
    } else if let Some(code) = identity {
        firsts.0.entry(code).or_insert(cell.row);
    }
}

/// The rows in which the entries of a list that defines codes stand first, by code.
#[derive(Debug, Default)]
pub(crate) struct FirstEntries(BTreeMap<String, u32>);

/// The code that a row of a list defines.
fn code_of(list: CodeList, row: &Row) -> &str {
    row.text(&format!("{}代码", list.name()))
}

fn take_other_names(list: CodeList, row: &Row, codebook: &mut Codebook) {
    let code = code_of(list, row);
    let names = row.text("曾用名").split([';', '；']).map(str::trim);
    for name in names.filter(|name| !name.is_empty()) {
        let (code, name) = (code.to_owned(), name.to_owned());
        codebook.other_names.insert(OtherName { list, code, name });
    }
}

/// Rules over the rows of the lists that were just taken in.
pub(crate) fn check_lists(
    taken: &[TemplateCode],
    codebook: &mut Codebook,
    findings: &mut Findings,
) {
    for code in TemplateCode::ALL.iter().filter(|code| taken.contains(code)) {
        if let Some(check) = list_of(*code).and_then(|list| list.check) {
            check(codebook, findings);
        }
    }
    let of_occupations = [TemplateCode::C8, TemplateCode::C9, TemplateCode::P1];
    if of_occupations.iter().any(|code| taken.contains(code)) {
        occupations::check_occupations(codebook, findings);
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
            let address = finding.location.address().unwrap_or_default();
            format!("{} {address} {}", finding.problem.code(), finding.location.file())
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
    fn a_rule_and_an_entry_of_a_control_list_stand_once() {
        let rules = "C6 预警规则库 v1\n规则编号,指标,运算符,阈值,阈值单位,期限,措施,年份\n\
                     R1,就业率,<,60,%,连续2年,调减,2011\nR2,就业率,<,50,%,当年,停招,2012\n\
                     R1,就业率,<,70,%,连续2年,调减,2024\n";
        let (codes, findings) = check(&[("C6.csv", rules)]);
        assert_eq!((codes.rules.len(), findings), (3, vec!["X01 A5 C6.csv".to_owned()]));
        assert!(
            check(&[("C6.csv", &rules.replace("\nR1,就业率,<,70", "\nR3,就业率,<,70"))])
                .1
                .is_empty()
        );
        let programmes = "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n\
                          720201,护理,护理类,医药卫生大类\n710201,汽修,汽车类,交通大类\n";
        let controls = "C7 控制专业名单 v1\n专业代码,名单\n720201,省控制名单（2022版）\n\
                        710201,省控制名单（2022版）\n720201,省控制名单（2024版）\n720201,市限制名单\n";
        let (codes, findings) = check(&[("C2.csv", programmes), ("C7.csv", controls)]);
        let said: Vec<&String> = findings.iter().filter(|said| said.starts_with('X')).collect();
        assert_eq!(codes.controls.len(), 4);
        assert_eq!(said, ["X01 A5 C7.csv"]);
    }

    #[test]
    fn exits_cannot_exceed_workers_and_bands_cannot_overlap() {
        let text = "P4 年龄构成与退出表 v1\n行业代码,年龄下限,年龄上限,从业人数,退出人数\n\
                    合计,16,29,100,5\n合计,25,39,100,101\n";
        assert_eq!(check(&[("P4.csv", text)]).1, ["C16 A4 P4.csv", "X01 A4 P4.csv"]);
    }
}
