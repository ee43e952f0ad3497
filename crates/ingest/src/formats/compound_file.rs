//! Compound files, the container of `.xls` and `.et` workbooks. Source: [MS-CFB].

use super::fault::Fault;

/// Numbers of sectors from here on are marks: free, end of a chain.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;
/// Bytes of a sector of the stream that holds short streams.
const SHORT_SECTOR: usize = 64;
/// Shorter streams lie in that stream.
const SHORT_STREAM: u64 = 4096;

/// A compound file. Its parts are read along chains of sectors, which never give more than the file holds.
pub(super) struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// For every sector the one that follows it in its chain.
    next: Vec<u32>,
    directory: Vec<u8>,
}

/// Whether a compound file is the wrapping of a newer workbook that has a password ([MS-OFFCRYPTO]).
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    CompoundFile::open(bytes).is_ok_and(|file| file.has("EncryptedPackage"))
}

/// A stream as the directory has it.
struct Entry {
    first: u32,
    length: u64,
}

impl<'a> CompoundFile<'a> {
    /// Reads the table of sectors and the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let sector_bytes = if bytes.get(30) == Some(&12) { 4096 } else { 512 };
        let mut file = Self { bytes, sector_bytes, next: Vec::new(), directory: Vec::new() };
        file.next = file.allocation_table();
        let first = file.number(48).ok_or_else(|| Fault::damaged("directory"))?;
        file.directory = file.chain(first, u64::MAX)?;
        Ok(file)
    }

    /// Whether the directory has a stream or folder of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(|entry| is_named(entry, name)).is_some()
    }

    /// The content of a stream; `None` if the directory does not have it.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(entry) = self.entry(|entry| is_named(entry, name)) else { return Ok(None) };
        if entry.length >= SHORT_STREAM {
            return self.chain(entry.first, entry.length).map(Some);
        }
        let lost = || Fault::damaged(name);
        // The entry of the root is that of the stream of short streams.
        let root = self.entry(|entry| entry[66] == 5).ok_or_else(lost)?;
        let short = self.chain(root.first, root.length)?;
        let next = self.chain(self.number(60).ok_or_else(lost)?, u64::MAX)?;
        let next: Vec<u32> =
            next.as_chunks::<4>().0.iter().copied().map(u32::from_le_bytes).collect();
        follow(&next, entry.first, entry.length, SHORT_SECTOR, |sector| {
            short.get(sector as usize * SHORT_SECTOR..).unwrap_or_default()
        })
        .map(Some)
    }

    fn entry(&self, is_meant: impl Fn(&[u8]) -> bool) -> Option<Entry> {
        let entry = self.directory.chunks_exact(ENTRY).find(|entry| is_meant(entry))?;
        let number = |at: usize| {
            u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]])
        };
        Some(Entry { first: number(116), length: u64::from(number(120)) })
    }

    /// The content of a chain of sectors, cut at `length` bytes.
    fn chain(&self, first: u32, length: u64) -> Result<Vec<u8>, Fault> {
        follow(&self.next, first, length, self.sector_bytes, |sector| self.sector(sector))
    }

    /// The bytes from a sector on. The header fills a sector of its own, even a large one.
    fn sector(&self, sector: u32) -> &'a [u8] {
        let start = (sector as usize).saturating_add(1).saturating_mul(self.sector_bytes);
        self.bytes.get(start..).unwrap_or_default()
    }

    /// The four bytes at an offset as a number, unless the file ends before them.
    fn number(&self, offset: usize) -> Option<u32> {
        let four = self.bytes.get(offset..offset.checked_add(4)?)?;
        Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }

    /// The numbers that a sector holds.
    fn numbers(&self, sector: u32) -> impl Iterator<Item = u32> {
        let sector = self.sector(sector);
        let numbers = sector.as_chunks::<4>().0.iter().take(self.sector_bytes / 4);
        numbers.copied().map(u32::from_le_bytes)
    }

    /// The table of sectors. Its first 109 are listed in the header, the others in a chain of sectors whose last
    /// number is the next of them.
    fn allocation_table(&self) -> Vec<u32> {
        let most = self.bytes.len() / self.sector_bytes + 1;
        let mut tables: Vec<u32> =
            (0..109).filter_map(|index| self.number(76 + 4 * index)).collect();
        let mut more = self.number(68).unwrap_or(LAST_SECTOR);
        // No more of them than the table of so many sectors needs.
        for _ in 0..most.div_ceil(self.sector_bytes / 4) {
            if more >= LAST_SECTOR {
                break;
            }
            tables.extend(self.numbers(more));
            more = tables.pop().unwrap_or(LAST_SECTOR);
        }
        let tables = tables.into_iter().filter(|sector| *sector < LAST_SECTOR);
        let numbers = tables.flat_map(|sector| self.numbers(sector));
        numbers.take(most).collect()
    }
}

/// The content of a chain, cut at `length` bytes. `at` gives the bytes from a sector on. A chain of more sectors than
/// there are runs in a circle.
fn follow<'b>(
    next: &[u32],
    first: u32,
    length: u64,
    sector_bytes: usize,
    at: impl Fn(u32) -> &'b [u8],
) -> Result<Vec<u8>, Fault> {
    let mut content = Vec::new();
    let (mut sector, mut walked) = (first, 0);
    while sector < LAST_SECTOR && (content.len() as u64) < length {
        let bytes = at(sector);
        walked += 1;
        if bytes.is_empty() || walked > next.len() {
            return Err(Fault::damaged(format!("sector {sector}")));
        }
        content.extend_from_slice(&bytes[..bytes.len().min(sector_bytes)]);
        sector = next.get(sector as usize).copied().unwrap_or(LAST_SECTOR);
    }
    content.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    Ok(content)
}

/// Whether an entry of the directory has this name, whatever the case of its letters.
fn is_named(entry: &[u8], name: &str) -> bool {
    let length = usize::from(u16::from_le_bytes([entry[64], entry[65]]));
    let units = entry[..64].as_chunks::<2>().0.iter().copied().map(u16::from_le_bytes);
    let units: Vec<u16> = units.take((length / 2).saturating_sub(1)).collect();
    String::from_utf16(&units).is_ok_and(|found| found.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_sectors_that_runs_in_a_circle_is_refused() {
        let whole = include_bytes!("../../tests/fixtures/employment.xls");
        let file = CompoundFile::open(whole).ok().unwrap();
        let book = file.stream("workbook").ok().flatten().unwrap();
        assert_eq!(book[..2], [0x09, 0x08]);
        assert!(!file.has("Book") && file.has("Workbook"));
        let word = |at: usize| {
            u32::from_le_bytes([whole[at], whole[at + 1], whole[at + 2], whole[at + 3]]) as usize
        };
        // The table of sectors stands in the first one named by the header, the directory at its own.
        let (table, directory) = (512 * (word(76) + 1), word(48));
        let mut circle = whole.to_vec();
        circle[table + 4 * directory..][..4].copy_from_slice(&(directory as u32).to_le_bytes());
        assert!(CompoundFile::open(&circle).is_err());
        for cut in 0..whole.len() {
            let read = CompoundFile::open(&whole[..cut]).and_then(|file| file.stream("Workbook"));
            assert!(read.is_err() || read.is_ok_and(|book| book.is_none_or(|b| b.len() <= cut)));
        }
    }
}
