//! One school: what it has, what is to come, its programmes and where its graduates went.

use askama::Template;
use axum::extract::State;
use talent_domain::Group;
use talent_outlook::{
    CohortDestinations, EnrolmentOutlook, ExpectedPoint, ForecastPoint, Meta, Outlook, Point,
    ProgrammeOutlook, SiteOutlook,
};
use talent_report::figures::{
    NONE, centre_with_interval, expected, interval, or_none, percent, rate, ratio, whole,
};
use talent_report::{FanCentre, FanSubject, chart_notes, fan_chart, index_figure, rank_figure};

use super::chart::on_page;
use super::frame::{Frame, Page, ZH, render};
use super::level_mark::{badge, key_tag, level_of_place};
use super::tile::{Tile, tile};
use super::year_table::{PrintedSeries, YearTable};
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::AppState;

struct OfferedRow {
    code: String,
    name: String,
    key: &'static str,
    level: &'static str,
    level_name: &'static str,
    students: String,
    entrants: String,
    entering: String,
    leaving: String,
    sdr: String,
    placement: String,
    matched: String,
    index: String,
    rank: String,
}

impl OfferedRow {
    fn new(
        outlook: &Outlook,
        school: &str,
        (programme, site): (&ProgrammeOutlook, &SiteOutlook),
    ) -> Self {
        let level = level_of_place(outlook, programme.code.as_str(), school);
        Self {
            code: programme.code.to_string(),
            name: programme.name.clone(),
            key: key_tag(site.key_level),
            level: level.code(),
            level_name: badge(level),
            students: whole(site.students),
            entrants: whole(site.entrants),
            entering: or_none(site.entrants_forecast.first(), expected),
            leaving: or_none(site.graduates_forecast.first(), expected),
            sdr: centre_with_interval(&programme.balance.sdr, ratio),
            placement: or_none(site.quality.placement, percent),
            matched: or_none(site.quality.matched, percent),
            index: or_none(site.quality.index.as_ref(), |index| index_figure(index.index.value)),
            rank: or_none(site.quality.index.as_ref(), |index| rank_figure(index, ZH)),
        }
    }
}

#[derive(Template)]
#[template(path = "school.html")]
struct SchoolPage {
    frame: Frame,
    code: String,
    name: String,
    next: i32,
    sentence: String,
    tiles: Vec<Tile>,
    entrants: String,
    graduates: String,
    offered: Vec<OfferedRow>,
    cohorts: Vec<[String; 6]>,
    years: Vec<String>,
    series: Vec<(&'static str, Vec<String>)>,
}

pub(super) async fn school(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let school = outlook.school(&code).ok_or_else(|| Problem::missing(Coded::School, &code))?;
    let fan = |what: &str, history: &[Point], to_come: &[ExpectedPoint]| {
        fan(&outlook.meta, format!("{}：{what}（人）", school.name), history, to_come)
    };
    let offered: Vec<OfferedRow> = outlook
        .programmes_of(&code)
        .map(|programme_at| OfferedRow::new(outlook, &code, programme_at))
        .collect();
    let warned = outlook.warnings_of(&code).count();
    let YearTable { years, series } = year_table(school);
    render(&SchoolPage {
        frame: Frame::new(&state, &published, "/schools").await?,
        name: school.name.clone(),
        next: outlook.meta.base_year.number() + 1,
        sentence: sentence(outlook, school, [offered.len(), warned]),
        tiles: tiles(school, [offered.len(), warned]),
        entrants: fan("报到新生", &school.entrants, &school.entrants_forecast),
        graduates: fan("毕业生", &school.graduates, &school.graduates_forecast),
        offered,
        cohorts: cohort_rows(outlook, school),
        years,
        series,
        code,
    })
}

/// The fan chart of a series of a school.
fn fan(meta: &Meta, title: String, history: &[Point], to_come: &[ExpectedPoint]) -> String {
    let simulated = meta.simulated;
    let forecast: Vec<ForecastPoint> = to_come.iter().map(ExpectedPoint::point).collect();
    let (history, forecast, estimated_until) = (history.into(), &forecast[..], None);
    let subject = FanSubject {
        title,
        history,
        forecast,
        // The tables of the page give means, which add up.
        centre: FanCentre::Centre,
        estimated_until,
        simulated,
    };
    on_page(|look| fan_chart(&subject, &chart_notes(meta, simulated, ZH), look))
}

/// What the school has, what is to come, and how many of its `offered` programmes are warned of.
fn tiles(school: &EnrolmentOutlook, [offered, warned]: [usize; 2]) -> Vec<Tile> {
    let last = |name, points: &[Point]| {
        let last = points.last();
        let note = last.map_or_else(String::new, |last| format!("{} 年，人", last.year));
        tile(name, or_none(last.map(|last| last.value), whole), note)
    };
    let to_come = |name, points: &[ExpectedPoint]| {
        let note = points.first().map_or_else(String::new, |next| {
            format!("{} 年，80%区间 {}", next.year, interval(next.range.p80, whole))
        });
        tile(name, or_none(points.first().map(|next| next.expected), whole), note)
    };
    vec![
        last("在校生", &school.students),
        last("报到新生", &school.entrants),
        last("毕业生", &school.graduates),
        to_come("报到新生预测", &school.entrants_forecast),
        to_come("毕业生预测", &school.graduates_forecast),
        tile("预警专业点", warned.to_string(), format!("共 {offered} 个专业点")),
    ]
}

/// What is to come, in a sentence that a head can repeat.
fn sentence(outlook: &Outlook, school: &EnrolmentOutlook, [offered, warned]: [usize; 2]) -> String {
    let base = outlook.meta.base_year;
    if offered == 0 {
        return format!("本校没有 {base} 年在校生数据，没有预测；以下是以前各年的数字。");
    }
    let next = |what: &str, history: &[Point], points: &[ExpectedPoint]| {
        let (Some(next), Some(last)) = (points.first(), history.last()) else {
            return String::new();
        };
        format!(
            "预计 {} 年{what} {}人（{} 年 {} 人）；",
            next.year,
            expected(next),
            last.year,
            whole(last.value)
        )
    };
    format!(
        "{}{}{offered} 个专业点中 {warned} 个有预警。",
        next("报到新生", &school.entrants, &school.entrants_forecast),
        next("毕业生", &school.graduates, &school.graduates_forecast),
    )
}

/// Where the graduates of each cohort went, the newest first.
fn cohort_rows(outlook: &Outlook, school: &EnrolmentOutlook) -> Vec<[String; 6]> {
    let is_of_school = |graduates: &Group| matches!(graduates, Group::School(code) if code.as_str() == school.of.code());
    let group = outlook.destinations.iter().find(|group| is_of_school(&group.of));
    let share = |parts: Option<(f64, f64)>| {
        parts.map_or_else(|| NONE.to_owned(), |(count, total)| rate(count, total))
    };
    let row = |cohort: &CohortDestinations| {
        [
            format!("{} 届", cohort.year),
            whole(cohort.graduates),
            share(cohort.settled()),
            share(cohort.placement()),
            share(cohort.onward()),
            share(cohort.matching()),
        ]
    };
    group.into_iter().flat_map(|group| group.cohorts.iter().rev().map(row)).collect()
}

/// Each series by year: what is to come with its interval.
fn year_table(school: &EnrolmentOutlook) -> YearTable {
    let series = |name, history: &[Point], to_come: &[ExpectedPoint]| {
        let history = history.iter().map(|point| (point.year, whole(point.value)));
        PrintedSeries::new(name, history, to_come.iter().map(|point| (point.year, expected(point))))
    };
    YearTable::new(&[
        series("在校生", &school.students, &[]),
        series("报到新生", &school.entrants, &school.entrants_forecast),
        series("毕业生", &school.graduates, &school.graduates_forecast),
    ])
}
