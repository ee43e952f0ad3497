//! The lists that the tables are read with, and what is read.

use talent_domain::{Codebook, Lang};
use talent_ingest::{Checked, Finding, InputFile, Severity, Unlikely, check_files};

const LISTS: [(&str, &str); 4] = [
    (
        "C4.csv",
        "C4 地区代码表 v1\n地区代码,地区名称\n140000,山西省\n141000,临汾市\n141002,尧都区\n141024,洪洞县\n",
    ),
    (
        "C3.csv",
        "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\nD,电力、热力、燃气及水生产和供应业\n\
         F,批发和零售业\nG,交通运输、仓储和邮政业\nJ,金融业\nP,教育\nQ,卫生和社会工作\n2,第二产业\n",
    ),
    (
        "C2.csv",
        "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n\
         720201,护理,护理类,医药卫生大类\n660103,数控技术应用,机械设计制造类,装备制造大类\n\
         660301,机电技术应用,自动化类,装备制造大类\n",
    ),
    (
        "C1.csv",
        "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\n\
         LF-S01,甲县职业中学,中职,141002\nLF-S02,乙县职业中学,中职,141024\n",
    ),
];

const UNLIKELY: Unlikely = Unlikely::Refuse { this_year: 2026 };

/// What is read of a file, with the lists in force.
pub(crate) fn check(name: &str, bytes: &[u8]) -> Checked {
    let files: Vec<InputFile<'_>> =
        LISTS.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    let lists = check_files(&files, &Codebook::default(), &[], UNLIKELY);
    assert!(lists.is_clean(), "{:?}", lists.findings);
    check_files(&[InputFile { name, bytes }], &lists.codebook, &[], UNLIKELY)
}

/// What is read of a text file.
pub(crate) fn check_text(text: &str) -> Checked {
    check("a.csv", text.as_bytes())
}

/// Each figure as `region school programme industry measure year value`, without what it has not.
pub(crate) fn figures(checked: &Checked) -> Vec<String> {
    let errors: Vec<&Finding> =
        checked.findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let line = |o: &talent_domain::Observation| {
        let school = o.key.school.code().map(ToString::to_string);
        let programme = o.key.programme.code().map(ToString::to_string);
        let industry = o.key.industry.code().map(ToString::to_string);
        let region = if school.is_none() { Some(o.key.region.to_string()) } else { None };
        let parts = [region, school, programme, industry].into_iter().flatten();
        format!("{} {} {} {}", parts.collect::<Vec<_>>().join(" "), o.measure, o.year, o.value)
    };
    checked.observations.iter().map(line).collect()
}

/// Errors and cautions as `code place`.
pub(crate) fn findings(checked: &Checked) -> Vec<String> {
    let said = checked.findings.iter().filter(|finding| finding.severity() != Severity::Note);
    said.map(|finding| format!("{} {}", finding.problem.code(), finding.location)).collect()
}

/// What the findings of a rule say.
pub(crate) fn messages(checked: &Checked, code: &str) -> Vec<String> {
    let of_rule = checked.findings.iter().filter(|finding| finding.problem.code() == code);
    of_rule.map(|finding| finding.problem.message(Lang::Zh)).collect()
}
