//! The policy file: every threshold of the warning system, and what makes a file of them valid.

mod sections;

use serde::{Deserialize, Serialize};
use talent_domain::{IndustryCode, Year};

pub use sections::{
    BandPolicy, CapacityPolicy, DisclosurePolicy, DuplicationPolicy, EntryPolicy, ExemptPolicy,
    ExitPolicy, ForesightPolicy, GapPolicy, GrowthPolicy, IntakePolicy, KeyPolicy, KeyWeights,
    MarginPolicy, MarketPolicy, MatchPolicy, PeersPolicy, PlacementPolicy, ProspectPolicy,
    QualityPolicy, RatingPolicy, SeatPolicy, StatutoryPolicy, UnsteadyPolicy, WindowPolicy,
};

/// A policy file that cannot be understood.
#[derive(Debug, Clone, thiserror::Error)]
#[error("policy.toml: {0}")]
pub struct PolicyError(pub String);

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

    /// Reads a policy; the error names the line or the key.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let table: toml::Table = text.parse().map_err(unreadable)?;
        if table.contains_key("edges") {
            let text = "[edges] 是 ITA 的界限，已不再使用：请删去这一节；分级按求人倍率，见 [bands] balanced_within 与 large_beyond ([edges] held edges of the ITA, which are no longer used: delete it; see [bands])";
            return Err(PolicyError(text.to_owned()));
        }
        let policy: Self = toml::from_str(text).map_err(unreadable)?;
        policy.check_rating()?;
        policy.check_ranges()?;
        policy.check_bands()?;
        policy.check_window()?;
        policy.check_disclosure()?;
        policy.check_quality_index()?;
        policy.check_seat_plan()?;
        policy.check_key_programmes()?;
        policy.check_proposals()?;
        policy.check_fractions()?;
        Ok(policy)
    }

    fn check_rating(&self) -> Result<(), PolicyError> {
        let RatingPolicy { full_persons, least_persons, pooled_years, least_years, .. } =
            self.rating;
        let error = |text: &str| Err(PolicyError(text.to_owned()));
        if !(0.0 < least_persons && least_persons <= full_persons && full_persons.is_finite()) {
            error(
                "rating：应为 0 < least_persons ≤ full_persons (0 < least_persons ≤ full_persons)",
            )
        } else if pooled_years == 0 || least_years == 0 {
            error("rating：pooled_years、least_years 至少为 1 (at least 1)")
        } else {
            Ok(())
        }
    }

    fn check_ranges(&self) -> Result<(), PolicyError> {
        let ranges = [
            ("key_programmes.per_school", self.key_programmes.per_school),
            ("key_programmes.provincial", self.key_programmes.provincial),
        ];
        match ranges.into_iter().find(|(_, [fewest, most])| fewest > most) {
            Some((key, [fewest, most])) => Err(PolicyError(format!(
                "{key} = [{fewest}, {most}]：少的写在前 (the fewest first)"
            ))),
            None => Ok(()),
        }
    }

    fn check_bands(&self) -> Result<(), PolicyError> {
        let BandPolicy { balanced_within, large_beyond } = self.bands;
        if 1.0 < balanced_within && balanced_within < large_beyond && large_beyond <= 10.0 {
            Ok(())
        } else {
            let text = "bands：应为 1 < balanced_within < large_beyond ≤ 10 (1 < balanced_within < large_beyond ≤ 10)";
            Err(PolicyError(text.to_owned()))
        }
    }

    fn check_window(&self) -> Result<(), PolicyError> {
        let WindowPolicy { first_cohort, last_cohort } = self.base_window;
        let is_year = |year: Year| Year::new(i64::from(year.number())).is_ok();
        if is_year(first_cohort) && is_year(last_cohort) && first_cohort <= last_cohort {
            Ok(())
        } else {
            Err(PolicyError(format!(
                "base_window = {first_cohort}—{last_cohort}：应为两个年份，先小后大 (two years, the earlier first)"
            )))
        }
    }

    /// What documents promise not to print can be widened but not narrowed.
    fn check_disclosure(&self) -> Result<(), PolicyError> {
        let promised = DisclosurePolicy::default();
        let keys = [
            ("disclosure.rate_persons", self.disclosure.rate_persons, promised.rate_persons),
            ("disclosure.pay_answers", self.disclosure.pay_answers, promised.pay_answers),
        ];
        match keys.into_iter().find(|(_, persons, fewest)| !(*fewest..).contains(persons)) {
            Some((key, persons, fewest)) => Err(PolicyError(format!(
                "{key} = {persons}：不得少于 {fewest} (at least {fewest})"
            ))),
            None => Ok(()),
        }
    }

    fn check_quality_index(&self) -> Result<(), PolicyError> {
        let QualityPolicy { concentration, pay_spread, .. } = self.quality_index;
        let error = |text: String| Err(PolicyError(format!("quality_index：{text}")));
        if let Err(wrong) = self.quality_index.composition() {
            return error(wrong.to_string());
        }
        let is_positive = |number: f64| number > 0.0 && number.is_finite();
        if !is_positive(concentration) || !is_positive(pay_spread) {
            return error("concentration、pay_spread 应为正数 (must be positive)".to_owned());
        }
        Ok(())
    }

    fn check_seat_plan(&self) -> Result<(), PolicyError> {
        let plan = self.seat_plan;
        let error = |text: String| Err(PolicyError(format!("seat_plan.{text}")));
        let positive = [
            ("class_size", plan.class_size),
            ("surplus_cost", plan.surplus_cost),
            ("shortage_cost", plan.shortage_cost),
            ("students_per_teacher", plan.students_per_teacher),
        ];
        let is_wrong = |(_, number): &&(&str, f64)| !(*number > 0.0 && number.is_finite());
        if let Some((key, number)) = positive.iter().find(is_wrong) {
            return error(format!("{key} = {number}：应为正数 (must be positive)"));
        }
        if !(plan.change_cost >= 0.0 && plan.change_cost.is_finite()) {
            return error(format!(
                "change_cost = {}：不应为负 (must not be negative)",
                plan.change_cost
            ));
        }
        let [least, most] = plan.undecided;
        if !(0.0 <= least && least <= most && most <= 1.0) {
            return error(
                "undecided：应为两个 0 到 1 之间的数，先小后大 (two fractions, the smaller first)"
                    .to_owned(),
            );
        }
        Ok(())
    }

    fn check_key_programmes(&self) -> Result<(), PolicyError> {
        let keys = &self.key_programmes;
        let error = |text: String| Err(PolicyError(format!("key_programmes.{text}")));
        if let Some(wrong) = keys.leading.iter().find(|code| IndustryCode::new(code).is_err()) {
            return error(format!("leading：{wrong} 不是行业代码 (not an industry code)"));
        }
        let KeyWeights { demand, quality, industry, resources, scale } = keys.weights;
        let weights = [demand, quality, industry, resources, scale];
        let is_weight = |weight: &f64| (0.0..=1.0).contains(weight);
        if !weights.iter().all(is_weight) || (weights.iter().sum::<f64>() - 1.0).abs() > 1e-6 {
            return error(
                "weights：应为 0 到 1 之间的数，合计为 1 (fractions that add up to 1)".into(),
            );
        }
        let positive = [
            ("full_students", keys.full_students),
            ("concentration", keys.concentration),
            ("schools_per_programme", f64::from(keys.schools_per_programme)),
            ("cohorts", f64::from(keys.cohorts)),
            ("releases", f64::from(keys.releases)),
        ];
        match positive.iter().find(|(_, number)| !(*number > 0.0 && number.is_finite())) {
            Some((key, number)) => error(format!("{key} = {number}：应为正数 (must be positive)")),
            None => Ok(()),
        }
    }

    fn check_proposals(&self) -> Result<(), PolicyError> {
        let is_day = |text: &str| {
            let parts = text.split_once('-').map(|(month, day)| (month.parse(), day.parse()));
            matches!(parts, Some((Ok(1..=12_u8), Ok(1..=31_u8)))) && text.len() == 5
        };
        if !is_day(&self.entry.answer_by) {
            return Err(PolicyError(format!(
                "entry.answer_by = {}：应写成月-日，如 04-30 (a month and a day, such as 04-30)",
                self.entry.answer_by
            )));
        }
        let counts = [
            ("entry.clear_releases", self.entry.clear_releases),
            ("exit.red_releases", self.exit.red_releases),
        ];
        match counts.iter().find(|(_, count)| *count == 0) {
            Some((key, _)) => Err(PolicyError(format!("{key} = 0：至少为 1 (at least 1)"))),
            None => Ok(()),
        }
    }

    fn check_fractions(&self) -> Result<(), PolicyError> {
        let fractions = [
            ("placement.below", self.placement.below),
            ("placement.severe_below", self.placement.severe_below),
            ("placement.probability", self.placement.probability),
            ("matching.below", self.matching.below),
            ("matching.lowest_share", self.matching.lowest_share),
            ("matching.probability", self.matching.probability),
            ("gap.surplus_probability", self.gap.surplus_probability),
            ("gap.large_surplus_probability", self.gap.large_surplus_probability),
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
        match fractions.into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            Some((key, share)) => Err(PolicyError(format!(
                "{key} = {share}：应在 0 到 1 之间 (a fraction from 0 to 1)"
            ))),
            None => Ok(()),
        }
    }
}

/// What is wrong with a file that is no policy; the error names the line.
#[allow(clippy::needless_pass_by_value, reason = "it is handed over by map_err")]
fn unreadable(error: toml::de::Error) -> PolicyError {
    PolicyError(error.to_string())
}

#[cfg(test)]
impl Default for Policy {
    fn default() -> Self {
        Self::parse(Self::DEFAULT).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_is_valid() {
        let policy = Policy::parse(Policy::DEFAULT).unwrap();
        assert_eq!(policy.placement.below, 0.60);
        assert_eq!(policy.key_programmes, KeyPolicy::default());
        let turned = Policy::DEFAULT.replace("[2, 3]", "[3, 2]");
        assert!(Policy::parse(&turned).unwrap_err().0.contains("per_school"));
        let unpooled = Policy::DEFAULT.replace("pooled_years = 3", "pooled_years = 0");
        assert!(Policy::parse(&unpooled).unwrap_err().0.contains("pooled_years"));
        let wide = Policy::DEFAULT.replace("large_beyond = 1.5", "large_beyond = 1e9");
        assert!(Policy::parse(&wide).unwrap_err().0.contains("large_beyond"));
        let earlier = Policy::DEFAULT.split("[key_programmes]").next().unwrap();
        assert_eq!(Policy::parse(earlier).unwrap(), policy);
        assert_eq!(policy.rating.full_persons, 23.0);
    }

    #[test]
    fn a_policy_of_an_earlier_version_is_read_as_before() {
        let sections = Policy::DEFAULT.split("[key_programmes]").next().unwrap();
        let earlier: String =
            sections.split_inclusive('\n').filter(|l| !l.starts_with("severe_share")).collect();
        assert!(earlier.len() < sections.len());
        assert_eq!(Policy::parse(&earlier).unwrap(), Policy::parse(Policy::DEFAULT).unwrap());
    }

    #[test]
    fn a_percentage_in_place_of_a_fraction_is_refused() {
        let text = Policy::DEFAULT.replace("below = 0.60", "below = 60");
        assert!(Policy::parse(&text).unwrap_err().0.contains("placement.below"));
    }

    #[test]
    fn weights_that_do_not_add_up_and_goalposts_that_do_not_rise_are_refused() {
        let policy = Policy::parse(Policy::DEFAULT).unwrap();
        assert_eq!(policy.quality_index, QualityPolicy::default());
        assert_eq!(policy.seat_plan, SeatPolicy::default());
        for (from, to, named) in [
            ("placement = { weight = 0.25", "placement = { weight = 0.35", "weight"),
            ("low = 0.40, high = 0.90", "low = 0.90, high = 0.40", "match"),
            ("concentration = 40", "concentration = 0", "concentration"),
            ("least_weight = 0.70", "least_weight = 70", "least_weight"),
            ("class_size = 45", "class_size = 0", "class_size"),
            ("undecided = [0.33, 0.67]", "undecided = [0.67, 0.33]", "undecided"),
            ("most_change = 0.20", "most_change = 20", "most_change"),
        ] {
            assert!(Policy::DEFAULT.contains(from), "{from}");
            let error = Policy::parse(&Policy::DEFAULT.replace(from, to)).unwrap_err();
            assert!(error.0.contains(named), "{error}");
        }
    }

    #[test]
    fn bands_that_do_not_widen_and_edges_of_another_ratio_are_refused() {
        let text = Policy::DEFAULT.replace("large_beyond = 1.5", "large_beyond = 1.1");
        assert!(Policy::parse(&text).unwrap_err().0.contains("bands"));
        let former = format!("{}\n[edges]\nshortage_up_to = 0.85\n", Policy::DEFAULT);
        assert!(Policy::parse(&former).unwrap_err().0.contains("[edges]"));
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_refused() {
        let text = Policy::DEFAULT.replace("last_cohort = 2023", "last_cohort = 2011");
        assert!(Policy::parse(&text).unwrap_err().0.contains("base_window"));
    }

    #[test]
    fn disclosure_can_be_made_stricter_only() {
        let with = |persons: &str| {
            let key = format!("rate_persons = {persons}");
            Policy::parse(&Policy::DEFAULT.replace("rate_persons = 10", &key))
        };
        assert_eq!(with("20").unwrap().disclosure.rate_persons, 20.0);
        assert!(with("9").unwrap_err().0.contains("disclosure.rate_persons"));
    }
}
