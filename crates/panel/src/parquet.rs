use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use polars::prelude::{Column, DataFrame, ParquetReader, ParquetWriter, PolarsError, SerReader};
use talent_domain::{
    CellRef, Confidence, IndustryCode, Level, Measure, Nature, Observation, OccupationName,
    ProgrammeCode, Provenance, RegionCode, SchoolCode, SeriesKey, Status, Year,
};

use crate::Panel;

/// A panel that could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum PanelError {
    /// Parquet itself failed.
    #[error("the panel's Parquet form could not be written or read")]
    Parquet(#[from] PolarsError),
    /// A value that this version does not know.
    #[error("row {row}, column {column}: `{value}` is not known")]
    Value {
        /// Row, counted from 0.
        row: usize,
        /// Column.
        column: &'static str,
        /// The value.
        value: String,
    },
}

/// The code that stands for a total.
const TOTAL: &str = "*";

impl Panel {
    /// The panel as a Parquet file: one row a figure, in order of their ids.
    pub fn to_parquet(&self) -> Result<Vec<u8>, PanelError> {
        let rows = self.observations();
        let text = |name: &str, of: &dyn Fn(&Observation) -> String| {
            Column::new(name.into(), rows.iter().map(of).collect::<Vec<String>>())
        };
        let mut frame = DataFrame::new_infer_height(vec![
            text("region", &|o| o.key.region.to_string()),
            text("industry", &|o| write_level(&o.key.industry)),
            text("programme", &|o| write_level(&o.key.programme)),
            text("school", &|o| write_level(&o.key.school)),
            text("occupation", &|o| write_level(&o.key.occupation)),
            text("measure", &|o| o.measure.code().to_owned()),
            Column::new("year".into(), rows.iter().map(|o| o.year.number()).collect::<Vec<i32>>()),
            Column::new("value".into(), rows.iter().map(|o| o.value).collect::<Vec<f64>>()),
            text("unit", &|o| o.measure.unit().symbol(talent_domain::Lang::Zh).to_owned()),
            text("source", &|o| o.provenance.source.to_string()),
            text("status", &|o| o.provenance.status.code().to_owned()),
            text("confidence", &|o| o.provenance.confidence.code().to_owned()),
            text("nature", &|o| o.provenance.nature.code().to_owned()),
            text("note", &|o| o.provenance.note.to_string()),
            text("file", &|o| o.provenance.cell.file.to_string()),
            text("sheet", &|o| o.provenance.cell.sheet.as_deref().unwrap_or("").to_owned()),
            Column::new(
                "row".into(),
                rows.iter().map(|o| o.provenance.cell.row).collect::<Vec<u32>>(),
            ),
            Column::new(
                "column".into(),
                rows.iter().map(|o| o.provenance.cell.column).collect::<Vec<u32>>(),
            ),
        ])?;
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).finish(&mut frame)?;
        Ok(bytes)
    }

    /// Reads what [`Panel::to_parquet`] wrote.
    pub fn from_parquet(bytes: Vec<u8>) -> Result<Self, PanelError> {
        let frame = ParquetReader::new(Cursor::new(bytes)).finish()?;
        let height = frame.height();
        let texts = Texts::read(&frame)?;
        let years = frame.column("year")?.i32()?;
        let values = frame.column("value")?.f64()?;
        let (rows, columns) = (frame.column("row")?.u32()?, frame.column("column")?.u32()?);
        let mut shared = Shared::default();
        let mut observations = Vec::with_capacity(height);
        for row in 0..height {
            let text = |column| texts.get(row, column);
            let year = i64::from(years.get(row).unwrap_or_default());
            let sheet = text("sheet");
            observations.push(Observation {
                key: SeriesKey {
                    region: code(row, "region", text("region"), RegionCode::new)?,
                    industry: read_level(row, "industry", text("industry"), IndustryCode::new)?,
                    programme: read_level(row, "programme", text("programme"), ProgrammeCode::new)?,
                    school: read_level(row, "school", text("school"), SchoolCode::new)?,
                    occupation: match text("occupation") {
                        TOTAL => Level::Total,
                        name => Level::Code(OccupationName(name.to_owned())),
                    },
                },
                measure: known(row, "measure", text("measure"), Measure::from_code)?,
                year: Year::new(year)
                    .map_err(|error| unknown(row, "year", &error.0.to_string()))?,
                value: values.get(row).unwrap_or(f64::NAN),
                provenance: Provenance {
                    source: shared.get(text("source")),
                    status: known(row, "status", text("status"), Status::from_code)?,
                    confidence: known(
                        row,
                        "confidence",
                        text("confidence"),
                        Confidence::from_code,
                    )?,
                    nature: known(row, "nature", text("nature"), Nature::from_code)?,
                    note: shared.get(text("note")),
                    cell: CellRef {
                        file: shared.get(text("file")),
                        sheet: (!sheet.is_empty()).then(|| shared.get(sheet)),
                        row: rows.get(row).unwrap_or_default(),
                        column: columns.get(row).unwrap_or_default(),
                    },
                },
            });
        }
        Ok(Self::new(observations))
    }
}

/// The text columns of a frame.
struct Texts<'a>(BTreeMap<&'static str, Vec<&'a str>>);

impl<'a> Texts<'a> {
    const COLUMNS: [&'static str; 13] = [
        "region",
        "industry",
        "programme",
        "school",
        "occupation",
        "measure",
        "source",
        "status",
        "confidence",
        "nature",
        "note",
        "file",
        "sheet",
    ];

    fn read(frame: &'a DataFrame) -> Result<Self, PanelError> {
        let mut columns = BTreeMap::new();
        for name in Self::COLUMNS {
            let column = frame.column(name)?.str()?;
            let values = (0..column.len()).map(|row| column.get(row).unwrap_or("")).collect();
            columns.insert(name, values);
        }
        Ok(Self(columns))
    }

    fn get(&self, row: usize, column: &str) -> &'a str {
        self.0.get(column).and_then(|values| values.get(row)).copied().unwrap_or("")
    }
}

/// Texts that recur in many rows, kept once.
#[derive(Default)]
struct Shared(BTreeMap<String, Arc<str>>);

impl Shared {
    fn get(&mut self, text: &str) -> Arc<str> {
        if let Some(shared) = self.0.get(text) {
            return Arc::clone(shared);
        }
        let shared: Arc<str> = text.into();
        self.0.insert(text.to_owned(), Arc::clone(&shared));
        shared
    }
}

fn write_level<C: std::fmt::Display>(level: &Level<C>) -> String {
    level.code().map_or_else(|| TOTAL.to_owned(), ToString::to_string)
}

fn unknown(row: usize, column: &'static str, value: &str) -> PanelError {
    PanelError::Value { row, column, value: value.to_owned() }
}

fn code<C, E>(
    row: usize,
    column: &'static str,
    text: &str,
    make: fn(&str) -> Result<C, E>,
) -> Result<C, PanelError> {
    make(text).map_err(|_| unknown(row, column, text))
}

fn read_level<C, E>(
    row: usize,
    column: &'static str,
    text: &str,
    make: fn(&str) -> Result<C, E>,
) -> Result<Level<C>, PanelError> {
    if text == TOTAL { Ok(Level::Total) } else { code(row, column, text, make).map(Level::Code) }
}

fn known<T>(
    row: usize,
    column: &'static str,
    text: &str,
    find: fn(&str) -> Option<T>,
) -> Result<T, PanelError> {
    find(text).ok_or_else(|| unknown(row, column, text))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn observation(year: i64, value: f64) -> Observation {
        let key = SeriesKey::region(RegionCode::new("141000").unwrap())
            .with_programme(ProgrammeCode::new("720201").unwrap())
            .with_school(SchoolCode::new("LF-S01").unwrap());
        Observation {
            key,
            measure: Measure::Graduates,
            year: Year::new(year).unwrap(),
            value,
            provenance: Provenance {
                source: "来源".into(),
                status: Status::Read,
                confidence: Confidence::Official,
                nature: Nature::Simulated,
                note: "".into(),
                cell: CellRef {
                    file: "T1.xlsx".into(),
                    sheet: Some("数据".into()),
                    row: 3,
                    column: 6,
                },
            },
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut other = observation(2021, 0.1 + 0.2);
        other.key.industry = Level::Code(IndustryCode::new("B").unwrap());
        other.key.occupation = Level::Code(OccupationName("采煤工".into()));
        other.provenance.cell.sheet = None;
        let panel = Panel::new([observation(2020, 5.0), other]);
        let back = Panel::from_parquet(panel.to_parquet().unwrap()).unwrap();
        assert_eq!(back.observations(), panel.observations());
    }

    #[test]
    fn an_empty_panel_is_read_back() {
        let back = Panel::from_parquet(Panel::default().to_parquet().unwrap()).unwrap();
        assert!(back.observations().is_empty());
    }

    #[test]
    fn what_is_no_panel_is_an_error() {
        assert!(Panel::from_parquet(b"not parquet".to_vec()).is_err());
    }
}
