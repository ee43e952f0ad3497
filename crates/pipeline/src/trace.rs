use talent_domain::{Lang, Level};
use talent_outlook::WarningRecord;
use talent_panel::Panel;

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

/// The figures that a warning rests on, signal by signal.
pub fn trace(panel: &Panel, warning: &WarningRecord, lang: Lang) -> Vec<TraceLine> {
    warning
        .evidence
        .iter()
        .flat_map(|evidence| {
            let signal = evidence.reading.signal;
            let used_for = format!("{} {}", signal.code(), signal.name(lang));
            trace_ids(panel, &evidence.ids, &used_for, lang)
        })
        .collect()
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
