//! The documents of the embedded data set.

use expect_test::expect_file;
use talent_domain::{Breakdown, Group, Measure};
use talent_outlook::{Audience, DestinationsOutlook, Outlook};
use talent_pipeline::{published_outlook, scenarios_of_run};
use talent_report::{
    Block, Borders, Cell, Document, RunStamp, compose_bulletin, compose_programmes_report,
    compose_quality_report, compose_school_quality_report, render_html,
};
use talent_workspace::Workspace;

use crate::city::city;

/// The first publication, of the first run.
fn stamp() -> RunStamp {
    RunStamp::new(1, 1, "2026-01-01")
}

async fn bulletin() -> Document {
    compose_bulletin(&city().await.public, stamp(), None).unwrap()
}

async fn quality_report() -> Document {
    compose_quality_report(&city().await.public, stamp()).unwrap()
}

async fn layout_report() -> Document {
    let workspace = Workspace::open(&city().await.root()).await.unwrap();
    let public = Audience::Public;
    let (published, outlook) = published_outlook(&workspace, public).await.unwrap();
    let scenarios = scenarios_of_run(&workspace, &published.run, public).await.unwrap();
    compose_programmes_report(&outlook, stamp(), &scenarios, None).unwrap()
}

/// The document without its pictures, which have snapshots of their own.
fn without_pictures(mut document: Document) -> Document {
    for block in &mut document.blocks {
        if let Block::Figure { chart, .. } = block {
            "<svg/>".clone_into(&mut chart.svg);
        }
    }
    document
}

#[tokio::test]
async fn the_documents_are_those_published() {
    let html = |document| render_html(&without_pictures(document)).unwrap();
    expect_file!["../snapshots/bulletin.html"].assert_eq(&html(bulletin().await));
    expect_file!["../snapshots/quality.html"].assert_eq(&html(quality_report().await));
    expect_file!["../snapshots/layout.html"].assert_eq(&html(layout_report().await));
}

#[tokio::test]
async fn every_number_in_their_text_links_to_a_cell_that_is_there() {
    for document in [bulletin().await, quality_report().await, layout_report().await] {
        let html = render_html(&document).unwrap();
        let links: Vec<&str> =
            html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.len() > 15, "{}", links.len());
        for link in links {
            assert!(html.contains(&format!("id=\"{link}\"")), "{link}");
        }
        assert!(html.contains("模拟数据"));
        // Nothing is fetched from elsewhere.
        assert!(!html.contains("src=\"http") && !html.contains("url(http"));
        for table in document.tables() {
            let fits = |row: &Vec<Cell>| row.len() == table.columns.len();
            assert!(table.rows.iter().all(fits), "{}", table.caption);
        }
    }
}

#[tokio::test]
async fn a_notice_begins_with_its_text_and_ends_with_who_issues_it_and_its_annexes() {
    let html = render_html(&without_pictures(bulletin().await)).unwrap();
    let body = &html[html.find("<main>").unwrap()..];
    let order = [
        "临汾市教育局文件",
        "送审稿",
        "关于",
        "各县（市、区）教育局，各职业学校：",
        "根据《临汾市促进产教融合实施方案》（临政办发〔2018〕87号），",
        "一、总体情况",
        "七、复核申请",
        "附件：1．预警清单",
        "2．全部专业供求测算",
        ">2026年1月1日<",
        "（此件公开发布）",
        ">附件1<",
        ">附件2<",
        ">附件3<",
        "编制信息",
        "临汾市教育局办公室",
    ];
    let places: Vec<usize> = order.iter().map(|text| body.find(text).expect(text)).collect();
    assert!(places.is_sorted(), "{places:?}");
    // What nobody has filled in is not printed.
    for word in ["份号", "密级", "签发人", "抄送"] {
        assert!(!body.contains(word), "{word}");
    }
}

/// Sources are printed as they were written.
#[tokio::test]
async fn what_is_for_the_public_speaks_of_no_command_file_key_or_seed() {
    for document in [bulletin().await, quality_report().await, layout_report().await] {
        let html = render_html(&document).unwrap();
        let body = &html[html.find("<main>").unwrap()..];
        let mut parts = body.split("来源：");
        let mut said = parts.next().unwrap().to_owned();
        said.extend(parts.filter_map(|part| Some(part.split_once('。')?.1)));
        let codes = ["F1", "F1D", "F2", "F2B", "F3", "F4", "F5", "F6", "F7"]
            .map(|code| format!("{code}："));
        let words =
            ["ITA", "talent ", "cargo", ".toml", "key_programmes", "种子", "滚动起点", "参评"];
        let words = words.map(str::to_owned);
        for word in codes.iter().chain(&words) {
            assert!(!said.contains(word), "{word}");
        }
    }
}

/// Nor do those for the bureau, which check codes of signals against the working papers.
#[tokio::test]
async fn what_is_for_the_bureau_speaks_of_no_command_key_or_seed() {
    let outlook = &city().await.outlook;
    let documents = [
        compose_bulletin(outlook, stamp(), None).unwrap(),
        compose_quality_report(outlook, stamp()).unwrap(),
        compose_programmes_report(outlook, stamp(), &[], None).unwrap(),
    ];
    for document in documents {
        let html = render_html(&without_pictures(document)).unwrap();
        let body = &html[html.find("<main>").unwrap()..];
        for word in ["ITA", "talent ", "cargo", ".toml", "key_programmes", "种子", "滚动起点"]
        {
            let around = body.split_once(word).map(|(before, after)| {
                let before: String = before.chars().rev().take(40).collect();
                (
                    before.chars().rev().collect::<String>(),
                    after.chars().take(40).collect::<String>(),
                )
            });
            assert_eq!(around, None, "{word}");
        }
        // Keys of the policy are words with lines in them.
        let texts = body.split(['<', '>']).skip(2).step_by(2);
        let keys: Vec<&str> = texts
            .flat_map(|text| text.split(|c: char| !(c.is_ascii_lowercase() || c == '_')))
            .filter(|word| word.contains('_'))
            .collect();
        assert_eq!(keys, [""; 0]);
    }
}

/// A school that has not reported its newest class is named, and sums without it are not held against those with
/// it.
#[tokio::test]
async fn a_class_that_a_school_has_not_reported_is_not_compared() {
    let mut outlook = city().await.outlook.clone();
    let of_school = |group: &&mut DestinationsOutlook| matches!(group.of, Group::School(_));
    let late = outlook.destinations.iter_mut().find(of_school).unwrap();
    late.cohorts.pop();
    let name = late.name.clone();
    let report = compose_quality_report(&outlook, stamp()).unwrap();
    let table = |id| report.tables().find(|table| table.id == id).unwrap();
    for id in ["q1", "q2", "q3", "q9"] {
        assert!(table(id).note.as_ref().unwrap().contains(&name), "{id}");
    }
    let changes = |id| table(id).rows.iter().map(|row| row[3].text.clone()).collect::<Vec<_>>();
    assert!(changes("q2").iter().all(|change| change == "—"));
    assert_eq!(changes("q1").pop().unwrap(), "—");
    assert_ne!(changes("q1")[0], "—");
}

/// What is counted of the city is the sum over its schools, and over the categories.
#[tokio::test]
async fn destinations_add_up() {
    let groups = &city().await.outlook.destinations;
    let whole = groups.iter().find(|group| group.of == Group::City).unwrap();
    assert!(whole.cohorts.len() >= 5);
    for class in &whole.cohorts {
        for of_schools in [true, false] {
            let parts = || {
                let of_kind = groups.iter().filter(|group| match group.of {
                    Group::School(_) => of_schools,
                    Group::Category(_) => !of_schools,
                    Group::City | Group::County(_) | Group::Class(_) => false,
                });
                of_kind.flat_map(|group| &group.cohorts).filter(|part| part.year == class.year)
            };
            assert_eq!(parts().map(|part| part.graduates).sum::<f64>(), class.graduates);
            let jobs = parts().filter_map(|part| part.direct_jobs).sum::<f64>();
            assert_eq!(Some(jobs), class.direct_jobs);
            let pay: f64 = parts().filter_map(|p| Some(p.starting_pay? * p.pay_answers?)).sum();
            let mean = class.starting_pay.unwrap() * class.pay_answers.unwrap();
            assert!((pay / mean - 1.0).abs() < 1e-9);
        }
        let whereabouts =
            [class.direct_jobs, class.further_study, class.army, class.seeking, class.not_seeking];
        assert_eq!(whereabouts.into_iter().flatten().sum::<f64>(), class.graduates);
    }
}

fn city_of(outlook: &Outlook) -> &DestinationsOutlook {
    outlook.destinations.iter().find(|group| group.of == Group::City).unwrap()
}

#[tokio::test]
async fn breakdowns_add_up_for_the_bureau_and_are_totals_of_many_for_the_public() {
    let (bureau, public) = (&city().await.outlook, &city().await.public);
    let own = city_of(bureau);
    let newest = own.cohorts.last().unwrap();
    for by in Breakdown::ALL {
        let is_it =
            |found: &&talent_outlook::CohortBreakdown| found.by == by && found.year == newest.year;
        let found = own.breakdowns.iter().find(is_it).unwrap();
        let whole = match by.whole() {
            Measure::Graduates => newest.graduates,
            Measure::FurtherStudy => newest.further_study.unwrap(),
            Measure::PaySample => newest.pay_answers.unwrap(),
            _ => newest.direct_jobs.unwrap(),
        };
        assert_eq!(found.parts.values().sum::<f64>(), whole, "{by:?}");
        let shown = city_of(public).breakdowns.iter().find(is_it).unwrap();
        for (part, persons) in &shown.parts {
            assert!(persons % 10.0 == 0.0 && (persons - found.parts[part]).abs() <= 5.0, "{part}");
        }
    }
    // The schools have theirs for the bureau alone, and no place's are in the figures of the public.
    let of_schools = |outlook: &Outlook| {
        let schools = outlook.destinations.iter().filter(|group| group.of != Group::City);
        schools.map(|group| group.breakdowns.len()).sum::<usize>()
    };
    assert!(of_schools(bureau) > 100 && of_schools(public) == 0);
}

#[tokio::test]
async fn a_school_has_a_report_of_its_own() {
    let outlook = &city().await.outlook;
    let report = compose_school_quality_report(outlook, stamp(), "LF-S01").unwrap().unwrap();
    let by_name = compose_school_quality_report(outlook, stamp(), &report.issuer).unwrap();
    assert_eq!(by_name.as_ref(), Some(&report));
    let text = render_html(&without_pictures(report.clone())).unwrap();
    // No other school is in it.
    assert!(text.contains("模拟学校01") && !text.contains("模拟学校02"));
    let table = |id: &str| report.tables().find(|table| table.id == id).unwrap();
    let school = outlook.destinations.iter().find(|group| group.name == report.issuer).unwrap();
    let newest = school.cohorts.last().unwrap();
    assert_eq!(table("q3").rows[0][1].figure.unwrap().value, Some(newest.graduates));
    let of_programmes = table("s1").rows.iter().filter_map(|row| row[2].figure?.value);
    assert!(of_programmes.sum::<f64>() <= newest.graduates);
    assert_eq!(table("s2").rows.len(), table("s1").rows.len());
    assert!(compose_school_quality_report(outlook, stamp(), "nobody").unwrap().is_none());
}

#[tokio::test]
async fn counties_stand_on_a_map_where_borders_are_given() {
    let outlook = &city().await.public;
    let square = |code: &str, at: f64| {
        format!(
            r#"{{"properties":{{"code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{at},36],[{0},36],[{0},37],[{at},37],[{at},36]]]}}}}"#,
            at + 1.0
        )
    };
    let of = |features: &[String]| {
        let text = format!("{{\"features\":[{}]}}", features.join(","));
        let borders = Borders::parse(&text).unwrap();
        compose_programmes_report(outlook, stamp(), &[], Some(&borders)).unwrap()
    };
    let counties: Vec<&talent_outlook::EnrolmentOutlook> =
        outlook.enrolment.iter().filter(|group| matches!(group.of, Group::County(_))).collect();
    let squares: Vec<String> = counties
        .iter()
        .enumerate()
        .map(|(at, county)| square(county.of.code(), 110.0 + at as f64))
        .collect();
    let map = |document: &Document| {
        document.blocks.iter().find_map(|block| match block {
            Block::Figure { caption, chart } if caption.starts_with("图4-1") => {
                Some(chart.svg.clone())
            }
            _ => None,
        })
    };
    let drawn = of(&squares);
    let svg = map(&drawn).unwrap();
    let table = drawn.tables().find(|table| table.id == "l9a").unwrap();
    assert_eq!(table.rows.len(), counties.len());
    for row in &table.rows {
        assert!(svg.contains(&row[0].text) && svg.contains(&row[1].text), "{}", row[0].text);
    }
    // Borders of another city give no map, and the table stands.
    let elsewhere = of(&[square("330100", 120.0)]);
    assert!(map(&elsewhere).is_none() && elsewhere.tables().any(|table| table.id == "l9a"));
}

#[tokio::test]
async fn leading_industries_have_four_parts_and_the_bureau_the_intake() {
    let report = layout_report().await;
    let parts = report.blocks.iter().filter(|block| matches!(block, Block::Subheading(_)));
    assert_eq!(parts.count(), city().await.public.key_policy.leading.len());
    let html = render_html(&without_pictures(report)).unwrap();
    for part in ["现状与趋势：", "用工与需求：", "培养规模与布局：", "建议："]
    {
        assert!(html.contains(part), "{part}");
    }
    let outlook = &city().await.outlook;
    let internal = compose_programmes_report(outlook, stamp(), &[], None).unwrap();
    let table = |id: &str| internal.tables().find(|table| table.id == id).unwrap();
    let plan = outlook.plan.as_ref().unwrap();
    assert_eq!(table("l19a").rows.len(), plan.programmes.len() + 1);
    let found = outlook.adjustments.as_ref().unwrap();
    assert_eq!(table("l19b").rows.len(), found.entries.len() + found.exits.len());
    assert!(!html.contains("表7-4") && !html.contains("表7-5"), "the plan is the bureau's");
}

#[tokio::test]
async fn tables_and_figures_have_numbers_of_their_own() {
    let bureau = &city().await.outlook;
    let internal = compose_programmes_report(bureau, stamp(), &[], None).unwrap();
    let school = compose_school_quality_report(bureau, stamp(), "LF-S12").unwrap().unwrap();
    let documents = [bulletin().await, quality_report().await, layout_report().await];
    for document in documents.into_iter().chain([internal, school]) {
        let captions = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.caption.as_ref()),
            Block::Figure { caption, .. } => Some(caption.as_str()),
            _ => None,
        });
        // One after another within each chapter and kind.
        let mut last = std::collections::BTreeMap::new();
        for caption in captions {
            let mark = caption.split('　').next().unwrap();
            let number = mark.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap();
            let chapter = &mark[..mark.len() - number.len()];
            let last = last.entry(chapter.to_owned()).or_insert(0);
            *last += 1;
            assert!(number.is_empty() || number == last.to_string(), "{caption}");
        }
        let html = render_html(&without_pictures(document.clone())).unwrap();
        let plain: String = html.split('<').map(|t| t.split_once('>').map_or(t, |x| x.1)).collect();
        for wrong in ["持平人", "比上届持平", "占—", "比上届不可比", "：growth"] {
            assert!(!plain.contains(wrong), "{wrong} in {}", document.plain_title());
        }
    }
}
