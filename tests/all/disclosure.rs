//! Means of few are shown to nobody.

use talent_report::{RunStamp, compose_quality_report};

use crate::city::city;

/// Nine answers are too few for a mean in every table of the report; ten are enough.
#[tokio::test]
async fn mean_pay_has_one_threshold() {
    for (answers, cell) in [(9.0, "—"), (10.0, "3,456")] {
        let mut outlook = city().await.outlook.clone();
        for group in &mut outlook.destinations {
            let newest = group.cohorts.last_mut().unwrap();
            (newest.starting_pay, newest.pay_answers) = (Some(3456.0), Some(answers));
        }
        let stamp = RunStamp { issue: 1, run: 1, date: "2026-01-01" };
        let report = compose_quality_report(&outlook, stamp).unwrap();
        let table = |id| report.tables().find(|table| table.id == id).unwrap();
        for (id, column) in [("q6", 3), ("q7", 3), ("q9", 5)] {
            assert_eq!(table(id).rows[0][column], cell, "{id}");
        }
    }
}
