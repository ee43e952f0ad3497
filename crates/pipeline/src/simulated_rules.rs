//! What published rules would have done in past years, and which levels another policy gives, before either is put in force.
//! Nothing is recorded.

use serde::Serialize;
use talent_domain::{RateDefinition, RuleRow, Year, nearest};
use talent_facts::{Facts, Subject, Window};
use talent_outlook::Outlook;
use talent_release::{ReleaseError, base_year};
use talent_warning::{Condition, NotEvaluated, Policy, RuleMetric, WarningLevel, suggested_level};
use talent_workspace::Workspace;

use crate::failure::RunFailure;
use crate::outlook::{OutlookRequest, run_outlook};
use crate::run::RunInputs;
use crate::statutory::Statutes;

/// Cohorts that are looked at after a rule would have fired.
const AFTER: i32 = 2;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct RuleQuestion {
    /// A policy to go by, and to hold against that of the workspace.
    pub policy: Option<Policy>,
    /// The number of one rule; every rule without one.
    pub rule: Option<String>,
    /// Rules in place of those of the workspace.
    pub rows: Option<Vec<RuleRow>>,
    /// Whether rules are taken to hold for the city whatever they say of regions, schools and years.
    pub as_if_in_force: bool,
}

/// What would have been.
#[derive(Debug, Clone, Serialize)]
pub struct RuleSimulation {
    /// The newest year.
    pub base: Year,
    /// Each rule over the years.
    pub rules: Vec<RuleCourse>,
    /// Levels that differ by the policy that was given, the newest year first; none without one.
    pub levels: Option<Vec<LevelDifference>>,
}

/// One rule over the years of the data.
#[derive(Debug, Clone, Serialize)]
pub struct RuleCourse {
    /// Its number.
    pub rule: String,
    /// Its clause as printed.
    pub clause: String,
    /// Where it was published.
    pub source: String,
    /// The level that it suggests.
    pub level: Option<WarningLevel>,
    /// Whether the policy of the workspace switches it off.
    pub is_off: bool,
    /// Why it cannot be evaluated; none if it can.
    pub reason: Option<NotEvaluated>,
    /// Whether no year of the data has what it looks at.
    pub lacks_figures: bool,
    /// Year by year, the earliest first; years in which nothing of what it looks at is known are left out.
    pub years: Vec<RuleYear>,
}

/// A rule in one year.
#[derive(Debug, Clone, Serialize)]
pub struct RuleYear {
    /// The year.
    pub year: Year,
    /// Programmes of the city, and programmes at schools, of which all that it looks at is known.
    pub known: (usize, usize),
    /// Where it would have fired.
    pub fired: Vec<Fired>,
}

/// A subject of which a rule would have fired.
#[derive(Debug, Clone, Serialize)]
pub struct Fired {
    /// The programme.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// The school; none for the city.
    pub school: Option<String>,
    /// Its name.
    pub school_name: Option<String>,
    /// What the rule saw in that year: a fraction, or a number of years or programmes.
    pub value: f64,
    /// 直接就业率 of the next cohorts, fractions; none where it is not known or of too few.
    pub placement_after: Vec<Option<f64>>,
    /// Whether nobody entered in the years after; none where that is not known yet.
    pub closed_after: Option<bool>,
}

/// A level that another policy gives.
#[derive(Debug, Clone, Serialize)]
pub struct LevelDifference {
    /// The id of the warning.
    pub id: String,
    /// The programme's name.
    pub name: String,
    /// The school's name; none for the city.
    pub school_name: Option<String>,
    /// The year of the release.
    pub year: Year,
    /// By the policy of the workspace.
    pub before: WarningLevel,
    /// By the one that was given.
    pub after: WarningLevel,
}

/// What rules and a policy would have done on the latest data of a workspace.
///
/// Fails on a policy that cannot be read, and where no rule has the number asked for.
pub async fn simulate_rules(
    workspace: &Workspace,
    question: &RuleQuestion,
) -> Result<RuleSimulation, RunFailure> {
    let inputs = RunInputs::read(workspace).await?;
    let request = inputs.request();
    let given = question.policy.as_ref();
    let policy = given.unwrap_or(request.policy);
    let mut codes = request.codes.clone();
    if let Some(rows) = &question.rows {
        codes.rules.clone_from(rows);
    }
    choose(&mut codes.rules, question)?;
    let request = OutlookRequest { codes: &codes, ..request };
    let facts = request.facts();
    let base = base_year(&facts)?;
    let levels = given.filter(|given| *given != request.policy);
    Ok(RuleSimulation {
        base,
        rules: courses(&facts, request.policy, policy, base),
        levels: match levels {
            Some(other) => Some(differences(&request, other)?),
            None => given.map(|_| Vec::new()),
        },
    })
}

/// Keeps the rule that is asked for, and has rules hold here if that is asked.
fn choose(rules: &mut Vec<RuleRow>, question: &RuleQuestion) -> Result<(), RunFailure> {
    if let Some(wanted) = &question.rule {
        let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
        if !ids.contains(&wanted.as_str()) {
            return Err(RunFailure::NoSuchRule {
                rule: wanted.clone(),
                nearest: nearest(wanted, ids.iter().copied()),
                known: if ids.is_empty() { "0".to_owned() } else { ids.join("、") },
            });
        }
        rules.retain(|rule| rule.id == *wanted);
    }
    if question.as_if_in_force {
        for rule in rules {
            (rule.region, rule.education) = ("全国".to_owned(), "职业院校".to_owned());
            "1".clone_into(&mut rule.year);
        }
    }
    Ok(())
}

/// Each rule over the years, also those that a policy switches off.
fn courses(facts: &Facts<'_>, now: &Policy, policy: &Policy, base: Year) -> Vec<RuleCourse> {
    let mut on = policy.clone();
    on.statutory.off.clear();
    let statutes = Statutes::new(facts, &on);
    let subjects = facts.subjects();
    let first = first_year(facts, &subjects).unwrap_or(base);
    let known = facts.with_late();
    let earlier = Statutes::new(&known, &on);
    let course = |(rule, condition): (&RuleRow, Result<Condition, NotEvaluated>)| {
        let year = |condition: &Condition, year: Year| {
            let (facts, statutes) =
                if year < base { (&known, &earlier) } else { (facts, &statutes) };
            of_year(facts, statutes, &on, condition, &subjects, year, base)
        };
        let years: Vec<RuleYear> = condition.as_ref().map_or_else(
            |_| Vec::new(),
            |condition| {
                let years = (0..=base.since(first)).map(|offset| first + offset);
                years.filter_map(|at| year(condition, at)).collect()
            },
        );
        RuleCourse {
            rule: rule.id.clone(),
            clause: rule.clause(),
            source: rule.source.clone(),
            level: suggested_level(rule),
            is_off: now.statutory.off.contains(&rule.id),
            reason: condition.err(),
            lacks_figures: condition.is_ok() && years.is_empty(),
            years,
        }
    };
    statutes.conditions().map(course).collect()
}

/// A rule in one year; `None` where nothing of what it looks at is known.
fn of_year(
    facts: &Facts<'_>,
    statutes: &Statutes<'_>,
    policy: &Policy,
    condition: &Condition,
    subjects: &[Subject],
    year: Year,
    base: Year,
) -> Option<RuleYear> {
    let (mut known, mut fired) = ((0, 0), Vec::new());
    for subject in subjects {
        let entrants = facts.entrants(subject);
        let Some((value, met)) = statutes.reading(condition, subject, year) else { continue };
        let is_known = match condition.metric {
            RuleMetric::Destinations => true,
            // A share of schools or a number of programmes is nought, not unknown, before anybody was there.
            RuleMetric::ShareOfSchools | RuleMetric::ProgrammesAtSchool => {
                entrants.is_some_and(|traced| traced.series.at(year).is_some())
            }
            // Years without anybody that reach back to the first year of the data may be more.
            RuleMetric::YearsWithoutIntake | RuleMetric::YearsEmpty => {
                met || entrants
                    .is_some_and(|traced| value < f64::from(year.since(traced.series.start()) + 1))
            }
        };
        if !is_known {
            continue;
        }
        match subject.1 {
            None => known.0 += 1,
            Some(_) => known.1 += 1,
        }
        if met {
            fired.push(after(facts, policy, subject, value, (year, base)));
        }
    }
    (known != (0, 0)).then_some(RuleYear { year, known, fired })
}

/// A subject of which a rule would have fired, with what came.
fn after(
    facts: &Facts<'_>,
    policy: &Policy,
    subject: &Subject,
    value: f64,
    (year, base): (Year, Year),
) -> Fired {
    let placement = |later: i32| {
        let window = Window { newest: facts.cohort_of(year) + later, cohorts: 1 };
        let rate = facts.rate(subject, RateDefinition::Placement, window);
        let enough = rate.has_newest && rate.of >= policy.disclosure.rate_persons;
        enough.then(|| rate.count / rate.of)
    };
    let entered = facts.entrants(subject);
    let of_year = |later: i32| entered.as_ref()?.series.at(year + later);
    let is_over = year + AFTER <= base;
    let nobody: Option<Vec<bool>> =
        (1..=AFTER).map(|later| of_year(later).map(|persons| persons == 0.0)).collect();
    let (programme, school) = subject;
    Fired {
        programme: programme.to_string(),
        name: facts.codes.programme_name(programme).to_owned(),
        school: school.as_ref().map(ToString::to_string),
        school_name: school.as_ref().map(|code| facts.codes.school_name(code).to_owned()),
        value,
        placement_after: (1..=AFTER).map(placement).collect(),
        closed_after: nobody.filter(|_| is_over).map(|years| years.into_iter().all(|none| none)),
    }
}

/// The first year with entrants of any subject.
fn first_year(facts: &Facts<'_>, subjects: &[Subject]) -> Option<Year> {
    let entrants = subjects.iter().filter_map(|subject| facts.entrants(subject));
    entrants.map(|traced| traced.series.start()).min()
}

/// Levels that differ by another policy, both worked out from the beginning on the data of now.
fn differences(
    request: &OutlookRequest<'_>,
    other: &Policy,
) -> Result<Vec<LevelDifference>, ReleaseError> {
    let of = |policy| run_outlook(&OutlookRequest { policy, ..*request }, &|_| {});
    let (before, after) = (of(request.policy)?, of(other)?);
    Ok(level_differences(&before, &after))
}

/// Years in which a subject has another level in one outlook than in the other.
fn level_differences(before: &Outlook, after: &Outlook) -> Vec<LevelDifference> {
    let mut found = Vec::new();
    for record in &after.warnings {
        let Some(was) = before.warning(&record.id) else { continue };
        for &(year, level) in &record.assessment.history {
            let level_before = was.assessment.history.iter().find(|(at, _)| *at == year);
            if let Some(&(_, before)) = level_before
                && before != level
            {
                found.push(LevelDifference {
                    id: record.id.clone(),
                    name: record.programme_name.clone(),
                    school_name: record.school_name.clone(),
                    year,
                    before,
                    after: level,
                });
            }
        }
    }
    found.sort_by(|a, b| (b.year, &a.id).cmp(&(a.year, &b.id)));
    found
}
