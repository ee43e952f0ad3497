//! The outlook of the embedded data set.

use std::fmt::Write as _;
use talent_report::doubt_text;

use expect_test::expect_file;
use talent_domain::{Group, Lang};
use talent_outlook::{CohortStand, DoubtKind, Grade, Outlook, ProgrammeOutlook};
use talent_pipeline::run;
use talent_report::figures::{interval, or_none, percent, ratio, rough};
use talent_workspace::Workspace;

use crate::city::{NOW, city, with_changed_data, with_data, with_more_data};

/// The figures that people read, a line each.
fn published(outlook: &Outlook) -> String {
    let mut text = String::new();
    for b in &outlook.backtests {
        let _ = writeln!(
            text,
            "{}: {} series, {} origins, combination {:.3}",
            b.panel.en, b.series, b.origins, b.combination_error
        );
        for m in &b.methods {
            let _ = writeln!(text, "  {} error {:.3} weight {:.3}", m.name, m.error, m.weight);
        }
        let covered = |by_step: &[Option<f64>]| {
            by_step.iter().map(|c| or_none(*c, percent)).collect::<Vec<_>>().join(" ")
        };
        let _ = writeln!(text, "  80 % covers {}", covered(&b.coverage80));
        let _ = writeln!(text, "  95 % covers {}", covered(&b.coverage95));
    }
    for industry in &outlook.industries {
        let last = industry.forecast.last().unwrap();
        let range = &last.range;
        let _ = writeln!(
            text,
            "{} {} {} ({})",
            industry.name,
            last.year,
            or_none(range.median, rough),
            interval(range.p80, rough)
        );
    }
    for p in outlook.by_tightness() {
        let b = &p.balance;
        let level = outlook.city_warning(&p.code).unwrap().assessment.level;
        let _ = writeln!(
            text,
            "{} {} demand {} supply {} ratio {} ({}) {:?} {}",
            p.code,
            p.name,
            or_none(b.demand.median, rough),
            or_none(b.supply.median, rough),
            or_none(b.sdr.median, ratio),
            interval(b.sdr.p80, ratio),
            b.band,
            level.code()
        );
    }
    for doubt in &outlook.doubts {
        let _ = writeln!(text, "{}", doubt_text(&doubt.kind, Lang::En));
    }
    text
}

#[tokio::test]
async fn the_outlook_of_linfen_is_the_one_published() {
    expect_file!["../snapshots/outlook.txt"].assert_eq(&published(&city().await.outlook));
}

#[tokio::test]
async fn the_same_inputs_are_not_run_twice_and_give_the_same_outlook() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("again");
    let workspace = with_data(&root).await;
    let first = run(&workspace, NOW, &|_| {}).await.unwrap();
    let second = run(&workspace, NOW, &|_| {}).await.unwrap();
    assert!(!first.unchanged && second.unchanged);
    assert_eq!(first.record, second.record);
    assert!(first.publication.is_some());
    assert_eq!(first.publication, second.publication);
    // Another workspace, the same data: the same outlook, after a round through its file.
    assert!(second.outlook == city().await.outlook);
    // A changed policy is another run.
    let policy = root.join("policy.toml");
    let text = std::fs::read_to_string(&policy).unwrap();
    std::fs::write(&policy, text.replace("below = 0.40", "below = 0.90")).unwrap();
    let third = run(&workspace, NOW, &|_| {}).await.unwrap();
    assert_eq!((third.unchanged, third.record.id), (false, 2));
}

#[tokio::test]
async fn sections_add_up_to_the_known_totals_and_nothing_is_negative() {
    let outlook = &city().await.outlook;
    for p in &outlook.programmes {
        for range in [&p.balance.demand, &p.balance.supply, &p.balance.sdr] {
            let ends = [range.p95.0, range.p80.0, range.median, range.p80.1, range.p95.1];
            let ends: Vec<f64> = ends.into_iter().flatten().collect();
            assert!(ends.windows(2).all(|pair| pair[0] <= pair[1]), "{} {ends:?}", p.code);
            assert!(ends.iter().all(|end| *end >= 0.0), "{} {ends:?}", p.code);
        }
    }
    let total = &outlook.industries[0];
    for known in total.history.iter().filter(|point| point.year.number() > 2019) {
        let medians: f64 = outlook.industries[1..]
            .iter()
            .flat_map(|i| &i.forecast)
            .filter(|point| point.year == known.year)
            .filter_map(|point| point.range.median)
            .sum();
        // Medians of parts need not add up; each draw does, so they come near.
        assert!((medians / known.value - 1.0).abs() < 0.03, "{} {medians}", known.year);
    }
}

/// Every section grows by a seventh a year and then stands still: a model that has learned to grow loses to
/// the last value at every origin since.
#[tokio::test]
async fn a_model_that_loses_gives_way_and_says_so() {
    let level = |year: i32| 1.15_f64.powi((year - 2003).min(7));
    let standing = |text: &str| {
        let in_myriads = text.contains("万人");
        let row = |(at, line): (usize, &str)| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            // Totals would not be those of the changed sections.
            if at < 2 || cells[1].len() != 1 {
                return (at < 2).then(|| line.to_owned());
            }
            let size = f64::from(cells[1].as_bytes()[0] - b'A' + 1);
            let persons = (1_000.0 * size * level(cells[3].parse().unwrap())).round();
            cells[4] =
                if in_myriads { format!("{:.4}", persons / 1e4) } else { persons.to_string() };
            Some(cells.join(","))
        };
        text.lines().enumerate().filter_map(row).collect::<Vec<String>>().join("\n")
    };
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_changed_data(&folder.path().join("standing"), |name, text| match name {
        "T4-employment-2003-2013.csv" | "T4-employment-2014-2019.csv" => standing(&text),
        _ => text,
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let acceptance = outlook.backtests[0].acceptance.unwrap();
    assert!(!acceptance.accepted && acceptance.model > acceptance.naive, "{acceptance:?}");
    assert!(
        outlook.doubts.iter().any(|doubt| matches!(doubt.kind, DoubtKind::ModelRefused { .. }))
    );
    let mining = outlook.industry("B").unwrap();
    let explanation = mining.explanation.as_ref().unwrap();
    assert_eq!(explanation.weights, [("naive".to_owned(), 1.0)]);
    assert!(talent_report::explain_industry(mining, Lang::Zh).contains("沿用上年值"));
}

/// The class of 2023 has not been followed yet, while the students of the year have been reported.
#[tokio::test]
async fn destinations_known_later_than_students_are_those_of_the_class_before() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_changed_data(&folder.path().join("lag"), |name, text| match name {
        "T1-destinations.csv" => {
            let is_known = |line: &&str| line.split(',').nth(4) != Some("2023");
            text.lines().filter(is_known).collect::<Vec<_>>().join("\n")
        }
        _ => text,
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let known = &city().await.outlook;
    assert_eq!(outlook.meta.base_year, known.meta.base_year);
    let supply = |outlook: &Outlook| -> f64 {
        outlook.programmes.iter().filter_map(|p| p.balance.supply.median).sum()
    };
    let ratio = supply(&outlook) / supply(known);
    assert!((0.9..1.1).contains(&ratio), "{ratio}");
    let rated = |outlook: &Outlook| {
        let rates = outlook.programmes.iter().filter(|p| p.quality.placement.is_some());
        rates.count()
    };
    assert_eq!(rated(&outlook), rated(known));
    let said =
        outlook.doubts.iter().find(|doubt| matches!(doubt.kind, DoubtKind::OlderCohort { .. }));
    assert!(said.is_some_and(|doubt| doubt_text(&doubt.kind, Lang::Zh).contains("2022 届")));
}

/// The first school did not report its students of 2021.
#[tokio::test]
async fn a_year_that_a_school_left_out_is_no_fall_of_entrants() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_changed_data(&folder.path().join("hole"), |name, text| match name {
        "T2-enrolment.csv" => {
            let is_kept = |line: &&str| {
                let mut cells = line.split(',');
                !(cells.next() == Some("LF-S01") && cells.nth(3) == Some("2021"))
            };
            text.lines().filter(is_kept).collect::<Vec<_>>().join("\n")
        }
        _ => text,
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let said = outlook
        .doubts
        .iter()
        .find(|doubt| doubt_text(&doubt.kind, Lang::Zh).contains("（2021）"))
        .unwrap();
    assert!(
        doubt_text(&said.kind, Lang::Zh).contains("模拟学校01"),
        "{}",
        doubt_text(&said.kind, Lang::Zh)
    );
    let entrants = |outlook: &Outlook| {
        let city = outlook.enrolment.iter().find(|group| group.of == Group::City).unwrap();
        city.entrants_forecast[0].expected
    };
    let ratio = entrants(&outlook) / entrants(&city().await.outlook);
    assert!((0.99..1.01).contains(&ratio), "{ratio}");
}

#[tokio::test]
async fn rates_that_the_city_has_no_figures_of_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_changed_data(&folder.path().join("local"), |name, text| match name {
        "T1-destinations.csv" => text.replace(",本市就业,", ",备注,"),
        _ => text,
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let said = outlook
        .doubts
        .iter()
        .find(|doubt| doubt_text(&doubt.kind, Lang::Zh).contains("本市留存率 100%"))
        .unwrap();
    assert!(
        !doubt_text(&said.kind, Lang::Zh).contains("升学率"),
        "{}",
        doubt_text(&said.kind, Lang::Zh)
    );
    assert!(outlook.programmes.iter().all(|p| p.balance.grade == Grade::D));
}

/// Cooking lasts two years here and has no third grade; one school says that mining lasts five.
#[tokio::test]
async fn a_programme_of_two_years_leaves_after_its_second() {
    let folder = tempfile::tempdir().unwrap();
    let change = |line: &str, column: usize, is_meant: &dyn Fn(&[&str]) -> bool, to: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if is_meant(&cells) {
            cells[column] = to;
        }
        cells.join(",")
    };
    let is_cooking = |cells: &[&str]| cells.get(2) == Some(&"740201");
    let is_mining = |cells: &[&str]| cells.first() == Some(&"LF-S01") && cells[2] == "620501";
    let workspace = with_changed_data(&folder.path().join("two"), |name, text| {
        let line = |line: &str| match name {
            "T2-enrolment.csv" => change(line, 10, &is_cooking, ""),
            "T3-programmes.csv" => change(&change(line, 7, &is_cooking, "2"), 7, &is_mining, "5"),
            _ => line.to_owned(),
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let cooking = outlook.programme("740201").unwrap();
    let stands: Vec<CohortStand> = cooking.balance.cohorts.iter().map(|c| c.stand).collect();
    let grades = [CohortStand::Grade(2), CohortStand::Grade(1)];
    assert_eq!(stands, [&grades[..], &[CohortStand::ToRecruit; 2]].concat());
    // As many local entrants as where the same students stay a year longer, a little more for those who would
    // have left in that year.
    let three_years = city().await.outlook.programme("740201").unwrap();
    let supply = |p: &ProgrammeOutlook| p.balance.supply.median.unwrap();
    let more = supply(cooking) / supply(three_years);
    assert!((0.97..1.1).contains(&more), "{more}");
    let said = outlook
        .doubts
        .iter()
        .find(|doubt| doubt_text(&doubt.kind, Lang::En).contains("(T3)"))
        .unwrap();
    assert!(
        doubt_text(&said.kind, Lang::Zh).contains("采矿技术（填 3、5 年，按 3 年）"),
        "{}",
        doubt_text(&said.kind, Lang::Zh)
    );
    assert!(!doubt_text(&said.kind, Lang::Zh).contains("中餐烹饪"));
}

/// A city whose only programme is nursing at higher vocational colleges.
#[tokio::test]
async fn the_level_of_the_balance_is_asked_for_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("higher");
    let workspace = with_changed_data(&root, |name, text| match name {
        // Left out: their shares of openings and links are those of secondary graduates.
        "C8-staffing.csv" | "C9-occupation-classes.csv" | "P1-occupations.csv" => String::new(),
        "C1-schools.csv" => text.replace("中职", "高职"),
        "T1-destinations.csv" | "T2-enrolment.csv" | "T3-programmes.csv" => text
            .lines()
            .enumerate()
            .filter(|(at, line)| *at < 2 || line.contains(",720201,"))
            .map(|(_, line)| line.replace(",720201,", ",520201,"))
            .collect::<Vec<_>>()
            .join("\n"),
        _ => text,
    })
    .await;
    let change = |file: &str, from: &str, to: &str| {
        let path = root.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        std::fs::write(path, text.replace(from, to)).unwrap();
    };
    let refused = run(&workspace, NOW, &|_| {}).await.unwrap_err().to_string();
    assert!(refused.contains("没有中职在校生数据"), "{refused}");
    workspace.close().await;
    change("talent.toml", "level = \"secondary\"", "level = \"higher\"");
    let workspace = Workspace::open(&root).await.unwrap();
    // The shares of openings are those of secondary graduates.
    let refused = run(&workspace, NOW, &|_| {}).await.unwrap_err().to_string();
    assert!(refused.contains("level_share 是中职毕业生"), "{refused}");
    change("assumptions.toml", "level = \"secondary\"", "level = \"higher\"");
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    assert_eq!(outlook.programmes.len(), 1);
    let uncovered = outlook
        .doubts
        .iter()
        .find(|doubt| doubt_text(&doubt.kind, Lang::Zh).contains("没有开设"))
        .unwrap();
    assert!(
        doubt_text(&uncovered.kind, Lang::Zh).contains("对应的高职专科专业"),
        "{}",
        doubt_text(&uncovered.kind, Lang::Zh)
    );
    let chart = talent_report::gap_bars(&outlook, Lang::Zh);
    assert!(chart.title.contains("临汾市高职专科专业供需缺口"));
}

/// Up to 2020 the figures stand under codes of the catalogue before: cooking under a code of its own, the two
/// computer programmes, which no school has both of, under one.
#[tokio::test]
async fn figures_under_former_codes_count_to_what_became_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let former = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells.get(4).and_then(|year| year.parse::<i32>().ok()).is_some_and(|year| year <= 2020) {
            (cells[2], cells[3]) = match cells[2] {
                "740201" => ("130700", "中餐烹饪与营养膳食"),
                "710201" | "710202" => ("090100", "计算机应用"),
                _ => return line.to_owned(),
            };
        }
        cells.join(",")
    };
    let c10 = "C10 专业代码沿革表 v1\n目录版次,原代码,原名称,停用年份,专业代码,权重(%)\n\
               2010,130700,中餐烹饪与营养膳食,2021,740201,100%\n\
               2010,090100,计算机应用,2021,710201,85%\n2010,090100,计算机应用,2021,710202,15%\n";
    let root = folder.path().join("former");
    let workspace = with_more_data(&root, &[("C10-former.csv", c10)], |name, text| match name {
        "T1-destinations.csv" | "T2-enrolment.csv" | "T3-programmes.csv" => {
            text.lines().map(former).collect::<Vec<_>>().join("\n")
        }
        _ => text,
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    // But for the doubt that says so, nothing is published otherwise.
    let doubt = outlook
        .doubts
        .iter()
        .find(|doubt| doubt_text(&doubt.kind, Lang::En).contains("C10"))
        .unwrap();
    assert!(
        doubt_text(&doubt.kind, Lang::Zh).contains("中餐烹饪与营养膳食（2010-130700）→中餐烹饪")
    );
    assert!(
        doubt_text(&doubt.kind, Lang::Zh).contains("→计算机应用 85%、计算机网络技术 15%"),
        "{}",
        doubt_text(&doubt.kind, Lang::Zh)
    );
    assert!(!doubt.origins.is_empty());
    let counted =
        published(&outlook).replace(&format!("{}\n", doubt_text(&doubt.kind, Lang::En)), "");
    assert_eq!(counted, published(&city().await.outlook));
}

/// Construction has no figure for 2019 here, all other sections and their total do.
#[tokio::test]
async fn a_section_that_ends_earlier_is_estimated_under_the_total() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_changed_data(&folder.path().join("ragged"), |name, text| match name {
        "T4-employment-2014-2019.csv" => text
            .lines()
            .filter(|line| !line.starts_with("141000,E,建筑业,2019"))
            .collect::<Vec<_>>()
            .join("\n"),
        _ => text,
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let construction = outlook.industry("E").unwrap();
    let estimate = construction.forecast.iter().find(|point| point.year.number() == 2019).unwrap();
    // What is left of the total is the published figure, 10,089, but for rounding.
    let median = estimate.range.median.unwrap();
    assert!((median - 10_089.0).abs() < 200.0, "{median}");
    // Mining is observed in 2019 and is left alone.
    assert_eq!(outlook.industry("B").unwrap().history.last().unwrap().value, 61_167.0);
}

#[tokio::test]
async fn without_the_total_or_any_output_there_is_still_an_outlook() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_changed_data(&folder.path().join("bare"), |name, text| {
        let keep = |line: &&str| match name {
            "T4-employment-2003-2013.csv" | "T4-employment-2014-2019.csv" => {
                !line.contains(",合计,")
            }
            _ => true,
        };
        let first_two = |text: &str| text.lines().take(3).collect::<Vec<_>>().join("\n");
        match name {
            "T4-value-added.csv" | "T4-value-added-share.csv" => first_two(&text),
            "T4-employment-total-2020-2022.csv" => {
                text.replace("合计", "B").lines().take(3).collect::<Vec<_>>().join("\n")
            }
            _ => text.lines().filter(keep).collect::<Vec<_>>().join("\n"),
        }
    })
    .await;
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    assert_eq!(outlook.industries.len(), 20);
    assert!(
        outlook.industries.iter().skip(1).all(|i| i
            .forecast
            .last()
            .unwrap()
            .range
            .median
            .is_some())
    );
}
