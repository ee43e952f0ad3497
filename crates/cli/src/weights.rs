//! `weights`: weights of the employment-quality index from comparisons of its parts.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_quality::{Comparisons, PARTS, Part, Proposal};
use talent_report::part_name;
use talent_warning::QualityPolicy;

use crate::Outcome;
use crate::args::{Args, Format};
use crate::table::{json, line};

/// From this consistency ratio on comparisons contradict each other (Saaty 1980).
const CONTRADICTORY: f64 = 0.10;

/// What the comparisons come to, as JSON shows it.
#[derive(Serialize)]
struct Proposed {
    consistency_ratio: f64,
    /// Whether the comparisons agree well enough to be used.
    consistent: bool,
    weights: Vec<Weight>,
}

#[derive(Serialize)]
struct Weight {
    part: &'static str,
    weight: f64,
}

/// Prints the weights and the lines for the policy. Comparisons that are wrong or missing are all told at once, and are
/// wrong input.
pub(crate) fn weights(args: &Args, texts: &[String]) -> Result<Outcome> {
    let lang = args.lang();
    let judgements = match judgements(texts, lang) {
        Ok(judgements) => judgements,
        Err(faults) => {
            tell!("{}", faults.join("\n"));
            return Ok(Outcome::WrongInput);
        }
    };
    let proposal = match Comparisons::new(PARTS, &judgements) {
        Ok(comparisons) => comparisons.proposal(),
        Err(error) => {
            tell!("{error}");
            return Ok(Outcome::WrongInput);
        }
    };
    let is_consistent = proposal.consistency_ratio < CONTRADICTORY;
    if args.format == Format::Json {
        let weight = |(part, weight): (Part, &f64)| Weight { part: part.code(), weight: *weight };
        json(&Proposed {
            consistency_ratio: proposal.consistency_ratio,
            consistent: is_consistent,
            weights: Part::ALL.into_iter().zip(&proposal.weights).map(weight).collect(),
        })?;
    } else {
        print(&proposal, lang);
    }
    if !is_consistent {
        tell!(
            "{}",
            lang.pick(
                "一致性比率不小于 0.10：各比较互相矛盾，请重新比较后再用",
                "the consistency ratio is 0.10 or more: the comparisons contradict each other; make them again"
            )
        );
    }
    Ok(Outcome::Done)
}

fn print(proposal: &Proposal, lang: Lang) {
    let ratio = proposal.consistency_ratio;
    line(&match lang {
        Lang::Zh => format!("一致性比率 CR = {ratio:.3}"),
        Lang::En => format!("consistency ratio CR = {ratio:.3}"),
    });
    let QualityPolicy { placement, matching, pay, satisfaction, stability, local, .. } =
        QualityPolicy::default();
    let goalposts = [placement, matching, pay, satisfaction, stability, local];
    line(lang.pick(
        "写入 policy.toml 的 [quality_index]（low、high 按现用的改）：",
        "for [quality_index] of policy.toml (low and high as they are in force):",
    ));
    for ((part, weight), goalpost) in
        Part::ALL.into_iter().zip(rounded(&proposal.weights)).zip(goalposts)
    {
        line(&format!(
            "{} = {{ weight = {weight:.3}, low = {:.2}, high = {:.2} }}  # {}",
            part.code(),
            goalpost.low,
            goalpost.high,
            part_name(part, lang)
        ));
    }
}

/// Weights with three decimals that add up to 1: the largest remainders are rounded up.
fn rounded(weights: &[f64]) -> Vec<f64> {
    let thousandths = |weight: &f64| weight * 1000.0;
    let mut whole: Vec<f64> = weights.iter().map(|weight| thousandths(weight).floor()).collect();
    let left = 1000.0 - whole.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| {
        let rest = |i: usize| thousandths(&weights[i]).fract();
        rest(*b).total_cmp(&rest(*a))
    });
    for &part in order.iter().take(left.round() as usize) {
        whole[part] += 1.0;
    }
    whole.into_iter().map(|weight| weight / 1000.0).collect()
}

/// The judgements above the diagonal, in the order of the parts; everything that is wrong or missing at once.
fn judgements(texts: &[String], lang: Lang) -> std::result::Result<Vec<f64>, Vec<String>> {
    let mut given = [[None; PARTS]; PARTS];
    let mut faults = Vec::new();
    for text in texts {
        match comparison(text) {
            None => faults.push(format!(
                "“{text}”：{}",
                lang.pick(
                    "应为 项/项=倍数，如 placement/pay=3",
                    "write PART/PART=TIMES, such as placement/pay=3"
                )
            )),
            Some((first, second, times)) => {
                let (i, j, times) = if first < second {
                    (first as usize, second as usize, times)
                } else {
                    (second as usize, first as usize, 1.0 / times)
                };
                if given[i][j].replace(times).is_some() {
                    faults.push(format!("“{text}”：{}", lang.pick("比较了两次", "compared twice")));
                }
            }
        }
    }
    let pairs = (0..PARTS).flat_map(|i| (i + 1..PARTS).map(move |j| (i, j)));
    let missing: Vec<String> = pairs
        .clone()
        .filter(|(i, j)| given[*i][*j].is_none())
        .map(|(i, j)| format!("{}/{}", Part::ALL[i].code(), Part::ALL[j].code()))
        .collect();
    if !missing.is_empty() {
        faults.push(format!(
            "{}：{}",
            lang.pick("缺比较", "comparisons missing"),
            missing.join(" ")
        ));
    }
    let judgements: Vec<f64> = pairs.filter_map(|(i, j)| given[i][j]).collect();
    if faults.is_empty() { Ok(judgements) } else { Err(faults) }
}

/// `placement/pay=3` or `pay/local=1/2`.
fn comparison(text: &str) -> Option<(Part, Part, f64)> {
    let (pair, times) = text.split_once('=')?;
    let (first, second) = pair.split_once('/')?;
    let part = |name: &str| Part::ALL.into_iter().find(|part| part.code() == name.trim());
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| *number > 0.0);
    let times = match times.split_once('/') {
        Some((above, below)) => number(above)? / number(below)?,
        None => number(times)?,
    };
    let (first, second) = (part(first)?, part(second)?);
    (first != second && times.is_finite()).then_some((first, second, times))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(changed: &[&str]) -> Vec<String> {
        let pairs = (0..PARTS).flat_map(|i| (i + 1..PARTS).map(move |j| (i, j)));
        let even = pairs.map(|(i, j)| {
            let (first, second) = (Part::ALL[i].code(), Part::ALL[j].code());
            let own = changed.iter().find(|text| text.starts_with(&format!("{first}/{second}=")));
            own.map_or_else(|| format!("{first}/{second}=1"), |text| (*text).to_owned())
        });
        even.collect()
    }

    #[test]
    fn comparisons_are_read_either_way_round() {
        let judged = judgements(&all(&["placement/pay=3", "pay/local=1/2"]), Lang::Zh).unwrap();
        assert_eq!((judged[1], judged[11]), (3.0, 0.5));
        let mut turned = all(&[]);
        turned[0] = "matching/placement=1/4".to_owned();
        assert_eq!(judgements(&turned, Lang::Zh).unwrap()[0], 4.0);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let mut texts = all(&[]);
        texts[0] = "placement-matching=2".to_owned();
        texts.push("pay/local=2".to_owned());
        let faults = judgements(&texts, Lang::Zh).unwrap_err();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[2].contains("placement/matching"));
    }

    #[test]
    fn rounded_weights_add_up_to_one() {
        let weights = rounded(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]);
        assert_eq!(weights.iter().map(|w| (w * 1000.0).round()).sum::<f64>(), 1000.0);
    }
}
