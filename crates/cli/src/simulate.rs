//! `simulate`: a city that is made up, as files, with its truth beside them.

use std::ffi::OsString;
use std::fs::{create_dir_all, read_dir, remove_file};
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};
use talent_domain::Lang;
use talent_simulate::SimulatedCity;
use talent_workspace::{read_file, write_file};

use crate::Outcome;
use crate::args::{Args, SimulateArgs};
use crate::table::line;

/// The file that holds the truth; a folder with it is one of this command.
const TRUTH: &str = "truth.csv";
/// How the title of the truth begins, whatever the seed.
const TITLE: &str = "模拟城市的真实情况（不是模板，不导入）";

/// Writes the files of the city of a seed, and its truth. A folder that holds anything else is wrong input and left as it is; of
/// one written before, files that the new city does not have go away.
pub(crate) fn simulate(args: &Args, request: &SimulateArgs) -> Result<Outcome> {
    let (dir, lang) = (request.dir.as_path(), args.lang());
    let before = names_in(dir)?;
    if !before.is_empty() && !is_own(dir, &before) {
        let problem = lang.pick(
            "文件夹里有别的文件，什么也没写",
            "the folder holds other files; nothing was written",
        );
        tell!("{}：{problem}", dir.display());
        return Ok(Outcome::WrongInput);
    }
    let city = talent_simulate::simulate(request.seed);
    create_dir_all(dir).with_context(|| dir.display().to_string())?;
    for name in before.iter().filter(|name| !city.files.iter().any(|file| *name == file.name)) {
        remove_file(dir.join(name)).with_context(|| dir.join(name).display().to_string())?;
    }
    for file in &city.files {
        write_file(&dir.join(file.name), file.text.as_bytes())?;
    }
    let title = format!("{TITLE}：种子 {}", city.seed);
    write_file(&dir.join(TRUTH), city.truth.to_csv(&title).as_bytes())?;
    line(&what_was_written(&city, dir, lang));
    Ok(Outcome::Done)
}

/// The names in a folder; none of one that is not there.
fn names_in(dir: &Path) -> Result<Vec<OsString>> {
    let entries = match read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| dir.display().to_string())?,
    };
    entries.map(|entry| Ok(entry?.file_name())).collect()
}

/// Whether this command wrote a folder: it holds a truth, and beside it nothing but files of templates.
fn is_own(dir: &Path, names: &[OsString]) -> bool {
    let truth = read_file(&dir.join(TRUTH));
    let is_ours = |name: &OsString| {
        name.to_str()
            .is_some_and(|name| name == TRUTH || talent_simulate::FILE_NAMES.contains(&name))
    };
    truth.is_ok_and(|bytes| bytes.starts_with(TITLE.as_bytes())) && names.iter().all(is_ours)
}

fn what_was_written(city: &SimulatedCity, dir: &Path, lang: Lang) -> String {
    let (files, programmes) = (city.files.len(), city.truth.programmes.len());
    let shown = dir.display();
    match lang {
        Lang::Zh => format!(
            "种子 {} 的模拟城市：{programmes} 个专业，{files} 个文件，真实情况在 {TRUTH}：{shown}",
            city.seed
        ),
        Lang::En => format!(
            "simulated city of seed {}: {programmes} programmes, {files} files, its truth in {TRUTH}: {shown}",
            city.seed
        ),
    }
}
