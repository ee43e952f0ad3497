//! Compound files, the container of `.xls` and `.et` workbooks. Source: [MS-CFB].

/// Numbers of sectors from here on are marks: free, end of a chain.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// Whether a chain of sectors of a compound file runs in a circle: the reader would follow it until the
/// machine has no memory left. Anything else that is damaged is left to the reader.
pub(super) fn has_endless_chain(bytes: &[u8]) -> bool {
    runs_in_circle(&CompoundFile::of(bytes).allocation_table())
}

struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
}

impl<'a> CompoundFile<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let sector_bytes = if bytes.get(30) == Some(&12) { 4096 } else { 512 };
        Self { bytes, sector_bytes }
    }

    /// The four bytes at an offset as a number, unless the file ends before them.
    fn number(&self, offset: usize) -> Option<u32> {
        let four = self.bytes.get(offset..offset.checked_add(4)?)?;
        Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }

    /// The numbers that a sector holds. The header fills a sector of its own, even a large one.
    fn numbers(&self, sector: u32) -> impl Iterator<Item = u32> {
        let start = (sector as usize).saturating_add(1).saturating_mul(self.sector_bytes);
        (0..self.sector_bytes / 4)
            .map_while(move |index| self.number(start.saturating_add(4 * index)))
    }

    /// For every sector the one that follows it in its chain. The first 109 sectors of the table are listed in
    /// the header, the others in a chain of sectors whose last number is the next of them.
    fn allocation_table(&self) -> Vec<u32> {
        let most = self.bytes.len() / self.sector_bytes + 1;
        let mut tables: Vec<u32> =
            (0..109).filter_map(|index| self.number(76 + 4 * index)).collect();
        let mut more = self.number(68).unwrap_or(LAST_SECTOR);
        for _ in 0..most {
            if more >= LAST_SECTOR {
                break;
            }
            tables.extend(self.numbers(more));
            more = tables.pop().unwrap_or(LAST_SECTOR);
        }
        let tables = tables.into_iter().filter(|sector| *sector < LAST_SECTOR).take(most);
        tables.flat_map(|sector| self.numbers(sector)).collect()
    }
}

/// Each sector is walked from once; one met again on the same walk closes a circle.
fn runs_in_circle(next: &[u32]) -> bool {
    let mut walked = vec![0_usize; next.len()];
    (0..next.len()).any(|first| {
        let (walk, mut sector) = (first + 1, first);
        while walked[sector] == 0 {
            walked[sector] = walk;
            match usize::try_from(next[sector]) {
                Ok(to) if to < next.len() => sector = to,
                _ => return false,
            }
        }
        walked[sector] == walk
    })
}

#[cfg(test)]
mod tests {
    use super::super::workbook::read_xls;
    use super::*;

    #[test]
    fn a_chain_of_sectors_that_runs_in_a_circle_is_refused() {
        let whole = include_bytes!("../../tests/fixtures/employment.xls");
        assert!(!has_endless_chain(whole));
        let word = |at: usize| {
            u32::from_le_bytes([whole[at], whole[at + 1], whole[at + 2], whole[at + 3]]) as usize
        };
        // The table of sectors stands in the first one named by the header, the directory at its own.
        let (table, directory) = (512 * (word(76) + 1), word(48));
        let mut circle = whole.to_vec();
        circle[table + 4 * directory..][..4].copy_from_slice(&(directory as u32).to_le_bytes());
        assert!(has_endless_chain(&circle));
        let finding = read_xls(&"a.xls".into(), &circle).unwrap_err();
        assert_eq!(finding.problem.code(), "F01");
        for cut in 0..whole.len() {
            has_endless_chain(&whole[..cut]);
        }
    }
}
