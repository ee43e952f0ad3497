use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use talent_outlook::{
    ClassDestinations, EnrolmentOf, EnrolmentOutlook, ExpectedPoint, ForecastPoint, GraduatesOf,
    Outlook, Point, ProgrammeOutlook, SiteOutlook,
};
use talent_report::disclosure::{
    Shown, ShownHistory, history_of_group, points_shown, sizes_of_groups, sizes_of_programmes,
};
use talent_report::figures::{
    NONE, expected, interval, or_none, percent, persons, rate, ratio, rough, shown, whole,
    with_interval,
};
use talent_report::{FanSubject, chart_notes, fan_chart};
use talent_warning::WarningLevel;

use super::{Frame, Page, Tile, ZH, badge, key_tag, render, tile};
use crate::problem::Problem;
use crate::state::AppState;

/// A group of schools or programmes: what it has and what is to come next year.
struct GroupRow {
    code: String,
    name: String,
    programmes: usize,
    warnings: usize,
    students: String,
    entrants: String,
    entering: String,
    leaving: String,
}

impl GroupRow {
    fn new(outlook: &Outlook, group: &EnrolmentOutlook, [students, entrants]: [Shown; 2]) -> Self {
        let code = group.of.code();
        Self {
            programmes: outlook.programmes_of(code).count(),
            warnings: outlook.warnings_of(code).count(),
            code: code.to_owned(),
            name: group.name.clone(),
            students: shown(students, whole),
            entrants: shown(entrants, whole),
            entering: or_none(group.entrants_forecast.first(), expected),
            leaving: or_none(group.graduates_forecast.first(), expected),
        }
    }
}

#[derive(Template)]
#[template(path = "schools.html")]
struct SchoolsPage {
    frame: Frame,
    base: i32,
    city: Option<GroupRow>,
    schools: Vec<GroupRow>,
    /// Counties and classes of programmes.
    groups: [(&'static str, Vec<GroupRow>); 2],
}

pub(super) async fn schools(State(state): State<AppState>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let rows = |of: fn(&EnrolmentOf) -> bool| -> Vec<GroupRow> {
        let groups: Vec<&EnrolmentOutlook> =
            outlook.enrolment.iter().filter(|group| of(&group.of)).collect();
        let sizes = sizes_of_groups(&groups, outlook.meta.base_year);
        let row = |(group, sizes): (&&EnrolmentOutlook, _)| GroupRow::new(outlook, group, sizes);
        groups.iter().zip(sizes).map(row).collect()
    };
    render(&SchoolsPage {
        frame: Frame::new(&state, &published, "/schools").await?,
        base: outlook.meta.base_year.number(),
        city: rows(|of| *of == EnrolmentOf::City).pop(),
        schools: rows(|of| matches!(of, EnrolmentOf::School(_))),
        groups: [
            ("县（市、区）", rows(|of| matches!(of, EnrolmentOf::County(_)))),
            ("专业类", rows(|of| matches!(of, EnrolmentOf::Class(_)))),
        ],
    })
}

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
}

impl OfferedRow {
    fn new(
        outlook: &Outlook,
        school: &str,
        (programme, site): (&ProgrammeOutlook, &SiteOutlook),
        [students, entrants]: [Shown; 2],
    ) -> Self {
        let warning = outlook.warning(&format!("{}.{school}", programme.code));
        let level = warning.map_or(WarningLevel::Grey, |w| w.assessment.level);
        Self {
            code: programme.code.to_string(),
            name: programme.name.clone(),
            key: key_tag(site.key_level),
            level: level.code(),
            level_name: badge(level),
            students: shown(students, whole),
            entrants: shown(entrants, whole),
            entering: or_none(site.entrants_forecast.first(), expected),
            leaving: or_none(site.graduates_forecast.first(), expected),
            sdr: with_interval(&programme.balance.sdr, ratio),
            placement: or_none(site.quality.placement, percent),
            matched: or_none(site.quality.matched, percent),
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
    classes: Vec<[String; 6]>,
    years: Vec<String>,
    series: Vec<(&'static str, Vec<String>)>,
}

pub(super) async fn school(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let school = outlook.school(&code).ok_or_else(|| Problem::missing("学校", &code))?;
    let simulated = outlook.meta.simulated;
    let notes = chart_notes(&outlook.meta, simulated, ZH);
    let past = history_of_group(outlook, school);
    let fan = |what: &str, points: &[Point], figures: &[Shown], to_come: &[ExpectedPoint]| {
        let forecast: Vec<ForecastPoint> = to_come.iter().map(ExpectedPoint::point).collect();
        let title = format!("{}：{what}（人）", school.name);
        let history = points_shown(points, figures).into();
        let (forecast, estimated_until) = (&forecast[..], None);
        let subject = FanSubject { title, history, forecast, estimated_until, simulated };
        fan_chart(&subject, &notes, ZH).svg
    };
    let last = |name, points: &[Point], figures: &[Shown]| {
        let last = points.last();
        let note = last.map_or_else(String::new, |last| format!("{} 年，人", last.year));
        tile(name, or_none(figures.last().copied(), |figure| shown(figure, whole)), note)
    };
    let to_come = |name, points: &[ExpectedPoint]| {
        let note = points.first().map_or_else(String::new, |next| {
            format!("{} 年，80%区间 {}", next.year, interval(next.range.p80, rough))
        });
        tile(name, or_none(points.first().map(|next| next.expected), persons), note)
    };
    let offered: Vec<OfferedRow> = sizes_of_programmes(outlook, &code)
        .into_iter()
        .map(|(programme, site, sizes)| OfferedRow::new(outlook, &code, (programme, site), sizes))
        .collect();
    let warned = outlook.warnings_of(&code).count();
    let (years, series) = data_table(school, &past);
    render(&SchoolPage {
        frame: Frame::new(&state, &published, "/schools").await?,
        name: school.name.clone(),
        next: outlook.meta.base_year.number() + 1,
        sentence: sentence(outlook, school, &past, [offered.len(), warned]),
        tiles: vec![
            last("在校生", &school.students, &past.students),
            last("报到新生", &school.entrants, &past.entrants),
            last("毕业生", &school.graduates, &past.graduates),
            to_come("报到新生预测", &school.entrants_forecast),
            to_come("毕业生预测", &school.graduates_forecast),
            tile("预警专业点", warned.to_string(), format!("共 {} 个专业点", offered.len())),
        ],
        entrants: fan("报到新生", &school.entrants, &past.entrants, &school.entrants_forecast),
        graduates: fan("毕业生", &school.graduates, &past.graduates, &school.graduates_forecast),
        offered,
        classes: class_rows(outlook, school),
        years,
        series,
        code,
    })
}

/// What is to come, in a sentence that a head can repeat.
fn sentence(
    outlook: &Outlook,
    school: &EnrolmentOutlook,
    past: &ShownHistory,
    [offered, warned]: [usize; 2],
) -> String {
    let base = outlook.meta.base_year;
    if offered == 0 {
        return format!("本校没有 {base} 年在校生数据，没有预测；以下是以前各年的数字。");
    }
    let next = |what: &str, history: &[Point], figures: &[Shown], points: &[ExpectedPoint]| {
        let (Some(next), Some(last), Some(figure)) =
            (points.first(), history.last(), figures.last())
        else {
            return String::new();
        };
        format!(
            "预计 {} 年{what} {}人（{} 年 {} 人）；",
            next.year,
            expected(next),
            last.year,
            shown(*figure, whole)
        )
    };
    format!(
        "{}{}{offered} 个专业点中 {warned} 个有预警。",
        next("报到新生", &school.entrants, &past.entrants, &school.entrants_forecast),
        next("毕业生", &school.graduates, &past.graduates, &school.graduates_forecast),
    )
}

/// Where the graduates of each class went, the newest first.
fn class_rows(outlook: &Outlook, school: &EnrolmentOutlook) -> Vec<[String; 6]> {
    let is_of = |of: &GraduatesOf| matches!(of, GraduatesOf::School(code) if code.as_str() == school.of.code());
    let group = outlook.destinations.iter().find(|group| is_of(&group.of));
    let of = |parts: Option<(f64, f64)>| {
        parts.map_or_else(|| NONE.to_owned(), |(count, of)| rate(count, of))
    };
    let row = |class: &ClassDestinations| {
        [
            format!("{} 届", class.year),
            persons(class.graduates),
            of(class.settled()),
            of(class.placement()),
            of(class.onward()),
            of(class.matching()),
        ]
    };
    group.into_iter().flat_map(|group| group.classes.iter().rev().map(row)).collect()
}

/// The years and, for each series, its values: what is to come with its interval.
fn data_table(
    school: &EnrolmentOutlook,
    past: &ShownHistory,
) -> (Vec<String>, Vec<(&'static str, Vec<String>)>) {
    let history = [&school.students, &school.entrants, &school.graduates];
    let to_come = [&school.entrants_forecast, &school.graduates_forecast];
    let mut years: BTreeSet<i32> =
        history.into_iter().flatten().map(|point| point.year.number()).collect();
    years.extend(to_come.into_iter().flatten().map(|point| point.year.number()));
    let values = |history: &[Point], figures: &[Shown], to_come: &[ExpectedPoint]| {
        let value = |year: &i32| {
            let known = history.iter().position(|point| point.year.number() == *year);
            let coming = to_come.iter().find(|point| point.year.number() == *year);
            let known = known.map(|i| shown(figures[i], whole));
            known.or_else(|| coming.map(expected)).unwrap_or_else(|| NONE.to_owned())
        };
        years.iter().map(value).collect()
    };
    let series = vec![
        ("在校生", values(&school.students, &past.students, &[])),
        ("报到新生", values(&school.entrants, &past.entrants, &school.entrants_forecast)),
        ("毕业生", values(&school.graduates, &past.graduates, &school.graduates_forecast)),
    ];
    (years.iter().map(i32::to_string).collect(), series)
}
