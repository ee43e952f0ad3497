//! A small made-up city for tests: built figure by figure, so that a test shows what its answer rests on.
//!
//! ```
//! # use talent_facts::small_city::SmallCity;
//! # use talent_domain::Measure;
//! let city = SmallCity::new().students("SCH1", "710201", 2023, [30.0, 28.0, 25.0]).build();
//! let facts = city.facts();
//! let first_grade = facts.sum(&city.subject("710201"), &[Measure::EnrolledGrade1]).unwrap();
//! assert_eq!(first_grade.series.last(), 30.0);
//! ```

#![allow(clippy::missing_panics_doc, reason = "a test that misspells a code may panic")]

use talent_domain::{
    BridgeRow, CellRef, Codebook, Confidence, EducationLevel, EventRow, FormerRow, IndustryCode,
    Measure, Nature, Observation, ProgrammeClass, ProgrammeCode, ProgrammeEntry, Provenance,
    RegionCode, SchoolCode, SchoolEntry, SeriesKey, Status, Year,
};
use talent_panel::Panel;

use crate::facts::{Facts, Subject};
use crate::figures::GRADES;

const CITY: &str = "141000";
const COUNTY: &str = "141002";

/// A city in the making.
#[derive(Debug, Clone, Default)]
pub struct SmallCity {
    observations: Vec<Observation>,
    codes: Codebook,
}

/// A city with its figures and lists, at secondary level.
#[derive(Debug, Clone)]
pub struct BuiltCity {
    /// Its figures.
    pub panel: Panel,
    /// Its lists.
    pub codes: Codebook,
    /// Its code.
    pub region: RegionCode,
}

impl SmallCity {
    /// A city without any figure.
    pub fn new() -> Self {
        Self::default()
    }

    /// A figure of a programme at a school of the county 141002.
    #[must_use]
    pub fn figure(
        mut self,
        school: &str,
        programme: &str,
        measure: Measure,
        year: i64,
        value: f64,
    ) -> Self {
        let key = SeriesKey::region(region(COUNTY))
            .with_programme(programme_code(programme))
            .with_school(school_code(school));
        self.observations.push(observation(key, measure, year, value));
        self
    }

    /// Students of a programme at a school by grade, persons.
    #[must_use]
    pub fn students(self, school: &str, programme: &str, year: i64, grades: [f64; 3]) -> Self {
        GRADES.into_iter().zip(grades).fold(self, |city, (grade, students)| {
            city.figure(school, programme, grade, year, students)
        })
    }

    /// A cohort of graduates of a programme at a school, of whom so many have a direct job and so many look for one.
    #[must_use]
    pub fn cohort(
        self,
        school: &str,
        programme: &str,
        year: i64,
        [graduates, jobs, seeking]: [f64; 3],
    ) -> Self {
        self.figure(school, programme, Measure::Graduates, year, graduates)
            .figure(school, programme, Measure::DirectJobs, year, jobs)
            .figure(school, programme, Measure::Seeking, year, seeking)
    }

    /// Unit employment of a section, or (`None`) of the whole city, from a year on, persons.
    #[must_use]
    pub fn employment(self, section: Option<&str>, from: i64, workers: &[f64]) -> Self {
        self.employment_in(CITY, section, from, workers)
    }

    /// The same of another region.
    #[must_use]
    pub fn employment_in(
        mut self,
        at: &str,
        section: Option<&str>,
        from: i64,
        workers: &[f64],
    ) -> Self {
        for (year, value) in (from..).zip(workers) {
            let key = SeriesKey::region(region(at));
            let key = match section {
                Some(section) => key.with_industry(industry(section)),
                None => key,
            };
            self.observations.push(observation(key, Measure::Employment, year, *value));
        }
        self
    }

    /// A secondary school in C1 and a programme in C2, whose names are their codes.
    #[must_use]
    pub fn listed(mut self, school: &str, programme: &str) -> Self {
        let (name, kind) = (school.to_owned(), "中职".to_owned());
        let school_entry = SchoolEntry { name, kind, region: region(COUNTY), beds: None };
        self.codes.schools.insert(school_code(school), school_entry);
        let (class_name, category_name) = (programme[..4].to_owned(), programme[..2].to_owned());
        let entry = ProgrammeEntry { name: programme.to_owned(), class_name, category_name };
        self.codes.programmes.insert(programme_code(programme), entry);
        self
    }

    /// A link from a programme class to a section (C5).
    #[must_use]
    pub fn link(mut self, class: &str, section: &str, rank: u32) -> Self {
        let (class, industry) = (ProgrammeClass::new(class).expect("a class"), industry(section));
        let (status, cell) = (Status::Read, cell("C5"));
        self.codes.bridge.push(BridgeRow { class, industry, rank, status, cell });
        self
    }

    /// What became of a programme of the catalogue of 2010 (C10); its share is a fraction.
    #[must_use]
    pub fn former(mut self, code: &str, programme: &str, share: f64) -> Self {
        self.codes.former_programmes.push(FormerRow {
            former: ProgrammeCode::former(2010, code).expect("a code"),
            name: String::new(),
            until: 2021,
            programme: programme_code(programme),
            share,
            cell: cell("C10"),
        });
        self
    }

    /// A planned project or closure in a region (P3).
    #[must_use]
    pub fn event(mut self, at: &str, section: &str, year: i32, posts: f64) -> Self {
        self.codes.events.push(EventRow {
            region: region(at),
            industry: industry(section),
            year,
            name: "项目".to_owned(),
            posts,
            probability: 1.0,
            source: String::new(),
            cell: cell("P3"),
        });
        self
    }

    /// Changes the lists that have no method of their own.
    #[must_use]
    pub fn lists(mut self, change: impl FnOnce(&mut Codebook)) -> Self {
        change(&mut self.codes);
        self
    }

    /// The city with all of it.
    pub fn build(self) -> BuiltCity {
        BuiltCity { panel: Panel::new(self.observations), codes: self.codes, region: region(CITY) }
    }
}

impl BuiltCity {
    /// What is known of it.
    pub fn facts(&self) -> Facts<'_> {
        Facts::new(&self.panel, &self.codes, &self.region, EducationLevel::Secondary)
    }

    /// A programme in the city.
    pub fn subject(&self, programme: &str) -> Subject {
        (programme_code(programme), None)
    }

    /// A programme at a school.
    pub fn subject_at(&self, programme: &str, school: &str) -> Subject {
        (programme_code(programme), Some(school_code(school)))
    }
}

/// A year; panics on a number that is none.
pub fn year(number: i64) -> Year {
    Year::new(number).expect("a year")
}

/// The cell that a row of a made-up list stands in.
pub fn cell(list: &str) -> CellRef {
    CellRef { file: list.into(), sheet: None, row: 1, column: 1 }
}

/// The code of a section.
pub fn industry(code: &str) -> IndustryCode {
    IndustryCode::new(code).expect("a section")
}

fn region(code: &str) -> RegionCode {
    RegionCode::new(code).expect("a region")
}

fn school_code(code: &str) -> SchoolCode {
    SchoolCode::new(code).expect("a school")
}

/// A code in force, or a former one written `2010-090100`.
fn programme_code(code: &str) -> ProgrammeCode {
    ProgrammeCode::new(code).expect("a programme")
}

fn observation(key: SeriesKey, measure: Measure, at: i64, value: f64) -> Observation {
    let provenance = Provenance {
        cell: cell("T"),
        source: "T".into(),
        status: Status::Read,
        confidence: Confidence::Official,
        nature: Nature::Simulated,
        note: "".into(),
    };
    Observation { key, measure, year: year(at), value, provenance }
}
