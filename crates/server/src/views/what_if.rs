//! What single changes would do, on the wire.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{
    AskedChange, ChangeKind, Range, ScenarioOutlook, Touch, Verdict, WhatIf, WhatIfPlace,
    WhatIfProgramme,
};
use talent_report::{band_name, explain_change, no_intake, what_if_notes};
use utoipa::ToSchema;

/// What changes would do, beside the base.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WhatIfView {
    /// The changes in their text form, with commas between them.
    pub(crate) changes: String,
    /// First year that the balance sums.
    pub(crate) from: i32,
    /// Last year that it sums.
    pub(crate) to: i32,
    /// The run whose levels are gone on from; none where none of this base year was published.
    pub(crate) run: Option<i64>,
    /// Each change as it was understood.
    pub(crate) asked: Vec<AskedView>,
    /// 专业：变更对象在前。 Programmes, those of the changes first.
    pub(crate) programmes: Vec<WhatIfProgrammeView>,
    /// 专业点：变更对象在前，然后是同专业其他学校。 Places, then other schools of the same programmes.
    pub(crate) places: Vec<WhatIfPlaceView>,
    /// What the result rests on, and what a change cannot move.
    pub(crate) notes: Vec<String>,
}

/// A change as it was understood.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AskedView {
    /// Its text form.
    pub(crate) text: String,
    /// `seats`, `stop`, `open` or `plant`.
    #[schema(value_type = String)]
    pub(crate) kind: ChangeKind,
    /// The first intake that it changes, or the year of its jobs.
    pub(crate) from: i32,
    /// When the first cohort leaves that it changes; none of a plant.
    pub(crate) leaves: Option<i32>,
    /// Whether that lies after the years that the balance sums.
    pub(crate) is_beyond: bool,
    /// In words.
    pub(crate) explanation: String,
}

/// A programme before and after.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WhatIfProgrammeView {
    /// 专业代码
    pub(crate) code: String,
    /// 专业名称
    pub(crate) name: String,
    /// `changed`, `industry` or `same-class`.
    #[schema(value_type = String)]
    pub(crate) touch: Touch,
    /// Openings for newcomers before, persons over the horizon.
    pub(crate) demand_before: Option<f64>,
    /// The same after.
    pub(crate) demand_after: Option<f64>,
    /// Local entrants before, persons over the horizon.
    pub(crate) supply_before: Option<f64>,
    /// The same after.
    pub(crate) supply_after: Option<f64>,
    /// 求人倍率 before.
    pub(crate) ratio_before: Option<f64>,
    /// 80 % interval of it.
    pub(crate) ratio_before_lo80: Option<f64>,
    /// 80 % interval of it.
    pub(crate) ratio_before_hi80: Option<f64>,
    /// 求人倍率 after.
    pub(crate) ratio_after: Option<f64>,
    /// 80 % interval of it.
    pub(crate) ratio_after_lo80: Option<f64>,
    /// 80 % interval of it.
    pub(crate) ratio_after_hi80: Option<f64>,
    /// The year in which the next intake leaves.
    pub(crate) cohort_year: Option<i32>,
    /// 毕业届求人倍率 before: mean yearly openings over the entrants of that cohort.
    pub(crate) cohort_ratio_before: Option<f64>,
    /// The same after.
    pub(crate) cohort_ratio_after: Option<f64>,
    /// 80 % interval of it.
    pub(crate) cohort_ratio_after_lo80: Option<f64>,
    /// 80 % interval of it.
    pub(crate) cohort_ratio_after_hi80: Option<f64>,
    /// Class of shortage or surplus before.
    pub(crate) class_before: String,
    /// The same after.
    pub(crate) class_after: String,
    /// Level as published.
    pub(crate) level: Option<String>,
    /// Level at the next release without the changes.
    pub(crate) next_level_before: Option<String>,
    /// The same with them.
    pub(crate) next_level_after: Option<String>,
    /// Signals that are adverse before, by code with spaces between them.
    pub(crate) signals_before: String,
    /// The same after.
    pub(crate) signals_after: String,
    /// Published rules met before, with spaces between them.
    pub(crate) rules_before: String,
    /// The same after.
    pub(crate) rules_after: String,
}

/// A place before and after.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WhatIfPlaceView {
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) school_name: String,
    /// `changed` or `same-programme`.
    #[schema(value_type = String)]
    pub(crate) touch: Touch,
    /// Expected to enter next before, persons.
    pub(crate) entrants_before: Option<f64>,
    /// The same after.
    pub(crate) entrants_after: Option<f64>,
    /// Level as published.
    pub(crate) level: Option<String>,
    /// Level at the next release without the changes.
    pub(crate) next_level_before: Option<String>,
    /// The same with them.
    pub(crate) next_level_after: Option<String>,
    /// Signals that are adverse before, by code with spaces between them.
    pub(crate) signals_before: String,
    /// The same after.
    pub(crate) signals_after: String,
    /// Published rules met before, with spaces between them.
    pub(crate) rules_before: String,
    /// The same after.
    pub(crate) rules_after: String,
}

impl WhatIfView {
    pub(crate) fn new(scenario: &ScenarioOutlook, what_if: &WhatIf, lang: Lang) -> Self {
        Self {
            changes: what_if.text.clone(),
            from: scenario.from.number(),
            to: scenario.to.number(),
            run: what_if.run,
            asked: what_if.changes.iter().map(|change| AskedView::new(change, lang)).collect(),
            programmes: WhatIfProgrammeView::all(what_if, lang),
            places: what_if.places.iter().map(|p| WhatIfPlaceView::new(p, lang)).collect(),
            notes: what_if_notes(what_if, lang),
        }
    }
}

impl AskedView {
    fn new(change: &AskedChange, lang: Lang) -> Self {
        Self {
            text: change.text.clone(),
            kind: change.kind,
            from: change.from.number(),
            leaves: change.leaves.map(talent_domain::Year::number),
            is_beyond: change.is_beyond,
            explanation: explain_change(change, lang),
        }
    }
}

impl WhatIfProgrammeView {
    pub(crate) fn all(what_if: &WhatIf, lang: Lang) -> Vec<Self> {
        what_if.programmes.iter().map(|programme| Self::new(programme, lang)).collect()
    }

    fn new(p: &WhatIfProgramme, lang: Lang) -> Self {
        let cohort = |side: fn(&(Range, Range)) -> &Range| p.cohort.as_ref().map(|c| side(&c.sdr));
        let (before, after) = (cohort(|sdr| &sdr.0), cohort(|sdr| &sdr.1));
        let verdict = VerdictWords::new(&p.verdict, lang);
        Self {
            code: p.code.to_string(),
            name: p.name.clone(),
            touch: p.touch,
            demand_before: p.demand.0.centre(),
            demand_after: p.demand.1.centre(),
            supply_before: p.supply.0.centre(),
            supply_after: p.supply.1.centre(),
            ratio_before: p.sdr.0.centre(),
            ratio_before_lo80: p.sdr.0.p80.0,
            ratio_before_hi80: p.sdr.0.p80.1,
            ratio_after: p.sdr.1.centre(),
            ratio_after_lo80: p.sdr.1.p80.0,
            ratio_after_hi80: p.sdr.1.p80.1,
            cohort_year: p.cohort.as_ref().map(|cohort| cohort.leaves.number()),
            cohort_ratio_before: before.and_then(Range::centre),
            cohort_ratio_after: after.and_then(Range::centre),
            cohort_ratio_after_lo80: after.and_then(|range| range.p80.0),
            cohort_ratio_after_hi80: after.and_then(|range| range.p80.1),
            class_before: band_name(p.band.0, lang).to_owned(),
            class_after: band_name(p.band.1, lang).to_owned(),
            level: verdict.level,
            next_level_before: verdict.next.0,
            next_level_after: verdict.next.1,
            signals_before: verdict.signals.0,
            signals_after: verdict.signals.1,
            rules_before: p.verdict.statutory.0.join(" "),
            rules_after: p.verdict.statutory.1.join(" "),
        }
    }
}

impl WhatIfPlaceView {
    fn new(place: &WhatIfPlace, lang: Lang) -> Self {
        let verdict = VerdictWords::new(&place.verdict, lang);
        Self {
            programme: place.programme.to_string(),
            programme_name: place.programme_name.clone(),
            school: place.school.to_string(),
            school_name: place.school_name.clone(),
            touch: place.touch,
            entrants_before: place.entrants.0,
            entrants_after: place.entrants.1,
            level: verdict.level,
            next_level_before: verdict.next.0,
            next_level_after: if place.stops {
                Some(no_intake(lang).to_owned())
            } else {
                verdict.next.1
            },
            signals_before: verdict.signals.0,
            signals_after: verdict.signals.1,
            rules_before: place.verdict.statutory.0.join(" "),
            rules_after: place.verdict.statutory.1.join(" "),
        }
    }
}

/// A verdict as flat words.
struct VerdictWords {
    level: Option<String>,
    next: (Option<String>, Option<String>),
    signals: (String, String),
}

impl VerdictWords {
    fn new(verdict: &Verdict, lang: Lang) -> Self {
        let adverse = |of: fn(&talent_outlook::SignalPair) -> Option<talent_warning::Reading>| {
            let pairs = verdict.signals.iter();
            let met = pairs.filter(|pair| of(pair).is_some_and(|r| r.standing.is_adverse()));
            met.map(|pair| pair.signal.code()).collect::<Vec<_>>().join(" ")
        };
        let name = |level: talent_warning::WarningLevel| level.name(lang).to_owned();
        let levels = verdict.levels;
        Self {
            level: levels.map(|levels| name(levels.now)),
            next: (
                levels.map(|levels| name(levels.next.0)),
                levels.map(|levels| name(levels.next.1)),
            ),
            signals: (adverse(|pair| pair.before), adverse(|pair| pair.after)),
        }
    }
}
