//! What a cell's format says beside its value.

/// What a cell's format says beside its value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Whether the value, or a part of its text, is struck through.
    pub(crate) is_struck: bool,
    /// How a number is shown.
    pub(crate) scale: Scale,
}

/// How a format shows a number: as it is kept, or larger or smaller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Scale {
    /// As it is kept.
    #[default]
    Plain,
    /// A hundred times as large, with a `%`.
    Percent,
    /// As it is kept, with 百 behind it.
    Hundreds,
    /// As it is kept, with 千 or K behind it.
    Thousands,
    /// As it is kept, with 万 behind it.
    TenThousands,
    /// As it is kept, with 百万 or M behind it.
    Millions,
    /// As it is kept, with 亿 behind it.
    HundredMillions,
    /// Smaller than it is kept: by commas behind its digits, or a point put between them.
    Smaller,
}

impl Scale {
    const ALL: [Self; 8] = [
        Self::Plain,
        Self::Percent,
        Self::Hundreds,
        Self::Thousands,
        Self::TenThousands,
        Self::Millions,
        Self::HundredMillions,
        Self::Smaller,
    ];

    /// The word behind the number; empty if there is none.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Plain | Self::Percent | Self::Smaller => "",
            Self::Hundreds => "百",
            Self::Thousands => "千",
            Self::TenThousands => "万",
            Self::Millions => "百万",
            Self::HundredMillions => "亿",
        }
    }
}

impl Shown {
    /// The number of bits that it takes.
    pub(super) const BITS: u32 = 4;

    /// It in its bits.
    pub(super) fn to_bits(self) -> u32 {
        u32::from(self.is_struck) << 3 | self.scale as u32
    }

    /// What stands in the bits.
    pub(super) fn of_bits(bits: u32) -> Self {
        let scale = Scale::ALL.get(bits as usize & 7).copied().unwrap_or_default();
        Self { is_struck: bits & 8 == 8, scale }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_in_the_bits() {
        for scale in Scale::ALL {
            for is_struck in [false, true] {
                let shown = Shown { is_struck, scale };
                assert_eq!(Shown::of_bits(shown.to_bits()), shown);
                assert!(shown.to_bits() < 1 << Shown::BITS);
            }
        }
    }
}
