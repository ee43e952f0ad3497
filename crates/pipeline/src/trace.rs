use std::collections::BTreeSet;

use talent_domain::{CellRef, Codebook, IndustryCode, Lang, Level, ProgrammeCode, TemplateCode};
use talent_outlook::{GraduatesOf, Meta, Outlook, WarningRecord};
use talent_panel::Panel;
use talent_warning::Signal;

use crate::destinations::ids_of_group;
use crate::facts::Facts;

/// One figure that a finding rests on, down to its cell.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TraceLine {
    /// The signal or use that it serves.
    pub used_for: String,
    /// What it measures.
    pub measure: String,
    /// Of whom.
    pub of: String,
    /// When.
    pub year: i32,
    /// How much.
    pub value: f64,
    /// In what unit.
    pub unit: String,
    /// The file.
    pub file: String,
    /// The sheet; none in a CSV file.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: String,
    /// The publication.
    pub source: String,
    /// 真实 or 模拟.
    pub nature: String,
}

/// What a run was made from.
#[derive(Debug, Clone, Copy)]
pub struct Origins<'a> {
    /// The figures of its vintage.
    pub panel: &'a Panel,
    /// The lists of its vintage.
    pub codes: &'a Codebook,
    /// What it says of itself.
    pub meta: &'a Meta,
}

/// The figures that a warning rests on, signal by signal; under the signal of the balance also the rows of
/// lists and parameters that its demand goes through.
pub fn trace(origins: Origins<'_>, warning: &WarningRecord, lang: Lang) -> Vec<TraceLine> {
    warning
        .evidence
        .iter()
        .flat_map(|evidence| {
            let signal = evidence.reading.signal;
            let used_for = format!("{} {}", signal.code(), signal.name(lang));
            let mut lines = trace_ids(origins.panel, &evidence.ids, &used_for, lang);
            if signal == Signal::F3 {
                lines.extend(trace_lists(origins, &warning.programme, &used_for, lang));
            }
            lines
        })
        .collect()
}

/// What stands behind the figures that pages and documents give of a subject that is no warning: an industry
/// (`B`, `total`), a school, county or class of programmes by its code, a category by its name, or the `city`: where
/// its graduates went, and its students, entrants and graduates by year. Its title and the figures; none if there
/// is no such subject.
pub fn trace_subject(
    origins: Origins<'_>,
    outlook: &Outlook,
    id: &str,
    lang: Lang,
) -> Option<(String, Vec<TraceLine>)> {
    let Origins { panel, codes, meta } = origins;
    if let Some(industry) = outlook.industry(id) {
        let used_for = lang.pick("从业人员与产出", "employment and output");
        return Some((industry.title(), trace_ids(panel, &industry.ids, used_for, lang)));
    }
    let group = outlook.destinations.iter().find(|group| match &group.of {
        GraduatesOf::City => id == "city",
        GraduatesOf::School(school) => school.as_str() == id,
        GraduatesOf::Category(name) => name == id,
    });
    let enrolment = outlook.enrolment.iter().find(|group| group.of.code() == id);
    let name = group.map(|group| &group.name).or(enrolment.map(|group| &group.name))?;
    let mut lines = Vec::new();
    let mut told: BTreeSet<u32> = BTreeSet::new();
    let mut tell = |ids: &[u32], zh, en| {
        let new: Vec<u32> = ids.iter().copied().filter(|id| told.insert(*id)).collect();
        lines.extend(trace_ids(panel, &new, lang.pick(zh, en), lang));
    };
    if let Some(group) = group {
        let facts = Facts::new(panel, codes, &meta.region, meta.level);
        let (graduates, sizes) = ids_of_group(&facts, meta.base_year, &group.of);
        tell(&graduates, "毕业去向与就业质量", "destinations and their quality");
        tell(&sizes, "专业布局", "programmes and size");
    }
    if let Some(enrolment) = enrolment {
        tell(&enrolment.ids, "历年招生与在校生", "students and entrants by year");
    }
    let title = if *name == id || id == "city" { name.clone() } else { format!("{id} {name}") };
    Some((title, lines))
}

/// Rows of lists that the gap of a programme goes through: what it was in former catalogues (C10), the links of its class (C5, C9), the
/// staffing pattern, workers and parameters of linked occupations (C8, P5, P1), rising retirement ages (P2), and
/// projects and closures in the industries it serves (P3). A cell is the first of its row.
fn trace_lists(
    Origins { codes, meta, .. }: Origins<'_>,
    programme: &ProgrammeCode,
    used_for: &str,
    lang: Lang,
) -> Vec<TraceLine> {
    let base = meta.base_year.number();
    let until = base + i32::from(meta.horizon);
    let class = programme.class();
    let mut lines = Vec::new();
    let mut push =
        |list: TemplateCode, of: String, year: i32, value: f64, unit: &str, at: &CellRef| {
            lines.push(TraceLine {
                used_for: used_for.to_owned(),
                measure: list.title(lang),
                of,
                year,
                value,
                unit: unit.to_owned(),
                file: at.file.to_string(),
                sheet: at.sheet.as_deref().map(str::to_owned),
                cell: at.address(),
                source: lang.pick("见该行的来源栏", "as its row states").to_owned(),
                nature: lang.pick("名单或参数", "list or parameter").to_owned(),
            });
        };
    let percent = |share: f64| 100.0 * share;
    for row in codes.former_programmes.iter().filter(|row| row.programme == *programme) {
        let of = format!("{} {}", row.former, row.name);
        push(TemplateCode::C10, of, row.until, percent(row.share), "%", &row.cell);
    }
    let mut industries = Vec::new();
    let staffed =
        |industry: &IndustryCode| codes.staffing.iter().any(|row| row.industry == *industry);
    for row in codes.bridge.iter().filter(|row| row.class == class && !staffed(&row.industry)) {
        let of = format!("{class} {}", row.industry);
        push(TemplateCode::C5, of, base, f64::from(row.rank), lang.pick("次序", "rank"), &row.cell);
        industries.push(&row.industry);
    }
    let links = codes.occupation_classes.iter().filter(|link| link.class == class);
    for link in links.filter(|link| link.holds_in(base)) {
        let occupation = &link.occupation;
        let of = format!("{occupation} {class}");
        push(TemplateCode::C9, of, base, percent(link.weight), "%", &link.cell);
        for row in codes.staffing.iter().filter(|row| row.occupation == *occupation) {
            let of = format!("{} {occupation}", row.industry);
            push(TemplateCode::C8, of, base, percent(row.share), "%", &row.cell);
            industries.push(&row.industry);
        }
        for row in codes.occupation_workers.iter().filter(|row| row.occupation == *occupation) {
            let unit = lang.pick("人", "persons");
            push(TemplateCode::P5, occupation.clone(), base, row.workers, unit, &row.cell);
        }
        if let Some(entry) = codes.occupations.get(occupation) {
            push(
                TemplateCode::P1,
                occupation.clone(),
                base,
                percent(entry.exit_rate),
                "%",
                &entry.cell,
            );
        }
    }
    let rising = codes.retirement.iter().filter(|row| (base..=until).contains(&row.year));
    for row in rising {
        push(
            TemplateCode::P2,
            row.group.clone(),
            row.year,
            row.age,
            lang.pick("岁", "years"),
            &row.cell,
        );
    }
    let within = |year: i32| base < year && year <= until;
    let events = codes.events.iter().filter(|e| e.region == meta.region && within(e.year));
    for event in events.filter(|event| industries.contains(&&event.industry)) {
        let of = format!("{} {}", event.industry, event.name);
        push(
            TemplateCode::P3,
            of,
            event.year,
            event.posts,
            lang.pick("人", "persons"),
            &event.cell,
        );
    }
    lines
}

/// Figures by id, down to their cells. An id that the panel does not have is left out.
pub fn trace_ids(panel: &Panel, ids: &[u32], used_for: &str, lang: Lang) -> Vec<TraceLine> {
    let mut lines: Vec<TraceLine> = ids
        .iter()
        .filter_map(|&id| panel.observation(id))
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

fn push<C: std::fmt::Display>(parts: &mut Vec<String>, level: &Level<C>) {
    parts.extend(level.code().map(ToString::to_string));
}
