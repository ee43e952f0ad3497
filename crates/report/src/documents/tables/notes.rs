//! Doubts about the data and the models, and the sources.

use std::collections::BTreeSet;

use talent_domain::Lang;
use talent_outlook::Outlook;

use crate::document::Table;
use crate::wording::{audience_note, doubt_text};

/// For whom the figures are, then the doubts of the run, numbered, with the sources in the note.
pub(in crate::documents) fn notes_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    let audience = audience_note(outlook.meta.audience, Lang::Zh);
    let doubts = outlook.doubts.iter().map(|doubt| doubt_text(&doubt.kind, Lang::Zh));
    let rows = std::iter::once(audience).chain(doubts).zip(1..).map(|(text, number)| {
        let number: usize = number;
        [number.to_string(), text]
    });
    Table::new(id, caption)
        .marks(["序号"])
        .words(["说明"])
        .rows(rows)
        .note(format!("来源：{}。", sources_by_edition(&outlook.meta.sources)))
}

/// Sources, the editions of one yearbook taken together: `统计年鉴2001—2003、2005`.
/// Names stay in the order in which they first come; tables that name no source but the file they came in, which says
/// nothing to readers, are counted at the end.
fn sources_by_edition(sources: &[String]) -> String {
    let mut named: Vec<(&str, BTreeSet<u16>)> = Vec::new();
    let (files, sources): (Vec<&String>, Vec<&String>) =
        sources.iter().partition(|source| is_file(source));
    for source in sources {
        let (name, edition) = name_and_edition(source);
        match named.iter_mut().find(|(other, _)| *other == name) {
            Some((_, years)) => years.extend(edition),
            None => named.push((name, edition.into_iter().collect())),
        }
    }
    let text = |(name, years): &(&str, BTreeSet<u16>)| format!("{name}{}", spans(years));
    let named = named.iter().map(text);
    let reported = (!files.is_empty()).then(|| format!("各单位报送的表格{}份", files.len()));
    named.chain(reported).collect::<Vec<_>>().join("；")
}

/// Whether a source is the name of a table's file.
fn is_file(source: &str) -> bool {
    let ending = source.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_table = |ending: &str| ["csv", "xlsx", "xls", "ods"].contains(&ending);
    ending.is_some_and(|ending| is_table(&ending))
}

/// A source without the year that it ends in, and that year; a source that ends in a span of years stays whole.
/// A year lies from 1900 up to, but not including, 2100.
fn name_and_edition(source: &str) -> (&str, Option<u16>) {
    let name = source.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_span = name.ends_with(['-', '—', '–']);
    let edition = source[name.len()..].parse().ok().filter(|year| (1900..2100).contains(year));
    match edition {
        Some(year) if !is_span => (name, Some(year)),
        _ => (source, None),
    }
}

/// Years as spans: `2001—2003、2005`.
fn spans(years: &BTreeSet<u16>) -> String {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for &year in years {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => spans.push((year, year)),
        }
    }
    let text = |(first, last): (u16, u16)| {
        if first == last { first.to_string() } else { format!("{first}—{last}") }
    };
    spans.into_iter().map(text).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_of_a_yearbook_are_one_source() {
        let sources =
            ["年鉴2012", "公报2000-2023", "年鉴2011", "年鉴2009", "调查", "年鉴2010", "年鉴2007"];
        let text = sources_by_edition(&sources.map(str::to_owned));
        assert_eq!(text, "年鉴2007、2009—2012；公报2000-2023；调查");
        let text = sources_by_edition(&["卫校.xlsx", "调查", "b.CSV"].map(str::to_owned));
        assert_eq!(text, "调查；各单位报送的表格2份");
    }
}
