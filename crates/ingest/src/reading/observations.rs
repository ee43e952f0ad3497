//! From a row to its observations.

use talent_domain::{
    CellRef, Codebook, Confidence, Level, Nature, Observation, Provenance, RegionCode, SeriesKey,
    Status,
};

use crate::budget::Budget;
use crate::interned::Interned;
use crate::problem::FileProblem;
use crate::row::Row;

/// What an observation takes, and its places in the orders that the rules go through.
pub(crate) const OBSERVATION_BYTES: u64 = size_of::<Observation>() as u64 + 40;
/// What a text takes beside its letters.
const TEXT_BYTES: u64 = 96;

/// Makes observations of rows; sources and notes are kept once.
#[derive(Debug, Default)]
pub(super) struct Observer {
    texts: Interned,
}

impl Observer {
    /// The observations of a row read from `file`; none if it states no year or no region is known of it. An error if
    /// they would take more memory than the files may.
    pub(super) fn observations(
        &mut self,
        row: &Row,
        file: &str,
        codebook: &Codebook,
        budget: &Budget,
    ) -> Result<Vec<Observation>, FileProblem> {
        let (Some(region), Some(year)) = (region_of(row, codebook), row.year) else {
            return Ok(Vec::new());
        };
        let occupation = row.occupation.as_ref().and_then(Level::code);
        let of_key = occupation.map_or(0, |occupation| occupation.0.len() as u64 + TEXT_BYTES);
        budget.hold(row.figures.len() as u64 * (OBSERVATION_BYTES + of_key))?;
        let key = SeriesKey {
            region,
            industry: row.industry.clone().unwrap_or(Level::Total),
            programme: row.programme.clone().unwrap_or(Level::Total),
            school: row.school.clone().unwrap_or(Level::Total),
            occupation: row.occupation.clone().unwrap_or(Level::Total),
        };
        let Some((.., first)) = row.figures.first() else { return Ok(Vec::new()) };
        let common = self.provenance(row, file, first, budget)?;
        let observation = |(measure, value, cell): &(_, _, CellRef)| Observation {
            key: key.clone(),
            measure: *measure,
            year,
            value: *value,
            provenance: Provenance { cell: cell.clone(), ..common.clone() },
        };
        Ok(row.figures.iter().map(observation).collect())
    }

    /// The provenance of a row's figures: what the row says, or the defaults.
    fn provenance(
        &mut self,
        row: &Row,
        file: &str,
        cell: &CellRef,
        budget: &Budget,
    ) -> Result<Provenance, FileProblem> {
        let mut note: Vec<&str> = row.note.iter().map(String::as_str).collect();
        note.extend(row.remarks.iter().map(String::as_str));
        let (source, is_new_source) = self.texts.get(row.source.as_deref().unwrap_or(file));
        let (note, is_new_note) = self.texts.get(&note.join("；"));
        for (text, is_new) in [(&source, is_new_source), (&note, is_new_note)] {
            if is_new {
                budget.hold(text.len() as u64 + TEXT_BYTES)?;
            }
        }
        Ok(Provenance {
            source,
            status: row.status.unwrap_or(Status::Read),
            confidence: row.confidence.unwrap_or(Confidence::Official),
            nature: row.nature.unwrap_or(Nature::Real),
            note,
            cell: cell.clone(),
        })
    }
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
