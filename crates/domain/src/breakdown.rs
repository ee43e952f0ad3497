use serde::{Deserialize, Serialize};

use crate::{Lang, Measure};

/// A way of counting graduates or their jobs by what they are like. Each is filled in or left out by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breakdown {
    /// 性别.
    Sex,
    /// 生源地.
    Origin,
    /// 升学途径.
    Route,
    /// 就业地域.
    Area,
    /// 就业产业.
    Sector,
    /// 单位类型.
    Employer,
    /// 就业渠道.
    Channel,
    /// 劳动合同.
    Contract,
    /// 社会保险.
    Insurance,
    /// 起薪分档.
    PayBand,
}

impl Breakdown {
    /// All of them, in the order of the template.
    pub const ALL: [Self; 10] = [
        Self::Sex,
        Self::Origin,
        Self::Route,
        Self::Area,
        Self::Sector,
        Self::Employer,
        Self::Channel,
        Self::Contract,
        Self::Insurance,
        Self::PayBand,
    ];

    /// What its parts are parts of. Not everybody has to be asked: the parts may come to less.
    pub fn whole(self) -> Measure {
        match self {
            Self::Sex | Self::Origin => Measure::Graduates,
            Self::Route => Measure::FurtherStudy,
            Self::PayBand => Measure::PaySample,
            Self::Area
            | Self::Sector
            | Self::Employer
            | Self::Channel
            | Self::Contract
            | Self::Insurance => Measure::DirectJobs,
        }
    }

    /// Its parts: nobody is in two of them.
    pub fn parts(self) -> &'static [Measure] {
        match self {
            Self::Sex => &[Measure::Men, Measure::Women],
            Self::Origin => {
                &[Measure::OriginCity, Measure::OriginProvince, Measure::OriginElsewhere]
            }
            Self::Route => {
                &[Measure::StudyByExamination, Measure::StudyContinued, Measure::StudyOther]
            }
            Self::Area => &[Measure::LocalJobs, Measure::JobsProvince, Measure::JobsElsewhere],
            Self::Sector => &[Measure::JobsPrimary, Measure::JobsSecondary, Measure::JobsTertiary],
            Self::Employer => &[
                Measure::JobsPublic,
                Measure::JobsState,
                Measure::JobsPrivate,
                Measure::JobsSelf,
                Measure::JobsOther,
            ],
            Self::Channel => {
                &[Measure::FoundBySchool, Measure::FoundByAgency, Measure::FoundByOneself]
            }
            Self::Contract => {
                &[Measure::ContractNone, Measure::ContractShort, Measure::ContractLong]
            }
            Self::Insurance => {
                &[Measure::InsuranceNone, Measure::InsurancePart, Measure::InsuranceFull]
            }
            Self::PayBand => &[
                Measure::PayTo2000,
                Measure::PayTo3000,
                Measure::PayTo4000,
                Measure::PayTo5000,
                Measure::PayBeyond5000,
            ],
        }
    }

    /// The breakdown that a measure counts a part of; jobs in the city are counted whether others are or not, and are of
    /// none.
    pub fn of(measure: Measure) -> Option<Self> {
        let is_own = measure != Measure::LocalJobs;
        Self::ALL.into_iter().find(|breakdown| is_own && breakdown.parts().contains(&measure))
    }

    /// How its parts fit its whole, by the figures of a row.
    pub fn fit(self, figure: impl Fn(Measure) -> Option<f64>) -> BreakdownFit {
        let is_missing = |part: &Measure| figure(*part).is_none();
        let missing: Vec<Measure> = self.parts().iter().copied().filter(is_missing).collect();
        if missing.len() == self.parts().len() {
            return BreakdownFit::Absent;
        }
        let sum: f64 = self.parts().iter().filter_map(|part| figure(*part)).sum();
        let Some(whole) = figure(self.whole()) else {
            let is_whole = missing.is_empty();
            return if is_whole { BreakdownFit::Whole } else { BreakdownFit::Partly { missing } };
        };
        // Contracts and the like are not always known of everybody, but hardly of nobody.
        let is_of_some =
            matches!(self, Self::Employer | Self::Channel | Self::Contract | Self::Insurance);
        let may_be_less = is_of_some && sum > 0.0;
        match sum - whole {
            beyond if beyond > HALF => BreakdownFit::Contrary { sum, whole },
            beyond if beyond >= -HALF => BreakdownFit::Whole,
            _ if !missing.is_empty() => BreakdownFit::Partly { missing },
            _ if may_be_less => BreakdownFit::Whole,
            _ => BreakdownFit::Contrary { sum, whole },
        }
    }

    /// The name that people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Sex => lang.pick("性别", "sex"),
            Self::Origin => lang.pick("生源地", "home"),
            Self::Route => lang.pick("升学途径", "route to further study"),
            Self::Area => lang.pick("就业地域", "area of the job"),
            Self::Sector => lang.pick("就业产业", "sector of the job"),
            Self::Employer => lang.pick("单位类型", "kind of employer"),
            Self::Channel => lang.pick("就业渠道", "how the job was found"),
            Self::Contract => lang.pick("劳动合同", "contract"),
            Self::Insurance => lang.pick("社会保险", "social insurance"),
            Self::PayBand => lang.pick("起薪分档", "band of starting pay"),
        }
    }
}

/// Counts that differ by less are the same.
const HALF: f64 = 0.5;

/// How the parts of a breakdown fit their whole.
#[derive(Debug, Clone, PartialEq)]
pub enum BreakdownFit {
    /// None is given.
    Absent,
    /// Every part is known: given, or left with nobody by the others.
    Whole,
    /// Some are given, and nobody knows how many the others hold.
    Partly {
        /// The parts that are not given.
        missing: Vec<Measure>,
    },
    /// They come to more than their whole, or all are given and come to less.
    Contrary {
        /// What they come to.
        sum: f64,
        /// Their whole.
        whole: f64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fit_their_whole_or_some_are_missing() {
        let fit = |by: Breakdown, whole: Option<f64>, parts: &[Option<f64>]| {
            by.fit(|measure| {
                let at = by.parts().iter().position(|part| *part == measure);
                at.map_or(whole, |at| parts.get(at).copied().flatten())
            })
        };
        let (sex, contract) = (Breakdown::Sex, Breakdown::Contract);
        let [men, women] = [Some(12.0), Some(8.0)];
        let missing = |part| BreakdownFit::Partly { missing: vec![part] };
        let contrary = |sum, whole| BreakdownFit::Contrary { sum, whole };
        assert_eq!(fit(sex, Some(20.0), &[None, None]), BreakdownFit::Absent);
        assert_eq!(fit(sex, Some(20.0), &[men, women]), BreakdownFit::Whole);
        assert_eq!(fit(sex, Some(12.0), &[men, None]), BreakdownFit::Whole, "no women are left");
        assert_eq!(fit(sex, None, &[men, women]), BreakdownFit::Whole);
        assert_eq!(fit(sex, Some(20.0), &[men, None]), missing(Measure::Women));
        assert_eq!(fit(sex, None, &[men, None]), missing(Measure::Women));
        assert_eq!(fit(sex, Some(25.0), &[men, women]), contrary(20.0, 25.0));
        assert_eq!(fit(sex, Some(10.0), &[men, None]), contrary(12.0, 10.0));
        let asked = |of| [Some(of), Some(of), Some(of)];
        assert_eq!(fit(contract, Some(20.0), &asked(4.0)), BreakdownFit::Whole, "of some");
        assert_eq!(fit(contract, Some(20.0), &asked(0.0)), contrary(0.0, 20.0), "of nobody");
    }

    #[test]
    fn every_part_is_of_one_breakdown_and_in_the_unit_of_its_whole() {
        let mut seen = std::collections::BTreeSet::new();
        for breakdown in Breakdown::ALL {
            for part in breakdown.parts() {
                assert!(seen.insert(*part), "{part}");
                assert_eq!(part.unit(), breakdown.whole().unit());
                let own = (*part != Measure::LocalJobs).then_some(breakdown);
                assert_eq!(Breakdown::of(*part), own);
            }
        }
        assert_eq!(Breakdown::of(Measure::Graduates), None);
    }
}
