//! Files as they really come: each test is a file and what is said of it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use encoding_rs::GB18030;
use rust_xlsxwriter::Workbook;
use talent_domain::{Codebook, Lang, Measure, TemplateCode};
use talent_ingest::{Checked, InputFile, Severity, Unlikely, blank_template, check_files};

const LISTS: [(&str, &str); 4] = [
    ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n141002,尧都区\n"),
    ("C3.csv", "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\n2,第二产业\n"),
    (
        "C2.csv",
        "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n\
         720201,护理,护理类,医药卫生大类\n660103,数控技术应用,机械设计制造类,装备制造大类\n",
    ),
    ("C1.csv", "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\nLF-S01,一中,中职,141002\n"),
];

fn codebook() -> Codebook {
    let files: Vec<InputFile<'_>> =
        LISTS.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    let checked =
        check_files(&files, &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
    assert!(checked.is_clean(), "{:?}", checked.findings);
    checked.codebook
}

fn check_bytes(name: &str, bytes: &[u8]) -> Checked {
    check_files(
        &[InputFile { name, bytes }],
        &codebook(),
        &[],
        Unlikely::Refuse { this_year: 2026 },
    )
}

/// The findings as `code place`, errors and cautions only.
fn findings(checked: &Checked) -> Vec<String> {
    checked
        .findings
        .iter()
        .filter(|finding| finding.severity() != Severity::Note)
        .map(|finding| format!("{} {}", finding.problem.code(), finding.location))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(findings(&check_bytes("a.csv", text.as_bytes())), expected);
}

const T4: &str = "T4 产业产出与用工 v1\n地区代码,行业代码,年份,从业人员(万人)\n";

#[test]
fn a_clean_file_is_read_in_the_units_of_its_measures() {
    let checked = check_bytes("a.csv", format!("{T4}141000,B,2019,6.12\n").as_bytes());
    assert_eq!(findings(&checked), [""; 0]);
    assert_eq!(checked.observations[0].value, 61_200.0);
    assert_eq!(checked.observations[0].provenance.cell.to_string(), "a.csv D3");
}

#[test]
fn every_bad_cell_is_found_at_once() {
    check(
        &format!("{T4}141000,B,2019,12a0\n141000,X,2019,1.2\n141000,C,去年,1.2\n149999,C,2018,—\n"),
        &["C01 a.csv D3", "C05 a.csv B4", "C11 a.csv C5", "C06 a.csv A6", "C09 a.csv D6"],
    );
}

#[test]
fn a_wrong_unit_is_refused_in_the_heading_or_by_the_jump() {
    check(&T4.replace("万人", "万元"), &["F10 a.csv", "H04 a.csv D2"]);
    check(&T4.replace("(万人)", ""), &["F10 a.csv", "H04 a.csv D2"]);
    let rows = "141000,B,2015,6.1\n141000,B,2016,6.2\n141000,B,2017,6.0\n\
                141000,B,2018,6.3\n141000,B,2019,61200\n";
    check(&format!("{T4}{rows}"), &["T04 a.csv D7"]);
    let input = format!("{T4}{rows}");
    let file = InputFile { name: "a.csv", bytes: input.as_bytes() };
    let confirmed = check_files(&[file], &codebook(), &[], Unlikely::Confirmed);
    assert!(confirmed.is_clean());
}

#[test]
fn gbk_is_read_and_broken_bytes_are_located() {
    let text = format!("{T4}141000,B,2019,6.12\n");
    let gbk = GB18030.encode(&text).0.into_owned();
    assert_eq!(check_bytes("a.csv", &gbk).observations.len(), 1);
    let mut broken = gbk;
    let at = broken.len() - 3;
    broken[at] = 0xFF;
    let checked = check_bytes("a.csv", &broken);
    assert_eq!(findings(&checked), ["F06 a.csv"]);
    assert!(checked.findings[0].problem.message(Lang::Zh).contains(&at.to_string()));
}

#[test]
fn what_is_not_a_table_is_said_to_be_what_it_is() {
    let of = |name: &str, bytes: &[u8]| findings(&check_bytes(name, bytes));
    assert_eq!(of("a.xlsx", b"\x89PNG\r\n\x1a\n"), ["F02 a.xlsx"]);
    assert_eq!(of("a.xlsx", "地区代码,年份".as_bytes()), ["F02 a.xlsx"]);
    assert_eq!(of("a.csv", b""), ["F10 a.csv"]);
    assert_eq!(of("a.csv", T4.as_bytes()), ["F10 a.csv"]);
    assert_eq!(of("a.csv", "一,二\n三,四\n".as_bytes()), ["F04 a.csv"]);
    assert_eq!(of("a.csv", T4.replace("v1", "v2").as_bytes()), ["F04 a.csv A1"]);
    let empty = Workbook::new().save_to_buffer().unwrap();
    assert_eq!(of("a.xlsx", &empty), ["F10 a.xlsx"]);
}

/// Each figure as `place measure code year value`.
fn figures(checked: &Checked) -> Vec<String> {
    assert_eq!(findings(checked), [""; 0]);
    let line = |o: &talent_domain::Observation| {
        let cell = &o.provenance.cell;
        let industry = o.key.industry.code().map_or("", talent_domain::IndustryCode::as_str);
        format!("{} {} {industry} {} {}", cell.address(), o.measure.code(), o.year, o.value)
    };
    checked.observations.iter().map(line).collect()
}

#[test]
fn a_table_with_a_row_for_every_figure_is_read() {
    let table = "地区代码,行业代码,年份,指标名称,数值,计量单位\n\
                 141000,B,2019,从业人员,6.12,万人\n141000,B,2019,增加值,512.3,亿元\n\
                 141000,C,2019,从业人员(人),24000,\n";
    let checked = check_bytes("a.csv", table.as_bytes());
    assert_eq!(
        figures(&checked),
        ["E2 employment B 2019 61200", "E3 value-added B 2019 512.3", "E4 employment C 2019 24000",]
    );
    let long = |row: &str| format!("地区代码,行业代码,年份,指标,数值,单位\n141000,B,2019,{row}\n");
    check(&long("从业人员,6.12,"), &["H04 a.csv F2"]);
    check(&long("从业人员,6.12,亿元"), &["H04 a.csv F2"]);
    check(&long("从业员,6.12,万人"), &["C06 a.csv D2"]);
    check(&long("从业人员,约6,万人"), &["C08 a.csv E2"]);
    check(&long("从业人员,,万人"), &["C15 a.csv E2"]);
}

#[test]
fn years_side_by_side_are_read_if_it_is_said_of_what() {
    let rows = "141000,B,采矿业,6.1,6.2\n141000,C,制造业,2.5,\n";
    let expected =
        ["D3 employment B 2018 61000", "E3 employment B 2019 62000", "D4 employment C 2018 25000"];
    let titled = format!(
        "临汾市分行业城镇单位从业人员（万人）\n地区代码,行业代码,行业名称,2018年,2019年\n{rows}"
    );
    assert_eq!(figures(&check_bytes("a.csv", titled.as_bytes())), expected);
    let read_as = &check_bytes("a.csv", titled.as_bytes()).findings[0];
    assert_eq!(read_as.problem.message(Lang::Zh), "年份横排，2018–2019 年按 从业人员(万人) 读入");
    let grouped = format!("地区代码,行业代码,行业名称,从业人员(万人),\n,,,2018,2019\n{rows}");
    assert_eq!(figures(&check_bytes("a.csv", grouped.as_bytes())), expected);
    // Nothing says of what, or in which unit; a code that is wrong is wrong once.
    check(&titled.replace("从业人员（万人）", "情况表"), &["H06 a.csv D2"]);
    check(&titled.replace("（万人）", ""), &["H04 a.csv D2", "H04 a.csv E2"]);
    check(&titled.replace("141000,C", "141000,Q"), &["C06 a.csv B4"]);
    // The title names two figures; 增加值占比 is one.
    check(&titled.replace("从业人员（", "从业人员和增加值（"), &["H06 a.csv D2"]);
    let share = titled.replace("城镇单位从业人员（万人）", "增加值占比（%）");
    let checked = check_bytes("a.csv", share.as_bytes());
    assert_eq!(findings(&checked), [""; 0]);
    assert_eq!(checked.observations[0].measure, Measure::ValueAddedShare);
}

#[test]
fn two_figures_under_each_year_are_read() {
    let text = "地区代码,行业代码,2018年,,2019年,\n,,从业人员(万人),增加值(亿元),从业人员(万人),增加值(亿元)\n\
                141000,B,6.1,500,6.2,510\n";
    assert_eq!(
        figures(&check_bytes("a.csv", text.as_bytes())),
        [
            "C3 employment B 2018 61000",
            "D3 value-added B 2018 500",
            "E3 employment B 2019 62000",
            "F3 value-added B 2019 510",
        ]
    );
}

#[test]
fn a_year_above_the_table_is_that_of_its_figures_and_of_no_others() {
    let states = "2023年,,,\n学校代码,专业代码,专业名称,专业状态\nLF-S01,720201,护理,在招\n";
    let checked = check_bytes("a.csv", states.as_bytes());
    assert_eq!(findings(&checked), [""; 0]);
    assert_eq!((checked.observations.len(), checked.observations[0].year.number()), (1, 2023));
    // A figure beside the years is of none of them.
    let beside =
        "地区代码,行业代码,从业人员(人),,规上企业数\n,,2018,2019,\n141000,B,61000,62000,5\n";
    check(beside, &["H06 a.csv E1"]);
    let elsewhere = "地区代码,2023年,从业人员(人)\n,行业代码,\n141000,B,61000\n";
    check(elsewhere, &["H06 a.csv C1"]);
}

#[test]
fn headings_of_several_rows_are_read_with_their_groups() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    sheet.merge_range(0, 0, 0, 8, "2023学年招生与在校生情况表", &format).unwrap();
    for (column, text) in ["学校代码", "学校名称", "专业代码", "学年"].iter().enumerate()
    {
        let column = column as u16;
        sheet.merge_range(1, column, 2, column, text, &format).unwrap();
    }
    sheet.merge_range(1, 4, 1, 5, "招生情况", &format).unwrap();
    sheet.merge_range(1, 6, 1, 8, "在校生（人）", &format).unwrap();
    let own = ["计划招生", "报到人数", "一年级", "二年级", "三年级"];
    for (k, text) in own.iter().enumerate() {
        sheet.write(2, 4 + k as u16, *text).unwrap();
    }
    for (k, text) in ["甲", "乙", "丙", "丁", "1", "2", "3", "4", "5"].iter().enumerate() {
        sheet.write(3, k as u16, *text).unwrap();
    }
    for (k, text) in ["LF-S01", "一中", "720201", "2023-2024学年"].iter().enumerate() {
        sheet.write(4, k as u16, *text).unwrap();
    }
    for (k, number) in [120, 115, 115, 108, 99].iter().enumerate() {
        sheet.write(4, 4 + k as u16, *number).unwrap();
    }
    sheet.merge_range(5, 0, 5, 3, "合　计", &format).unwrap();
    for (k, number) in [120, 115, 115, 108, 98].iter().enumerate() {
        sheet.write(5, 4 + k as u16, *number).unwrap();
    }
    let checked = check_bytes("a.xlsx", &book.save_to_buffer().unwrap());
    // The total is of the only year there is; the third grade does not add up.
    assert_eq!(findings(&checked), ["X02 a.xlsx [Sheet1] I6"]);
    let read: Vec<(&str, f64)> =
        checked.observations.iter().map(|o| (o.measure.code(), o.value)).collect();
    assert_eq!(
        read,
        [
            ("planned-intake", 120.0),
            ("registered", 115.0),
            ("enrolled-1", 115.0),
            ("enrolled-2", 108.0),
            ("enrolled-3", 99.0),
        ]
    );
    assert_eq!(checked.observations[2].provenance.cell.to_string(), "a.xlsx [Sheet1] G5");
}

#[test]
fn what_holds_for_all_rows_may_be_stated_once_above_them() {
    let table = |above: &str| {
        format!("在校生情况表\n{above}\n专业代码,计划招生,报到人数\n720201,120,115\n660103,80,78\n")
    };
    for above in [
        "填报单位：一中　学校代码：LF-S01　学年：2023-2024学年",
        "学校代码：LF-S01,学年：2023",
        "学校代码：,LF-S01,学年:,2023",
    ] {
        let checked = check_bytes("a.csv", table(above).as_bytes());
        assert_eq!(findings(&checked), [""; 0], "{above}");
        assert_eq!(checked.observations.len(), 4);
        let school =
            checked.observations[0].key.school.code().map(talent_domain::SchoolCode::as_str);
        assert_eq!((school, checked.observations[0].year.number()), (Some("LF-S01"), 2023));
    }
    // A unit among other things, in brackets, and in the cell beside.
    for above in [
        "单位：万人　学年：2019 地区代码：141000",
        "（单位：万人）,地区代码：141000",
        "单位：,万人,地区代码：141000",
    ] {
        let text = format!("{above}\n行业代码,年份,从业人员\nB,2019,6.12\n");
        let checked = check_bytes("a.csv", text.as_bytes());
        assert_eq!(findings(&checked), [""; 0], "{above}");
        assert_eq!(checked.observations[0].value, 61_200.0);
    }
    // Wrong once, and said once; a column of the table goes before what stands above it.
    check(&table("学校代码：LF-S99,学年：2023"), &["C06 a.csv A2"]);
    check(&table("学校代码：LF-S01,学年："), &["F04 a.csv"]);
    let both = table("学校代码：LF-S99,学年：2022")
        .replace("专业代码,计划", "学校代码,专业代码,计划")
        .replace("\n720201", "\nLF-S01,720201")
        .replace("\n660103", "\nLF-S01,660103");
    check(&both, &[]);
}

#[test]
fn codes_merged_over_several_rows_hold_for_each() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    for (k, text) in ["序号", "地区代码", "行业代码", "年份", "从业人员(人)"].iter().enumerate()
    {
        sheet.write(0, k as u16, *text).unwrap();
    }
    sheet.merge_range(1, 1, 4, 1, "141000", &format).unwrap();
    sheet.merge_range(1, 2, 2, 2, "B", &format).unwrap();
    sheet.merge_range(3, 2, 4, 2, "C", &format).unwrap();
    for (k, (year, number)) in
        [(2018, 610), (2019, 620), (2018, 240), (2019, 250)].iter().enumerate()
    {
        let row = k as u32 + 1;
        sheet.write(row, 0, row).unwrap().write(row, 3, *year).unwrap();
        sheet.write(row, 4, *number).unwrap();
    }
    // A figure merged over two rows is not the figure of each.
    sheet.merge_range(5, 4, 6, 4, "", &format).unwrap().write(5, 4, 607).unwrap();
    for row in [5, 6] {
        sheet.write(row, 1, "141000").unwrap().write(row, 2, "B").unwrap();
        sheet.write(row, 3, 2015 + row).unwrap();
    }
    let checked = check_bytes("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(findings(&checked), ["C34 a.xlsx [Sheet1] E7"]);
    let read: Vec<String> = checked
        .observations
        .iter()
        .map(|o| format!("{} {} {}", o.key.industry.code().unwrap().as_str(), o.year, o.value))
        .collect();
    assert_eq!(read, ["B 2018 610", "B 2019 620", "C 2018 240", "C 2019 250", "B 2020 607"]);
}

#[test]
fn names_stand_for_codes_where_there_are_none() {
    let yearbook = "临汾市分行业城镇单位从业人员\n地区：临汾市,,单位：万人\n行业,2018年,2019年\n\
                    总　计,8.5,8.7\n（一）采 矿 业,6.1,6.2\nC 制造业,2.4,2.5\n";
    let checked = check_bytes("a.csv", yearbook.as_bytes());
    assert_eq!(
        figures(&checked),
        [
            "B4 employment  2018 85000",
            "C4 employment  2019 87000",
            "B5 employment B 2018 61000",
            "C5 employment B 2019 62000",
            "B6 employment C 2018 24000",
            "C6 employment C 2019 25000",
        ]
    );
    let said: Vec<String> =
        checked.findings.iter().map(|finding| finding.problem.message(Lang::Zh)).collect();
    assert!(said.contains(&"地区代码按名称查得：临汾市=141000，共 1 个".to_owned()), "{said:?}");
    assert!(
        said.contains(&"行业代码按名称查得：（一）采 矿 业=B、C 制造业=C，共 2 个".to_owned()),
        "{said:?}"
    );
    // A name that is in no list is said once, with the nearest; one that is missing, too.
    let wrong = yearbook.replace("C 制造业", "加工制造业");
    let checked = check_bytes("a.csv", wrong.as_bytes());
    assert_eq!(findings(&checked), ["C17 a.csv A6"]);
    let message = checked.findings.iter().map(|f| f.problem.message(Lang::Zh)).next_back();
    assert_eq!(
        message.as_deref(),
        Some("没有代码，按名称查：行业代码表中没有“加工制造业”，相近的有 制造业（C）")
    );
    check(&yearbook.replace("C 制造业", ""), &["C15 a.csv A6"]);
    check(&yearbook.replace("地区：临汾市", "地区：大同市"), &["C17 a.csv A2"]);
    // A code goes before the name, and a name stands in where a code is missing.
    let both = "地区代码,行业代码,行业名称,年份,从业人员(人)\n141000,B,制造业,2019,5\n141000,,制造业,2019,6\n";
    check(both, &["C07 a.csv C2"]);
}

#[test]
fn a_title_says_year_region_and_figure_where_nothing_else_does() {
    let page =
        "临汾市尧都区2020年分行业从业人员\n单位：万人\n行业,从业人员\n采矿业,6.1\n制造业,2.4\n";
    let checked = check_bytes("a.csv", page.as_bytes());
    assert_eq!(findings(&checked), ["H10 a.csv A1"]);
    let read: Vec<(&str, i32, f64)> = checked
        .observations
        .iter()
        .map(|o| (o.key.region.as_str(), o.year.number(), o.value))
        .collect();
    assert_eq!(read, [("141002", 2020, 61_000.0), ("141002", 2020, 24_000.0)]);
    // What stands above the table goes before its title, and a column before both.
    let stated = page.replace("单位：万人", "单位：万人　年份：2019　地区代码：141000");
    let checked = check_bytes("a.csv", stated.as_bytes());
    assert_eq!(findings(&checked), ["H15 a.csv A1"]);
    assert_eq!(checked.observations[0].key.region.as_str(), "141000");
    let with_column = page.replace("行业,从业", "行业,年份,从业").replace("业,", "业,2018,");
    let with_column = with_column.replace("行业,2018,年份", "行业,年份");
    assert_eq!(check_bytes("a.csv", with_column.as_bytes()).observations[0].year.number(), 2018);
    // Several years are none, nor is that of an edition; nor is a region that is in no list.
    check(&page.replace("2020年", "2015—2020年"), &["F04 a.csv"]);
    check(&page.replace("2020年", "2021年统计年鉴"), &["F04 a.csv"]);
    check(&page.replace("临汾市尧都区", "大同市"), &["H10 a.csv A1", "H01 a.csv A1"]);
}

#[test]
fn industries_side_by_side_are_read_if_the_title_says_of_what() {
    let page = "临汾市历年从业人员（万人）\n年份,合计,采矿业,C,备注\n2019,8.5,6.1,2.4,\n2020,8.6,,2.5,新口径\n";
    let checked = check_bytes("a.csv", page.as_bytes());
    assert_eq!(
        figures(&checked),
        [
            "B3 employment  2019 85000",
            "C3 employment B 2019 61000",
            "D3 employment C 2019 24000",
            "B4 employment  2020 86000",
            "D4 employment C 2020 25000",
        ]
    );
    assert_eq!(&*checked.observations[4].provenance.note, "新口径");
    // Wrong once, and said once.
    check(&page.replace("采矿业", "采煤业"), &["C17 a.csv C2"]);
    check(&page.replace("从业人员（万人）", "情况"), &["F04 a.csv"]);
    check(&page.replace("（万人）", ""), &["H04 a.csv B2", "H04 a.csv C2", "H04 a.csv D2"]);
}

#[test]
fn names_under_any_heading_or_none_are_read_beside_years() {
    for corner in ["指标", "项目", ""] {
        let page = format!(
            "临汾市2018—2019年从业人员\n单位：万人\n{corner},2018,2019\n合计,8.5,8.7\n\
             （一）采矿业,6.1,6.2\n#煤炭开采和洗选业,5.0,5.1\n（二）制造业,2.4,2.5\n其中：炼焦,1,1\n\
             注：不含私营单位,,\n资料来源：统计局,,\n"
        );
        let checked = check_bytes("a.csv", page.as_bytes());
        assert_eq!(findings(&checked), ["C20 a.csv A6", "C20 a.csv A8"], "{corner}");
        let read: Vec<f64> = checked.observations.iter().map(|o| o.value).collect();
        assert_eq!(read, [85_000.0, 87_000.0, 61_000.0, 62_000.0, 24_000.0, 25_000.0]);
    }
    // Two columns beside the years: which of them holds the names is not guessed.
    check("临汾市从业人员（人）\n指标,说明,2018,2019\n采矿业,x,6,7\n", &["F04 a.csv"]);
}

#[test]
fn of_programmes_of_one_name_the_one_of_the_schools_level_is_meant() {
    let lists = [
        ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n"),
        (
            "C2.csv",
            "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称,曾用名\n\
             720201,护理,护理类,医药卫生大类,\n520201,护理,护理类,医药卫生大类,\n\
             530302,大数据与会计,财务会计类,财经商贸大类,会计；会计电算化\n",
        ),
        (
            "C1.csv",
            "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码,简称\n\
             LF-S01,临汾卫生学校,中职,141000,卫校\nLF-H01,临汾职业技术学院,高职,141000,\n\
             LF-X01,临汾开放学院,其他,141000,\n",
        ),
        (
            "a.csv",
            "学校,专业,届别,毕业生数\n卫校,护理,2023,100\n临汾职业技术学院,护理,2023,90\n\
             临汾职业技术学院,会计电算化,2023,80\n临汾开放学院,护理,2023,70\n\
             卫校,合计,2023,100\n",
        ),
    ];
    let files = lists.map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
    let checked =
        check_files(&files, &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
    // Of no level, so either may be meant.
    assert_eq!(findings(&checked), ["C17 a.csv B5"]);
    let message = checked.findings.iter().map(|finding| finding.problem.message(Lang::Zh));
    assert!(message.into_iter().any(|m| m == "没有代码，而“护理”有几个代码：520201、720201"));
    let read: Vec<(&str, &str, f64)> = checked
        .observations
        .iter()
        .map(|o| {
            let school = o.key.school.code().map_or("", talent_domain::SchoolCode::as_str);
            let programme = o.key.programme.code().map_or("", talent_domain::ProgrammeCode::as_str);
            (school, programme, o.value)
        })
        .collect();
    let expected =
        [("LF-S01", "720201", 100.0), ("LF-H01", "520201", 90.0), ("LF-H01", "530302", 80.0)];
    assert_eq!(read, expected);
}

/// The catalogue of 2015 gives 610201 to a higher programme, that of 2021 to a secondary one; 510101 is a higher
/// programme in both.
#[test]
fn the_same_digits_in_two_catalogues_are_told_apart() {
    let lists = [
        ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n"),
        (
            "C2.csv",
            "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n\
             510201,计算机应用技术,计算机类,电子与信息大类\n\
             510203,软件技术,计算机类,电子与信息大类\n\
             510101,电子信息工程技术,电子信息类,电子与信息大类\n\
             410101,作物生产与经营管理,农业类,农林牧渔大类\n\
             610201,林业生产技术,林业类,农林牧渔大类\n",
        ),
        (
            "C1.csv",
            "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\n\
             LF-H01,临汾职业技术学院,高职,141000\n",
        ),
    ];
    let c10 = "C10 专业代码沿革表 v1\n目录版次,原代码,原名称,停用年份,专业代码,权重(%)\n\
               2015,610201,计算机应用技术,2021,510201,70\n2015,610201,计算机应用技术,2021,510203,30\n\
               2015,510101,作物生产技术,2021,410101,100\n";
    let named = "学校代码,专业代码,专业名称,届别,毕业生数\nLF-H01,610201,计算机应用技术,2019,40\n\
                 LF-H01,510101,作物生产技术,2019,30\nLF-H01,510101,电子信息工程技术,2020,25\n";
    let bare = "学校代码,专业代码,届别,毕业生数\nLF-H01,610201,2022,40\nLF-H01,510101,2020,30\n\
                LF-H01,510101,2021,20\n";
    let read = |c10: &str, text: &str| {
        let added = [("C10.csv", c10), ("a.csv", text)];
        let files = lists.iter().chain(added.iter().filter(|(_, text)| !text.is_empty()));
        let files: Vec<InputFile<'_>> =
            files.map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
        let unlikely = Unlikely::Refuse { this_year: 2026 };
        let checked = check_files(&files, &Codebook::default(), &[], unlikely);
        let code = |o: &talent_domain::Observation| {
            o.key.programme.code().map_or("合计", talent_domain::ProgrammeCode::as_str).to_owned()
        };
        let programmes: Vec<String> = checked.observations.iter().map(code).collect();
        (findings(&checked), programmes.join(" "))
    };
    let (found, programmes) = read(c10, named);
    assert_eq!(programmes, "2015-610201 2015-510101 510101");
    assert!(found.is_empty(), "{found:?}");
    // Without names the year tells; what only means something else at another level is said.
    let (found, programmes) = read(c10, bare);
    assert_eq!(programmes, "610201 2015-510101 510101");
    assert_eq!(found, ["C22 a.csv"]);
    // Without the table nothing is guessed: the names that do not fit are said, and so is the level.
    let (found, programmes) = read("", named);
    assert_eq!(programmes, "610201 510101 510101");
    assert_eq!(found, ["C22 a.csv", "C07 a.csv C2", "C07 a.csv C3"]);
    // Shares of one programme add up, and former codes are no programmes in force.
    assert_eq!(read(&c10.replace(",30\n", ",20\n"), "").0, ["X03 C10.csv A3"]);
    let old_for_new = c10.replace("2021,410101", "2021,999999");
    assert_eq!(read(&old_for_new, "").0, ["C06 C10.csv E5"]);
}

#[test]
fn no_cell_is_passed_over_without_a_word() {
    // A comma that is not quoted cuts the number in two.
    let cut = "地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,1,240\n141000,C,2019,900\n";
    check(cut, &["C19 a.csv E2"]);
    check(&cut.replace("1,240", "\"1,240\""), &[]);
    check(&cut.replace("900", "900,"), &["C19 a.csv E2", "C19 a.csv E3"]);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (k, text) in ["地区代码", "行业代码", "年份", "从业人员(人)"].iter().enumerate()
    {
        sheet.write(0, k as u16, *text).unwrap();
    }
    for row in 1..4 {
        for (k, text) in
            ["141000", "B", &format!("201{row}"), &format!("6120{row}")].iter().enumerate()
        {
            sheet.write(row, k as u16, *text).unwrap();
        }
        sheet.write(row, 5, "已核").unwrap();
    }
    let checked = check_bytes("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(findings(&checked), ["H09 a.xlsx [Sheet1] F2"]);
    assert!(checked.is_clean());
}

#[test]
fn usual_names_are_known_and_near_ones_are_offered() {
    let text = "学校编号：,LF-S01\n学校代码,专业代码,专业,学年度,招生计划数,录取数,报到数,三年级在校生\n\
                LF-S01,720201,护理,2023,120,118,115,99\n";
    let checked = check_bytes("a.csv", text.as_bytes());
    assert_eq!(findings(&checked), [""; 0]);
    assert_eq!(checked.observations.len(), 4);
    let checked = check_bytes("a.csv", text.replace("报到数", "报道人数").as_bytes());
    assert_eq!(findings(&checked), ["H02 a.csv G2"]);
    let message = checked.findings[0].problem.message(Lang::Zh);
    assert!(message.contains("相近的“报到人数”"), "{message}");
    let checked = check_bytes("a.csv", text.replace("三年级在校生", "三年级").as_bytes());
    let message = checked.findings[0].problem.message(Lang::Zh);
    assert!(message.contains("相近的“在校生(三年级)”"), "{message}");
}

#[test]
fn a_table_of_figures_is_never_taken_for_a_code_list() {
    check("行业代码,行业名称,2018年,2019年\nB,采矿业,6.1,6.2\n", &["F04 a.csv C1"]);
    check(
        "地区代码,行业代码,年份,指标代码,数值,单位\n141000,B,2019,employment,6.12,万人\n",
        &["H07 a.csv B1"],
    );
    let marked = "C3 行业代码表 v1\n行业代码,行业名称,旧代码\nB,采矿业,06\n";
    check(marked, &["H02 a.csv C2"]);
}

#[test]
fn the_old_workbook_format_is_read() {
    // Written by xlwt 1.3: a title over headings, codes as text and as numbers, a hidden sheet.
    let bytes = include_bytes!("fixtures/employment.xls");
    let checked = check_bytes("a.xls", bytes);
    assert_eq!(findings(&checked), ["F08 a.xls [旧]"]);
    let read: Vec<(String, f64)> =
        checked.observations.iter().map(|o| (o.provenance.cell.to_string(), o.value)).collect();
    let expected =
        [("从业人员", "D3", 61_200.0), ("从业人员", "D4", 24_000.0), ("旧", "D2", 60_000.0)];
    assert_eq!(read, expected.map(|(sheet, at, value)| (format!("a.xls [{sheet}] {at}"), value)));
    assert_eq!(findings(&check_bytes("a.xlsx", bytes)), ["F02 a.xlsx"]);
    assert_eq!(findings(&check_bytes("a.xls", &bytes[..3000])), ["F01 a.xls"]);
}

#[test]
fn blanks_far_away_cost_nothing_and_rows_have_a_limit() {
    let book = |far: &str| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (k, text) in ["地区代码", "行业代码", "年份", "从业人员(人)"].iter().enumerate()
        {
            sheet.write(0, k as u16, *text).unwrap();
        }
        for (k, text) in ["141000", "B", "2019", "61200"].iter().enumerate() {
            sheet.write(1, k as u16, *text).unwrap();
        }
        sheet.write(0, 16_383, " ").unwrap().write(900_000, 16_383, far).unwrap();
        check_bytes("a.xlsx", &book.save_to_buffer().unwrap())
    };
    let blank = book(" ");
    assert_eq!((findings(&blank), blank.observations.len()), (vec![], 1));
    // Rows that hold nothing are held all the same, and so many take more than the file speaks for.
    assert_eq!(findings(&book("x")), ["F15 a.xlsx [Sheet1]"]);
}

#[test]
fn a_cover_is_passed_over_and_a_hidden_sheet_is_named() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("封面").unwrap().write(0, 0, "从业人员填报").unwrap();
    let sheet = book.add_worksheet().set_name("旧数据").unwrap().set_hidden(true);
    for (k, text) in ["地区代码", "行业代码", "年份", "从业人员(人)"].iter().enumerate()
    {
        sheet.write(0, k as u16, *text).unwrap();
    }
    for (k, text) in ["141000", "B", "2019", "61200"].iter().enumerate() {
        sheet.write(1, k as u16, *text).unwrap();
    }
    let checked = check_bytes("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(findings(&checked), ["F13 a.xlsx [封面]", "F08 a.xlsx [旧数据]"]);
    assert!(checked.is_clean());
    assert_eq!(checked.observations.len(), 1);
}

#[test]
fn headings_are_told_apart_by_name_and_not_by_place() {
    check("年度,从业人员（人）,备用,行业代码,地区代码\n2019,61167,x,B,141000\n", &["H02 a.csv C1"]);
    check(&T4.replace("年份", "年纷"), &["H01 a.csv A2", "H02 a.csv C2"]);
    check(
        "T4 产业产出与用工 v1\n地区代码,行业代码,年份,从业人员(人),从业人员(人)\n141000,B,2019,5,5\n",
        &["H03 a.csv E2"],
    );
}

#[test]
fn titles_above_and_signatures_below_are_no_data() {
    check(
        "临汾市从业人员表\n填报单位:统计局,,,单位:万人\n地区代码,行业代码,年份,从业人员\n\
         141000,B,2019,6.12\n\n注:年末数\n资料来源:统计局\n填报人:张三\n",
        &[],
    );
}

#[test]
fn the_same_figure_twice_is_an_error_that_names_the_first() {
    let text = format!("{T4}141000,B,2019,6.12\n141000,B,2019,6.13\n");
    let checked = check_bytes("a.csv", text.as_bytes());
    assert_eq!(findings(&checked), ["X01 a.csv D4"]);
    assert!(checked.findings[0].problem.message(Lang::Zh).contains("D3"));
}

const T1: &str = "学校代码,专业代码,专业名称,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业,\
                  对口调查人数,对口就业\n";

#[test]
fn rows_of_graduates_must_add_up() {
    check(
        &format!(
            "{T1}LF-S01,720201,护理,2023届,100,50,40,1,5,3,45,30\n\
             LF-S01,660103,护理,2023届,100,50,40,1,6,3,45,47\n"
        ),
        &["R01 a.csv E2", "C07 a.csv C3", "R02 a.csv L3"],
    );
}

#[test]
fn real_and_simulated_figures_do_not_share_a_file() {
    check(
        "地区代码,行业代码,年份,从业人员(人),数据性质\n141000,B,2019,5,真实\n141000,C,2019,5,模拟\n",
        &["F11 a.csv"],
    );
}

#[test]
fn personal_data_are_refused() {
    check(
        "地区代码,行业代码,年份,从业人员(人),备注\n141000,B,2019,5,11010519491231002X\n",
        &["P01 a.csv E2"],
    );
}

#[test]
fn a_damaged_code_says_so() {
    let text = T1.to_owned() + "LF-S01,7.2E+05,护理,2023届,1,1,0,0,0,0,1,1\n";
    check(&text, &["C05 a.csv B2"]);
    let text = T1.to_owned() + "LF-S1,720202,护理,2023届,1,1,0,0,0,0,1,1\n";
    let checked = check_bytes("a.csv", text.as_bytes());
    assert_eq!(findings(&checked), ["C06 a.csv A2", "C06 a.csv B2"]);
    assert!(checked.findings[1].problem.message(Lang::Zh).contains("720201"));
}

#[test]
fn a_filled_in_blank_template_comes_back_clean() {
    for code in TemplateCode::ALL {
        let blank = blank_template(*code).unwrap();
        let name = format!("{}.xlsx", code.code());
        let found = findings(&check_bytes(&name, &blank));
        // Blank means empty, and nothing else.
        assert_eq!(found, [format!("F10 {name} [数据]")], "{}", code.code());
    }
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in ["T2 招生与在校生 v1"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    for (column, heading) in ["学校代码", "专业代码", "学年", "计划招生", "报到"].iter().enumerate()
    {
        sheet.write(1, column as u16, *heading).unwrap();
    }
    sheet.write(2, 0, "LF-S01").unwrap();
    sheet.write(2, 1, 720_201).unwrap();
    sheet.write(2, 2, "2023-2024学年").unwrap();
    sheet.write(2, 3, 120).unwrap();
    sheet.write(2, 4, "１１８人").unwrap();
    let checked = check_bytes("t2.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(findings(&checked), [""; 0]);
    let registered =
        checked.observations.iter().find(|o| o.measure == Measure::Registered).unwrap();
    assert_eq!(registered.value, 118.0);
    assert_eq!(registered.provenance.cell.to_string(), "t2.xlsx [Sheet1] E3");
}

#[test]
fn the_embedded_lists_say_where_a_code_is_wrong() {
    let text = "C5 专业类与行业对应表 v1\n专业类代码,行业代码,次序\n7202,B,1\n72,C,1\n7202,B,2\n";
    let checked = check_bytes("C5.csv", text.as_bytes());
    assert_eq!(findings(&checked), ["C05 C5.csv A4", "X01 C5.csv A5"]);
}

#[test]
fn subtotals_are_passed_over_and_totals_held_against_their_rows() {
    let rows = "LF-S01,720201,护理,2023届,100,50,40,1,6,3,45,30\n\
                LF-S01,660103,,2023届,60,30,20,0,6,4,25,20\n\
                小计,,,,160,80,60,1,12,7,70,50\n";
    let good = format!("{T1}{rows}合计,合计,,2023届,160,80,60,1,12,7,70,50\n");
    let checked = check_bytes("a.csv", good.as_bytes());
    assert_eq!(findings(&checked), [""; 0]);
    // Two rows of eight figures; the total is held against them and not stored.
    assert_eq!(checked.observations.len(), 16);
    check(
        &format!("{T1}{rows}合计,合计,,2023届,161,81,60,1,12,7,70,50\n"),
        &["X02 a.csv E5", "X02 a.csv F5"],
    );
}

#[test]
fn a_formula_without_a_result_is_not_an_empty_cell() {
    // D2 holds `=SUM(F2:F9)` as a program writes it that does not calculate.
    let bytes = include_bytes!("fixtures/uncalculated.xlsx");
    let checked = check_bytes("a.xlsx", bytes);
    assert_eq!(findings(&checked), ["C10 a.xlsx [Sheet1] D2"]);
}

#[test]
fn equipment_is_read_in_yuan_and_must_say_its_unit() {
    let file = |heading: &str| {
        format!(
            "T3 专业设置与布点 v1\n学校代码,专业代码,年份,专任教师数,双师型教师数,{heading}\n\
             LF-S01,720201,2023,20,8,125.5\n"
        )
    };
    let read = |heading: &str| {
        let checked = check_bytes("a.csv", file(heading).as_bytes());
        assert!(checked.is_clean(), "{:?}", checked.findings);
        checked.observations.iter().map(|o| (o.measure, o.value)).collect::<Vec<_>>()
    };
    let teachers = [(Measure::ProgrammeTeachers, 20.0), (Measure::DualQualifiedTeachers, 8.0)];
    for heading in ["教学仪器设备值(万元)", "仪器设备总值（万元）"] {
        let mut read = read(heading);
        assert_eq!(read.pop(), Some((Measure::EquipmentValue, 1_255_000.0)), "{heading}");
        assert_eq!(read, teachers);
    }
    assert_eq!(read("教学仪器设备值(元)").pop(), Some((Measure::EquipmentValue, 125.5)));
    let without = check_bytes("a.csv", file("教学仪器设备值").as_bytes());
    assert!(!without.is_clean());
}

const T1_BY: &str = "T1 毕业生去向 v1\n学校代码,专业代码,届别,毕业生数,直接就业人数,男毕业生(人),女毕业生(人),未签劳动合同(人),合同一年及以内(人),合同一年以上(人)\n";

#[test]
fn parts_without_the_others_are_told() {
    let of =
        |row: &str| check_bytes("a.csv", format!("{T1_BY}LF-S01,720201,2025,{row}\n").as_bytes());
    // All parts, none, and parts that leave nobody to the others; not everybody is asked about a contract.
    for row in ["40,20,10,30,2,3,5", "40,20,,,,,", "40,20,40,,20,,"] {
        assert_eq!(findings(&of(row)), [""; 0], "{row}");
    }
    assert_eq!(findings(&of("40,20,10,,,,")), ["R14 a.csv F3"]);
    assert_eq!(findings(&of("40,20,,,5,5,")), ["R14 a.csv H3"]);
    // Where the whole is not given, the others may stand elsewhere.
    assert_eq!(findings(&of("40,,,,5,5,")), [""; 0]);
}

#[test]
fn a_count_of_a_sample_wants_the_sample() {
    let head = "T1 毕业生去向 v1\n学校代码,专业代码,届别,毕业生数,满意度调查人数,就业满意人数\n";
    let of =
        |row: &str| check_bytes("a.csv", format!("{head}LF-S01,720201,2025,{row}\n").as_bytes());
    assert_eq!(findings(&of("40,30,20")), [""; 0]);
    assert_eq!(findings(&of("40,30,")), [""; 0]);
    assert_eq!(findings(&of("40,,20")), ["R12 a.csv F3"]);
}

#[test]
fn destinations_that_leave_some_unknown_are_told() {
    let head =
        "T1 毕业生去向 v1\n学校代码,专业代码,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业\n";
    let of =
        |row: &str| check_bytes("a.csv", format!("{head}LF-S01,720201,2025,{row}\n").as_bytes());
    for row in ["40,20,15,1,2,2", "40,20,20,,,", "40,,,,,"] {
        assert_eq!(findings(&of(row)), [""; 0], "{row}");
    }
    assert_eq!(findings(&of("40,,15,1,2,2")), ["R15 a.csv D3"]);
    assert_eq!(findings(&of("40,20,15,1,2,3")), ["R01 a.csv D3"]);
}
