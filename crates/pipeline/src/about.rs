//! What an outlook says of itself: how the forecasts did, what it rests on, what to doubt.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Lang, Measure, Nature, ProgrammeCode, SchoolCode, Year};
use talent_forecast::{BacktestSummary, PanelForecast, SeriesForecast};
use talent_outlook::{
    Acceptance, Backtest, Cutoff, Doubt, Explanation, Meta, MethodRow, Oddity, RateDefinition, Text,
};

use crate::draws::Drawn;
use crate::employment::Employment;
use crate::facts::{Facts, GRADES};
use crate::occupations::Occupations;
use crate::outlook::{OutlookRequest, points};
use crate::supply::{unknown_rates, without};

/// How the forecast of one series of a panel came about.
pub fn explanation(backtest: &BacktestSummary, series: &SeriesForecast) -> Explanation {
    Explanation {
        weights: series.weights.clone(),
        series: backtest.series,
        origins: backtest.origins,
        gain: backtest.gain,
        trust: backtest.trust,
        borrowed_share: backtest.borrowed_share,
        acceptance: None,
    }
}

pub(crate) fn backtests(
    employment: &Employment,
    drawn: &Drawn,
    graduates: &PanelForecast,
) -> Vec<Backtest> {
    let of = |panel: Text, forecast: &PanelForecast, acceptance: Option<Acceptance>| {
        let BacktestSummary { origins, methods, combination_error, coverage80, coverage95, .. } =
            &forecast.backtest;
        (*origins > 0).then(|| Backtest {
            panel,
            series: forecast.series.len(),
            origins: *origins,
            methods: methods
                .iter()
                .filter(|method| method.error.is_finite())
                .map(|m| MethodRow { name: m.name.clone(), error: m.error, weight: m.weight })
                .collect(),
            combination_error: *combination_error,
            coverage80: coverage80.clone(),
            coverage95: coverage95.clone(),
            acceptance,
        })
    };
    let employed = Text::new("分行业从业人员", "employment by section");
    let grown = Text::new("三次产业实际产出", "real output of the sectors");
    let entrants =
        Text::new("分专业、学校、县（市、区）招生", "entrants by programme, school and county");
    let left = Text::new("分专业毕业生（仅作对照）", "graduates by programme (to compare only)");
    of(employed, &employment.forecast.panel, employment.forecast.acceptance)
        .into_iter()
        .chain(employment.output.as_ref().and_then(|output| of(grown, &output.forecast, None)))
        .chain(
            drawn.intake.as_ref().and_then(|intake| {
                of(entrants, &intake.forecast.panel, intake.forecast.acceptance)
            }),
        )
        .chain(of(left, graduates, None))
        .collect()
}

pub(crate) fn meta(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    employment: &Employment,
    base: Year,
) -> Meta {
    let observations = request.panel.observations();
    let mut cutoffs = Vec::new();
    let mut cutoff = |zh: &str, en: &str, year: Option<Year>| {
        cutoffs.extend(year.map(|year| Cutoff { name: Text::new(zh, en), year }));
    };
    let end = |measure| facts.regional(None, measure).map(|traced| traced.series.end());
    cutoff("分行业从业人员", "employment by section", employment.observed_until());
    cutoff("从业人员合计", "employment in total", end(Measure::Employment));
    cutoff("地区生产总值", "gross regional product", end(Measure::Gdp));
    cutoff("招生与在校生", "intake and students", Some(base));
    let classes = facts.programmes().filter_map(|p| facts.city(p, Measure::Graduates));
    cutoff("毕业生去向", "destinations of graduates", classes.map(|t| t.series.end()).max());
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for observation in observations {
        *sources.entry(&observation.provenance.source).or_default() += 1;
    }
    let mut sources: Vec<(&str, usize)> = sources.into_iter().collect();
    sources.sort_by_key(|(_, figures)| std::cmp::Reverse(*figures));
    Meta {
        region: facts.region.clone(),
        city: request.config.city.name.clone(),
        publisher: request.config.city.publisher.clone(),
        vintage: request.vintage,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: request.config.run.seed,
        draws: request.config.run.draws,
        horizon: request.config.run.horizon,
        base_year: base,
        policy: format!("{}（{}起施行）", request.policy.name, request.policy.in_force_from),
        simulated: observations.iter().any(|o| o.provenance.nature == Nature::Simulated),
        cutoffs,
        level: facts.level,
        schools: facts.schools_of_level(),
        sources: sources.into_iter().map(|(name, _)| name.to_owned()).collect(),
    }
}

pub(crate) fn doubts(facts: &Facts<'_>, employment: &Employment, drawn: &Drawn) -> Vec<Doubt> {
    let mut doubts = vec![Doubt {
        text: Text::new(
            "需求按本市城镇单位、私营和个体就业推算，供给按本市学校毕业生推算，两者口径不同；外出就业另列为留存率。",
            "Demand counts urban units, private and self-employed work in the city; supply counts graduates of its schools; those who leave show in the retention rate.",
        ),
        ids: Vec::new(),
    }];
    if let (Some(until), Some(total)) = (employment.observed_until(), &employment.total)
        && total.series.end() > until
    {
        doubts.push(Doubt {
            text: Text::new(
                format!("分行业从业人员只到 {until} 年；{}—{} 年为估计值，合计等于已公布的总数。", until + 1, total.series.end()),
                format!("Employment by section ends in {until}; {} to {} are estimates that add up to the published total.", until + 1, total.series.end()),
            ),
            ids: total.ids().collect(),
        });
    }
    doubts.extend(missing(facts, drawn).into_iter().map(|text| Doubt { text, ids: Vec::new() }));
    doubts.extend(other_entrants(facts, drawn.base));
    doubts.extend(refused(
        "分行业从业人员",
        "employment by section",
        employment.forecast.acceptance,
    ));
    let of_entrants = drawn.intake.as_ref().and_then(|intake| intake.forecast.acceptance);
    doubts.extend(refused("分专业招生", "entrants by programme", of_entrants));
    for (section, observed) in employment.sections.iter().zip(&employment.observed) {
        let name = facts.codes.industry_name(section);
        for point in points(Some(observed)).iter().filter(|point| point.odd.is_some()) {
            let year = point.year;
            let (zh, en) = match point.odd {
                Some(Oddity::Outlier) => ("异常值", "an outlier"),
                _ => ("水平位移", "a level shift"),
            };
            doubts.push(Doubt {
                text: Text::new(
                    format!("{name} {year} 年从业人员疑为{zh}，保留原值并标出。"),
                    format!("Employment of section {section} in {year} looks like {en}; kept and marked."),
                ),
                ids: observed.ids_of(year).collect(),
            });
        }
        for gap in observed.series.gaps() {
            doubts.push(Doubt {
                text: Text::new(
                    format!("{name} 缺 {gap} 年从业人员，按前后年直线补齐。"),
                    format!(
                        "Employment of section {section} lacks {gap}; filled on a straight line."
                    ),
                ),
                ids: Vec::new(),
            });
        }
    }
    doubts.extend(uncovered(facts, drawn));
    doubts.extend(odd_exits(&drawn.occupations));
    if let Some(scale) = drawn.occupations.workers_scale.filter(|scale| (scale - 1.0).abs() > 0.02)
    {
        doubts.push(Doubt {
            text: Text::new(
                format!("职业从业人员（P5）合计与有职业构成的行业从业人员不等，按 {scale:.3} 倍折算后配平。"),
                format!("Workers by occupation (P5) do not add up to those of the sections; multiplied by {scale:.3} before the table was fitted."),
            ),
            ids: Vec::new(),
        });
    }
    doubts.extend(unreported_years(facts));
    doubts.extend(destinations_known(facts, drawn));
    doubts.extend(former_codes(facts));
    doubts.extend(lengths(facts, drawn));
    if facts.codes.bridge.iter().any(|row| row.status == talent_domain::Status::Proposed) {
        doubts.push(Doubt {
            text: Text::new(
                "专业类与行业的对应为本项目建议，未经主管部门确认，可用 C5 模板替换。",
                "The table from programme classes to industries is a proposal; replace it with template C5.",
            ),
            ids: Vec::new(),
        });
    }
    doubts
}

/// What schools have not reported yet: a newer year that too few have reported to begin after, and each school
/// that lacks the base year, with what follows.
pub(crate) fn missing(facts: &Facts<'_>, drawn: &Drawn) -> Vec<Text> {
    let base = drawn.base;
    let mut by_school: BTreeMap<&SchoolCode, Vec<&ProgrammeCode>> = BTreeMap::new();
    for (programme, school) in facts.late() {
        by_school.entry(school).or_default().push(programme);
    }
    let early = facts.early().map(|early| {
        Text::new(
            format!("{early} 年的在校生半数以上还没有报数，仍以 {base} 年为基年。"),
            format!("Less than half of the students of {early} have been reported; the balance begins after {base}."),
        )
    });
    let reported: BTreeSet<&SchoolCode> = facts
        .reported_places()
        .filter(|(.., key)| {
            facts.sum_of(&[key], &GRADES).is_some_and(|t| t.series.at(base).is_some())
        })
        .map(|(_, school, _)| school)
        .collect();
    let is_shown =
        |code: &&ProgrammeCode| drawn.supplies.iter().any(|supply| supply.programme == **code);
    let late = |(school, programmes): (&SchoolCode, Vec<&ProgrammeCode>)| {
        let (shown, lost): (Vec<_>, Vec<_>) = programmes.into_iter().partition(is_shown);
        let says = |codes: &[&ProgrammeCode], zh: &str, en: &str| {
            if codes.is_empty() {
                return [String::new(), String::new()];
            }
            let names = codes.iter().map(|code| facts.codes.programme_name(code));
            let names = names.collect::<Vec<_>>().join("、");
            [format!("{zh}：{names}。"), format!(" {en}: {names}.")]
        };
        let [zh_shown, en_shown] = says(&shown, "因此不评级的专业", "Not rated for that");
        let [zh_lost, en_lost] =
            says(&lost, "只有该校开设、因此未列入的专业", "Offered there only, and so not listed");
        let name = facts.codes.school_name(school);
        let (zh, en) = if reported.contains(school) {
            (
                format!(
                    "{name}报了 {base} 年在校生，但缺一些专业（此前报过的学生还未毕业），供给和合计不含；漏报的请补报，停办或改名的请补报一行 0 人。"
                ),
                format!(
                    "{name} has reported its students of {base}, but not of some programmes whose students reported before cannot all have left: supply and sums leave those out; report them, or 0 where they have ended."
                ),
            )
        } else {
            (
                format!(
                    "{name}没有报 {base} 年在校生（此前报过的学生还未毕业），供给和合计都不含该校，补报后请重新计算。"
                ),
                format!(
                    "{name} has not reported its students of {base}, though those reported before cannot all have left: supply and sums leave it out."
                ),
            )
        };
        Text::new(zh + &zh_shown + &zh_lost, en + &en_shown + &en_lost)
    };
    early.into_iter().chain(by_school.into_iter().map(late)).collect()
}

/// Says how often something else stands for those who registered.
fn other_entrants(facts: &Facts<'_>, base: Year) -> Option<Doubt> {
    let (mut places, mut all) = (0, 0);
    for (.., key) in facts.reported_places() {
        let entrants = facts.entrants_of(&[key]).and_then(|traced| traced.series.at(base));
        let registered = facts.sum_of(&[key], &[Measure::Registered]);
        all += usize::from(entrants.is_some());
        let is_other = registered.and_then(|traced| traced.series.at(base)).is_none();
        places += usize::from(entrants.is_some() && is_other);
    }
    let text = Text::new(
        format!(
            "{all} 个专业点中有 {places} 个没有 {base} 年报到人数，以一年级在校生（再缺则以实际招生）代替。"
        ),
        format!(
            "{places} of {all} programmes at schools have no registered entrants of {base}; the first grade, or those admitted, stand for them."
        ),
    );
    (places > 0).then_some(Doubt { text, ids: Vec::new() })
}

/// Names years between others that schools did not report.
fn unreported_years(facts: &Facts<'_>) -> Option<Doubt> {
    let years = facts.unreported_years();
    let named = |(school, years): (&&SchoolCode, &BTreeSet<Year>)| {
        let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        format!("{}（{years}）", facts.codes.school_name(school))
    };
    let list = years.iter().map(named).collect::<Vec<_>>().join("、");
    let text = Text::new(
        format!(
            "以下学校中间年份有专业没有报在校生，这些年的合计偏小；招生预测按前后年直线补齐：{list}。"
        ),
        format!(
            "Students of years between others are missing: {list}. Sums of those years are too small; entrants are filled in for the forecast."
        ),
    );
    (!years.is_empty()).then_some(Doubt { text, ids: Vec::new() })
}

/// Says of which class the rates of destinations are, where it is not that of the base year, and which rates there
/// are no figures of at all.
fn destinations_known(facts: &Facts<'_>, drawn: &Drawn) -> Vec<Doubt> {
    let (base, class) = (drawn.base, facts.class_of(drawn.base));
    let older = (class < base).then(|| {
        Text::new(
            format!("毕业去向（T1）多数学校只报到 {class} 届，升学、留存、就业各项比率和去向信号按该届及以前计算。"),
            format!("Destinations (T1) are known of most schools up to the class of {class}: rates and signals of destinations are those of that class and earlier ones."),
        )
    });
    let unknown = unknown_rates(&drawn.supplies);
    let said = |lang: Lang, with: &str| {
        let rate =
            |of: &RateDefinition| format!("{} {:.0}%", of.text(lang).0, 100.0 * without(*of));
        unknown.iter().map(rate).collect::<Vec<_>>().join(with)
    };
    let assumed = (!unknown.is_empty()).then(|| {
        Text::new(
            format!("全市没有以下比率的数据（T1），暂按：{}；供给因此可能偏高，补报后请重新计算。", said(Lang::Zh, "、")),
            format!("The city has no figures (T1) of these rates, which are taken to be: {}; supply may be too high.", said(Lang::En, ", ")),
        )
    });
    older.into_iter().chain(assumed).map(|text| Doubt { text, ids: Vec::new() }).collect()
}

/// Names programmes whose schools state another length than the one that they are counted with.
fn lengths(facts: &Facts<'_>, drawn: &Drawn) -> Option<Doubt> {
    let odd = drawn.supplies.iter().filter_map(|supply| {
        let stated = facts.length(&supply.programme).stated;
        let name = facts.codes.programme_name(&supply.programme);
        let others = stated.iter().any(|years| *years != supply.years);
        others.then(|| {
            let all = stated.iter().map(ToString::to_string).collect::<Vec<_>>();
            [
                format!("{name}（填 {} 年，按 {} 年）", all.join("、"), supply.years),
                format!("{name} (stated {}, counted {})", all.join(", "), supply.years),
            ]
        })
    });
    let odd: Vec<[String; 2]> = odd.collect();
    let list = |at: usize, with: &str| {
        odd.iter().map(|texts| texts[at].as_str()).collect::<Vec<_>>().join(with)
    };
    let text = Text::new(
        format!(
            "以下专业的学制（T3）各校不一，或超出 T2 的三个年级，毕业年份会有出入：{}。五年一贯制、3+2 的三年级学生填“在校生(三年级)中贯通培养”。",
            list(0, "、")
        ),
        format!(
            "Schools state different lengths of these programmes (T3), or more than the three grades of T2, so that classes may leave in other years: {}. Third-graders of five-year and 3+2 tracks belong into their own column.",
            list(1, ", ")
        ),
    );
    (!odd.is_empty()).then_some(Doubt { text, ids: Vec::new() })
}

/// Names sections that no programme of the level in the city serves.
fn uncovered(facts: &Facts<'_>, drawn: &Drawn) -> Option<Doubt> {
    let not_offered = drawn.occupations.bridge.columns().saturating_sub(1);
    let sections = drawn.sections.iter().zip(&drawn.to_programmes);
    let names: Vec<&str> = sections
        .filter(|(_, row)| row[..not_offered].iter().all(|share| *share <= 0.0))
        .map(|(code, _)| facts.codes.industry_name(code))
        .collect();
    let (zh, en) = (facts.level.name(Lang::Zh), facts.level.name(Lang::En));
    let text = Text::new(
        format!("以下行业在本市没有开设对应的{zh}专业：{}。", names.join("、")),
        format!("No {en} programme of the city serves: {}.", names.join(", ")),
    );
    (!names.is_empty()).then_some(Doubt { text, ids: Vec::new() })
}

/// Says which figures stand under codes of former catalogues, and which programmes they were counted to.
fn former_codes(facts: &Facts<'_>) -> Option<Doubt> {
    let formers = facts.former_programmes();
    let became: Vec<String> = formers
        .keys()
        .map(|code| {
            let parts = facts.codes.became(code).map(|row| {
                let name = facts.codes.programme_name(&row.programme);
                if row.share < 1.0 {
                    format!("{name} {:.0}%", 100.0 * row.share)
                } else {
                    name.to_owned()
                }
            });
            let parts = parts.collect::<Vec<_>>().join("、");
            format!("{}（{code}）→{parts}", facts.codes.programme_name(code))
        })
        .collect();
    let text = Text::new(
        format!("按专业代码沿革表（C10）由旧目录专业计入现行专业：{}。", became.join("；")),
        format!(
            "Counted from programmes of former catalogues by table C10: {}.",
            became.join("; ")
        ),
    );
    let ids = formers.into_values().flatten().collect();
    (!became.is_empty()).then_some(Doubt { text, ids })
}

/// Names exit rates that are no likely share of workers who leave the labour force in a year: with changes
/// of employer counted in, openings would count movers as newcomers' chances.
fn odd_exits(occupations: &Occupations) -> Option<Doubt> {
    const LIKELY: std::ops::RangeInclusive<f64> = 0.02..=0.06;
    let rated = occupations.names.iter().zip(&occupations.exit_rates);
    let odd: Vec<String> = rated
        .filter(|(_, rate)| !LIKELY.contains(rate))
        .map(|(name, rate)| format!("{name} {:.1}%", 100.0 * rate))
        .collect();
    let text = Text::new(
        format!(
            "以下退出率不在每年 2%–6% 之内，请核对是否含换工作、或口径有误：{}。",
            odd.join("、")
        ),
        format!(
            "Exit rates outside 2 to 6 % a year; do they hold changes of employer? {}.",
            odd.join(", ")
        ),
    );
    (!odd.is_empty()).then_some(Doubt { text, ids: Vec::new() })
}

/// Says that the last value stands in for a model that lost to it.
fn refused(zh: &str, en: &str, acceptance: Option<Acceptance>) -> Option<Doubt> {
    let Acceptance { step, origins, model, naive, .. } = acceptance.filter(|a| !a.accepted)?;
    let (model, naive) = (100.0 * model, 100.0 * naive);
    let text = Text::new(
        format!(
            "{zh}：在过去 {origins} 个起点向后 {step} 年，模型误差 {model:.1}%，大于按上年值不变的 {naive:.1}%，本期改用上年值。"
        ),
        format!(
            "{en}: at {origins} earlier origins, {step} years ahead, the model erred {model:.1} %, more than the {naive:.1} % of the last value, which is used instead."
        ),
    );
    Some(Doubt { text, ids: Vec::new() })
}
