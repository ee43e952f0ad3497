//! The balance drawn: everything random of one release.

use std::collections::BTreeSet;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use talent_domain::{Origins, ProgrammeClass, ProgrammeCode, TemplateCode, Year};
use talent_market::{
    Block, Chain, Demand, DemandCauses, DrawOutcome, DrawRoom, DrawSeed, EmploymentRows, Held,
    HiresTrust, Matrix, Mirror, Plan, PlannedPosts, RateDraw, Sides, UncertainShares,
    variance_shares,
};
use talent_panel::TracedSeries;

use crate::base_window::window_jobs;
use crate::change::Change;
use crate::gains::table_gains;
use crate::growth::{correct, seen_growth};
use crate::intake_change::IntakeChange;
use crate::occupations::{exit_factors, retirement_rows};
use crate::supply::supplies_with;
use crate::surroundings::{Surroundings, surroundings};
use crate::{
    BaseWindow, ClassShares, Employment, EmploymentDraw, Entrants, GrowthWeights, Intake,
    OccupationInputs, Occupations, Outcome, ReleaseError, ReleaseRequest, Scenario, Supply,
    years_to_recruit,
};

/// Draws whose entrants are kept, and that causes of demand and shares of the variance are taken from.
const FIRST_DRAWS: u64 = 500;

/// The first stream of chance of the entrants, far from those of the draws.
const ENTRANTS: u64 = 1 << 40;

/// The demand of a class is traced to the sections that make up this share of its employment.
const TRACED_SHARE: f64 = 0.9;

/// Balances supply and demand over the years after `base`, in a scenario. The same request gives the same outcome, on
/// any number of threads. `in_detail` also finds the causes of demand and what the spread of gaps comes from.
///
/// Fails where a list or an assumption that the chain needs is missing, or entrants cannot be made
/// to add up.
pub fn release(
    request: &ReleaseRequest<'_>,
    employment: &Employment,
    base: Year,
    scenario: &Scenario,
    in_detail: bool,
) -> Result<Outcome, ReleaseError> {
    let model = Model::new(request, employment, base, scenario)?;
    let centre = employment.centre(model.first(), base + request.horizon());
    let draws = model.draw();
    let (modelled, trust) = (model.modelled(&centre), model.chain.uncertain.hires);
    let (mut causes, mut drivers, mut gains) = (Vec::new(), Vec::new(), Vec::new());
    if in_detail {
        let held = model.held(&draws, &centre);
        causes = model.causes(&draws);
        drivers = model.drivers(&draws, &held);
        let banded = model.banded(&modelled);
        gains = table_gains(&draws.outcomes, &held, &banded, request.settings.edges);
    }
    let middle = model.middle(&centre);
    let to_classes = model.occupations.to_classes();
    let demand_origins = model.demand_origins(&to_classes);
    let Model { supplies, occupations, classes, window, growth, intake, surroundings, .. } = model;
    Ok(Outcome {
        base,
        horizon: request.horizon(),
        employed_until: employment.newest_year().unwrap_or(base),
        supplies,
        sections: employment.sections.clone(),
        occupations,
        to_classes,
        classes,
        window,
        growth,
        modelled,
        trust,
        intake,
        entrants: draws.entrants,
        outcomes: draws.outcomes,
        middle,
        paths: draws.paths,
        causes,
        drivers,
        gains,
        demand_origins,
        surroundings,
    })
}

/// What every draw of a release starts from.
struct Model<'a> {
    request: &'a ReleaseRequest<'a>,
    employment: &'a Employment,
    base: Year,
    scenario: &'a Scenario,
    /// By section, what one per cent of output moves of its employment in a scenario.
    elasticities: Vec<f64>,
    supplies: Vec<Supply>,
    occupations: Occupations,
    /// How classes share their openings.
    classes: ClassShares,
    /// The cohorts that these shares are of.
    window: BaseWindow,
    /// How much of forecast growth goes into demand.
    growth: GrowthWeights,
    /// What is taken from it in every draw, by year and section.
    corrections: Vec<Vec<f64>>,
    /// Entrants to come; none where the horizon ends before they graduate.
    intake: Option<Intake>,
    /// What the scenario changes of them at single places.
    intake_changes: Vec<IntakeChange>,
    /// What regions around the city add; none where none are listed.
    surroundings: Option<Surroundings>,
    /// The balance at its means, with how uncertain it is.
    chain: Chain,
}

/// What was drawn.
struct Draws {
    /// Employment of each draw.
    paths: Vec<EmploymentDraw>,
    /// Balance of each draw, in the same order.
    outcomes: Vec<DrawOutcome>,
    /// Entrants of the first draws, `FIRST_DRAWS` of them at most.
    entrants: Vec<Entrants>,
}

impl<'a> Model<'a> {
    /// Works out what the draws have in common. Of the scenario, retention and exits are changed
    /// here; output and intake are changed in each draw.
    fn new(
        request: &'a ReleaseRequest<'a>,
        employment: &'a Employment,
        base: Year,
        scenario: &'a Scenario,
    ) -> Result<Self, ReleaseError> {
        let (facts, assumptions) = (request.facts, request.assumptions);
        let opened = scenario.opened();
        let mut supplies = supplies_with(facts, base, request.horizon(), assumptions, &opened);
        for supply in &mut supplies {
            scenario.change_supply(&mut supply.inputs);
        }
        let window = request.settings.window.up_to(base);
        let jobs = window_jobs(facts, window);
        let offered: Vec<ProgrammeCode> =
            supplies.iter().map(|supply| supply.programme.clone()).collect();
        let ever = offered.iter().chain(jobs.keys()).map(ProgrammeCode::class).collect();
        let occupations = occupations_of(request, employment, &ever, base)?;
        let classes = ClassShares::new(occupations.classes.clone(), &offered, &jobs, assumptions);
        let mut chain =
            chain_of(request, employment, &supplies, (&occupations, &classes), base, scenario)?;
        let centre = employment.centre(window.first - 1, base + request.horizon());
        let known = at_rest(&centre.with_private((window.first - 1, window.last)));
        let own = assumptions.bridge_curriculum_weight;
        chain.classes.mobility = Matrix::new(classes.moving(&chain, &known, own))?;
        let shares = || shares_of_classes(employment, &occupations, classes.codes.len());
        let surroundings = surroundings(facts, employment, &supplies, base, shares);
        chain.surroundings = surroundings.as_ref().map(|found| found.reach.clone());
        let growth = growth_weights(request, employment, &occupations, base, scenario);
        let grown = centre.with_private((window.first - 1, window.last));
        let ahead = centre.with_private((base, base + request.horizon()));
        let less = seen_growth(&grown, &ahead, hires_weight(&chain));
        let corrections = growth.corrections(&ahead, &less);
        let later = years_to_recruit(&supplies, request.horizon());
        let intake = Intake::new(facts, &supplies, base, later)?;
        let changed = intake.iter().flat_map(|intake| {
            scenario.changes.iter().filter_map(|change| {
                IntakeChange::new(facts, base, &supplies, &intake.places, change)
            })
        });
        let intake_changes = changed.collect();
        let elasticities = employment.scenario_elasticities();
        Ok(Self {
            request,
            employment,
            base,
            scenario,
            elasticities,
            supplies,
            occupations,
            classes,
            window,
            growth,
            corrections,
            intake,
            intake_changes,
            surroundings,
            chain,
        })
    }

    /// The first year of employment that is needed.
    fn first(&self) -> Year {
        self.base.min(self.window.first - 1)
    }

    /// Employment of a draw by year, then by section: ahead as the scenario changes it, and in the base window.
    fn rows(&self, path: &EmploymentDraw) -> Rows {
        let end = self.base + self.request.horizon();
        let mut ahead = path.with_private((self.base, end));
        let window = path.with_private((self.window.first - 1, self.window.last));
        correct(&mut ahead, &self.corrections);
        self.scenario.change_employment(&mut ahead, &self.elasticities);
        Rows { ahead, window: at_rest(&window) }
    }

    /// The balance with everything at its middle.
    fn middle(&self, centre: &EmploymentDraw) -> DrawOutcome {
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        let entrants = self.entrants(Held::Everything, &mut rng).programmes;
        self.chain.draw(self.rows(centre).of(), &entrants, Held::Everything, &mut rng)
    }

    /// Demand of each class over the base window by the model alone, persons a year.
    fn modelled(&self, centre: &EmploymentDraw) -> Vec<f64> {
        self.chain.modelled_in_window(&self.rows(centre).window)
    }

    /// One draw of entrants; nobody where the horizon ends before they graduate.
    fn entrants(&self, held: Held, rng: &mut ChaCha8Rng) -> Entrants {
        self.intake.as_ref().map_or_else(
            || Entrants { programmes: vec![Vec::new(); self.supplies.len()], places: Vec::new() },
            |intake| {
                let mut entrants = intake.draw(held, self.scenario.intake, rng);
                self.intake_changes.iter().for_each(|change| change.apply(&mut entrants));
                entrants
            },
        )
    }

    /// All draws, each two with a stream of their own.
    fn draw(&self) -> Draws {
        let draws = u64::from(self.request.settings.draws);
        let drawn: Vec<_> = (0..draws)
            .into_par_iter()
            .map_init(|| self.chain.room(), |room, draw| self.draw_one(draw, room))
            .collect();
        let (paths, balanced): (Vec<EmploymentDraw>, Vec<_>) = drawn.into_iter().unzip();
        let (entrants, outcomes): (Vec<_>, Vec<DrawOutcome>) = balanced.into_iter().unzip();
        Draws { paths, outcomes, entrants: entrants.into_iter().flatten().collect() }
    }

    /// Draw number `draw`, one of the pair that has a stream of the seed: employment, balance, and in the first draws
    /// the entrants.
    fn draw_one(
        &self,
        draw: u64,
        room: &mut DrawRoom,
    ) -> (EmploymentDraw, (Option<Entrants>, DrawOutcome)) {
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.request.settings.seed));
        rng.set_stream(draw / 2);
        let mirror = Mirror::of(draw);
        let end = self.base + self.request.horizon();
        let path = self.employment.draw(self.first(), end, mirror, &mut rng);
        let seed = DrawSeed { pair: rng.next_u64(), mirror };
        // Entrants have a stream of their own: how many places recruit must not move the chance of demand.
        let mut recruiting = rng.clone();
        recruiting.set_stream(ENTRANTS + draw);
        let entrants = self.entrants(Held::Nothing, &mut recruiting);
        let mut outcome = DrawOutcome::default();
        let (rows, by_programme) = (self.rows(&path), &entrants.programmes);
        let rows = rows.of();
        self.chain.draw_into(rows, by_programme, Held::Nothing, seed, room, &mut outcome);
        (path, ((draw < FIRST_DRAWS).then_some(entrants), outcome))
    }

    /// By programme, the mean of its demand by cause over the first draws.
    fn causes(&self, draws: &Draws) -> Vec<DemandCauses> {
        let few = draws.outcomes.par_iter().zip(&draws.paths).take(FIRST_DRAWS as usize);
        let of_draw = |room: &mut DrawRoom, (outcome, path): (&DrawOutcome, &EmploymentDraw)| {
            self.chain.draw_causes(self.rows(path).of(), outcome.seed, room)
        };
        let by_draw: Vec<Vec<DemandCauses>> = few.map_init(|| self.chain.room(), of_draw).collect();
        let of_programme = |p: usize| {
            DemandCauses::mean(&by_draw.iter().map(|causes| causes[p]).collect::<Vec<_>>())
        };
        (0..self.supplies.len()).map(of_programme).collect()
    }

    /// Positions of the programmes that have a band: known of their share of their class, which some list links to
    /// work in the city.
    fn banded(&self, modelled: &[f64]) -> Vec<usize> {
        let class = |p: usize| {
            let code = self.supplies[p].programme.class();
            self.classes.codes.iter().position(|known| *known == code)
        };
        let is_linked = |p: &usize| class(*p).is_some_and(|class| modelled[class] > 0.0);
        let known = (0..self.supplies.len()).filter(|p| self.classes.observed[*p]);
        known.filter(is_linked).collect()
    }

    /// By block, the first draws again with it held.
    fn held(&self, draws: &Draws, centre: &EmploymentDraw) -> Vec<Vec<Vec<Sides>>> {
        Block::ALL.par_iter().map(|&block| self.sides_held(block, draws, centre)).collect()
    }

    /// By programme, the share of the variance of its gap behind each block, the largest first: the first
    /// draws against those `held`, one block at a time.
    fn drivers(&self, draws: &Draws, held: &[Vec<Vec<Sides>>]) -> Vec<Vec<(Block, f64)>> {
        let gap = |(demand, supply): Sides| supply - demand;
        let few = held.first().map_or(0, Vec::len);
        let of_programme = |p: usize| {
            let gaps: Vec<f64> =
                draws.outcomes[..few].iter().map(|outcome| outcome.balances[p].gap).collect();
            let by_block: Vec<Vec<f64>> =
                held.iter().map(|draws| draws.iter().map(|row| gap(row[p])).collect()).collect();
            let shares = variance_shares(&gaps, &by_block);
            let mut shares: Vec<(Block, f64)> = Block::ALL.into_iter().zip(shares).collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1));
            shares
        };
        (0..self.supplies.len()).map(of_programme).collect()
    }

    /// Demand and entrants of the first draws again with one block held; only the side that it moves has to be drawn.
    ///
    /// By draw, then by programme, persons.
    fn sides_held(&self, block: Block, draws: &Draws, centre: &EmploymentDraw) -> Vec<Vec<Sides>> {
        let held = Held::One(block);
        let mut room = self.chain.room();
        let (mut demand, mut supply, mut graduates) = (Demand::default(), Vec::new(), Vec::new());
        let middle = self.entrants(held, &mut ChaCha8Rng::seed_from_u64(0));
        let few = draws.outcomes.iter().zip(&draws.paths).zip(&draws.entrants);
        few.map(|((outcome, path), entrants)| {
            let (seed, balances) = (outcome.seed, outcome.balances.iter());
            if block.is_of_supply() {
                let entrants = if block == Block::Intake { &middle } else { entrants };
                let entrants = &entrants.programmes;
                self.chain.draw_supply(
                    entrants,
                    held,
                    seed,
                    &mut room,
                    &mut supply,
                    &mut graduates,
                );
                return balances.zip(&supply).map(|(b, supply)| (b.demand, *supply)).collect();
            }
            let path = held_path(block, path, centre);
            self.chain.draw_demand(self.rows(&path).of(), held, seed, &mut room, &mut demand);
            let openings = &demand.by_programme.openings_newcomer;
            balances.zip(openings).map(|(b, demand)| (*demand, b.supply)).collect()
        })
        .collect()
    }

    /// By class, what its demand was taken from: employment of the sections that make up nine tenths of it, the totals,
    /// the rows of lists that it goes through, and its graduates' jobs in the base window.
    fn demand_origins(&self, to_classes: &[Vec<f64>]) -> Vec<Origins> {
        let employment = self.employment;
        let totals = employment.total.iter().chain(&employment.private);
        let totals = Origins::of_figures(totals.flat_map(TracedSeries::ids));
        let codes = self.request.facts.codes;
        let retirement = retirement_rows(codes, self.base, self.request.horizon());
        let of_class = |class: usize| {
            let mut origins = totals.clone();
            let mut covered = 0.0;
            for (section, share) in section_shares(employment, to_classes, class) {
                if covered >= TRACED_SHARE {
                    break;
                }
                covered += share;
                origins.absorb(&Origins::of_figures(employment.observed[section].ids()));
                let private = employment.private_by_section[section].iter();
                origins.absorb(&Origins::of_figures(private.flat_map(TracedSeries::ids)));
            }
            origins.absorb(&self.occupations.origins(class));
            origins.absorb(&Origins::of_figures(self.classes.figures[class].iter().copied()));
            origins.add_rows(TemplateCode::P2, retirement.iter().copied());
            origins.add_rows(TemplateCode::P3, self.event_rows(to_classes, class));
            self.surroundings.iter().for_each(|found| origins.absorb(&found.origins));
            origins
        };
        (0..self.classes.codes.len()).into_par_iter().map(of_class).collect()
    }

    /// Positions in P3 of the projects and closures in sections that a class serves.
    fn event_rows<'b>(
        &'b self,
        to_classes: &'b [Vec<f64>],
        class: usize,
    ) -> impl Iterator<Item = usize> + 'b {
        let events = self.request.facts.events(self.base, self.request.horizon());
        let serves = move |industry| {
            let section = self.employment.sections.iter().position(|code| code == industry);
            section.is_some_and(|section| to_classes[section][class] > 0.0)
        };
        events.filter(move |(_, event)| serves(&event.industry)).map(|(row, _)| row)
    }
}

/// The path of a draw with a block held, of which the chain knows nothing.
fn held_path(block: Block, path: &EmploymentDraw, centre: &EmploymentDraw) -> EmploymentDraw {
    match block {
        Block::Employment => {
            EmploymentDraw { private_shares: path.private_shares.clone(), ..centre.clone() }
        }
        Block::PrivateShares => {
            EmploymentDraw { private_shares: centre.private_shares.clone(), ..path.clone() }
        }
        _ => path.clone(),
    }
}

/// The occupations of the sections, linked to the classes that are or were offered.
fn occupations_of(
    request: &ReleaseRequest<'_>,
    employment: &Employment,
    offered: &BTreeSet<ProgrammeClass>,
    base: Year,
) -> Result<Occupations, ReleaseError> {
    Occupations::new(&OccupationInputs {
        codes: request.facts.codes,
        level: request.facts.level,
        sections: &employment.sections,
        employed: &employment.with_private_now(),
        offered,
        base,
        assumptions: request.assumptions,
    })
}

/// How much of forecast growth goes into demand: as earlier origins showed, or all of it where the scenario says so.
fn growth_weights(
    request: &ReleaseRequest<'_>,
    employment: &Employment,
    occupations: &Occupations,
    base: Year,
    scenario: &Scenario,
) -> GrowthWeights {
    let steps = usize::try_from(request.horizon()).unwrap_or(0);
    if scenario.full_growth {
        return GrowthWeights::whole(steps);
    }
    let known = employment.observed_until().unwrap_or(base);
    let lag = usize::try_from(base.since(known)).unwrap_or(0);
    GrowthWeights::learn(&employment.earlier, &occupations.to_classes(), (lag, steps))
}

/// How far hires of the base window decide the level of demand; not at all where none are known.
fn hires_weight(chain: &Chain) -> f64 {
    let known = chain.classes.hires.iter().any(Option::is_some);
    if known { chain.uncertain.hires.observed_weight() } else { 0.0 }
}

/// Employment of the base window as if its mean had stayed through all of its years: hires are held against the posts
/// that leavers vacate, and what sections grew by is taken from the growth ahead ([`seen_growth`]).
///
/// The first row is of the year before the window.
fn at_rest(window: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let sections = window.first().map_or(0, Vec::len);
    let mean = |i: usize| window.iter().map(|row| row[i]).sum::<f64>() / window.len() as f64;
    let middle: Vec<f64> = (0..sections).map(mean).collect();
    vec![middle; window.len()]
}

/// Employment of a draw by year, then by section.
struct Rows {
    ahead: Vec<Vec<f64>>,
    window: Vec<Vec<f64>>,
}

impl Rows {
    fn of(&self) -> EmploymentRows<'_> {
        EmploymentRows { ahead: &self.ahead, window: &self.window }
    }
}

/// The chain at its means, with how uncertain it is.
fn chain_of(
    request: &ReleaseRequest<'_>,
    employment: &Employment,
    supplies: &[Supply],
    (occupations, classes): (&Occupations, &ClassShares),
    base: Year,
    scenario: &Scenario,
) -> Result<Chain, ReleaseError> {
    let (assumptions, horizon) = (request.assumptions, request.horizon());
    let mut exit_factors = exit_factors(request.facts.codes, base, horizon, assumptions);
    for factor in &mut exit_factors {
        *factor *= scenario.exits;
    }
    Ok(Chain {
        staffing: occupations.staffing.clone(),
        staffing_drift: occupations.drift.clone(),
        exit_rates: occupations.exit_rates.clone(),
        exit_factors,
        plans: plans(request, employment, base, scenario),
        level_shares: occupations.level_shares.clone(),
        bridge: occupations.bridge.clone(),
        classes: classes.standing()?,
        uncertain: UncertainShares {
            staffing_persons: assumptions.staffing_persons,
            bridge_persons: assumptions.bridge_persons,
            exit_rate_sd: assumptions.exit_rate_sd,
            exit_rate_common: assumptions.exit_rate_common,
            newcomer: RateDraw {
                mean: assumptions.newcomer_share,
                persons: assumptions.newcomer_persons,
            },
            level_sd: assumptions.level_sd,
            level_common: assumptions.level_common,
            drift_sd: assumptions.demand_drift_sd * years_between(request, base).sqrt(),
            hires: HiresTrust {
                model_sd: assumptions.model_sd,
                market_sd: assumptions.market_sd,
                tightness: assumptions.tightness,
                hires_sd: assumptions.hires_sd,
                contradict_ratio: assumptions.contradict_ratio,
            },
        },
        supply: supplies.iter().map(|supply| supply.inputs.clone()).collect(),
        surroundings: None,
    })
}

/// Years from the middle of the base window to the middle of the years ahead.
fn years_between(request: &ReleaseRequest<'_>, base: Year) -> f64 {
    let window = request.settings.window.up_to(base);
    let middle = f64::midpoint(f64::from(window.first.number()), f64::from(window.last.number()));
    let ahead = f64::from(base.number()) + f64::midpoint(1.0, f64::from(request.horizon()));
    (ahead - middle).max(0.0)
}

/// Projects and closures of the city that come within the horizon (list P3), then the plants of the scenario, which are sure.
fn plans(
    request: &ReleaseRequest<'_>,
    employment: &Employment,
    base: Year,
    scenario: &Scenario,
) -> Vec<Plan> {
    let events = request.facts.events(base, request.horizon());
    let announced = events.map(|(_, event)| (&event.industry, event.posts, event.probability));
    let plants = scenario.changes.iter().filter_map(|change| match change {
        Change::Plant { industry, posts, .. } => Some((industry, f64::from(*posts), 1.0)),
        _ => None,
    });
    announced
        .chain(plants)
        .filter_map(|(section, posts, probability)| {
            let industry = employment.sections.iter().position(|known| known == section)?;
            Some(Plan { planned: PlannedPosts { industry, posts }, probability })
        })
        .collect()
}

/// By class, the sections that its employment lies in with their shares of it, the largest first.
fn shares_of_classes(
    employment: &Employment,
    occupations: &Occupations,
    classes: usize,
) -> Vec<Vec<(usize, f64)>> {
    let to_classes = occupations.to_classes();
    (0..classes).map(|class| section_shares(employment, &to_classes, class)).collect()
}

/// The sections that the employment of a class lies in, the largest first, as shares of it.
fn section_shares(
    employment: &Employment,
    to_classes: &[Vec<f64>],
    class: usize,
) -> Vec<(usize, f64)> {
    let persons: Vec<f64> = employment
        .observed
        .iter()
        .zip(to_classes)
        .map(|(observed, row)| observed.series.last() * row[class])
        .collect();
    let total: f64 = persons.iter().sum();
    let served = persons.into_iter().enumerate().filter(|(_, persons)| *persons > 0.0);
    let mut shares: Vec<(usize, f64)> =
        served.map(|(section, persons)| (section, persons / total)).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}
