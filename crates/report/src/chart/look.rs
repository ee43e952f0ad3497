//! For whom a chart is drawn: in which language, and how wide.

use talent_domain::Lang;

/// Language and width of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The language of its words.
    pub lang: Lang,
    /// Its width, pixels. Type has the same size in a narrow chart, so that it reads on a phone.
    pub width: u32,
}

impl Look {
    /// Wide enough for a page and for paper: type of 13 pixels is 8 points where the chart is 156 mm wide.
    pub const WIDE: u32 = 720;
    /// As wide as a phone.
    pub const NARROW: u32 = 360;

    /// For a phone.
    pub fn narrow(lang: Lang) -> Self {
        Self { lang, width: Self::NARROW }
    }

    /// Whether names stand above what they name, as there is no room beside it.
    pub(super) fn is_narrow(self) -> bool {
        self.width < 500
    }
}

/// For a page or paper.
impl From<Lang> for Look {
    fn from(lang: Lang) -> Self {
        Self { lang, width: Self::WIDE }
    }
}
