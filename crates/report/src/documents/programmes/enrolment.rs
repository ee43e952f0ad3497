//! 六、供需预测, continued: entrants and graduates to come of schools, counties and classes.

use talent_domain::{Group, Year};
use talent_outlook::{EnrolmentOutlook, Outlook};

use crate::document::cells::{cells, expected, or_none, whole};
use crate::document::{Cell, Table};

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
        id: "l26", number: "表6-6", word: "学校", has: |of| matches!(of, Group::School(_))
    },
    Grouping {
        id: "l27",
        number: "表6-7",
        word: "县（市、区）",
        has: |of| matches!(of, Group::County(_)),
    },
    Grouping {
        id: "l28",
        number: "表6-8",
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
    let groups = outlook.enrolment.iter().filter(|group| has(&group.of));
    let rows = groups.map(|group| row(&group.name, group, base));
    let total = row("合计", city, base);
    Table::new(id, format!("{number}　分{word}招生与毕业生预测（{base} 年、{next} 年，人）"))
        .words([word])
        .figures(["在校生", "报到新生", "次年报到新生（预测）", "次年毕业生（预测）"])
        .rows(rows)
        .rows([total])
        .note("预测为期望值，各部分相加等于合计（四舍五入后可能差几人）；括号内为80%区间，区间不能相加。已定的招生计划按计划和历年完成率计。")
}

/// Counts of the base year, and forecasts as means of the draws with their 80 % interval.
fn row(name: &str, group: &EnrolmentOutlook, base: Year) -> [Cell; 5] {
    let [students, entrants] = group.size(base).map(|size| or_none(size, whole));
    cells![
        name,
        students,
        entrants,
        or_none(group.entrants_forecast.first(), expected),
        or_none(group.graduates_forecast.first(), expected),
    ]
}
