#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

#[test]
fn the_default_policy_is_valid() {
    let policy = Policy::parse(Policy::DEFAULT).unwrap();
    assert_eq!(policy.placement.below, 0.60);
    assert_eq!(policy.key_programmes, KeyPolicy::default());
    let turned = Policy::DEFAULT.replace("[2, 3]", "[3, 2]");
    assert!(Policy::parse(&turned).unwrap_err().to_string().contains("per_school"));
    let unpooled = Policy::DEFAULT.replace("pooled_years = 3", "pooled_years = 0");
    assert!(Policy::parse(&unpooled).unwrap_err().to_string().contains("pooled_years"));
    let wide = Policy::DEFAULT.replace("large_beyond = 1.5", "large_beyond = 1e9");
    assert!(Policy::parse(&wide).unwrap_err().to_string().contains("large_beyond"));
    let earlier = Policy::DEFAULT.split("[key_programmes]").next().unwrap();
    assert_eq!(Policy::parse(earlier).unwrap(), policy);
    assert_eq!(policy.rating.full_persons, 23.0);
}

#[test]
fn a_policy_of_an_earlier_version_is_read_as_before() {
    let sections = Policy::DEFAULT.split("[key_programmes]").next().unwrap();
    let earlier: String =
        sections.split_inclusive('\n').filter(|l| !l.starts_with("severe_share")).collect();
    assert!(earlier.len() < sections.len());
    assert_eq!(Policy::parse(&earlier).unwrap(), Policy::parse(Policy::DEFAULT).unwrap());
}

#[test]
fn a_percentage_in_place_of_a_fraction_is_refused() {
    let text = Policy::DEFAULT.replace("below = 0.60", "below = 60");
    assert!(Policy::parse(&text).unwrap_err().to_string().contains("placement.below"));
}

#[test]
fn weights_that_do_not_add_up_and_goalposts_that_do_not_rise_are_refused() {
    let policy = Policy::parse(Policy::DEFAULT).unwrap();
    assert_eq!(policy.quality_index, QualityPolicy::default());
    assert_eq!(policy.seat_plan, SeatPolicy::default());
    for (from, to, named) in [
        ("placement = { weight = 0.25", "placement = { weight = 0.35", "weight"),
        ("low = 0.40, high = 0.90", "low = 0.90, high = 0.40", "match"),
        ("concentration = 40", "concentration = 0", "concentration"),
        ("least_weight = 0.70", "least_weight = 70", "least_weight"),
        ("class_size = 45", "class_size = 0", "class_size"),
        ("undecided = [0.33, 0.67]", "undecided = [0.67, 0.33]", "undecided"),
        ("most_change = 0.20", "most_change = 20", "most_change"),
    ] {
        assert!(Policy::DEFAULT.contains(from), "{from}");
        let error = Policy::parse(&Policy::DEFAULT.replace(from, to)).unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[test]
fn bands_that_do_not_widen_and_edges_of_another_ratio_are_refused() {
    let text = Policy::DEFAULT.replace("large_beyond = 1.5", "large_beyond = 1.1");
    assert!(Policy::parse(&text).unwrap_err().to_string().contains("bands"));
    let former = format!("{}\n[edges]\nshortage_up_to = 0.85\n", Policy::DEFAULT);
    assert!(Policy::parse(&former).unwrap_err().to_string().contains("[edges]"));
}

#[test]
fn a_window_that_ends_before_it_begins_is_refused() {
    let text = Policy::DEFAULT.replace("last_cohort = 2023", "last_cohort = 2011");
    assert!(Policy::parse(&text).unwrap_err().to_string().contains("base_window"));
}

#[test]
fn disclosure_can_be_made_stricter_only() {
    let with = |persons: &str| {
        let key = format!("rate_persons = {persons}");
        Policy::parse(&Policy::DEFAULT.replace("rate_persons = 10", &key))
    };
    assert_eq!(with("20").unwrap().disclosure.rate_persons, 20.0);
    assert!(with("9").unwrap_err().to_string().contains("disclosure.rate_persons"));
}

/// The default policy with texts replaced, each of which must stand there.
fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(Policy::DEFAULT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// The line of the default policy that a text stands in, counted from 1.
fn line_of(text: &str, part: &str) -> usize {
    text[..text.find(part).unwrap()].matches('\n').count() + 1
}

#[track_caller]
fn check_faults(changes: &[(&str, &str)], expected: &Expect) {
    expected.assert_eq(&Policy::parse(&changed(changes)).unwrap_err().to_string());
}

/// What is written for what, the key that is told, and a part of what is said.
const FAULTS: &[[&str; 4]] = &[
    ["[placement]", "[placment]", "placment", "是不是 placement"],
    ["pooled_years", "poled_years", "rating.poled_years", "是不是 pooled_years"],
    ["below = 0.60", "below = \"0.60\"", "placement.below", "应为数字，不加引号"],
    ["pooled_years = 3", "pooled_years = 2.5", "rating.pooled_years", "应为整数"],
    ["pooled_years = 3", "pooled_years = 300", "rating.pooled_years", "不过大的整数"],
    ["least_years = 2", "least_years = 0", "rating.least_years", "至少为 1"],
    ["programmes = []", "programmes = [\"72020\"]", "exempt.programmes", "不符合专业代码格式"],
    ["programmes = []", "programmes = \"720201\"", "exempt.programmes", "方括号里的一列"],
    ["below = 0.60", "below = 60", "placement.below", "如 0.6"],
    ["below = 0.60", "below = -0.1", "placement.below", "0 到 1 之间"],
    ["rate = 0.05", "rate = nan", "margin.rate", "不是有限的数"],
    [
        "shrinkage_persons = 40",
        "shrinkage_persons = inf",
        "rating.shrinkage_persons",
        "不是有限的数",
    ],
    ["severe_below = 0.50", "severe_below = 0.70", "placement.severe_below", "≤ placement.below"],
    ["least_persons = 10", "least_persons = 24", "rating.least_persons", "≤ rating.full_persons"],
    ["large_beyond = 1.5", "large_beyond = 1.1", "bands.balanced_within", "< bands.large_beyond"],
    [
        "last_cohort = 2023",
        "last_cohort = 2019",
        "base_window.first_cohort",
        "≤ base_window.last_cohort",
    ],
    ["last_cohort = 2023", "last_cohort = 20233", "base_window.last_cohort", "不是年份"],
    ["changes = 3", "changes = 6", "unsteady.changes", "≤ unsteady.releases"],
    ["[2, 3]", "[3, 2]", "key_programmes.per_school", "少的应写在前"],
    ["[2, 3]", "[2]", "key_programmes.per_school", "写法不对"],
    [
        "leading = [\"B\", \"C\"]",
        "leading = [\"B\", \"9\"]",
        "key_programmes.leading",
        "不是行业代码",
    ],
    ["scale = 0.10", "scale = 0.20", "key_programmes.weights.demand", "之和为 1.1，应为 1"],
    [
        "local = { weight = 0.10",
        "local = { weight = 0.05",
        "quality_index.placement.weight",
        "之和为 0.95",
    ],
    ["local = { weight = 0.10,", "local = {", "quality_index.local.weight", "缺少这个键"],
    [
        "low = 0.20, high = 0.85",
        "low = 0.85, high = 0.20",
        "quality_index.local.low",
        "应小于 high",
    ],
    ["\"2026-01-01\"", "\"2026-02-30\"", "in_force_from", "不是日期"],
    ["\"2026-01-01\"", "\"今年\"", "in_force_from", "不是日期"],
    ["\"2026-01-01\"", "2026-01-01", "in_force_from", "现为日期"],
    ["\"04-30\"", "\"04-31\"", "entry.answer_by", "不是月和日"],
    ["rate_persons = 10", "rate_persons = 9", "disclosure.rate_persons", "不得少于 10"],
    ["undecided = [0.33, 0.67]", "undecided = [0.67, 0.33]", "seat_plan.undecided", "先小后大"],
    ["off = []", "off = [5]", "statutory.off[1]", "应为文字"],
    ["[exit]", "[edges]\nshortage_up_to = 0.85\n[exit]", "edges", "已不再使用"],
];

#[test]
fn every_kind_of_fault_is_told_at_its_line_and_key() {
    let default = Policy::DEFAULT;
    for &[from, to, key, said] in FAULTS {
        let text = changed(&[(from, to)]);
        let SettingsError(faults) = Policy::parse(&text).unwrap_err();
        let [fault] = faults.as_slice() else { panic!("{from} → {to}: {faults:#?}") };
        assert_eq!((fault.key.as_str(), fault.file.as_str()), (key, "policy.toml"));
        assert!(fault.zh.contains(said), "{fault}");
        let is_pair = said.starts_with(['≤', '<', '之']) || from.starts_with("local");
        assert!(is_pair || fault.line == line_of(default, from), "{fault}");
    }
}

#[test]
fn all_faults_come_at_once_in_the_order_of_their_lines() {
    check_faults(
        &[
            ("\"2026-01-01\"", "\"2026-13-01\""),
            ("[matching]", "[maching]"),
            ("lowest_share = 0.10\nprobability", "lowest_share = 10\nprobabilty"),
            ("scale = 0.10", "scale = 0.20"),
            ("undecided = [0.33, 0.67]", "undecided ＝ [0.33, 0.67]"),
            ("large_beyond = 1.5", "large_beyond = \"1.5\""),
        ],
        &expect![[r#"
            设置文件有 7 处要改 (7 faults in files of settings)
            policy.toml 第 4 行 in_force_from：“2026-13-01”不是日期，应写成年-月-日，如 2026-01-01；默认为 "2026-01-01" (line 4: `2026-13-01` is no date; such as 2026-01-01; the default is "2026-01-01")
            policy.toml 第 28 行 maching：没有这一节，是不是 matching？ (line 28: there is no such section; the nearest is matching)
            policy.toml 第 31 行 matching.lowest_share：10 不在 0 到 1 之间，应写成小数，如 0.1；默认为 0.1 (line 31: 10 is no fraction from 0 to 1; the default is 0.1)
            policy.toml 第 32 行 matching.probabilty：没有这个键，是不是 probability？ (line 32: there is no such key; the nearest is probability)
            policy.toml 第 87 行 key_programmes.weights.demand：weights.demand、weights.quality、weights.industry、weights.resources、weights.scale 之和为 1.1，应为 1，请改其中几个 (line 87: weights.demand, weights.quality, weights.industry, weights.resources, weights.scale add up to 1.1, not to 1)
            policy.toml 第 129 行第 11 列：缺少等号和值，应写成 键 = 值；“＝”是全角符号，请改成英文（半角） (line 129, column 11: key with no value, expected `=`)
            policy.toml 第 167 行 bands.large_beyond：应为数字，不加引号，现为文字 "1.5"；默认为 1.5 (line 167: invalid type: string "1.5", expected f64; the default is 1.5)"#]],
    );
}

/// Where the keys of a policy stand: the lines `key = value` that are not in a comment.
fn key_lines() -> Vec<usize> {
    let lines = Policy::DEFAULT.lines().enumerate();
    let of_keys = lines.filter(|(_, line)| !line.starts_with('#') && line.contains(" = "));
    of_keys.map(|(at, _)| at).collect()
}

/// What is never the value of a key.
const WRONG: [&str; 7] = ["nan", "-inf", "{ x = 1 }", "1979-05-27", "= 1", "\"", "[[[]"];

/// What may or may not be the value of a key.
const ODD: [&str; 8] = ["-1", "1e308", "\"\"", "[]", "true", "18446744073709551616", "0", "\"，\""];

fn with_line(at: usize, line: &str) -> String {
    let lines = Policy::DEFAULT.lines().enumerate();
    lines.map(|(other, old)| if other == at { line } else { old }.to_owned() + "\n").collect()
}

fn check_lines(text: &str, error: &SettingsError) {
    let lines = text.lines().count().max(1);
    for fault in &error.0 {
        assert!((1..=lines).contains(&fault.line), "{fault}");
    }
    assert!(!error.0.is_empty());
}

proptest! {
    #[test]
    fn a_wrong_value_or_name_is_told_at_its_line(
        position in any::<prop::sample::Index>(),
        wrong in prop::sample::select(&WRONG[..]),
        is_renamed: bool,
    ) {
        let lines = key_lines();
        let at = lines[position.index(lines.len())];
        let (key, value) = Policy::DEFAULT.lines().nth(at).unwrap().split_once(" = ").unwrap();
        let line = if is_renamed { format!("{key}_x = {value}") } else { format!("{key} = {wrong}") };
        let text = with_line(at, &line);
        let error = Policy::parse(&text).unwrap_err();
        check_lines(&text, &error);
        prop_assert!(error.0.iter().any(|fault| fault.line == at + 1), "{line}: {error}");
    }

    #[test]
    fn no_text_panics_and_every_fault_names_a_line_that_is_there(
        position in any::<prop::sample::Index>(),
        odd in prop::sample::select(&ODD[..]),
        cut in 0..Policy::DEFAULT.len(),
        noise in ".{0,20}",
    ) {
        let lines = key_lines();
        let at = lines[position.index(lines.len())];
        let (key, _) = Policy::DEFAULT.lines().nth(at).unwrap().split_once(" = ").unwrap();
        let cut = (0..=cut).rev().find(|cut| Policy::DEFAULT.is_char_boundary(*cut)).unwrap();
        let (before, after) = Policy::DEFAULT.split_at(cut);
        for text in [
            with_line(at, &format!("{key} = {odd}")),
            with_line(at, ""),
            before.to_owned(),
            after.to_owned(),
            format!("{before}{noise}{after}"),
        ] {
            if let Err(error) = Policy::parse(&text) {
                check_lines(&text, &error);
            }
        }
    }
}
