//! The catalogue of signals. A signal is one row of it, whose limits point at the policy, and one function that
//! reads its figure.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

use crate::family::Family;
use crate::limits::{Direction, Limit, Limits, Margin};
use crate::policy::Policy;
use crate::words::Words;

/// A signal of the catalogue. Those of one number look at the same figure and count as one ground: F1, F1B, F1C and F1D all
/// rest on placement, F2 and F2B on the quality of jobs, F4 and F4B on the market of today, F6, F6B and F6C on what a school provides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Signal {
    /// Placement of those who want a job.
    F1,
    /// Placement below the city's mean of the same programme, two years running.
    F1B,
    /// Placement in the lowest part of the city, two years running.
    F1C,
    /// Placement that is likely to be low in two years.
    F1D,
    /// Share of matched jobs.
    F2,
    /// Employment-quality index in the lowest part of the city.
    F2B,
    /// Forecast gap.
    F3,
    /// Posts per seeker now.
    F4,
    /// New hires now, beside those of a year ago.
    F4B,
    /// Intake.
    F5,
    /// Students per teacher.
    F6,
    /// Equipment per student.
    F6B,
    /// Share of dual-qualified teachers.
    F6C,
    /// Too many sites.
    F7,
}

/// The unit of a signal's figure and threshold, and of what the figure was counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureUnit {
    /// A fraction of persons.
    ShareOfPersons,
    /// A fraction of schools.
    ShareOfSchools,
    /// A probability.
    Chance,
    /// Points of an index from 0 to 100.
    Points,
    /// A ratio around one.
    Ratio,
    /// Persons.
    Persons,
    /// Students per teacher; counted from students and teachers.
    StudentsPerTeacher,
    /// Yuan per student; counted from yuan and students.
    YuanPerStudent,
    /// A fraction of teachers, who are staff and not covered by what is withheld of students and graduates.
    ShareOfTeachers,
}

/// What a signal adds to the rule of lasting failure, which makes a red level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It must be adverse twice running.
    Chief,
    /// A second ground if it is adverse twice running.
    Ground,
    /// A second ground if it is severe twice running.
    SevereGround,
    /// Nothing.
    Outside,
}

/// What is data about a signal.
#[derive(Debug)]
struct SignalRow {
    signal: Signal,
    code: &'static str,
    /// Signals of one number look at the same figure.
    number: u8,
    /// Whether two years running are in its definition, so that it has lasted once it is adverse.
    lasting: bool,
    name: Words,
    family: Family,
    part: Part,
    unit: FigureUnit,
    direction: Direction,
    /// Where the policy keeps its limits.
    limits: fn(&Policy) -> Limits,
    /// What the signal saw, with `{value}`, `{threshold}`, `{count}`, `{of}` and `{chance}` to be filled in.
    sentence: Words,
}

/// Every signal, in the order of the variants.
static CATALOGUE: [SignalRow; 14] = [
    SignalRow {
        signal: Signal::F1,
        code: "F1",
        number: 1,
        lasting: false,
        name: Words::new("直接就业率低", "low placement"),
        family: Family::Outcome,
        part: Part::Chief,
        unit: FigureUnit::ShareOfPersons,
        direction: Direction::Below,
        limits: |policy| {
            let keys = &policy.placement;
            let limit = |threshold| Limit { threshold, probability: keys.probability };
            Limits {
                adverse: limit(keys.below),
                severe: Some(limit(keys.severe_below)),
                share: None,
                margin: Margin::Absolute(policy.margin.rate),
                least_persons: Some(policy.rating.least_persons),
            }
        },
        sentence: Words::new(
            "近三届直接就业率 {value}（{count}/{of}），实际水平低于 {threshold} 的可能性 {chance}",
            "placement of the last three cohorts {value} ({count}/{of}); probability {chance} that it is truly below {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F1B,
        code: "F1B",
        number: 1,
        lasting: true,
        name: Words::new("连续两届低于同专业平均", "below the same programme twice"),
        family: Family::Outcome,
        part: Part::Outside,
        unit: FigureUnit::ShareOfPersons,
        direction: Direction::Below,
        limits: |policy| Limits::of_two_cohorts(policy.peers.below_mean_probability, policy),
        sentence: Words::new(
            "连续两届直接就业率低于全市同专业平均的概率，较低的一届为 {chance}",
            "placement below the same programme in the city in two cohorts running: probability {chance} in the less certain of them",
        ),
    },
    SignalRow {
        signal: Signal::F1C,
        code: "F1C",
        number: 1,
        lasting: true,
        name: Words::new("连续两届就业率居末位", "in the lowest part twice"),
        family: Family::Outcome,
        part: Part::Outside,
        unit: FigureUnit::ShareOfPersons,
        direction: Direction::Below,
        limits: |policy| Limits::of_two_cohorts(policy.peers.lowest_probability, policy),
        sentence: Words::new(
            "连续两届直接就业率处于全市末位（本届界线 {threshold}）的概率，较低的一届为 {chance}",
            "placement in the lowest part of the city (below {threshold} in the newest cohort) in two cohorts running: probability {chance} in the less certain of them",
        ),
    },
    SignalRow {
        signal: Signal::F1D,
        code: "F1D",
        number: 1,
        lasting: false,
        name: Words::new("预计就业偏低", "low placement to come"),
        family: Family::Outcome,
        part: Part::Outside,
        unit: FigureUnit::Chance,
        direction: Direction::Above,
        limits: |policy| {
            let limit = |threshold| Limit { threshold, probability: 0.0 };
            Limits {
                adverse: limit(policy.foresight.probability),
                severe: Some(limit(policy.foresight.severe_probability)),
                share: None,
                margin: Margin::Absolute(policy.margin.rate),
                least_persons: None,
            }
        },
        sentence: Words::new(
            "按历届就业和对口推算，两年后直接就业率低于规定界限或居全市末位的概率 {value}（{threshold} 及以上为不利，全市平均约 10%）",
            "by what it and its like have done, probability {value} that placement is below the threshold or in the city's lowest part in two years (adverse from {threshold}; about 10% on average)",
        ),
    },
    SignalRow {
        signal: Signal::F2,
        code: "F2",
        number: 2,
        lasting: false,
        name: Words::new("对口率低", "few matched jobs"),
        family: Family::Outcome,
        part: Part::Ground,
        unit: FigureUnit::ShareOfPersons,
        direction: Direction::Below,
        limits: |policy| Limits {
            adverse: Limit {
                threshold: policy.matching.below,
                probability: policy.matching.probability,
            },
            severe: None,
            share: None,
            margin: Margin::Absolute(policy.margin.rate),
            least_persons: Some(policy.rating.full_persons),
        },
        sentence: Words::new(
            "近三届对口率 {value}（{count}/{of}），实际水平低于 {threshold} 的可能性 {chance}",
            "matched jobs of the last three cohorts {value} ({count}/{of}); probability {chance} that the rate is truly below {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F2B,
        code: "F2B",
        number: 2,
        lasting: false,
        name: Words::new("就业质量指数居末位", "employment quality in the lowest part"),
        family: Family::Outcome,
        part: Part::Ground,
        unit: FigureUnit::Points,
        direction: Direction::Below,
        limits: |policy| Limits {
            // The threshold is the edge of the city's lowest part in its year.
            adverse: Limit { threshold: 0.0, probability: policy.matching.probability },
            severe: None,
            share: None,
            margin: Margin::Probability(policy.margin.probability),
            least_persons: None,
        },
        sentence: Words::new(
            "就业质量指数 {value}，低于全市末位界线 {threshold} 的概率 {chance}",
            "employment-quality index {value}; probability {chance} that it is below {threshold}, the edge of the city's lowest part",
        ),
    },
    SignalRow {
        signal: Signal::F3,
        code: "F3",
        number: 3,
        lasting: false,
        name: Words::new("预测供过于求", "forecast surplus"),
        family: Family::Forecast,
        part: Part::SevereGround,
        unit: FigureUnit::Ratio,
        direction: Direction::Below,
        limits: |policy| Limits {
            adverse: Limit {
                threshold: policy.bands.balanced_within.recip(),
                probability: policy.gap.surplus_probability,
            },
            severe: Some(Limit {
                threshold: policy.bands.large_beyond.recip(),
                probability: policy.gap.large_surplus_probability,
            }),
            share: None,
            margin: Margin::Probability(policy.margin.probability),
            least_persons: None,
        },
        sentence: Words::new(
            "预计求人倍率 {value}，低于 {threshold} 的概率 {chance}",
            "expected demand per entrant {value}; probability {chance} that it is below {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F4,
        code: "F4",
        number: 4,
        lasting: false,
        name: Words::new("当前市场偏冷", "weak current market"),
        family: Family::Market,
        part: Part::Outside,
        unit: FigureUnit::Ratio,
        direction: Direction::Below,
        limits: |policy| Limits::of_count(policy.market.posts_per_seeker_below, policy),
        sentence: Words::new(
            "所面向行业近两年求人倍率 {value}（岗位 {count} 个，求职 {of} 人），低于 {threshold} 或连续三年下降为不利",
            "{value} posts per seeker in the industries served over two years ({count} posts, {of} seekers); adverse below {threshold} or falling three years running",
        ),
    },
    SignalRow {
        signal: Signal::F4B,
        code: "F4B",
        number: 4,
        lasting: false,
        name: Words::new("新录用减少", "fewer new hires"),
        family: Family::Market,
        part: Part::Outside,
        unit: FigureUnit::Ratio,
        direction: Direction::Below,
        limits: |policy| Limits {
            least_persons: Some(policy.rating.full_persons),
            ..Limits::of_count(policy.market.hires_below, policy)
        },
        sentence: Words::new(
            "所面向行业享受培训补贴的新录用人数为上年同期的 {value} 倍（{count} 人，上年同期 {of} 人），低于 {threshold} 倍为不利；补贴口径变动时不作依据",
            "new hires with subsidised training in the industries served are {value} times those of the same quarters a year before ({count} against {of}); adverse below {threshold}, and no ground where the subsidy's own rules changed",
        ),
    },
    SignalRow {
        signal: Signal::F5,
        code: "F5",
        number: 5,
        lasting: false,
        name: Words::new("招生不足", "weak intake"),
        family: Family::Intake,
        part: Part::Ground,
        unit: FigureUnit::Persons,
        direction: Direction::Below,
        limits: |policy| {
            let keys = &policy.intake;
            Limits {
                adverse: Limit::counted(keys.entrants_below),
                severe: Some(Limit::counted(keys.severe_share * keys.entrants_below)),
                share: Some(keys.completion_below),
                margin: Margin::Relative(policy.margin.rate),
                least_persons: None,
            }
        },
        sentence: Words::new(
            "报到 {value} 人（计划 {of} 人），一个班为 {threshold} 人",
            "{value} registered of {of} planned; one class is {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F6,
        code: "F6",
        number: 6,
        lasting: false,
        name: Words::new("生师比过高", "many students per teacher"),
        family: Family::Capacity,
        part: Part::Outside,
        unit: FigureUnit::StudentsPerTeacher,
        direction: Direction::Above,
        limits: |policy| Limits::of_count(policy.capacity.students_per_teacher_above, policy),
        sentence: Words::new(
            "生师比 {value}∶1（在校生 {count} 人，专任教师 {of} 人），标准不高于 {threshold}∶1",
            "{value} students per teacher ({count} students, {of} teachers); the standard is at most {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F6B,
        code: "F6B",
        number: 6,
        lasting: false,
        name: Words::new("生均设备不足", "little equipment per student"),
        family: Family::Capacity,
        part: Part::Outside,
        unit: FigureUnit::YuanPerStudent,
        direction: Direction::Below,
        limits: |policy| Limits::of_count(policy.capacity.equipment_per_student_below, policy),
        sentence: Words::new(
            "生均教学仪器设备值 {value} 元，标准不低于 {threshold} 元",
            "teaching equipment of {value} yuan per student; the standard is at least {threshold} yuan",
        ),
    },
    SignalRow {
        signal: Signal::F6C,
        code: "F6C",
        number: 6,
        lasting: false,
        name: Words::new("双师型教师少", "few dual-qualified teachers"),
        family: Family::Capacity,
        part: Part::Outside,
        unit: FigureUnit::ShareOfTeachers,
        direction: Direction::Below,
        limits: |policy| Limits::of_count(policy.capacity.dual_qualified_below, policy),
        sentence: Words::new(
            "双师型教师占专任教师 {value}（{count}/{of}），标准不低于 {threshold}",
            "dual-qualified teachers are {value} of the full-time teachers ({count}/{of}); the standard is at least {threshold}",
        ),
    },
    SignalRow {
        signal: Signal::F7,
        code: "F7",
        number: 7,
        lasting: false,
        name: Words::new("布点过多", "too many sites"),
        family: Family::Duplication,
        part: Part::Outside,
        unit: FigureUnit::ShareOfSchools,
        direction: Direction::Above,
        limits: |policy| Limits {
            adverse: Limit::counted(policy.duplication.city_share_above),
            severe: None,
            share: None,
            margin: Margin::Absolute(policy.margin.rate),
            least_persons: None,
        },
        sentence: Words::new(
            "全市 {of} 所同类学校中 {count} 所开设，占 {value}（上限 {threshold}）",
            "offered by {count} of the city's {of} schools, {value} (limit {threshold})",
        ),
    },
];

impl Signal {
    /// Every signal of the catalogue.
    pub fn all() -> impl Iterator<Item = Self> {
        CATALOGUE.iter().map(|row| row.signal)
    }

    fn row(self) -> &'static SignalRow {
        &CATALOGUE[self as usize]
    }

    /// The code in files and in the API.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// Its number: signals of one number look at the same figure and count as one ground.
    pub fn number(self) -> u8 {
        self.row().number
    }

    /// Whether two years running are in its definition, so that it has lasted once it is adverse.
    pub(crate) fn is_lasting(self) -> bool {
        self.row().lasting
    }

    /// The name people read.
    pub fn name(self, lang: Lang) -> &'static str {
        self.row().name.get(lang)
    }

    /// The family whose evidence it shares.
    pub fn family(self) -> Family {
        self.row().family
    }

    /// Whether it is read from what the schools of a programme report of themselves; if not, one that is silent does not
    /// silence it.
    pub(crate) fn rests_on_own_report(self) -> bool {
        matches!(self.family(), Family::Outcome | Family::Intake | Family::Capacity)
    }

    /// Its part in the rule of lasting failure.
    pub(crate) fn part(self) -> Part {
        self.row().part
    }

    /// The unit of its figure.
    pub fn unit(self) -> FigureUnit {
        self.row().unit
    }

    /// The side of its threshold that is adverse.
    pub fn direction(self) -> Direction {
        self.row().direction
    }

    /// What a policy holds its figure against.
    pub fn limits(self, policy: &Policy) -> Limits {
        (self.row().limits)(policy)
    }

    /// What the signal saw, as a sentence with `{value}`, `{threshold}`, `{count}`, `{of}` and `{chance}` in the
    /// place of figures: the last is the probability of a reading, and the two before it are its counts.
    pub fn sentence(self, lang: Lang) -> &'static str {
        self.row().sentence.get(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_finds_its_own_row() {
        for (position, signal) in Signal::all().enumerate() {
            assert_eq!(signal as usize, position);
            assert_eq!(format!("{signal:?}"), signal.code());
        }
    }

    /// Beside the pooled counts of F1 they would tell how many of one cohort found no job.
    #[test]
    fn signals_of_single_cohorts_give_no_counts_away() {
        for signal in [Signal::F1B, Signal::F1C] {
            for slot in ["{value}", "{count}", "{of}"] {
                for lang in [Lang::Zh, Lang::En] {
                    assert!(!signal.sentence(lang).contains(slot), "{signal:?} {slot}");
                }
            }
        }
    }

    #[test]
    fn a_severe_limit_lies_beyond_the_adverse_one() {
        let policy = Policy::default();
        for signal in Signal::all() {
            let limits = signal.limits(&policy);
            if let Some(severe) = limits.severe {
                let [severe, adverse] = [severe, limits.adverse].map(|limit| limit.threshold);
                assert!(signal.direction().is_beyond(severe, adverse), "{}", signal.code());
            }
        }
    }

    #[test]
    fn the_default_policy_gives_the_printed_thresholds() {
        let policy = Policy::default();
        let thresholds: Vec<f64> =
            Signal::all().map(|signal| signal.limits(&policy).adverse.threshold).collect();
        // F1B, F1C and F2B are held against thresholds that the city itself sets each year.
        let printed = [
            0.60,
            0.0,
            0.0,
            0.15,
            0.40,
            0.0,
            1.0 / 1.2,
            0.90,
            0.80,
            30.0,
            20.0,
            2_500.0,
            0.30,
            0.50,
        ];
        assert_eq!(thresholds, printed);
    }
}
