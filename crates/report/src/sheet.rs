//! 一校一案: what is proposed for each school, programme by programme, gathered from the seat plan, entries, exits and key
//! programmes. It decides nothing of its own.

use std::collections::BTreeMap;

use talent_domain::{Lang, Origins, ProgrammeCode, SchoolCode, Year};
use talent_outlook::{
    Adjustments, Alternatives, EntryCandidate, ExitCandidate, LimitOf, Outlook, PlannedPlace,
    PlannedProgramme, Proposal, SeatPlan, WarningRecord,
};
use talent_warning::{EntryVerdict, ExitVerdict};

use crate::wording::figures::{probability, whole};
use crate::wording::{
    change_text, current_level, explain_entry, explain_evidence, explain_exit, explain_key,
    explain_statutory, grade_letter, held_text, limit_text,
};

/// What is proposed for a school.
#[derive(Debug, Clone, PartialEq)]
pub struct SchoolSheet {
    /// The school.
    pub school: SchoolCode,
    /// Its name.
    pub name: String,
    /// The day by which it answers, `2026-04-30`.
    pub answer_by: String,
    /// Expected to enter as things are, and by what is proposed, persons; programmes to be opened are not counted.
    pub entering: (f64, f64),
    /// What holds its plan back, the dearest first.
    pub limits: Vec<String>,
    /// Its programmes, by what is proposed, and those that it might open.
    pub rows: Vec<SheetRow>,
}

/// What is proposed for a programme at a school.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Its level at the school; none where it is not assessed.
    pub level: Option<String>,
    /// What is proposed.
    pub proposal: Proposal,
    /// Planned intake of the newest year.
    pub quota: Option<f64>,
    /// Expected to enter as things are, persons.
    pub now: f64,
    /// What is proposed, persons.
    pub planned: f64,
    /// Classes more or fewer, where it changes by whole classes.
    pub classes: Option<i32>,
    /// The change in words.
    pub change: String,
    /// What its programme loses by what is done.
    pub alternatives: Option<Alternatives>,
    /// The adverse signals and published rules that it meets; of a programme to be opened the criteria that matter.
    pub reasons: Vec<String>,
    /// The balance of its programme, and what withdrawing it would take.
    pub details: Vec<String>,
    /// What limits it.
    pub limits: Vec<String>,
    /// What is proposed of it as a key programme; none where it may not be one.
    pub key: Option<String>,
    /// What it was taken from.
    pub origins: Origins,
}

impl SheetRow {
    /// What limits it, then why, with the figures.
    pub fn why(&self) -> Vec<String> {
        [self.limits.as_slice(), self.reasons.as_slice(), self.details.as_slice()].concat()
    }
}

/// The sheets of all schools, by code; none where there is no plan.
pub fn school_sheets(outlook: &Outlook, lang: Lang) -> Vec<SchoolSheet> {
    let (Some(plan), Some(adjustments)) = (&outlook.plan, &outlook.adjustments) else {
        return Vec::new();
    };
    let source = Source { outlook, plan, adjustments, lang };
    let mut names: BTreeMap<&SchoolCode, &str> = BTreeMap::new();
    names.extend(plan.places.iter().map(|p| (&p.school, p.school_name.as_str())));
    names.extend(adjustments.exits.iter().map(|e| (&e.school, e.school_name.as_str())));
    names.into_iter().map(|(school, name)| source.sheet(school, name)).collect()
}

/// The sheet of one school, by its code.
pub fn school_sheet(outlook: &Outlook, school: &str, lang: Lang) -> Option<SchoolSheet> {
    school_sheets(outlook, lang).into_iter().find(|sheet| sheet.school.as_str() == school)
}

/// The day by which schools answer, in the year of entry.
fn answer_by(entering: Year, day: &str) -> String {
    format!("{entering}-{day}")
}

/// What is said on a day, `2026-04-01`, of the day by which schools answer: one that has passed has to be set anew.
pub fn answer_request(answer_by: &str, on: &str) -> String {
    if on <= answer_by {
        format!("请学校在 {answer_by} 前书面答复，不同意的附理由和数据")
    } else {
        format!("政策规定的答复期限 {answer_by} 已过，请主管部门另定书面答复的期限")
    }
}

/// What sheets are gathered from.
struct Source<'a> {
    outlook: &'a Outlook,
    plan: &'a SeatPlan,
    adjustments: &'a Adjustments,
    lang: Lang,
}

impl Source<'_> {
    fn sheet(&self, school: &SchoolCode, name: &str) -> SchoolSheet {
        let places: Vec<&PlannedPlace> =
            self.plan.places.iter().filter(|place| place.school == *school).collect();
        let mut rows: Vec<SheetRow> = places.iter().map(|place| self.place(place)).collect();
        let is_planned =
            |exit: &&ExitCandidate| places.iter().any(|place| place.programme == exit.programme);
        let unplanned = self.adjustments.exits.iter().filter(|exit| exit.school == *school);
        rows.extend(unplanned.filter(|exit| !is_planned(exit)).map(|exit| self.exit(exit)));
        let entries = self.adjustments.entries_of(school);
        let entries = entries.filter(|entry| entry.verdict != EntryVerdict::Refused);
        rows.extend(entries.map(|entry| self.entry(entry)));
        rows.sort_by(|a, b| {
            order(a.proposal).cmp(&order(b.proposal)).then_with(|| a.programme.cmp(&b.programme))
        });
        let limits = self.plan.limits.iter().filter(|limit| match &limit.of {
            LimitOf::City => true,
            LimitOf::School { school }
            | LimitOf::Beds { school }
            | LimitOf::Teachers { school, .. } => school == name,
            LimitOf::Programme { .. } => false,
        });
        let sum = |of: fn(&PlannedPlace) -> f64| places.iter().map(|place| of(place)).sum();
        SchoolSheet {
            school: school.clone(),
            name: name.to_owned(),
            answer_by: answer_by(self.plan.entering, &self.adjustments.entry_policy.answer_by),
            entering: (sum(|place| place.now), sum(|place| place.planned)),
            limits: limits.map(|limit| limit_text(limit, self.lang)).collect(),
            rows,
        }
    }

    /// A place of the plan; one that is to be withdrawn, too.
    fn place(&self, place: &PlannedPlace) -> SheetRow {
        let programme = self.plan.programme(&place.programme);
        let warning = self.warning(&place.programme, &place.school);
        let exit = self.adjustments.exit(&place.programme, &place.school);
        let balance = programme.map(|programme| balance_text(programme, self.lang));
        let withdrawing = exit.map(|exit| explain_exit(exit, self.lang));
        let name = programme.map_or_else(String::new, |programme| programme.name.clone());
        let mut limits: Vec<String> =
            place.held.map(|held| held_text(held, self.lang)).into_iter().collect();
        limits.extend(self.plan.limits.iter().filter_map(|limit| match &limit.of {
            LimitOf::Programme { programme } if *programme == name => {
                Some(limit_text(limit, self.lang))
            }
            _ => None,
        }));
        let mut origins = place.origins.clone();
        for evidence in warning.into_iter().flat_map(|warning| &warning.evidence) {
            origins.absorb(&evidence.origins);
        }
        SheetRow {
            programme: place.programme.clone(),
            name,
            level: warning.map(|warning| current_level(warning, self.lang)),
            proposal: self.outlook.proposal(place),
            quota: place.quota,
            now: place.now,
            planned: place.planned,
            classes: place.classes,
            change: change_text(place, self.lang),
            alternatives: place.alternatives,
            reasons: self.reasons(warning),
            details: balance.into_iter().chain(withdrawing).collect(),
            limits,
            key: self.key(&place.programme, &place.school),
            origins,
        }
    }

    /// A programme that nobody enters any more and that is red.
    fn exit(&self, exit: &ExitCandidate) -> SheetRow {
        let warning = self.warning(&exit.programme, &exit.school);
        let withdrawn = exit.verdict == ExitVerdict::Withdraw;
        SheetRow {
            level: warning.map(|warning| current_level(warning, self.lang)),
            proposal: if withdrawn { Proposal::Withdraw } else { Proposal::Stop },
            reasons: self.reasons(warning),
            details: vec![explain_exit(exit, self.lang)],
            ..self.blank(&exit.programme, &exit.name, exit.origins.clone())
        }
    }

    /// A programme that might be opened.
    fn entry(&self, entry: &EntryCandidate) -> SheetRow {
        let is_proposed = entry.verdict.is_proposed();
        let mut origins = Origins::default();
        for read in &entry.criteria {
            origins.absorb(&read.origins);
        }
        let change = match (is_proposed, self.lang) {
            (false, _) => self.lang.pick("未开设", "not offered").to_owned(),
            (true, Lang::Zh) => format!("增 1 个班（+{} 人）", whole(entry.seats)),
            (true, Lang::En) => format!("+1 classes (+{} persons)", whole(entry.seats)),
        };
        SheetRow {
            proposal: if is_proposed { Proposal::Open } else { Proposal::Undecided },
            planned: if is_proposed { entry.seats } else { 0.0 },
            classes: is_proposed.then_some(1),
            change,
            reasons: vec![explain_entry(entry, self.lang)],
            ..self.blank(&entry.programme, &entry.name, origins)
        }
    }

    /// A row of a programme that nobody enters.
    fn blank(&self, programme: &ProgrammeCode, name: &str, origins: Origins) -> SheetRow {
        SheetRow {
            programme: programme.clone(),
            name: name.to_owned(),
            level: None,
            proposal: Proposal::Undecided,
            quota: None,
            now: 0.0,
            planned: 0.0,
            classes: None,
            change: self.lang.pick("不招生", "no intake").to_owned(),
            alternatives: None,
            reasons: Vec::new(),
            details: Vec::new(),
            limits: Vec::new(),
            key: None,
            origins,
        }
    }

    fn warning(&self, programme: &ProgrammeCode, school: &SchoolCode) -> Option<&WarningRecord> {
        let mut warnings = self.outlook.warnings.iter();
        warnings.find(|w| w.programme == *programme && w.school.as_ref() == Some(school))
    }

    /// The adverse signals of a place and the published rules that it meets.
    fn reasons(&self, warning: Option<&WarningRecord>) -> Vec<String> {
        let Some(warning) = warning else { return Vec::new() };
        let adverse = warning.evidence.iter().filter(|e| e.reading.standing.is_adverse());
        let adverse = adverse.map(|evidence| {
            let code = evidence.reading.signal.code();
            format!("{code} {}", explain_evidence(evidence, self.lang))
        });
        adverse.chain(explain_statutory(&warning.statutory, self.lang)).collect()
    }

    fn key(&self, programme: &ProgrammeCode, school: &SchoolCode) -> Option<String> {
        let key = self.adjustments.key(programme, school)?;
        let of = self.outlook.programmes.iter().find(|own| own.code == *programme)?;
        let current = of.sites.iter().find(|site| site.school == *school)?.key_level;
        Some(explain_key(key, current, self.lang))
    }
}

/// Where a proposal stands on a sheet: what changes first.
fn order(proposal: Proposal) -> u8 {
    match proposal {
        Proposal::Open => 0,
        Proposal::Grow => 1,
        Proposal::Withdraw => 2,
        Proposal::Stop => 3,
        Proposal::Shrink => 4,
        Proposal::Keep => 5,
        Proposal::Undecided => 6,
    }
}

/// What the balance of a programme in the city says of the cohort that enters.
fn balance_text(programme: &PlannedProgramme, lang: Lang) -> String {
    let (demand, chance) = (whole(programme.demand), probability(programme.chance_of_shortage));
    let (bring, grade) = (whole(programme.per_hundred), grade_letter(programme.grade));
    match lang {
        Lang::Zh => format!(
            "全市该专业：毕业当年需求 {demand} 人，每百名新生带来 {bring} 名本地劳动力，按现状供不应求的概率 {chance}，可靠性 {grade}"
        ),
        Lang::En => format!(
            "in the city: demand in the year of leaving {demand}, a hundred entrants bring {bring} local workers, probability of a shortage as things are {chance}, grade {grade}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::answer_request;

    #[test]
    fn a_day_that_has_passed_is_not_asked_for() {
        let said = |on| answer_request("2026-04-30", on);
        assert!(said("2026-04-30").starts_with("请学校在 2026-04-30 前书面答复"));
        assert!(said("2026-05-01").contains("已过，请主管部门另定"));
    }
}
