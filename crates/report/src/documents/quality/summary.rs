//! 摘要: the newest cohort beside the two before it, and what that says.

use talent_outlook::{CohortDestinations, DestinationsOutlook, Outlook};

use super::cohorts::{Count, Rate, fraction, known_pay, late_note};
use super::findings::{Moving, about_the_same, changed};
use crate::document::cells::{NONE, or_none, percent, points, signed, signed_percent, whole};
use crate::document::{Block, Cell, Span, Table, cell};

/// Running text points to these rows by their order; pay comes last.
const COUNTS: [(&str, Count); 3] = [
    ("毕业生（人）", |cohort| Some(cohort.graduates)),
    ("直接就业（人）", |cohort| cohort.direct_jobs),
    ("升学（人）", |cohort| cohort.further_study),
];
const RATES: [(&str, Rate); 5] = [
    ("毕业去向落实率", CohortDestinations::settled),
    ("直接就业率", CohortDestinations::placement),
    ("升学率", CohortDestinations::onward),
    ("专业对口率", CohortDestinations::matching),
    ("本市留存率", CohortDestinations::retention),
];

/// Table `q0` with the newest cohorts side by side, and its findings in running text.
pub(super) fn summary(outlook: &Outlook, city: &DestinationsOutlook) -> Vec<Block> {
    let table = table(outlook, city);
    let mut blocks = vec![Block::heading("摘　要")];
    blocks.push(Block::Paragraph(said(&table, outlook, &city.cohorts)));
    blocks.push(Block::say(
        "升学计入去向落实率，不计入直接就业率，两个比率不能互相替代；人数少的专业和学校逐届起落大，结论以连续两届以上的变化为准。",
    ));
    blocks.push(table.into());
    blocks
}

/// The newest figure of each count and rate that is known, with its change where that is more than rounding makes.
fn said(table: &Table, outlook: &Outlook, cohorts: &[CohortDestinations]) -> Vec<Span> {
    let moves = COUNTS.map(|(_, of)| Moving::Number(of)).into_iter();
    let moves: Vec<Moving> = moves.chain(RATES.map(|(_, of)| Moving::Rate(of))).collect();
    let mut has_unclear = false;
    let names = ["本届毕业生", "直接就业", "升学"];
    let counts = names.into_iter().map(|name| (name, "人"));
    let all = counts.chain(RATES.iter().map(|(name, _)| (*name, "")));
    let mut said: Vec<Span> = Vec::new();
    for (row, (name, unit)) in all.enumerate() {
        let newest = table.rows[row][3].figure;
        if newest.is_none_or(|figure| figure.value.is_none()) {
            continue;
        }
        if !said.is_empty() {
            said.push("；".into());
        }
        said.extend([Span::Text(name.to_owned()), cell("q0", row, 3), unit.into()]);
        let change = changed(table, "q0", (row, 4), unit);
        let is_told = change.iter().any(|span| matches!(span, Span::Change { .. }));
        said.extend(match cohorts {
            [.., before, now] if is_told && moves[row].is_about_the_same([before, now]) => {
                about_the_same()
            }
            [.., before, now] if is_told && moves[row].may_be_rounding(outlook, [before, now]) => {
                has_unclear = true;
                Vec::new()
            }
            _ => change,
        });
    }
    said.push(match cohorts {
        [_] => "；没有上届数据，不作比较。".into(),
        _ if has_unclear => "。与上届相差不超过取整幅度的，不作升降比较。".into(),
        _ => "。".into(),
    });
    said
}

/// A row for each count and rate: the cohort before the last, the last, the newest, and its changes against both.
fn table(outlook: &Outlook, city: &DestinationsOutlook) -> Table {
    let newest: Vec<&CohortDestinations> = city.cohorts.iter().rev().take(3).collect();
    let cohort = |back: usize| newest.get(back).copied();
    let counts = COUNTS.map(|(name, of)| count_row(name, [2, 1, 0].map(|at| of(cohort(at)?))));
    let rates =
        RATES.map(|(name, of)| rate_row(name, [2, 1, 0].map(|at| fraction(of(cohort(at)?)))));
    let pay = [2, 1, 0].map(|at| known_pay(cohort(at)?));
    Table::new("q0", "摘要表　本届与上届、前届比较")
        .words(["指标"])
        .figures(["前届", "上届", "本届", "比上届", "比上届（%）", "比前届"])
        .rows(counts)
        .rows(rates)
        .rows([count_row("平均起薪（元/月）", pay)])
        .note(
            "比率的增减以百分点计，由未取整的比率相减，与印出的比率之差可能相差0.1。".to_owned()
                + &late_note(outlook, city),
        )
}

fn count_row(name: &str, [first, second, third]: [Option<f64>; 3]) -> [Cell; 7] {
    let change = |before: Option<f64>| Some((third? - before?).round() as i64);
    let share = second.zip(third).filter(|(before, _)| *before > 0.0);
    [
        name.into(),
        or_none(first, whole),
        or_none(second, whole),
        or_none(third, whole),
        or_none(change(second), signed),
        or_none(share.map(|(before, now)| now / before - 1.0), signed_percent),
        or_none(change(first), signed),
    ]
}

fn rate_row(name: &str, [first, second, third]: [Option<f64>; 3]) -> [Cell; 7] {
    let change = |before: Option<f64>| Some(third? - before?);
    [
        name.into(),
        or_none(first, percent),
        or_none(second, percent),
        or_none(third, percent),
        or_none(change(second), points),
        NONE.into(),
        or_none(change(first), points),
    ]
}
