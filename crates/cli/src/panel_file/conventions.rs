//! How the times and numbers of a file are written: seen at once, or by looking at all of them together.

use std::ops::ControlFlow;

use anyhow::Result;
use talent_domain::Lang;

use super::cells::{PanelTable, RawTime, Told, Walked, each_cell};
use super::layout::Layout;
use super::problem::Problem;
use super::times::{MixedYears, Time, TimeCounts, TimeHeading, TimeReading, TimeStyle, plain_time};
use super::values::{Decimals, NumberCounts, Value};

/// How times and numbers are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Conventions {
    /// Each by itself, as most files have them: short whole numbers, and numbers with a point or nothing.
    Plain,
    /// As all of them together tell.
    Seen { times: Option<TimeReading>, decimals: Decimals },
}

/// What the steps of a panel are, as far as it is known while it is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum StyleSeen {
    Known(TimeStyle),
    /// Years, as far as all that were met may be.
    YearsSoFar,
}

impl StyleSeen {
    /// Takes note of a time.
    pub(super) fn meet(&mut self, time: Time) {
        if matches!(self, Self::YearsSoFar) && !(1500..2200).contains(&time.step) {
            *self = Self::Known(TimeStyle::Steps);
        }
    }

    /// What they are, once all were met.
    pub(super) fn decided(self) -> TimeStyle {
        match self {
            Self::Known(style) => style,
            Self::YearsSoFar => TimeStyle::Years,
        }
    }
}

impl Conventions {
    /// What the steps of a table are.
    pub(super) fn style(self, layout: &Layout) -> StyleSeen {
        match (self, layout, layout.heading()) {
            (_, Layout::Wide { style, .. }, _) => StyleSeen::Known(*style),
            (Self::Seen { times: Some(times), .. }, ..) => StyleSeen::Known(times.style),
            (.., Some(TimeHeading::Either)) => StyleSeen::YearsSoFar,
            (.., Some(TimeHeading::Year)) => StyleSeen::Known(TimeStyle::Years),
            (.., Some(TimeHeading::Step) | None) => StyleSeen::Known(TimeStyle::Steps),
        }
    }

    /// The time that a text is under a heading; `None` if it is none, or none by itself.
    pub(super) fn time(self, text: &str, heading: Option<TimeHeading>) -> Option<Time> {
        match self {
            Self::Plain => plain_time(text, heading?),
            Self::Seen { times, .. } => times?.read(text),
        }
    }

    /// What a cell holds; `None` if it takes a look at others.
    pub(super) fn value(self, text: &str) -> Option<Value<'_>> {
        match self {
            Self::Plain => {
                let number = text.parse().ok().filter(|number: &f64| !number.is_nan());
                number.map(|number| Value::Number(number, None))
            }
            Self::Seen { decimals, .. } => Some(Value::of(text, decimals)),
        }
    }
}

/// Looks at all rows for how their times and numbers are written, and whether the text is GBK, which the table is then
/// read as. `Err` is what cannot be told.
pub(super) fn look(
    table: &mut PanelTable,
    lang: Lang,
) -> Result<Result<(Conventions, Vec<String>), String>> {
    let (mut times, mut numbers) = (TimeCounts::default(), NumberCounts::default());
    loop {
        let walked = each_cell(table, lang, &mut Told::default(), &mut |raw, _| {
            if let RawTime::Text(text) = raw.time {
                times.offer(text);
            }
            if !raw.value.is_empty() {
                numbers.offer(raw.value, raw.line);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if !matches!(walked, Walked::NotUtf8 { .. }) || !table.source.take_for_gbk() {
            break;
        }
        (times, numbers) = (TimeCounts::default(), NumberCounts::default());
    }
    let times = match table.layout.heading().map(|heading| times.decide(heading)).transpose() {
        Ok(times) => times,
        Err(MixedYears([one, other])) => {
            return Ok(Err(Problem::MixedYears { one: &one, other: &other }.text(lang)));
        }
    };
    let decimals = match numbers.decide(table.source.has_semicolons()) {
        Ok(decimals) => decimals,
        Err(found) => return Ok(Err(Problem::either(&found).text(lang))),
    };
    let mut said = Vec::new();
    if decimals == Decimals::Comma
        && let Some((line, text)) = numbers.example()
        && let Value::Number(value, _) = Value::of(text, decimals)
    {
        said.push(match lang {
            Lang::Zh => format!("数字里的逗号是小数点：第 {line} 行的“{text}”读作 {value}"),
            Lang::En => format!("commas mark decimals: `{text}` of line {line} is {value}"),
        });
    }
    Ok(Ok((Conventions::Seen { times, decimals }, said)))
}
