//! Notes below a table.

use csv::ByteRecord;

/// Whether a row is a note below the table: it opens like one and has no number behind its first cell.
pub(super) fn is_note(record: &ByteRecord) -> bool {
    const OPENINGS: [&str; 10] =
        ["注", "数据来源", "资料来源", "来源", "说明", "备注", "note", "Note", "source", "Source"];
    let Some(first) = record.get(0).map(<[u8]>::trim_ascii) else { return false };
    let opens = |opening: &str| first.starts_with(opening.as_bytes());
    // Most names begin with none of these letters.
    matches!(first.first(), Some(0x80..|b'n'| b'N' | b's' | b'S'))
        && OPENINGS.iter().any(|opening| opens(opening))
        && record.iter().skip(1).all(|cell| {
            std::str::from_utf8(cell).is_ok_and(|text| text.trim().parse::<f64>().is_err())
        })
}
