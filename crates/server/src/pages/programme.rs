use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use talent_outlook::{ForecastPoint, Outlook, Point, ProgrammeOutlook, Range};
use talent_report::disclosure::{self, Shown, history_of_programme, sizes_of_sites};
use talent_report::figures::{
    NONE, expected, interval, or_none, percent, persons, probability, ratio, rough, shown, whole,
    with_interval,
};
use talent_report::{FanSubject, chart_notes, explain_drivers, explain_programme, fan_chart};
use talent_warning::WarningLevel;

use super::{Frame, Page, Tile, ZH, badge, key_tag, level_history, level_of, period, render, tile};
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::EvidenceView;

struct BalanceRow {
    name: &'static str,
    median: String,
    p80: String,
    p95: String,
}

fn balance_row(name: &'static str, range: &Range, form: fn(f64) -> String) -> BalanceRow {
    BalanceRow {
        name,
        median: or_none(range.median, form),
        p80: interval(range.p80, form),
        p95: interval(range.p95, form),
    }
}

/// A figure with a bar.
struct BarRow {
    name: String,
    figure: String,
    /// Per cent, for the bar.
    width: u32,
    /// Whether it is below zero.
    below: bool,
}

impl BarRow {
    /// Rows of names, values and figures as printed; a bar is as long as its value against `whole`.
    fn all(whole: f64, parts: impl IntoIterator<Item = (String, f64, String)>) -> Vec<Self> {
        let row = |(name, value, figure): (String, f64, String)| Self {
            name,
            figure,
            width: (100.0 * value.abs() / whole).round() as u32,
            below: value < 0.0,
        };
        parts.into_iter().map(row).collect()
    }

    /// The same against the largest of them, one at the least.
    fn against_largest(parts: Vec<(String, f64, String)>) -> Vec<Self> {
        let largest = parts.iter().map(|(_, value, _)| value.abs()).fold(1.0, f64::max);
        Self::all(largest, parts)
    }
}

struct RateRow {
    name: &'static str,
    definition: &'static str,
    counted: String,
    used: String,
}

struct SiteRow {
    code: String,
    name: String,
    level: &'static str,
    level_name: &'static str,
    key: &'static str,
    students: String,
    entrants: String,
    entering: String,
    leaving: String,
    placement: String,
    matched: String,
}

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    frame: Frame,
    code: String,
    name: String,
    class: String,
    category: String,
    level: &'static str,
    level_name: &'static str,
    shortage: bool,
    rule: &'static str,
    cap: &'static str,
    proposal: &'static str,
    sentence: String,
    explanation: String,
    period: String,
    tiles: Vec<Tile>,
    graduates: String,
    entrants: String,
    balance: Vec<BalanceRow>,
    drivers: Vec<BarRow>,
    drivers_sentence: String,
    causes: Vec<BarRow>,
    cohorts: Vec<BarRow>,
    rates: Vec<RateRow>,
    grade: &'static str,
    notes: Vec<String>,
    p_short: String,
    p_good: String,
    p_surplus: String,
    p_large: String,
    evidence: Vec<EvidenceView>,
    history: Vec<(i32, &'static str, &'static str)>,
    sites: Vec<SiteRow>,
    /// The next year.
    next: i32,
    industries: Vec<(String, String, String)>,
    years: Vec<String>,
    series: Vec<(&'static str, Vec<String>)>,
}

pub(super) async fn programme(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let p = outlook.programme(&code).ok_or_else(|| Problem::missing("专业", &code))?;
    let warning = outlook.city_warning(&p.code);
    let level = level_of(outlook, p);
    let b = &p.balance;
    let (years, series) = data_table(outlook, p);
    let page = ProgrammePage {
        frame: Frame::new(&state, &published, "/").await?,
        code: p.code.to_string(),
        name: p.name.clone(),
        class: p.class_name.clone(),
        category: p.category_name.clone(),
        level: level.code(),
        level_name: level.name(ZH),
        shortage: warning.is_some_and(|w| w.assessment.shortage),
        rule: warning.map_or("未评级", |w| w.assessment.rule.name(ZH)),
        cap: warning.and_then(|w| w.assessment.cap).map_or("", |cap| cap.name(ZH)),
        proposal: level.proposal(ZH),
        sentence: sentence(p),
        explanation: explain_programme(p, ZH),
        period: period(outlook),
        tiles: programme_tiles(outlook, p),
        graduates: fan_chart(
            &FanSubject::graduates(outlook, p, ZH),
            &chart_notes(&outlook.meta, outlook.meta.simulated, ZH),
            ZH,
        )
        .svg,
        entrants: fan_chart(
            &FanSubject::entrants(outlook, p, ZH),
            &chart_notes(&outlook.meta, outlook.meta.simulated, ZH),
            ZH,
        )
        .svg,
        balance: vec![
            balance_row("岗位需求（人）", &b.demand, rough),
            balance_row("其中：就业增长带来（人）", &b.demand_growth, rough),
            balance_row("毕业生（人）", &b.graduates, rough),
            balance_row("本地供给（人）", &b.supply, rough),
            balance_row("缺口：供给−需求（人）", &b.gap, rough),
            balance_row("供求比", &b.sdr, ratio),
            balance_row("ITA（流量）", &b.ita_flow, ratio),
            balance_row("ITA（按就业规模）", &b.ita_stock.unwrap_or(b.ita_flow), ratio),
        ],
        drivers: BarRow::all(
            1.0,
            b.drivers.iter().filter(|driver| driver.share >= 0.005).map(|driver| {
                (driver.block.name(ZH).to_owned(), driver.share, percent(driver.share))
            }),
        ),
        drivers_sentence: explain_drivers(&b.drivers, ZH),
        causes: BarRow::against_largest(
            b.causes
                .parts(ZH)
                .into_iter()
                .filter(|(_, persons)| persons.abs() >= 0.5)
                .map(|(name, persons)| (name.to_owned(), persons, rough(persons)))
                .collect(),
        ),
        cohorts: BarRow::against_largest(
            b.cohorts
                .iter()
                .map(|cohort| {
                    let name = format!("{} 届（{}）", cohort.year, cohort.stand.name(ZH));
                    let median = cohort.entrants.median.unwrap_or(0.0);
                    (name, median, with_interval(&cohort.entrants, rough))
                })
                .collect(),
        ),
        rates: rate_rows(p),
        grade: b.grade.meaning(ZH),
        notes: balance_notes(p),
        p_short: probability(b.probabilities.shortage),
        p_good: probability(b.probabilities.good),
        p_surplus: probability(b.probabilities.surplus),
        p_large: probability(b.probabilities.large_surplus),
        evidence: warning.map_or_else(Vec::new, |w| EvidenceView::all(w, ZH)),
        history: warning.map_or_else(Vec::new, level_history),
        sites: site_rows(outlook, p),
        next: outlook.meta.base_year.number() + 1,
        industries: p
            .industries
            .iter()
            .map(|(code, name, share)| (code.to_string(), name.clone(), percent(*share)))
            .collect(),
        years,
        series,
    };
    render(&page)
}

/// The balance in a sentence that an analyst can repeat.
fn sentence(p: &ProgrammeOutlook) -> String {
    let b = &p.balance;
    let without = if p.unreported.is_empty() {
        String::new()
    } else {
        format!("（不含未报数的{}）", p.unreported.join("、"))
    };
    format!(
        "{}—{} 年，预计本地供给 {} 人{without}，岗位需求 {} 人，供求比 {}（80%区间 {}），判断为{}，把握{}。",
        b.from,
        b.to,
        or_none(b.supply.median, rough),
        or_none(b.demand.median, rough),
        or_none(b.sdr.median, ratio),
        interval(b.sdr.p80, ratio),
        b.band.name(ZH),
        b.certainty.name(ZH)
    )
}

/// The rates of the supply side; counts of small groups are left out.
fn rate_rows(p: &ProgrammeOutlook) -> Vec<RateRow> {
    p.rates
        .iter()
        .map(|rate| {
            let (name, definition) = rate.definition.text(ZH);
            let counted = if disclosure::rate(rate.count, rate.of).is_value() {
                format!(
                    "{} ÷ {} ＝ {}",
                    whole(rate.count),
                    whole(rate.of),
                    percent(rate.count / rate.of)
                )
            } else {
                "人数太少，不单列".to_owned()
            };
            RateRow { name, definition, counted, used: percent(rate.used) }
        })
        .collect()
}

/// What else to know of the gap, in sentences.
fn balance_notes(p: &ProgrammeOutlook) -> Vec<String> {
    let b = &p.balance;
    let mut notes = unreported_note(p);
    notes.push(format!(
        "计入转行（不对口的毕业生按各专业需求分流）后，缺口为 {} 人。",
        with_interval(&b.gap_after_mobility, rough)
    ));
    notes.extend(b.gap_by_retention.map(|(low, high)| {
        format!(
            "本市留存率低或高一个标准差（各届之间），缺口为 {} 或 {} 人。",
            rough(low),
            rough(high)
        )
    }));
    notes.extend(b.today.map(|today| {
        format!(
            "对应行业当前每名求职者 {} 个岗位，结合当前供求判断为{}。",
            ratio(today),
            b.call.name(ZH)
        )
    }));
    if let Some(first) = p.returning.first() {
        let sum: f64 = p.returning.iter().map(|point| point.value).sum();
        notes.push(format!(
            "升学者不计入供给，约 {} 人将从 {} 年起以更高学历进入劳动力市场。",
            rough(sum),
            first.year
        ));
    }
    notes
}

fn unreported_note(p: &ProgrammeOutlook) -> Vec<String> {
    let schools = p.unreported.join("、");
    let note = format!("{schools}没有报基年在校生，以上都不含该校；补报前不评级，不宜据以决策。");
    (!schools.is_empty()).then_some(note).into_iter().collect()
}

fn programme_tiles(outlook: &Outlook, p: &ProgrammeOutlook) -> Vec<Tile> {
    let q = &p.quality;
    let history = history_of_programme(outlook, p);
    let newest = |points: &[Point], figures: &[Shown]| {
        points.last().zip(figures.last()).map_or_else(
            || (NONE.to_owned(), String::new()),
            |(point, figure)| (shown(*figure, whole), format!("{} 年，人", point.year)),
        )
    };
    let (students, students_note) = newest(&p.students, &history.students);
    let (graduates, graduates_note) = newest(&p.graduates, &history.graduates);
    let pay = disclosure::mean(q.starting_pay, q.pay_answers);
    vec![
        tile("在校生", students, students_note),
        tile("毕业生", graduates, graduates_note),
        tile(
            "直接就业率",
            or_none(q.placement, percent),
            format!("近三届，{} 人", persons(q.persons)),
        ),
        tile("对口率", or_none(q.matched, percent), "近三届，对口 ÷ 调查"),
        tile("升学率", or_none(q.further_study, percent), "最近一届"),
        tile("起薪", shown(pay, whole), "最近一届，元/月"),
    ]
}

fn site_rows(outlook: &Outlook, p: &ProgrammeOutlook) -> Vec<SiteRow> {
    let sizes = sizes_of_sites(&p.sites.iter().collect::<Vec<_>>());
    p.sites
        .iter()
        .zip(sizes)
        .map(|(site, [students, entrants])| {
            let id = format!("{}.{}", p.code, site.school);
            let level = outlook.warning(&id).map_or(WarningLevel::Grey, |w| w.assessment.level);
            SiteRow {
                code: site.school.to_string(),
                name: site.name.clone(),
                level: level.code(),
                level_name: badge(level),
                key: key_tag(site.key_level),
                students: shown(students, whole),
                entrants: shown(entrants, whole),
                entering: or_none(site.entrants_forecast.first(), expected),
                leaving: or_none(site.graduates_forecast.first(), expected),
                placement: or_none(site.quality.placement, percent),
                matched: or_none(site.quality.matched, percent),
            }
        })
        .collect()
}

/// The years and, for each series, its values: forecasts with their interval.
fn data_table(
    outlook: &Outlook,
    p: &ProgrammeOutlook,
) -> (Vec<String>, Vec<(&'static str, Vec<String>)>) {
    let mut years: BTreeSet<i32> = BTreeSet::new();
    let observed = [&p.students, &p.entrants, &p.graduates];
    years.extend(observed.iter().flat_map(|points| points.iter()).map(|point| point.year.number()));
    let to_come = [&p.entrants_forecast, &p.graduates_forecast];
    years.extend(to_come.iter().flat_map(|points| points.iter()).map(|point| point.year.number()));
    let history = history_of_programme(outlook, p);
    let values = |points: &[Point], figures: &[Shown], forecast: &[ForecastPoint]| -> Vec<String> {
        years
            .iter()
            .map(|year| {
                if let Some(i) = points.iter().position(|point| point.year.number() == *year) {
                    return shown(figures[i], whole);
                }
                let point = forecast.iter().find(|point| point.year.number() == *year);
                point.map_or_else(|| NONE.to_owned(), |point| with_interval(&point.range, whole))
            })
            .collect()
    };
    let series = vec![
        ("在校生（人）", values(&p.students, &history.students, &[])),
        ("报到新生（人）", values(&p.entrants, &history.entrants, &p.entrants_forecast)),
        ("毕业生（人）", values(&p.graduates, &history.graduates, &p.graduates_forecast)),
    ];
    (years.iter().map(ToString::to_string).collect(), series)
}
