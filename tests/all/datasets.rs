//! The embedded data sets keep what their READMEs promise.

use std::collections::BTreeSet;

use talent_domain::{Codebook, Level, Measure, Nature, RegionCode, SeriesKey, Year};
use talent_ingest::{InputFile, Unlikely, check_files};
use talent_panel::Panel;
use talent_pipeline::embedded;

use crate::city::with_data;

async fn panel() -> Panel {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_data(&folder.path().join("data")).await;
    workspace.latest_vintage().await.unwrap().unwrap().panel
}

#[test]
fn no_embedded_figure_is_unlikely() {
    let all = embedded::LINFEN.iter().chain(embedded::LINFEN_SIMULATED);
    let files: Vec<InputFile<'_>> =
        all.map(|file| InputFile { name: file.name, bytes: file.bytes }).collect();
    let unlikely = Unlikely::Refuse { this_year: 2024 };
    let checked = check_files(&files, &Codebook::default(), &[], unlikely);
    assert!(checked.is_clean(), "{:?}", checked.findings);
    // Breaks of published series are told, and nothing else is.
    let told = checked.findings.iter().filter(|finding| finding.is_unexplained());
    let told: Vec<&str> = told.map(|finding| finding.problem.code()).collect();
    assert_eq!(told, ["T03"; 10]);
}

#[tokio::test]
async fn simulated_students_add_up_to_the_published_number() {
    let panel = panel().await;
    let city = SeriesKey::region(RegionCode::new("141000").unwrap());
    let published = panel.series(&city, Measure::SecondaryStudents).unwrap().series;
    for year in 2016..=2023 {
        let year = Year::new(year).unwrap();
        let grades = [Measure::EnrolledGrade1, Measure::EnrolledGrade2, Measure::EnrolledGrade3];
        let simulated: f64 = panel
            .observations()
            .iter()
            .filter(|o| grades.contains(&o.measure) && o.year == year)
            .map(|o| o.value)
            .sum();
        assert_eq!(Some(simulated), published.at(year), "{year}");
    }
}

#[tokio::test]
async fn every_figure_of_a_school_says_that_it_is_simulated() {
    for observation in panel().await.observations() {
        let of_school = observation.key.school != Level::Total;
        let simulated = observation.provenance.nature == Nature::Simulated;
        assert_eq!(of_school, simulated, "{:?}", observation.provenance.cell);
        assert!(!observation.provenance.source.is_empty());
    }
}

#[tokio::test]
async fn employment_changes_its_unit_without_a_jump() {
    let panel = panel().await;
    let key = SeriesKey::region(RegionCode::new("141000").unwrap())
        .with_industry(talent_domain::IndustryCode::new("B").unwrap());
    let mining = panel.series(&key, Measure::Employment).unwrap().series;
    // 中国城市统计年鉴2014 (6.58 万人) and 2015 (63,500 人).
    assert_eq!(mining.at(Year::new(2013).unwrap()), Some(65_800.0));
    assert!((60_000.0..66_000.0).contains(&mining.at(Year::new(2014).unwrap()).unwrap()));
    let sections = panel
        .keys(Measure::Employment)
        .filter(|key| key.industry.code().is_some_and(talent_domain::IndustryCode::is_section))
        .count();
    assert_eq!(sections, 19);
}

#[tokio::test]
async fn private_employment_by_section_adds_up_to_the_published_total() {
    let panel = panel().await;
    let city = SeriesKey::region(RegionCode::new("141000").unwrap());
    let published = panel.series(&city, Measure::PrivateEmployment).unwrap().series;
    let year = Year::new(2018).unwrap();
    let sections: f64 = panel
        .observations()
        .iter()
        .filter(|o| o.measure == Measure::PrivateEmployment && o.key.industry != Level::Total)
        .inspect(|o| assert_eq!(o.year, year))
        .map(|o| o.value)
        .sum();
    // 中国城市统计年鉴2019: 318,897 人.
    assert_eq!(published.at(year), Some(318_897.0));
    assert_eq!(sections, 318_897.0);
}

#[tokio::test]
async fn every_section_has_occupations_and_every_simulated_class_is_reached() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_data(&folder.path().join("data")).await;
    let vintage = workspace.latest_vintage().await.unwrap().unwrap();
    let codes = &vintage.lists;
    let sections: BTreeSet<&str> = codes.staffing.iter().map(|row| row.industry.as_str()).collect();
    assert_eq!(sections.len(), 19);
    let occupations: BTreeSet<&str> =
        codes.staffing.iter().map(|row| row.occupation.as_str()).collect();
    for occupation in &occupations {
        let entry = &codes.occupations[*occupation];
        assert!((0.02..=0.06).contains(&entry.exit_rate), "{occupation} {}", entry.exit_rate);
        assert!((0.0..=0.5).contains(&entry.level_share), "{occupation} {}", entry.level_share);
    }
    let programmes = vintage.panel.keys(Measure::Graduates);
    for programme in programmes.filter_map(|key| key.programme.code().cloned()) {
        let class = programme.class();
        let mut links = codes.occupation_classes.iter().filter(|row| row.class == class);
        let reached = links.any(|row| codes.occupations[&row.occupation].level_share > 0.0);
        assert!(reached, "{class}");
    }
}
