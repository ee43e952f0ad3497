//! What is printed of an evaluation.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;

use super::case::{AHEAD, Found, Track, WINDOW};
use super::methods::Method;
use super::scores::{
    MethodScore, Reliability, Scored, by_level, method_score, reliability, steadiness,
};
use crate::Outcome;
use crate::args::{Args, Format};
use crate::table::{aligned, decimal, json, line};

/// What is printed as JSON, for programmes at schools and for programmes of the city.
#[derive(Debug, Serialize)]
struct Evaluated {
    cities: Option<usize>,
    simulated: bool,
    places: OfKind,
    programmes: OfKind,
}

/// What was found of one kind of subjects.
#[derive(Debug, Serialize)]
struct OfKind {
    methods: Vec<MethodScore>,
    /// Level, cases after it, and the share of them with a bad outcome.
    levels: Vec<(&'static str, usize, f64)>,
    /// Cases with a release before, the share of them that changed, and that keeps changing.
    steadiness: Option<(usize, f64, f64)>,
    /// Of the stated probability of a surplus.
    reliability: Option<Reliability>,
}

impl OfKind {
    fn new(tracks: &[Track], lang: Lang) -> Self {
        let methods = Method::all().into_iter().enumerate();
        let score = |(at, method): (usize, Method)| method_score(tracks, at, method.name(lang));
        let methods = methods.map(score).filter(|score| score.cases > 0);
        Self {
            methods: methods.collect(),
            levels: by_level(tracks).into_iter().map(|(l, n, s)| (l.name(lang), n, s)).collect(),
            steadiness: steadiness(tracks),
            reliability: reliability(tracks),
        }
    }
}

/// Prints what was found; without a single case it is wrong input.
pub(super) fn print(args: &Args, found: &Found) -> Result<Outcome> {
    let lang = args.lang();
    let evaluated = Evaluated {
        cities: found.cities,
        simulated: found.simulated,
        places: OfKind::new(&found.places, lang),
        programmes: OfKind::new(&found.programmes, lang),
    };
    if evaluated.places.methods.is_empty() && evaluated.programmes.methods.is_empty() {
        tell!(
            "{}",
            lang.pick(
                "没有可评价的预警：须有相隔两年的就业数据（T1）；可用 --simulated 20 在模拟城市上评价",
                "no warning can be evaluated: destinations (T1) two years apart are needed; --simulated 20 evaluates on cities that are made up"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    if args.format == Format::Json {
        json(&evaluated)?;
        return Ok(Outcome::Done);
    }
    line(&opening(&evaluated, lang));
    for (name, of) in [
        (lang.pick("专业点（学校×专业）", "Programmes at schools"), &evaluated.places),
        (lang.pick("全市专业", "Programmes of the city"), &evaluated.programmes),
    ] {
        line("");
        line(name);
        print_kind(of, lang);
    }
    Ok(Outcome::Done)
}

fn opening(evaluated: &Evaluated, lang: Lang) -> String {
    let mark = if evaluated.simulated {
        lang.pick("含模拟数据。", "With simulated data. ")
    } else {
        ""
    };
    let of = match (evaluated.cities, lang) {
        (Some(cities), Lang::Zh) => format!("{cities} 个模拟城市。"),
        (Some(cities), Lang::En) => format!("{cities} simulated cities. "),
        (None, Lang::Zh) => {
            "本工作区历年：各年只用当年及以前的数据，按现行政策重新评级。".to_owned()
        }
        (None, Lang::En) => {
            "This workspace's own years, each on figures up to it by the policy of today. "
                .to_owned()
        }
    };
    match lang {
        Lang::Zh => format!(
            "{mark}{of}事件：{AHEAD} 年后直接就业率低于 60 % 或居末十分之一。提前年数：发生前 {WINDOW} 年内首次预警到发生。方括号为按对象重抽样的 90 % 区间。规则所说的就业率一律按直接就业率计（不含升学，比落实去向更能预告事件，对规则有利）；`talent rules simulate` 按规则原文的毕业去向落实率计"
        ),
        Lang::En => format!(
            "{mark}{of}Event: {AHEAD} releases later placement is below 60 % or in the lowest tenth. Lead: from the first warning within {WINDOW} years before it begins. Brackets: 90 % intervals by drawing subjects. Placement that rules look at is 直接就业率 here (further study left out, which foretells more and favours the rules); `talent rules simulate` takes it as printed, further study and army included"
        ),
    }
}

const HEADINGS: [(&str, &str); 10] = [
    ("方法", "method"),
    ("例数", "cases"),
    ("事件", "events"),
    ("查全%", "recall%"),
    ("误报%", "false alarms%"),
    ("查准%", "precision%"),
    ("噪声/信号", "noise/signal"),
    ("相对有用性", "usefulness"),
    ("新发生/预警到", "onsets/foretold"),
    ("提前年数", "lead"),
];

fn print_kind(of: &OfKind, lang: Lang) {
    let percent = |share: Option<f64>| decimal(share.map(|share| 100.0 * share), 1);
    let scored = |scored: Option<Scored>| {
        scored.map_or_else(
            || decimal(None, 2),
            |s| format!("{:.2} [{:.2}–{:.2}]", s.value, s.low, s.high),
        )
    };
    let cells = |score: &MethodScore| {
        vec![
            score.method.clone(),
            score.cases.to_string(),
            score.events.to_string(),
            percent(score.recall),
            percent(score.false_alarm_rate),
            percent(score.precision),
            scored(score.noise_to_signal),
            scored(score.usefulness),
            format!("{}/{}", score.onsets, score.foretold),
            decimal(score.lead, 2),
        ]
    };
    let headings = HEADINGS.map(|(zh, en)| lang.pick(zh, en));
    line(&aligned(&headings, &of.methods.iter().map(cells).collect::<Vec<_>>()));
    let levels = of
        .levels
        .iter()
        .map(|(name, cases, share)| format!("{name} {:.1} %（{cases}）", 100.0 * share));
    let levels = levels.collect::<Vec<_>>().join(lang.pick("，", ", "));
    line(&match lang {
        Lang::Zh => format!("各等级之后发生事件的比例（例数）：{levels}"),
        Lang::En => format!("Share with the event after each level (cases): {levels}"),
    });
    if let Some((cases, changed, unsteady)) = of.steadiness {
        let (changed, unsteady) = (100.0 * changed, 100.0 * unsteady);
        line(&match lang {
            Lang::Zh => format!("等级变动 {changed:.1} %，反复波动 {unsteady:.1} %（{cases} 例）"),
            Lang::En => format!(
                "Levels change in {changed:.1} %, keep changing in {unsteady:.1} % of {cases} cases"
            ),
        });
    }
    if let Some(found) = &of.reliability {
        print_reliability(found, lang);
    }
}

fn print_reliability(found: &Reliability, lang: Lang) {
    let Reliability { cases, brier, brier_of_base_rate, bins } = found;
    line(&match lang {
        Lang::Zh => format!(
            "“预计供给略多或过剩”的概率对今后四年真实供求比：Brier {} （基准率 {brier_of_base_rate:.3}，{cases} 例）",
            shown(*brier)
        ),
        Lang::En => format!(
            "Stated probability of a surplus against true ratios of four years: Brier {} (base rate {brier_of_base_rate:.3}, {cases} cases)",
            shown(*brier)
        ),
    });
    let headings = [
        lang.pick("所述概率%", "stated%"),
        lang.pick("实际发生%", "came%"),
        lang.pick("例数", "cases"),
    ];
    let row = |(stated, came, cases): &(f64, f64, usize)| {
        vec![format!("{:.1}", 100.0 * stated), format!("{:.1}", 100.0 * came), cases.to_string()]
    };
    line(&aligned(&headings, &bins.iter().map(row).collect::<Vec<_>>()));
}

fn shown(scored: Scored) -> String {
    format!("{:.3} [{:.3}–{:.3}]", scored.value, scored.low, scored.high)
}
