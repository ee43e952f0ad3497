//! Cities with small counts: files of templates with every count of persons divided.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use talent_domain::{Breakdown, Lang, Measure};

/// Columns of T1 and T2 that are divided, with what they measure. Graduates are the sum of their destinations.
const COUNTS: [(&str, Measure); 15] = [
    ("毕业生数", Measure::Graduates),
    ("直接就业", Measure::DirectJobs),
    ("升学", Measure::FurtherStudy),
    ("参军", Measure::Army),
    ("待就业", Measure::Seeking),
    ("暂不就业", Measure::NotSeeking),
    ("对口调查人数", Measure::MatchSurveyed),
    ("对口就业", Measure::MatchedJobs),
    ("本市就业", Measure::LocalJobs),
    ("起薪样本数", Measure::PaySample),
    ("实际招生", Measure::Admitted),
    ("报到人数", Measure::Registered),
    ("在校生(一年级)", Measure::EnrolledGrade1),
    ("在校生(二年级)", Measure::EnrolledGrade2),
    ("在校生(三年级)", Measure::EnrolledGrade3),
];

/// A programme at a school in a year.
pub(crate) type Place = (String, String, i32);

/// The identity of the workspace, which the rounding draws from: with another one the closest bound is another (README of
/// the crate of disclosure).
const KEY: &str = "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592";

/// A new workspace with [`KEY`].
fn make_workspace(root: &Path) {
    let files = talent_pipeline::starter_files(KEY).unwrap();
    let extras: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        talent_workspace::Workspace::init(root, &extras).await.unwrap().close().await;
    });
}

/// A city whose workspace holds a published run.
pub(crate) struct City {
    pub(crate) name: String,
    folder: tempfile::TempDir,
    /// The true counts.
    truth: BTreeMap<Place, BTreeMap<Measure, f64>>,
    /// County of each school.
    pub(crate) counties: BTreeMap<String, String>,
    /// Category of each programme, by its name.
    pub(crate) categories: BTreeMap<String, String>,
    /// Name of each school.
    pub(crate) schools: BTreeMap<String, String>,
}

/// A count of one to four persons that nobody may find out: the sum of some parts of a place.
#[derive(Debug, Clone)]
pub(crate) struct Secret {
    pub(crate) place: Place,
    /// What is added up.
    pub(crate) measures: Vec<Measure>,
    /// Measures that are taken off.
    pub(crate) less: Vec<Measure>,
}

impl City {
    /// The demonstration with all counts of persons divided by so many.
    pub(crate) fn demonstration(by: f64) -> Self {
        let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
        let files = ["linfen", "linfen-simulated"].map(|set| csv_files(&sets.join(set))).concat();
        Self::new(format!("demonstration by {by}"), &files, by)
    }

    /// A simulated city, the same.
    pub(crate) fn simulated(seed: u64, by: f64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = folder.path().join("files");
        let seed_text = seed.to_string();
        talent(folder.path(), &["simulate", "--seed", &seed_text, files.to_str().unwrap()]);
        std::fs::remove_file(files.join("truth.csv")).unwrap();
        Self::new(format!("simulated city {seed} by {by}"), &csv_files(&files), by)
    }

    fn new(name: String, files: &[PathBuf], by: f64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inputs = folder.path().join("files");
        std::fs::create_dir(&inputs).unwrap();
        let mut city = Self {
            name,
            truth: BTreeMap::new(),
            counties: BTreeMap::new(),
            categories: BTreeMap::new(),
            schools: BTreeMap::new(),
            folder,
        };
        let mut names = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            let name = file.file_name().unwrap().to_str().unwrap();
            let text = city.take_in(&text, by);
            std::fs::write(inputs.join(name), text).unwrap();
            names.push(inputs.join(name).to_str().unwrap().to_owned());
        }
        make_workspace(&city.root());
        let mut ingest = vec!["ingest", "-w", "city", "--confirm-jumps"];
        ingest.extend(names.iter().map(String::as_str));
        talent(city.folder.path(), &ingest);
        talent(city.folder.path(), &["run", "-w", "city"]);
        city
    }

    /// The folder of the workspace.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("city")
    }

    /// A count as it was reported; nobody where it was not.
    pub(crate) fn true_count(&self, (school, programme, year): &Place, measure: Measure) -> f64 {
        // Codes of former catalogues are shown with the year of the catalogue.
        let code = programme.rsplit('-').next().unwrap_or_default();
        let place = (school.clone(), code.to_owned(), *year);
        self.truth.get(&place).and_then(|counts| counts.get(&measure)).copied().unwrap_or(0.0)
    }

    /// Notes what a file says, and gives its text with counts divided.
    fn take_in(&mut self, text: &str, by: f64) -> String {
        let mut lines = text.lines();
        let (Some(title), Some(head)) = (lines.next(), lines.next()) else {
            return text.to_owned();
        };
        let heads: Vec<&str> = head.split(',').collect();
        let column = |name: &str| heads.iter().position(|head| *head == name);
        let is_counted = title.starts_with("T1 ") || title.starts_with("T2 ");
        let mut out = format!("{title}\n{head}\n");
        for line in lines {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if is_counted {
                let count = |cells: &[String], name: &str| -> Option<f64> {
                    cells[column(name)?].parse().ok()
                };
                let mut counts: BTreeMap<Measure, f64> = BTreeMap::new();
                for (name, measure) in COUNTS {
                    if let Some(persons) = count(&cells, name) {
                        counts.insert(measure, (persons / by).round());
                    }
                }
                consistent(&mut counts);
                for (name, measure) in COUNTS {
                    if let Some(at) = column(name).filter(|_| counts.contains_key(&measure)) {
                        cells[at] = counts[&measure].to_string();
                    }
                }
                let known = |measure: Measure| counts.get(&measure).copied().unwrap_or(0.0);
                for breakdown in Breakdown::ALL {
                    // Everybody is in the first part: which it is, only the city's totals tell.
                    let local =
                        if breakdown == Breakdown::Area { known(Measure::LocalJobs) } else { 0.0 };
                    let mut rest = known(breakdown.whole()) - local;
                    let own =
                        breakdown.parts().iter().filter(|part| Breakdown::of(**part).is_some());
                    for at in own.filter_map(|part| column(&part.name(Lang::Zh).replace('元', "")))
                    {
                        if !cells[at].is_empty() {
                            cells[at] = std::mem::take(&mut rest).to_string();
                        }
                    }
                }
                let year = column("届别").or(column("学年")).unwrap();
                let key = |name| cells[column(name).unwrap()].clone();
                let place = (key("学校代码"), key("专业代码"), cells[year].parse().unwrap());
                self.truth.entry(place).or_default().extend(counts);
            } else if title.starts_with("C1 ") {
                let code = cells[column("学校代码").unwrap()].clone();
                self.counties.insert(code.clone(), cells[column("地区代码").unwrap()].clone());
                self.schools.insert(code, cells[column("学校名称").unwrap()].clone());
            } else if title.starts_with("C2 ") {
                let code = cells[column("专业代码").unwrap()].clone();
                self.categories.insert(code, cells[column("专业大类名称").unwrap()].clone());
            }
            out.push_str(&cells.join(","));
            out.push('\n');
        }
        out
    }

    /// Every count of one to four persons: measures, parts that can be worked out from them, and complements of rates.
    pub(crate) fn small_counts(&self) -> Vec<Secret> {
        use Measure::{
            Admitted, Army, DirectJobs, EnrolledGrade1, EnrolledGrade2, EnrolledGrade3,
            FurtherStudy, Graduates, LocalJobs, MatchSurveyed, MatchedJobs, Registered,
        };
        let is_small = |persons: f64| (1.0..=4.0).contains(&persons);
        let mut secrets = Vec::new();
        for (place, counts) in &self.truth {
            let mut add = |measures: Vec<Measure>, less: Vec<Measure>| {
                let sum = |of: &[Measure]| -> Option<f64> {
                    of.iter().map(|measure| counts.get(measure).copied()).sum()
                };
                if let (Some(more), Some(off)) = (sum(&measures), sum(&less))
                    && is_small(more - off)
                {
                    secrets.push(Secret { place: place.clone(), measures, less });
                }
            };
            for measure in counts.keys() {
                add(vec![*measure], vec![]);
            }
            let grades = vec![EnrolledGrade1, EnrolledGrade2, EnrolledGrade3];
            add(grades, vec![]);
            add(vec![MatchSurveyed], vec![MatchedJobs]);
            add(vec![DirectJobs], vec![LocalJobs]);
            add(vec![Admitted], vec![Registered]);
            let settled = vec![DirectJobs, FurtherStudy, Army];
            add(vec![Graduates], settled);
            add(vec![Graduates], vec![FurtherStudy]);
        }
        secrets
    }
}

/// Counts that were rounded one by one are made to fit each other again.
fn consistent(counts: &mut BTreeMap<Measure, f64>) {
    if counts.contains_key(&Measure::Graduates) {
        let sum = Measure::DESTINATIONS.iter().filter_map(|measure| counts.get(measure)).sum();
        counts.insert(Measure::Graduates, sum);
    }
    for (part, whole) in [
        (Measure::MatchSurveyed, Measure::DirectJobs),
        (Measure::MatchedJobs, Measure::MatchSurveyed),
        (Measure::LocalJobs, Measure::DirectJobs),
        (Measure::PaySample, Measure::DirectJobs),
        (Measure::Registered, Measure::Admitted),
    ] {
        if let (Some(&least), Some(most)) = (counts.get(&part), counts.get(&whole).copied()) {
            counts.insert(part, least.min(most));
        }
    }
}

fn csv_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect();
    files.sort();
    files
}

/// What a command of the product says; it has to go well.
pub(crate) fn talent(folder: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_talent"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&stdout).into_owned();
    assert!(status.success(), "{arguments:?}: {said}{}", String::from_utf8_lossy(&stderr));
    said
}
