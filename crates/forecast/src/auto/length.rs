//! Groups of series by their length: long ones err otherwise than short ones.

/// Lengths at which the next group begins.
const LENGTHS: [usize; 2] = [9, 21];
/// Number of groups.
pub(super) const GROUPS: usize = LENGTHS.len() + 1;

/// The group of series of `n` values, the shortest being 0.
pub(super) fn length_group(n: usize) -> usize {
    LENGTHS.iter().filter(|&&limit| n >= limit).count()
}
