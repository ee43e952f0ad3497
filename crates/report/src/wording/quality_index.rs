//! The employment-quality index and its rank, in words.

use talent_domain::Lang;
use talent_outlook::QualityIndex;
use talent_quality::Part;

use super::figures::{NONE, percent};

/// An index from 0 to 100, with one decimal.
pub fn index_figure(value: f64) -> String {
    format!("{value:.1}")
}

/// The rank with the interval that it lies in with 90 %: `12（8–19）`.
pub fn rank_figure(index: &QualityIndex, lang: Lang) -> String {
    let rank = index.rank;
    match lang {
        Lang::Zh => format!("{}（{}–{}）", rank.rank, rank.best, rank.worst),
        Lang::En => format!("{} ({}–{})", rank.rank, rank.best, rank.worst),
    }
}

/// The index, its twin, its rank and what it rests on, in one sentence.
pub fn explain_index(index: &QualityIndex, lang: Lang) -> String {
    let (value, twin) = (index_figure(index.index.value), index_figure(index.index.geometric));
    let (rank, of, known) = (rank_figure(index, lang), index.rank.of, percent(index.index.known));
    let parts: Vec<String> = Part::ALL
        .into_iter()
        .zip(index.scores)
        .map(|(part, score)| {
            let score = score.map_or_else(|| NONE.to_owned(), |score| index_figure(100.0 * score));
            format!("{} {score}", part_name(part, lang))
        })
        .collect();
    match lang {
        Lang::Zh => format!(
            "就业质量指数 {value}（几何平均 {twin}），在 {of} 个中列第 {rank}；已知各项占权重 {known}，各项得分：{}",
            parts.join("，")
        ),
        Lang::En => format!(
            "employment-quality index {value} (geometric mean {twin}), rank {rank} of {of}; {known} of the weights are known; scores: {}",
            parts.join(", ")
        ),
    }
}

/// What a part is called.
pub fn part_name(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Placement => lang.pick("直接就业", "placement"),
        Part::Match => lang.pick("对口", "match"),
        Part::Pay => lang.pick("起薪", "pay"),
        Part::Satisfaction => lang.pick("满意", "satisfaction"),
        Part::Stability => lang.pick("稳定", "stability"),
        Part::Local => lang.pick("本市留存", "local"),
    }
}

#[cfg(test)]
mod tests {
    use talent_quality::{Index, Rank};

    use super::*;

    #[test]
    fn a_rank_has_its_interval_and_an_index_its_parts() {
        let index = QualityIndex {
            index: Index { value: 63.24, geometric: 58.96, known: 0.7 },
            rank: Rank { rank: 12, best: 8, worst: 19, of: 41 },
            scores: [Some(0.87), Some(0.72), Some(0.5), None, None, Some(0.77)],
            deviation: 0.0,
        };
        assert_eq!(
            explain_index(&index, Lang::Zh),
            "就业质量指数 63.2（几何平均 59.0），在 41 个中列第 12（8–19）；已知各项占权重 70.0%，各项得分：直接就业 87.0，对口 72.0，起薪 50.0，满意 —，稳定 —，本市留存 77.0"
        );
        assert!(explain_index(&index, Lang::En).contains("rank 12 (8–19) of 41"));
    }
}
