//! How tables are put together: groups of headings, tables below each other, subtotals, notes, labels.

use rust_xlsxwriter::{Format, Workbook};

use crate::lists::{check, check_text, figures, findings, messages};

#[test]
fn the_total_under_a_group_is_its_figure_and_men_and_women_are_passed_over() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new();
    for (column, text) in ["学校名称", "专业名称", "学年"].iter().enumerate() {
        sheet.merge_range(0, column as u16, 1, column as u16, text, &format).unwrap();
    }
    for (first, group) in [(3, "实际招生"), (6, "报到人数")] {
        sheet.merge_range(0, first, 0, first + 2, group, &format).unwrap();
        for (k, text) in ["男", "女", "合计"].iter().enumerate() {
            sheet.write(1, first + k as u16, *text).unwrap();
        }
    }
    sheet
        .write(2, 0, "甲县职业中学")
        .unwrap()
        .write(2, 1, "护理")
        .unwrap()
        .write(2, 2, 2023)
        .unwrap();
    for (k, number) in [96, 22, 118, 94, 21, 115].iter().enumerate() {
        sheet.write(2, 3 + k as u16, *number).unwrap();
    }
    let checked = check("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(
        figures(&checked),
        ["LF-S01 720201 admitted 2023 118", "LF-S01 720201 registered 2023 115"]
    );
    assert_eq!(messages(&checked, "H14").len(), 2);
    let without =
        "学校名称,专业名称,学年,实际招生,,报到人数\n,,,男,女,\n甲县职业中学,护理,2023,96,22,115\n";
    assert_eq!(findings(&check_text(without)), ["H14 a.csv D2"]);
}

#[test]
fn tables_below_each_other_are_read_each_with_its_title() {
    let stacked = "2018年临汾市分行业城镇单位从业人员\n行业,从业人员(人)\n采矿业,60310\n制造业,39870\n\n\
                   2019年临汾市分行业城镇单位从业人员\n行业,从业人员(人)\n采矿业,59720\n制造业,38990\n";
    let expected = [
        "141000 B employment 2018 60310",
        "141000 C employment 2018 39870",
        "141000 B employment 2019 59720",
        "141000 C employment 2019 38990",
    ];
    let checked = check_text(stacked);
    assert_eq!(figures(&checked), expected);
    assert_eq!(findings(&checked), ["H10 a.csv A1", "H10 a.csv A6"]);
    let rows = checked.files[0].rows;
    assert_eq!((rows.read, rows.headings, rows.data, rows.blank), (9, 4, 4, 1));
    // Notes of the table above are no title of the one below it.
    let noted = stacked.replace("\n\n", "\n注：2017年起为新口径。\n");
    assert_eq!(figures(&check_text(&noted)), expected);
    // One title over both, with the years below it; and a table without one goes on with the other industries.
    let one_title = "临汾市城镇单位从业人员（人）\n行业,2018年\n采矿业,60310\n续表\n行业,2019年\n采矿业,59720\n";
    assert_eq!(figures(&check_text(one_title)), [expected[0], expected[2]]);
    let repeated = "地区,行业,年份,单位从业人员(人)\n临汾市,采矿业,2018,60310\n\
                    地区,行业,年份,单位从业人员(人)\n临汾市,制造业,2018,39870\n";
    assert_eq!(figures(&check_text(repeated)), expected[..2]);
    // The second title names another year and no region: that of the first holds.
    let years = "临汾市城镇单位从业人员\n2018年\n行业,从业人员(人)\n采矿业,60310\n\n2019年\n行业,从业人员(人)\n采矿业,59720\n";
    assert_eq!(figures(&check_text(years)), [expected[0], expected[2]]);
}

#[test]
fn a_sheet_with_more_tables_than_anybody_makes_is_refused() {
    let many = "行业,从业人员(人)\n采矿业,1\n".repeat(300);
    assert_eq!(findings(&check_text(&many)), ["F03 a.csv"]);
}

#[test]
fn the_name_of_a_sheet_gives_its_year() {
    let book = |title: Option<&str>, names: [&str; 2]| {
        let mut book = Workbook::new();
        for (name, number) in names.into_iter().zip([60310, 59720]) {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            let top = u32::from(title.is_some());
            if let Some(title) = title {
                sheet.write(0, 0, title).unwrap();
            }
            sheet.write(top, 0, "行业").unwrap().write(top, 1, "从业人员(人)").unwrap();
            sheet.write(top + 1, 0, "采矿业").unwrap().write(top + 1, 1, number).unwrap();
        }
        check("a.xlsx", &book.save_to_buffer().unwrap())
    };
    let expected = ["141000 B employment 2018 60310", "141000 B employment 2019 59720"];
    for names in [["2018年", "2019年"], ["2018", "2019"], ["2018年数据", "2019年数据"]] {
        let checked = book(Some("临汾市城镇单位从业人员"), names);
        assert_eq!(figures(&checked), expected);
        assert!(messages(&checked, "H10")[0].contains(&format!("工作表名称“{}", &names[0][..4])));
    }
    // Nothing says of which region, and that is asked for.
    let checked = book(None, ["2018年", "2019年"]);
    let asked = messages(&checked, "H01");
    assert!(asked.len() == 2 && asked[0].contains("地区代码"), "{asked:?}");
    assert_eq!(book(Some("临汾市城镇单位从业人员"), ["甲", "乙"]).observations.len(), 0);
}

const T2: &str = "学校名称,专业名称,学年,计划招生,实际招生\n";

#[test]
fn subtotals_are_passed_over_and_held_against_their_rows() {
    let table = |subtotal: &str| {
        format!(
            "{T2}甲县职业中学,机电技术应用,2023,120,121\n甲县职业中学,数控技术应用,2023,40,38\n\
             甲县职业中学,装备制造大类小计,2023,160,{subtotal}\n甲县职业中学,护理,2023,220,217\n\
             甲县职业中学,医药卫生大类小计,2023,220,217\n甲县职业中学,总计,2023,380,376\n\
             乙县职业中学,护理,2023,90,88\n乙县职业中学合计,,2023,90,88\n全市总计,,2023,470,464\n"
        )
    };
    let checked = check_text(&table("159"));
    assert_eq!((figures(&checked).len(), findings(&checked)), (8, vec![]));
    assert_eq!((checked.files[0].rows.data, checked.files[0].rows.totals), (4, 5));
    assert_eq!(findings(&check_text(&table("169"))), ["X02 a.csv E4"]);
    let city = table("159").replace("470,464", "470,474");
    assert_eq!(findings(&check_text(&city)), ["X02 a.csv E10"]);
    // Above the rows that it is of.
    let above = format!(
        "{T2}甲县职业中学,装备制造大类小计,2023,160,159\n甲县职业中学,机电技术应用,2023,120,121\n\
         甲县职业中学,数控技术应用,2023,40,38\n"
    );
    assert_eq!(findings(&check_text(&above)), [""; 0]);
}

#[test]
fn a_school_that_gives_its_total_alone_is_named() {
    let text = format!("{T2}甲县职业中学,护理,2023,220,217\n乙县职业中学,合计,2023,90,88\n");
    let checked = check_text(&text);
    assert_eq!(figures(&checked).len(), 2);
    assert_eq!(findings(&checked), ["C26 a.csv D3"]);
    assert!(messages(&checked, "C26")[0].contains("乙县职业中学只报了合计"));
}

#[test]
fn notes_of_several_lines_are_notes() {
    let table = "临汾市城镇单位从业人员（人）\n行业,2018年,2019年\n采矿业,60310,59720\n";
    for notes in [
        "注：1.为城镇非私营单位口径。\n　　2.2019年为修订数。\n　　3.部分数据因四舍五入存在误差。\n",
        "①含煤炭开采辅助活动。\n②快报数\n",
        "* 2019年为快报数\n",
        "1.数据为城镇非私营单位口径，不含私营单位和个体户\n（2）修订数。\n",
        "（注：快报数）\n资料来源：统计局\n",
    ] {
        let checked = check_text(&format!("{table}{notes}"));
        assert_eq!((figures(&checked).len(), findings(&checked)), (2, vec![]), "{notes}");
        assert_eq!(checked.files[0].rows.notes, notes.lines().count());
    }
    // A name with a number and without figures is none.
    assert_eq!(findings(&check_text(&format!("{table}2.制造业\n"))), ["C15 a.csv A4"]);
}

#[test]
fn labels_of_industry_figure_and_unit_are_read_with_years_side_by_side() {
    let text = "数据库：主要城市年度数据\n地区：临汾市\n时间：最近5年\n指标,2019年,2018年\n\
                城镇单位就业人员(万人),36.2,36.6\n采矿业城镇单位就业人员(万人),5.97,6.03\n\
                采掘业增加值(亿元),500,\n年末总人口(万人),390,391\n数据来源：国家统计局\n";
    let checked = check_text(text);
    assert_eq!(
        figures(&checked),
        [
            "141000 employment 2019 362000",
            "141000 employment 2018 366000",
            "141000 B employment 2019 59700",
            "141000 B employment 2018 60300",
            "141000 B value-added 2019 500",
        ]
    );
    assert_eq!(findings(&checked), ["C25 a.csv", "C27 a.csv A8"]);
    // A name that is misspelt, and a unit that is not said.
    let misspelt = text.replace("采矿业城镇", "采矿叶城镇");
    assert!(findings(&check_text(&misspelt)).contains(&"C17 a.csv A6".to_owned()));
    let unitless = text.replace("采矿业城镇单位就业人员(万人)", "采矿业城镇单位就业人员");
    assert!(findings(&check_text(&unitless)).contains(&"H04 a.csv A6".to_owned()));
    // One column of values instead of years.
    let long = "地区,年份,指标,数值\n临汾市,2019,采矿业从业人员(人),59700\n临汾市,2019,制造业从业人员(人),39000\n";
    assert_eq!(
        figures(&check_text(long)),
        ["141000 B employment 2019 59700", "141000 C employment 2019 39000"]
    );
}

#[test]
fn labels_over_the_columns_are_read_with_a_row_for_every_year() {
    let text = "地区：临汾市\n年份,采矿业从业人员(万人),制造业城镇单位就业人员（万人）,城镇单位从业人员(万人)\n\
                2018,6.03,3.99,36.6\n";
    let checked = check_text(text);
    assert_eq!(
        figures(&checked),
        [
            "141000 B employment 2018 60300",
            "141000 C employment 2018 39900",
            "141000 employment 2018 366000",
        ]
    );
    assert!(messages(&checked, "H08")[0].contains("从业人员(万人)"));
    let unknown = check_text(&text.replace("制造业", "制造叶"));
    assert_eq!(findings(&unknown), ["C17 a.csv C2"]);
    let macros =
        "临汾市\n年份,地区生产总值(亿元),中职在校生数(人),财政收入(亿元)\n2019,1452.6,25800,90\n";
    let checked = check_text(macros);
    assert_eq!(
        figures(&checked),
        ["141000 gdp 2019 1452.6", "141000 secondary-students 2019 25800"]
    );
    assert_eq!(findings(&checked), ["H02 a.csv D2"]);
    // Employment of nothing in particular is not taken for that of all industries.
    assert!(check_text("地区,年份,单位从业人员(人)\n临汾市,2018,1\n").observations.is_empty());
}

#[test]
fn of_a_total_and_its_parts_beside_each_other_the_total_is_read() {
    let text = "临汾市2019年分行业城镇单位从业人员（万人）\n行业,合计,国有单位,集体单位\n采矿业,6.1,3,3.1\n";
    let checked = check_text(text);
    assert_eq!(figures(&checked), ["141000 B employment 2019 61000"]);
    assert_eq!(messages(&checked, "H14").len(), 1);
    let one_row = "学校名称,专业名称,学年,实际招生合计,其中：女\n甲县职业中学,护理,2023,100,80\n";
    assert_eq!(figures(&check_text(one_row)), ["LF-S01 720201 admitted 2023 100"]);
}

#[test]
fn a_rate_in_a_row_is_passed_over_and_no_count_is_offered() {
    let text = "学校名称,专业名称,届别,指标,数值\n甲县职业中学,护理,2023,毕业生数,110\n\
                甲县职业中学,护理,2023,本市就业率,64\n";
    let checked = check_text(text);
    assert_eq!(figures(&checked), ["LF-S01 720201 graduates 2023 110"]);
    assert_eq!(findings(&checked), ["H11 a.csv D3"]);
    assert!(!messages(&checked, "H11")[0].contains("相近"));
}

#[test]
fn macro_figures_are_read_by_their_names_with_years_side_by_side() {
    let text = "临汾市主要经济指标\n指标,单位,2019年,2020年\n地区生产总值,亿元,1452.6,1505.2\n\
                中等职业教育在校学生数,人,25800,26500\n城镇登记失业人员,万人,1.2,\n";
    let checked = check_text(text);
    assert_eq!(
        figures(&checked),
        [
            "141000 gdp 2019 1452.6",
            "141000 gdp 2020 1505.2",
            "141000 secondary-students 2019 25800",
            "141000 secondary-students 2020 26500",
            "141000 registered-unemployed 2019 12000",
        ]
    );
    assert_eq!(findings(&checked), [""; 0]);
}

#[test]
fn regions_below_each_other_are_no_industries() {
    let table = |title: &str| {
        check_text(&format!("{title}\n地区,2019年,2018年\n尧都区,5972,6031\n洪洞县,12011,12250\n"))
    };
    let checked = table("指标：采矿业城镇单位从业人员(人)");
    assert_eq!(
        figures(&checked)[..2],
        ["141002 B employment 2019 5972", "141002 B employment 2018 6031"]
    );
    assert_eq!(findings(&checked), ["H16 a.csv A1"]);
    // Nothing says of which industry, and that is asked for.
    let asked = messages(&table("各县城镇单位从业人员(人)"), "H01").concat();
    assert!(asked.contains("行业代码"), "{asked}");
}

#[test]
fn destinations_with_a_row_each_are_read_and_add_up_to_the_graduates() {
    let rows = "甲县职业中学,护理,2023,直接就业,72\n甲县职业中学,护理,2023,升学,33\n甲县职业中学,护理,2023,参军,1\n\
                甲县职业中学,护理,2023,待就业,3\n甲县职业中学,护理,2023,暂不就业,1\n";
    let table = |rows: &str| check_text(&format!("学校名称,专业名称,届别,去向,人数\n{rows}"));
    let checked = table(rows);
    assert_eq!(figures(&checked)[0], "LF-S01 720201 direct-jobs 2023 72");
    assert_eq!(figures(&checked)[5], "LF-S01 720201 graduates 2023 110");
    assert_eq!(findings(&checked), ["C28 a.csv"]);
    assert_eq!(checked.observations[5].provenance.status, talent_domain::Status::Derived);
    let total = |number: u32| table(&format!("{rows}甲县职业中学,护理,2023,合计,{number}\n"));
    assert_eq!((figures(&total(110)).len(), findings(&total(110))), (6, vec![]));
    assert_eq!(findings(&total(111)), ["R01 a.csv E7"]);
    let cut = table(&rows.replace("甲县职业中学,护理,2023,待就业,3\n", ""));
    assert_eq!((figures(&cut).len(), findings(&cut)), (4, vec!["C28 a.csv".to_owned()]));
}
