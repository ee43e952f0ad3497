//! Text of any size as UTF-8, decoded while it is read.

use std::io::{ErrorKind, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};

/// The encodings in which tables come as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    /// With or without a mark at the start.
    Utf8,
    /// As spreadsheet programs save "Unicode text"; with or without a mark at the start.
    Utf16Le,
    /// The same with the higher byte first.
    Utf16Be,
    /// It holds GBK and GB2312.
    Gb18030,
}

impl TextEncoding {
    /// The encoding that the first bytes of a text tell. UTF-8 where they tell none: whether it is UTF-8, or GB18030, only all
    /// of the text can tell.
    pub fn told_by(begins: &[u8]) -> Self {
        let zeros = begins.iter().take(4).map(|byte| *byte == 0);
        if begins.starts_with(&[0xff, 0xfe]) || zeros.clone().eq([false, true, false, true]) {
            Self::Utf16Le
        } else if begins.starts_with(&[0xfe, 0xff]) || zeros.eq([true, false, true, false]) {
            Self::Utf16Be
        } else {
            Self::Utf8
        }
    }

    fn decoder(self) -> Option<Decoder> {
        let encoding: &'static Encoding = match self {
            Self::Utf8 => return None,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
        };
        Some(encoding.new_decoder_with_bom_removal())
    }
}

/// Bytes read at once.
const CHUNK: usize = 1 << 16;

/// What is read, as UTF-8. Text that is none in its encoding is an error of kind [`ErrorKind::InvalidData`] whose inner error
/// is [`Undecodable`]; UTF-8 is handed on as it is, unchecked.
#[derive(Debug)]
pub struct Decoded<R> {
    inner: R,
    decoding: Option<Decoding>,
}

/// A text does not fit its encoding.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("既不是 UTF-8 也不是 GBK (neither UTF-8 nor GBK)")]
pub struct Undecodable;

struct Decoding {
    decoder: Decoder,
    /// Bytes read and not yet decoded.
    raw: Vec<u8>,
    /// Text not yet handed on.
    text: Vec<u8>,
    handed_on: usize,
    /// The inner text is at its end.
    ended: bool,
    /// Nothing more will come.
    finished: bool,
    /// What follows the text at hand does not fit the encoding.
    malformed: bool,
}

impl std::fmt::Debug for Decoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.decoder.encoding().name())
    }
}

impl<R: Read> Decoded<R> {
    /// Reads `inner`, which is in this encoding.
    pub fn new(inner: R, encoding: TextEncoding) -> Self {
        let decoding = encoding.decoder().map(|decoder| Decoding {
            decoder,
            raw: Vec::new(),
            text: Vec::new(),
            handed_on: 0,
            ended: false,
            finished: false,
            malformed: false,
        });
        Self { inner, decoding }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let Some(decoding) = &mut self.decoding else { return self.inner.read(into) };
        while decoding.handed_on == decoding.text.len() && !decoding.finished {
            decoding.go_on(&mut self.inner)?;
        }
        let left = decoding.text.get(decoding.handed_on..).unwrap_or_default();
        let length = left.len().min(into.len());
        into[..length].copy_from_slice(&left[..length]);
        decoding.handed_on += length;
        Ok(length)
    }
}

impl Decoding {
    /// Reads and decodes some more.
    fn go_on(&mut self, inner: &mut impl Read) -> std::io::Result<()> {
        if self.malformed {
            return Err(std::io::Error::new(ErrorKind::InvalidData, Undecodable));
        }
        if !self.ended {
            let kept = self.raw.len();
            self.raw.resize(kept + CHUNK, 0);
            let read = inner.read(&mut self.raw[kept..]);
            self.raw.truncate(kept + read.as_ref().map_or(0, |read| *read));
            self.ended = read? == 0;
        }
        // Three bytes of UTF-8 for two of any of these, and room for what the decoder holds.
        self.text.resize(3 * self.raw.len() + 16, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(&self.raw, &mut self.text, self.ended);
        self.text.truncate(written);
        self.handed_on = 0;
        self.raw.drain(..read);
        // What is well comes before the error, so that its line can be told.
        self.malformed = matches!(result, DecoderResult::Malformed(..));
        self.finished = self.ended && result == DecoderResult::InputEmpty;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], encoding: TextEncoding) -> std::io::Result<String> {
        // A reader that gives a byte at a time cuts every character.
        struct Drops<'a>(&'a [u8]);
        impl Read for Drops<'_> {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                let length = self.0.len().min(into.len()).min(1);
                self.0.read(&mut into[..length])
            }
        }
        let mut text = String::new();
        Decoded::new(Drops(bytes), encoding).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn text_in_each_encoding_is_read_whole() {
        let text = "行业,2019年\n采矿业,59720\n𠮷,1\n";
        let units = || text.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        let (gbk, _, _) = GB18030.encode(text);
        for (bytes, encoding) in [
            (text.as_bytes(), TextEncoding::Utf8),
            (&little, TextEncoding::Utf16Le),
            (&[&[0xff, 0xfe][..], &little].concat(), TextEncoding::Utf16Le),
            (&[&[0xfe, 0xff][..], &big].concat(), TextEncoding::Utf16Be),
            (&gbk, TextEncoding::Gb18030),
        ] {
            assert_eq!(decoded(bytes, encoding).unwrap(), text);
        }
        assert_eq!(decoded(b"", TextEncoding::Gb18030).unwrap(), "");
    }

    #[test]
    fn text_that_is_none_is_an_error_of_its_own() {
        for bytes in [&b"a\xff,1\n"[..], b"a,\xb5"] {
            let error = decoded(bytes, TextEncoding::Gb18030).unwrap_err();
            assert!(
                error
                    .get_ref()
                    .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Undecodable>),
                "{error}"
            );
        }
    }

    #[test]
    fn zeros_and_marks_tell_utf_16() {
        assert_eq!(TextEncoding::told_by(b"a\0b\0"), TextEncoding::Utf16Le);
        assert_eq!(TextEncoding::told_by(b"\0a\0b"), TextEncoding::Utf16Be);
        assert_eq!(TextEncoding::told_by(b"\xff\xfea"), TextEncoding::Utf16Le);
        assert_eq!(TextEncoding::told_by(b"ab,c"), TextEncoding::Utf8);
    }
}
