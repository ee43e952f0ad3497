//! One school: its students and what is to come, by programme.
//!
//! Counts too small to be published are hidden here as everywhere, and so is a second one where the total would
//! give the first away.

use talent_domain::{Lang, Year};
use talent_outlook::{Doubt, DoubtKind, EnrolmentOutlook, ExpectedPoint, Outlook};
use talent_report::disclosure::{Shown, sizes_of_groups, sizes_of_programmes};
use talent_report::doubt_text;
use talent_report::figures::{expected, or_none, shown, whole};

use crate::table::{aligned, line};

/// Prints the programmes of the school and their sum.
pub(super) fn print(outlook: &Outlook, school: &EnrolmentOutlook, lang: Lang) {
    let (code, base) = (school.of.code(), outlook.meta.base_year);
    line(&format!("{code} {}", school.name));
    let sizes = sizes_of_programmes(outlook, code).into_iter();
    let mut rows: Vec<Vec<String>> = sizes
        .map(|(programme, site, [students, entrants])| {
            vec![
                format!("{} {}", programme.code, programme.name),
                shown(students, whole),
                shown(entrants, whole),
                next(&site.entrants_forecast),
                next(&site.graduates_forecast),
            ]
        })
        .collect();
    let [students, entrants] = size_of_school(outlook, school);
    rows.push(vec![
        lang.pick("合计", "all").to_owned(),
        shown(students, whole),
        shown(entrants, whole),
        next(&school.entrants_forecast),
        next(&school.graduates_forecast),
    ]);
    line(&aligned(&headings(base, lang).each_ref().map(String::as_str), &rows));
    for doubt in outlook.doubts.iter().filter(|doubt| is_late(doubt, &school.name)) {
        line(&doubt_text(&doubt.kind, lang));
    }
}

/// Whether a doubt says that the school has not reported.
fn is_late(doubt: &Doubt, name: &str) -> bool {
    matches!(&doubt.kind, DoubtKind::SchoolLate { school, .. } if school == name)
}

/// Students and entrants of the school in the base year, as they may be shown among all schools.
fn size_of_school(outlook: &Outlook, school: &EnrolmentOutlook) -> [Shown; 2] {
    let schools: Vec<&EnrolmentOutlook> = outlook.schools().collect();
    let sizes = sizes_of_groups(&schools, outlook.meta.base_year);
    let of_school = schools.iter().zip(sizes).find(|(other, _)| other.of == school.of);
    of_school.map_or([Shown::Withheld; 2], |(_, sizes)| sizes)
}

/// The first year of a forecast, with its 80 % interval.
fn next(points: &[ExpectedPoint]) -> String {
    or_none(points.first(), expected)
}

/// The headings: the base year, then the year to come.
fn headings(base: Year, lang: Lang) -> [String; 5] {
    let coming = base + 1;
    match lang {
        Lang::Zh => [
            "专业".to_owned(),
            format!("{base} 年在校生"),
            format!("{base} 年报到"),
            format!("{coming} 年报到预测（80%区间）"),
            format!("{coming} 年毕业预测（80%区间）"),
        ],
        Lang::En => [
            "programme".to_owned(),
            format!("students {base}"),
            format!("entrants {base}"),
            format!("entrants {coming} (80 %)"),
            format!("graduates {coming} (80 %)"),
        ],
    }
}
