//! What stands above the headings of a sheet: its titles, and lines of `name: value`.

use talent_domain::Year;
use unicode_normalization::UnicodeNormalization as _;

use crate::heading::fold;
use crate::number::read_year;
use crate::sheet::{CellValue, Sheet};

/// `name: value` in a cell, or in a cell and the next; the value's place.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: CellValue,
    pub(crate) row: usize,
    pub(crate) at: usize,
    /// The value is a title, which states it among other things.
    pub(crate) titled: bool,
}

/// What the rows above the headings state as `name: value`.
pub(crate) fn pairs(sheet: &Sheet, top: usize) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for cell in (0..top).flat_map(|row| sheet.row(row)) {
        let CellValue::Text(text) = cell.value else { continue };
        let text: String = text.nfkc().collect();
        for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
            let part = part.trim_matches(['(', ')']);
            let Some((name, value)) = part.split_once(':') else { continue };
            let (row, mut at) = (cell.row(), cell.column());
            let value = if value.is_empty() {
                let Some(next) = sheet.row(row).find(|next| next.column() > at) else { continue };
                at = next.column();
                next.value.clone()
            } else {
                CellValue::Text(value.to_owned())
            };
            pairs.push(Pair { name: name.to_owned(), value, row, at, titled: false });
        }
    }
    pairs
}

/// The texts above the headings, folded, each with its row and column.
pub(crate) fn titles(sheet: &Sheet, top: usize) -> impl Iterator<Item = (String, usize, usize)> {
    (0..top).flat_map(|row| sheet.row(row)).filter_map(|cell| match cell.value {
        CellValue::Text(text) => Some((fold(text), cell.row(), cell.column())),
        _ => None,
    })
}

/// The year that the titles state, as written, with its place; none if they state several. The year of a
/// yearbook's edition is not the year of its figures.
pub(crate) fn titled_year(sheet: &Sheet, top: usize) -> Option<(String, usize, usize)> {
    let mut stated: Option<(Year, (String, usize, usize))> = None;
    for (title, row, at) in titles(sheet, top) {
        for text in years_in(&title) {
            let year = read_year(&CellValue::Text(text.clone())).ok().flatten()?;
            match &stated {
                Some((other, _)) if *other != year => return None,
                Some(_) => {}
                None => stated = Some((year, (text, row, at))),
            }
        }
    }
    stated.map(|(_, place)| place)
}

/// Every `2020年`, `2020届`, `2020-2021学年` and range of years in a title; a range is no year.
fn years_in(title: &str) -> Vec<String> {
    const AFTER: [&str; 6] = ["学年度", "学年", "年度", "年末", "年", "届"];
    const EDITION: [&str; 4] = ["鉴", "统计年鉴", "版", "统计公报"];
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
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4 && !EDITION.iter().any(|edition| behind.starts_with(edition)) {
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
        let of = |title: &str| years_in(title);
        assert_eq!(of("临汾市2020年分行业从业人员"), ["2020年"]);
        assert_eq!(of("2023届毕业生去向(2023年12月31日)"), ["2023届", "2023年"]);
        assert_eq!(of("2023-2024学年度在校生"), ["2023-2024学年度"]);
        assert_eq!(of("2015—2020年从业人员"), ["2015—2020年"]);
        assert_eq!(of("临汾统计年鉴2021"), [""; 0]);
        assert_eq!(of("2021年统计年鉴表3-2"), [""; 0]);
        assert_eq!(of("表12-3年末人数"), [""; 0]);
    }
}
