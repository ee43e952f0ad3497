//! Units as files state them, and which of them a measure can be stated in.

use talent_domain::{Measure, Unit};

/// A unit as files state it, with its size in the unit that the measure is kept in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FileUnit {
    pub(crate) name: &'static str,
    /// The kept unit's amount in one of this unit: `value × numerator / denominator`.
    pub(super) numerator: i64,
    pub(super) denominator: i64,
    pub(super) percent: bool,
}

impl FileUnit {
    /// A whole number stated in this unit, in the unit that is kept, where both are whole and any number may be.
    pub(super) fn of_whole(self, number: u64) -> Option<f64> {
        /// Every whole number up to it is an `f64`.
        const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;
        let times = u64::try_from(self.numerator).ok().filter(|_| self.denominator == 1)?;
        let kept = number.checked_mul(times).filter(|kept| *kept <= EXACT && !self.percent)?;
        Some(kept as f64)
    }
}

const fn unit(name: &'static str, numerator: i64, denominator: i64) -> FileUnit {
    FileUnit { name, numerator, denominator, percent: false }
}

/// The units that a measure can be stated in; the first is the one assumed where a heading cannot
/// be misread.
pub(crate) fn units_of(measure: Measure) -> &'static [FileUnit] {
    match measure.unit() {
        Unit::Persons => const { &[unit("人", 1, 1), unit("万人", 10_000, 1)] },
        Unit::HundredMillionYuan => {
            const { &[unit("亿元", 1, 1), unit("万元", 1, 10_000), unit("元", 1, 100_000_000)] }
        }
        Unit::Yuan => const { &[unit("元", 1, 1), unit("万元", 10_000, 1)] },
        Unit::YuanPerMonth => const { &[unit("元/月", 1, 1), unit("元", 1, 1)] },
        Unit::LastYear100 => const { &[unit("上年=100", 1, 1)] },
        Unit::Count => const { &[unit("个", 1, 1), unit("所", 1, 1), unit("家", 1, 1)] },
        Unit::Years => const { &[unit("年", 1, 1)] },
        Unit::Percent => {
            const { &[FileUnit { name: "%", numerator: 1, denominator: 1, percent: true }] }
        }
        Unit::State => &[],
    }
}

/// Whether a heading of this measure must state its unit, because people use more than one.
pub(crate) fn needs_unit(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Employment
            | Measure::ValueAdded
            | Measure::Gdp
            | Measure::ValueAddedShare
            | Measure::EquipmentValue
    )
}

/// The names of the units a measure can be stated in.
pub(crate) fn unit_names(measure: Measure) -> String {
    units_of(measure).iter().map(|unit| unit.name).collect::<Vec<_>>().join("、")
}
