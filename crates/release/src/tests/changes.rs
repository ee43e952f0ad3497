//! What single changes of a scenario do to what is drawn.

use super::*;
use crate::{ChangeFault, FaultKind, read_changes};

/// The city with the lists that codes are looked up in.
fn listed() -> SmallCity {
    city().listed("SCH1", "710201").listed("SCH2", "660501").listed("SCH2", "710202")
}

fn in_scenario(changes: &str) -> [Outcome; 2] {
    let built = listed().build();
    let (facts, assumptions) = (built.facts(), assumptions());
    let request = ReleaseRequest { facts: &facts, assumptions: &assumptions, settings: settings() };
    let base = base_year(&facts).unwrap();
    let employment = request.employment(base).unwrap();
    let changes = read_changes(changes, &facts, base, 4).unwrap();
    let scenario = Scenario { changes, ..Scenario::default() };
    [scenario.base(), scenario]
        .map(|scenario| release(&request, &employment, base, &scenario, false).unwrap())
}

/// Graduates of a programme by cohort, mean over the draws.
fn graduates(outcome: &Outcome, programme: &str) -> Vec<f64> {
    let p = position(outcome, programme);
    (0..outcome.cohorts(p)).map(|cohort| mean(outcome, |draw| draw.graduates[p][cohort])).collect()
}

#[test]
fn seats_reach_the_cohorts_that_enter_with_them_and_nobody_else() {
    let [before, after] = in_scenario("seats:SCH1:710201:40");
    let (was, is) = (graduates(&before, "710201"), graduates(&after, "710201"));
    // Three years of school: those who enter after the base year leave in the fourth.
    assert_eq!(was[..3], is[..3]);
    assert!(is[3] > was[3] + 25.0, "{was:?} {is:?}");
    assert_eq!(graduates(&before, "660501"), graduates(&after, "660501"));
    for (was, is) in before.outcomes.iter().zip(&after.outcomes) {
        let p = position(&before, "710201");
        assert_eq!(was.balances[p].demand, is.balances[p].demand);
    }
}

#[test]
fn a_stop_leaves_the_other_schools_of_the_programme() {
    let [before, after] = in_scenario("stop:SCH1:710201");
    let p = position(&after, "710201");
    let at = |outcome: &Outcome, school: &str| {
        let places = &outcome.intake.as_ref().unwrap().places;
        places
            .iter()
            .position(|place| {
                place.programme == p && place.school.as_ref().unwrap().as_str() == school
            })
            .unwrap()
    };
    let (first, second) = (at(&after, "SCH1"), at(&after, "SCH2"));
    for (was, is) in before.entrants.iter().zip(&after.entrants) {
        assert_eq!(is.places[first], [0.0]);
        assert_eq!(is.places[second], was.places[second]);
        assert!((is.programmes[p][0] - is.places[second][0]).abs() < 1e-6);
    }
}

#[test]
fn what_nobody_offered_has_a_supply_of_its_own_and_no_share_of_demand() {
    let [before, after] = in_scenario("open:SCH1:710202:40");
    let p = position(&after, "710202");
    assert_eq!(graduates(&before, "710202"), [0.0; 4]);
    let leaving = graduates(&after, "710202");
    assert_eq!(leaving[..3], [0.0; 3]);
    assert!(leaving[3] > 25.0 && leaving[3] <= 40.0, "{leaving:?}");
    assert!(!after.classes.observed[p]);
    assert_eq!(graduates(&before, "710201"), graduates(&after, "710201"));
}

#[test]
fn a_plant_is_a_project_that_is_sure() {
    let [before, after] = in_scenario("plant:I:400:2025");
    let event = outcome_of(&city().event("141000", "I", 2025, 400.0).build(), settings());
    let demand = |outcome: &Outcome| {
        let p = position(outcome, "710201");
        mean(outcome, |draw| draw.balances[p].demand)
    };
    assert!(demand(&after) > demand(&before) + 1.0);
    assert!((demand(&after) - demand(&event)).abs() < 1e-9);
    assert_eq!(graduates(&before, "710201"), graduates(&after, "710201"));
}

#[test]
fn everything_that_is_wrong_is_said_at_once_with_the_nearest_name() {
    let built = listed().build();
    let facts = built.facts();
    let read = |text: &str| read_changes(text, &facts, year(2023), 4);
    let kinds = |text: &str| -> Vec<FaultKind> {
        read(text).unwrap_err().0.into_iter().map(|fault| fault.kind).collect()
    };
    assert_eq!(kinds("more:SCH1:710201:4"), [FaultKind::Form]);
    let wrong = kinds("seats:SCHX:71020:many,plant:C:800:2040,open:SCH1:710201:40");
    let FaultKind::Unknown { nearest: Some(school), .. } = &wrong[0] else { panic!("{wrong:?}") };
    assert!(school.starts_with("SCH1"), "{school}");
    assert!(matches!(&wrong[1], FaultKind::Unknown { code, .. } if code == "71020"));
    assert!(matches!(&wrong[2], FaultKind::Number { text, .. } if text == "many"));
    assert!(matches!(wrong[3], FaultKind::Year { first: 2024, last: 2027, .. }));
    let instead = "seats:SCH1:710201:40";
    assert!(
        matches!(&wrong[4], FaultKind::RecruitsAlready(change) if change.to_string() == instead)
    );
    assert_eq!(wrong.len(), 5);
    let nobody = kinds("stop:SCH2:660501");
    assert!(matches!(&nobody[0], FaultKind::RecruitsNobody { others } if others.len() == 1));
    assert_eq!(kinds("stop:SCH1:710201,seats:SCH1:710201:-4"), [FaultKind::Twice]);
}

#[test]
fn as_many_seats_fewer_as_there_are_is_a_stop() {
    let built = listed().figure("SCH1", "710201", Measure::PlannedIntake, 2023, 60.0).build();
    let facts = built.facts();
    let read = |text: &str| read_changes(text, &facts, year(2023), 4);
    for persons in [-60, -2_000] {
        let faults = read(&format!("seats:SCH1:710201:{persons}")).unwrap_err().0;
        let [ChangeFault { kind: FaultKind::NoSeatsLeft { seats: 60, instead }, .. }] = &*faults
        else {
            panic!("{faults:?}")
        };
        assert_eq!(instead.to_string(), "stop:SCH1:710201");
    }
    assert!(read("seats:SCH1:710201:-59").is_ok());
}

#[test]
fn the_text_of_a_change_reads_as_that_change() {
    let built = listed().build();
    let facts = built.facts();
    let text = "seats:SCH1:710201:-20,stop:SCH2:710201,open:SCH2:660501:40,plant:C:800:2025";
    let changes = read_changes(text, &facts, year(2023), 4).unwrap();
    let written: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(written.join(","), text);
    assert_eq!(read_changes("seats:SCH1:710201:+20", &facts, year(2023), 4).unwrap().len(), 1);
}
