//! Addresses of cells, such as `F17`.

/// Row and column of an address, counted from 0.
pub(super) fn place(address: &str) -> Option<(u32, u32)> {
    let digits = address.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = address.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        letter
            .is_ascii_uppercase()
            .then(|| column.saturating_mul(26).saturating_add(u32::from(letter - b'A') + 1))
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn addresses_are_read_as_they_are_shown() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("AA10"), Some((9, 26)));
        for wrong in ["", "7", "A", "A0", "é1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
