//! Text of a CSV file: UTF-8 with or without a byte order mark, else GB18030 (a superset of GBK and
//! GB2312). Both are tried strictly; a file that is neither is refused at its first bad byte.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, GB18030};

/// The text, or the offset of the first byte that fits neither encoding.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(
        decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3),
    );
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(Cow::Owned(text)),
        (DecoderResult::Malformed(length, after), read) => {
            Err(read.saturating_sub(usize::from(length) + usize::from(after)))
        }
        (DecoderResult::OutputFull, read) => Err(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_read() {
        assert_eq!(decode("\u{feff}采矿业".as_bytes()).unwrap(), "采矿业");
        assert_eq!(decode(&GB18030.encode("采矿业，人").0).unwrap(), "采矿业，人");
    }

    #[test]
    fn a_byte_of_neither_is_found() {
        let mut bytes = b"year,".to_vec();
        bytes.extend_from_slice(&GB18030.encode("采矿").0);
        bytes.extend_from_slice(&[0xFF, b'x', 0x80]);
        assert_eq!(decode(&bytes).unwrap_err(), 9);
    }
}
