//! Taking files in, and taking that back.

use talent_domain::{IndustryCode, Level, Measure};
use talent_ingest::{InputFile, Unlikely};
use talent_pipeline::{Ingested, embedded, ingest, run};
use talent_report::{RunStamp, compose_bulletin, compose_programmes_report, render_html};
use talent_workspace::Workspace;

use crate::api::page;
use crate::city::{NOW, with_data};

const REFUSE: Unlikely = Unlikely::Refuse { this_year: 2026 };

async fn take_in(workspace: &Workspace, name: &str, text: &str) -> Ingested {
    let files = [InputFile { name, bytes: text.as_bytes() }];
    ingest(workspace, &files, REFUSE, false, NOW).await.unwrap()
}

/// Codes of what is wrong.
fn errors(ingested: &Ingested) -> Vec<&'static str> {
    ingested.checked.findings.iter().map(|finding| finding.problem.code()).collect()
}

/// Mining's employment in 2019, persons.
async fn mining(workspace: &Workspace) -> f64 {
    let panel = workspace.latest_vintage().await.unwrap().unwrap().panel;
    let found = panel.observations().iter().find(|o| {
        let section = o.key.industry.code().map(IndustryCode::as_str);
        o.measure == Measure::Employment
            && o.year.number() == 2019
            && section == Some("B")
            && o.key.region.as_str() == "141000"
            && o.key.school == Level::Total
    });
    found.unwrap().value
}

#[tokio::test]
async fn a_file_that_was_overtaken_can_be_taken_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_data(&folder.path().join("city")).await;
    let of = |value: u32| format!("地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,{value}\n");
    let published = mining(&workspace).await;
    assert!(take_in(&workspace, "a.csv", &of(60_000)).await.vintage.is_some());
    assert!(take_in(&workspace, "a.csv", &of(60_000)).await.unchanged);
    assert!(take_in(&workspace, "b.csv", &of(61_000)).await.vintage.is_some());
    let again = take_in(&workspace, "a.csv", &of(60_000)).await;
    assert!(again.vintage.is_some() && !again.unchanged);
    assert_eq!(mining(&workspace).await, 60_000.0);
    // What is shown rests on other data than those in force, and says so until the next run.
    run(&workspace, NOW, &|_| {}).await.unwrap();
    workspace.undo(NOW).await.unwrap();
    assert!(workspace.current_run().await.unwrap().is_none());
    run(&workspace, NOW, &|_| {}).await.unwrap();
    assert!(!page(&workspace, "/").await.contains("已导入更新的数据"));
    take_in(&workspace, "c.csv", &of(62_000)).await;
    assert!(page(&workspace, "/").await.contains("已导入更新的数据（数据版本 6）"));
    for _ in 0..3 {
        workspace.undo(NOW).await.unwrap();
    }
    assert_eq!(mining(&workspace).await, published);
}

#[tokio::test]
async fn a_list_may_not_lose_codes_that_figures_are_of() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_data(&folder.path().join("city")).await;
    let before = workspace.latest_vintage().await.unwrap().unwrap();
    let (vintage, before) = (before.record.id, before.lists);
    let short = "C4 地区代码表 v1\n地区代码,地区名称\n140000,山西省\n";
    let lost = take_in(&workspace, "C4.csv", short).await;
    assert_eq!((errors(&lost), lost.vintage), (vec!["J09"], None));
    // A list that names a section otherwise is taken in, and undone as a whole.
    let whole = embedded::LINFEN.iter().find(|file| file.name.starts_with("C3")).unwrap();
    let renamed = std::str::from_utf8(whole.bytes).unwrap().replace("采矿业", "采掘业");
    let taken = take_in(&workspace, "C3.csv", &renamed).await.vintage.unwrap();
    let mining = IndustryCode::new("B").unwrap();
    let lists = workspace.vintage(taken.id).await.unwrap().lists;
    assert_eq!((lists.industry_name(&mining), before.industry_name(&mining)), ("采掘业", "采矿业"));
    workspace.undo(NOW).await.unwrap();
    assert_eq!(workspace.vintage(vintage).await.unwrap().lists, before);
}

#[tokio::test]
async fn measures_are_followed_up() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_data(&folder.path().join("city")).await;
    let measures = "P6 措施落实表 v1\n学校代码,专业代码,提出年份,措施,责任单位,期限,落实情况,完成日期,效果\n\
                    LF-S01,710201,2023,压减招生计划两成,模拟学校01,2025-12-31,进行中,,\n\
                    LF-S02,710201,2023,停止新增班级,模拟学校02,2025-06-30,已完成,2025-06-20,招生减少\n\
                    合计,710201,2023,修订全市布点规划,市教育局,,未开始,,\n";
    assert!(take_in(&workspace, "P6.csv", measures).await.vintage.is_some());
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    // What is open comes first, by its day.
    let actions: Vec<(&str, bool)> =
        outlook.actions.iter().map(|a| (a.action.as_str(), a.is_overdue("2026-01-01"))).collect();
    let expected =
        [("压减招生计划两成", true), ("修订全市布点规划", false), ("停止新增班级", false)];
    assert_eq!(actions, expected);
    assert_eq!(outlook.actions[2].in_time(), Some(true));
    let site = page(&workspace, "/warnings/710201.LF-S01").await;
    assert!(site.contains("压减招生计划两成") && site.contains("逾期") && site.contains("P6.csv"));
    assert!(page(&workspace, "/warnings/710201").await.contains("修订全市布点规划"));
    let stamp = RunStamp::new(1, 1, "2026-01-01");
    for document in [
        compose_bulletin(&outlook, stamp, None),
        compose_programmes_report(&outlook, stamp, &[], None),
    ] {
        let html = render_html(&document.unwrap()).unwrap();
        assert!(html.contains("进行中（逾期）") && html.contains("停止新增班级"));
    }
}

#[tokio::test]
async fn a_year_that_has_not_come_is_refused_but_for_plans() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_data(&folder.path().join("city")).await;
    let slip = "地区代码,行业代码,年份,从业人员(人)\n141000,B,2032,60000\n";
    let refused = take_in(&workspace, "a.csv", slip).await;
    assert_eq!((errors(&refused), refused.vintage), (vec!["T08"], None));
    let school = "学校代码,专业代码,学年,计划招生\nLF-S01,720201,2027,40\n";
    assert!(take_in(&workspace, "plan.csv", school).await.vintage.is_some());
    let came = school.replace("计划招生", "实际招生");
    assert_eq!(errors(&take_in(&workspace, "came.csv", &came).await), ["T08"]);
}

#[tokio::test]
async fn parts_of_a_breakdown_fit_their_whole() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = crate::city::with_data(&folder.path().join("city")).await;
    let with = |jobs: &str| {
        format!(
            "T1 毕业生就业质量 v1\n学校代码,专业代码,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业,本市就业,男毕业生,女毕业生,省内外市就业,省外就业,合同一年以上,来源\n\
             LF-S01,620501,2024,40,30,8,0,2,0,{jobs},测试\n"
        )
    };
    let said = async |jobs: &str| {
        let mut codes = errors(&take_in(&workspace, "T1.csv", &with(jobs)).await);
        codes.retain(|code| code.starts_with('R'));
        codes
    };
    // Contracts of one kind alone are told (R14), and may not be more than all.
    assert_eq!(said("20,25,16,6,4,11").await, ["R03", "R14"]);
    assert_eq!(said("20,25,14,6,4,11").await, ["R03", "R14"], "sexes of all are known, or not");
    assert_eq!(said("20,25,15,6,4,31").await, ["R03"]);
    assert_eq!(said("20,25,15,6,3,11").await, ["R04", "R14"]);
    // Nor are women known.
    assert_eq!(said("20,25,,6,4,11").await, ["R14", "R14"]);
    // Where nobody is left to the others, nothing is.
    assert_eq!(said("20,40,,6,4,30").await, Vec::<&str>::new());
}
