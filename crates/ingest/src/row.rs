//! What one row of a table holds.

use talent_domain::{
    CellRef, CodeList, Confidence, IndustryCode, Level, Measure, Nature, OccupationName,
    ProgrammeClass, ProgrammeCode, RegionCode, SchoolCode, Status, Year,
};

use crate::kind::Kind;

/// What one row holds, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) region: Option<RegionCode>,
    pub(crate) industry: Option<Level<IndustryCode>>,
    pub(crate) programme: Option<Level<ProgrammeCode>>,
    pub(crate) school: Option<Level<SchoolCode>>,
    pub(crate) class: Option<ProgrammeClass>,
    pub(crate) occupation: Option<Level<OccupationName>>,
    pub(crate) year: Option<Year>,
    /// Figures in the units of their measures, each with its cell.
    pub(crate) figures: Vec<(Measure, f64, CellRef)>,
    /// Texts by their heading.
    pub(crate) texts: Vec<(&'static str, String)>,
    pub(crate) remarks: Vec<String>,
    pub(crate) whole: Option<u32>,
    /// Numbers of a list by their heading; percentages as fractions.
    pub(crate) numbers: Vec<(&'static str, f64)>,
    pub(crate) source: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) confidence: Option<Confidence>,
    pub(crate) nature: Option<Nature>,
    /// Names that stood for codes.
    pub(crate) by_name: Vec<ByName>,
    pub(crate) note: Option<String>,
    /// Whether a figure was given, readable or not.
    pub(crate) attempted: bool,
    /// Whether every required cell could be read.
    pub(crate) complete: bool,
    /// The row's first cell.
    pub(crate) cell: Option<CellRef>,
}

/// A name that stood for a code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ByName {
    pub(crate) list: CodeList,
    pub(crate) name: String,
    pub(crate) code: String,
    /// Whether the list has it in other words only.
    pub(crate) is_inferred: bool,
}

impl Row {
    /// The text under a heading; empty if there is none.
    pub(crate) fn text(&self, heading: &str) -> &str {
        self.texts.iter().find(|(h, _)| *h == heading).map_or("", |(_, text)| text)
    }

    /// The number under a heading.
    pub(crate) fn number(&self, heading: &str) -> Option<f64> {
        self.numbers.iter().find(|(h, _)| *h == heading).map(|(_, number)| *number)
    }

    /// The figure of a measure, with its cell.
    pub(crate) fn figure(&self, measure: Measure) -> Option<(f64, &CellRef)> {
        self.figures.iter().find(|(m, ..)| *m == measure).map(|(_, value, cell)| (*value, cell))
    }

    /// What its texts take, beside the row of a list that is made of them, where each of several lists keeps them.
    pub(crate) fn bytes(&self) -> u64 {
        const BESIDE: usize = 1_024;
        let texts = self.texts.iter().map(|(_, text)| text.len());
        let remarks = self.remarks.iter().map(String::len);
        let source = self.source.as_ref().map_or(0, String::len);
        let note = self.note.as_ref().map_or(0, String::len);
        (BESIDE + 3 * (texts.chain(remarks).sum::<usize>() + source + note)) as u64
    }

    /// Takes the total of a code column; `false` if it has none.
    pub(crate) fn take_total(&mut self, kind: Kind) -> bool {
        match kind {
            Kind::Industry => self.industry = Some(Level::Total),
            Kind::Programme { total: true } => self.programme = Some(Level::Total),
            Kind::School { total: true } => self.school = Some(Level::Total),
            Kind::Occupation => self.occupation = Some(Level::Total),
            _ => return false,
        }
        true
    }

    /// The code of a list: nothing if none was read, `合计` if the row is a total.
    pub(crate) fn code(&self, list: CodeList) -> Option<&str> {
        fn text<T>(level: Option<&Level<T>>, code: fn(&T) -> &str) -> Option<&str> {
            level.map(|level| level.code().map_or("合计", code))
        }
        match list {
            CodeList::Region => self.region.as_ref().map(RegionCode::as_str),
            CodeList::School => text(self.school.as_ref(), SchoolCode::as_str),
            CodeList::Programme => text(self.programme.as_ref(), ProgrammeCode::as_str),
            CodeList::Industry => text(self.industry.as_ref(), IndustryCode::as_str),
        }
    }
}
