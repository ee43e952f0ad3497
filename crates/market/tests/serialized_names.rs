//! The names under which records keep the types of the market.

#![allow(clippy::unwrap_used, reason = "tests may")]

use serde::Serialize;
use serde::de::DeserializeOwned;
use talent_market::{Band, Block, Certainty, Grade, Probabilities};

/// Checks the names of all values, and that each is read back.
#[track_caller]
fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    values: &[T],
    names: &[&str],
) {
    assert_eq!(values.len(), names.len());
    for (value, name) in values.iter().zip(names) {
        let text = serde_json::to_string(value).unwrap();
        assert_eq!(text, format!("\"{name}\""));
        assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
    }
}

#[test]
fn records_keep_their_names() {
    let bands =
        [Band::LargeShortage, Band::Shortage, Band::Balanced, Band::Surplus, Band::LargeSurplus];
    check(&bands, &["large-shortage", "shortage", "balanced", "surplus", "large-surplus"]);
    check(&[Certainty::High, Certainty::Medium, Certainty::Low], &["high", "medium", "low"]);
    check(&[Grade::A, Grade::B, Grade::C, Grade::D], &["A", "B", "C", "D"]);
    let blocks = [
        "employment",
        "staffing",
        "bridge",
        "exits",
        "plans",
        "newcomers",
        "chance",
        "intake",
        "progression",
        "destinations",
        "retention",
        "private-shares",
        "levels",
        "sharing",
        "hires",
    ];
    check(&Block::ALL, &blocks);
    let probabilities = Probabilities { bands: [0.1, 0.1, 0.1, 0.2, 0.5], enough: 0.2 };
    let text = r#"{"bands":[0.1,0.1,0.1,0.2,0.5],"enough":0.2}"#;
    assert_eq!(serde_json::to_string(&probabilities).unwrap(), text);
    // As records of earlier versions kept them.
    let former = r#"{"shortage":0.25,"good":0.5,"surplus":0.25,"large_surplus":0.125}"#;
    let found: Probabilities = serde_json::from_str(former).unwrap();
    assert_eq!(found, Probabilities { bands: [0.25, 0.25, 0.25, 0.125, 0.125], enough: 0.5 });
}
