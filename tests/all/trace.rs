//! Every warning can be traced to the cells it rests on.

use std::collections::BTreeSet;

use talent_domain::Lang;
use talent_pipeline::{Sources, TraceLine, embedded, trace, trace_proposal, trace_subject};
use talent_workspace::Workspace;

use crate::city::city;

#[tokio::test]
async fn a_trace_ends_at_cells_that_hold_the_figure() {
    let city = city().await;
    let workspace = Workspace::open(&city.root()).await.unwrap();
    let vintage = workspace.latest_vintage().await.unwrap().unwrap();
    let (panel, meta) = (&vintage.panel, &city.outlook.meta);
    let origins = Sources { panel, codes: &vintage.lists, meta };
    let (mut traced, mut listed) = (0, 0);
    for warning in city.outlook.warnings.iter().filter(|w| w.assessment.level.is_warning()) {
        let lines = trace(origins, warning, Lang::Zh);
        let signals = warning.evidence.len();
        let used: BTreeSet<&str> = lines.iter().map(|line| line.used_for.as_str()).collect();
        let against = usize::from(warning.counterevidence.iter().any(|of| of.row().is_some()));
        assert_eq!(used.len(), signals + against, "{}: a signal without figures", warning.id);
        for line in lines {
            if stands_in_its_cell(&line) { traced += 1 } else { listed += 1 }
        }
    }
    assert!(traced > 1_000 && listed > 20, "{traced} {listed}");
}

/// Checks that the cell of a line holds its figure; whether it is a figure, and no row of a list.
fn stands_in_its_cell(line: &TraceLine) -> bool {
    let mut files = embedded::LINFEN.iter().chain(embedded::LINFEN_SIMULATED);
    let file = files.find(|file| file.name == line.file).unwrap();
    if line.nature == "名单或参数" {
        let row = whole_row(file.bytes, position(&line.cell).0);
        // A list's cell is the first of its row: the row has the figure, in the file's own unit.
        let figures: Vec<f64> = row.iter().filter_map(|text| text.parse().ok()).collect();
        assert!(figures.iter().any(|f| (f - line.value).abs() < 1e-6), "{line:?} {row:?}");
        return false;
    }
    let stands_there = cell(file.bytes, &line.cell) * unit(file.bytes, &line.cell);
    // 0.56 × 10,000 in floating point is not 5,600 to the last bit; the reader is exact.
    assert!((line.value - stands_there).abs() < 1e-6, "{line:?} {stands_there}");
    true
}

#[tokio::test]
async fn what_is_proposed_is_traced_to_its_cells() {
    let city = city().await;
    let workspace = Workspace::open(&city.root()).await.unwrap();
    let vintage = workspace.latest_vintage().await.unwrap().unwrap();
    let outlook = &city.outlook;
    let origins = Sources { panel: &vintage.panel, codes: &vintage.lists, meta: &outlook.meta };
    let (plan, adjustments) =
        (outlook.plan.as_ref().unwrap(), outlook.adjustments.as_ref().unwrap());
    let proposed = plan.places.iter().map(talent_outlook::PlannedPlace::id);
    let entries = adjustments.entries.iter().map(talent_outlook::EntryCandidate::id);
    let exits = adjustments.exits.iter().map(talent_outlook::ExitCandidate::id);
    let ids: BTreeSet<String> = proposed.chain(entries).chain(exits).collect();
    let mut checked = BTreeSet::new();
    for id in &ids {
        let lines = trace_proposal(origins, outlook, id, Lang::Zh);
        let used: BTreeSet<&str> = lines.iter().map(|line| line.used_for.as_str()).collect();
        if let Some(place) = plan.place(id) {
            let own = lines.iter().filter(|line| line.used_for == "招生计划：入学与计划");
            let quota = own.filter(|line| line.measure == "计划招生").map(|line| line.value);
            assert_eq!(place.quota, Some(quota.sum()).filter(|sum| *sum > 0.0), "{id}");
            assert!(used.contains("招生计划：供给") && used.contains("招生计划：需求"), "{id}");
        } else {
            assert!(used.iter().any(|of| of.starts_with("准入") || of.starts_with("退出")), "{id}");
        }
        for line in lines {
            let place = (line.file.clone(), line.sheet.clone(), line.cell.clone());
            if checked.insert(place) {
                stands_in_its_cell(&line);
            }
        }
        assert!(trace_proposal(origins, &city.public, id, Lang::Zh).is_empty());
    }
    assert!(ids.len() > 60, "{}", ids.len());
}

#[tokio::test]
async fn what_reports_say_of_graduates_and_industries_is_traced_too() {
    let city = city().await;
    let workspace = Workspace::open(&city.root()).await.unwrap();
    let vintage = workspace.latest_vintage().await.unwrap().unwrap();
    let outlook = &city.outlook;
    let origins = Sources { panel: &vintage.panel, codes: &vintage.lists, meta: &outlook.meta };
    let lines = |id: &str| trace_subject(origins, outlook, id, Lang::Zh).unwrap().1;
    for group in &outlook.destinations {
        let id = group.of.code();
        let lines = lines(id);
        for class in &group.cohorts {
            let of = |measure: &str| {
                let of_class = lines.iter().filter(|l| l.year == class.year.number());
                of_class.filter(|l| l.measure == measure).map(|l| l.value).sum::<f64>()
            };
            assert_eq!(of("毕业生数"), class.graduates, "{id}");
            assert_eq!(Some(of("对口就业")), class.matched, "{id}");
        }
    }
    for group in &outlook.enrolment {
        let lines = lines(group.of.code());
        for entrants in &group.entrants {
            let of_year = lines.iter().filter(|l| l.year == entrants.year.number());
            let sum: f64 = of_year.filter(|l| l.measure == "报到人数").map(|l| l.value).sum();
            assert_eq!(sum, entrants.value, "{}", group.name);
        }
    }
    let mining = lines("B");
    let last = outlook.industry("B").unwrap().history.last().unwrap();
    let is_last = |l: &&talent_pipeline::TraceLine| {
        l.measure == "单位从业人员" && l.year == last.year.number()
    };
    assert_eq!(mining.iter().find(is_last).map(|l| l.value), Some(last.value));
    assert!(trace_subject(origins, outlook, "LF-S99", Lang::Zh).is_none());
}

fn position(address: &str) -> (usize, usize) {
    let letters = address.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |sum, byte| sum * 26 + usize::from(byte - b'A') + 1) - 1;
    (address[letters.len()..].parse::<usize>().unwrap() - 1, column)
}

fn text(bytes: &[u8], row: usize, column: usize) -> String {
    let line = std::str::from_utf8(bytes).unwrap().lines().nth(row).unwrap();
    line.split(',').nth(column).unwrap().to_owned()
}

fn whole_row(bytes: &[u8], row: usize) -> Vec<String> {
    let line = std::str::from_utf8(bytes).unwrap().lines().nth(row).unwrap();
    line.split(',').map(str::to_owned).collect()
}

fn cell(bytes: &[u8], address: &str) -> f64 {
    let (row, column) = position(address);
    text(bytes, row, column).parse().unwrap()
}

/// What one of the file's units is in the unit that figures are kept in.
fn unit(bytes: &[u8], address: &str) -> f64 {
    if text(bytes, 1, position(address).1).contains("万人") { 10_000.0 } else { 1.0 }
}
