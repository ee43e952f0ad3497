//! From a row to its observations.

use std::sync::Arc;

use talent_domain::{
    CellRef, Codebook, Confidence, IndustryCode, Level, Nature, Observation, OccupationName,
    ProgrammeCode, Provenance, RegionCode, SchoolCode, SeriesKey, Status, Year,
};

use super::familiar::{Familiar, SharedText, What};
use super::layout::Layout;
use super::plain_rows::PlainRow;
use crate::budget::Budget;
use crate::checked::Checked;
use crate::interned::Interned;
use crate::problem::FileProblem;
use crate::row::Row;
use crate::sheet::Sheet;

/// What an observation takes, and its places in the orders that the rules go through.
pub(crate) const OBSERVATION_BYTES: u64 = size_of::<Observation>() as u64 + 40;
/// What a text takes beside its letters.
const TEXT_BYTES: u64 = 96;

/// Makes observations of rows; sources and notes are kept once.
#[derive(Debug, Default)]
pub(super) struct Observer {
    texts: Interned,
    /// Source and note of plain rows that say none.
    usual: [Option<SharedText>; 2],
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

    /// Adds the observations of a plain row, and returns its year and nature; nothing if it has to be read in the long
    /// way: it states no year, no region is known of it, or they would take more memory than the files may.
    pub(super) fn add_plain(
        &mut self,
        (sheet, row): (&Sheet, usize),
        PlainRow { texts, columns, figures }: PlainRow<'_, '_>,
        layout: &Layout<'_>,
        (file, budget): (&str, &Budget),
        checked: &mut Checked,
    ) -> Option<(Year, Nature)> {
        let said = PlainSaid::of(columns, texts, layout.known);
        let year = said.year?;
        let city = || city_of(&checked.codebook);
        let region = said.region.cloned().or_else(city)?;
        let number = figures.iter().flatten().count();
        let of_key = said.occupation.map_or(0, |occupation| occupation.0.len() as u64 + TEXT_BYTES);
        let bytes = number as u64 * (OBSERVATION_BYTES + of_key);
        if budget.room_for(1, bytes + said.most_of_texts(file)) == 0 {
            return None;
        }
        budget.hold(bytes).ok()?;
        let key = said.key(region);
        let source = match said.source {
            Some(source) => self.shared(source, budget)?,
            None => self.usual(layout.known.source.as_deref().unwrap_or(file), 0, budget)?,
        };
        let note = match said.note {
            Some(note) => self.shared(note, budget)?,
            None => self.usual(layout.known.note.as_deref().unwrap_or(""), 1, budget)?,
        };
        let observation = Observation {
            key,
            measure: layout.figures.first()?.measure,
            year,
            value: 0.0,
            provenance: Provenance {
                source,
                status: said.status,
                confidence: said.confidence,
                nature: said.nature,
                note,
                cell: sheet.cell_ref(row, 0),
            },
        };
        let given = layout.figures.iter().zip(figures);
        let given = given.filter_map(|(column, value)| Some((column, (*value)?)));
        let each = std::iter::repeat_n(observation, number).zip(given);
        checked.observations.extend(each.map(|(mut observation, (column, value))| {
            observation.measure = column.measure;
            observation.value = value;
            observation.provenance.cell.column = column.column;
            observation
        }));
        Some((year, said.nature))
    }

    /// A text that many figures have, as it is kept.
    fn shared(&mut self, said: &mut SharedText, budget: &Budget) -> Option<Arc<str>> {
        if !said.is_kept {
            let (text, is_new) = self.texts.get(&said.text);
            if is_new {
                budget.hold(text.len() as u64 + TEXT_BYTES).ok()?;
            }
            *said = SharedText { text, is_kept: true };
        }
        Some(Arc::clone(&said.text))
    }

    /// The source (0) or note (1) of plain rows that say none.
    fn usual(&mut self, text: &str, which: usize, budget: &Budget) -> Option<Arc<str>> {
        let mut usual = self.usual[which].take().unwrap_or_else(|| SharedText::new(text));
        let kept = self.shared(&mut usual, budget);
        self.usual[which] = Some(usual);
        kept
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

/// What the texts of a plain row say, beside what is known of every row.
struct PlainSaid<'s> {
    region: Option<&'s RegionCode>,
    industry: Option<&'s IndustryCode>,
    programme: Option<&'s ProgrammeCode>,
    school: Option<&'s SchoolCode>,
    occupation: Option<&'s OccupationName>,
    year: Option<Year>,
    status: Status,
    confidence: Confidence,
    nature: Nature,
    source: Option<&'s mut SharedText>,
    note: Option<&'s mut SharedText>,
}

impl<'s> PlainSaid<'s> {
    fn of(columns: &'s mut [Familiar<'_>], texts: &[u32], known: &'s Row) -> Self {
        let mut said = Self {
            region: known.region.as_ref(),
            industry: known.industry.as_ref().and_then(Level::code),
            programme: None,
            school: None,
            occupation: known.occupation.as_ref().and_then(Level::code),
            year: known.year,
            status: known.status.unwrap_or(Status::Read),
            confidence: known.confidence.unwrap_or(Confidence::Official),
            nature: known.nature.unwrap_or(Nature::Real),
            source: None,
            note: None,
        };
        let mut of_school = None;
        for (column, number) in columns.iter_mut().zip(texts) {
            match column.get_mut(*number) {
                Some(What::Region(code)) => said.region = Some(code),
                Some(What::Industry(code)) => said.industry = Some(code),
                Some(What::Programme { code, .. }) => said.programme = Some(code),
                Some(What::School { code, region, .. }) => {
                    said.school = Some(code);
                    of_school = Some(&*region);
                }
                Some(What::Occupation(name)) => said.occupation = Some(name),
                Some(What::Year(year)) => said.year = Some(*year),
                Some(What::Status(status)) => said.status = *status,
                Some(What::Confidence(confidence)) => said.confidence = *confidence,
                Some(What::Nature(nature)) => said.nature = *nature,
                Some(What::Source(text)) => said.source = Some(text),
                Some(What::Note(text)) => said.note = Some(text),
                Some(What::Name { .. } | What::Nothing) | None => {}
            }
        }
        said.region = said.region.or(of_school);
        said
    }

    /// The key of the row's figures.
    fn key(&self, region: RegionCode) -> SeriesKey {
        fn level<T: Clone>(code: Option<&T>) -> Level<T> {
            code.map_or(Level::Total, |code| Level::Code(code.clone()))
        }
        SeriesKey {
            region,
            industry: level(self.industry),
            programme: level(self.programme),
            school: level(self.school),
            occupation: level(self.occupation),
        }
    }

    /// What source and note take at most.
    fn most_of_texts(&self, file: &str) -> u64 {
        let of = |said: &Option<&mut SharedText>| said.as_ref().map_or(0, |said| said.text.len());
        (of(&self.source).max(file.len()) + of(&self.note)) as u64 + 2 * TEXT_BYTES
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
