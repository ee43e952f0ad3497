//! Back from what is shown to the cells it was taken from, along the origins that figures carry.
//!
//! An origin is a position in the panel or a row of a list; either leads to one cell of one file,
//! with the publication that it came from.

mod proposal;

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{CellRef, Codebook, Lang, Level, ListRow, Origins, SchoolCode, TemplateCode};
use talent_outlook::{Meta, Outlook, WarningRecord};
use talent_panel::Panel;

pub use self::proposal::trace_proposal;

/// One figure or list row that a finding rests on, down to its cell.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TraceLine {
    /// The signal or use that it serves; empty where only figures were asked for.
    pub used_for: String,
    /// What it measures.
    pub measure: String,
    /// Codes of the school, programme, industry and occupation that it is of; else the region.
    pub of: String,
    /// The school whose figure it is; none of a figure or list row of no school.
    #[serde(skip)]
    pub school: Option<SchoolCode>,
    /// Its year; of a list row without one, the base year.
    pub year: i32,
    /// How much.
    pub value: f64,
    /// In what unit.
    pub unit: String,
    /// The file.
    pub file: String,
    /// The sheet; none in a CSV file.
    pub sheet: Option<String>,
    /// The cell; of a list row the first one.
    pub cell: String,
    /// The publication.
    pub source: String,
    /// 真实 or 模拟.
    pub nature: String,
}

/// The figures and lists of the vintage that a run was made from, to look origins up in.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The figures of its vintage.
    pub panel: &'a Panel,
    /// The lists of its vintage.
    pub codes: &'a Codebook,
    /// What the run says of itself.
    pub meta: &'a Meta,
}

/// The figures and list rows that a warning rests on, signal by signal, then rule by rule, and what
/// speaks against a surplus.
///
/// In the order of the evidence; a figure that serves two signals is listed under both.
pub fn trace(sources: Sources<'_>, warning: &WarningRecord, lang: Lang) -> Vec<TraceLine> {
    let of_signals = warning.evidence.iter().flat_map(|evidence| {
        let signal = evidence.reading.signal;
        let used_for = format!("{} {}", signal.code(), signal.name(lang));
        sources.lines(&evidence.origins, &used_for, lang)
    });
    let of_rules = warning.statutory.iter().flat_map(|rule| {
        let used_for = format!("{} {}", lang.pick("法定", "statutory"), rule.rule);
        sources.lines(&rule.all_origins(), &used_for, lang)
    });
    let against = warning.counterevidence.iter().filter_map(|evidence| {
        let used_for = lang.pick("过剩核对", "check of a surplus");
        sources.row_line(evidence.row()?, used_for, lang)
    });
    of_signals.chain(of_rules).chain(against).collect()
}

/// What stands behind the figures that pages and documents give of a subject that is no warning: an industry
/// (`B`, `total`), a school, county or class of programmes by its code, a category by its name, or the `city`: where
/// its graduates went, and its students, entrants and graduates by year. Its title and the figures; none if there
/// is no such subject.
pub fn trace_subject(
    sources: Sources<'_>,
    outlook: &Outlook,
    id: &str,
    lang: Lang,
) -> Option<(String, Vec<TraceLine>)> {
    if let Some(industry) = outlook.industry(id) {
        let used_for = lang.pick("从业人员与产出", "employment and output");
        return Some((industry.title(), sources.lines(&industry.origins, used_for, lang)));
    }
    let destinations = outlook.destinations.iter().find(|group| group.of.code() == id);
    let enrolment = outlook.enrolment.iter().find(|group| group.of.code() == id);
    let name = destinations.map(|group| &group.name).or(enrolment.map(|group| &group.name))?;
    let mut parts: Vec<(&Origins, &str)> = Vec::new();
    if let Some(group) = destinations {
        let quality = lang.pick("毕业去向与就业质量", "destinations and their quality");
        parts.push((&group.origins, quality));
        parts.push((&group.size_origins, lang.pick("专业布局", "programmes and size")));
    }
    let by_year = lang.pick("历年招生与在校生", "students and entrants by year");
    parts.extend(enrolment.map(|group| (&group.origins, by_year)));
    let title = if *name == id || id == "city" { name.clone() } else { format!("{id} {name}") };
    Some((title, sources.lines_once(&parts, lang)))
}

/// The figures among origins, down to their cells.
pub fn trace_figures(panel: &Panel, origins: &Origins, lang: Lang) -> Vec<TraceLine> {
    figure_lines(panel, &origins.figures, "", lang)
}

/// A trace as one school is shown it: its own figures as it reported them, all others as the public is shown them.
///
/// `reported` and `public` are the same trace for the bureau and for the public.
pub fn trace_of_school(
    reported: Vec<TraceLine>,
    public: Vec<TraceLine>,
    school: &SchoolCode,
) -> Vec<TraceLine> {
    let is_own = |line: &TraceLine| line.school.as_ref() == Some(school);
    let place = |line: &TraceLine| {
        let TraceLine { used_for, measure, file, sheet, cell, .. } = line;
        (used_for.clone(), measure.clone(), file.clone(), sheet.clone(), cell.clone())
    };
    let mut shown: BTreeMap<_, TraceLine> =
        public.into_iter().map(|line| (place(&line), line)).collect();
    let line = |line: TraceLine| {
        let public = shown.remove(&place(&line));
        if is_own(&line) { Some(line) } else { public }
    };
    reported.into_iter().filter_map(line).collect()
}

impl Sources<'_> {
    /// Every origin as a line: figures first, then rows of lists.
    fn lines(&self, origins: &Origins, used_for: &str, lang: Lang) -> Vec<TraceLine> {
        let mut lines = figure_lines(self.panel, &origins.figures, used_for, lang);
        lines.extend(origins.rows.iter().filter_map(|row| self.row_line(*row, used_for, lang)));
        lines
    }

    /// The same for several uses, each figure under the first of them.
    fn lines_once(&self, parts: &[(&Origins, &str)], lang: Lang) -> Vec<TraceLine> {
        let mut told: BTreeSet<u32> = BTreeSet::new();
        let mut lines = Vec::new();
        for (origins, used_for) in parts {
            let figures = origins.figures.iter().copied().filter(|id| told.insert(*id));
            let figures: Vec<u32> = figures.collect();
            lines.extend(figure_lines(self.panel, &figures, used_for, lang));
        }
        lines
    }

    /// A row of a list as a line; none if the list does not have it.
    fn row_line(&self, row: ListRow, used_for: &str, lang: Lang) -> Option<TraceLine> {
        let shown = shown_row(self.codes, row, self.meta.base_year.number(), lang)?;
        Some(TraceLine {
            used_for: used_for.to_owned(),
            measure: row.list.title(lang),
            of: shown.of,
            school: None,
            year: shown.year,
            value: shown.value,
            unit: shown.unit.to_owned(),
            file: shown.cell.file.to_string(),
            sheet: shown.cell.sheet.as_deref().map(str::to_owned),
            cell: shown.cell.address(),
            source: shown
                .source
                .unwrap_or(lang.pick("该行没有注明来源", "its row states none"))
                .to_owned(),
            nature: lang.pick("名单或参数", "list or parameter").to_owned(),
        })
    }
}

/// What a trace shows of a list row: what it is of, its main figure with year and unit, its first
/// cell, and the publication where the row names one.
struct ShownRow<'a> {
    of: String,
    year: i32,
    value: f64,
    unit: &'static str,
    cell: &'a CellRef,
    source: Option<&'a str>,
}

impl<'a> ShownRow<'a> {
    /// A row that names no publication.
    fn new(of: String, year: i32, value: f64, unit: &'static str, cell: &'a CellRef) -> Self {
        Self { of, year, value, unit, cell, source: None }
    }

    /// The same with the publication that the row names, if it names one.
    fn from(self, source: &'a str) -> Self {
        Self { source: Some(source).filter(|source| !source.is_empty()), ..self }
    }
}

/// The main figure of a list row; rows without a year of their own are shown under the base year.
///
/// `None` for a list that no figure is taken from, and for a row beyond its end. Shares are shown
/// in per cent.
fn shown_row(codes: &Codebook, row: ListRow, base: i32, lang: Lang) -> Option<ShownRow<'_>> {
    let at = row.row as usize;
    let shown = ShownRow::new;
    let percent = |of, year, share: f64, cell| shown(of, year, 100.0 * share, "%", cell);
    Some(match row.list {
        TemplateCode::C5 => {
            let link = codes.bridge.get(at)?;
            let of = format!("{} {}", link.class, link.industry);
            shown(of, base, f64::from(link.rank), lang.pick("次序", "rank"), &link.cell)
        }
        TemplateCode::C6 => {
            let rule = codes.rules.get(at)?;
            let of = format!("{} {}", rule.id, rule.clause());
            shown(of, base, 1.0, lang.pick("适用", "applied"), &rule.cell).from(&rule.source)
        }
        TemplateCode::C7 => {
            let row = codes.controls.get(at)?;
            let of = format!("{} {}", row.programme, row.list);
            shown(of, base, 1.0, lang.pick("列入", "listed"), &row.cell).from(&row.source)
        }
        TemplateCode::C8 => {
            let row = codes.staffing.get(at)?;
            percent(format!("{} {}", row.industry, row.occupation), base, row.share, &row.cell)
        }
        TemplateCode::C9 => {
            let link = codes.occupation_classes.get(at)?;
            percent(format!("{} {}", link.occupation, link.class), base, link.weight, &link.cell)
        }
        TemplateCode::C10 => {
            let row = codes.former_programmes.get(at)?;
            percent(format!("{} {}", row.former, row.name), row.until, row.share, &row.cell)
        }
        TemplateCode::C11 => {
            let row = codes.shortages.get(at)?;
            let of = format!("{} {}", row.name, row.quarter);
            let unit = lang.pick("位次", "rank");
            shown(of, row.quarter.year, f64::from(row.rank), unit, &row.cell).from(&row.source)
        }
        _ => return shown_parameter(codes, row, base, lang),
    })
}

/// The same for lists of parameters (P1 to P5, P7).
fn shown_parameter(codes: &Codebook, row: ListRow, base: i32, lang: Lang) -> Option<ShownRow<'_>> {
    let at = row.row as usize;
    let persons = lang.pick("人", "persons");
    Some(match row.list {
        TemplateCode::P1 => {
            let (code, entry) = codes.occupations.iter().nth(at)?;
            ShownRow::new(code.clone(), base, 100.0 * entry.exit_rate, "%", &entry.cell)
        }
        TemplateCode::P2 => {
            let row = codes.retirement.get(at)?;
            ShownRow::new(row.group.clone(), row.year, row.age, lang.pick("岁", "years"), &row.cell)
        }
        TemplateCode::P3 => {
            let event = codes.events.get(at)?;
            let of = format!("{} {} {}", event.region, event.industry, event.name);
            ShownRow::new(of, event.year, event.posts, persons, &event.cell).from(&event.source)
        }
        TemplateCode::P4 => {
            let row = codes.ages.get(at)?;
            let industry = row.industry.as_ref().map_or("合计", |code| code.as_str());
            let of = format!("{industry} {}–{}", row.ages.0, row.ages.1);
            ShownRow::new(of, base, row.workers, persons, &row.cell)
        }
        TemplateCode::P5 => {
            let row = codes.occupation_workers.get(at)?;
            ShownRow::new(row.occupation.clone(), base, row.workers, persons, &row.cell)
        }
        TemplateCode::P7 => {
            let row = codes.neighbours.get(at)?;
            let of = codes.region_name(&row.region).to_owned();
            ShownRow::new(of, base, 100.0 * row.counted, "%", &row.cell).from(&row.source)
        }
        _ => return None,
    })
}

/// Observations by position, down to their cells. A position that the panel does not have is left out.
///
/// Sorted by measure, subject and year.
fn figure_lines(panel: &Panel, figures: &[u32], used_for: &str, lang: Lang) -> Vec<TraceLine> {
    let observations = figures.iter().filter_map(|&id| panel.observation(id));
    let mut lines: Vec<TraceLine> = observations
        .map(|observation| {
            let (key, from) = (&observation.key, &observation.provenance);
            let mut of = Vec::new();
            push(&mut of, &key.school);
            push(&mut of, &key.programme);
            push(&mut of, &key.industry);
            push(&mut of, &key.occupation);
            if of.is_empty() {
                of.push(key.region.to_string());
            }
            TraceLine {
                used_for: used_for.to_owned(),
                measure: observation.measure.name(lang).to_owned(),
                of: of.join(" "),
                school: key.school.code().cloned(),
                year: observation.year.number(),
                value: observation.value,
                unit: observation.measure.unit().symbol(lang).to_owned(),
                file: from.cell.file.to_string(),
                sheet: from.cell.sheet.as_deref().map(str::to_owned),
                cell: from.cell.address(),
                source: from.source.to_string(),
                nature: from.nature.name(lang).to_owned(),
            }
        })
        .collect();
    lines.sort_by(|a, b| (&a.measure, &a.of, a.year).cmp(&(&b.measure, &b.of, b.year)));
    lines
}

/// Adds the code of one part of a key; a total has none.
fn push<C: std::fmt::Display>(parts: &mut Vec<String>, level: &Level<C>) {
    parts.extend(level.code().map(ToString::to_string));
}

#[cfg(test)]
mod tests {
    use talent_domain::{
        AgeRow, BridgeRow, ControlRow, EventRow, FormerRow, NeighbourRow, OccupationClassRow,
        OccupationEntry, OccupationWorkers, ProgrammeClass, ProgrammeCode, Quarter, RegionCode,
        RetirementRow, RuleRow, ShortageRow, StaffingRow, Status,
    };
    use talent_facts::small_city::{cell, industry};

    use super::*;

    /// Lists whose rows figures are taken from.
    const TRACED: [TemplateCode; 13] = [
        TemplateCode::C5,
        TemplateCode::C6,
        TemplateCode::C7,
        TemplateCode::C8,
        TemplateCode::C9,
        TemplateCode::C10,
        TemplateCode::C11,
        TemplateCode::P1,
        TemplateCode::P2,
        TemplateCode::P3,
        TemplateCode::P4,
        TemplateCode::P5,
        TemplateCode::P7,
    ];

    /// One row in every list.
    fn lists() -> Codebook {
        let programme = || ProgrammeCode::new("710201").unwrap();
        let class = || ProgrammeClass::new("7102").unwrap();
        let (occupation, name) = (|| "2-02".to_owned(), || "程序员".to_owned());
        Codebook {
            bridge: vec![BridgeRow {
                class: class(),
                industry: industry("I"),
                rank: 1,
                status: Status::Read,
                cell: cell("C5"),
            }],
            rules: vec![RuleRow {
                id: "R1".to_owned(),
                region: "全国".to_owned(),
                education: "职业院校".to_owned(),
                metric: "毕业去向落实率".to_owned(),
                condition: "< 60 %".to_owned(),
                operator: "<".to_owned(),
                threshold: "60".to_owned(),
                unit: "%".to_owned(),
                window: "当年".to_owned(),
                action: "调减".to_owned(),
                level: "黄".to_owned(),
                year: "2024".to_owned(),
                source: String::new(),
                cell: cell("C6"),
            }],
            controls: vec![ControlRow {
                programme: programme(),
                list: "控制".to_owned(),
                source: String::new(),
                cell: cell("C7"),
            }],
            staffing: vec![StaffingRow {
                industry: industry("I"),
                occupation: occupation(),
                name: name(),
                share: 0.5,
                drift: 1.0,
                cell: cell("C8"),
            }],
            occupation_classes: vec![OccupationClassRow {
                occupation: occupation(),
                class: class(),
                weight: 1.0,
                from: None,
                until: None,
                cell: cell("C9"),
            }],
            former_programmes: vec![FormerRow {
                former: ProgrammeCode::former(2010, "090100").unwrap(),
                name: "计算机应用".to_owned(),
                until: 2021,
                programme: programme(),
                share: 1.0,
                cell: cell("C10"),
            }],
            shortages: vec![ShortageRow {
                occupation: occupation(),
                name: name(),
                quarter: Quarter { year: 2022, quarter: 4 },
                rank: 1,
                source: String::new(),
                cell: cell("C11"),
            }],
            ..parameters(occupation(), name())
        }
    }

    /// One row in every list of parameters.
    fn parameters(occupation: String, name: String) -> Codebook {
        let entry = OccupationEntry {
            name: name.clone(),
            exit_rate: 0.03,
            level_share: 0.5,
            cell: cell("P1"),
        };
        Codebook {
            occupations: [(occupation.clone(), entry)].into(),
            retirement: vec![RetirementRow {
                group: "男".to_owned(),
                year: 2025,
                age: 60.5,
                share: 0.5,
                cell: cell("P2"),
            }],
            events: vec![EventRow {
                region: RegionCode::new("141002").unwrap(),
                industry: industry("I"),
                year: 2025,
                name: "数据中心".to_owned(),
                posts: 120.0,
                probability: 0.8,
                source: "市发改委 2024".to_owned(),
                cell: cell("P3"),
            }],
            ages: vec![AgeRow {
                industry: None,
                ages: (20, 29),
                workers: 900.0,
                exits: None,
                cell: cell("P4"),
            }],
            occupation_workers: vec![OccupationWorkers {
                occupation,
                name,
                workers: 300.0,
                cell: cell("P5"),
            }],
            neighbours: vec![NeighbourRow {
                region: RegionCode::new("140100").unwrap(),
                counted: 0.05,
                going: 0.15,
                ground: "跟踪调查".to_owned(),
                source: String::new(),
                cell: cell("P7"),
            }],
            ..Codebook::default()
        }
    }

    #[test]
    fn a_row_of_every_list_that_figures_are_taken_from_is_shown_with_its_cell() {
        let codes = lists();
        for list in TRACED {
            let shown = shown_row(&codes, ListRow { list, row: 0 }, 2023, Lang::Zh);
            let shown = shown.unwrap_or_else(|| panic!("{} is not shown", list.code()));
            assert_eq!(&*shown.cell.file, list.code());
            assert!(shown_row(&codes, ListRow { list, row: 1 }, 2023, Lang::Zh).is_none());
        }
    }

    #[test]
    fn a_project_of_a_county_is_shown_with_its_posts_its_year_and_its_source() {
        let codes = lists();
        let row = ListRow { list: TemplateCode::P3, row: 0 };
        let shown = shown_row(&codes, row, 2023, Lang::Zh).unwrap();
        assert_eq!(
            (shown.of.as_str(), shown.year, shown.value),
            ("141002 I 数据中心", 2025, 120.0)
        );
        assert_eq!(shown.source, Some("市发改委 2024"));
    }
}
