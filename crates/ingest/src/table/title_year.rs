//! The year that a title states.

use talent_domain::Year;

use super::title::{Title, titles};
use crate::cell_value::CellValue;
use crate::folding::fold;
use crate::sheet::Sheet;
use crate::values::read_year;

/// The year that the titles state, as written, with its cell; none if they state several. Those above the table go
/// before those above the first table of the sheet. The year of a
/// yearbook's edition is not the year of its figures.
pub(super) fn titled_year(sheet: &Sheet, top: usize) -> Option<Title> {
    let of_table = || titles(sheet, top).filter(|title| title.row >= sheet.first());
    if of_table().any(|title| !years_in(&title.text).is_empty()) {
        year_of(of_table())
    } else {
        year_of(titles(sheet, top))
    }
}

/// The year that the name of a sheet is or states, as written.
pub(super) fn year_of_sheet(name: &str) -> Option<String> {
    let name = fold(name);
    match years_in(&name).as_slice() {
        [year] => Some(year.clone()),
        [] if read_year(CellValue::Text(&name)).is_ok_and(|year| year.is_some()) => Some(name),
        _ => None,
    }
}

fn year_of(titles: impl Iterator<Item = Title>) -> Option<Title> {
    let mut stated: Option<(Year, Title)> = None;
    for title in titles {
        for text in years_in(&title.text) {
            let year = read_year(CellValue::Text(&text)).ok().flatten()?;
            match &stated {
                Some((other, _)) if *other != year => return None,
                Some(_) => {}
                None => stated = Some((year, Title { text, ..title })),
            }
        }
    }
    stated.map(|(_, title)| title)
}

/// Whether what stands behind a year makes a day of it, or a month of filing: `2024年3月15日`, `填报日期：2024年3月`.
fn is_day(behind: &str, title: &str) -> bool {
    const FILING: [&str; 6] = ["日期", "时间", "填报", "填表", "制表", "打印"];
    let digit = |c: char| c.is_ascii_digit();
    let Some(after) = behind.trim_start_matches(digit).strip_prefix('月') else { return false };
    let is_whole = after.starts_with(digit) && after.trim_start_matches(digit).starts_with('日');
    behind.starts_with(digit) && (is_whole || FILING.iter().any(|word| title.contains(word)))
}

/// Every `2020年`, `2020届`, `2020-2021学年` and range of years in a title; a range is no year.
fn years_in(title: &str) -> Vec<String> {
    const AFTER: [&str; 6] = ["学年度", "学年", "年度", "年末", "年", "届"];
    const EDITION: [&str; 4] = ["鉴", "统计年鉴", "版", "统计公报"];
    // 2022年临汾统计年鉴 holds the figures of the year before.
    let is_edition = |behind: &str| {
        let name = behind.split(|c: char| matches!(c, '(' | ',' | ':' | ';') || c.is_whitespace());
        let name = name.into_iter().next().unwrap_or_default();
        EDITION.iter().any(|edition| name.starts_with(edition))
            || name.contains("年鉴")
            || name.contains("统计公报")
    };
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '—' | '–' | '~' | '至');
    let mut years = Vec::new();
    let mut rest = title;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = &rest[start..];
        let end = from.find(|c: char| !is_part(c)).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        rest = after;
        let Some(suffix) = AFTER.iter().find(|suffix| after.starts_with(**suffix)) else {
            continue;
        };
        let behind = &after[suffix.len()..];
        if is_day(behind, title) {
            continue;
        }
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4 && !is_edition(behind) {
            years.push(format!("{number}{suffix}"));
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_a_title_are_found_and_editions_are_not() {
        let years = |title: &str| years_in(title);
        assert_eq!(years("临汾市2020年分行业从业人员"), ["2020年"]);
        assert_eq!(years("2023届毕业生去向(2023年12月31日)"), ["2023届"]);
        assert_eq!(years("填报日期：2024年3月"), [""; 0]);
        assert_eq!(years("2024年3月末从业人员"), ["2024年"]);
        assert_eq!(years("2023-2024学年度在校生"), ["2023-2024学年度"]);
        assert_eq!(years("2015—2020年从业人员"), ["2015—2020年"]);
        assert_eq!(years("临汾统计年鉴2021"), [""; 0]);
        assert_eq!(years("2021年统计年鉴表3-2"), [""; 0]);
        assert_eq!(years("2022年临汾统计年鉴"), [""; 0]);
        assert_eq!(years("2021年从业人员(资料来源:统计年鉴)"), ["2021年"]);
        assert_eq!(years("表12-3年末人数"), [""; 0]);
    }
}
