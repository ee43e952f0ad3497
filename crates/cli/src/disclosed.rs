//! What `show` prints as JSON: a programme or a school as the run found it, with `null` for every figure about persons
//! that [`talent_report::disclosure`] withholds.

use anyhow::Result;
use serde_json::Value;
use talent_outlook::{EnrolmentOutlook, ExpectedPoint, Outlook, ProgrammeOutlook, Quality};
use talent_report::disclosure::{
    Shown, ShownHistory, count, history_of_group, history_of_programme, mean, parts_of_total, rate,
    sizes_of_sites,
};

/// A programme with its schools.
///
/// Schools are withheld beside each other, as they add up to the programme; a rate is withheld by hiding numerator and
/// denominator.
pub(crate) fn programme_json(outlook: &Outlook, programme: &ProgrammeOutlook) -> Result<Value> {
    let mut json = serde_json::to_value(programme)?;
    let history = history_of_programme(outlook, programme);
    withhold_history(&mut json, &history);
    let newest = history.graduates.last().copied().unwrap_or(Shown::Withheld);
    withhold_quality(&mut json["quality"], &programme.quality, newest);
    let sizes = sizes_of_sites(&programme.sites.iter().collect::<Vec<_>>());
    let graduates: Vec<_> =
        programme.sites.iter().map(|site| Some(site.quality.graduates)).collect();
    let graduates = parts_of_total(&graduates);
    for (i, (site, [students, entrants])) in programme.sites.iter().zip(sizes).enumerate() {
        let json = &mut json["sites"][i];
        withhold(&mut json["students"], students);
        withhold(&mut json["entrants"], entrants);
        withhold_quality(&mut json["quality"], &site.quality, graduates[i]);
        withhold_expected(&mut json["entrants_forecast"], &site.entrants_forecast);
        withhold_expected(&mut json["graduates_forecast"], &site.graduates_forecast);
    }
    for (i, figure) in programme.rates.iter().enumerate() {
        for part in ["count", "of"] {
            withhold(&mut json["rates"][i][part], rate(figure.count, figure.of));
        }
    }
    Ok(json)
}

/// A school, a county or a class.
/// Its past is withheld beside that of its siblings, which add up to the city.
pub(crate) fn group_json(outlook: &Outlook, group: &EnrolmentOutlook) -> Result<Value> {
    let mut json = serde_json::to_value(group)?;
    withhold_history(&mut json, &history_of_group(outlook, group));
    withhold_expected(&mut json["entrants_forecast"], &group.entrants_forecast);
    withhold_expected(&mut json["graduates_forecast"], &group.graduates_forecast);
    Ok(json)
}

/// Puts `null` in the place of a figure that may not be shown.
/// A bound such as “below five” becomes `null` as well: JSON has numbers or nothing.
fn withhold(json: &mut Value, figure: Shown) {
    if !figure.is_value() {
        *json = Value::Null;
    }
}

/// `history` has one entry per point of each series, in the order of the points in `json`.
fn withhold_history(json: &mut Value, history: &ShownHistory) {
    for (name, figures) in [
        ("students", &history.students),
        ("entrants", &history.entrants),
        ("graduates", &history.graduates),
    ] {
        for (i, figure) in figures.iter().enumerate() {
            withhold(&mut json[name][i]["value"], *figure);
        }
    }
}

/// Counts and mean pay of graduates; its rates are none of fewer than ten persons already.
/// `graduates` is what may be shown of their number beside the other parts of its total.
fn withhold_quality(json: &mut Value, quality: &Quality, graduates: Shown) {
    withhold(&mut json["graduates"], graduates);
    withhold(&mut json["persons"], count(quality.persons));
    withhold(&mut json["starting_pay"], mean(quality.starting_pay, quality.pay_answers));
    withhold(&mut json["pay_answers"], quality.pay_answers.map_or(Shown::Withheld, count));
}

/// What is expected of each year to come.
/// `json` is a list with one object per point, in the order of `points`.
fn withhold_expected(json: &mut Value, points: &[ExpectedPoint]) {
    for (i, point) in points.iter().enumerate() {
        withhold(&mut json[i]["expected"], count(point.expected));
    }
}
