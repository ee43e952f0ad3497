//! The rows that a form comes with: those that are expected in the year that is asked for.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    CodeList, Codebook, Level, Measure, Nature, Observation, SeriesKey, TemplateCode, Year,
};

use crate::form_request::FormRequest;
use crate::kind::Kind;
use crate::owed::owed;
use crate::templates::Template;

/// The rows of a form, with the figures of the year before.
pub(super) struct Rows<'a> {
    /// The figures of each row by measure, none where it was left out; in the order of their keys.
    pub(super) by_key: Vec<(&'a SeriesKey, BTreeMap<Measure, f64>)>,
    /// The year that the figures are of.
    pub(super) year: Option<Year>,
    simulated: bool,
}

impl<'a> Rows<'a> {
    /// The rows that a form of one year, of T1 to T4, comes with; none of any other.
    pub(super) fn of(request: &FormRequest<'a>) -> Self {
        let none = Self { by_key: Vec::new(), year: None, simulated: false };
        let Some(wanted) = request.year.filter(|_| has_rows(request.template)) else { return none };
        let measures: BTreeSet<Measure> =
            Template::of(request.template).figures().filter_map(|c| measure_of(c.kind)).collect();
        let of_template = |o: &&Observation| measures.contains(&o.measure);
        let own: Vec<&Observation> =
            request.known.iter().filter(|o| o.year <= wanted && is_row(o, request)).collect();
        let earlier = || own.iter().copied().filter(|o| o.year < wanted);
        let newest = earlier().filter(of_template).map(|o| o.year).max();
        // A school that never sent this table has sent others, of the same programmes.
        let same_table = newest.is_some();
        let Some(year) = newest.or_else(|| earlier().map(|o| o.year).max()) else { return none };
        let keys = owed(&own, |o| !same_table || of_template(&o), wanted);
        let mut by_key: BTreeMap<&SeriesKey, BTreeMap<Measure, f64>> =
            keys.into_iter().map(|key| (key, BTreeMap::new())).collect();
        let taken = earlier().filter(|o| o.year == year && (!same_table || of_template(o)));
        let mut simulated = false;
        for observation in taken {
            simulated |= observation.provenance.nature == Nature::Simulated;
            if let Some(figures) = by_key.get_mut(&observation.key).filter(|_| same_table) {
                figures.insert(observation.measure, observation.value);
            }
        }
        Self { by_key: by_key.into_iter().collect(), year: Some(year), simulated }
    }

    /// Whether there are figures of the year before.
    pub(super) fn have_figures(&self) -> bool {
        self.by_key.iter().any(|(_, figures)| !figures.is_empty())
    }

    /// Whether figures of the year before are simulated.
    pub(super) fn are_simulated(&self) -> bool {
        self.simulated
    }
}

/// Whether rows of a template are told by codes alone, so that those of the year before can be taken over.
fn has_rows(template: TemplateCode) -> bool {
    matches!(template, TemplateCode::T1 | TemplateCode::T2 | TemplateCode::T3 | TemplateCode::T4)
}

/// Whether a figure is one of a row of the template, and of the school if it is for one.
fn is_row(observation: &Observation, request: &FormRequest<'_>) -> bool {
    let key = &observation.key;
    let of_occupations = matches!(key.occupation, Level::Code(_));
    if request.template == TemplateCode::T4 {
        let of_school =
            matches!(key.school, Level::Code(_)) || matches!(key.programme, Level::Code(_));
        return matches!(key.industry, Level::Code(_)) && !of_school && !of_occupations;
    }
    let Level::Code(school) = &key.school else { return false };
    matches!(key.programme, Level::Code(_))
        && !of_occupations
        && request.school.is_none_or(|wanted| wanted == school)
}

/// The measure that a column holds.
pub(super) fn measure_of(kind: Kind) -> Option<Measure> {
    match kind {
        Kind::Figure(measure) | Kind::Word(measure, _) => Some(measure),
        _ => None,
    }
}

/// The code, name or year that a row has in a column of this kind; `None` for what is to be filled in.
pub(super) fn given(
    kind: Kind,
    key: &SeriesKey,
    year: Option<Year>,
    codes: &Codebook,
) -> Option<String> {
    let school = level(&key.school);
    let programme = level(&key.programme);
    let industry = level(&key.industry);
    match kind {
        Kind::School { .. } => school.map(|code| code.as_str().to_owned()),
        Kind::Programme { .. } => programme.map(|code| code.as_str().to_owned()),
        Kind::Industry => industry.map(|code| code.as_str().to_owned()),
        Kind::Region => Some(key.region.as_str().to_owned()),
        Kind::Name(CodeList::School) => school.map(|code| codes.school_name(code).to_owned()),
        Kind::Name(CodeList::Programme) => {
            programme.map(|code| codes.programme_name(code).to_owned())
        }
        Kind::Name(CodeList::Industry) => industry.map(|code| codes.industry_name(code).to_owned()),
        Kind::Name(CodeList::Region) => Some(codes.region_name(&key.region).to_owned()),
        Kind::Year => year.map(|year| year.to_string()),
        _ => None,
    }
}

fn level<C>(level: &Level<C>) -> Option<&C> {
    match level {
        Level::Code(code) => Some(code),
        Level::Total => None,
    }
}
