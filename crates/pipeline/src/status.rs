//! How far the collection of a table has come: which schools have sent it, since when, what is missing, and who is to act.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Codebook, Level, Observation, ProgrammeCode, SchoolCode, TemplateCode, Year};
use talent_ingest::{owed, table_of};
use talent_workspace::{FileRecord, Refusal, RefusedTable, VintageRecord};

/// What the state of a collection is told from.
#[derive(Debug, Clone, Copy)]
pub struct StatusRequest<'a> {
    /// The table: T1, T2 or T3.
    pub table: TemplateCode,
    /// The year of its figures; the newest that any school has sent if none is named.
    pub year: Option<Year>,
    /// The last day on which it is in time, as `2026-10-31`; none if there is no deadline.
    pub due: Option<&'a str>,
    /// The day that it is, likewise.
    pub today: &'a str,
    /// The lists in force.
    pub codebook: &'a Codebook,
    /// The figures in force.
    pub observations: &'a [Observation],
    /// The files that they rest on, the oldest first.
    pub files: &'a [FileRecord],
    /// The vintages in force, the oldest first.
    pub vintages: &'a [VintageRecord],
    /// The files that were refused, the oldest first.
    pub refusals: &'a [Refusal],
    /// The vintage of the run that readers see; none if there is no such run.
    pub shown: Option<i64>,
}

/// What a school has sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing that was taken in.
    Missing,
    /// Some of its programmes.
    Partial,
    /// All of them.
    Received,
}

/// Who is to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Court {
    /// The school: it has to send what is missing.
    School,
    /// The bureau: what was sent is in no run that readers see.
    Bureau,
    /// Nobody: what was sent has been computed and published.
    Nobody,
}

/// A file that went back to a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its name.
    pub file: String,
    /// When it was refused (RFC 3339, UTC).
    pub at: String,
    /// How many errors it has.
    pub errors: usize,
}

/// How far one school is with one table of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The school.
    pub school: SchoolCode,
    /// Its name.
    pub name: String,
    /// The table.
    pub table: TemplateCode,
    /// The year of its figures.
    pub year: Year,
    /// What it has sent.
    pub state: State,
    /// Programmes that it has sent.
    pub programmes: usize,
    /// Programmes of the two years before that it has not sent and that T3 does not say to be withdrawn, in order.
    pub missing: Vec<ProgrammeCode>,
    /// When the first of it was taken in (RFC 3339, UTC).
    pub since: Option<String>,
    /// The newest file of it, when that was taken in and by whom.
    pub latest: Option<(String, String, String)>,
    /// The newest file of it that was refused, where nothing of it was taken in since.
    pub refused: Option<Refused>,
    /// The deadline.
    pub due: Option<String>,
    /// Whether something is missing after the deadline, or came after it.
    pub is_late: bool,
    /// Who is to act.
    pub court: Court,
}

/// How far each school of C1 is. Empty where no year is named and nobody has sent the table.
pub fn status(request: &StatusRequest<'_>) -> Vec<Status> {
    let of_table = |o: &&Observation| table_of(o.measure) == request.table;
    let newest = || {
        let of_schools = |o: &&Observation| matches!(o.key.school, Level::Code(_));
        request.observations.iter().filter(of_table).filter(of_schools).map(|o| o.year).max()
    };
    let Some(year) = request.year.or_else(newest) else { return Vec::new() };
    let mut by_school: BTreeMap<&SchoolCode, Vec<&Observation>> = BTreeMap::new();
    for o in request.observations {
        if let Level::Code(school) = &o.key.school {
            by_school.entry(school).or_default().push(o);
        }
    }
    let of_school = |(code, entry): (&SchoolCode, &talent_domain::SchoolEntry)| {
        let own = by_school.get(code).map_or(&[][..], Vec::as_slice);
        of_one(request, year, code, &entry.name, own)
    };
    request.codebook.schools.iter().map(of_school).collect()
}

fn of_one(
    request: &StatusRequest<'_>,
    year: Year,
    school: &SchoolCode,
    name: &str,
    own: &[&Observation],
) -> Status {
    let table = request.table;
    let sent: Vec<&Observation> =
        own.iter().copied().filter(|o| table_of(o.measure) == table && o.year == year).collect();
    let programmes = programmes(&sent);
    let owed = owed(own, |o| table_of(o.measure) == table, year);
    let owed: BTreeSet<&ProgrammeCode> =
        owed.into_iter().filter_map(|key| key.programme.code()).collect();
    let missing = owed.difference(&programmes).copied().cloned().collect::<Vec<_>>();
    let names: BTreeSet<&str> = sent.iter().map(|o| &*o.provenance.cell.file).collect();
    let files: Vec<&FileRecord> =
        request.files.iter().filter(|file| names.contains(file.name.as_str())).collect();
    let at = |file: &FileRecord| came_at(request, file);
    let since = files.iter().map(|file| at(file)).min();
    let newest = files.iter().max_by_key(|file| file.vintage);
    let state = match (sent.is_empty(), missing.is_empty()) {
        (true, _) => State::Missing,
        (false, false) => State::Partial,
        (false, true) => State::Received,
    };
    // A day as it is written comes before every later one.
    let day = |moment: String| moment.chars().take(10).collect::<String>();
    let done = newest.map(|file| day(at(file)));
    let is_late = request.due.is_some_and(|due| match (state, &done) {
        (State::Received, Some(done)) => done.as_str() > due,
        _ => request.today > due,
    });
    let is_shown =
        newest.is_none_or(|file| request.shown.is_some_and(|shown| shown >= file.vintage));
    let latest = newest.map(|file| (file.name.clone(), at(file), file.actor.clone()));
    let refused = refused(request, year, school, newest.map(|file| file.vintage));
    let court = match (state, is_shown) {
        _ if refused.is_some() => Court::School,
        (State::Missing | State::Partial, _) => Court::School,
        (State::Received, false) => Court::Bureau,
        (State::Received, true) => Court::Nobody,
    };
    Status {
        school: school.clone(),
        name: name.to_owned(),
        table,
        year,
        state,
        programmes: programmes.len(),
        missing,
        since,
        latest,
        refused,
        due: request.due.map(str::to_owned),
        is_late,
        court,
    }
}

/// When a file came. The same content, sent again under whatever name, was there when it came first.
fn came_at(request: &StatusRequest<'_>, file: &FileRecord) -> String {
    let same = request.files.iter().filter(|other| other.hash == file.hash);
    let first = same.map(|other| other.vintage).min();
    let vintage = request.vintages.iter().find(|vintage| Some(vintage.id) == first);
    vintage.map_or_else(String::new, |vintage| vintage.created_at.clone())
}

/// The newest file with this table of a school that was refused when `taken` was in force, the vintage of the newest that
/// was taken in.
fn refused(
    request: &StatusRequest<'_>,
    year: Year,
    school: &SchoolCode,
    taken: Option<i64>,
) -> Option<Refused> {
    let is_of = |table: &RefusedTable| {
        (&table.school, table.table, table.year) == (school, request.table, year)
    };
    let newest = request.refusals.iter().rev().find(|r| r.refused.tables.iter().any(is_of))?;
    (newest.refused.vintage >= taken).then(|| Refused {
        file: newest.refused.file.clone(),
        at: newest.at.clone(),
        errors: newest.refused.errors,
    })
}

/// The programmes of figures.
fn programmes<'o>(observations: &[&'o Observation]) -> BTreeSet<&'o ProgrammeCode> {
    observations.iter().filter_map(|o| o.key.programme.code()).collect()
}
