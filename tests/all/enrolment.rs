//! What is to come of schools, counties and classes of programmes.

use talent_domain::Group;
use talent_outlook::{DoubtKind, EnrolmentOutlook, ExpectedPoint, Outlook, ProgrammeOutlook};
use talent_pipeline::run;
use talent_warning::{Rule, WarningLevel};

use crate::city::{NOW, city, with_changed_data};

fn of(outlook: &Outlook, of: impl Fn(&Group) -> bool) -> Vec<&EnrolmentOutlook> {
    outlook.enrolment.iter().filter(|group| of(&group.of)).collect()
}

#[track_caller]
fn adds_up<'a>(whole: &[ExpectedPoint], parts: impl Iterator<Item = &'a Vec<ExpectedPoint>>) {
    let parts: Vec<&Vec<ExpectedPoint>> = parts.collect();
    assert!(!whole.is_empty() && !parts.is_empty());
    for (i, point) in whole.iter().enumerate() {
        let sum: f64 = parts.iter().map(|part| part[i].expected).sum();
        assert!(parts.iter().all(|part| part[i].year == point.year));
        assert!((sum / point.expected - 1.0).abs() < 1e-9, "{sum} of {}", point.expected);
    }
}

#[tokio::test]
async fn counties_schools_and_classes_each_add_up_to_the_city() {
    let outlook = &city().await.outlook;
    let whole = of(outlook, |of| *of == Group::City)[0];
    assert_eq!((whole.entrants_forecast.len(), whole.graduates_forecast.len()), (1, 4));
    for groups in [
        of(outlook, |of| matches!(of, Group::County(_))),
        of(outlook, |of| matches!(of, Group::School(_))),
        of(outlook, |of| matches!(of, Group::Class(_))),
    ] {
        assert!(groups.len() > 5, "{}", groups.len());
        adds_up(&whole.entrants_forecast, groups.iter().map(|group| &group.entrants_forecast));
        adds_up(&whole.graduates_forecast, groups.iter().map(|group| &group.graduates_forecast));
        for group in groups {
            let last = group.students.last().unwrap();
            assert!(last.value > 0.0 && group.origins.len() > 10);
            let forecasts = group.entrants_forecast.iter().chain(&group.graduates_forecast);
            for point in forecasts {
                let (low, high) = point.range.p95;
                let (low, high) = (low.unwrap(), high.unwrap());
                assert!(0.0 <= low && low <= point.expected && point.expected <= high);
            }
        }
    }
}

#[tokio::test]
async fn the_schools_of_a_programme_add_up_to_it() {
    let outlook = &city().await.outlook;
    let mut of_several = 0;
    for programme in &outlook.programmes {
        of_several += usize::from(programme.sites.len() > 1);
        for (i, own) in programme.entrants_forecast.iter().enumerate() {
            let of_sites = programme.sites.iter().map(|site| site.entrants_forecast[i].expected);
            // Medians of programmes, means of sites: they differ by the skew of the draws.
            let (sum, median) = (of_sites.sum::<f64>(), own.range.median.unwrap());
            assert!((sum / median - 1.0).abs() < 0.15, "{} {sum} {median}", programme.code);
        }
        for site in &programme.sites {
            let leaving: f64 =
                site.graduates_forecast[..3].iter().map(|point| point.expected).sum();
            assert!(leaving <= site.students * 1.001, "{} {leaving}", site.name);
        }
    }
    assert!(of_several > 5);
}

/// A quota of one school is what enters there, and the other schools of its programme are not moved by it alone.
#[tokio::test]
async fn a_quota_of_a_school_holds() {
    let before = &city().await.outlook;
    let folder = tempfile::tempdir().unwrap();
    let several = before.programmes.iter().find(|programme| programme.sites.len() > 2).unwrap();
    let site = &several.sites[0];
    let row = format!("{},{},{},{}", site.school, site.name, several.code, several.name);
    let year = before.meta.base_year + 1;
    let workspace = with_changed_data(&folder.path().join("city"), |file, text| {
        if !file.starts_with("T2") {
            return text;
        }
        let headings: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
        let last =
            text.lines().find(|line| line.starts_with(&row)).unwrap_or_else(|| panic!("{row}"));
        let of_last: Vec<&str> = last.split(',').collect();
        let cells: Vec<String> = headings
            .iter()
            .zip(of_last)
            .map(|(heading, cell)| match *heading {
                "学年" => year.to_string(),
                "计划招生" => "333".to_owned(),
                "来源" | "数据性质" | "备注" | "学校代码" | "学校名称" | "专业代码"
                | "专业名称" => cell.to_owned(),
                _ => String::new(),
            })
            .collect();
        format!("{}\n{}\n", text.trim_end(), cells.join(","))
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let now = outlook.programme(several.code.as_str()).unwrap();
    let own = now.sites.iter().find(|other| other.school == site.school).unwrap();
    let entering = &own.entrants_forecast[0];
    assert_eq!(entering.range.p95.0, entering.range.p95.1);
    // Of the quotas of this programme most were filled.
    assert!((0.7..1.05).contains(&(entering.expected / 333.0)), "{entering:?}");
    for (now, before) in
        now.sites.iter().zip(&several.sites).filter(|(s, _)| s.school != site.school)
    {
        let ratio = now.entrants_forecast[0].expected / before.entrants_forecast[0].expected;
        assert!((0.5..2.0).contains(&ratio), "{} {ratio}", now.name);
        assert!(now.entrants_forecast[0].range.p95.0 < now.entrants_forecast[0].range.p95.1);
    }
}

/// The outlook with some rows of a table of schools left out, or changed.
async fn with_rows(table: &str, change: impl Fn(&[&str], &mut Vec<String>) -> bool) -> Outlook {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_changed_data(&folder.path().join("city"), |file, text| {
        if !file.starts_with(table) {
            return text;
        }
        let mut lines = text.lines();
        let (marker, headings) = (lines.next().unwrap(), lines.next().unwrap());
        let names: Vec<&str> = headings.split(',').collect();
        let kept = lines.filter_map(|line| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            change(&names, &mut cells).then(|| cells.join(","))
        });
        [marker.to_owned(), headings.to_owned()]
            .into_iter()
            .chain(kept)
            .collect::<Vec<_>>()
            .join("\n")
    })
    .await;
    run(&workspace, NOW, &|_| {}).await.unwrap().outlook
}

fn at(names: &[&str], heading: &str) -> usize {
    names.iter().position(|name| *name == heading).unwrap()
}

/// A school that has not reported is in no figure, and is named; its programmes keep their level.
#[tokio::test]
async fn a_school_that_is_late_is_named_and_left_out() {
    let before = &city().await.outlook;
    let base = before.meta.base_year;
    let year = base.to_string();
    let late = "LF-S01";
    let outlook = with_rows("T2", |names, cells| {
        !(cells[at(names, "学校代码")] == late && cells[at(names, "学年")] == year)
    })
    .await;
    assert_eq!(outlook.meta.base_year, base);
    let [missing] = outlook.missing.as_slice() else { panic!("{:?}", outlook.missing) };
    let name = &before.school(late).unwrap().name;
    let DoubtKind::SchoolLate { school, base: stated, reported_others: false, held, .. } =
        &missing.kind
    else {
        panic!("{missing:?}")
    };
    assert_eq!((school, *stated), (name, base));
    assert!(outlook.doubts.contains(missing));
    for (programme, site) in before.programmes_of(late) {
        let warning = outlook.city_warning(&programme.code).unwrap();
        // The level of the year before is held, which a balance with the school's students grown older may raise.
        let earlier = before.city_warning(&programme.code).unwrap().level_before();
        assert!(warning.assessment.level <= earlier, "{}", programme.code);
        assert!(warning.assessment.unreported && earlier != WarningLevel::Grey);
        assert_eq!(warning.assessment.rule, Rule::NotReported);
        // Also where the school alone offers it, supply goes on with those whom it last reported.
        let now = outlook.programme(programme.code.as_str()).unwrap();
        let supply = |p: &ProgrammeOutlook| p.balance.supply.centre().unwrap();
        assert!((supply(now) / supply(programme) - 1.0).abs() < 0.25, "{}", programme.code);
        assert!(held.contains(&programme.name));
        assert_eq!(now.unreported, std::slice::from_ref(name));
        if programme.sites.len() == 1 {
            assert!(now.students.is_empty());
            continue;
        }
        // The others are as they were: their rates are not those of a sum that one school left.
        let students = |p: &ProgrammeOutlook| p.students.last().unwrap().value;
        assert_eq!(students(now), students(programme) - site.students);
        let progression = |p: &ProgrammeOutlook| p.rates[0].used;
        assert!((progression(now) / progression(programme) - 1.0).abs() < 0.1);
    }
    let school = outlook.school(late).unwrap();
    assert!(
        school.entrants_forecast.is_empty() && school.students.last().unwrap().year == base - 1
    );
    let students = |outlook: &Outlook| {
        let city = outlook.enrolment.iter().find(|group| group.of == Group::City).unwrap();
        city.students.last().unwrap().value
    };
    let own = before.school(late).unwrap().students.last().unwrap().value;
    assert_eq!(students(&outlook), students(before) - own);
}

/// So is one that has been late for two years: those who entered then are in their third grade now. After three
/// nobody is left to report.
#[tokio::test]
async fn a_school_that_has_long_been_late_is_named_until_its_students_have_left() {
    let base = city().await.outlook.meta.base_year.number();
    for (since, named) in [(base - 1, true), (base - 2, false)] {
        let outlook = with_rows("T2", |names, cells| {
            let year: i32 = cells[at(names, "学年")].parse().unwrap();
            cells[at(names, "学校代码")] != "LF-S09" || year < since
        })
        .await;
        assert_eq!(!outlook.missing.is_empty(), named, "{since} {:?}", outlook.missing);
    }
}

/// A school that has reported all but one programme is told what to send.
#[tokio::test]
async fn a_programme_that_is_missing_is_named() {
    let before = &city().await.outlook;
    let year = before.meta.base_year.to_string();
    let programme = before.programmes.iter().find(|p| p.sites.len() > 2).unwrap();
    let site = &programme.sites[0];
    let outlook = with_rows("T2", |names, cells| {
        let is = |heading, value: &str| cells[at(names, heading)] == value;
        !(is("学校代码", site.school.as_str())
            && is("专业代码", programme.code.as_str())
            && is("学年", &year))
    })
    .await;
    let [missing] = outlook.missing.as_slice() else { panic!("{:?}", outlook.missing) };
    let DoubtKind::SchoolLate { school, reported_others: true, held, .. } = &missing.kind else {
        panic!("{missing:?}")
    };
    assert_eq!((school, held.as_slice()), (&site.name, &[programme.name.clone()][..]));
    let grey = outlook.warnings.iter().filter(|w| w.assessment.rule == Rule::NotReported);
    assert_eq!(grey.count(), 2, "the programme in the city and at the school");
}

/// A year that only a few have reported is not begun after.
#[tokio::test]
async fn a_year_of_few_reports_is_left_alone() {
    let base = city().await.outlook.meta.base_year;
    let year = base.to_string();
    let outlook = with_rows("T2", |names, cells| {
        cells[at(names, "学校代码")] == "LF-S03" || cells[at(names, "学年")] != year
    })
    .await;
    assert_eq!(outlook.meta.base_year, base - 1);
    assert_eq!(outlook.missing.len(), 1);
    let early = DoubtKind::YearTooEarly { year: base, base: base - 1 };
    assert_eq!(outlook.missing[0].kind, early);
}

/// Where those who registered are not reported, the first grade stands for them: nobody is taken for none.
#[tokio::test]
async fn the_first_grade_stands_for_entrants() {
    let before = &city().await.outlook;
    let outlook = with_rows("T2", |names, cells| {
        for heading in ["报到人数", "实际招生"] {
            cells[at(names, heading)].clear();
        }
        true
    })
    .await;
    for (now, before) in outlook.programmes.iter().zip(&before.programmes) {
        let last = |p: &ProgrammeOutlook| p.entrants.last().unwrap().value;
        assert!((last(now) / last(before) - 1.0).abs() < 0.2, "{}", now.code);
        assert!(
            !now.entrants_forecast.is_empty() && now.entrants_forecast[0].range.median > Some(0.0)
        );
    }
    let said =
        outlook.doubts.iter().any(|doubt| matches!(doubt.kind, DoubtKind::EntrantsStandIn { .. }));
    assert!(said && outlook.missing.is_empty());
}

/// A school that has not reported its graduates has not lost them: the others say how many complete.
#[tokio::test]
async fn graduates_not_reported_have_not_dropped_out() {
    let before = &city().await.outlook;
    let year = before.meta.base_year.to_string();
    let outlook = with_rows("T1", |names, cells| {
        !(cells[at(names, "学校代码")] == "LF-S01" && cells[at(names, "届别")] == year)
    })
    .await;
    let mut several = 0;
    for (programme, _) in before.programmes_of("LF-S01").filter(|(p, _)| p.sites.len() > 1) {
        several += 1;
        let now = outlook.programme(programme.code.as_str()).unwrap();
        for (now, before) in now.rates[..3].iter().zip(&programme.rates) {
            assert!((now.used / before.used - 1.0).abs() < 0.03, "{} {now:?}", programme.code);
        }
        let leaving = |p: &ProgrammeOutlook| p.graduates_forecast[0].range.median.unwrap();
        assert!((leaving(now) / leaving(programme) - 1.0).abs() < 0.03, "{}", programme.code);
    }
    assert!(several > 5);
}
