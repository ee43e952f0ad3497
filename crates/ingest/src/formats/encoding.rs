//! Text of a CSV file: UTF-16 with a byte order mark ("Unicode text" of spreadsheet programs), UTF-8
//! with or without one, else GB18030 (a superset of GBK and GB2312). All are tried strictly; a file
//! that is none of them is refused at its first bad byte.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};

/// The text, or the offset of the first byte that fits no encoding.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return decode_as(encoding, rest).map_err(|at| at + mark.len());
        }
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    decode_as(GB18030, bytes)
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &[u8]) -> Result<Cow<'a, str>, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
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
    fn unicode_text_of_a_spreadsheet_program_is_read() {
        let bytes = |text: &str| -> Vec<u8> {
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        };
        assert_eq!(decode(&bytes("行业\t采矿业")).unwrap(), "行业\t采矿业");
        let mut cut = bytes("采矿");
        cut.pop();
        assert!(decode(&cut).is_err());
    }

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
