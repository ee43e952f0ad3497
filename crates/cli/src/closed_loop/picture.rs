//! The gaps of the ways over the years as a chart.

use talent_domain::Lang;
use talent_report::{Chart, PathCurve, paths_chart};
use talent_simulate::Way;

use super::table::{mean_gap, name};
use super::{Fared, Steering};

/// The product, the schools, no change, last year's ratio, the published rule that fared best, and the oracle.
pub(super) fn chart(fared: &[Fared], lang: Lang) -> Chart {
    let is_pack = |fared: &&Fared| matches!(fared.steering, Steering::By(Way::Pack(_)));
    let packs = fared.iter().filter(is_pack);
    let best = packs.min_by(|a, b| mean_gap(a).total_cmp(&mean_gap(b)));
    let drawn =
        |fared: &&Fared| !is_pack(fared) || best.is_some_and(|b| b.steering == fared.steering);
    let curve = |fared: &Fared| PathCurve {
        name: name(fared.steering, lang).to_owned(),
        gaps: fared.gaps.clone(),
    };
    let curves: Vec<PathCurve> = fared.iter().filter(drawn).map(curve).collect();
    let cities = fared.first().map_or(0, |fared| fared.scores.len());
    let title = match lang {
        Lang::Zh => format!("按不同办法定招生计划的供需缺口（{cities} 个模拟城市）"),
        Lang::En => format!("Gaps under ways to set the intake ({cities} simulated cities)"),
    };
    let note = lang.pick(
        "公布的规则只画缺口最小的一个；“预知未来”在同样的年度变动限度内知道今后的真实需求。",
        "Of published rules the one with the least gap; the oracle knows true openings to come, within the same yearly limits.",
    );
    paths_chart(title, &curves, &[note.to_owned()], lang)
}
