#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use serde::Deserialize;

use super::*;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    date: String,
    limits: Limits,
    sections: BTreeMap<String, Limits>,
    list: [u8; 2],
    level: Level,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    #[serde(alias = "lowest")]
    below: f64,
    years: u8,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    Secondary,
    Higher,
}

const DEFAULTS: &str = "name = \"默认\"
date = \"2026-01-01\"
list = [1, 2]
level = \"secondary\"

[limits]
below = 0.6
years = 2

[sections.A]
below = 0.1
years = 1
";

fn read(text: &str) -> Result<File, SettingsError> {
    let former = &[("edges", "已不再使用，请删去这一节", "it is no longer used: delete it")];
    let file = SettingsFile { name: "file.toml", defaults: DEFAULTS, former };
    file.read(text, |file: &File, checks| {
        checks.fraction("limits.below", file.limits.below);
        checks.in_order(("list", file.list[0]), ("limits.years", file.limits.years));
    })
}

#[track_caller]
fn check(changes: &[(&str, &str)], expected: &Expect) {
    let text = changes.iter().fold(DEFAULTS.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    let said = read(&text).map_or_else(|error| error.to_string(), |file| format!("{file:?}"));
    expected.assert_eq(&said);
}

#[test]
fn what_fits_is_read() {
    check(
        &[("below = 0.6", "lowest = 1")],
        &expect![[
            r#"File { name: "默认", date: "2026-01-01", limits: Limits { below: 1.0, years: 2 }, sections: {"A": Limits { below: 0.1, years: 1 }}, list: [1, 2], level: Secondary }"#
        ]],
    );
}

#[test]
fn everything_is_told_at_once() {
    check(
        &[
            ("name = \"默认\"", "nmae = 5"),
            ("list = [1, 2]", "list = [1, \"b\"]"),
            ("\"secondary\"", "\"secondry\""),
            ("below = 0.6", "below = 60"),
            ("years = 2", "yeers = 300\nedge = 1"),
            ("[sections.A]\nbelow = 0.1\nyears = 1", "[sections.B]\nbelow = nan\n[edges]\na = 1"),
        ],
        &expect![[r#"
            设置文件有 11 处要改 (11 faults in files of settings)
            file.toml 第 1 行 name：应为文字，现为整数 5；默认为 "默认" (line 1: invalid type: integer `5`, expected a string; the default is "默认")
            file.toml 第 1 行 nmae：没有这个键，是不是 name？ (line 1: there is no such key; the nearest is name)
            file.toml 第 3 行 list[2]：应为整数，不加引号，现为文字 "b"；默认为 1 (line 3: invalid type: string "b", expected u8; the default is 1)
            file.toml 第 4 行 level："secondry" 不在可选的值（secondary、higher）之中，是不是 secondary？ (line 4: unknown variant `secondry`, expected `secondary` or `higher`)
            file.toml 第 7 行 limits.below：60 不在 0 到 1 之间，应写成小数，如 0.6；默认为 0.6 (line 7: 60 is no fraction from 0 to 1; the default is 0.6)
            file.toml 第 8 行 limits.years：300 不能用：应是不为负、不过大的整数；默认为 2 (line 8: invalid value: integer `300`, expected u8; the default is 2)
            file.toml 第 8 行 limits.yeers：没有这个键，是不是 years？ (line 8: there is no such key; the nearest is years)
            file.toml 第 9 行 limits.edge：没有这个键，请删去；可用的有 below、years (line 9: there is no such key: delete it; there are below, years)
            file.toml 第 11 行 sections.B.years：缺少这个键，请补上，如 years = 1 (line 11: it is missing: add it, such as years = 1)
            file.toml 第 12 行 sections.B.below：nan 不是有限的数；默认为 0.1 (line 12: nan is no finite number; the default is 0.1)
            file.toml 第 13 行 edges：已不再使用，请删去这一节 (line 13: it is no longer used: delete it)"#]],
    );
}

#[test]
fn what_is_under_a_misspelt_section_is_told_at_its_line() {
    check(
        &[("[limits]", "[limts]"), ("below = 0.6", "below = 7")],
        &expect![[r#"
            设置文件有 2 处要改 (2 faults in files of settings)
            file.toml 第 6 行 limts：没有这一节，是不是 limits？ (line 6: there is no such section; the nearest is limits)
            file.toml 第 7 行 limits.below：7 不在 0 到 1 之间，应写成小数，如 0.07；默认为 0.6 (line 7: 7 is no fraction from 0 to 1; the default is 0.6)"#]],
    );
}

#[test]
fn a_text_that_is_no_toml_is_told_by_line_and_column() {
    check(
        &[
            ("below = 0.6", "below = \"0.6"),
            ("list = [1, 2]", "list ＝ [1, 2]"),
            ("years = 1", "years = 1.5"),
        ],
        &expect![[r#"
            设置文件有 3 处要改 (3 faults in files of settings)
            file.toml 第 3 行第 6 列：缺少等号和值，应写成 键 = 值；“＝”是全角符号，请改成英文（半角） (line 3, column 6: key with no value, expected `=`)
            file.toml 第 7 行第 13 列：引号没有成对，或文字里有不能写的字符 (line 7, column 13: invalid basic string, expected `"`)
            file.toml 第 12 行 sections.A.years：应为整数，现为数字 1.5；默认为 1 (line 12: invalid type: floating point `1.5`, expected u8; the default is 1)"#]],
    );
    check(
        &[
            ("list = [1, 2]", "list = [1 2"),
            ("years = 2", "years = 2 3"),
            ("[sections.A]", "[sections.A"),
        ],
        &expect![[r#"
            设置文件有 3 处要改 (3 faults in files of settings)
            file.toml 第 3 行第 8 列：方括号没有闭合，请补上 ] (line 3, column 8: unclosed array, expected `]`)
            file.toml 第 8 行第 9 列：值的写法不对：文字要加英文双引号，一行只写一个值 (line 8, column 9: string values must be quoted, expected literal string)
            file.toml 第 10 行第 12 列：节名的方括号没有闭合，应写成 [节名] (line 10, column 12: unclosed table, expected `]`)"#]],
    );
    check(
        &[("[limits]", "[limits")],
        &expect![
            "file.toml 第 6 行第 8 列：节名的方括号没有闭合，应写成 [节名] (line 6, column 8: unclosed table, expected `]`)"
        ],
    );
    check(
        &[("years = 2", "years = 2\nyears = 3")],
        &expect![
            "file.toml 第 9 行第 1 列：这个键（或这一节）写了两次，请只留一个 (line 9, column 1: duplicate key)"
        ],
    );
}

#[test]
fn what_is_missing_is_told_where_it_should_be() {
    check(
        &[("[limits]\nbelow = 0.6\nyears = 2\n", "")],
        &expect![
            "file.toml 第 1 行 limits：缺少 [limits] 一节，请补上 (line 1: section [limits] is missing: add it)"
        ],
    );
    check(
        &[("years = 1", "")],
        &expect![
            "file.toml 第 10 行 sections.A.years：缺少这个键，请补上，如 years = 1 (line 10: it is missing: add it, such as years = 1)"
        ],
    );
    check(
        &[("list = [1, 2]", "list = [9, 9]")],
        &expect![
            "file.toml 第 3 行 list：9 大于 limits.years 的 2；应为 list ≤ limits.years，请改其中一个 (line 3: 9 is more than 2 of limits.years; list ≤ limits.years is wanted: change one)"
        ],
    );
}

#[test]
fn days_are_those_of_the_calendar() {
    let days =
        ["2026-02-28", "2026-02-29", "2026-2-1", "2026", "2026-01-01T00:00:00Z", "07:30:00", ""];
    assert_eq!(days.map(is_date), [true, false, false, false, false, false, false]);
}
