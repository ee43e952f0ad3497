//! Supply and demand compared.

/// Supply against demand of one programme over the same years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Balance {
    /// Demand for newcomers, persons.
    pub demand: f64,
    /// Local entrants, persons.
    pub supply: f64,
    /// `supply − demand`, persons; positive is a surplus.
    pub gap: f64,
    /// 求人倍率, demand per local entrant, `SDR = D/S`: above one means more posts than entrants. Infinite without
    /// entrants. (供求比 read literally is its inverse.)
    pub sdr: f64,
    /// `(S + U)/D`. Infinite without demand.
    pub ita_flow: f64,
    /// `1 + (S + U − D)/E`, scaled to the workforce; `None` if that is not known.
    pub ita_stock: Option<f64>,
}

/// Compares demand `demand`, entrants `supply`, short-term unemployed `unemployed` and employment
/// `employed` at the end, all persons over the same years.
///
/// `SDR = D/S`, `ITA_flow = (S + U)/D`, `ITA_stock = 1 + (S + U − D)/E`. With neither supply nor
/// demand all ratios are one: nothing is out of balance.
pub fn balance(demand: f64, supply: f64, unemployed: f64, employed: f64) -> Balance {
    let ratio = |above: f64, below: f64| {
        if below > 0.0 {
            above / below
        } else if above > 0.0 {
            f64::INFINITY
        } else {
            1.0
        }
    };
    Balance {
        demand,
        supply,
        gap: supply - demand,
        sdr: ratio(demand, supply),
        ita_flow: ratio(supply + unemployed, demand),
        ita_stock: (employed > 0.0).then(|| 1.0 + (supply + unemployed - demand) / employed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_on_either_side_is_no_imbalance() {
        let nothing = balance(0.0, 0.0, 0.0, 0.0);
        assert_eq!((nothing.sdr, nothing.ita_flow, nothing.ita_stock), (1.0, 1.0, None));
        assert_eq!(balance(5.0, 0.0, 0.0, 1.0).sdr, f64::INFINITY);
    }
}
