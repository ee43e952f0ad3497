//! The seat plan of the embedded city.

use std::collections::BTreeMap;

use talent_domain::Lang;
use talent_outlook::{Adjustments, Audience, Decision, Held, Proposal};
use talent_report::{RunStamp, compose_school_sheets, render_html, render_xlsx, school_sheets};
use talent_warning::{Criterion, CriterionOutcome, EntryVerdict, ExitVerdict, WarningLevel};

use crate::city::city;

#[tokio::test]
async fn the_plan_keeps_to_its_bounds_and_is_the_bureaus() {
    let city = city().await;
    let outlook = &city.outlook;
    assert!(city.public.plan.is_none());
    let plan = outlook.plan.as_ref().unwrap();
    assert_eq!(plan.entering, outlook.meta.base_year + 1);
    assert!(plan.bound <= plan.loss + 1e-6 && plan.loss <= plan.loss_now + 1e-6);
    let mut planned: BTreeMap<_, (f64, f64)> = BTreeMap::new();
    for place in &plan.places {
        let (low, high) = place.within;
        assert!((low - 1e-6..=high + 1e-6).contains(&place.planned), "{place:?}");
        assert_eq!(place.decision == Decision::Stop, place.planned < 0.5);
        let is_fixed = matches!(place.held, Some(Held::Undecided { .. } | Held::Unread));
        assert_eq!(is_fixed, place.decision == Decision::Undecided);
        assert!(!is_fixed || place.planned == place.now);
        // Everything traces to cells.
        assert!(!place.origins.figures.is_empty());
        let sums = planned.entry(&place.programme).or_default();
        (sums.0, sums.1) = (sums.0 + place.now, sums.1 + place.planned);
    }
    for programme in &plan.programmes {
        let (now, after) = planned[&programme.code];
        assert!((now - programme.now).abs() < 1e-6 && (after - programme.planned).abs() < 1e-6);
        assert!((0.0..=1.0).contains(&programme.chance_of_shortage));
    }
    // A red level stops the intake, and nothing else does.
    let red = plan.places.iter().filter(|place| place.held == Some(Held::Red));
    assert!(red.count() > 0 && plan.places.iter().any(|place| place.decision == Decision::Keep));
}

#[tokio::test]
async fn every_programme_with_an_index_has_a_rank_among_all_of_them() {
    let outlook = &city().await.outlook;
    let ranked: Vec<_> = outlook.programmes.iter().filter_map(|p| p.quality.index).collect();
    assert!(ranked.len() > 20, "{}", ranked.len());
    for index in &ranked {
        assert_eq!(index.rank.of, ranked.len());
        assert!(index.rank.best <= index.rank.rank && index.rank.rank <= index.rank.worst);
        assert!(index.index.known >= 0.7 - 1e-9 && (0.0..=100.0).contains(&index.index.value));
    }
}

/// What is proposed beside seats, of the outlook for the bureau.
async fn adjustments() -> &'static Adjustments {
    city().await.outlook.adjustments.as_ref().unwrap()
}

#[tokio::test]
async fn an_entry_follows_from_its_criteria_and_says_where_each_is_from() {
    assert!(city().await.public.adjustments.is_none());
    let adjustments = adjustments().await;
    assert!(!adjustments.entries.is_empty());
    for entry in &adjustments.entries {
        let outcomes = entry.criteria.iter().map(|read| (read.criterion, read.outcome));
        assert_eq!(entry.verdict, EntryVerdict::of(outcomes));
        assert_eq!(entry.criteria.len(), 11);
        let read = |criterion: Criterion| {
            entry.criteria.iter().find(|read| read.criterion == criterion).unwrap()
        };
        // Nothing of what employers wrote is made up, and the shortage traces to cells.
        assert_eq!(read(Criterion::Employers).outcome, CriterionOutcome::Unknown);
        assert!(!read(Criterion::Shortage).origins.figures.is_empty());
        let outlook = &city().await.outlook;
        let offered = outlook.programme(entry.programme.as_str());
        assert_eq!(offered.is_none(), entry.is_first);
        let has_it = |site: &talent_outlook::SiteOutlook| site.school == entry.school;
        assert!(!offered.is_some_and(|programme| programme.sites.iter().any(has_it)));
        // Its class is taught there.
        let mut own = outlook.programmes_of(entry.school.as_str());
        assert!(own.any(|(programme, _)| programme.code.class() == entry.programme.class()));
    }
    let falls_short = |entry: &&talent_outlook::EntryCandidate| {
        let shortage = &entry.criteria[0];
        shortage.value.unwrap() < shortage.threshold
    };
    assert!(adjustments.entries.iter().filter(falls_short).count() <= 5);
}

#[tokio::test]
async fn red_places_are_taught_out_and_withdrawn_when_confirmed() {
    let (outlook, adjustments) = (&city().await.outlook, adjustments().await);
    let red = outlook
        .warnings
        .iter()
        .filter(|w| w.school.is_some() && w.assessment.level == WarningLevel::Red);
    assert_eq!(adjustments.exits.len(), red.count());
    assert!(!adjustments.exits.is_empty());
    for exit in &adjustments.exits {
        let met = |at: usize| exit.criteria[at].outcome == CriterionOutcome::Met;
        let is_wanted = exit.criteria[3].outcome == CriterionOutcome::NotMet;
        let confirmed = met(2) && !is_wanted && (met(0) || met(1));
        assert_eq!(exit.verdict == ExitVerdict::Withdraw, confirmed, "{exit:?}");
        let students: Vec<f64> = exit.teach_out.iter().map(|of| of.students).collect();
        assert!(students.is_sorted_by(|a, b| a >= b), "{students:?}");
        assert_eq!(exit.teach_out[0].year, outlook.meta.base_year);
        let (_, site) = outlook
            .programmes_of(exit.school.as_str())
            .find(|(programme, _)| programme.code == exit.programme)
            .unwrap();
        assert!((students[0] - site.students).abs() < 1e-6);
    }
}

#[tokio::test]
async fn key_programmes_keep_to_the_numbers_and_are_nested() {
    let (outlook, adjustments) = (&city().await.outlook, adjustments().await);
    let (keys, policy) = (&adjustments.keys, &outlook.key_policy);
    let mut of_school: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    let mut of_programme: BTreeMap<_, usize> = BTreeMap::new();
    for key in &keys.candidates {
        assert!(key.city || !key.provincial);
        assert!((0.0..=100.0).contains(&key.score) && key.sd > 0.0);
        let counts = of_school.entry(&key.school).or_default();
        (counts.0, counts.1) = (counts.0 + 1, counts.1 + usize::from(key.city));
        *of_programme.entry(&key.programme).or_default() += usize::from(key.provincial);
        let warning = outlook
            .warnings
            .iter()
            .find(|w| w.programme == key.programme && w.school.as_ref() == Some(&key.school));
        assert!(!matches!(
            warning.unwrap().assessment.level,
            WarningLevel::Red | WarningLevel::Orange | WarningLevel::Yellow | WarningLevel::Grey
        ));
    }
    let most = policy.per_school[1] as usize;
    assert!(of_school.values().all(|(candidates, chosen)| *chosen == most.min(*candidates)));
    assert!(of_programme.values().all(|count| *count <= policy.schools_per_programme as usize));
    let provincial = keys.candidates.iter().filter(|key| key.provincial);
    assert!(provincial.clone().count() <= policy.provincial[1] as usize);
    for leading in &policy.leading {
        let serves = |key: &talent_outlook::KeyCandidate| {
            key.serves.iter().any(|code| code.as_str() == leading)
        };
        let is_unserved = keys.unserved.iter().any(|code| code.as_str() == leading);
        assert_eq!(provincial.clone().any(serves), !is_unserved);
    }
}

#[tokio::test]
async fn a_sheet_says_what_the_plan_says() {
    let outlook = &city().await.outlook;
    let (plan, adjustments) = (outlook.plan.as_ref().unwrap(), adjustments().await);
    let sheets = school_sheets(outlook, Lang::Zh);
    let rows = || sheets.iter().flat_map(|sheet| sheet.rows.iter().map(move |row| (sheet, row)));
    for place in &plan.places {
        let (_, row) = rows()
            .find(|(sheet, row)| sheet.school == place.school && row.programme == place.programme)
            .unwrap();
        let withdrawn = adjustments
            .exit(&place.programme, &place.school)
            .is_some_and(|exit| exit.verdict == ExitVerdict::Withdraw);
        let expected = if withdrawn { Proposal::Withdraw } else { place.decision.into() };
        assert_eq!((row.proposal, row.planned), (expected, place.planned));
        assert!(!withdrawn || place.decision == Decision::Stop);
        // What nothing done loses is at least there, and everything traces to cells.
        assert_eq!(row.alternatives, place.alternatives);
        assert!(!row.origins.is_empty());
    }
    let planned: f64 = sheets.iter().map(|sheet| sheet.entering.1).sum();
    assert!((planned - plan.places.iter().map(|place| place.planned).sum::<f64>()).abs() < 1e-6);
    assert!(sheets.iter().all(|sheet| sheet.answer_by == format!("{}-04-30", plan.entering)));
    assert!(school_sheets(&city().await.public, Lang::Zh).is_empty());
}

#[tokio::test]
async fn a_workbook_has_a_sheet_for_every_school() {
    let outlook = &city().await.outlook;
    let stamp = RunStamp::new(1, 1, "2026-01-01T00:00:00Z");
    let document = compose_school_sheets(outlook, stamp, None).unwrap().unwrap();
    let tables = document.tables().filter(|table| table.caption.contains("一校一案（"));
    assert_eq!(tables.count(), school_sheets(outlook, Lang::Zh).len());
    assert!(document.internal && document.wide);
    render_xlsx(&document).unwrap();
    assert!(render_html(&document).unwrap().contains("A4 landscape"));
    let one = compose_school_sheets(outlook, stamp, Some("LF-S07")).unwrap().unwrap();
    assert!(one.tables().count() < document.tables().count());
    assert!(compose_school_sheets(outlook, stamp, Some("LF-S99")).unwrap().is_none());
    let public = &city().await.public;
    assert!(compose_school_sheets(public, stamp, None).unwrap().is_none());
}

#[tokio::test]
async fn proposals_are_served_to_the_bureau_alone() {
    let paths = [
        "/api/v1/plan/adjustments",
        "/api/v1/plan/adjustments?format=csv",
        "/api/v1/plan?school=LF-S07",
        "/api/v1/plan?programme=720201&format=csv",
        "/api/v1/schools/LF-S07/proposal",
        "/api/v1/schools/LF-S07/proposal?format=csv",
        "/api/v1/reports/sheets?format=xlsx",
        "/schools/LF-S07/proposal",
        "/plan",
    ];
    for path in paths {
        assert_eq!(crate::api::status(path, Audience::Public).await, 404, "{path}");
        assert_eq!(crate::api::status(path, Audience::Bureau).await, 200, "{path}");
    }
    for missing in [
        "/api/v1/schools/LF-S99/proposal",
        "/api/v1/plan?school=LF-S99",
        "/api/v1/plan?programme=999999",
        "/api/v1/plan/places/720201.LF-S99",
    ] {
        assert_eq!(crate::api::status(missing, Audience::Bureau).await, 404, "{missing}");
    }
}
