//! The figure and the unit that a title names.

use super::arrangement::Arrangement;
use super::title::{Pair, titles};
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::kind::Kind;
use crate::sheet::Sheet;
use crate::values::units_of;

/// The figure that the title names, with the unit in the title's brackets, if it names just one.
pub(super) fn titled_figure(
    sheet: &Sheet,
    arrangement: &Arrangement,
) -> Option<(&'static Column, Option<String>)> {
    let titles: Vec<String> = titles(sheet, arrangement.top).map(|title| title.text).collect();
    let longest_name = |column: &'static Column| {
        let in_titles = column.names().filter(|name| titles.iter().any(|t| names_figure(t, name)));
        in_titles.max_by_key(|name| name.len()).map(|name| (column, name))
    };
    let named: Vec<(&Column, &str)> =
        arrangement.template.figures().filter_map(longest_name).collect();
    // 增加值 is in 增加值占比 too; the longer name is meant.
    let mut meant = named
        .iter()
        .filter(|(_, name)| !named.iter().any(|(_, other)| other != name && other.contains(name)));
    let (Some((spec, _)), None) = (meant.next(), meant.next()) else { return None };
    let Kind::Figure(measure) = spec.kind else { return None };
    let stands_in = |unit: &str| titles.iter().any(|title| title.contains(&format!("({unit})")));
    let unit = units_of(measure).iter().find(|unit| stands_in(unit.name));
    Some((spec, unit.map(|unit| unit.name.to_owned())))
}

/// Whether a title names a figure, and not something else that has the name in it, as 从业人员平均工资 and 人均增加值 do.
fn names_figure(title: &str, name: &str) -> bool {
    const BEHIND: [&str; 14] = [
        "平均", "工资", "劳动", "报酬", "构成", "比重", "比例", "占比", "增长", "增速", "增幅",
        "指数", "年均", "密度",
    ];
    const BEFORE: [&str; 2] = ["人均", "劳均"];
    title.match_indices(name).any(|(at, _)| {
        let (before, behind) = (&title[..at], &title[at + name.len()..]);
        !BEHIND.iter().any(|word| behind.starts_with(word))
            && !BEFORE.iter().any(|word| before.ends_with(word))
    })
}

/// What stands behind `单位：` above the headings, or in brackets at the end of a title: a unit for the whole sheet such as 万人, or the
/// name of who filled it in.
pub(super) fn stated_units(sheet: &Sheet, arrangement: &Arrangement) -> Vec<String> {
    // 临汾市从业人员(万人) says it as well as 单位:万人 does.
    let in_titles = titles(sheet, arrangement.top).filter_map(|title| {
        let stated = title.text.split_once("单位:").map(|(_, unit)| unit.trim_end_matches(')'));
        let in_brackets = || title.text.strip_suffix(')')?.rsplit_once('(').map(|(_, unit)| unit);
        stated.or_else(in_brackets).map(str::to_owned)
    });
    let named = arrangement.pairs.iter().filter(|pair| pair.name.ends_with("单位"));
    let value = |pair: &Pair| match &pair.value {
        CellValue::Text(text) => Some(text.clone()),
        _ => None,
    };
    in_titles.chain(named.filter_map(value)).collect()
}
