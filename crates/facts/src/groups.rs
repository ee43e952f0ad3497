//! The groups that figures are added up for: which of them a place belongs to, and what they are called.

use talent_domain::{Codebook, Group, ProgrammeCode, SchoolCode};

use crate::place::Place;

/// The groups by which students are added up that a programme belongs to, at a school or without one.
pub fn groups_of(
    programme: &ProgrammeCode,
    at: Option<(&SchoolCode, &Place)>,
) -> impl Iterator<Item = Group> {
    let of_school = at.into_iter().flat_map(|(school, place)| {
        [Group::School(school.clone()), Group::County(place.region.clone())]
    });
    [Group::City, Group::Class(programme.class())].into_iter().chain(of_school)
}

/// What a group is called in Chinese.
pub fn group_name(codes: &Codebook, group: &Group) -> String {
    match group {
        Group::City => "全市".to_owned(),
        Group::County(region) => codes.region_name(region).to_owned(),
        Group::School(school) => codes.school_name(school).to_owned(),
        Group::Category(name) => name.clone(),
        Group::Class(class) => {
            let of_class = codes.programmes.iter().find(|(code, _)| code.class() == *class);
            of_class.map_or_else(|| class.to_string(), |(_, entry)| entry.class_name.clone())
        }
    }
}
