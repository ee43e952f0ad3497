//! F6, F6B and F6C: teachers and equipment beside what the standard of secondary vocational schools asks for.

use talent_domain::{Measure, Origins};
use talent_facts::{Facts, GRADES};
use talent_warning::{Counted, Counts, Figure};

use super::{Group, Member, TracedFigure};

/// F6: students per full-time teacher.
pub(super) fn students_per_teacher(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    quotient(group, member, &GRADES, &[Measure::ProgrammeTeachers])
}

/// F6B: value of teaching equipment, yuan per student.
pub(super) fn equipment_per_student(
    group: &Group<'_>,
    member: &Member<'_>,
) -> Option<TracedFigure> {
    quotient(group, member, &[Measure::EquipmentValue], &GRADES)
}

/// F6C: dual-qualified among full-time teachers.
pub(super) fn dual_qualified(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    quotient(group, member, &[Measure::DualQualifiedTeachers], &[Measure::ProgrammeTeachers])
}

/// A sum of measures over another one in the year, over those places of the subject that state both; not read where none
/// does, or there is nothing to divide by.
fn quotient(
    group: &Group<'_>,
    member: &Member<'_>,
    above: &[Measure],
    below: &[Measure],
) -> Option<TracedFigure> {
    let Group { facts, year, .. } = *group;
    let facts: &Facts<'_> = facts;
    let (mut counts, mut figures) = (Counts::default(), Vec::new());
    for place in facts.places_of_subject(member.subject) {
        let sums = [above, below].map(|measures| facts.sum_of(&[place], measures));
        let [Some(above), Some(below)] = sums else { continue };
        let Some((count, of)) = above.series.at(year).zip(below.series.at(year)) else { continue };
        counts = counts + Counts { count, of };
        figures.extend(above.ids_of(year).chain(below.ids_of(year)));
    }
    let figure = Figure::Counted(Counted { value: counts.rate()?, counts, falling: false });
    Some(TracedFigure { figure, origins: Origins::of_figures(figures) })
}
