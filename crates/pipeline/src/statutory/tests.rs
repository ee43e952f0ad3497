use talent_domain::{CellRef, Codebook, ControlRow, EducationLevel, Measure, ProgrammeCode};
use talent_facts::small_city::{BuiltCity, SmallCity, cell, year};

use talent_ingest::{InputFile, Unlikely, check_files};

use super::*;

const NURSING: &str = "720201";

/// A rule of the province on every vocational school.
fn rule(id: &str, metric: &str, [operator, threshold, unit]: [&str; 3], window: &str) -> RuleRow {
    RuleRow {
        id: id.to_owned(),
        region: "全国".to_owned(),
        education: "职业院校".to_owned(),
        metric: metric.to_owned(),
        condition: format!("{operator} {threshold} {unit}"),
        operator: operator.to_owned(),
        threshold: threshold.to_owned(),
        unit: unit.to_owned(),
        window: window.to_owned(),
        action: "调减".to_owned(),
        level: "黄".to_owned(),
        year: "2020".to_owned(),
        source: "通知".to_owned(),
        cell: CellRef { ..cell("C6") },
    }
}

/// Twenty graduates a year, of whom `placed` have a job, two go on and one joins the army.
fn city(placed: [f64; 2], rules: Vec<RuleRow>) -> BuiltCity {
    let mut city = SmallCity::new().lists(|codes| codes.rules = rules);
    for (at, jobs) in [2022, 2023].into_iter().zip(placed) {
        city = city
            .students("SCH1", NURSING, at, [0.0, 20.0, 20.0])
            .figure("SCH1", NURSING, Measure::Registered, at, 0.0)
            .cohort("SCH1", NURSING, at, [20.0, jobs, 17.0 - jobs])
            .figure("SCH1", NURSING, Measure::FurtherStudy, at, 2.0)
            .figure("SCH1", NURSING, Measure::Army, at, 1.0);
    }
    city.build()
}

fn met(city: &BuiltCity, change: impl FnOnce(&mut Policy)) -> Vec<StatutoryRecord> {
    let mut policy = Policy::parse(Policy::DEFAULT).unwrap();
    change(&mut policy);
    let facts = city.facts();
    Statutes::new(&facts, &policy).of(&city.subject_at(NURSING, "SCH1"), year(2023))
}

fn low_rate() -> RuleRow {
    rule("R1", "毕业去向落实率", ["<", "60", "%"], "连续2年")
}

#[test]
fn a_rate_must_be_low_in_every_year_of_the_window() {
    // Twelve of twenty are six in ten, which is not below it.
    let ids = |placed| {
        let met = met(&city(placed, vec![low_rate()]), |_| {});
        met.iter().map(|record| record.rule.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids([8.0, 8.0]), ["R1"]);
    assert!(ids([9.0, 8.0]).is_empty() && ids([8.0, 9.0]).is_empty());
}

#[test]
fn what_is_met_says_its_clause_level_row_and_figures() {
    let city =
        city([8.0, 8.0], vec![rule("R0", "全省布点数", [">", "9", "个"], "当前"), low_rate()]);
    let met = met(&city, |_| {});
    let [record] = met.as_slice() else { panic!("{met:?}") };
    assert_eq!(record.clause, "毕业去向落实率 < 60 % 连续2年：调减");
    assert_eq!(record.level, Some(WarningLevel::Yellow));
    assert_eq!(record.row, ListRow { list: TemplateCode::C6, row: 1 });
    let facts = city.facts();
    let measures: std::collections::BTreeSet<Measure> = record
        .origins
        .figures
        .iter()
        .filter_map(|id| Some(facts.panel.observation(*id)?.measure))
        .collect();
    let parts = [Measure::Graduates, Measure::DirectJobs, Measure::FurtherStudy, Measure::Army];
    assert_eq!(measures, parts.into());
}

#[test]
fn a_rule_that_is_switched_off_is_not_met_and_says_so() {
    let city = city([8.0, 8.0], vec![low_rate()]);
    assert!(met(&city, |policy| policy.statutory.off = vec!["R1".to_owned()]).is_empty());
    let mut policy = Policy::parse(Policy::DEFAULT).unwrap();
    let facts = city.facts();
    assert_eq!(Statutes::new(&facts, &policy).uses()[0].reason, None);
    policy.statutory.off = vec!["R1".to_owned()];
    assert_eq!(Statutes::new(&facts, &policy).uses()[0].reason, Some(NotEvaluated::SwitchedOff));
}

#[test]
fn years_without_intake_are_counted_back_until_one_is_not_empty() {
    let of = |years: &str, metric: &str| {
        let rule = rule("R2", metric, ["=", years, "年"], "连续3年");
        !met(&city([8.0, 8.0], vec![rule]), |_| {}).is_empty()
    };
    assert!(of("2", "不招生") && !of("3", "不招生"));
    // There are students of earlier years.
    assert!(!of("1", "不招生且无在校生"));
}

#[test]
fn the_programmes_of_a_school_are_a_matter_of_the_school() {
    let many = |threshold: &str| rule("R3", "校内专业总数", [">=", threshold, "个"], "当前");
    let met_by = |threshold| !met(&city([8.0, 8.0], vec![many(threshold)]), |_| {}).is_empty();
    assert!(met_by("1") && !met_by("2"));
    let city = city([8.0, 8.0], vec![many("1")]);
    let (facts, policy) = (city.facts(), Policy::parse(Policy::DEFAULT).unwrap());
    assert!(Statutes::new(&facts, &policy).of(&city.subject(NURSING), year(2023)).is_empty());
}

/// The rules of the shipped collection at a level of education, each with its reason if it is not evaluated.
fn shipped(level: EducationLevel) -> Vec<(String, Option<NotEvaluated>)> {
    let files = crate::embedded::LINFEN.iter().filter(|file| file.name.starts_with('C'));
    let inputs: Vec<InputFile<'_>> =
        files.map(|file| InputFile { name: file.name, bytes: file.bytes }).collect();
    let checked =
        check_files(&inputs, &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
    let city = city([8.0, 8.0], Vec::new());
    let facts = Facts::new(&city.panel, &checked.codebook, &city.region, level);
    let policy = Policy::parse(Policy::DEFAULT).unwrap();
    Statutes::new(&facts, &policy).uses().into_iter().map(|rule| (rule.rule, rule.reason)).collect()
}

#[test]
fn the_shipped_rules_are_evaluated_where_they_hold_and_say_why_not_elsewhere() {
    let evaluated = |level| {
        let rules = shipped(level).into_iter().filter(|(_, reason)| reason.is_none());
        rules.map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    assert_eq!(evaluated(EducationLevel::Higher), ["MOE-2011", "SX-2024-3", "SX-2024-5"]);
    // No rule for secondary schools of the province or the city states a number for a figure of a programme.
    assert!(evaluated(EducationLevel::Secondary).is_empty());
    let higher = shipped(EducationLevel::Higher);
    let reason = |id: &str| higher.iter().find(|(rule, _)| rule == id).unwrap().1;
    assert_eq!(reason("SX-2024-1"), Some(NotEvaluated::NoFigure));
    assert_eq!(reason("MOE-2012"), Some(NotEvaluated::NoNumber));
    assert_eq!(reason("FJ-2023-2"), Some(NotEvaluated::OtherRegion));
    assert_eq!(reason("XX-2012-4"), Some(NotEvaluated::NoRegion));
}

#[test]
fn a_control_list_names_programmes_of_its_own_level() {
    let control = |code: &str| ControlRow {
        programme: ProgrammeCode::new(code).unwrap(),
        list: "控制名单".to_owned(),
        source: "通知".to_owned(),
        cell: cell("C7"),
    };
    let listed = |code: &str, off: &[&str]| {
        let mut city = city([15.0, 15.0], Vec::new());
        city.codes.controls = vec![control(code)];
        let off = off.iter().map(|id| (*id).to_owned()).collect();
        met(&city, |policy| policy.statutory.off = off).len()
    };
    // Nursing at the higher level has another code.
    assert_eq!(ProgrammeCode::new("520201").unwrap().education_level(), EducationLevel::Higher);
    assert_eq!([listed(NURSING, &[]), listed("520201", &[]), listed(NURSING, &["C7"])], [1, 0, 0]);
}

#[test]
fn what_is_switched_off_without_being_there_is_told_with_the_nearest() {
    let city =
        city([8.0, 8.0], vec![low_rate(), rule("MOE-2011", "不招生", ["=", "3", "年"], "连续3年")]);
    let facts = city.facts();
    let mut policy = Policy::parse(Policy::DEFAULT).unwrap();
    assert_eq!(Statutes::new(&facts, &policy).doubts(), []);
    policy.statutory.off = ["MOE-2010", "C7", "R1", "别的"].map(str::to_owned).to_vec();
    let rules =
        vec![("MOE-2010".to_owned(), Some("MOE-2011".to_owned())), ("别的".to_owned(), None)];
    let wanted = DoubtKind::UnknownRulesOff { rules }.unfounded();
    assert_eq!(Statutes::new(&facts, &policy).doubts(), [wanted]);
}

#[test]
fn a_rule_over_figures_that_nobody_reports_is_told_with_their_table() {
    let rules = vec![low_rate(), rule("R2", "不招生", ["=", "3", "年"], "连续3年")];
    let mut city = SmallCity::new().lists(|codes| codes.rules = rules);
    for at in [2022, 2023] {
        city = city.students("SCH1", NURSING, at, [0.0, 20.0, 20.0]).figure(
            "SCH1",
            NURSING,
            Measure::Registered,
            at,
            0.0,
        );
    }
    let city = city.figure("SCH1", NURSING, Measure::Graduates, 2023, 20.0).build();
    let facts = city.facts();
    let mut policy = Policy::parse(Policy::DEFAULT).unwrap();
    let measures = vec![Measure::DirectJobs, Measure::FurtherStudy, Measure::Army];
    let rules = vec!["R1".to_owned()];
    let wanted =
        DoubtKind::RulesWithoutFigures { rules, measures, table: TemplateCode::T1 }.unfounded();
    assert_eq!(Statutes::new(&facts, &policy).doubts(), [wanted]);
    policy.statutory.off = vec!["R1".to_owned()];
    assert_eq!(Statutes::new(&facts, &policy).doubts(), []);
}
