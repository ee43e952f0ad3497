//! What every simulated city is drawn from: sections, occupations, programmes and counties.
//!
//! Names and codes are those of the published classifications (GB/T 4754-2017, 职业教育专业目录（2021年）, GB/T 2260). The numbers
//! beside them are made up; a city multiplies each by chance of its own.

mod occupations;
mod programmes;
mod sections;

pub(crate) use occupations::OCCUPATIONS;
pub(crate) use programmes::{CLASSES, NOT_OFFERED};
pub(crate) use sections::{SECTIONS, Section, section};

/// Counties that schools are in: code and name.
pub(crate) const COUNTIES: [(&str, &str); 6] = [
    ("141002", "尧都区"),
    ("141021", "曲沃县"),
    ("141024", "洪洞县"),
    ("141023", "襄汾县"),
    ("141081", "侯马市"),
    ("141082", "霍州市"),
];
/// The city: code and name.
pub(crate) const CITY: (&str, &str) = ("141000", "临汾市");
/// The province: code and name.
pub(crate) const PROVINCE: (&str, &str) = ("140000", "山西省");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occupation_works_in_sections_and_is_served_by_classes_that_exist() {
        for occupation in &OCCUPATIONS {
            assert!(occupation.sections.iter().all(|(code, _)| section(code).is_some()));
            for (code, _) in occupation.classes {
                assert!(CLASSES.iter().any(|class| class.code == *code), "{code}");
            }
        }
    }

    #[test]
    fn occupations_leave_room_for_others_in_every_section() {
        for section in &SECTIONS {
            let of =
                |o: &occupations::Occupation| o.sections.iter().find(|(s, _)| *s == section.code);
            let sum: f64 = OCCUPATIONS.iter().filter_map(of).map(|(_, share)| share).sum();
            assert!(sum <= 0.9, "{} {sum}", section.code);
        }
    }

    #[test]
    fn programmes_are_of_their_class() {
        for class in &CLASSES {
            assert!(class.programmes.iter().all(|(code, _)| code.starts_with(class.code)));
        }
    }
}
