//! Numbers of identity cards, which no table may hold.

/// Whether a text holds an identity number of GB 11643, alone or among other words.
pub(crate) fn looks_like_identity_number(text: &str) -> bool {
    const LENGTH: usize = 18;
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // No digit stands before it or behind it.
    let stands_alone =
        |start: usize| (start == 0 || !is_digit(start - 1)) && !is_digit(start + LENGTH);
    (0..(bytes.len() + 1).saturating_sub(LENGTH)).any(|start| {
        is_digit(start)
            && stands_alone(start)
            && text.get(start..start + LENGTH).is_some_and(is_identity_number)
    })
}

/// Whether a text is one: 17 digits and a check character that fits.
fn is_identity_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 =
        bytes.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    bytes[17].to_ascii_uppercase() == CHECKS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_number_is_known_by_its_check_digit() {
        assert!(looks_like_identity_number("11010519491231002X"));
        assert!(!looks_like_identity_number("110105194912310021"));
        assert!(!looks_like_identity_number("141000"));
        assert!(looks_like_identity_number("张三 身份证11010519491231002X，电话略"));
        assert!(!looks_like_identity_number("编号0110105194912310021X0"));
    }
}
