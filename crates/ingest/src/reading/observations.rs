//! From a row to its observations.

use std::sync::Arc;

use talent_domain::{
    CellRef, Codebook, Confidence, Level, Nature, Observation, Provenance, RegionCode, SeriesKey,
    Status,
};

use crate::row::Row;

/// The observations of a row read from `file`; none if it states no year or no region is known of it.
pub(super) fn observations(row: &Row, file: &str, codebook: &Codebook) -> Vec<Observation> {
    let (Some(region), Some(year)) = (region_of(row, codebook), row.year) else {
        return Vec::new();
    };
    let key = SeriesKey {
        region,
        industry: row.industry.clone().unwrap_or(Level::Total),
        programme: row.programme.clone().unwrap_or(Level::Total),
        school: row.school.clone().unwrap_or(Level::Total),
        occupation: row.occupation.clone().unwrap_or(Level::Total),
    };
    let observation = |(measure, value, cell): &(_, _, _)| Observation {
        key: key.clone(),
        measure: *measure,
        year,
        value: *value,
        provenance: provenance(row, file, cell),
    };
    row.figures.iter().map(observation).collect()
}

/// The region that a row states, else that of its school.
fn region_of(row: &Row, codebook: &Codebook) -> Option<RegionCode> {
    match (&row.region, &row.school) {
        (Some(region), _) => Some(region.clone()),
        (None, Some(Level::Code(school))) => {
            codebook.schools.get(school).map(|entry| entry.region.clone())
        }
        // The total over schools: of the city, which every school's region lies in.
        (None, _) => city_of(codebook),
    }
}

/// The prefecture that the schools lie in: the first four digits of their counties' codes.
fn city_of(codebook: &Codebook) -> Option<RegionCode> {
    let school = codebook.schools.values().next()?;
    RegionCode::new(&format!("{}00", &school.region.as_str()[..4])).ok()
}

/// The provenance of a row's figures: what the row says, or the defaults.
fn provenance(row: &Row, file: &str, cell: &CellRef) -> Provenance {
    let mut note: Vec<&str> = row.note.iter().map(String::as_str).collect();
    note.extend(row.remarks.iter().map(String::as_str));
    Provenance {
        source: Arc::from(row.source.as_deref().unwrap_or(file)),
        status: row.status.unwrap_or(Status::Read),
        confidence: row.confidence.unwrap_or(Confidence::Official),
        nature: row.nature.unwrap_or(Nature::Real),
        note: Arc::from(note.join("；")),
        cell: cell.clone(),
    }
}
