//! What is true of a simulated city: demand, local entrants and placement of every programme and class, the years to come included.

use crate::timeline::{BASE, HORIZON};

/// Years of the base window: it ends with the base year.
const WINDOW: i32 = 4;

/// The five classes of the balance, by openings per local entrant (SDR), from too few people to too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BalanceClass {
    /// 紧缺: above 1.5.
    LargeShortage,
    /// 供给略少: above 1.2.
    Shortage,
    /// 基本平衡: from 1/1.2 to 1.2.
    Balanced,
    /// 供给略多: from 1/1.5.
    Surplus,
    /// 过剩: below 1/1.5.
    LargeSurplus,
}

impl BalanceClass {
    /// The classes, from too few people to too many.
    pub const ALL: [Self; 5] =
        [Self::LargeShortage, Self::Shortage, Self::Balanced, Self::Surplus, Self::LargeSurplus];

    /// The class of openings per local entrant.
    ///
    /// ```
    /// use talent_simulate::BalanceClass;
    /// assert_eq!(BalanceClass::of(1.2), BalanceClass::Balanced);
    /// assert_eq!(BalanceClass::of(0.6), BalanceClass::LargeSurplus);
    /// ```
    pub fn of(sdr: f64) -> Self {
        if sdr > 1.5 {
            Self::LargeShortage
        } else if sdr > 1.2 {
            Self::Shortage
        } else if sdr >= 1.0 / 1.2 {
            Self::Balanced
        } else if sdr >= 1.0 / 1.5 {
            Self::Surplus
        } else {
            Self::LargeSurplus
        }
    }

    /// The word, Chinese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::LargeShortage => ("紧缺", "large shortage"),
            Self::Shortage => ("供给略少", "shortage"),
            Self::Balanced => ("基本平衡", "balanced"),
            Self::Surplus => ("供给略多", "surplus"),
            Self::LargeSurplus => ("过剩", "large surplus"),
        }
    }

    /// How many classes lie between two: 0 of the same.
    pub fn distance(self, other: Self) -> usize {
        (self as usize).abs_diff(other as usize)
    }
}

/// One year of a programme or class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrueYear {
    /// The year.
    pub year: i32,
    /// Openings for newcomers, persons.
    pub demand: f64,
    /// Graduates who look for work in the city first, persons.
    pub entrants: f64,
    /// Graduates with work, persons.
    pub jobs: f64,
    /// Graduates who look for work, persons.
    pub seeking: f64,
}

impl TrueYear {
    /// 直接就业率: with work among those who want it, a fraction; none of nobody.
    pub fn placement(&self) -> Option<f64> {
        let wanting = self.jobs + self.seeking;
        (wanting > 0.0).then(|| self.jobs / wanting)
    }
}

/// The balance of a programme or class, as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct TrueBalance {
    /// The code: six digits of a programme, four of a class.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Every year from the first that schools report to the end of the horizon.
    pub years: Vec<TrueYear>,
}

impl TrueBalance {
    /// Openings per local entrant over the years from `from` to `to`; infinite of openings without entrants, none of neither.
    pub fn ratio(&self, from: i32, to: i32) -> Option<f64> {
        let years = self.years.iter().filter(|year| (from..=to).contains(&year.year));
        let (demand, entrants) =
            years.fold((0.0, 0.0), |sums, year| (sums.0 + year.demand, sums.1 + year.entrants));
        (demand > 0.0 || entrants > 0.0).then(|| demand / entrants)
    }

    /// The ratio over the years after the base year.
    pub fn to_come(&self) -> Option<f64> {
        self.ratio(BASE + 1, BASE + HORIZON)
    }

    /// The ratio over the four years up to the base year.
    pub fn of_base_window(&self) -> Option<f64> {
        self.ratio(BASE - WINDOW + 1, BASE)
    }

    /// The class of the years after the base year.
    pub fn class(&self) -> Option<BalanceClass> {
        self.to_come().map(BalanceClass::of)
    }
}

/// What is true of a city.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Every programme.
    pub programmes: Vec<TrueBalance>,
    /// Every class: the sum of its programmes.
    pub classes: Vec<TrueBalance>,
}

impl Truth {
    /// Programmes with the sums of their classes; `name_of` gives the name of a class by its code.
    pub(crate) fn new(
        programmes: Vec<TrueBalance>,
        name_of: impl Fn(&str) -> &'static str,
    ) -> Self {
        let mut classes: Vec<TrueBalance> = Vec::new();
        for programme in &programmes {
            let code = &programme.code[..4];
            match classes.iter_mut().find(|class| class.code == code) {
                Some(class) => class.years.iter_mut().zip(&programme.years).for_each(add),
                None => classes.push(TrueBalance {
                    code: code.to_owned(),
                    name: name_of(code).to_owned(),
                    years: programme.years.clone(),
                }),
            }
        }
        Self { programmes, classes }
    }

    /// The truth as CSV. It is no template: ingestion refuses it.
    ///
    /// A row for every programme and class and every year: 基期 up to the base year, 展望 after it. The ratio is that of the
    /// four years of the window that the row is in; rows before the base window have none.
    pub fn to_csv(&self, title: &str) -> String {
        let mut text = format!(
            "{title}\n层级,代码,名称,年份,窗口,新增需求,本地进入者,窗口供求比,真实等级,真实直接就业率(%)\n"
        );
        for (level, balances) in [("专业", &self.programmes), ("专业类", &self.classes)] {
            for balance in balances {
                balance.years.iter().for_each(|year| text.push_str(&line(level, balance, year)));
            }
        }
        text
    }
}

/// Adds the figures of a programme to those of its class.
fn add((sum, part): (&mut TrueYear, &TrueYear)) {
    sum.demand += part.demand;
    sum.entrants += part.entrants;
    sum.jobs += part.jobs;
    sum.seeking += part.seeking;
}

/// One row of the truth.
fn line(level: &str, balance: &TrueBalance, year: &TrueYear) -> String {
    let (window, ratio) = match year.year {
        after if after > BASE => ("展望", balance.to_come()),
        within if within > BASE - WINDOW => ("基期", balance.of_base_window()),
        _ => ("此前", None),
    };
    let class = ratio.map_or("", |ratio| BalanceClass::of(ratio).names().0);
    let shown = |value: Option<f64>, digits: usize| {
        value
            .filter(|value| value.is_finite())
            .map_or_else(String::new, |v| format!("{v:.digits$}"))
    };
    let TrueBalance { code, name, .. } = balance;
    let TrueYear { year: number, demand, entrants, .. } = year;
    let placement = shown(year.placement().map(|share| 100.0 * share), 1);
    let ratio = shown(ratio, 4);
    format!(
        "{level},{code},{name},{number},{window},{demand},{entrants},{ratio},{class},{placement}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_have_the_published_edges() {
        let of = |sdr: f64| BalanceClass::of(sdr) as usize;
        assert_eq!(
            [1.51, 1.5, 1.2, 1.0 / 1.2, 0.8, 1.0 / 1.5, 0.66].map(of),
            [0, 1, 2, 2, 3, 3, 4]
        );
        assert_eq!(of(f64::INFINITY), 0);
    }
}
