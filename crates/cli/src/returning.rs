//! What goes back to senders: their own workbooks with what was found, and what is known of a file from before.

use std::path::{Path, PathBuf};

use anyhow::Result;
use talent_domain::Lang;
use talent_ingest::{Checked, InputFile, MAX_BYTES, is_returned, read_sheets, returned_workbook};
use talent_pipeline::{Arrival, Earlier};
use talent_workspace::write_file;

use crate::args::Args;
use crate::table::wrote;

/// Where the workbook of each file goes: one file to the path itself, several into the folder of that name. `None` if
/// the path cannot be that.
pub(crate) fn targets(to: &Path, files: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let is_workbook = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    match files {
        [_] if is_workbook => Some(vec![to.to_owned()]),
        _ if is_workbook => None,
        _ => Some(in_folder(to, files)),
    }
}

/// A file in a folder for each of the files; those that would be called the same keep their endings too.
fn in_folder(to: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let names: Vec<String> = files.iter().map(|file| named(file)).collect();
    let is_alone = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    let whole = |file: &Path| file.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = |(file, name): (&PathBuf, &String)| match whole(file) {
        Some(whole) if !is_alone(name) => format!("{whole}-校验.xlsx"),
        _ => name.clone(),
    };
    files.iter().zip(&names).map(|pair| to.join(name(pair))).collect()
}

/// The name of the file that goes back for another: `a.csv` is `a-校验.xlsx`.
fn named(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // What went back before and came again keeps its name.
    let stem = stem.strip_suffix("-校验").unwrap_or(&stem);
    format!("{stem}-校验.xlsx")
}

/// Whether something is at a path that must not be lost: a file to be read, or any but one that went back before.
pub(crate) fn is_taken(target: &Path, files: &[PathBuf]) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    if !target.exists() {
        return false;
    }
    files.iter().any(|file| real(file) == real(target))
        || !talent_workspace::read_file_within(target, MAX_BYTES)
            .is_ok_and(|bytes| went_back(&bytes))
}

/// Whether a workbook went back to its sender.
fn went_back(bytes: &[u8]) -> bool {
    read_sheets("a.xlsx", bytes).is_ok_and(|sheets| sheets.iter().any(is_returned))
}

/// What to say of a path that cannot be that.
pub(crate) fn wanted(lang: Lang) -> &'static str {
    lang.pick(
        "--return：一个文件写 .xlsx 文件名；几个文件写文件夹",
        "--return: name an .xlsx for one file, a folder for several",
    )
}

/// Writes the workbook of each file, and says which of them is not the sender's own.
pub(crate) fn send_back(
    args: &Args,
    contents: &[(String, Vec<u8>)],
    checked: &Checked,
    targets: &[PathBuf],
) -> Result<()> {
    let lang = args.lang();
    for ((name, bytes), target) in contents.iter().zip(targets) {
        let file = InputFile { name, bytes };
        let returned = returned_workbook(file, &checked.findings, lang)?;
        write_file(target, &returned.bytes)?;
        wrote(args, target);
        if !returned.is_own {
            tell!(
                "{name}：{}",
                lang.pick(
                    "不能在原件上标注，已用读到的内容另做一个 XLSX",
                    "cannot be marked itself: the workbook was made of what was read"
                )
            );
        }
    }
    Ok(())
}

/// Says which explanations of senders are of nothing that was found, and what is known of each file from before.
pub(crate) fn tell_of(checked: &Checked, arrivals: &[Arrival], lang: Lang) {
    for explanation in &checked.explanations {
        let sheet = explanation.sheet.as_deref().map(|sheet| format!("[{sheet}]"));
        let place: Vec<String> = [sheet, explanation.cell.clone()].into_iter().flatten().collect();
        tell!(
            "{} {} {}：{}：{}",
            explanation.rule,
            explanation.file,
            place.join(" "),
            lang.pick(
                "这个问题已改掉或已变，情况说明没有用上",
                "explained, but not found any more or not the same"
            ),
            explanation.text
        );
    }
    for arrival in arrivals {
        if let Some(same) = &arrival.same {
            tell!("{}", same_text(&arrival.file, same, lang));
        }
        for superseded in &arrival.supersedes {
            let (earlier, figures, changed) =
                (&superseded.earlier, superseded.figures, superseded.changed);
            let (file, came) = (&arrival.file, came(earlier, lang));
            tell!(
                "{}",
                match (figures, lang) {
                    (0, Lang::Zh) =>
                        format!("{file}：从名称看是{came}的另一版，但没有相同的数字，请核对"),
                    (0, Lang::En) => format!(
                        "{file}: by its name another version of {came}, but none of its figures is the same one; please check"
                    ),
                    (_, Lang::Zh) => format!(
                        "{file}：{figures} 个数字在{came}中报过，其中 {changed} 个有改动，以本次为准"
                    ),
                    (_, Lang::En) => format!(
                        "{file}: {figures} figures were in {came}; {changed} of them have changed, and this file stands"
                    ),
                }
            );
            if superseded.omitted > 0 && figures > 0 {
                let omitted = superseded.omitted;
                tell!(
                    "{}",
                    match lang {
                        Lang::Zh => format!(
                            "{file}：另有 {omitted} 个数字上次报过、本次没有，仍按上次；确要撤销的，先用 talent undo 撤回上次导入，再报本次"
                        ),
                        Lang::En => format!(
                            "{file}: {omitted} figures of it are not in this file and stand as they were; to withdraw them, undo that ingestion first (talent undo)"
                        ),
                    }
                );
            }
        }
    }
}

fn same_text(file: &str, same: &Earlier, lang: Lang) -> String {
    let came = came(same, lang);
    match lang {
        Lang::Zh => format!("{file}：与{came}内容完全相同"),
        Lang::En => format!("{file}: the same, to the byte, as {came}"),
    }
}

/// Which file it was, and when it came.
fn came(earlier: &Earlier, lang: Lang) -> String {
    let Earlier { name, vintage, at, by } = earlier;
    let by = if by.is_empty() { lang.pick("不详", "unknown") } else { by };
    match lang {
        Lang::Zh => format!("“{name}”（{at} {by} 入库，数据版本 {vintage}）"),
        Lang::En => format!("`{name}` (taken in {at} by {by}, vintage {vintage})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_place_of_its_own() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let of = |to: &str, files: &[&str]| targets(Path::new(to), &paths(files));
        assert_eq!(of("x.xlsx", &["a.csv"]), Some(paths(&["x.xlsx"])));
        assert_eq!(of("x.xlsx", &["a.csv", "b.csv"]), None);
        assert_eq!(of("x", &["a/a.csv"]), Some(paths(&["x/a-校验.xlsx"])));
        assert_eq!(
            of("x", &["a.csv", "a.xlsx", "b-校验.xlsx"]),
            Some(paths(&["x/a.csv-校验.xlsx", "x/a.xlsx-校验.xlsx", "x/b-校验.xlsx"]))
        );
    }
}
