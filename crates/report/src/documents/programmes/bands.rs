//! Which bands of the balance the report counts together.

use talent_outlook::Band;

/// 供不应求: ITA at most 1.
pub(super) const SHORT: [Band; 2] = [Band::LargeShortage, Band::Shortage];
/// 供过于求: ITA above 1.05.
pub(super) const IN_SURPLUS: [Band; 2] = [Band::Surplus, Band::LargeSurplus];
