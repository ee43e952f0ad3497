//! What the public is shown tells no more than rounded counts do, and means of few are shown to nobody.

use std::collections::BTreeMap;

use serde_json::Value;
use talent_outlook::{Audience, Outlook};
use talent_pipeline::{ShownRun, run, shown_run};
use talent_report::{RunStamp, compose_quality_report};
use talent_workspace::{NewRun, RunRecord, Workspace};

use crate::city::{NOW, city, with_changed_data};

/// Nine answers are too few for a mean in every table of the report; ten are enough.
#[tokio::test]
async fn mean_pay_has_one_threshold() {
    for (answers, cell) in [(9.0, "—"), (10.0, "3,456")] {
        let mut outlook = city().await.outlook.clone();
        for group in &mut outlook.destinations {
            let newest = group.cohorts.last_mut().unwrap();
            (newest.starting_pay, newest.pay_answers) = (Some(3456.0), Some(answers));
        }
        let stamp = RunStamp::new(1, 1, "2026-01-01");
        let report = compose_quality_report(&outlook, stamp).unwrap();
        let table = |id| report.tables().find(|table| table.id == id).unwrap();
        for (id, column) in [("q6", 3), ("q7", 3), ("q9", 5)] {
            assert_eq!(table(id).rows[0][column].text, cell, "{id}");
        }
    }
}

/// What the public is shown depends on nothing but the rounded counts and the decisions: another city that rounds to the
/// same shows the same, to the last bit. Whatever is worked out of public figures, in whatever form, thus tells no more than
/// the rounded counts do.
#[tokio::test]
async fn another_city_that_rounds_to_the_same_is_shown_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run_of = async |workspace: &Workspace| run(workspace, NOW, &|_| {}).await.unwrap().record;
    let shown = async |workspace: &Workspace| shown_run(workspace, Audience::Public).await.unwrap();
    let here = Workspace::open(&city().await.root()).await.unwrap();
    let here_run = here.current_run().await.unwrap().unwrap();
    let mask_of = |workspace: &Workspace, record: &RunRecord| -> Vec<Value> {
        let stored: Value = serde_json::from_slice(&workspace.outlook(record).unwrap()).unwrap();
        stored["mask"].as_array().unwrap().clone()
    };
    let cell = |row: &Value| {
        let mut row = row.clone();
        row.as_object_mut().unwrap().retain(|name, _| name != "persons" && name != "rounded");
        row.to_string()
    };
    let here_mask: BTreeMap<String, Value> =
        mask_of(&here, &here_run).into_iter().map(|row| (cell(&row), row)).collect();

    let there = with_changed_data(&folder.path().join("there"), changed).await;
    let there_run = run_of(&there).await;
    let mut moved = 0;
    let mask: Vec<Value> = mask_of(&there, &there_run)
        .into_iter()
        .map(|mut row| {
            let same = &here_mask[&cell(&row)];
            moved += usize::from(same["persons"] != row["persons"]);
            row["rounded"] = same["rounded"].clone();
            row
        })
        .collect();
    assert!(moved > 100, "{moved} counts differ");

    let same = with_changed_data(&folder.path().join("same"), changed).await;
    let stored = serde_json::json!({ "bureau": null, "public": null, "mask": mask });
    let vintage = same.latest_vintage().await.unwrap().unwrap().record.id;
    let before = NewRun {
        vintage,
        policy: "",
        version: "",
        fingerprint: "before",
        outlook: &serde_json::to_vec(&stored).unwrap(),
        settings: &BTreeMap::new(),
        warnings: &[],
    };
    same.record_run(&before, NOW).await.unwrap();
    run_of(&same).await;
    let (here, same) = (shown(&here).await, shown(&same).await);
    let panel = |run: &ShownRun| {
        let observations = run.panel.observations().iter();
        observations
            .map(|o| (o.key.clone(), o.measure, o.year, o.value.to_bits()))
            .collect::<Vec<_>>()
    };
    assert_eq!(panel(&here), panel(&same));
    let decisions = |outlook: &Outlook| {
        let levels = outlook.warnings.iter().map(|w| (w.id.clone(), w.assessment.clone()));
        let bands = outlook
            .programmes
            .iter()
            .map(|p| (p.balance.band, p.balance.certainty, p.balance.grade));
        (levels.collect::<Vec<_>>(), bands.collect::<Vec<_>>())
    };
    assert!(decisions(&here.outlook) == decisions(&same.outlook));
    let json = |run: &ShownRun| serde_json::to_value(&run.outlook).unwrap();
    assert!(json(&here) == json(&same));
}

/// The files of another city: small counts of the first year are one person more or less: levels of today do not
/// depend on them.
fn changed(name: &str, text: String) -> String {
    let columns: &[(&str, &str)] = match name {
        "T1-destinations.csv" => &[("参军", "毕业生数")],
        "T2-enrolment.csv" => &[("实际招生", "报到人数")],
        _ => return text,
    };
    let mut lines = text.lines().map(str::to_owned).collect::<Vec<_>>();
    let heads: Vec<String> = lines[1].split(',').map(str::to_owned).collect();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    for line in &mut lines[2..] {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if cells[4].parse::<i32>().unwrap() > 2016 {
            continue;
        }
        for (part, whole) in columns {
            let count = |name: &str| cells[at(name)].parse::<i32>().unwrap();
            // Of entrants it is those who did not come that are few.
            let (persons, rest) = (count(part), count(whole));
            let few = if *part == "实际招生" { persons - rest } else { persons };
            let to = match few {
                1..=4 => 1,
                5..=9 => -1,
                _ => continue,
            };
            cells[at(part)] = (persons + to).to_string();
            if *part != "实际招生" {
                cells[at(whole)] = (rest + to).to_string();
            }
        }
        *line = cells.join(",");
    }
    lines.join("\n") + "\n"
}
