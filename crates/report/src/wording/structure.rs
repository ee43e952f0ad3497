//! How the structure of graduates matches that of employment.

use talent_domain::Lang;
use talent_outlook::StructureOutlook;

use super::figures::{NONE, percent, ratio};

/// The indices of the two structures in a sentence: dissimilarity (0 to 1), cosine, and the sum of deviations, where a
/// deviation is the share of employment over the share of graduates, less one.
///
/// Dissimilarity is `½·Σ|v − g|` over the sections, where `v` is a share of employment and `g` one of graduates. The
/// coupling with the number of students is only named where enough years are known.
pub fn explain_structure(structure: &StructureOutlook, lang: Lang) -> String {
    let StructureOutlook { year, employment_year, total_deviation, dissimilarity, cosine, .. } =
        structure;
    let [deviation, apart, alike] =
        [total_deviation, dissimilarity, cosine].map(|index| ratio(*index));
    let coordination = structure.coordination.map(ratio);
    match lang {
        Lang::Zh => {
            let coordination = coordination
                .map_or_else(String::new, |c| format!("，就业与在校生规模的耦合协调度 {c}"));
            format!(
                "{employment_year} 年从业人员与 {year} 年毕业生（按所学专业对应的行业归并）相比：相异指数 {apart}（0 为相同，1 为全不相同），相似系数 {alike}，偏离度合计 {deviation}{coordination}。偏离度＝就业占比÷毕业生占比−1，正值表示培养偏少。只比较结构，不反映总量，不作为预警依据。"
            )
        }
        Lang::En => {
            let coordination = coordination.map_or_else(String::new, |c| {
                format!(", coordination of employment and students {c}")
            });
            format!(
                "Employment of {employment_year} against graduates of {year} by the sections their programmes serve: dissimilarity {apart} (0 the same, 1 nothing in common), cosine {alike}, deviations add up to {deviation}{coordination}. A deviation is the share of employment over that of graduates, less one. Shares only: they do not see the total, and trigger no warning."
            )
        }
    }
}

/// The sections of the structure: code, name, share of employment, share of graduates, deviation.
/// Shares are written as per cent, the deviation as a ratio; it is a dash for a section without graduates.
pub fn structure_rows(structure: &StructureOutlook) -> Vec<[String; 5]> {
    structure
        .sections
        .iter()
        .map(|(code, name, employment, graduates, deviation)| {
            let deviation = deviation.map_or_else(|| NONE.to_owned(), ratio);
            [code.to_string(), name.clone(), percent(*employment), percent(*graduates), deviation]
        })
        .collect()
}
