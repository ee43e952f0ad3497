//! R07, R11, R13, J08: figures outside what such figures can be.

use talent_domain::{Level, Measure};

use super::{Blamed, Course, Entry, Ground, Place};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;

/// R07 and R11: monthly pay and length of study, figure by figure.
pub(super) fn check_single(course: &Course<'_>, ground: Ground<'_>, findings: &mut Findings) {
    for entry in course.entries().iter().filter(|entry| entry.is_new) {
        let rule = match entry.of.measure {
            Measure::StartingPay => "R07",
            Measure::ProgrammeLength => "R11",
            _ => continue,
        };
        let [lowest, highest] = ["lowest", "highest"].map(|key| ground.rules.threshold(rule, key));
        if !(lowest..=highest).contains(&entry.of.value) {
            let problem = CourseProblem::Outside {
                rule,
                figure: entry.of.measure,
                value: entry.of.value,
                lowest,
                highest,
            };
            findings.push(Finding::at(entry.of.provenance.cell.clone(), problem));
        }
    }
}

/// R13 and J08: value added beside employment, of one industry.
pub(super) fn check_industry(
    place: &Place<'_, '_>,
    ground: Ground<'_>,
    blamed: &Blamed<'_>,
    findings: &mut Findings,
) {
    let outputs = place.entries().iter().filter(|entry| entry.of.measure == Measure::ValueAdded);
    for output in outputs {
        let year = output.of.year;
        let Some(workers) = place.at(Measure::Employment, year) else { continue };
        let new = [output, workers].into_iter().find(|entry| entry.is_new);
        let Some(new) = new.filter(|_| !blamed.has(output) && !blamed.has(workers)) else {
            continue;
        };
        if let Some(problem) = per_worker(output, workers, ground) {
            findings.push(Finding::at(new.of.provenance.cell.clone(), problem));
        } else if let Some(problem) = opposite(place, output, workers, ground) {
            findings.push(Finding::at(new.of.provenance.cell.clone(), problem));
        }
    }
}

/// R13: output per worker outside what any industry has. Few who work in agriculture are employed in units.
fn per_worker(
    output: &Entry<'_>,
    workers: &Entry<'_>,
    ground: Ground<'_>,
) -> Option<CourseProblem> {
    const YUAN: f64 = 1e8;
    let [lowest, highest, fewest] =
        ["lowest", "highest", "persons"].map(|key| ground.rules.threshold("R13", key));
    let industry = match &output.of.key.industry {
        Level::Code(code) => code.as_str(),
        Level::Total => "",
    };
    if matches!(industry, "A" | "1") || workers.of.value < fewest {
        return None;
    }
    let yuan = output.of.value * YUAN / workers.of.value;
    let is_outside = !(lowest..=highest).contains(&yuan) && output.of.value > 0.0;
    is_outside.then_some(CourseProblem::PerWorker { yuan, lowest, highest })
}

/// J08: output and workers that go far apart in a year.
fn opposite(
    place: &Place<'_, '_>,
    output: &Entry<'_>,
    workers: &Entry<'_>,
    ground: Ground<'_>,
) -> Option<CourseProblem> {
    let least = ground.rules.threshold("J08", "percent");
    let before = output.of.year - 1;
    let change = |now: &Entry<'_>| {
        let before = place.at(now.of.measure, before)?;
        (before.of.value > 0.0).then(|| 100.0 * (now.of.value / before.of.value - 1.0))
    };
    let (output, workers) = (change(output)?, change(workers)?);
    let is_far = output.abs() >= least && workers.abs() >= least && output * workers < 0.0;
    is_far.then_some(CourseProblem::Opposite { output, workers })
}
