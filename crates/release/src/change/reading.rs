//! Changes read from their text and held against the figures and lists of the city.

use std::collections::BTreeSet;

use talent_domain::{IndustryCode, Measure, ProgrammeCode, SchoolCode, Year, nearest};
use talent_facts::Facts;

use super::fault::{ChangeFault, ChangeFaults, FaultKind};
use super::{Change, recruits};

/// Changes that one question may have.
const MOST: usize = 20;
/// Seats that one change may add, and jobs.
const SEATS: (i32, i32) = (-2_000, 2_000);
const OPENED: (i32, i32) = (1, 2_000);
const POSTS: (i32, i32) = (-200_000, 200_000);
/// Schools that are named where a place does not recruit.
const NAMED: usize = 5;

/// Reads changes with commas between them; empty ones are none. Fails with everything that is wrong with any of them.
///
/// `base` and `horizon` are those of the balance.
pub fn read_changes(
    text: &str,
    facts: &Facts<'_>,
    base: Year,
    horizon: i32,
) -> Result<Vec<Change>, ChangeFaults> {
    let reader = Reader { facts, base, horizon };
    let (mut changes, mut faults, mut places) = (Vec::new(), Vec::new(), BTreeSet::new());
    let written = text.split([',', '，', '\n']).map(str::trim).filter(|one| !one.is_empty());
    for (position, one) in written.enumerate() {
        let mut found = Vec::new();
        let change = reader.read(one, &mut found);
        let place = change.as_ref().and_then(Change::place);
        if let Some((school, programme)) = place
            && !places.insert((school.clone(), programme.clone()))
        {
            found.push(FaultKind::Twice);
        }
        if position == MOST {
            found.push(FaultKind::TooMany(MOST));
        }
        let fault = |kind| ChangeFault { number: position + 1, text: one.to_owned(), kind };
        faults.extend(found.into_iter().map(fault));
        changes.extend(change);
    }
    if faults.is_empty() { Ok(changes) } else { Err(ChangeFaults(faults)) }
}

struct Reader<'a> {
    facts: &'a Facts<'a>,
    base: Year,
    horizon: i32,
}

impl Reader<'_> {
    /// One change. What is wrong with it is added to `faults`; it is none then.
    fn read(&self, text: &str, faults: &mut Vec<FaultKind>) -> Option<Change> {
        let parts: Vec<&str> = text.split([':', '：']).map(str::trim).collect();
        match parts.as_slice() {
            ["seats", school, programme, persons] => {
                let (place, persons) =
                    (self.place(school, programme, faults), number(persons, SEATS, faults));
                let (school, programme) = self.recruiting(place?, faults)?;
                let persons = persons?;
                if let Some(seats) = self.seats(&school, &programme)
                    && persons <= -seats
                {
                    let instead = Change::Stop { school, programme };
                    faults.push(FaultKind::NoSeatsLeft { seats, instead });
                    return None;
                }
                Some(Change::Seats { school, programme, persons })
            }
            ["stop", school, programme] => {
                let place = self.place(school, programme, faults)?;
                let (school, programme) = self.recruiting(place, faults)?;
                Some(Change::Stop { school, programme })
            }
            ["open", school, programme, persons] => {
                let (place, persons) =
                    (self.place(school, programme, faults), number(persons, OPENED, faults));
                let (school, programme) = place?;
                let persons = persons?;
                if recruits(self.facts, self.base, &school, &programme) {
                    let instead = Change::Seats { school, programme, persons };
                    faults.push(FaultKind::RecruitsAlready(instead));
                    return None;
                }
                Some(Change::Open { school, programme, persons })
            }
            ["plant", industry, posts, year] => {
                let industry = self.industry(industry, faults);
                let posts = number(posts, POSTS, faults);
                let year = self.year(year, faults);
                Some(Change::Plant { industry: industry?, posts: posts?, year: year? })
            }
            _ => {
                faults.push(FaultKind::Form);
                None
            }
        }
    }

    /// A school and a programme of the lists.
    fn place(
        &self,
        school: &str,
        programme: &str,
        faults: &mut Vec<FaultKind>,
    ) -> Option<(SchoolCode, ProgrammeCode)> {
        let codes = self.facts.codes;
        let known = SchoolCode::new(school).ok().filter(|code| codes.schools.contains_key(code));
        if known.is_none() {
            let names = codes.schools.iter().map(|(code, entry)| (code.as_str(), &*entry.name));
            faults.push(unknown(
                ("学校代码表 C1 ", "the schools of C1", "学校", "school"),
                school,
                names,
            ));
        }
        let offered =
            ProgrammeCode::new(programme).ok().filter(|code| codes.programmes.contains_key(code));
        if offered.is_none() {
            let level = self.facts.level;
            let names = codes.programmes.iter().filter(|(code, _)| code.education_level() == level);
            let names = names.map(|(code, entry)| (code.as_str(), &*entry.name));
            faults.push(unknown(
                ("专业目录 C2 ", "the programmes of C2", "专业", "programme"),
                programme,
                names,
            ));
        }
        let offered = offered?;
        if offered.education_level() != self.facts.level {
            faults.push(FaultKind::OtherLevel(offered.to_string()));
            return None;
        }
        Some((known?, offered))
    }

    /// The place if it recruits.
    fn recruiting(
        &self,
        (school, programme): (SchoolCode, ProgrammeCode),
        faults: &mut Vec<FaultKind>,
    ) -> Option<(SchoolCode, ProgrammeCode)> {
        let recruits = |school: &SchoolCode| recruits(self.facts, self.base, school, &programme);
        if recruits(&school) {
            return Some((school, programme));
        }
        let others = self.facts.schools(&programme).filter(|school| recruits(school)).take(NAMED);
        let named = |code: &SchoolCode| format!("{code}（{}）", self.facts.codes.school_name(code));
        faults.push(FaultKind::RecruitsNobody { others: others.map(named).collect() });
        None
    }

    /// The newest quota of a place; none where none is known.
    fn seats(&self, school: &SchoolCode, programme: &ProgrammeCode) -> Option<i32> {
        let subject = (programme.clone(), Some(school.clone()));
        let planned = self.facts.sum(&subject, &[Measure::PlannedIntake])?;
        Some(planned.series.last().round() as i32).filter(|seats| *seats > 0)
    }

    /// A section with employment.
    fn industry(&self, text: &str, faults: &mut Vec<FaultKind>) -> Option<IndustryCode> {
        let sections = self.facts.sections();
        let known = IndustryCode::new(text).ok().filter(|code| sections.contains(code));
        if known.is_none() {
            let name = |code: &'_ IndustryCode| self.facts.codes.industry_name(code).to_owned();
            let names: Vec<(&IndustryCode, String)> =
                sections.iter().map(|code| (code, name(code))).collect();
            let names = names.iter().map(|(code, name)| (code.as_str(), name.as_str()));
            faults.push(unknown(
                ("有用工数据的行业门类", "the sections with employment", "行业", "section"),
                text,
                names,
            ));
        }
        known
    }

    /// A year of the balance.
    fn year(&self, text: &str, faults: &mut Vec<FaultKind>) -> Option<i32> {
        let (first, last) = (self.base.number() + 1, self.base.number() + self.horizon);
        let known = text.parse().ok().filter(|year| (first..=last).contains(year));
        if known.is_none() {
            faults.push(FaultKind::Year { text: text.to_owned(), first, last });
        }
        known
    }
}

/// A code that a list does not have: the one of the same name, or the nearest code.
fn unknown<'a>(
    list: (&'static str, &'static str, &'static str, &'static str),
    code: &str,
    names: impl Iterator<Item = (&'a str, &'a str)>,
) -> FaultKind {
    if code.is_empty() {
        return FaultKind::Missing(list.2, list.3);
    }
    let names: Vec<(&str, &str)> = names.collect();
    let named = names.iter().find(|(_, name)| *name == code);
    let near = || {
        // A letter is near to every other one.
        let is_long = code.chars().count() > 2;
        let alike = |known: &&str| code.get(..4).is_some_and(|class| known.starts_with(class));
        let codes = || names.iter().map(|(code, _)| *code).filter(|_| is_long);
        let near = nearest(code, codes().filter(alike)).or_else(|| nearest(code, codes()))?;
        names.iter().find(|(code, _)| *code == near)
    };
    let by_name = || {
        let near = nearest(code, names.iter().map(|(_, name)| *name))?;
        names.iter().find(|(_, name)| *name == near)
    };
    let near = named.or_else(near).or_else(by_name);
    let nearest = near.map(|(code, name)| format!("{code}（{name}）"));
    FaultKind::Unknown { list: (list.0, list.1), code: code.to_owned(), nearest }
}

/// A whole number within bounds, not zero; a plus before it may be written, and may have become a space.
fn number(text: &str, (low, high): (i32, i32), faults: &mut Vec<FaultKind>) -> Option<i32> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let known = digits.parse().ok().filter(|n| (low..=high).contains(n) && *n != 0);
    if known.is_none() {
        faults.push(FaultKind::Number { text: text.to_owned(), low, high });
    }
    known
}
