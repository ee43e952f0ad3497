//! The table of how calls fared on simulated cities.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_simulate::{BalanceClass, Rule, Score, score};

use super::simulated_calls::{Called, Found};
use crate::args::{Args, Format};
use crate::table::{aligned, decimal, json, line};

/// How one way fared.
#[derive(Debug, Serialize)]
struct Row {
    /// Its name in the language of the output.
    method: &'static str,
    /// Programmes called.
    cases: usize,
    /// Share in the right class.
    right: f64,
    /// Share in the right class or one beside it.
    near: f64,
    /// Calls of high, medium and low confidence.
    confidence_cases: [usize; 3],
    /// Share of these in the right class.
    confidence_right: [Option<f64>; 3],
    /// Mean `|ln|` of the called ratio over the true one.
    sdr_error: Option<f64>,
    /// Mean `ln` of it: positive where too much scarcity is called.
    sdr_bias: Option<f64>,
    /// Share of true ratios in the 80 % interval.
    inside80: Option<f64>,
    /// Share of true ratios in the 95 % interval.
    inside95: Option<f64>,
    /// Share of subjects whose level or class changes from one release to the next.
    changes: Option<f64>,
}

/// What is printed as JSON.
#[derive(Debug, Serialize)]
struct Scores {
    /// Share of programmes that are truly of each class, from large shortage to large surplus.
    truth: Vec<(&'static str, f64)>,
    /// Programmes that the product says nothing of.
    unanswered: usize,
    rows: Vec<Row>,
}

const HEADINGS: [(&str, &str); 15] = [
    ("方法", "method"),
    ("数", "n"),
    ("等级对%", "right%"),
    ("差一级内%", "within one%"),
    ("高信心数", "high n"),
    ("对%", "right%"),
    ("中信心数", "medium n"),
    ("对%", "right%"),
    ("低信心数", "low n"),
    ("对%", "right%"),
    ("供求比|ln误差|", "SDR |ln error|"),
    ("偏差", "bias"),
    ("80%内", "in 80%"),
    ("95%内", "in 95%"),
    ("等级变动%", "changes%"),
];

/// Prints the true classes and a row for the product and each way beside it.
pub(super) fn print(args: &Args, found: &Found) -> Result<()> {
    let lang = args.lang();
    let scores = scores(found, lang);
    if args.format == Format::Json {
        return json(&scores);
    }
    let shares = scores.truth.iter().map(|(name, share)| format!("{name} {:.1} %", 100.0 * share));
    let shares = shares.collect::<Vec<_>>().join(lang.pick("，", ", "));
    let programmes: usize = found.truth.iter().sum();
    line(&match lang {
        Lang::Zh => format!(
            "模拟数据。{programmes} 个专业的真实等级：{shares}；其中 {} 个没有结果，各方法都不计",
            scores.unanswered
        ),
        Lang::En => format!(
            "Simulated data. True classes of {programmes} programmes: {shares}; {} without a result are left out for every method",
            scores.unanswered
        ),
    });
    let headings = HEADINGS.map(|(zh, en)| lang.pick(zh, en));
    line(&aligned(&headings, &scores.rows.iter().map(cells).collect::<Vec<_>>()));
    Ok(())
}

fn scores(found: &Found, lang: Lang) -> Scores {
    let programmes = found.truth.iter().sum::<usize>().max(1) as f64;
    let name = |(zh, en): (&'static str, &'static str)| lang.pick(zh, en);
    let truth = BalanceClass::ALL.iter().zip(found.truth);
    let product = row(lang.pick("本系统", "this system"), &found.product);
    let rules = Rule::ALL.iter().zip(&found.rules).filter_map(|(r, c)| row(name(r.names()), c));
    Scores {
        truth: truth.map(|(class, n)| (name(class.names()), n as f64 / programmes)).collect(),
        unanswered: found.unanswered,
        rows: product.into_iter().chain(rules).collect(),
    }
}

/// The row of one way; none without calls.
fn row(method: &'static str, called: &Called) -> Option<Row> {
    let Score { cases, right, near, by_confidence, sdr_error, sdr_bias, inside80, inside95 } =
        score(&called.cases)?;
    let (changes, of) = called.changes;
    Some(Row {
        method,
        cases,
        right,
        near,
        confidence_cases: by_confidence.map(|(cases, _)| cases),
        confidence_right: by_confidence.map(|(_, right)| right),
        sdr_error,
        sdr_bias,
        inside80,
        inside95,
        changes: (of > 0).then(|| changes as f64 / of as f64),
    })
}

/// Fractions become per cent, and what a way does not give becomes a dash.
fn cells(row: &Row) -> Vec<String> {
    let percent = |share: Option<f64>| decimal(share.map(|share| 100.0 * share), 1);
    let mut cells = vec![
        row.method.to_owned(),
        row.cases.to_string(),
        percent(Some(row.right)),
        percent(Some(row.near)),
    ];
    for (cases, right) in row.confidence_cases.iter().zip(row.confidence_right) {
        cells.push(if *cases > 0 { cases.to_string() } else { decimal(None, 0) });
        cells.push(percent(right));
    }
    cells.extend([decimal(row.sdr_error, 3), decimal(row.sdr_bias, 3)]);
    cells.extend([row.inside80, row.inside95, row.changes].map(percent));
    cells
}
