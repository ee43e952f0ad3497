//! The styles of an `.ods` workbook that change what is read: hidden sheets, raised digits.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::super::fault::Fault;
use super::super::xlsx::package::raw_attribute;
use crate::budget::Budget;

/// What a style takes beside its name.
const STYLE_BYTES: u64 = 96;

/// The styles that change what is read.
#[derive(Default)]
pub(super) struct Styles {
    /// The style whose properties are read.
    current: String,
    hidden: BTreeSet<String>,
    raised: BTreeSet<String>,
}

impl Styles {
    /// Takes an element, if it is of a style.
    pub(super) fn take(&mut self, element: &BytesStart<'_>, budget: &Budget) -> Result<(), Fault> {
        let get = |name| raw_attribute(element, name);
        match element.local_name().as_ref() {
            "style" => self.current = get("style:name")?.unwrap_or_default().into_owned(),
            "table-properties" if get("table:display")?.as_deref() == Some("false") => {
                budget.hold(self.current.len() as u64 + STYLE_BYTES)?;
                self.hidden.insert(self.current.clone());
            }
            "text-properties" => {
                let position = get("style:text-position")?.unwrap_or_default();
                if position.starts_with("super")
                    || position.starts_with(|c: char| ('1'..='9').contains(&c))
                {
                    budget.hold(self.current.len() as u64 + STYLE_BYTES)?;
                    self.raised.insert(self.current.clone());
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a sheet of this style is hidden.
    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// Whether letters of this style stand above the line, as marks of footnotes do.
    pub(super) fn is_raised(&self, style: &str) -> bool {
        self.raised.contains(style)
    }
}
