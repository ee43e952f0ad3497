//! Where a value stands among the keys of a file, and where it stands in the text.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One step down into a table or an array.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Key(String),
    /// Counted from 0.
    At(usize),
}

/// The steps to a value; none are the whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl Path {
    /// From a dotted key as it is told: `collection.due[1].date` is of the first item.
    pub(crate) fn of_key(key: &str) -> Self {
        let steps = key.split('.').flat_map(|part| {
            let mut parts = part.split('[');
            let name = Step::Key(parts.next().unwrap_or_default().to_owned());
            let at = parts.filter_map(|at| at.trim_end_matches(']').parse::<usize>().ok());
            let at: Vec<Step> = at.map(|at| Step::At(at.saturating_sub(1))).collect();
            std::iter::once(name).chain(at)
        });
        Self(steps.collect())
    }

    pub(crate) fn with(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.0.push(step);
        path
    }

    /// The path of what holds it, and the last step; nothing of the whole file.
    pub(crate) fn split(&self) -> Option<(Self, &Step)> {
        let (last, above) = self.0.split_last()?;
        Some((Self(above.to_vec()), last))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position > 0 => write!(f, ".{key}")?,
                Step::Key(key) => write!(f, "{key}")?,
                Step::At(at) => write!(f, "[{}]", at + 1)?,
            }
        }
        Ok(())
    }
}

/// Where serde found a fault.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) path: Path,
    /// Whether it is the key that is wrong, not its value.
    pub(crate) is_key: bool,
}

/// The narrowest value, or the key, that a stretch of the text lies in; the whole file if none. Of two that are as wide,
/// the deeper one is meant.
pub(crate) fn place_of(table: &DeTable<'_>, span: &Range<usize>) -> Place {
    let mut best = (usize::MAX, Place { path: Path::default(), is_key: false });
    if !span.is_empty() {
        search(table, span, &Path::default(), &mut best);
    }
    best.1
}

fn search(table: &DeTable<'_>, span: &Range<usize>, at: &Path, best: &mut (usize, Place)) {
    for (key, value) in table {
        let path = at.with(Step::Key(key.get_ref().to_string()));
        if key.span() == *span && key.span() != value.span() && span.len() <= best.0 {
            *best = (span.len(), Place { path: path.clone(), is_key: true });
        }
        search_value(value, span, &path, best);
    }
}

fn search_value(
    value: &Spanned<DeValue<'_>>,
    span: &Range<usize>,
    path: &Path,
    best: &mut (usize, Place),
) {
    let own = value.span();
    if own.start <= span.start && span.end <= own.end && own.len() <= best.0 {
        *best = (own.len(), Place { path: path.clone(), is_key: false });
    }
    match value.get_ref() {
        DeValue::Table(table) => search(table, span, path, best),
        DeValue::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                search_value(item, span, &path.with(Step::At(at)), best);
            }
        }
        _ => {}
    }
}

/// The table at a path.
pub(crate) fn table_mut<'t, 'i>(
    root: &'t mut DeTable<'i>,
    path: &Path,
) -> Option<&'t mut DeTable<'i>> {
    if path.0.is_empty() {
        return Some(root);
    }
    match value_mut(root, path)?.get_mut() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// The value at a path.
pub(crate) fn value_mut<'t, 'i>(
    root: &'t mut DeTable<'i>,
    path: &Path,
) -> Option<&'t mut Spanned<DeValue<'i>>> {
    let (first, rest) = path.0.split_first()?;
    let Step::Key(key) = first else { return None };
    rest.iter().try_fold(root.get_mut(key.as_str())?, |value, step| match (value.get_mut(), step) {
        (DeValue::Table(table), Step::Key(key)) => table.get_mut(key.as_str()),
        (DeValue::Array(items), Step::At(at)) => items.get_mut(*at),
        _ => None,
    })
}

/// The stretch of the text that a fault of a path is told at: the key, an item of an array, or else the nearest of what
/// would hold it. With whether it is the thing itself: what was put in for a missing key stands nowhere.
pub(crate) fn span_of(root: &DeTable<'_>, path: &Path) -> (Range<usize>, bool) {
    let mut span = 0..0;
    let mut table = Some(root);
    let mut items = None;
    for step in &path.0 {
        let value = match step {
            Step::Key(key) => match table.and_then(|table| table.get_key_value(key.as_str())) {
                Some((key, _)) if key.span().is_empty() => return (span, false),
                Some((key, value)) => {
                    span = key.span();
                    value
                }
                None => return (span, false),
            },
            Step::At(at) => match items.and_then(|items: &toml::de::DeArray<'_>| items.get(*at)) {
                Some(value) => {
                    span = value.span();
                    value
                }
                None => return (span, false),
            },
        };
        (table, items) = (value.get_ref().as_table(), value.get_ref().as_array());
    }
    (span, true)
}
