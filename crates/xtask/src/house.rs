//! `cargo xtask house`: how long functions and files are, as a table, and whether that is within bounds.
//!
//! Each bound has an aim and what is let pass for now. A measure above both fails. To lower what is let pass, run the
//! command: where the table shows less than is let pass, write that figure (or the aim) into [`BOUNDS`]. Once `now`
//! is at most `aim` in every row, `passes` goes away.

mod lengths;
mod measures;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, ensure};

use self::lengths::FileLengths;
use self::measures::Measures;

/// What a size must not exceed.
struct Bound {
    what: &'static str,
    measure: fn(&Measures) -> usize,
    /// What is asked in the end.
    aim: usize,
    /// What is let pass until then.
    passes: usize,
}

/// A function longer than this is too long, in lines.
const LONGEST_FUNCTION: usize = 60;

/// The bounds, in lines of code without tests, over all crates.
const BOUNDS: [Bound; 4] = [
    Bound { what: "functions too long", measure: |m| m.too_long, aim: 0, passes: 0 },
    Bound { what: "functions, nine of ten", measure: |m| m.function_p90, aim: 35, passes: 35 },
    Bound { what: "files, nine of ten", measure: |m| m.file_p90, aim: 400, passes: 400 },
    Bound { what: "files, median", measure: |m| m.file_median, aim: 150, passes: 150 },
];

/// Prints the sizes by crate and checks the bounds.
pub(crate) fn check(root: &Path) -> Result<()> {
    let by_crate = read(root)?;
    let every_file: Vec<&FileLengths> = by_crate.values().flatten().collect();
    println!("{}", Measures::HEADINGS);
    for (name, files) in &by_crate {
        println!("{}", Measures::of(&files.iter().collect::<Vec<_>>(), LONGEST_FUNCTION).row(name));
    }
    let measures = Measures::of(&every_file, LONGEST_FUNCTION);
    println!("{}\n", measures.row("all"));
    for file in &every_file {
        for (name, length) in file.functions.iter().filter(|(_, length)| *length > LONGEST_FUNCTION)
        {
            println!("{length} lines: {name} in {}", file.path);
        }
    }
    println!("{}", bounds_table(&measures, &BOUNDS));
    let broken = broken_bounds(&measures, &BOUNDS);
    ensure!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

/// The files of every crate, by the name of its folder.
fn read(root: &Path) -> Result<BTreeMap<String, Vec<FileLengths>>> {
    let mut by_crate: BTreeMap<String, Vec<FileLengths>> = BTreeMap::new();
    let crates = root.join("crates");
    for path in crate::sources::rust_files(&crates)? {
        let within = path.strip_prefix(&crates)?;
        let mut parts = within.iter().map(|part| part.to_string_lossy());
        if let (Some(name), Some(folder)) = (parts.next(), parts.next())
            && folder == "src"
        {
            let text = std::fs::read_to_string(&path)?;
            let file = FileLengths::of(&within.display().to_string(), &text);
            by_crate.entry(name.into_owned()).or_default().push(file);
        }
    }
    Ok(by_crate)
}

fn bounds_table(measures: &Measures, bounds: &[Bound]) -> String {
    let row = |bound: &Bound| {
        let now = (bound.measure)(measures);
        format!("{:24}{now:>8}{:>8}{:>8}", bound.what, bound.aim, bound.passes)
    };
    let heading = format!("{:24}{:>8}{:>8}{:>8}", "", "now", "aim", "passes");
    std::iter::once(heading).chain(bounds.iter().map(row)).collect::<Vec<_>>().join("\n")
}

/// The bounds that are exceeded, a line each.
fn broken_bounds(measures: &Measures, bounds: &[Bound]) -> Vec<String> {
    let mut broken = Vec::new();
    for Bound { what, measure, aim, passes } in bounds {
        let now = measure(measures);
        if now > *aim.max(passes) {
            broken.push(format!("{what}: {now}, at most {passes} is let pass (aim {aim})"));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(functions: &[usize], files: &[usize]) -> Measures {
        let file = |(position, lines): (usize, &usize)| FileLengths {
            path: String::new(),
            code: *lines,
            lines: *lines,
            docs: 0,
            functions: functions
                .iter()
                .filter(|_| position == 0)
                .map(|length| (String::new(), *length))
                .collect(),
        };
        let files: Vec<FileLengths> = files.iter().enumerate().map(file).collect();
        Measures::of(&files.iter().collect::<Vec<_>>(), LONGEST_FUNCTION)
    }

    #[track_caller]
    fn breaks(functions: &[usize], files: &[usize], expected: &[&str]) {
        let bounds = BOUNDS.map(|bound| Bound { passes: bound.aim, ..bound });
        let broken = broken_bounds(&measures(functions, files), &bounds);
        let what: Vec<&str> = broken.iter().filter_map(|line| line.split(':').next()).collect();
        assert_eq!(what, expected);
    }

    #[test]
    fn each_bound_can_be_broken() {
        let (short, small) = ([10; 20], [100; 20]);
        breaks(&short, &small, &[]);
        breaks(&[&short[..], &[61]].concat(), &small, &["functions too long"]);
        breaks(&[&short[..], &[36; 10]].concat(), &small, &["functions, nine of ten"]);
        breaks(&short, &[&small[..], &[401; 5]].concat(), &["files, nine of ten"]);
        breaks(&short, &[151; 20], &["files, median"]);
    }

    #[test]
    fn what_is_let_pass_passes() {
        let bounds = [Bound { what: "long", measure: |m| m.too_long, aim: 0, passes: 2 }];
        assert!(broken_bounds(&measures(&[61, 70], &[100]), &bounds).is_empty());
        assert_eq!(broken_bounds(&measures(&[61, 70, 80], &[100]), &bounds).len(), 1);
    }
}
