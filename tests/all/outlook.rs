//! The outlook of the embedded data set.

use expect_test::expect;

use crate::city::city;

#[tokio::test]
async fn the_outlook_of_linfen_is_the_one_published() {
    let outlook = &city().await.outlook;
    let mut text = String::new();
    for b in &outlook.backtests {
        text += &format!("{} {} {} comb {:.3}\n", b.panel.zh, b.series, b.origins, b.combination_error);
        for m in &b.methods { text += &format!("   {} {:.3} {:.3}\n", m.name, m.error, m.weight); }
        text += &format!("   80 {:?}\n   95 {:?}\n", b.coverage80, b.coverage95);
    }
    for i in &outlook.industries {
        let f = i.forecast.last().unwrap();
        text += &format!("{} last {:.0} -> {} {:.0?} {:?}\n", i.name, i.history.last().unwrap().value, f.year, f.range, i.elasticity);
    }
    for p in outlook.by_tightness() {
        let b = &p.balance;
        text += &format!("{} {} D {:.0?} S {:.0?} sdr {:.2?} [{:.2?}] ita {:.3?} {:?} {:?} sites {} q {:?}\n", p.code, p.name, b.demand.median, b.supply.median, b.sdr.median, b.sdr.p80, p.ita().median, b.band, b.certainty, p.sites.len(), p.quality);
    }
    let mut levels = std::collections::BTreeMap::new();
    for w in &outlook.warnings { *levels.entry(format!("{} {}", w.school.is_some(), w.assessment.level.code())).or_insert(0)+=1; }
    text += &format!("{levels:?}\n");
    for w in &outlook.warnings { text += &format!("{} {} {:?} {:?} {:?}\n", w.id, w.programme_name, w.assessment.level, w.assessment.rule, w.evidence.iter().map(|e| (e.reading.signal.code(), e.reading.standing)).collect::<Vec<_>>()); }
    for d in &outlook.doubts { text += &format!("{}\n", d.text.zh); }
    expect![[""]].assert_eq(&text);
}
