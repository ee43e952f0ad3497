//! The policy file: every threshold of the warning system, and what makes a file of them valid.

mod sections;

use serde::{Deserialize, Serialize};
use talent_domain::{IndustryCode, ProgrammeCode, Year};
use talent_quality::CompositionError;
use talent_settings::{Checks, SettingsError, SettingsFile, is_date};

pub use sections::{
    BandPolicy, CapacityPolicy, DisclosurePolicy, DuplicationPolicy, EntryPolicy, ExemptPolicy,
    ExitPolicy, ForesightPolicy, GapPolicy, GrowthPolicy, IntakePolicy, KeyPolicy, KeyWeights,
    MarginPolicy, MarketPolicy, MatchPolicy, PeersPolicy, PlacementPolicy, ProspectPolicy,
    QualityPolicy, RatingPolicy, SeatPolicy, StatutoryPolicy, UnsteadyPolicy, WindowPolicy,
};

/// Every threshold of the warning system. A dated file: change it and the next run follows. Sections that policies
/// of earlier versions do not have stand at their defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The date from which it is in force.
    pub in_force_from: String,
    /// Who may be rated.
    pub rating: RatingPolicy,
    /// F1: placement of those who want a job.
    pub placement: PlacementPolicy,
    /// F2: share of matched jobs.
    pub matching: MatchPolicy,
    /// F3: forecast gap.
    pub gap: GapPolicy,
    /// F5: intake.
    pub intake: IntakePolicy,
    /// F7: too many sites.
    pub duplication: DuplicationPolicy,
    /// Room to grow.
    pub growth: GrowthPolicy,
    /// How far a signal must clear its threshold before a level falls.
    pub margin: MarginPolicy,
    /// Programmes whose level is capped at yellow.
    pub exempt: ExemptPolicy,
    /// How many key programmes there should be.
    #[serde(default)]
    pub key_programmes: KeyPolicy,
    /// The employment-quality index.
    #[serde(default)]
    pub quality_index: QualityPolicy,
    /// The seat plan.
    #[serde(default)]
    pub seat_plan: SeatPolicy,
    /// The bands of supply and demand.
    #[serde(default)]
    pub bands: BandPolicy,
    /// The cohorts whose destinations demand rests on.
    #[serde(default)]
    pub base_window: WindowPolicy,
    /// When a level is said to keep changing.
    #[serde(default)]
    pub unsteady: UnsteadyPolicy,
    /// When a programme is said to be likely short of graduates or likely to have too many.
    #[serde(default)]
    pub prospect: ProspectPolicy,
    /// How few persons a published figure may rest on.
    #[serde(default)]
    pub disclosure: DisclosurePolicy,
    /// F1B and F1C: placement beside that of others, two years running.
    #[serde(default)]
    pub peers: PeersPolicy,
    /// F1D: placement that is likely to be low, and the cap where it is not.
    #[serde(default)]
    pub foresight: ForesightPolicy,
    /// F4: posts per seeker now.
    #[serde(default)]
    pub market: MarketPolicy,
    /// F6: teachers and equipment.
    #[serde(default)]
    pub capacity: CapacityPolicy,
    /// When a programme may be opened at a school.
    #[serde(default)]
    pub entry: EntryPolicy,
    /// When a programme is withdrawn from a school, and how.
    #[serde(default)]
    pub exit: ExitPolicy,
    /// Published rules that are applied literally beside the model's level.
    #[serde(default)]
    pub statutory: StatutoryPolicy,
}

impl Policy {
    /// The default policy, annotated with its sources.
    pub const DEFAULT: &'static str = include_str!("policy.toml");

    /// The year of the date from which it is in force; `None` where that does not begin with four digits.
    pub fn year_in_force(&self) -> Option<i32> {
        self.in_force_from.get(..4)?.parse().ok()
    }

    /// Reads the policy of a workspace.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with its line, its key and what to do.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        Self::parse_file("policy.toml", text)
    }

    /// The same of a file of another name.
    pub fn parse_file(name: &str, text: &str) -> Result<Self, SettingsError> {
        let former = &[(
            "edges",
            "是 ITA 的界限，已不再使用：请删去这一节；分级按求人倍率，见 [bands] balanced_within 与 large_beyond",
            "[edges] held edges of the ITA, which are no longer used: delete it; see [bands]",
        )];
        SettingsFile { name, defaults: Self::DEFAULT, former }.read(text, Self::check)
    }

    /// What must hold of the values, beyond their kinds.
    fn check(&self, checks: &mut Checks) {
        // What is no fraction is not held against other limits, too.
        self.check_fractions(checks);
        self.check_dates(checks);
        self.check_rating(checks);
        self.check_signals(checks);
        self.check_windows(checks);
        self.check_disclosure(checks);
        self.check_quality_index(checks);
        self.check_seat_plan(checks);
        self.check_key_programmes(checks);
        self.check_proposals(checks);
    }

    fn check_dates(&self, checks: &mut Checks) {
        let (from, answer) = (&self.in_force_from, &self.entry.answer_by);
        checks.require(
            is_date(from),
            &["in_force_from"],
            format!("“{from}”不是日期，应写成年-月-日，如 2026-01-01"),
            format!("`{from}` is no date; such as 2026-01-01"),
        );
        checks.require(
            // A year that has the 29th of February.
            is_date(&format!("2024-{answer}")),
            &["entry.answer_by"],
            format!("“{answer}”不是月和日，应写成月-日，如 04-30"),
            format!("`{answer}` is no month and day, such as 04-30"),
        );
    }

    fn check_rating(&self, checks: &mut Checks) {
        let rating = &self.rating;
        checks.positive("rating.least_persons", rating.least_persons);
        checks.positive("rating.least_shrinkage_persons", rating.least_shrinkage_persons);
        checks.in_order(
            ("rating.least_persons", rating.least_persons),
            ("rating.full_persons", rating.full_persons),
        );
        checks.in_order(
            ("rating.least_shrinkage_persons", rating.least_shrinkage_persons),
            ("rating.shrinkage_persons", rating.shrinkage_persons),
        );
        checks.at_least_one("rating.pooled_years", rating.pooled_years.into());
        checks.at_least_one("rating.least_years", rating.least_years.into());
    }

    /// Limits of signals that are no fractions, and those that belong together.
    fn check_signals(&self, checks: &mut Checks) {
        let BandPolicy { balanced_within, large_beyond } = self.bands;
        checks.require(
            1.0 < balanced_within && balanced_within < large_beyond && large_beyond <= 10.0,
            &["bands.balanced_within", "bands.large_beyond"],
            format!(
                "{balanced_within}、{large_beyond} 应为 1 < bands.balanced_within < bands.large_beyond ≤ 10"
            ),
            "1 < balanced_within < large_beyond ≤ 10 is wanted",
        );
        checks.in_order(
            ("placement.severe_below", self.placement.severe_below),
            ("placement.below", self.placement.below),
        );
        let foresight = self.foresight;
        checks.in_order(
            ("foresight.unlikely_below", foresight.unlikely_below),
            ("foresight.probability", foresight.probability),
        );
        checks.in_order(
            ("foresight.probability", foresight.probability),
            ("foresight.severe_probability", foresight.severe_probability),
        );
        let not_negative = [
            ("intake.entrants_below", self.intake.entrants_below),
            ("market.hires_below", self.market.hires_below),
            ("market.posts_per_seeker_below", self.market.posts_per_seeker_below),
            ("capacity.equipment_per_student_below", self.capacity.equipment_per_student_below),
            ("entry.dual_qualified", self.entry.dual_qualified),
        ];
        for (key, value) in not_negative {
            checks.not_negative(key, value);
        }
        let teachers = self.capacity.students_per_teacher_above;
        checks.positive("capacity.students_per_teacher_above", teachers);
    }

    /// Years, releases and numbers of programmes that belong together.
    fn check_windows(&self, checks: &mut Checks) {
        let WindowPolicy { first_cohort, last_cohort } = self.base_window;
        for (key, year) in
            [("base_window.first_cohort", first_cohort), ("base_window.last_cohort", last_cohort)]
        {
            checks.require(
                Year::new(i64::from(year.number())).is_ok(),
                &[key],
                format!("{year} 不是年份，如 2021"),
                format!("{year} is no year"),
            );
        }
        checks.in_order(
            ("base_window.first_cohort", first_cohort),
            ("base_window.last_cohort", last_cohort),
        );
        checks.in_order(
            ("unsteady.changes", self.unsteady.changes),
            ("unsteady.releases", self.unsteady.releases),
        );
        let ranges = [
            ("key_programmes.per_school", self.key_programmes.per_school),
            ("key_programmes.provincial", self.key_programmes.provincial),
        ];
        for (key, [fewest, most]) in ranges {
            checks.require(
                fewest <= most,
                &[key],
                format!("[{fewest}, {most}]：少的应写在前"),
                "the fewest first",
            );
        }
        let codes = self.exempt.programmes.iter().filter(|code| ProgrammeCode::new(code).is_err());
        for code in codes {
            checks.require(
                false,
                &["exempt.programmes"],
                format!("“{code}”不符合专业代码格式（六位数字，见 C2）"),
                format!("`{code}` is no code of a programme"),
            );
        }
    }

    /// What documents promise not to print can be widened but not narrowed.
    fn check_disclosure(&self, checks: &mut Checks) {
        let promised = DisclosurePolicy::default();
        let keys = [
            ("disclosure.rate_persons", self.disclosure.rate_persons, promised.rate_persons),
            ("disclosure.pay_answers", self.disclosure.pay_answers, promised.pay_answers),
        ];
        for (key, persons, fewest) in keys {
            checks.require(
                persons >= fewest,
                &[key],
                format!("{persons} 不得少于 {fewest}"),
                format!("{persons} must be {fewest} at least"),
            );
        }
    }

    fn check_quality_index(&self, checks: &mut Checks) {
        let index = &self.quality_index;
        checks.positive("quality_index.concentration", index.concentration);
        checks.positive("quality_index.pay_spread", index.pay_spread);
        // Of each part by itself, so that several faults are told.
        let parts = [
            ("placement", index.placement),
            ("matching", index.matching),
            ("pay", index.pay),
            ("satisfaction", index.satisfaction),
            ("stability", index.stability),
            ("local", index.local),
        ];
        for (part, goalpost) in parts {
            let [weight, low, high] =
                ["weight", "low", "high"].map(|key| format!("quality_index.{part}.{key}"));
            checks.fraction(&weight, goalpost.weight);
            checks.require(
                goalpost.low < goalpost.high,
                &[&low, &high],
                format!("low {} 应小于 high {}", goalpost.low, goalpost.high),
                "low < high is wanted",
            );
        }
        if let Err(CompositionError::Sum { .. }) = index.composition() {
            let keys = parts.map(|(part, _)| format!("quality_index.{part}.weight"));
            let weights = parts.map(|(_, goalpost)| goalpost.weight);
            checks.add_up_to_one(keys.iter().map(String::as_str).zip(weights));
        }
    }

    fn check_seat_plan(&self, checks: &mut Checks) {
        let plan = self.seat_plan;
        let positive = [
            ("seat_plan.class_size", plan.class_size),
            ("seat_plan.surplus_cost", plan.surplus_cost),
            ("seat_plan.shortage_cost", plan.shortage_cost),
            ("seat_plan.students_per_teacher", plan.students_per_teacher),
        ];
        for (key, value) in positive {
            checks.positive(key, value);
        }
        checks.not_negative("seat_plan.change_cost", plan.change_cost);
        let [least, most] = plan.undecided;
        checks.require(
            0.0 <= least && least <= most && most <= 1.0,
            &["seat_plan.undecided"],
            "应为两个 0 到 1 之间的数，先小后大",
            "two fractions, the smaller first",
        );
    }

    fn check_key_programmes(&self, checks: &mut Checks) {
        let keys = &self.key_programmes;
        for code in keys.leading.iter().filter(|code| IndustryCode::new(code).is_err()) {
            checks.require(
                false,
                &["key_programmes.leading"],
                format!("“{code}”不是行业代码（见 C3）"),
                format!("`{code}` is not an industry code"),
            );
        }
        let KeyWeights { demand, quality, industry, resources, scale } = keys.weights;
        let weights = [
            ("key_programmes.weights.demand", demand),
            ("key_programmes.weights.quality", quality),
            ("key_programmes.weights.industry", industry),
            ("key_programmes.weights.resources", resources),
            ("key_programmes.weights.scale", scale),
        ];
        for (key, weight) in weights {
            checks.fraction(key, weight);
        }
        checks.add_up_to_one(weights);
        checks.positive("key_programmes.full_students", keys.full_students);
        checks.positive("key_programmes.concentration", keys.concentration);
        let counts = [
            ("key_programmes.schools_per_programme", keys.schools_per_programme),
            ("key_programmes.cohorts", keys.cohorts.into()),
            ("key_programmes.releases", keys.releases.into()),
        ];
        for (key, count) in counts {
            checks.at_least_one(key, count);
        }
    }

    fn check_proposals(&self, checks: &mut Checks) {
        checks.at_least_one("entry.clear_releases", self.entry.clear_releases.into());
        checks.at_least_one("exit.red_releases", self.exit.red_releases.into());
    }

    fn check_fractions(&self, checks: &mut Checks) {
        let fractions = [
            ("placement.below", self.placement.below),
            ("placement.severe_below", self.placement.severe_below),
            ("placement.probability", self.placement.probability),
            ("matching.below", self.matching.below),
            ("matching.lowest_share", self.matching.lowest_share),
            ("matching.probability", self.matching.probability),
            ("gap.surplus_probability", self.gap.surplus_probability),
            ("gap.large_surplus_probability", self.gap.large_surplus_probability),
            ("gap.red_probability", self.gap.red_probability),
            ("intake.completion_below", self.intake.completion_below),
            ("intake.severe_share", self.intake.severe_share),
            ("duplication.city_share_above", self.duplication.city_share_above),
            ("growth.good_probability", self.growth.good_probability),
            ("growth.upper_share", self.growth.upper_share),
            ("growth.shortage_probability", self.growth.shortage_probability),
            ("margin.rate", self.margin.rate),
            ("margin.probability", self.margin.probability),
            ("prospect.short_probability", self.prospect.short_probability),
            ("prospect.surplus_probability", self.prospect.surplus_probability),
            ("peers.below_mean_probability", self.peers.below_mean_probability),
            ("peers.lowest_share", self.peers.lowest_share),
            ("peers.lowest_probability", self.peers.lowest_probability),
            ("entry.shortage_probability", self.entry.shortage_probability),
            ("seat_plan.most_change", self.seat_plan.most_change),
            ("seat_plan.city_change", self.seat_plan.city_change),
            ("seat_plan.school_change", self.seat_plan.school_change),
            ("seat_plan.carried", self.seat_plan.carried),
            ("seat_plan.least_saving", self.seat_plan.least_saving),
            ("seat_plan.filled", self.seat_plan.filled),
            ("quality_index.least_weight", self.quality_index.least_weight),
            ("foresight.probability", self.foresight.probability),
            ("foresight.severe_probability", self.foresight.severe_probability),
            ("foresight.unlikely_below", self.foresight.unlikely_below),
            ("capacity.dual_qualified_below", self.capacity.dual_qualified_below),
        ];
        for (key, value) in fractions {
            checks.fraction(key, value);
        }
    }
}

#[cfg(test)]
impl Default for Policy {
    fn default() -> Self {
        Self::parse(Self::DEFAULT).unwrap()
    }
}

#[cfg(test)]
mod tests;
