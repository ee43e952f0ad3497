//! 六、供需预测, continued: entrants and graduates to come of schools, counties and classes.

use talent_domain::Group;
use talent_outlook::{EnrolmentOutlook, Outlook};

use crate::disclosure::{Shown, sizes_of_groups};
use crate::document::Table;
use crate::wording::figures::{expected, or_none, shown, whole};

/// A table of groups of one kind, which add up to the city.
struct Grouping {
    /// The id of the table, unique within the document.
    id: &'static str,
    /// The number that the caption begins with.
    number: &'static str,
    /// What its groups are.
    word: &'static str,
    /// Whether a group is of this kind.
    has: fn(&Group) -> bool,
}

/// Schools, counties and classes, in the order of their tables.
const GROUPINGS: [Grouping; 3] = [
    Grouping {
        id: "l26", number: "表6-4", word: "学校", has: |of| matches!(of, Group::School(_))
    },
    Grouping {
        id: "l27",
        number: "表6-5",
        word: "县（市、区）",
        has: |of| matches!(of, Group::County(_)),
    },
    Grouping {
        id: "l28",
        number: "表6-6",
        word: "专业类",
        has: |of| matches!(of, Group::Class(_)),
    },
];

/// A table for each kind of group; none for runs of earlier versions, which know no groups.
/// Each has one row per group and the city as its last row.
pub(super) fn enrolment_tables(outlook: &Outlook) -> Vec<Table> {
    let city = outlook.enrolment.iter().find(|group| group.of == Group::City);
    let tables = |city| GROUPINGS.map(|grouping| enrolment_table(outlook, city, &grouping));
    city.map(tables).into_iter().flatten().collect()
}

/// Students and entrants of the base year beside what is expected of the next; the last row is the city.
/// In persons; groups that have not reported the base year have dashes.
fn enrolment_table(outlook: &Outlook, city: &EnrolmentOutlook, grouping: &Grouping) -> Table {
    let Grouping { id, number, word, has } = *grouping;
    let (base, next) = (outlook.meta.base_year, outlook.meta.base_year + 1);
    let groups: Vec<&EnrolmentOutlook> =
        outlook.enrolment.iter().filter(|group| has(&group.of)).collect();
    let sizes = sizes_of_groups(&groups, base);
    let rows = groups.iter().zip(sizes).map(|(group, sizes)| row(&group.name, group, sizes));
    let total = sizes_of_groups(&[city], base).pop().map(|sizes| row("合计", city, sizes));
    Table::new(id, format!("{number}　分{word}招生与毕业生预测（{base} 年、{next} 年，人）"))
        .words([word])
        .figures(["在校生", "报到新生", "次年报到新生（预测）", "次年毕业生（预测）"])
        .rows(rows)
        .rows(total)
        .note("预测为期望值，各部分相加等于合计（四舍五入后可能差几人）；括号内为80%区间，区间不能相加。已定的招生计划按计划和历年完成率计。")
}

/// Counts as disclosure allows them; forecasts are means of the draws with their 80 % interval.
fn row(name: &str, group: &EnrolmentOutlook, sizes: [Shown; 2]) -> [String; 5] {
    let [students, entrants] = sizes.map(|size| shown(size, whole));
    [
        name.to_owned(),
        students,
        entrants,
        or_none(group.entrants_forecast.first(), expected),
        or_none(group.graduates_forecast.first(), expected),
    ]
}
