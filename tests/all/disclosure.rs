//! What is withheld in one place is withheld in every other.

use serde_json::Value;
use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_report::{RunStamp, compose_quality_report};
use talent_workspace::{NewRun, Workspace};

use crate::api::{get, page};
use crate::city::{NOW, city, with_data};

/// A workspace that shows the city's outlook with a change.
async fn showing(folder: &tempfile::TempDir, change: impl Fn(&mut Outlook)) -> Workspace {
    let workspace = with_data(&folder.path().join("changed")).await;
    let mut outlook = city().await.outlook.clone();
    change(&mut outlook);
    let run = NewRun {
        vintage: workspace.latest_vintage().await.unwrap().unwrap().record.id,
        policy: &outlook.meta.policy,
        version: &outlook.meta.version,
        fingerprint: "changed",
        outlook: &serde_json::to_vec(&outlook).unwrap(),
        warnings: &[],
    };
    let record = workspace.record_run(&run, NOW).await.unwrap();
    workspace.publish(&record, NOW).await.unwrap();
    workspace
}

fn nursing(outlook: &mut Outlook) -> &mut ProgrammeOutlook {
    outlook.programmes.iter_mut().find(|p| p.code.as_str() == "720201").unwrap()
}

fn is_small(value: &Value) -> bool {
    value.as_f64().is_some_and(|value| value > 0.0 && value < 5.0)
}

/// Three graduates of a programme are in no row of its series, and stand as a bound on its page.
#[tokio::test]
async fn a_small_year_of_a_programme_is_withheld_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = showing(&folder, |outlook| {
        nursing(outlook).graduates.last_mut().unwrap().value = 3.0;
        nursing(outlook).students.last_mut().unwrap().value = 4.0;
    })
    .await;
    let year = city().await.outlook.programme("720201").unwrap().graduates.last().unwrap().year;
    let get = async |path: &str| -> Value {
        serde_json::from_str(&page(&workspace, path).await).unwrap()
    };
    let detail = get("/api/v1/programmes/720201").await;
    let forecasts = get("/api/v1/forecasts?programme=720201&limit=1000").await;
    for rows in [&detail["series"], &forecasts["items"]] {
        let observed = || rows.as_array().unwrap().iter().filter(|row| row["status"] == "observed");
        assert!(observed().count() > 10 && !observed().any(|row| is_small(&row["value"])));
        let withheld = |row: &&Value| row["value"].is_null() && row["measure"] == "graduates";
        let years: Vec<&Value> = observed().filter(withheld).map(|row| &row["year"]).collect();
        assert_eq!(years, [year.number()]);
    }
    assert!(detail["programme"]["students"].is_null());
    let html = page(&workspace, "/programmes/720201").await;
    assert!(html.contains("&lt;5") || html.contains("&#60;5"));
}

/// The trace of a warning names every cell; a value below five is left out, on the wire and on the page.
#[tokio::test]
async fn a_trace_withholds_small_counts() {
    const COUNTS: [&str; 9] = [
        "毕业生数",
        "直接就业",
        "升学",
        "参军",
        "待就业",
        "暂不就业",
        "对口就业",
        "报到人数",
        "本市就业",
    ];
    let warnings = city().await.outlook.warnings.iter();
    let (mut shown, mut withheld) = (0, 0);
    for warning in warnings.filter(|w| w.assessment.level.is_warning()).take(12) {
        let detail = get(&format!("/api/v1/warnings/{}", warning.id)).await.json();
        for line in detail["trace"].as_array().unwrap() {
            assert!(line["cell"].as_str().unwrap().len() >= 2);
            if COUNTS.contains(&line["measure"].as_str().unwrap()) {
                assert!(!is_small(&line["value"]), "{line}");
                shown += usize::from(line["value"].is_f64());
                withheld += usize::from(line["value"].is_null());
            }
        }
    }
    assert!(shown > 100 && withheld > 10, "{shown} {withheld}");
}

/// Nine answers are too few for a mean in every table of the report and on every page; ten are enough.
#[tokio::test]
async fn mean_pay_has_one_threshold() {
    for (answers, cell) in [(9.0, "—"), (10.0, "3,456")] {
        let folder = tempfile::tempdir().unwrap();
        let change = |outlook: &mut Outlook| {
            let quality = &mut nursing(outlook).quality;
            (quality.starting_pay, quality.pay_answers) = (Some(3456.0), Some(answers));
            for group in &mut outlook.destinations {
                let newest = group.cohorts.last_mut().unwrap();
                (newest.starting_pay, newest.pay_answers) = (Some(3456.0), Some(answers));
            }
        };
        let mut outlook = city().await.outlook.clone();
        change(&mut outlook);
        let stamp = RunStamp { issue: 1, run: 1, date: "2026-01-01" };
        let report = compose_quality_report(&outlook, stamp).unwrap();
        let table = |id| report.tables().find(|table| table.id == id).unwrap();
        for (id, column) in [("q6", 3), ("q7", 3), ("q9", 5)] {
            assert_eq!(table(id).rows[0][column], cell, "{id}");
        }
        let row = table("q8").rows.iter().find(|row| row[0] == "720201").unwrap();
        assert_eq!(row[6], cell);
        let workspace = showing(&folder, change).await;
        let html = page(&workspace, "/programmes/720201").await;
        assert_eq!(html.contains("3,456"), answers >= 10.0);
    }
}
