//! How levels of warnings, and key programmes, are marked on pages.

use talent_outlook::{KeyLevel, Outlook, ProgrammeOutlook, WarningRecord};
use talent_warning::WarningLevel;

use super::frame::ZH;

/// The level of a programme in the city as a whole.
pub(super) fn level_of(outlook: &Outlook, programme: &ProgrammeOutlook) -> WarningLevel {
    outlook.city_warning(&programme.code).map_or(WarningLevel::Grey, |w| w.assessment.level)
}

/// The level of a place: a programme at a school.
pub(super) fn level_of_place(outlook: &Outlook, programme: &str, school: &str) -> WarningLevel {
    let warning = outlook.warning(&format!("{programme}.{school}"));
    warning.map_or(WarningLevel::Grey, |warning| warning.assessment.level)
}

/// What stands beside a key programme.
pub(super) fn key_tag(level: Option<KeyLevel>) -> &'static str {
    match level {
        None | Some(KeyLevel::Ordinary) => "",
        Some(level) => level.name(ZH),
    }
}

/// The level on a badge.
pub(super) fn badge(level: WarningLevel) -> &'static str {
    match level {
        WarningLevel::Red => "红",
        WarningLevel::Orange => "橙",
        WarningLevel::Yellow => "黄",
        WarningLevel::Blue => "蓝",
        WarningLevel::Green => "绿",
        WarningLevel::Normal => "正常",
        WarningLevel::Grey => "灰",
    }
}

/// Codes and names of all levels, for a choice.
pub(super) fn levels() -> Vec<(&'static str, &'static str)> {
    WarningLevel::ALL.iter().map(|level| (level.code(), level.name(ZH))).collect()
}

/// The level after each release: year, code, badge.
pub(super) fn level_history(warning: &WarningRecord) -> Vec<(i32, &'static str, &'static str)> {
    let history = warning.assessment.history.iter();
    history.map(|(year, level)| (year.number(), level.code(), badge(*level))).collect()
}
