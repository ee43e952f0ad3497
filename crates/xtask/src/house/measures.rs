//! The sizes of many files in a few figures.

use super::lengths::FileLengths;

/// Sizes of a set of files, in lines; functions and files without their tests.
#[derive(Debug)]
pub(super) struct Measures {
    functions: usize,
    function_median: usize,
    /// Nine of ten functions are at most this long.
    pub(super) function_p90: usize,
    longest_function: usize,
    /// Functions above the longest that is allowed.
    pub(super) too_long: usize,
    files: usize,
    pub(super) file_median: usize,
    /// Nine of ten files are at most this long.
    pub(super) file_p90: usize,
    longest_file: usize,
    /// Share of lines that are documentation, per cent.
    docs: usize,
}

impl Measures {
    /// The headings of [`Self::row`].
    pub(super) const HEADINGS: &'static str =
        "crate       functions  p50  p90  max  >60   files  p50  p90  max   docs%";

    /// Measures files, with functions above `longest` counted as too long.
    pub(super) fn of(files: &[&FileLengths], longest: usize) -> Self {
        let functions = files.iter().flat_map(|file| &file.functions).map(|function| function.1);
        let functions = sorted(functions);
        let codes = sorted(files.iter().map(|file| file.code));
        let lines: usize = files.iter().map(|file| file.lines).sum();
        let docs: usize = files.iter().map(|file| file.docs).sum();
        Self {
            functions: functions.len(),
            function_median: at_share(&functions, 5),
            function_p90: at_share(&functions, 9),
            longest_function: functions.last().copied().unwrap_or(0),
            too_long: functions.iter().filter(|length| **length > longest).count(),
            files: codes.len(),
            file_median: at_share(&codes, 5),
            file_p90: at_share(&codes, 9),
            longest_file: codes.last().copied().unwrap_or(0),
            docs: (100 * docs).checked_div(lines).unwrap_or(0),
        }
    }

    /// One line of the table.
    pub(super) fn row(&self, name: &str) -> String {
        format!(
            "{name:12}{:>9}{:>5}{:>5}{:>5}{:>5}{:>8}{:>5}{:>5}{:>5}{:>8}",
            self.functions,
            self.function_median,
            self.function_p90,
            self.longest_function,
            self.too_long,
            self.files,
            self.file_median,
            self.file_p90,
            self.longest_file,
            self.docs
        )
    }
}

fn sorted(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut lengths: Vec<usize> = lengths.collect();
    lengths.sort_unstable();
    lengths
}

/// The length that `tenths` of ten do not exceed, 0 if there are none.
fn at_share(sorted: &[usize], tenths: usize) -> usize {
    sorted.get(sorted.len() * tenths / 10).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_off_the_sorted_lengths() {
        let lengths = sorted([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].into_iter());
        assert_eq!((at_share(&lengths, 5), at_share(&lengths, 9)), (5, 9));
        assert_eq!(at_share(&[], 9), 0);
    }
}
