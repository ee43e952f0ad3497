//! What the first bytes of a file say that it is.

/// The kind of file that its first bytes tell, for the kinds that turn up under a wrong name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// A ZIP archive: an `.xlsx` workbook is one.
    Zip,
    /// A compound file of Microsoft's older programs.
    CompoundFile,
    /// Something that no table is read from, by its name for people.
    Other(&'static str),
}

impl Signature {
    /// Text files have no signature.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let kinds: [(&[u8], Self); 8] = [
            (b"PK\x03\x04", Self::Zip),
            (b"\xD0\xCF\x11\xE0", Self::CompoundFile),
            (b"\x89PNG", Self::Other("PNG 图片 (picture)")),
            (b"\xFF\xD8\xFF", Self::Other("JPEG 图片 (picture)")),
            (b"GIF8", Self::Other("GIF 图片 (picture)")),
            (b"%PDF", Self::Other("PDF")),
            (b"<html", Self::Other("网页 (HTML)")),
            (b"<!DOCTYPE", Self::Other("网页 (HTML)")),
        ];
        kinds.into_iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| kind)
    }

    /// Its name for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Zip => "xlsx 工作簿或压缩包 (xlsx workbook or archive)",
            Self::CompoundFile => "旧版 .xls 或加密的工作簿 (legacy .xls or encrypted workbook)",
            Self::Other(name) => name,
        }
    }
}
