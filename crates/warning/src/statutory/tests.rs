use talent_domain::CellRef;

use super::*;

fn rule() -> RuleRow {
    RuleRow {
        id: "X-1".to_owned(),
        region: "山西省".to_owned(),
        education: "职业院校".to_owned(),
        metric: "毕业去向落实率".to_owned(),
        condition: "< 60 %".to_owned(),
        operator: "<".to_owned(),
        threshold: "60".to_owned(),
        unit: "%".to_owned(),
        window: "连续2年".to_owned(),
        action: "调减招生计划".to_owned(),
        level: "红".to_owned(),
        year: "2024".to_owned(),
        source: "通知".to_owned(),
        cell: CellRef { file: "C6.csv".into(), sheet: None, row: 3, column: 1 },
    }
}

const LINFEN: Jurisdiction<'_> =
    Jurisdiction { city: "临汾市", province: "山西省", level: EducationLevel::Secondary };

fn condition(change: impl FnOnce(&mut RuleRow)) -> Result<Condition, NotEvaluated> {
    let mut row = rule();
    change(&mut row);
    condition_of(&Policy::default(), LINFEN, &row)
}

#[test]
fn a_rule_in_force_becomes_a_condition() {
    let expected = Condition {
        metric: RuleMetric::Destinations,
        comparison: Comparison::Below,
        threshold: 0.6,
        years: 2,
    };
    assert_eq!(condition(|_| ()), Ok(expected));
    assert_eq!(condition(|row| row.metric = "就业率（2021届起改称）".to_owned()), Ok(expected));
    assert_eq!(suggested_level(&rule()), Some(WarningLevel::Red));
}

#[test]
fn years_without_intake_are_the_figure_and_not_the_window() {
    let empty = condition(|row| {
        row.metric = "不招生且无在校生".to_owned();
        (row.operator, row.threshold, row.unit) = ("=".into(), "3".into(), "年".into());
        row.window = "连续3年".to_owned();
    });
    let Condition { metric, comparison, threshold, years } = empty.unwrap();
    assert_eq!((metric, threshold, years), (RuleMetric::YearsEmpty, 3.0, 1));
    assert!(comparison.holds(3.0, threshold) && comparison.holds(4.0, threshold));
    assert!(!comparison.holds(2.0, threshold));
}

#[test]
fn a_rule_holds_where_and_for_whom_it_says() {
    for region in ["全国", "山西", "临汾市"] {
        assert!(condition(|row| row.region = region.to_owned()).is_ok(), "{region}");
    }
    let region = |name: &str| condition(|row| row.region = name.to_owned()).unwrap_err();
    assert_eq!(region("福建省"), NotEvaluated::OtherRegion);
    assert_eq!(region("未写明"), NotEvaluated::NoRegion);
    let fits = |education: &str, level| {
        let row = RuleRow { education: education.to_owned(), ..rule() };
        condition_of(&Policy::default(), Jurisdiction { level, ..LINFEN }, &row).is_ok()
    };
    let levels = [EducationLevel::Secondary, EducationLevel::Higher];
    assert_eq!(levels.map(|level| fits("职业院校", level)), [true, true]);
    assert_eq!(levels.map(|level| fits("中职", level)), [true, false]);
    assert_eq!(levels.map(|level| fits("高职", level)), [false, true]);
    assert_eq!(levels.map(|level| fits("高校", level)), [false, true]);
    assert_eq!(levels.map(|level| fits("-", level)), [false, false]);
}

#[test]
fn a_rule_is_not_applied_before_its_year_nor_when_it_is_switched_off() {
    assert_eq!(condition(|row| row.year = "2099".to_owned()), Err(NotEvaluated::NotYetInForce));
    assert_eq!(condition(|row| row.year = String::new()), Err(NotEvaluated::NoYear));
    let mut policy = Policy::default();
    policy.statutory.off = vec!["X-1".to_owned()];
    assert_eq!(condition_of(&policy, LINFEN, &rule()), Err(NotEvaluated::SwitchedOff));
}

#[test]
fn what_cannot_be_evaluated_is_never_guessed() {
    type Change = fn(&mut RuleRow);
    let cases: [(Change, NotEvaluated); 6] = [
        (|row| row.threshold = "无数值".into(), NotEvaluated::NoNumber),
        (|row| row.threshold = "2-3".into(), NotEvaluated::NoNumber),
        (|row| row.metric = "第一志愿报考率".into(), NotEvaluated::NoFigure),
        (|row| row.metric = "初次毕业去向落实率（全省排位）".into(), NotEvaluated::NoFigure),
        (|row| row.operator = "≈".into(), NotEvaluated::NoOperator),
        (|row| row.unit = "个".into(), NotEvaluated::OtherUnit),
    ];
    for (change, reason) in cases {
        assert_eq!(condition(change), Err(reason));
        assert!(reason.is_applicable());
    }
    assert_eq!(condition(|row| row.window = "规划期".into()), Err(NotEvaluated::NoWindow));
    assert_eq!(suggested_level(&RuleRow { level: "yellow/red".into(), ..rule() }), None);
}
