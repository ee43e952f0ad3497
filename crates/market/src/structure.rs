//! How well the structure of graduates matches that of industry, for the yearly report. Never a
//! trigger: an index of shares cannot see the total.

/// Match of two structures.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureMatch {
    /// `v/g − 1` by class, above zero where graduates are too few; `None` where there are none.
    pub deviations: Vec<Option<f64>>,
    /// `Σ |v/g − 1|` over the classes that have graduates.
    pub total_deviation: f64,
    /// `½·Σ |v − g|`, 0 (the same) to 1 (nothing in common): the index of Duncan and Duncan, American
    /// Sociological Review 20 (1955).
    pub dissimilarity: f64,
    /// `Σ v·g/√(Σv²·Σg²)`.
    pub cosine: f64,
}

/// Compares the shares of classes in industry (`v`: employment or value added) with those in graduates
/// (`g`). Both are brought to add up to 1; `None` if one has no sum or they differ in length.
pub fn structure_match(industry: &[f64], graduates: &[f64]) -> Option<StructureMatch> {
    let shares = |values: &[f64]| {
        let sum: f64 = values.iter().sum();
        (sum > 0.0).then(|| values.iter().map(|value| value / sum).collect::<Vec<f64>>())
    };
    if industry.len() != graduates.len() {
        return None;
    }
    let (v, g) = (shares(industry)?, shares(graduates)?);
    let pairs = || v.iter().zip(&g);
    let deviations: Vec<Option<f64>> =
        pairs().map(|(v, g)| (*g > 0.0).then(|| v / g - 1.0)).collect();
    let squares = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
    Some(StructureMatch {
        total_deviation: deviations.iter().flatten().map(|d| d.abs()).sum(),
        dissimilarity: 0.5 * pairs().map(|(v, g)| (v - g).abs()).sum::<f64>(),
        cosine: pairs().map(|(v, g)| v * g).sum::<f64>() / (squares(&v) * squares(&g)).sqrt(),
        deviations,
    })
}

/// Coupling and coordination of two systems, each scored from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordination {
    /// `C = 2√(U₁U₂)/(U₁ + U₂)`: how even the two are.
    pub coupling: f64,
    /// `T = ½U₁ + ½U₂`: how high they stand.
    pub level: f64,
    /// `√(C·T)`.
    pub coordination: f64,
}

/// Coordination of two scores; `None` if one is outside 0 to 1 or both are zero. It depends on how the
/// scores were brought to 0 to 1, which must be said beside it.
pub fn coordination(first: f64, second: f64) -> Option<Coordination> {
    let inside = |score: f64| (0.0..=1.0).contains(&score);
    if !inside(first) || !inside(second) || first + second == 0.0 {
        return None;
    }
    let coupling = 2.0 * (first * second).sqrt() / (first + second);
    let level = f64::midpoint(first, second);
    Some(Coordination { coupling, level, coordination: (coupling * level).sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle O10 of the methods.
    #[test]
    fn the_worked_example_holds_to_the_printed_digit() {
        let found = structure_match(&[0.06, 0.48, 0.46], &[0.03, 0.35, 0.62]).unwrap();
        for (deviation, want) in found.deviations.iter().zip([1.0, 0.371, -0.258]) {
            assert!((deviation.unwrap() - want).abs() < 5e-4);
        }
        assert!((found.total_deviation - 1.6295).abs() < 5e-5);
        assert!((found.dissimilarity - 0.16).abs() < 1e-12);
        assert!((found.cosine - 0.9565).abs() < 5e-5);
        let found = coordination(0.6, 0.4).unwrap();
        assert!((found.coupling - 0.9798).abs() < 5e-5 && (found.level - 0.5).abs() < 1e-12);
        assert!((found.coordination - 0.6999).abs() < 5e-5);
    }

    #[test]
    fn structures_without_a_sum_have_no_match() {
        assert!(structure_match(&[0.0, 0.0], &[1.0, 2.0]).is_none());
        assert!(structure_match(&[1.0], &[1.0, 2.0]).is_none());
        assert_eq!(structure_match(&[1.0, 1.0], &[2.0, 0.0]).unwrap().deviations[1], None);
        assert!(coordination(1.2, 0.5).is_none());
    }
}
