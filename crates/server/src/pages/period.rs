//! The years that the balance counts.

use talent_outlook::Outlook;

/// First and last year of the balance, which all programmes share; empty if there is no programme.
pub(super) fn period(outlook: &Outlook) -> String {
    outlook
        .programmes
        .first()
        .map_or_else(String::new, |p| format!("{}—{}", p.balance.from, p.balance.to))
}
