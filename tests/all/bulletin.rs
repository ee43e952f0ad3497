//! The bulletin of the embedded data set.

use expect_test::expect_file;
use talent_report::{Block, BulletinRequest, Document, compose_bulletin, render_html};

use crate::city::city;

async fn bulletin() -> Document {
    let request = BulletinRequest { run: 1, issue: 1, date: "2026-01-01" };
    compose_bulletin(&city().await.outlook, &request).unwrap()
}

/// The document without its pictures, which have snapshots of their own.
fn without_pictures(mut document: Document) -> Document {
    for block in &mut document.blocks {
        if let Block::Figure { svg, .. } = block {
            "<svg/>".clone_into(svg);
        }
    }
    document
}

#[tokio::test]
async fn the_bulletin_is_the_one_published() {
    let html = render_html(&without_pictures(bulletin().await)).unwrap();
    expect_file!["../snapshots/bulletin.html"].assert_eq(&html);
}

#[tokio::test]
async fn every_number_in_its_text_links_to_a_cell_that_is_there() {
    let html = render_html(&bulletin().await).unwrap();
    let links: Vec<&str> =
        html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 15, "{}", links.len());
    for link in links {
        assert!(html.contains(&format!("id=\"{link}\"")), "{link}");
    }
    assert!(html.contains("模拟数据"));
    // Nothing is fetched from elsewhere.
    assert!(!html.contains("src=\"http") && !html.contains("url(http"));
}
