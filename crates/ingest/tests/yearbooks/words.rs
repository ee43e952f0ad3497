//! Words of yearbooks and of the national statistics site.

use talent_domain::Lang;

use crate::lists::{check_text, figures, findings, messages};

const B_AND_C: [&str; 4] = [
    "141000 B employment 2018 60300",
    "141000 B employment 2019 59700",
    "141000 C employment 2018 39900",
    "141000 C employment 2019 39000",
];

#[test]
fn footnote_marks_translations_and_units_in_headings_and_names_do_not_matter() {
    for (title, headings, b, c) in [
        ("分行业从业人员（万人）", "行业,2018年①,2019年*", "采矿业", "制造业"),
        ("分行业从业人员（万人）", "行业,2018¹,2019[2]", "采矿业①", "制造业*"),
        (
            "分行业城镇单位就业人员（万人）",
            "行业 Industry,2018年,2019年",
            "采矿业 Mining",
            "制造业(Manufacturing)",
        ),
        ("分行业城镇非私营单位就业人员[万人]", "行业,2018_万人,2019/万人", "采掘业", "制造业"),
    ] {
        let text = format!("临汾市{title}\n{headings}\n{b},6.03,5.97\n{c},3.99,3.90\n");
        assert_eq!(figures(&check_text(&text)), B_AND_C, "{text}");
    }
    for heading in [
        "从业人员_万人",
        "从业人员[万人]",
        "从业人员：万人",
        "从业人员*(单位：万人)",
        "单位就业人员 万人",
    ] {
        let text = format!(
            "地区,行业,年份,{heading}\n临汾市,采矿业,2018,6.03\n临汾市,采矿业,2019①,5.97\n"
        );
        assert_eq!(figures(&check_text(&text)), B_AND_C[..2], "{text}");
    }
}

#[test]
fn employment_is_of_units_by_its_heading_or_its_title_or_it_is_said() {
    let table = |title: &str, heading: &str| {
        check_text(&format!("临汾市{title}\n行业,年份,{heading}(人)\n采矿业,2018,60300\n"))
    };
    for heading in ["就业人员", "从业人员", "年末就业人员"] {
        let checked = table("城镇非私营单位分行业人数", heading);
        assert_eq!((figures(&checked).len(), findings(&checked)), (1, vec![]), "{heading}");
    }
    assert_eq!(findings(&table("分行业人数", "就业人员")), ["H17 a.csv C2"]);
    assert_eq!(findings(&table("全社会分行业人数", "就业人员")), ["H12 a.csv C2"]);
    assert!(messages(&table("全社会分行业人数", "就业人员"), "H12")[0].contains("全社会"));
    assert_eq!(findings(&table("私营企业和个体户", "从业人员")), ["H12 a.csv C2"]);
    // A table of wages names the persons too.
    let wages = "临汾市城镇单位就业人员平均工资（元）\n行业,2018年,2019年\n采矿业,60300,61000\n";
    assert_eq!(figures_or_none(wages), 0);
}

fn figures_or_none(text: &str) -> usize {
    check_text(text).observations.len()
}

#[test]
fn former_names_of_industries_stand_for_todays_and_are_named() {
    let rows = |names: &[&str]| {
        let rows = names.join(",1.5\n") + ",1.5\n";
        check_text(&format!("2011年临汾市城镇单位从业人员（万人）\n行业,从业人员(万人)\n{rows}"))
    };
    let names = [
        "采掘业",
        "电力、煤气及水的生产和供应业",
        "批发和零售贸易、餐饮业",
        "交通运输、仓储及邮电通信业",
        "金融保险业",
        "教育业",
        "卫生、体育和社会福利业",
        "第二产业合计",
    ];
    let checked = rows(&names);
    let codes: Vec<String> =
        checked.observations.iter().map(|o| o.key.industry.code().unwrap().to_string()).collect();
    assert_eq!(codes, ["B", "D", "F", "G", "J", "P", "Q", "2"]);
    let said = messages(&checked, "C25").concat();
    assert!(
        said.contains("采掘业→采矿业（B）") && said.contains("金融保险业→金融业（J）"),
        "{said}"
    );
    // What was divided since is none of its parts.
    let divided = rows(&["社会服务业"]);
    assert_eq!(findings(&divided), ["H10 a.csv A1", "C17 a.csv A3"]);
    assert!(messages(&divided, "C17")[0].contains("H、L、N、O"));
}

#[test]
fn short_and_long_names_of_regions_are_read_and_named() {
    let row = |region: &str| {
        check_text(&format!("地区,行业,年份,单位从业人员(人)\n{region},采矿业,2018,60300\n"))
    };
    for (name, code) in [
        ("临汾", "141000"),
        ("山西", "140000"),
        ("临汾市尧都区", "141002"),
        ("山西省临汾市", "141000"),
        ("山西临汾洪洞县", "141024"),
    ] {
        let checked = row(name);
        assert_eq!(figures(&checked), [format!("{code} B employment 2018 60300")]);
        assert_eq!(findings(&checked), ["C25 a.csv"], "{name}");
    }
    // Another city's district of this name is none of ours.
    assert_eq!(findings(&row("运城市尧都区")), ["C17 a.csv A2"]);
    assert_eq!(findings(&row("尧")), ["C17 a.csv A2"]);
}

#[test]
fn the_same_unknown_name_is_said_once_with_how_often_and_what_is_near() {
    let rows = [2010, 2011, 2012, 2013, 2014, 2015]
        .map(|year| format!("临汾市,采矿叶,{year},1\n"))
        .concat();
    let checked =
        check_text(&format!("地区,行业,年份,单位从业人员(人)\n{rows}临汾市,煤炭,2010,1\n"));
    assert_eq!(findings(&checked), ["C17 a.csv B2", "C17 a.csv B8"]);
    let message = &messages(&checked, "C17")[0];
    assert!(
        message.contains("采矿业（B）") && message.contains("共 6 处，另见 B3、B4、B5、B6 等"),
        "{message}"
    );
}

#[test]
fn a_misspelt_heading_is_offered_where_one_is_missing() {
    let message = |text: &str, code: &str| messages(&check_text(text), code).concat();
    let year = message("地区,行业,年分,单位从业人员(人)\n临汾市,采矿业,2018,1\n", "F04");
    assert!(year.contains("年份（有相近的“年分”）"), "{year}");
    let figure = message("地区,行业,年份,从业人园(人)\n临汾市,采矿业,2018,1\n", "H05");
    assert!(figure.contains("“从业人园”（从业人员）"), "{figure}");
}

#[test]
fn a_count_is_never_offered_for_a_rate() {
    let text = "学校名称,专业名称,届别,毕业生数,就业率,对口率,本市就业率,升学(%)\n\
                甲县职业中学,护理,2023,188,97.3%,71.2%,64%,30\n";
    let checked = check_text(text);
    assert_eq!(
        findings(&checked),
        ["H11 a.csv E1", "H11 a.csv F1", "H11 a.csv G1", "H04 a.csv H1"]
    );
    for finding in &checked.findings {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!finding.problem.message(lang).contains("相近"), "{finding:?}");
        }
    }
    assert!(messages(&checked, "H11").iter().all(|message| message.contains("本系统收绝对数")));
    // A rate whose heading says nothing of it.
    let renamed = "学校名称,专业名称,届别,毕业生数,本市就业\n\
                   甲县职业中学,机电技术应用,2023,110,64\n甲县职业中学,护理,2023,188,58\n";
    assert_eq!(findings(&check_text(renamed)), ["H11 a.csv E1"]);
    assert_eq!(findings(&check_text(&renamed.replace("本市就业", "本市就业人数"))), [""; 0]);
    assert_eq!(findings(&check_text(&renamed.replace(",64\n", ",104\n"))), [""; 0]);
}

#[test]
fn a_mark_is_no_digit_of_a_figure() {
    for cell in ["59720²", "59720①"] {
        let text = format!("地区,行业,年份,单位从业人员(人)\n临汾市,采矿业,2019,{cell}\n");
        assert_eq!(figures(&check_text(&text)), ["141000 B employment 2019 59720"], "{cell}");
    }
}
