//! Decisions of the bureau beside figures of the public: the class that a programme was put into stands for all readers.

use talent_domain::Origins;
use talent_market::Band;
use talent_outlook::{
    ClassOutlook, CounterEvidence, Probabilities, ProgrammeOutlook, Quality, Range, SiteOutlook,
};
use talent_warning::{Prospect, ProspectPolicy};

/// By what probabilities are decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub(super) prospects: ProspectPolicy,
}

impl Rules {
    /// What probabilities make likely.
    fn prospect(self, of: Probabilities) -> Prospect {
        self.prospects.prospect(of.shortage(), of.surplus())
    }

    /// Decided probabilities as far as the public is shown them where protected figures give none: to a tenth, which is
    /// about what the decision itself tells.
    fn to_tenths(self, decided: Probabilities) -> Probabilities {
        let tenth = |p: f64| (10.0 * p).round() / 10.0;
        let coarse =
            Probabilities { bands: decided.bands.map(tenth), enough: tenth(decided.enough) };
        self.nudged(coarse, self.prospect(decided))
    }

    /// Probabilities moved as little as makes `decided` what they make likely.
    fn nudged(self, found: Probabilities, decided: Prospect) -> Probabilities {
        let ProspectPolicy { short_probability: short, surplus_probability: surplus } =
            self.prospects;
        // Just below an edge, by what the last digit shows.
        let below = |edge: f64| (edge - 0.005).max(0.0);
        // An edge belongs to what lies above it, whatever the last bit of a sum.
        let above = |edge: f64| (edge + 1e-9).min(1.0);
        let with = |found: Probabilities, of: [Band; 2], share: f64| {
            let held = of.iter().map(|&band| found.of(band)).sum::<f64>();
            let mut bands = found.bands;
            for band in Band::ALL {
                let (whole, wanted) =
                    if of.contains(&band) { (held, share) } else { (1.0 - held, 1.0 - share) };
                // What nothing was held of goes to its mildest band.
                bands[band as usize] = if whole > 0.0 {
                    bands[band as usize] * wanted / whole
                } else if matches!(band, Band::Shortage | Band::Surplus) {
                    wanted
                } else {
                    0.0
                };
            }
            Probabilities { bands, ..found }
        };
        let shortages = [Band::LargeShortage, Band::Shortage];
        let surpluses = [Band::Surplus, Band::LargeSurplus];
        if self.prospect(found) == decided {
            return found;
        }
        match decided {
            Prospect::Short => with(found, shortages, above(short)),
            Prospect::Surplus => {
                let found = with(found, surpluses, found.surplus().max(above(surplus)));
                with(found, shortages, found.shortage().min(below(short)))
            }
            Prospect::Open => {
                let found = with(found, shortages, found.shortage().min(below(short)));
                with(found, surpluses, found.surplus().min(below(surplus)))
            }
        }
    }
}

/// A programme whose persons are all rounded away: its decision without figures.
pub(super) fn blank_programme(decided: &ProgrammeOutlook, rules: Rules) -> ProgrammeOutlook {
    let mut programme = ProgrammeOutlook {
        sites: Vec::new(),
        students: Vec::new(),
        entrants: Vec::new(),
        entrants_forecast: Vec::new(),
        entrants_explanation: None,
        graduates: Vec::new(),
        graduates_forecast: Vec::new(),
        graduates_trend: Vec::new(),
        graduates_explanation: None,
        quality: Quality::default(),
        rates: Vec::new(),
        returning: Vec::new(),
        supply_origins: Origins::default(),
        demand_origins: Origins::default(),
        ..decided.clone()
    };
    let balance = &mut programme.balance;
    balance.demand = Range::UNKNOWN;
    balance.graduates = Range::UNKNOWN;
    balance.supply = Range::UNKNOWN;
    balance.gap = Range::UNKNOWN;
    balance.sdr = Range::UNKNOWN;
    balance.ita_flow = Range::UNKNOWN;
    balance.ita_stock = balance.ita_stock.map(|_| Range::UNKNOWN);
    balance.gap_by_retention = None;
    balance.city = None;
    balance.counterevidence = lists_only(&decided.balance.counterevidence);
    balance.drivers.clear();
    balance.cohorts.clear();
    balance.causes = balance.causes.scaled_to(0.0);
    balance.probabilities = rules.to_tenths(balance.probabilities);
    add_sites(&mut programme, decided);
    programme
}

/// Adds the schools that offer a programme but whose persons are all rounded away.
fn add_sites(programme: &mut ProgrammeOutlook, decided: &ProgrammeOutlook) {
    for site in &decided.sites {
        match programme.sites.iter_mut().find(|known| known.school == site.school) {
            Some(known) => known.key_level = site.key_level,
            None => programme.sites.push(SiteOutlook {
                students: 0.0,
                entrants: 0.0,
                quality: Quality::default(),
                entrants_forecast: Vec::new(),
                graduates_forecast: Vec::new(),
                ..site.clone()
            }),
        }
    }
    let place = |site: &SiteOutlook| decided.sites.iter().position(|d| d.school == site.school);
    programme.sites.sort_by_key(place);
}

/// Puts the decided class of a programme in place of the one that protected figures give.
pub(super) fn decide_programme(
    programme: &mut ProgrammeOutlook,
    decided: &ProgrammeOutlook,
    rules: Rules,
) {
    programme.unreported.clone_from(&decided.unreported);
    add_sites(programme, decided);
    let (balance, decided) = (&mut programme.balance, &decided.balance);
    balance.certainty = decided.certainty;
    balance.grade = decided.grade;
    balance.call = decided.call;
    balance.ita_band = decided.ita_band;
    let found = Found {
        band: &mut balance.band,
        probabilities: &mut balance.probabilities,
        counterevidence: &mut balance.counterevidence,
    };
    found.decide((decided.band, decided.probabilities, &decided.counterevidence), rules);
}

/// The same for a class.
pub(super) fn decide_class(class: &mut ClassOutlook, decided: &ClassOutlook, rules: Rules) {
    class.certainty = decided.certainty;
    class.grade = decided.grade;
    let found = Found {
        band: &mut class.band,
        probabilities: &mut class.probabilities,
        counterevidence: &mut class.counterevidence,
    };
    found.decide((decided.band, decided.probabilities, &decided.counterevidence), rules);
}

/// What protected figures say of a programme or a class, as far as it has been decided on the reported ones.
struct Found<'a> {
    band: &'a mut Option<Band>,
    probabilities: &'a mut Probabilities,
    counterevidence: &'a mut Vec<CounterEvidence>,
}

impl Found<'_> {
    /// Puts the decided class in place, with its probabilities and what speaks against a surplus.
    fn decide(
        self,
        (band, probabilities, counterevidence): (Option<Band>, Probabilities, &[CounterEvidence]),
        rules: Rules,
    ) {
        *self.probabilities = rules.nudged(*self.probabilities, rules.prospect(probabilities));
        if *self.band != band {
            *self.band = band;
            *self.counterevidence = lists_only(counterevidence);
        }
    }
}

/// What speaks against a surplus by lists: rates of graduates would be those of the reported counts.
pub(super) fn lists_only(evidence: &[CounterEvidence]) -> Vec<CounterEvidence> {
    evidence.iter().filter(|evidence| evidence.row().is_some()).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules =
        Rules { prospects: ProspectPolicy { short_probability: 0.6, surplus_probability: 0.6 } };

    #[test]
    fn probabilities_are_moved_to_what_was_decided_and_no_further() {
        let found = Probabilities { bands: [0.3, 0.2, 0.2, 0.2, 0.1], enough: 0.6 };
        for decided in [Prospect::Short, Prospect::Surplus, Prospect::Open] {
            let nudged = RULES.nudged(found, decided);
            assert_eq!(RULES.prospect(nudged), decided);
            assert!((nudged.bands.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        assert_eq!(RULES.nudged(found, Prospect::Open), found);
        let exact = Probabilities { bands: [0.397, 0.2, 0.103, 0.2, 0.1], enough: 0.641 };
        let coarse = RULES.to_tenths(exact);
        assert_eq!((RULES.prospect(coarse), coarse.enough), (RULES.prospect(exact), 0.6));
        let sure = Probabilities { bands: [0.0, 0.0, 1.0, 0.0, 0.0], enough: 0.5 };
        let short = RULES.nudged(sure, Prospect::Short).bands;
        assert_eq!(short.map(|p| (10.0 * p).round()), [0.0, 6.0, 4.0, 0.0, 0.0]);
    }
}
