//! The sections of the policy file and their keys. Defaults stand for keys that policies of earlier versions lack.

use serde::{Deserialize, Serialize};
use talent_domain::Year;
use talent_quality::{Composition, CompositionError, Goalpost};

/// Who may be rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingPolicy {
    /// Persons behind a rate for a full rating.
    pub full_persons: f64,
    /// Persons below which nothing is rated; between the two no level is above blue.
    pub least_persons: f64,
    /// Cohorts pooled for a rate.
    pub pooled_years: u8,
    /// Years of data below which nothing is rated.
    pub least_years: u8,
    /// The most persons that a prior may be worth when a small rate is drawn towards the centre of its class; what it is
    /// worth where the rates of the group cannot tell.
    pub shrinkage_persons: f64,
    /// The fewest persons that a prior may be worth.
    #[serde(default = "two_persons")]
    pub least_shrinkage_persons: f64,
    /// Rates below which a group cannot tell what a prior is worth.
    #[serde(default = "five_rates")]
    pub least_shrinkage_rates: u8,
}

fn two_persons() -> f64 {
    2.0
}

fn five_rates() -> u8 {
    5
}

/// F1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacementPolicy {
    /// Adverse below this rate …
    pub below: f64,
    /// … severe below this one …
    pub severe_below: f64,
    /// … with at least this probability.
    pub probability: f64,
}

/// F2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchPolicy {
    /// Adverse below this rate, or …
    pub below: f64,
    /// … in this lowest part of the city …
    pub lowest_share: f64,
    /// … with at least this probability.
    pub probability: f64,
}

/// F3.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapPolicy {
    /// Adverse from this probability of a surplus, large or not.
    pub surplus_probability: f64,
    /// Severe from this probability of a large surplus.
    pub large_surplus_probability: f64,
    /// Below this probability of a surplus, large or not, or without a balance, nothing is red but what has failed for years and
    /// where nobody is; zero asks for no balance.
    #[serde(default = "red_probability")]
    pub red_probability: f64,
}

/// What policies say that were written before it was asked.
fn red_probability() -> f64 {
    0.50
}

/// Edges of the bands of 求人倍率, demand per local entrant: what balances, F3, green and 紧缺 are read at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BandPolicy {
    /// Up to this ratio, and down to its inverse, supply and demand are balanced.
    pub balanced_within: f64,
    /// Above this ratio a shortage is large; below its inverse a surplus is.
    pub large_beyond: f64,
}

impl Default for BandPolicy {
    fn default() -> Self {
        Self { balanced_within: 1.2, large_beyond: 1.5 }
    }
}

/// The cohorts whose destinations demand rests on. They are frozen until somebody moves them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowPolicy {
    /// The first cohort.
    pub first_cohort: Year,
    /// The last cohort.
    pub last_cohort: Year,
}

impl Default for WindowPolicy {
    fn default() -> Self {
        // 2021 to 2023.
        Self { first_cohort: Year::EARLIEST + 121, last_cohort: Year::EARLIEST + 123 }
    }
}

/// F5.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakePolicy {
    /// Adverse below this share of the plan.
    pub completion_below: f64,
    /// Adverse below this many entrants: one class.
    pub entrants_below: f64,
    /// Severe below this share of one class.
    #[serde(default = "half")]
    pub severe_share: f64,
    /// Years running of that which make a red level by themselves.
    pub administrative_years: u8,
    /// Years without any entrant and student which do so too.
    pub empty_years: u8,
}

fn half() -> f64 {
    0.50
}

/// F7.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuplicationPolicy {
    /// Adverse above this share of the city's schools of the level.
    pub city_share_above: f64,
}

/// Green.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowthPolicy {
    /// Green from this probability of at least as many posts as entrants …
    pub good_probability: f64,
    /// … with matched jobs in this upper part of the city.
    pub upper_share: f64,
    /// 紧缺 from this probability of a large shortage.
    pub shortage_probability: f64,
}

/// Margins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarginPolicy {
    /// For rates, a fraction.
    pub rate: f64,
    /// For probabilities, a fraction.
    pub probability: f64,
    /// Releases running that must clear the margin.
    pub releases: u8,
}

/// Exempt programmes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptPolicy {
    /// Codes of programmes that are protected or controlled by the state.
    pub programmes: Vec<String>,
    /// Programmes with fewer years of intake than this are new.
    pub new_years: u8,
}

/// The employment-quality index: what each part counts between which goalposts, and how its rank is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityPolicy {
    /// The least part of the weights that must be known for an index, a fraction.
    pub least_weight: f64,
    /// How sure the weights are, in persons: ranks draw them from Dirichlet(`concentration`·w).
    pub concentration: f64,
    /// The standard deviation of one starting pay over the mean, since schools report means alone.
    pub pay_spread: f64,
    /// 直接就业率.
    pub placement: Goalpost,
    /// 对口率.
    pub matching: Goalpost,
    /// Mean starting pay over the city's median.
    pub pay: Goalpost,
    /// 就业满意率.
    pub satisfaction: Goalpost,
    /// 就业稳定率.
    pub stability: Goalpost,
    /// 本市留存率.
    pub local: Goalpost,
}

impl QualityPolicy {
    /// What the index is made of.
    ///
    /// # Errors
    ///
    /// Weights that do not add up to 1 and goalposts that do not rise.
    pub fn composition(&self) -> Result<Composition, CompositionError> {
        let Self { placement, matching, pay, satisfaction, stability, local, .. } = *self;
        let goalposts = [placement, matching, pay, satisfaction, stability, local];
        Composition::new(goalposts, self.least_weight)
    }
}

impl Default for QualityPolicy {
    fn default() -> Self {
        let goalpost = |weight, low, high| Goalpost { weight, low, high };
        Self {
            least_weight: 0.70,
            concentration: 40.0,
            pay_spread: 0.25,
            placement: goalpost(0.25, 0.60, 0.98),
            matching: goalpost(0.20, 0.40, 0.90),
            pay: goalpost(0.15, 0.80, 1.30),
            satisfaction: goalpost(0.15, 0.50, 0.95),
            stability: goalpost(0.15, 0.50, 0.95),
            local: goalpost(0.10, 0.20, 0.85),
        }
    }
}

/// The seat plan: what too many and too few cost, and how far a plan may go.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatPolicy {
    /// Students of one class: seats come in whole classes.
    pub class_size: f64,
    /// The most that a programme, and a programme at a school, may change, a fraction; a class at least.
    pub most_change: f64,
    /// The most that the city's intake may change, a fraction.
    pub city_change: f64,
    /// The most that a school's intake may grow, a fraction; a class at least.
    pub school_change: f64,
    /// What an entrant too many costs, over one too few.
    pub surplus_cost: f64,
    /// What an entrant too few costs.
    pub shortage_cost: f64,
    /// What a change costs: this times its square over the intake.
    pub change_cost: f64,
    /// The part of the imbalance of earlier cohorts that is still there when the cohort leaves.
    pub carried: f64,
    /// The part of the loss that a plan must save to be recommended.
    pub least_saving: f64,
    /// Between these probabilities of a shortage both signs are likely, and nothing is decided.
    pub undecided: [f64; 2],
    /// A quota filled by less than this part is not raised.
    pub filled: f64,
    /// Students that a full-time teacher teaches.
    pub students_per_teacher: f64,
}

impl Default for SeatPolicy {
    fn default() -> Self {
        Self {
            class_size: 45.0,
            most_change: 0.20,
            city_change: 0.05,
            school_change: 0.10,
            surplus_cost: 1.5,
            shortage_cost: 1.0,
            change_cost: 0.01,
            carried: 0.5,
            least_saving: 0.05,
            undecided: [0.33, 0.67],
            filled: 0.75,
            students_per_teacher: 20.0,
        }
    }
}

/// How many key programmes there should be, and by what they are chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeyPolicy {
    /// Of the city's level or above, at each school: the fewest and the most.
    pub per_school: [u32; 2],
    /// Of the province's level, in the city: the fewest and the most.
    pub provincial: [u32; 2],
    /// The most schools at which one programme is of the province's level.
    pub schools_per_programme: u32,
    /// Leading industries (主导产业) by code; each is served by one of the province's level at least.
    pub leading: Vec<String>,
    /// What each part of the score weighs.
    pub weights: KeyWeights,
    /// How sure the weights are, in persons: they may be Dirichlet(`concentration`·w).
    pub concentration: f64,
    /// Students from which a place has its full score for size.
    pub full_students: f64,
    /// Cohorts that must have graduated.
    pub cohorts: u8,
    /// Releases in which the level must have been blue or better.
    pub releases: u8,
}

/// What each part of the score of a key programme weighs; they add up to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyWeights {
    /// The probability of no surplus.
    pub demand: f64,
    /// The employment-quality index.
    pub quality: f64,
    /// The part of its demand that comes from leading industries.
    pub industry: f64,
    /// Dual-qualified teachers and equipment beside the standard.
    pub resources: f64,
    /// Students.
    pub scale: f64,
}

impl Default for KeyPolicy {
    fn default() -> Self {
        Self {
            per_school: [2, 3],
            provincial: [15, 20],
            schools_per_programme: 3,
            leading: ["B", "C"].map(str::to_owned).to_vec(),
            weights: KeyWeights {
                demand: 0.30,
                quality: 0.25,
                industry: 0.20,
                resources: 0.15,
                scale: 0.10,
            },
            concentration: 40.0,
            full_students: 270.0,
            cohorts: 2,
            releases: 2,
        }
    }
}

/// When a programme may be opened at a school (准入).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EntryPolicy {
    /// The least probability that a class or more is lacking when the cohort leaves.
    pub shortage_probability: f64,
    /// Scenarios, by name, in which there may be no large surplus either.
    pub scenarios: Vec<String>,
    /// The most programmes that a school opens in a year.
    pub most_new: u32,
    /// Schools with so many programmes open none without withdrawing one.
    pub no_growth_from: u32,
    /// The fewest dual-qualified teachers.
    pub dual_qualified: f64,
    /// The fewest employers with written posts or orders.
    pub employers: u32,
    /// Releases in which the programme may not have been red or orange anywhere in the city.
    pub clear_releases: u8,
    /// The day by which a school answers what is proposed for it, `04-30`, in the year of entry.
    pub answer_by: String,
}

impl Default for EntryPolicy {
    fn default() -> Self {
        Self {
            shortage_probability: 0.60,
            scenarios: ["low", "high"].map(str::to_owned).to_vec(),
            most_new: 5,
            no_growth_from: 30,
            dual_qualified: 2.0,
            employers: 2,
            clear_releases: 2,
            answer_by: "04-30".to_owned(),
        }
    }
}

/// When a programme is withdrawn from a school (退出), and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExitPolicy {
    /// Releases running at red that confirm it.
    pub red_releases: u8,
    /// Years that a school has to repair it, after the hearing.
    pub repair_years: u8,
}

impl Default for ExitPolicy {
    fn default() -> Self {
        Self { red_releases: 2, repair_years: 1 }
    }
}

/// When a level is said to keep changing, so that the worse of the last two is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UnsteadyPolicy {
    /// At least so many changes …
    pub changes: u8,
    /// … within so many releases, the last one included.
    pub releases: u8,
}

impl Default for UnsteadyPolicy {
    fn default() -> Self {
        Self { changes: 3, releases: 5 }
    }
}

/// When documents and pages call a programme likely short of graduates or likely to have too many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProspectPolicy {
    /// Likely short from this probability of a shortage, large or not.
    pub short_probability: f64,
    /// Likely too many from this probability of a surplus, large or not.
    pub surplus_probability: f64,
}

impl Default for ProspectPolicy {
    fn default() -> Self {
        Self { short_probability: 0.60, surplus_probability: 0.60 }
    }
}

/// How few persons a published figure may rest on: fewer would tell about them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DisclosurePolicy {
    /// Persons below which a programme's rate is not published.
    pub rate_persons: f64,
    /// Answers below which its mean pay is not published.
    pub pay_answers: f64,
}

impl Default for DisclosurePolicy {
    fn default() -> Self {
        Self { rate_persons: 10.0, pay_answers: 10.0 }
    }
}

/// F1B and F1C: placement beside that of others, in each of two cohorts running.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PeersPolicy {
    /// F1B: adverse from this probability, in both years, of a rate below the city's mean of the same programme.
    pub below_mean_probability: f64,
    /// F1C: the lowest part of the city …
    pub lowest_share: f64,
    /// … which the rate lies in with at least this probability, in both years.
    pub lowest_probability: f64,
}

impl Default for PeersPolicy {
    fn default() -> Self {
        Self { below_mean_probability: 0.80, lowest_share: 0.10, lowest_probability: 0.80 }
    }
}

/// F1D, and the cap where low placement is unlikely.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ForesightPolicy {
    /// Adverse from this probability of low placement two releases on.
    pub probability: f64,
    /// Severe from this one.
    pub severe_probability: f64,
    /// At most blue where it was below this in as many releases as a level needs to fall.
    pub unlikely_below: f64,
}

impl Default for ForesightPolicy {
    fn default() -> Self {
        Self { probability: 0.15, severe_probability: 0.33, unlikely_below: 0.10 }
    }
}

/// F4.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MarketPolicy {
    /// Adverse below this many posts per seeker over two years.
    pub posts_per_seeker_below: f64,
    /// F4B: adverse below this many times the new hires of the same quarters a year before.
    pub hires_below: f64,
}

impl Default for MarketPolicy {
    fn default() -> Self {
        Self { posts_per_seeker_below: 0.90, hires_below: 0.80 }
    }
}

/// F6.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CapacityPolicy {
    /// Adverse above this many students per full-time teacher.
    pub students_per_teacher_above: f64,
    /// Adverse below this value of teaching equipment per student, yuan.
    pub equipment_per_student_below: f64,
    /// Adverse below this share of 双师型 among the full-time teachers.
    pub dual_qualified_below: f64,
}

impl Default for CapacityPolicy {
    fn default() -> Self {
        Self {
            students_per_teacher_above: 20.0,
            equipment_per_student_below: 2_500.0,
            dual_qualified_below: 0.30,
        }
    }
}

/// Published rules (C6) and control lists (C7) that are applied literally beside the model's level.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatutoryPolicy {
    /// Numbers of rules that are not applied; `C7` stands for the control lists.
    pub off: Vec<String>,
}
