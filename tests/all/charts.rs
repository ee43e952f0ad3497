//! The charts of the embedded data set, as pictures in text.

use expect_test::expect_file;
use talent_domain::Lang;
use talent_report::{Chart, FanSubject, chart_notes, fan_chart, gap_bars, heat_map, quadrant};

use crate::city::city;

/// Every chart of the city by the name of its snapshot.
async fn charts(lang: Lang) -> Vec<(&'static str, Chart)> {
    let outlook = &city().await.outlook;
    let nursing = outlook.programme("720201").unwrap();
    let mining = outlook.industry("B").unwrap();
    let notes = |simulated| chart_notes(&outlook.meta, simulated, lang);
    vec![
        ("gap", gap_bars(outlook, lang)),
        ("quadrant", quadrant(outlook, lang)),
        ("heatmap", heat_map(outlook, lang)),
        (
            "fan-programme",
            fan_chart(&FanSubject::graduates(outlook, nursing, lang), &notes(true), lang),
        ),
        ("fan-industry", fan_chart(&FanSubject::employment(mining, lang), &notes(false), lang)),
    ]
}

#[tokio::test]
async fn the_charts_are_those_published() {
    for (name, chart) in charts(Lang::Zh).await {
        expect_file![format!("{}/snapshots/{name}.svg", env!("CARGO_MANIFEST_DIR"))]
            .assert_eq(&chart.svg);
    }
}

#[tokio::test]
async fn every_chart_says_what_it_is_and_where_from() {
    for (name, chart) in charts(Lang::Zh).await {
        assert!(chart.svg.contains(&chart.title), "{name}");
        assert!(chart.svg.contains("数据截止") && chart.svg.contains("来源："), "{name}");
        assert!(chart.svg.contains("role=\"img\"") && chart.svg.contains("aria-label"), "{name}");
        // Employment by section is published; everything about programmes is simulated here.
        assert_eq!(chart.svg.contains("模拟数据"), name != "fan-industry", "{name}");
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{name}");
    }
    for (name, chart) in charts(Lang::En).await {
        assert!(chart.svg.contains("Data up to"), "{name}");
    }
}

#[tokio::test]
async fn a_png_is_made_where_there_is_a_font_and_refused_with_the_fix_where_not() {
    let (_, chart) = charts(Lang::Zh).await.remove(0);
    match chart.to_png(1.0) {
        Ok(png) => {
            assert!(talent_report::has_chinese_font());
            assert!(png.starts_with(b"\x89PNG") && png.len() > 10_000);
        }
        Err(error) => {
            assert!(!talent_report::has_chinese_font());
            assert!(error.to_string().contains("fonts-noto-cjk"));
        }
    }
}
