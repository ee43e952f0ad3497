//! S04: rows of another school than the one that a sheet is declared for, or that its file is named after.

use std::collections::BTreeSet;

use talent_domain::{CellRef, CodeList, Codebook, Level, Observation, SchoolCode};
use unicode_normalization::UnicodeNormalization as _;

use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::{Problem, SourceProblem};
use crate::sheet::Sheet;
use crate::table::Binding;

/// What stands before the name of the school above the headings.
const SAYS: [&str; 3] = ["填报单位", "填报学校", "报送单位"];

/// A finding for every other school, at the first row that names it. `read` are the figures of the sheet.
pub(crate) fn check_declared_school(
    sheet: &Sheet,
    binding: &Binding,
    file: &str,
    read: &[Observation],
    codebook: &Codebook,
    findings: &mut impl Extend<Finding>,
) {
    let declared = (0..binding.last_heading_row).flat_map(|row| sheet.row(row)).find_map(|cell| {
        let CellValue::Text(text) = cell.value else { return None };
        let text: String = text.nfkc().collect();
        let (_, said) = text.split_once(SAYS.iter().find(|says| text.contains(**says))?)?;
        named_in(said, codebook)
    });
    let named = named_in(file, codebook);
    let Some(own) = declared.or(named) else { return };
    let shown = |code: &SchoolCode| format!("{} {}", code.as_str(), codebook.school_name(code));
    let mut met: BTreeSet<&SchoolCode> = BTreeSet::new();
    let mut found = Vec::new();
    for observation in read {
        let Level::Code(school) = &observation.key.school else { continue };
        if school == own || !met.insert(school) {
            continue;
        }
        let row = shown(school);
        let problem: Problem = if declared.is_some() {
            SourceProblem::OtherSchool { declared: shown(own), row }.into()
        } else {
            SourceProblem::OtherSchoolThanFile { named: shown(own), row }.into()
        };
        let figure = observation.provenance.cell.clone();
        let column = school_column(binding).unwrap_or(figure.column);
        found.push(Finding::at(CellRef { column, ..figure }, problem));
    }
    findings.extend(found);
}

/// The column of the school's code, or else of its name, counted from 1.
fn school_column(binding: &Binding) -> Option<u32> {
    let is_code = |kind| matches!(kind, Kind::School { .. });
    let of = |is_it: &dyn Fn(Kind) -> bool| {
        binding
            .all_columns()
            .find(|bound| is_it(bound.spec.kind))
            .map(|bound| bound.column as u32 + 1)
    };
    of(&is_code).or_else(|| of(&|kind| kind == Kind::Name(CodeList::School)))
}

/// The one school whose code or whole name stands in a text; none if there are several.
fn named_in<'c>(text: &str, codebook: &'c Codebook) -> Option<&'c SchoolCode> {
    let plain = |text: &str| text.nfkc().collect::<String>().to_uppercase();
    let text = plain(text);
    let stands = |code: &str| {
        text.match_indices(code).any(|(at, found)| {
            let goes_on = |c: char| c.is_ascii_alphanumeric();
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
        })
    };
    let mut named = codebook.schools.iter().filter(|(code, school)| {
        stands(&plain(code.as_str())) || text.contains(&plain(&school.name))
    });
    let (first, _) = named.next()?;
    named.next().is_none().then_some(first)
}
