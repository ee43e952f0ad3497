//! What a fan chart shows.
//!

use std::borrow::Cow;

use talent_domain::{Lang, Year};
use talent_outlook::{
    ForecastPoint, IndustryOutlook, Outlook, OutputOutlook, Point, ProgrammeOutlook,
};

/// Which figure of a year to come the dashes of a fan chart go through: the one that stands beside the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FanCentre {
    /// 中位数.
    Median,
    /// 中心值.
    Centre,
}

/// What a fan chart shows.
#[derive(Debug, Clone)]
pub struct FanSubject<'a> {
    /// The subject and the measure with its unit, such as `采矿业单位从业人员（人）`.
    pub title: String,
    /// Observed.
    /// In the unit of the title, the oldest point first.
    pub history: Cow<'a, [Point]>,
    /// What is to come, with 80 % and 95 % intervals, the nearest year first.
    pub forecast: &'a [ForecastPoint],
    /// The figure that the dashes go through.
    pub centre: FanCentre,
    /// The last year that is an estimate under a known total.
    /// `None` where all that is to come is forecast alike.
    pub estimated_until: Option<Year>,
    /// Whether its figures are simulated.
    pub simulated: bool,
}

impl<'a> FanSubject<'a> {
    /// Unit employment of an industry.
    /// Persons at the end of the year. It is published by the statistics office, so that no year is withheld.
    pub fn employment(industry: &'a IndustryOutlook, lang: Lang) -> Self {
        let name = industry.title();
        Self {
            title: match lang {
                Lang::Zh => format!("{name}：单位从业人员（人，年末）"),
                Lang::En => format!("{name}: unit employment (persons, year's end)"),
            },
            history: Cow::Borrowed(&industry.history),
            forecast: &industry.forecast,
            centre: FanCentre::Median,
            estimated_until: industry.estimated_until,
            simulated: false,
        }
    }

    /// Real output of an industry's sector, an index.
    /// The first year of the history is 100.
    pub fn output(output: &'a OutputOutlook, lang: Lang) -> Self {
        let (name, first) = (&output.name, output.history.first().map_or(0, |p| p.year.number()));
        Self {
            title: match lang {
                Lang::Zh => format!("{name}：实际产出指数（{first} 年=100）"),
                Lang::En => format!("Sector {}: real output, index ({first} = 100)", output.code),
            },
            history: Cow::Borrowed(&output.history),
            forecast: &output.forecast,
            centre: FanCentre::Median,
            estimated_until: None,
            simulated: false,
        }
    }

    /// Graduates of a programme in the city.
    pub fn graduates(outlook: &Outlook, programme: &'a ProgrammeOutlook, lang: Lang) -> Self {
        let series = (&programme.graduates[..], &programme.graduates_forecast[..]);
        Self::of_programme(outlook, programme, lang.pick("毕业生", "graduates"), series, lang)
    }

    /// Registered entrants of a programme in the city.
    pub fn entrants(outlook: &Outlook, programme: &'a ProgrammeOutlook, lang: Lang) -> Self {
        let series = (&programme.entrants[..], &programme.entrants_forecast[..]);
        let what = lang.pick("报到新生", "registered entrants");
        Self::of_programme(outlook, programme, what, series, lang)
    }

    /// The city's students or graduates of a programme; `what` names them in the title.
    fn of_programme(
        outlook: &Outlook,
        ProgrammeOutlook { code, name, .. }: &ProgrammeOutlook,
        what: &str,
        (history, forecast): (&'a [Point], &'a [ForecastPoint]),
        lang: Lang,
    ) -> Self {
        Self {
            title: match lang {
                Lang::Zh => format!("{code} {name}：{what}（人，全市）"),
                Lang::En => format!("{code} {name}: {what} (persons, city)"),
            },
            history: Cow::Borrowed(history),
            forecast,
            centre: FanCentre::Median,
            estimated_until: None,
            simulated: outlook.meta.simulated,
        }
    }

    /// The figure of a year to come that is shown.
    pub(super) fn shown(&self, point: &ForecastPoint) -> Option<f64> {
        match self.centre {
            FanCentre::Median => point.range.median,
            FanCentre::Centre => point.range.centre(),
        }
    }

    /// The first and the last year that it has a figure of; `None` if it has none.
    pub(super) fn years(&self) -> Option<(i32, i32)> {
        let observed = self.history.iter().map(|point| point.year.number());
        let to_come = self.forecast.iter().map(|point| point.year.number());
        let years = || observed.clone().chain(to_come.clone());
        Some((years().min()?, years().max()?))
    }
}
