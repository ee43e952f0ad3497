//! J09: a new list has every code that figures in force are of.

use std::collections::BTreeSet;

use talent_domain::{CodeList, Codebook, Observation};

/// Codes that figures in force are of, and that the list no longer has, in order.
pub(crate) fn lost_codes(
    list: CodeList,
    known: &[Observation],
    codebook: &Codebook,
) -> Vec<String> {
    let lost = known.iter().filter_map(|observation| {
        let (code, is_listed) = code_in(list, observation, codebook)?;
        (!is_listed).then(|| code.to_owned())
    });
    lost.collect::<BTreeSet<String>>().into_iter().collect()
}

/// The code of a list that a figure is of, and whether the list has it; none of a total.
fn code_in<'a>(
    list: CodeList,
    observation: &'a Observation,
    codebook: &Codebook,
) -> Option<(&'a str, bool)> {
    let key = &observation.key;
    Some(match list {
        CodeList::Region => (key.region.as_str(), codebook.regions.contains_key(&key.region)),
        CodeList::School => {
            let code = key.school.code()?;
            (code.as_str(), codebook.schools.contains_key(code))
        }
        CodeList::Programme => {
            let code = key.programme.code()?;
            (code.as_str(), codebook.has_programme(code))
        }
        CodeList::Industry => {
            let code = key.industry.code()?;
            (code.as_str(), codebook.industries.contains_key(code))
        }
    })
}
