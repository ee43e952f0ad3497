//! The records of a workbook, one after the other.

use super::super::fault::Fault;

/// A record: its kind and what it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

impl<'a> Record<'a> {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const PASSWORD: u16 = 0x002F;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const CONTINUATION: u16 = 0x003C;
    pub(super) const CODE_PAGE: u16 = 0x0042;
    pub(super) const COLUMNS: u16 = 0x007D;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const NUMBERS: u16 = 0x00BD;
    pub(super) const BLANKS: u16 = 0x00BE;
    pub(super) const RICH_TEXT: u16 = 0x00D6;
    pub(super) const STYLE: u16 = 0x00E0;
    pub(super) const MERGED: u16 = 0x00E5;
    pub(super) const STRINGS: u16 = 0x00FC;
    pub(super) const SHARED_TEXT: u16 = 0x00FD;
    pub(super) const BLANK: u16 = 0x0201;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const LOGICAL_OR_ERROR: u16 = 0x0205;
    pub(super) const TEXT_OF_FORMULA: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const SHORT_NUMBER: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;

    /// The bytes from an offset on.
    pub(super) fn from(&self, offset: usize) -> Result<&'a [u8], Fault> {
        self.data.get(offset..).ok_or_else(|| self.too_short())
    }

    pub(super) fn u8(&self, offset: usize) -> Result<u8, Fault> {
        Ok(self.bytes::<1>(offset)?[0])
    }

    pub(super) fn u16(&self, offset: usize) -> Result<u16, Fault> {
        Ok(u16::from_le_bytes(self.bytes(offset)?))
    }

    pub(super) fn u32(&self, offset: usize) -> Result<u32, Fault> {
        Ok(u32::from_le_bytes(self.bytes(offset)?))
    }

    pub(super) fn f64(&self, offset: usize) -> Result<f64, Fault> {
        Ok(f64::from_le_bytes(self.bytes(offset)?))
    }

    /// So many bytes from an offset on.
    pub(super) fn bytes<const N: usize>(&self, offset: usize) -> Result<[u8; N], Fault> {
        let bytes = self.data.get(offset..).and_then(<[u8]>::first_chunk);
        bytes.copied().ok_or_else(|| self.too_short())
    }

    fn too_short(&self) -> Fault {
        Fault::damaged(format!("record {:#06x}", self.kind))
    }
}

/// The records from some place on.
#[derive(Debug)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn of(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// The next record; `None` at the end. A record that is cut off is an error.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Fault> {
        let Some((head, rest)) = self.rest.split_first_chunk::<4>() else {
            return if self.rest.is_empty() { Ok(None) } else { Err(Fault::damaged("record")) };
        };
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest
            .split_at_checked(length)
            .ok_or_else(|| Fault::damaged(format!("record {kind:#06x}")))?;
        self.rest = rest;
        Ok(Some(Record { kind, data }))
    }

    /// What a record and those that continue it say, part by part.
    pub(super) fn with_continuations(&mut self, record: Record<'a>) -> Vec<&'a [u8]> {
        let mut parts = vec![record.data];
        loop {
            let mut ahead = Self { rest: self.rest };
            match ahead.next() {
                Ok(Some(next)) if next.kind == Record::CONTINUATION => {
                    parts.push(next.data);
                    *self = ahead;
                }
                _ => return parts,
            }
        }
    }
}
