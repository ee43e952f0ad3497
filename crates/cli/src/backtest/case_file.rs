//! Every forecast of the stages beside what came, as CSV.

use anyhow::Result;
use csv::Writer;
use talent_pipeline::{Case, StageCases};

/// The columns of the file; `origin` is the year of the forecast origin, and the intervals are those of the product,
/// so that lines of other methods have none. Figures are persons: employed at the end of the year for industry,
/// graduates for supply, sums of openings for demand, sums of supply less demand for the balance.
const COLUMNS: [&str; 13] = [
    "stage",
    "id",
    "origin",
    "year",
    "steps_ahead",
    "last_known",
    "actual",
    "method",
    "forecast",
    "lower80",
    "upper80",
    "lower95",
    "upper95",
];

/// The file: one line for every forecast of every method.
pub(super) fn csv_of(stages: &[StageCases]) -> Result<Vec<u8>> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for stage in stages {
        for case in &stage.cases {
            write_case(&mut writer, stage, case)?;
        }
    }
    Ok(writer.into_inner()?)
}

/// The lines of one case: one per method, the first of which is the product's.
/// `stage.methods` and `case.forecasts` have one entry per method, in the same order.
fn write_case(writer: &mut Writer<Vec<u8>>, stage: &StageCases, case: &Case) -> Result<()> {
    for (position, (method, forecast)) in stage.methods.iter().zip(&case.forecasts).enumerate() {
        let end = |value: f64| if position == 0 { value.to_string() } else { String::new() };
        writer.write_record([
            stage.stage.name(),
            &case.id,
            &case.origin.to_string(),
            &(case.origin + case.step as i32).to_string(),
            &case.step.to_string(),
            &case.last.to_string(),
            &case.actual.to_string(),
            method,
            &forecast.to_string(),
            &end(case.p80.0),
            &end(case.p80.1),
            &end(case.p95.0),
            &end(case.p95.1),
        ])?;
    }
    Ok(())
}
