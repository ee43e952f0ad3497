//! Regions around the city (周边地区) whose demand counts for its graduates, by shares that somebody stated (P7).

use talent_domain::{IndustryCode, Measure, Origins, RegionCode, SeriesKey, TemplateCode, Year};
use talent_facts::Facts;
use talent_market::Reach;
use talent_panel::TracedSeries;

use crate::{Employment, Supply};

/// What regions around the city add.
#[derive(Debug, Clone, PartialEq)]
pub struct Surroundings {
    /// The regions that count, in the order of the list.
    pub regions: Vec<Neighbour>,
    /// What both sides are multiplied by.
    pub reach: Reach,
    /// The rows of P7 and the employment that it was taken from.
    pub origins: Origins,
}

/// A region that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// The region.
    pub region: RegionCode,
    /// Share of its demand that counts, a fraction.
    pub counted: f64,
    /// Share of the city's graduates in the labour market who take work there, a fraction.
    pub going: f64,
    /// By section of the city, its employment over the city's in the newest year that both are known of; a province's
    /// without the city and without other regions of the list. None where it is not known.
    pub sizes: Vec<Option<f64>>,
}

impl Neighbour {
    /// Whether its employment in any section is known: without it neither its demand counts nor who goes there.
    pub fn is_known(&self) -> bool {
        self.sizes.iter().any(Option::is_some)
    }
}

/// What the regions of P7 add after `base`; none without the list. With `w` the share of a section in the employment that a class
/// serves, `E` unit employment, `κ` and `ρ` the shares of demand and of graduates that the list states, and `ℓ` local retention:
///
/// ```text
/// demand of a class      × 1 + Σ_n κ_n·Σ_i w_i·E_{n,i}/E_i
/// supply of a programme  × min(1/ℓ, 1 + Σ_n ρ_n/ℓ)
/// ```
///
/// Each section of a neighbour is taken to need as many newcomers of each class for one employed as that of the city. What lies
/// within the city is no neighbour, a section of which a neighbour has no figures adds nothing, and of a neighbour without any
/// neither side counts. `shares` gives, by class, the sections that it serves with their shares of it.
pub(crate) fn surroundings(
    facts: &Facts<'_>,
    employment: &Employment,
    supplies: &[Supply],
    base: Year,
    shares: impl FnOnce() -> Vec<Vec<(usize, f64)>>,
) -> Option<Surroundings> {
    let rows = facts.codes.neighbours.iter().enumerate();
    let outside = rows.filter(|(_, row)| !facts.is_within(&row.region));
    let mut origins = Origins::default();
    let mut regions = Vec::new();
    for (position, row) in outside {
        origins.add_rows(TemplateCode::P7, [position]);
        let sizes = (employment.sections.iter().zip(&employment.observed))
            .map(|(section, own)| size(facts, (&row.region, section), own, base, &mut origins));
        regions.push(Neighbour {
            region: row.region.clone(),
            counted: row.counted,
            going: row.going,
            sizes: sizes.collect(),
        });
    }
    if regions.is_empty() {
        return None;
    }
    let demand = shares().iter().map(|shares| 1.0 + demand_added(&regions, shares)).collect();
    let going: f64 = regions.iter().filter(|n| n.is_known()).map(|region| region.going).sum();
    let supply = supplies.iter().map(|supply| supply_factor(going, supply)).collect();
    let reach = Reach { demand, supply };
    Some(Surroundings { regions, reach, origins })
}

/// What regions add to the demand of a class, as a part of the city's; `shares` are sections with their share of it.
fn demand_added(regions: &[Neighbour], shares: &[(usize, f64)]) -> f64 {
    let of_region = |region: &Neighbour| {
        let sizes = shares.iter().filter_map(|(i, share)| Some(share * region.sizes[*i]?));
        region.counted * sizes.sum::<f64>()
    };
    regions.iter().map(of_region).sum()
}

/// What supply is multiplied by: those who stay and those who go to regions that count, over those who stay; never more than
/// all.
fn supply_factor(going: f64, supply: &Supply) -> f64 {
    let staying = supply.inputs.local_retention.mean;
    if staying > 0.0 { ((staying + going) / staying).min(1.0 / staying).max(1.0) } else { 1.0 }
}

/// Employment of a section in a region over that in the city, in the newest year up to `base` that has both. Of a province, the
/// city and the other regions of the list are taken off.
fn size(
    facts: &Facts<'_>,
    (region, section): (&RegionCode, &IndustryCode),
    own: &TracedSeries,
    base: Year,
    origins: &mut Origins,
) -> Option<f64> {
    let of = |region: &RegionCode| {
        let key = SeriesKey::region(region.clone()).with_industry(section.clone());
        facts.panel.series(&key, Measure::Employment)
    };
    let theirs = of(region)?;
    let both = |(year, persons): (Year, Option<f64>)| {
        let own = own.series.at(year).filter(|persons| *persons > 0.0)?;
        (year <= base).then_some((year, persons?, own))
    };
    let (year, persons, own_persons) = theirs.series.points().filter_map(both).last()?;
    origins.absorb(&Origins::of_figures(theirs.ids_of(year).chain(own.ids_of(year))));
    let mut within = 0.0;
    if region.is_province() && facts.region.province() == *region {
        within = own_persons;
        let listed = facts.codes.neighbours.iter().map(|row| &row.region);
        for other in listed.filter(|other| *other != region && other.province() == *region) {
            let Some(theirs) = of(other) else { continue };
            within += theirs.series.at(year).unwrap_or(0.0);
            origins.absorb(&Origins::of_figures(theirs.ids_of(year)));
        }
    }
    Some(((persons - within) / own_persons).max(0.0))
}
