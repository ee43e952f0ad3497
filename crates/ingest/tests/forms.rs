//! Forms that are sent out, filled in, and taken in again.

#![allow(clippy::unwrap_used, reason = "tests may")]

mod made_form;

use std::collections::BTreeMap;

use proptest::prelude::*;
use talent_domain::{Measure, TemplateCode, Year};
use talent_ingest::{
    FormRequest, InputFile, Severity, Unlikely, blank_template, check_files, read_sheets,
    template_form,
};

use made_form::{Filled, city, figures_of, fill, request};

#[test]
fn a_form_that_comes_back_as_it_went_gives_no_figure() {
    let (codes, known) = city();
    for template in [TemplateCode::T2, TemplateCode::T3, TemplateCode::T4] {
        let form = template_form(&FormRequest { template, ..request(&codes, &known) }).unwrap();
        let file = InputFile { name: "form.xlsx", bytes: &form };
        let checked = check_files(&[file], &codes, &known, Unlikely::Confirmed);
        let errors = checked.findings.iter().filter(|f| f.severity() == Severity::Error);
        let errors: Vec<&str> = errors.map(|finding| finding.problem.code()).collect();
        // Rows that were given and say nothing are no report; a form without rows is read as it stands.
        assert!(
            errors.is_empty() || errors == ["F10"],
            "{template:?}: {:?}",
            &checked.findings[..]
        );
        assert_eq!(errors.is_empty(), checked.files[0].rows.without_figure == 0, "{template:?}");
        assert!(checked.observations.is_empty() && checked.codebook == codes, "{template:?}");
    }
}

#[test]
fn a_form_has_the_rows_of_the_year_before_and_shows_their_figures_apart() {
    let (codes, known) = city();
    let form = template_form(&request(&codes, &known)).unwrap();
    let sheets = read_sheets("form.xlsx", &form).unwrap();
    let names: Vec<&str> = sheets.iter().filter_map(|sheet| sheet.name()).collect();
    assert_eq!(names, ["数据", "填写说明", "上年对照", "代码选项"]);
    let texts = |sheet: usize, row: usize| -> Vec<String> {
        sheets[sheet].row(row).map(|cell| format!("{:?}", cell.value)).collect()
    };
    assert!(texts(0, 0)[0].contains("T2 招生与在校生 v1"));
    assert!(texts(0, 1)[0].contains("LF-S01"), "{:?}", texts(0, 1));
    assert_eq!(
        texts(0, 3),
        [
            "Text(\"LF-S01\")",
            "Text(\"甲校\")",
            "Text(\"660103\")",
            "Text(\"数控\")",
            "Number(2026.0)"
        ]
    );
    assert!(texts(2, 3).contains(&"Number(81.0)".to_owned()), "{:?}", texts(2, 3));
    // Figures as reported go with it only where that is asked for.
    let without = FormRequest { with_earlier: false, ..request(&codes, &known) };
    let sheets = read_sheets("form.xlsx", &template_form(&without).unwrap()).unwrap();
    assert!(!sheets.iter().any(|sheet| sheet.name() == Some("上年对照")));
}

#[test]
fn the_rows_of_another_school_are_not_in_a_form() {
    let (codes, known) = city();
    let form = template_form(&request(&codes, &known)).unwrap();
    let sheets = read_sheets("form.xlsx", &form).unwrap();
    let all: Vec<String> = (0..sheets[0].len())
        .flat_map(|row| sheets[0].row(row))
        .map(|cell| format!("{:?}", cell.value))
        .collect();
    let has = |word| all.iter().any(|text| text.contains(word));
    assert!(has("720201") && !has("LF-S02"), "{all:?}");
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let (codes, known) = city();
    let form = || template_form(&request(&codes, &known)).unwrap();
    assert_eq!(form(), form());
    assert_eq!(
        blank_template(TemplateCode::T1).unwrap(),
        blank_template(TemplateCode::T1).unwrap()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What is filled into a form is what is taken in, figure by figure.
    #[test]
    fn a_filled_form_gives_the_figures_that_were_filled_in(
        figures in prop::collection::vec(prop::option::of(0_u32..300), 6),
        added in prop::option::of(0_u32..200),
    ) {
        // A blank form is refused.
        prop_assume!(added.is_some() || figures.iter().any(Option::is_some));
        let (codes, known) = city();
        let form = template_form(&request(&codes, &known)).unwrap();
        let filled = Filled { rows: [&figures[..3], &figures[3..]], added };
        let bytes = fill(&form, &filled);
        let file = InputFile { name: "T2 甲校.xlsx", bytes: &bytes };
        let checked = check_files(&[file], &codes, &known, Unlikely::Confirmed);
        prop_assert!(
            checked.findings.iter().all(|finding| finding.severity() != Severity::Error),
            "{:?}", &checked.findings[..]
        );
        let taken: BTreeMap<(String, Measure), u32> = figures_of(&checked.observations);
        prop_assert_eq!(taken, filled.figures());
        prop_assert!(checked.observations.iter().all(|o| o.year == Year::new(2026).unwrap()));
    }
}
