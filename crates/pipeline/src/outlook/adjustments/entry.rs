//! 准入: which programmes might be opened at which schools, held against every criterion.
//!
//! Candidates are programmes of which a class or more is likely lacking even by the plan, at schools that do not have them
//! and teach others of their class, and the few that come nearest to that. A programme that no school of the city has is a candidate at one school of each class that
//! is likely lacking as a whole; what share of its class's demand it would have is not known, and employers have to say.

mod held;

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Measure, Origins, ProgrammeClass, ProgrammeCode, SchoolCode, Year};
use talent_outlook::{
    CriterionRead, Decision, EntryCandidate, ExitCandidate, ProgrammeOutlook, SeatPlan,
    WarningRecord,
};
use talent_plan::{Draw, Loss};
use talent_release::Outcome;
use talent_warning::EntryVerdict;

use self::held::Question;
use super::super::Findings;
use super::staff::{Counted, newest, staying};

/// Programmes that fall short of the probability and are shown all the same, the nearest first.
const SHOWN_SHORT: usize = 5;

/// What entries are worked out from.
pub(super) struct Entries<'a> {
    findings: &'a Findings<'a>,
    programmes: &'a [ProgrammeOutlook],
    warnings: &'a [WarningRecord],
    plan: &'a SeatPlan,
    exits: &'a [ExitCandidate],
    scenarios: &'a [Outcome],
    /// What each programme loses, with the seats that are planned for it; none where that is not known.
    losses: Vec<Option<(Loss, f64)>>,
    /// The teachers of each class at each school that teaches it.
    staff: BTreeMap<(SchoolCode, ProgrammeClass), Staff>,
}

/// The teachers of a class at a school; none if they are not known.
#[derive(Debug, Default)]
struct Staff {
    /// Full-time teachers less those whom the students who stay and the plan take up.
    spare: Option<Counted>,
    /// Dual-qualified ones.
    dual: Option<Counted>,
}

/// A programme that may be lacking.
struct Wanted<'a> {
    code: &'a ProgrammeCode,
    /// Its position among the programmes of the city; none if no school has it.
    position: Option<usize>,
    /// What is lost by seats, of the programme or of its class, with those that are planned.
    loss: Loss,
    planned: f64,
    leaving: Year,
}

/// What the schools of a city would open, while candidates are held one after another.
#[derive(Default)]
struct Opened {
    /// By school and class, programmes.
    programmes: BTreeMap<(SchoolCode, ProgrammeClass), usize>,
}

impl Opened {
    /// Programmes that a school opens with one more of a class: in all, and of the class.
    fn with_one_more(&self, school: &SchoolCode, class: &ProgrammeClass) -> (usize, usize) {
        let own = self.programmes.iter().filter(|((of, _), _)| of == school);
        let all: usize = own.clone().map(|(_, opened)| opened).sum();
        let of_class: usize =
            own.filter(|((_, of), _)| of == class).map(|(_, opened)| opened).sum();
        (all + 1, of_class + 1)
    }
}

impl<'a> Entries<'a> {
    pub(super) fn new(
        findings: &'a Findings<'a>,
        programmes: &'a [ProgrammeOutlook],
        warnings: &'a [WarningRecord],
        (plan, losses, exits): (&'a SeatPlan, Vec<Option<Loss>>, &'a [ExitCandidate]),
        scenarios: &'a [Outcome],
    ) -> Self {
        let planned = |code: &ProgrammeCode| {
            plan.programmes.iter().find(|p| p.code == *code).map_or(0.0, |p| p.planned)
        };
        let losses = losses.into_iter().zip(programmes);
        let losses =
            losses.map(|(loss, programme)| Some((loss?, planned(&programme.code)))).collect();
        let mut entries = Self {
            findings,
            programmes,
            warnings,
            plan,
            exits,
            scenarios,
            losses,
            staff: BTreeMap::new(),
        };
        entries.staff = entries.staff();
        entries
    }

    /// Every candidate, those that may be opened first, by how likely they are lacking.
    pub(super) fn all(&self) -> Vec<EntryCandidate> {
        let mut wanted = self.wanted();
        let chance = |wanted: &Wanted<'_>| self.chance(wanted, 0.0);
        wanted.sort_by(|a, b| {
            let is_first = a.position.is_none().cmp(&b.position.is_none());
            is_first.then(chance(b).total_cmp(&chance(a))).then_with(|| a.code.cmp(b.code))
        });
        // Those that fall short are shown as far as they come near, so that a reader sees what was looked at.
        let least = self.findings.request.policy.entry.shortage_probability;
        let mut short = 0;
        wanted.retain(|wanted| {
            let falls_short = chance(wanted) < least;
            short += usize::from(falls_short);
            !falls_short || short <= SHOWN_SHORT
        });
        let mut opened = Opened::default();
        let mut found: Vec<EntryCandidate> =
            wanted.iter().flat_map(|wanted| self.of_programme(wanted, &mut opened)).collect();
        found.sort_by_key(|entry| entry.verdict);
        found
    }

    /// The candidates of one programme, school by school: a school that may open it takes a class of what is lacking.
    fn of_programme(&self, wanted: &Wanted<'_>, opened: &mut Opened) -> Vec<EntryCandidate> {
        let class_size = self.findings.request.policy.seat_plan.class_size;
        let mut schools = self.schools_for(wanted);
        let policy = &self.findings.request.policy.entry;
        if wanted.position.is_none() || self.chance(wanted, 0.0) < policy.shortage_probability {
            schools.truncate(1);
        }
        let mut seats = 0.0;
        let mut candidates = Vec::new();
        for school in schools {
            let class = wanted.code.class();
            let entry =
                self.candidate(wanted, school, (seats, opened.with_one_more(school, &class)));
            if entry.verdict.is_proposed() {
                seats += class_size;
                *opened.programmes.entry((school.clone(), class)).or_default() += 1;
            }
            candidates.push(entry);
        }
        candidates
    }

    /// One candidate, with the seats that other schools open before it, and how many programmes its school would.
    fn candidate(
        &self,
        wanted: &Wanted<'_>,
        school: &SchoolCode,
        (seats, new): (f64, (usize, usize)),
    ) -> EntryCandidate {
        let codes = self.findings.facts.codes;
        let question = Question { entries: self, wanted, school, seats, new };
        let criteria: Vec<CriterionRead> = question.criteria();
        let outcomes = criteria.iter().map(|read| (read.criterion, read.outcome));
        EntryCandidate {
            programme: wanted.code.clone(),
            name: codes.programme_name(wanted.code).to_owned(),
            school: school.clone(),
            school_name: codes.school_name(school).to_owned(),
            is_first: wanted.position.is_none(),
            seats: self.findings.request.policy.seat_plan.class_size,
            until: wanted.leaving,
            verdict: EntryVerdict::of(outcomes),
            criteria,
        }
    }

    /// The probability that a class or more is lacking with so many seats beside those that are planned.
    fn chance(&self, wanted: &Wanted<'_>, seats: f64) -> f64 {
        let class_size = self.findings.request.policy.seat_plan.class_size;
        wanted.loss.chance_of_lack(wanted.planned + seats, class_size)
    }

    /// Programmes that are likely lacking by the plan.
    fn wanted(&self) -> Vec<Wanted<'a>> {
        let least = self.findings.request.policy.entry.shortage_probability;
        let of_city = self.programmes.iter().enumerate().filter_map(|(p, programme)| {
            let (loss, planned) = self.losses[p].clone()?;
            let leaving = self.findings.leaving(programme)?;
            Some(Wanted { code: &programme.code, position: Some(p), loss, planned, leaving })
        });
        let mut wanted: Vec<Wanted<'a>> = of_city.chain(self.never_offered()).collect();
        wanted.retain(|wanted| wanted.position.is_some() || self.chance(wanted, 0.0) >= least);
        wanted.retain(|wanted| !self.schools_for(wanted).is_empty());
        wanted
    }

    /// Programmes of the catalogue that no school of the city has, of classes that it teaches.
    fn never_offered(&self) -> Vec<Wanted<'a>> {
        let facts = self.findings.facts;
        let offered: BTreeSet<&ProgrammeCode> = self.programmes.iter().map(|p| &p.code).collect();
        let mut classes: BTreeMap<ProgrammeClass, Vec<usize>> = BTreeMap::new();
        for (p, programme) in self.programmes.iter().enumerate() {
            classes.entry(programme.code.class()).or_default().push(p);
        }
        let mut wanted = Vec::new();
        for (class, members) in &classes {
            let Some(loss) = self.loss_of(members) else { continue };
            let leaving =
                members.iter().filter_map(|p| self.findings.leaving(&self.programmes[*p]));
            let Some(leaving) = leaving.max() else { continue };
            let missing = facts.codes.programmes.keys().filter(|code| {
                code.class() == *class && !code.is_former() && !offered.contains(code)
            });
            wanted.extend(missing.map(|code| Wanted {
                code,
                position: None,
                loss: loss.clone(),
                planned: 0.0,
                leaving,
            }));
        }
        wanted
    }

    /// What a class loses by seats beside all that is planned; none where nothing is known of one of its programmes.
    fn loss_of(&self, members: &[usize]) -> Option<Loss> {
        let known: Vec<&(Loss, f64)> =
            members.iter().map(|p| self.losses[*p].as_ref()).collect::<Option<_>>()?;
        let (first, _) = known.first()?;
        let count = first.draws.len();
        if known.iter().any(|(loss, _)| loss.draws.len() != count) {
            return None;
        }
        let draw = |k: usize| {
            let lacking: f64 =
                known.iter().map(|(loss, planned)| loss.draws[k].lacking(*planned)).sum();
            let per_seat = known.iter().map(|(loss, _)| loss.draws[k].per_seat).sum::<f64>()
                / known.len() as f64;
            Draw { per_seat, pipeline: (-lacking).max(0.0), demand: lacking.max(0.0) }
        };
        Some(Loss { draws: (0..count).map(draw).collect(), ..(*first).clone() })
    }

    /// Schools that teach others of its class and not it, those with most teachers to spare first.
    fn schools_for(&self, wanted: &Wanted<'_>) -> Vec<&SchoolCode> {
        let class = wanted.code.class();
        let has_it: BTreeSet<&SchoolCode> = wanted
            .position
            .into_iter()
            .flat_map(|p| &self.programmes[p].sites)
            .map(|site| &site.school)
            .collect();
        let mut schools: Vec<(&SchoolCode, f64)> = self
            .staff
            .iter()
            .filter(|((school, own), _)| *own == class && !has_it.contains(school))
            .map(|((school, _), staff)| {
                let spare = staff.spare.as_ref().map_or(f64::NEG_INFINITY, |spare| spare.persons);
                (school, spare)
            })
            .collect();
        schools.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        schools.into_iter().map(|(school, _)| school).collect()
    }

    /// The teachers of every class at every school that teaches it.
    fn staff(&self) -> BTreeMap<(SchoolCode, ProgrammeClass), Staff> {
        let mut places: BTreeMap<(SchoolCode, ProgrammeClass), Vec<&ProgrammeCode>> =
            BTreeMap::new();
        for programme in self.programmes {
            for site in &programme.sites {
                let class = programme.code.class();
                places.entry((site.school.clone(), class)).or_default().push(&programme.code);
            }
        }
        let of = |(key, programmes): ((SchoolCode, ProgrammeClass), Vec<&ProgrammeCode>)| {
            let staff = self.staff_of(&key.0, &programmes);
            (key, staff)
        };
        places.into_iter().map(of).collect()
    }

    fn staff_of(&self, school: &SchoolCode, programmes: &[&ProgrammeCode]) -> Staff {
        let (facts, base) = (self.findings.facts, self.findings.outcome.base);
        let each = self.findings.request.policy.seat_plan.students_per_teacher;
        let known = |measure: Measure| {
            let counted = programmes.iter().map(|p| newest(facts, (p, school), measure, base));
            sum(counted.collect::<Option<Vec<Counted>>>()?)
        };
        let spare = known(Measure::ProgrammeTeachers).map(|mut teachers| {
            for programme in programmes {
                teachers.less(&staying(facts, (programme, school), base), 1.0 / each);
                teachers.persons -= self.planned(programme, school) / each;
            }
            teachers
        });
        Staff { spare, dual: known(Measure::DualQualifiedTeachers) }
    }

    /// Whether the plan leaves every place of a programme open, for what is known does not tell.
    fn is_undecided(&self, code: &ProgrammeCode) -> bool {
        let mut places = self.plan.places.iter().filter(|p| p.programme == *code).peekable();
        places.peek().is_some() && places.all(|place| place.decision == Decision::Undecided)
    }

    /// Beds of a school that neither those who stay nor those whom the plan has enter need; none where C1 does not count them.
    fn free_beds(&self, school: &SchoolCode) -> Option<Counted> {
        let (facts, base) = (self.findings.facts, self.findings.outcome.base);
        let mut free =
            Counted { persons: facts.codes.schools.get(school)?.beds?, ..Counted::default() };
        let own =
            self.programmes.iter().filter(|p| p.sites.iter().any(|site| site.school == *school));
        for programme in own {
            free.less(&staying(facts, (&programme.code, school), base), 1.0);
            free.persons -= self.planned(&programme.code, school);
        }
        Some(free)
    }

    /// How many the plan has enter a programme at a school.
    fn planned(&self, programme: &ProgrammeCode, school: &SchoolCode) -> f64 {
        let mut places = self.plan.places.iter();
        let place = places.find(|p| p.programme == *programme && p.school == *school);
        place.map_or(0.0, |place| place.planned)
    }

    /// Programmes that a school has, and those that it is to withdraw.
    fn programmes_of(&self, school: &SchoolCode) -> (usize, usize) {
        let has = |p: &&ProgrammeOutlook| p.sites.iter().any(|site| site.school == *school);
        let withdrawn = |exit: &&ExitCandidate| {
            exit.school == *school && exit.verdict == talent_warning::ExitVerdict::Withdraw
        };
        let count = self.programmes.iter().filter(has).count();
        (count, self.exits.iter().filter(withdrawn).count())
    }
}

/// The sum; none of none.
fn sum(counted: Vec<Counted>) -> Option<Counted> {
    counted.into_iter().reduce(|mut sum, next| {
        sum.add(&next);
        sum
    })
}

/// Origins of the supply and demand of a programme.
fn balance_origins(programme: &ProgrammeOutlook) -> Origins {
    let mut origins = programme.supply_origins.clone();
    origins.absorb(&programme.demand_origins);
    origins
}
