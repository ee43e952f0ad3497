//! What the first bytes of a file say that it is.

/// The kind of file that its first bytes tell, for the kinds that turn up under a wrong name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// A ZIP archive: an `.xlsx` workbook is one.
    Zip,
    /// A compound file of Microsoft's older programs.
    CompoundFile,
    /// Text that spreadsheet programs open as a workbook, by its name for people.
    Page(&'static str),
    /// Something that no table is read from, by its name for people.
    Other(&'static str),
}

/// So many bytes tell a page.
const LOOKED_AT: usize = 1_024;

impl Signature {
    /// Text files have no signature.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let kinds: [(&[u8], Self); 6] = [
            (b"PK\x03\x04", Self::Zip),
            (b"\xD0\xCF\x11\xE0", Self::CompoundFile),
            (b"\x89PNG", Self::Other("PNG 图片 (picture)")),
            (b"\xFF\xD8\xFF", Self::Other("JPEG 图片 (picture)")),
            (b"GIF8", Self::Other("GIF 图片 (picture)")),
            (b"%PDF", Self::Other("PDF")),
        ];
        let by_magic = kinds.into_iter().find(|(magic, _)| bytes.starts_with(magic));
        by_magic.map(|(_, kind)| kind).or_else(|| page(bytes))
    }

    /// Its name for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Zip => "xlsx 工作簿或压缩包 (xlsx workbook or archive)",
            Self::CompoundFile => "旧版 .xls 或加密的工作簿 (legacy .xls or encrypted workbook)",
            Self::Page(name) | Self::Other(name) => name,
        }
    }
}

/// The page that a text is, in whatever encoding and behind whatever blanks.
fn page(bytes: &[u8]) -> Option<Signature> {
    const WEB: [&str; 7] = ["<html", "<!doctype", "<table", "<meta", "<head", "<body", "<style"];
    let letters = bytes.iter().take(LOOKED_AT).filter(|byte| **byte != 0 && byte.is_ascii());
    let head: String = letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let head = head.trim_start();
    if head.starts_with("mime-version:") {
        return Some(Signature::Page("单个文件网页 (MHTML)"));
    }
    let is_xml = head.starts_with("<?xml") || head.starts_with("<workbook");
    if is_xml && head.contains("office:spreadsheet") {
        return Some(Signature::Page("XML 表格 2003 (XML Spreadsheet 2003)"));
    }
    let is_web = WEB.iter().any(|tag| head.starts_with(tag)) || (is_xml && head.contains("<html"));
    is_web.then_some(Signature::Page("网页 (HTML)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_behind_blanks_and_in_any_case() {
        let web = Some(Signature::Page("网页 (HTML)"));
        for text in [
            "<html xmlns:x=\"a\">",
            "\u{feff}\r\n <HTML>",
            "<table border=1>",
            "<META charset=gb2312>",
        ] {
            assert_eq!(Signature::of(text.as_bytes()), web, "{text}");
        }
        let wide: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Signature::of(&wide), web);
        let book = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
                    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert!(
            matches!(Signature::of(book.as_bytes()), Some(Signature::Page(name)) if name.starts_with("XML"))
        );
        assert!(matches!(Signature::of(b"MIME-Version: 1.0\r\n"), Some(Signature::Page(_))));
        assert_eq!(Signature::of("地区代码,年份".as_bytes()), None);
        assert_eq!(Signature::of(b"a<html>"), None);
    }
}
