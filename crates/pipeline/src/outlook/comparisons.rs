//! Named models beside the forecast of a section; nothing rests on them.

use talent_forecast::{Grey, GreyGrade, Model};
use talent_market::elasticity_path;
use talent_outlook::{Comparison, Point, Text};

use super::Findings;

/// Years that the elasticity method looks back on.
const ELASTICITY_YEARS: i32 = 5;

impl Findings<'_> {
    /// The elasticity method and the grey model of a section.
    ///
    /// Persons by year after the section's last observed one; a model that cannot be fitted is left
    /// out.
    pub(super) fn comparisons(&self, section: usize) -> Vec<Comparison> {
        let compared = self.by_elasticity(section).into_iter().chain(self.by_grey_model(section));
        compared.filter(|comparison| !comparison.path.is_empty()).collect()
    }

    /// The grey model with its own test within the sample: the posterior error ratio `C` and the
    /// share of small errors `P`.
    fn by_grey_model(&self, section: usize) -> Option<Comparison> {
        let past = self.employment.observed[section].series.filled();
        let fit = Grey.fit(&past).ok()?;
        let (zh, en) = match fit.grade() {
            GreyGrade::First => ("样本内精度一级", "grade 1 within the sample"),
            GreyGrade::Second => ("样本内精度二级", "grade 2 within the sample"),
            GreyGrade::Refused => ("样本内精度不合格，不应采用", "refused by its own test"),
        };
        let (c, p) = (fit.posterior_ratio, fit.small_error_share);
        let path = fit.path(self.employment.horizon());
        let is_finite = path.iter().all(|value| value.is_finite());
        Some(Comparison {
            name: Text::new("灰色模型 GM(1,1)", "grey model GM(1,1)"),
            path: self.after_observed(section, if is_finite { path } else { Vec::new() }),
            note: Text::new(
                format!("{zh}（C={c:.2}，P={p:.2}）；样本内精度不代表预测误差。"),
                format!(
                    "{en} (C={c:.2}, P={p:.2}); a fit within the sample says nothing of a forecast."
                ),
            ),
        })
    }

    /// Growth of employment over growth of output in the last five years, applied to the output to
    /// come; `None` without output of the sector in both years.
    fn by_elasticity(&self, section: usize) -> Option<Comparison> {
        let output = self.employment.output.as_ref()?;
        let observed = &self.employment.observed[section].series;
        let (from, end) = (observed.end() - ELASTICITY_YEARS, observed.end());
        let employed = (observed.at(from)?, observed.at(end)?);
        let produced = output.levels(section, from, end)?;
        let growth = output.growth_ahead(section)?;
        let path = elasticity_path(employed, produced, growth, self.employment.horizon())?;
        Some(Comparison {
            name: Text::new("弹性系数法", "elasticity method"),
            path: self.after_observed(section, path),
            note: Text::new(
                format!("弹性取 {from}—{end} 年，限于 −0.5 到 1.5；两个小变化之比，噪声大。"),
                format!(
                    "elasticity of {from} to {end}, within −0.5 and 1.5; a noisy ratio of two small changes."
                ),
            ),
        })
    }

    /// A path as the years after a section's last observed one.
    fn after_observed(&self, section: usize, path: Vec<f64>) -> Vec<Point> {
        let end = self.employment.observed[section].series.end();
        let steps = path.into_iter().enumerate();
        steps.map(|(h, value)| Point { year: end + (h as i32 + 1), value, odd: None }).collect()
    }
}
