//! What does not fit is told and put right, so that the rest of the file can be read too.

use talent_domain::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::path::{Path, Place, Step, table_mut, value_mut};
use crate::wording;

/// A fault that serde found, after what is wrong was put right.
#[derive(Debug)]
pub(crate) struct Repaired {
    /// What the fault is told at.
    pub(crate) path: Path,
    /// Where in the text that is, if it stands under that name no more.
    pub(crate) byte: Option<usize>,
    pub(crate) zh: String,
    pub(crate) en: String,
    /// Whether a key is missing.
    pub(crate) is_absent: bool,
}

/// The default of a path. Where keys are free, that of another entry stands for it.
pub(crate) fn default_at<'s, 'i>(shape: &'s DeTable<'i>, path: &Path) -> Option<&'s DeValue<'i>> {
    let (first, rest) = path.0.split_first()?;
    let Step::Key(key) = first else { return None };
    rest.iter().try_fold(entry(shape, key)?, |value, step| match (value, step) {
        (DeValue::Table(table), Step::Key(key)) => entry(table, key),
        (DeValue::Array(items), Step::At(_)) => items.iter().next().map(Spanned::get_ref),
        _ => None,
    })
}

fn entry<'s, 'i>(table: &'s DeTable<'i>, key: &str) -> Option<&'s DeValue<'i>> {
    let value = table.get(key).map(Spanned::get_ref);
    let has_free_keys = || table.values().all(|value| value.get_ref().is_table());
    value.or_else(|| table.values().next().map(Spanned::get_ref).filter(|_| has_free_keys()))
}

/// The table of defaults that a path is of.
fn table_at<'s, 'i>(shape: &'s DeTable<'i>, path: &Path) -> Option<&'s DeTable<'i>> {
    if path.0.is_empty() { Some(shape) } else { default_at(shape, path)?.as_table() }
}

/// Puts right what serde found at a place; `None` where that cannot be done.
pub(crate) fn repair<'i>(
    root: &mut DeTable<'i>,
    shape: &DeTable<'i>,
    former: &[(&str, &str, &str)],
    place: &Place,
    message: &str,
) -> Option<Repaired> {
    if message.starts_with("unknown field") {
        return unknown(root, shape, former, &place.path);
    }
    if let Some(key) =
        message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next())
    {
        return absent(root, shape, &place.path, key);
    }
    let default = default_at(shape, &place.path);
    let value = value_mut(root, &place.path)?;
    let (zh, en) = if place.is_key {
        wording::wrong_key(message)
    } else {
        wording::wrong_value(value.get_ref(), default, message)
    };
    match default.filter(|default| !place.is_key && !is_same(value.get_ref(), default)) {
        Some(default) => *value.get_mut() = default.clone(),
        None => remove(root, &place.path)?,
    }
    Some(Repaired { path: place.path.clone(), byte: None, zh, en, is_absent: false })
}

/// A key that there is not: what it holds is taken as that of the nearest key, if that is not there.
fn unknown<'i>(
    root: &mut DeTable<'i>,
    shape: &DeTable<'i>,
    former: &[(&str, &str, &str)],
    path: &Path,
) -> Option<Repaired> {
    let (above, Step::Key(key)) = path.split()? else { return None };
    let known = table_at(shape, &above);
    let table = table_mut(root, &above)?;
    let (written, value) = table.remove_entry(key.as_str())?;
    let (dotted, byte) = (path.to_string(), Some(written.span().start));
    let retired = former.iter().find(|(name, ..)| *name == dotted);
    let names =
        || known.into_iter().flat_map(|known| known.keys().map(|name| name.get_ref().as_ref()));
    let near = nearest(key, names()).filter(|_| retired.is_none());
    let is_section = value.get_ref().is_table();
    if let Some(near) = near.as_ref().filter(|near| !table.contains_key(near.as_str())) {
        table.insert(Spanned::new(written.span(), near.clone().into()), value);
    }
    let (zh, en) = match retired {
        Some((_, zh, en)) => ((*zh).to_owned(), (*en).to_owned()),
        None => wording::unknown(is_section, near.as_deref(), names()),
    };
    Some(Repaired { path: path.clone(), byte, zh, en, is_absent: false })
}

/// A key that has no default and is missing.
fn absent<'i>(
    root: &mut DeTable<'i>,
    shape: &DeTable<'i>,
    above: &Path,
    key: &str,
) -> Option<Repaired> {
    let path = above.with(Step::Key(key.to_owned()));
    let default = default_at(shape, &path)?;
    let table = table_mut(root, above)?;
    if table.contains_key(key) {
        return None;
    }
    table.insert(Spanned::new(0..0, key.to_owned().into()), Spanned::new(0..0, default.clone()));
    let (zh, en) = wording::absent(key, default);
    Some(Repaired { path, byte: None, zh, en, is_absent: true })
}

/// Takes away what is at a path.
fn remove(root: &mut DeTable<'_>, path: &Path) -> Option<()> {
    let (above, last) = path.split()?;
    match last {
        Step::Key(key) => table_mut(root, &above)?.remove(key.as_str()).map(drop),
        Step::At(at) => match value_mut(root, &above)?.get_mut() {
            DeValue::Array(items) => {
                let mut position = 0;
                let kept = items.iter().filter(|_| {
                    position += 1;
                    position != at + 1
                });
                let kept: toml::de::DeArray<'_> = kept.cloned().collect();
                *items = kept;
                Some(())
            }
            _ => None,
        },
    }
}

/// Whether two values are written alike, so that one cannot put the other right.
fn is_same(value: &DeValue<'_>, default: &DeValue<'_>) -> bool {
    wording::written(value) == wording::written(default) && value.same_type(default)
}
