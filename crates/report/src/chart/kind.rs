//! Charts by name, as the command line and addresses ask for them.

use talent_domain::Lang;
use talent_outlook::Outlook;

use super::fan::fan_chart;
use super::fan_subject::FanSubject;
use super::gap::gap_bars;
use super::heat::heat_map;
use super::look::Look;
use super::notes::chart_notes;
use super::picture::Chart;
use super::quadrant::quadrant;

/// The kinds of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// History and forecast of one programme or industry.
    Fan,
    /// Supply less demand by programme.
    Gap,
    /// Outcomes against demand: the matching rate by openings per entrant.
    Quadrant,
    /// Programmes by section.
    /// Shares are those of each programme's openings.
    Heatmap,
}

impl ChartKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Fan, Self::Gap, Self::Quadrant, Self::Heatmap];

    /// Its code on the command line and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fan => "fan",
            Self::Gap => "gap",
            Self::Quadrant => "quadrant",
            Self::Heatmap => "heatmap",
        }
    }

    /// The kind with this code.
    /// `None` for a code of no kind.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// A fan chart was asked for without a programme or an industry.
    #[error("fan 图需要专业代码或行业门类 (a fan chart needs a programme or an industry)")]
    NoSubject,
    /// The outlook has no programme of this code.
    #[error("没有专业 {0} (no such programme)")]
    NoProgramme(String),
    /// The outlook has no industry of this code.
    #[error("没有行业 {0} (no such industry)")]
    NoIndustry(String),
}

/// Draws a chart of an outlook. A fan chart is of a programme's graduates or an industry's employment (`total` for all
/// industries); the other kinds need neither.
///
/// Where both a programme and an industry are given, the programme counts. Fails only for fan charts: without a
/// subject, or with one that the outlook does not have.
pub fn draw(
    outlook: &Outlook,
    kind: ChartKind,
    programme: Option<&str>,
    industry: Option<&str>,
    look: impl Into<Look>,
) -> Result<Chart, ChartError> {
    let look = look.into();
    let lang = look.lang;
    match kind {
        ChartKind::Gap => Ok(gap_bars(outlook, look)),
        ChartKind::Quadrant => Ok(quadrant(outlook, look)),
        ChartKind::Heatmap => Ok(heat_map(outlook, look)),
        ChartKind::Fan => {
            let subject = match (programme, industry) {
                (Some(code), _) => graduates_of(outlook, code, lang)?,
                (None, Some(code)) => employment_of(outlook, code, lang)?,
                (None, None) => return Err(ChartError::NoSubject),
            };
            let notes = chart_notes(&outlook.meta, subject.simulated, lang);
            Ok(fan_chart(&subject, &notes, look))
        }
    }
}

/// The graduates of the programme with this code.
fn graduates_of<'a>(
    outlook: &'a Outlook,
    code: &str,
    lang: Lang,
) -> Result<FanSubject<'a>, ChartError> {
    let programme =
        outlook.programme(code).ok_or_else(|| ChartError::NoProgramme(code.to_owned()))?;
    Ok(FanSubject::graduates(outlook, programme, lang))
}

/// Employment in the section with this code, or in all under `total`.
fn employment_of<'a>(
    outlook: &'a Outlook,
    code: &str,
    lang: Lang,
) -> Result<FanSubject<'a>, ChartError> {
    let industry = outlook.industry(code).ok_or_else(|| ChartError::NoIndustry(code.to_owned()))?;
    Ok(FanSubject::employment(industry, lang))
}
