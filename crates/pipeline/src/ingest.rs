//! From files to a vintage: files are checked against what is in force, and stored only as a whole
//! and without an error.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Codebook, Observation, TemplateCode, Year};
use talent_ingest::{
    Answers, Checked, CheckedFile, Checking, Finding, InputFile, Rules, RulesError, Severity,
    Unlikely, check_closed, check_files_by, table_of,
};
use talent_workspace::{
    Act, Event, FileRecord, NewFile, NewVintage, OpenVintage, RefusedFile, RefusedTable, Remark,
    VintageRecord, Workspace, WorkspaceError, hash,
};

use crate::arrival::{Arrival, arrivals};
use crate::remarks::{answers_among, remarks_on};

/// Files could not be taken in for a reason that is not in the files.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The workspace failed.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The rules of the workspace cannot be followed.
    #[error(transparent)]
    Rules(#[from] RulesError),
}

/// What came of taking files in.
#[derive(Debug)]
pub struct Ingested {
    /// What was read and noticed.
    pub checked: Checked,
    /// The new vintage; `None` if nothing was stored.
    pub vintage: Option<VintageRecord>,
    /// Whether every file had been taken in before and is in force, so that nothing was left to do.
    pub unchanged: bool,
    /// How many of these files were put back in place of damaged or lost originals.
    pub put_back: usize,
    /// Whether what was said of the findings was kept with the vintage in force, where nothing else was left to do.
    pub remarked: bool,
    /// What is known of each file from before.
    pub arrivals: Vec<Arrival>,
}

/// How files are taken in.
#[derive(Debug, Clone, Copy)]
pub struct Ingestion<'a> {
    /// Whether figures far from the rest of their series are looked for, or have all been confirmed.
    pub unlikely: Unlikely,
    /// What is said of findings before.
    pub answers: &'a Answers,
    /// Why figures of closed periods are changed, which is kept with the vintage; without it they are errors.
    pub correction: Option<&'a str>,
    /// Whether files are only checked.
    pub dry_run: bool,
}

/// The rules that files are checked by: those that are shipped, with the changes in `rules.toml` of the workspace.
///
/// Fails where that file cannot be read or followed.
pub fn rules_of(workspace: &Workspace) -> Result<Rules, IngestError> {
    let changes = workspace.read_text_if_there("rules.toml")?;
    Ok(Rules::parse(changes.as_deref().unwrap_or(""))?)
}

/// Checks files and, unless this is a dry run or a finding is an error, stores them as a new vintage. Nothing is said of
/// findings; see [`ingest_with`].
///
/// `unlikely` says whether figures far from the rest of their series are errors or have been confirmed.
pub async fn ingest(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    unlikely: Unlikely,
    dry_run: bool,
    act: Act<'_>,
) -> Result<Ingested, IngestError> {
    let answers = &Answers::default();
    ingest_with(workspace, files, Ingestion { unlikely, answers, correction: None, dry_run }, act)
        .await
}

/// Checks files by the rules of the workspace and, unless this is a dry run or a finding is an error, stores them as a new
/// vintage, with what is said of the findings, what nobody has explained, and the changed rules; that a file was refused
/// is noted too. If somebody else stores one meanwhile, the files are checked again on top of that.
///
/// What is wrong with the files is no failure: it is in `Ingested::checked`.
pub async fn ingest_with(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    ingestion: Ingestion<'_>,
    act: Act<'_>,
) -> Result<Ingested, IngestError> {
    let rules = rules_of(workspace)?;
    loop {
        let known = Known::read(workspace).await?;
        let (checked, unchanged) = known.check(files, &rules, ingestion);
        let arrivals = known.arrivals(files, &checked);
        let nothing = |checked| Ingested {
            checked,
            vintage: None,
            unchanged,
            put_back: 0,
            remarked: false,
            arrivals,
        };
        if ingestion.dry_run {
            return Ok(nothing(checked));
        }
        if !checked.is_clean() {
            workspace.note_refused(&refused(&checked, known.parent()), act).await?;
            return Ok(nothing(checked));
        }
        let mut remarks = remarks_on(&checked.findings, &rules);
        if let Some(reason) = ingestion.correction {
            remarks.push(Remark { kind: "correction", text: reason.to_owned() });
        }
        if unchanged {
            let put_back = put_back(workspace, files)?;
            let answers = known.news_of(workspace, answers_among(remarks)).await?;
            let remarked = match known.parent().filter(|_| !answers.is_empty()) {
                Some(vintage) => {
                    workspace.remark(vintage, &answers, act).await?;
                    true
                }
                None => false,
            };
            return Ok(Ingested { put_back, remarked, ..nothing(checked) });
        }
        match store(workspace, files, &checked, &remarks, known.parent(), act).await {
            Err(WorkspaceError::Overtaken) => {}
            stored => {
                let vintage = Some(stored?);
                return Ok(Ingested { vintage, unchanged: false, ..nothing(checked) });
            }
        }
    }
}

/// The files that have errors, with what could be read of them.
fn refused(checked: &Checked, vintage: Option<i64>) -> Vec<RefusedFile> {
    let is_error = |finding: &&Finding| finding.severity() == Severity::Error;
    let refused = |file: &CheckedFile| {
        let of_file = |finding: &&Finding| finding.location.file() == file.name;
        let tables: BTreeSet<RefusedTable> = checked
            .observations
            .iter()
            .filter(|o| *o.provenance.cell.file == *file.name)
            .filter_map(|o| {
                let school = o.key.school.code()?.clone();
                Some(RefusedTable { school, table: table_of(o.measure), year: o.year })
            })
            .collect();
        RefusedFile {
            file: file.name.clone(),
            vintage,
            errors: checked.findings.iter().filter(is_error).filter(of_file).count(),
            tables: tables.into_iter().collect(),
        }
    };
    checked.files.iter().map(refused).filter(|refused| refused.errors > 0).collect()
}

/// Puts files that were taken in before back where their originals are damaged or lost; how many.
fn put_back(workspace: &Workspace, files: &[InputFile<'_>]) -> Result<usize, WorkspaceError> {
    let mut put_back = 0;
    for file in files {
        put_back += usize::from(workspace.put_back(file.bytes)?);
    }
    Ok(put_back)
}

/// What the workspace knows before files are taken in.
struct Known {
    /// The newest vintage; none in a new workspace.
    latest: Option<OpenVintage>,
    /// The files that it rests on, the oldest first.
    files: Vec<FileRecord>,
    /// The vintages that it rests on, and itself.
    vintages: Vec<VintageRecord>,
    /// Tables of years that are closed.
    closed: Vec<(TemplateCode, Year)>,
}

impl Known {
    /// Reads the newest vintage with its files.
    async fn read(workspace: &Workspace) -> Result<Self, WorkspaceError> {
        let latest = workspace.latest_vintage().await?;
        let (files, vintages) = match &latest {
            Some(latest) => {
                let id = latest.record.id;
                (workspace.files_of(id).await?, workspace.lineage(id).await?)
            }
            None => Default::default(),
        };
        let closed = workspace.closed_periods().await?;
        let closed = closed.iter().map(|period| (period.table, period.year)).collect();
        Ok(Self { latest, files, vintages, closed })
    }

    /// The number of the vintage that a new one would follow.
    fn parent(&self) -> Option<i64> {
        self.latest.as_ref().map(|vintage| vintage.record.id)
    }

    /// Checks files against what is known, and says whether they would change nothing of it.
    fn check(
        &self,
        files: &[InputFile<'_>],
        rules: &Rules,
        ingestion: Ingestion<'_>,
    ) -> (Checked, bool) {
        let none = Codebook::default();
        let lists = self.latest.as_ref().map_or(&none, |vintage| &vintage.lists);
        let observed = self.observed();
        let Ingestion { unlikely, answers, correction, .. } = ingestion;
        let checking = Checking { rules, answers, unlikely };
        let mut checked = check_files_by(files, lists, observed, checking);
        check_closed(&mut checked, observed, &self.closed, correction);
        // A file that was taken in before may have been overtaken by another since.
        let unchanged = !files.is_empty()
            && files.iter().all(|file| self.holds(file))
            && checked.codebook == *lists
            && are_in_force(&checked.observations, observed);
        (checked, unchanged)
    }

    /// The figures in force.
    fn observed(&self) -> &[Observation] {
        self.latest.as_ref().map_or(&[][..], |latest| latest.panel.observations())
    }

    /// What is known of each file from before.
    fn arrivals(&self, files: &[InputFile<'_>], checked: &Checked) -> Vec<Arrival> {
        arrivals(files, checked, &self.files, &self.vintages, self.observed())
    }

    /// Whether a file of the same content was taken in before, whatever its name.
    fn holds(&self, file: &InputFile<'_>) -> bool {
        let hash = hash(file.bytes);
        self.files.iter().any(|record| record.hash == hash)
    }

    /// Those among remarks that were not made before.
    async fn news_of(
        &self,
        workspace: &Workspace,
        mut remarks: Vec<Remark>,
    ) -> Result<Vec<Remark>, WorkspaceError> {
        if remarks.is_empty() {
            return Ok(remarks);
        }
        let events = workspace.events().await?;
        let of_any = |event: &'_ Event| {
            let said = self.vintages.iter().find_map(|v| Remark::said_of(event, v.id));
            said.map(|said| (event.kind.clone(), said.to_owned()))
        };
        let made: BTreeSet<(String, String)> = events.iter().filter_map(of_any).collect();
        remarks.retain(|remark| !made.contains(&(remark.kind.to_owned(), remark.text.clone())));
        Ok(remarks)
    }
}

/// Stores files that have been checked on top of `parent`.
///
/// Fails with `Overtaken` where somebody else has stored a vintage on the same parent.
async fn store(
    workspace: &Workspace,
    files: &[InputFile<'_>],
    checked: &Checked,
    remarks: &[Remark],
    parent: Option<i64>,
    act: Act<'_>,
) -> Result<VintageRecord, WorkspaceError> {
    let templates: Vec<String> = checked
        .files
        .iter()
        .map(|file| file.templates.iter().map(|code| code.code()).collect::<Vec<_>>().join(" "))
        .collect();
    let new_files: Vec<NewFile<'_>> = files
        .iter()
        .zip(&checked.files)
        .zip(&templates)
        .map(|((input, file), templates)| NewFile {
            name: input.name,
            bytes: input.bytes,
            templates,
            rows: file.rows.data,
        })
        .collect();
    let observations = checked.observations.clone();
    let new = NewVintage { parent, files: &new_files, observations, lists: &checked.codebook };
    workspace.commit_with(new, remarks, act).await
}

/// Whether each of the figures stands in the store with the same value. A figure is known by its
/// key, measure and year.
fn are_in_force(figures: &[Observation], observed: &[Observation]) -> bool {
    let identity = |o: &Observation| (o.key.clone(), o.measure, o.year);
    let stored: BTreeMap<_, f64> = observed.iter().map(|o| (identity(o), o.value)).collect();
    figures.iter().all(|figure| stored.get(&identity(figure)) == Some(&figure.value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ACT: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "王芳" };
    const LISTS: [(&str, &str); 3] = [
        ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141002,尧都区\n"),
        (
            "C2.csv",
            "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n720201,护理,护理类,医药\n",
        ),
        (
            "C1.csv",
            "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\nXA01,甲校,中职,141002\n",
        ),
    ];
    const T1: &str = "学校代码,专业代码,届别,毕业生数\nXA01,720201,2022,58\nXA01,720201,2023,580\n";
    const T2: &str = "学校代码,专业代码,学年,实际招生,报到人数\nXA01,720201,2020,600,600\nXA01,720201,2022,600,600\n";

    async fn take_in(
        workspace: &Workspace,
        name: &str,
        text: &str,
        said: [&[&str]; 2],
    ) -> Ingested {
        let mut answers = Answers::default();
        said[0].iter().try_for_each(|text| answers.confirm(text)).unwrap();
        said[1].iter().try_for_each(|text| answers.explain(text)).unwrap();
        let unlikely = Unlikely::Refuse { this_year: 2026 };
        let ingestion = Ingestion { unlikely, answers: &answers, correction: None, dry_run: false };
        let lists = LISTS.map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
        let mut files = lists.to_vec();
        files.push(InputFile { name, bytes: text.as_bytes() });
        ingest_with(workspace, &files, ingestion, ACT).await.unwrap()
    }

    /// What was said of a vintage, as `kind: text`.
    async fn remarks(workspace: &Workspace, vintage: i64) -> Vec<String> {
        let line = |event: &Event| {
            let text = Remark::said_of(event, vintage)?;
            assert_eq!((event.actor.as_str(), event.at.as_str()), (ACT.by, ACT.at));
            Some(format!("{}: {text}", event.kind))
        };
        workspace.events().await.unwrap().iter().filter_map(line).collect()
    }

    #[tokio::test]
    async fn what_was_said_of_findings_is_kept_with_the_vintage() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
        let refused = take_in(&workspace, "T1.csv", T1, [&[], &[]]).await;
        assert!(refused.vintage.is_none() && !refused.checked.is_clean());
        let taken = take_in(&workspace, "T1.csv", T1, [&["T1.csv!D3"], &["T04=并校"]]).await;
        assert_eq!(taken.vintage.unwrap().id, 1);
        assert_eq!(remarks(&workspace, 1).await, ["confirm: T04 T1.csv D3：并校"]);
        // A caution goes in without an explanation, which is kept, and may be made up for.
        assert_eq!(take_in(&workspace, "T2.csv", T2, [&[], &[]]).await.vintage.unwrap().id, 2);
        assert_eq!(remarks(&workspace, 2).await, ["unexplained: T01×1"]);
        let again = take_in(&workspace, "T2.csv", T2, [&[], &["T2.csv!D3=停办一年"]]).await;
        assert!(again.vintage.is_none() && again.remarked);
        let said = remarks(&workspace, 2).await;
        assert_eq!(said, ["unexplained: T01×1", "explain: T01 T2.csv D3：停办一年"]);
        // Neither the same again nor the same under another name makes anything new.
        for (name, explained) in [("T2.csv", &[][..]), ("T2.csv", &["T2.csv!D3=停办一年"])] {
            let nothing = take_in(&workspace, name, T2, [&[], explained]).await;
            assert!(nothing.unchanged && !nothing.remarked && nothing.vintage.is_none());
        }
        let renamed = take_in(&workspace, "T2 最终.csv", T2, [&[], &[]]).await;
        assert!(renamed.unchanged && renamed.vintage.is_none());
        assert_eq!(remarks(&workspace, 2).await, said);
    }

    #[tokio::test]
    async fn the_rules_of_the_workspace_are_followed_and_noted() {
        let folder = tempfile::tempdir().unwrap();
        let rules = |text: &str| [("rules.toml", text.as_bytes().to_vec())];
        let workspace =
            Workspace::init(folder.path(), &rules("[T04]\ntimes = 20\n")).await.unwrap();
        assert!(take_in(&workspace, "T1.csv", T1, [&[], &[]]).await.vintage.is_some());
        assert_eq!(remarks(&workspace, 1).await, ["rules: T04.times=20"]);
        let other = tempfile::tempdir().unwrap();
        let wrong = Workspace::init(other.path(), &rules("[T04]\ntime = 20\n")).await.unwrap();
        let error = rules_of(&wrong).unwrap_err().to_string();
        assert!(error.contains("第 2 行") && error.contains("times"), "{error}");
    }

    /// What taking a file in says: findings, figures, and whether anything is new.
    fn said(ingested: &Ingested) -> (String, Vec<Observation>, bool) {
        let checked = &ingested.checked;
        (format!("{:?}", &checked.findings[..]), checked.observations.clone(), ingested.unchanged)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        /// A dry run says what the real one says after it, and changes nothing.
        #[test]
        fn a_dry_run_says_what_the_real_one_does(
            files in prop::collection::vec(
                prop::collection::vec((2016..2027, "[0-9]{1,3}|-|六十|1,2|5.5|"), 1..6),
                1..4,
            ),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let folder = tempfile::tempdir().unwrap();
                let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
                take_in(&workspace, "T2.csv", T2, [&[], &[]]).await;
                let answers = &Answers::default();
                for rows in files {
                    let rows = rows.iter().map(|(year, text)| {
                        format!("XA01,720201,{year},\"{text}\"\n")
                    });
                    let text = format!("学校代码,专业代码,学年,报到人数\n{}", rows.collect::<String>());
                    let file = [InputFile { name: "a.csv", bytes: text.as_bytes() }];
                    let ingestion = |dry_run| {
                        let unlikely = Unlikely::Refuse { this_year: 2026 };
                        Ingestion { unlikely, answers, correction: None, dry_run }
                    };
                    let before = workspace.latest_vintage().await.unwrap().unwrap();
                    let dry = ingest_with(&workspace, &file, ingestion(true), ACT).await.unwrap();
                    let after = workspace.latest_vintage().await.unwrap().unwrap();
                    prop_assert!(dry.vintage.is_none());
                    prop_assert_eq!(before.record.id, after.record.id);
                    prop_assert_eq!(before.panel.observations(), after.panel.observations());
                    let real = ingest_with(&workspace, &file, ingestion(false), ACT).await.unwrap();
                    prop_assert_eq!(said(&dry), said(&real));
                    prop_assert_eq!(real.vintage.is_some(), dry.checked.is_clean() && !dry.unchanged);
                }
                Ok(())
            })?;
        }
    }
}
