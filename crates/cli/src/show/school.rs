//! One school: its students and what is to come, by programme.

use talent_domain::{Lang, Year};
use talent_outlook::{Doubt, DoubtKind, EnrolmentOutlook, ExpectedPoint, Outlook};
use talent_report::doubt_text;
use talent_report::figures::{expected, or_none, whole};

use crate::table::{aligned, line};

/// Prints the programmes of the school and their sum.
pub(super) fn print(outlook: &Outlook, school: &EnrolmentOutlook, lang: Lang) {
    let (code, base) = (school.of.code(), outlook.meta.base_year);
    line(&format!("{code} {}", school.name));
    let mut rows: Vec<Vec<String>> = outlook
        .programmes_of(code)
        .map(|(programme, site)| {
            vec![
                format!("{} {}", programme.code, programme.name),
                whole(site.students),
                whole(site.entrants),
                next(&site.entrants_forecast),
                next(&site.graduates_forecast),
            ]
        })
        .collect();
    let [students, entrants] = school.size(base).map(|size| or_none(size, whole));
    rows.push(vec![
        lang.pick("合计", "all").to_owned(),
        students,
        entrants,
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
