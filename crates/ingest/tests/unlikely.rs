//! Figures that look wrong are found, those of good tables are not, and what was confirmed or explained is kept.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use std::fmt::Write as _;

use talent_domain::{Codebook, Lang};
use talent_ingest::{
    Answers, Checked, Checking, Finding, InputFile, Rules, Severity, Unlikely, check_files,
    check_files_by,
};

const LISTS: [(&str, &str); 4] = [
    (
        "C4.csv",
        "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n141002,尧都区\n141021,曲沃县\n",
    ),
    ("C3.csv", "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\n"),
    (
        "C2.csv",
        "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n720201,护理,护理类,医药\n\
         660301,机电技术应用,自动化类,装备\n700206,汽车运用与维修,道路类,交通\n",
    ),
    (
        "C1.csv",
        "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\nXA01,甲校,中职,141021\nXA02,乙校,中职,141002\n",
    ),
];
const THIS_YEAR: Unlikely = Unlikely::Refuse { this_year: 2026 };
const T1: &str = "学校代码,专业代码,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业\n";
const T2: &str = "学校代码,专业代码,学年,计划招生,实际招生,报到人数,在校生(一年级),在校生(二年级),在校生(三年级)\n";
const T4: &str = "地区代码,行业代码,年份,从业人员(人),增加值(亿元)\n";

fn codes() -> Codebook {
    let lists: Vec<InputFile<'_>> =
        LISTS.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    check_files(&lists, &Codebook::default(), &[], THIS_YEAR).codebook
}

fn check(text: &str) -> Checked {
    let files = [InputFile { name: "a.csv", bytes: text.as_bytes() }];
    check_files(&files, &codes(), &[], THIS_YEAR)
}

fn line(finding: &Finding) -> String {
    let place = finding.location.address().unwrap_or_default();
    format!("{} {place}", finding.problem.code())
}

/// The codes and cells of errors and cautions.
fn found(checked: &Checked) -> Vec<String> {
    let graver = checked.findings.iter().filter(|finding| finding.severity() != Severity::Note);
    graver.map(line).collect()
}

#[track_caller]
fn expect(text: &str, expected: &[&str]) {
    let checked = check(text);
    let messages: Vec<String> =
        checked.findings.iter().map(|f| f.problem.message(Lang::Zh)).collect();
    assert_eq!(found(&checked), expected, "{messages:#?}");
}

const STEADY: &str = "XA01,660301,2019,120,118,115,115,112,108\nXA01,660301,2020,120,119,117,117,113,110\n\
                      XA01,660301,2021,130,126,124,124,115,111\n";

#[test]
fn a_row_ten_times_as_large_is_asked_for_once() {
    let scaled = format!(
        "{T2}{STEADY}XA01,660301,2022,1300,1280,1250,1250,1220,1140\nXA01,660301,2023,125,122,119,119,122,121\n"
    );
    expect(&scaled, &["T04 D5"]);
    let message = check(&scaled).findings[0].problem.message(Lang::Zh);
    assert!(message.contains("计划招生 1300") && message.contains("在校生(三年级)"), "{message}");
    let smaller = scaled.replace("1300,1280,1250,1250,1220,1140", "13,12,12,12,12,11");
    expect(&smaller, &["T04 D5"]);
    let steady = scaled.replace("1300,1280,1250,1250,1220,1140", "130,128,125,125,122,114");
    expect(&steady, &[]);
}

#[test]
fn one_digit_too_many_is_found_in_two_years_and_against_the_store() {
    expect(
        &format!("{T1}XA01,660301,2022,58,40,10,2,4,2\nXA01,660301,2023,580,562,10,2,4,2\n"),
        &["T04 D3"],
    );
    expect(&format!("{T4}141000,B,2021,60300,512\n141000,B,2022,603000,520\n"), &["T04 D3"]);
    expect(&format!("{T4}141000,B,2021,60300,512\n141000,B,2022,60300,51200\n"), &["T04 E3"]);
    let codes = codes();
    let taken = |text: &str, known: &[talent_domain::Observation]| {
        let files = [InputFile { name: "a.csv", bytes: text.as_bytes() }];
        check_files(&files, &codes, known, THIS_YEAR)
    };
    let first = taken(&format!("{T1}XA01,660301,2022,58,40,10,2,4,2\n"), &[]);
    let second = format!("{T1}XA01,660301,2023,580,562,10,2,4,2\n");
    assert_eq!(found(&taken(&second, &[])), [""; 0]);
    assert_eq!(found(&taken(&second, &first.observations)), ["T04 D2"]);
    // The same file again, and a mend of the figure itself, are not held against the slip in the store.
    let slip = taken(&second, &[]);
    let mended = second.replace("580,562", "58,40");
    assert_eq!(found(&taken(&mended, &slip.observations)), ["T11 D2"]);
}

#[test]
fn a_digit_too_few_is_found_beside_the_years_next_to_it() {
    // The usual figure of a series that has grown is far below its newest ones.
    let grown = "141000,B,2014,20000,\n141000,B,2015,22000,\n141000,B,2016,25000,\n141000,B,2017,45000,\n141000,B,2018,61832,\n";
    expect(&format!("{T4}{grown}141000,B,2019,6117,\n141000,B,2020,61500,\n"), &["T04 D7"]);
    expect(&format!("{T4}{grown}141000,B,2019,61170,\n141000,B,2020,61500,\n"), &[]);
}

#[test]
fn the_first_grade_is_nearly_those_who_registered() {
    expect(&format!("{T2}XA01,720201,2023,100,90,87,3,,\n"), &["J10 G2"]);
    expect(&format!("{T2}XA01,720201,2023,100,90,87,85,,\n"), &[]);
}

#[test]
fn intake_that_breaks_off_is_no_slip() {
    expect(&format!("{T2}{STEADY}XA01,660301,2022,120,12,11,11,120,112\n"), &[]);
    // Alone it is.
    expect(&format!("{T2}{STEADY}XA01,660301,2022,120,12,,,120,112\n"), &["T04 E5"]);
}

#[test]
fn zeros_beside_many_of_the_same_graduates_are_asked_about() {
    const LOCAL: &str =
        "学校代码,专业代码,届别,毕业生数,直接就业,升学,对口调查人数,对口就业,本市就业\n";
    expect(&format!("{LOCAL}XA01,720201,2023,90,70,20,70,0,0\n"), &["T10 H2"]);
    expect(&format!("{LOCAL}XA01,720201,2023,90,0,20,,,\n"), &["T10 E2"]);
    // Most have gone on to further study; few found a job.
    expect(&format!("{LOCAL}XA01,720201,2023,90,0,80,,,\n"), &[]);
    expect(&format!("{LOCAL}XA01,720201,2023,90,20,70,20,0,0\n"), &[]);
}

#[test]
fn zeros_beside_figures_that_speak_against_them_are_refused() {
    let text = format!(
        "{T2}XA01,720201,2020,200,196,193,193,188,180\nXA01,720201,2021,200,198,195,195,190,186\n\
         XA01,720201,2022,220,214,210,210,192,188\nXA01,720201,2023,220,217,212,0,0,0\n\
         XA02,720201,2021,90,88,86,86,85,83\nXA02,720201,2022,90,87,85,85,84,82\n\
         XA02,720201,2023,0,0,0,0,0,0\n"
    );
    expect(&text, &["T09 G5", "T09 H8"]);
    let checked = check(&text);
    assert!(!checked.is_clean());
    let message = checked.findings[0].problem.message(Lang::Zh);
    assert!(message.contains("报到人数为 212"), "{message}");
    assert!(checked.findings[0].problem.fix(Lang::Zh).contains("留空"));
    // Blank cells and programmes that were not to recruit are nothing wrong.
    let blank =
        text.replace("212,0,0,0", "212,,,").replace("2023,0,0,0,0,0,0", "2023,0,0,0,0,84,83");
    expect(&blank, &[]);
    // Nobody came although there was a plan.
    let nobody = text
        .replace("212,0,0,0", "212,212,205,190")
        .replace("2023,0,0,0,0,0,0", "2023,90,0,0,0,84,83");
    expect(&nobody, &["T10 E8"]);
    expect(&format!("{T4}141000,B,2021,60300,512\n141000,B,2022,0,520\n"), &["T09 D3"]);
    // A school of small programmes, each of which might have had nobody.
    let t1 = "XA01,660301,2022,18,12,2,1,2,1\nXA01,720201,2022,17,12,2,1,1,1\n\
              XA01,660301,2023,0,0,0,0,0,0\nXA01,720201,2023,0,0,0,0,0,0\n";
    expect(&format!("{T1}{t1}"), &["T09 D4"]);
    expect(
        &format!(
            "{T1}{}",
            t1.replace(
                "2023,0,0,0,0,0,0\nXA01,720201,2023,0,0",
                "2023,3,3,0,0,0,0\nXA01,720201,2023,0,0"
            )
        ),
        &[],
    );
}

#[test]
fn a_grade_follows_from_the_grade_below() {
    expect(&format!("{T2}{STEADY}XA01,660301,2022,130,128,125,125,58,114\n"), &["J10 H5"]);
    expect(&format!("{T2}{STEADY}XA01,660301,2022,130,128,125,125,118,205\n"), &["J10 I5"]);
    // Few persons come and go by chance.
    expect(
        &format!("{T2}XA01,660301,2021,20,18,17,17,16,15\nXA01,660301,2022,20,18,18,18,9,14\n"),
        &[],
    );
    let t1 = format!("{T1}XA01,660301,2021,45,30,5,2,6,2\n");
    let t2 = format!("{T2}{STEADY}");
    let files = [
        InputFile { name: "T1.csv", bytes: t1.as_bytes() },
        InputFile { name: "T2.csv", bytes: t2.as_bytes() },
    ];
    assert_eq!(found(&check_files(&files, &codes(), &[], THIS_YEAR)), ["J01 D2"]);
    let without_grades = "学校代码,专业代码,学年,报到人数\nXA01,660301,2018,115\n".to_owned();
    let files = [
        InputFile { name: "T1.csv", bytes: t1.as_bytes() },
        InputFile { name: "T2.csv", bytes: without_grades.as_bytes() },
    ];
    assert_eq!(found(&check_files(&files, &codes(), &[], THIS_YEAR)), ["J02 D2"]);
}

#[test]
fn a_year_copied_from_the_one_before_is_found() {
    let copied = format!(
        "{T2}XA01,660301,2021,130,126,124,124,115,111\nXA01,720201,2021,60,58,57,57,55,54\n\
         XA01,660301,2022,130,126,124,124,115,111\nXA01,720201,2022,60,58,57,57,55,54\n"
    );
    expect(&copied, &["T02 D4"]);
    expect(&copied.replace("2022,60,58,57,57,55,54", "2022,60,58,57,57,55,53"), &[]);
    let same = "XA01,660301,2018,,,,412,,\nXA01,660301,2019,,,,412,,\nXA01,660301,2020,,,,412,,\n";
    expect(&format!("{T2}{same}"), &["T02 G4"]);
    // Rounded figures are the same by chance.
    expect(&format!("{T2}{}", same.replace("412", "400")), &[]);
}

#[test]
fn a_missing_year_is_named() {
    let text = format!("{T2}{STEADY}XA01,660301,2024,130,128,125,125,118,114\n");
    expect(&text, &["T01 E5"]);
    assert!(check(&text).findings[0].problem.message(Lang::En).contains("2022–2023"));
    // A plan made ahead leaves no gap.
    expect(&format!("{T2}{STEADY}XA01,660301,2024,130,,,,,\n"), &[]);
}

/// Many industries, each with its own size, that change by a few percent; one of them by this factor in the last year.
fn panel(factor: f64) -> String {
    let mut text = "学校代码,专业代码,学年,报到人数\n".to_owned();
    for year in 0..8 {
        for (row, programme) in ["660301", "720201", "700206"].iter().enumerate() {
            let usual = 400.0 + 150.0 * row as f64 + 9.0 * f64::from((year * (row as i32 + 3)) % 7);
            let last = year == 7 && row == 1;
            let value = (usual * if last { factor } else { 1.0 }).round();
            writeln!(text, "XA01,{programme},{},{value}", 2015 + year).unwrap();
        }
    }
    text
}

#[test]
fn a_change_far_from_those_of_the_panel_is_found_and_no_other() {
    expect(&panel(1.0), &[]);
    expect(&panel(1.6), &[]);
    expect(&panel(3.0), &["T03 D24"]);
    expect(&panel(0.3), &["T03 D24"]);
}

#[test]
fn a_title_of_another_year_is_told() {
    let table = |title: &str| {
        format!(
            "{title}\n学校代码：XA01\n专业名称,学年,计划招生,实际招生,报到人数\n\
             机电技术应用,2022,120,119,117\n护理,2022,220,214,210\n"
        )
    };
    expect(&table("甲校2023-2024学年招生与在校生统计表"), &["H15 A1"]);
    for title in [
        "甲校2022-2023学年招生统计表",
        "甲校招生统计表",
        "甲校招生统计表（填报日期：2023年3月）",
        "甲校2020—2022年招生统计表",
    ] {
        expect(&table(title), &[]);
    }
}

#[test]
fn parts_are_held_against_what_was_published() {
    let macros = "地区代码,年份,指标代码,数值,单位\n141000,2021,secondary-students,300,人\n";
    let t2 = format!("{T2}XA01,660301,2021,130,126,124,124,115,111\n");
    let files = [
        InputFile { name: "T0.csv", bytes: macros.as_bytes() },
        InputFile { name: "T2.csv", bytes: t2.as_bytes() },
    ];
    let checked = check_files(&files, &codes(), &[], THIS_YEAR);
    assert_eq!(found(&checked), ["J07 D2"]);
    // Less than was published is nothing wrong while a school is missing, and is once all have reported.
    let fewer = macros.replace(",300,", ",700,");
    let both = format!("{t2}XA02,660301,2021,60,58,57,57,55,54\n");
    let of = |t2: &str| {
        let files = [
            InputFile { name: "T0.csv", bytes: fewer.as_bytes() },
            InputFile { name: "T2.csv", bytes: t2.as_bytes() },
        ];
        found(&check_files(&files, &codes(), &[], THIS_YEAR))
    };
    assert_eq!(of(&t2), [""; 0]);
    assert_eq!(of(&both), ["J07 D2"]);
    let counties = "141000,B,2021,60300,512\n141002,B,2021,50000,412\n141021,B,2021,20300,98\n";
    expect(&format!("{T4}{counties}"), &["J07 D2"]);
    expect(&format!("{T4}{}", counties.replace("20300", "10300")), &[]);
}

#[test]
fn figures_outside_what_they_can_be_are_told() {
    let pay = "学校代码,专业代码,届别,毕业生数,起薪均值,起薪样本数\nXA01,660301,2022,58,3.2,40\n";
    let said = found(&check(&pay.replace("3.2", "3200")));
    assert_eq!(said, [""; 0]);
    expect(pay, &["R07 E2"]);
    expect(&format!("{T4}141000,B,2021,60300,0.0512\n"), &["R13 E2"]);
    let states =
        "学校代码,专业代码,年份,专业状态,学制\nXA01,660301,2021,停招,3\nXA01,720201,2021,在招,33\n";
    let t2 = format!("{T2}XA01,660301,2021,130,126,124,124,115,111\n");
    let files = [
        InputFile { name: "T2.csv", bytes: t2.as_bytes() },
        InputFile { name: "T3.csv", bytes: states.as_bytes() },
    ];
    assert_eq!(
        found(&check_files(&files, &codes(), &[], THIS_YEAR)),
        ["J04 F2", "X06 D3", "R11 E3"]
    );
}

#[test]
fn what_may_be_right_is_confirmed_by_rule_or_cell_and_nothing_else_with_it() {
    let text = format!(
        "{T1}XA01,660301,2022,58,40,10,2,4,2\nXA01,660301,2023,580,562,10,2,4,2\nXA02,660301,2023,58,41,10,2,4,2\n"
    );
    let codes = codes();
    let (rules, unlikely) = (Rules::default(), THIS_YEAR);
    let with = |text: &str, confirm: &[&str], explain: &[&str]| {
        let mut answers = Answers::default();
        for text in confirm {
            answers.confirm(text).unwrap();
        }
        for text in explain {
            answers.explain(text).unwrap();
        }
        let files = [InputFile { name: "a.csv", bytes: text.as_bytes() }];
        let checking = Checking { rules: &rules, answers: &answers, unlikely };
        let checked = check_files_by(&files, &codes, &[], checking);
        let unused = answers.unused(&checked.findings);
        (checked, unused)
    };
    // One destination too many in row 4 is an error that cannot be right.
    let (checked, _) = with(&text, &["T04"], &[]);
    assert_eq!(
        (found(&checked), checked.is_clean()),
        (vec!["T04 D3".into(), "R01 D4".into()], false)
    );
    let mended = text.replace("58,41", "59,41");
    let (checked, unused) = with(&mended, &["a.csv!D3"], &["T04=整体并入"]);
    assert!(checked.is_clean() && unused.is_empty());
    let answer = checked.findings[0].answer().unwrap();
    assert_eq!((answer.is_confirmed, answer.explanation.as_deref()), (true, Some("整体并入")));
    assert!(!checked.findings[0].is_unexplained());
    // Another cell confirms nothing, and is said to be of no use.
    let (checked, unused) = with(&mended, &["a.csv!D2"], &[]);
    assert_eq!((checked.is_clean(), unused), (false, vec!["a.csv!D2".to_owned()]));
    let copied = format!(
        "{T2}XA01,660301,2021,130,126,124,124,115,111\nXA01,660301,2022,130,126,124,124,115,111\n"
    );
    let (checked, _) = with(&copied, &[], &[]);
    assert!(checked.findings[0].is_unexplained());
    let (checked, _) = with(&copied, &[], &["T02=两年一样，已核对", "a.csv!D3=核对过"]);
    assert_eq!(checked.findings[0].explanation(), Some("核对过"));
}

#[test]
fn a_workspace_changes_thresholds_and_how_grave_findings_are() {
    let text = format!("{T1}XA01,660301,2022,58,40,10,2,4,2\nXA01,660301,2023,580,562,10,2,4,2\n");
    let codes = codes();
    let by = |changes: &str| {
        let (rules, answers) = (Rules::parse(changes).unwrap(), Answers::default());
        let files = [InputFile { name: "a.csv", bytes: text.as_bytes() }];
        let checking = Checking { rules: &rules, answers: &answers, unlikely: THIS_YEAR };
        let checked = check_files_by(&files, &codes, &[], checking);
        (found(&checked), checked.is_clean())
    };
    assert_eq!(by("[T04]\ntimes = 20\n"), (Vec::new(), true));
    assert_eq!(by("[T04]\nseverity = \"W\"\n"), (vec!["T04 D3".into()], true));
    assert_eq!(by(""), (vec!["T04 D3".into()], false));
}

#[test]
fn one_code_of_two_schools_names_both_rows() {
    let text = "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\nXA01,甲校,中职,141021\n\
                XA02,乙校,中职,141002\nXA02,丙校,中职,141021\n";
    let checked = check(text);
    let finding = checked.findings.iter().find(|f| f.severity() == Severity::Error).unwrap();
    assert_eq!(line(finding), "X01 A5");
    assert_eq!(finding.problem.message(Lang::En), "code XA02 stands in row 4 already");
}

#[test]
fn men_and_women_add_up_to_the_total_beside_them() {
    let table = |men: u32| {
        format!("学校代码,专业代码,届别,毕业生数,,\n,,,男,女,合计\nXA01,720201,2023,{men},6,46\n")
    };
    // Men and women among graduates are figures of their own.
    expect(&table(40), &[]);
    expect(&table(41), &["R03 D3"]);
    let jobs = |men: u32| {
        format!(
            "学校代码,专业代码,届别,毕业生数,直接就业,,\n,,,,男,女,合计\nXA01,720201,2023,50,{men},6,46\n"
        )
    };
    expect(&jobs(40), &[]);
    expect(&jobs(41), &["X02 G3"]);
}
