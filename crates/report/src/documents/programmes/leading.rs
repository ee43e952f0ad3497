//! 五、产业与专业对接, continued: the leading industries of the city, each in four parts — how it stands and where it goes, whom
//! it needs, who is trained for it, what follows.

use talent_domain::Lang;
use talent_outlook::{IndustryOutlook, Outlook, Point, ProgrammeOutlook};
use talent_warning::Course;

use super::demand::is_refilled;
use super::industries::by_size;
use crate::document::cells::{cells, centre_with_interval, percent, ratio, whole};
use crate::document::{Block, Span, Table, cell};
use crate::wording::grade_letter;

/// The numbers of the parts with the id and the number of the table of each; as many industries have one.
const TABLES: [(&str, &str, &str); 6] = [
    ("一", "l41", "表5-4"),
    ("二", "l42", "表5-5"),
    ("三", "l43", "表5-6"),
    ("四", "l44", "表5-7"),
    ("五", "l45", "表5-8"),
    ("六", "l46", "表5-9"),
];

/// A programme serves an industry that so much of its demand comes from, a fraction.
const SERVED: f64 = 0.2;

/// A part for each leading industry of the policy, and for the largest where the policy names none. Running text
/// points to the rows of `l1` and `l3`.
pub(super) fn leading(outlook: &Outlook) -> Vec<Block> {
    let leading = &outlook.key_policy.leading;
    let sections = by_size(outlook).into_iter().filter(|industry| industry.code.is_some());
    let is_leading = |industry: &&IndustryOutlook| {
        let code = industry.code.as_ref();
        leading.is_empty() || code.is_some_and(|code| leading.iter().any(|l| l == code.as_str()))
    };
    let named = sections.filter(is_leading).zip(TABLES);
    named
        .flat_map(|(industry, (number, id, table))| part(outlook, industry, (number, id, table)))
        .collect()
}

/// The four parts of an industry, with its number, and the id and the number of its table.
fn part(
    outlook: &Outlook,
    industry: &IndustryOutlook,
    (number, id, of_table): (&str, &'static str, &str),
) -> Vec<Block> {
    let programmes = serving(outlook, industry);
    let said = [
        state_and_trend(outlook, industry),
        demand(outlook, industry),
        training(id, &programmes),
        advice(outlook, &programmes),
    ];
    let mut blocks = vec![Block::subheading(format!("（{number}）{}", industry.name))];
    blocks.extend(said.map(Block::Paragraph));
    if !programmes.is_empty() {
        let caption = format!("{of_table}　{}对应的专业", industry.name);
        blocks.push(table(industry, id, &caption, &programmes).into());
    }
    blocks
}

/// The programmes that much of its demand comes from the industry, the greatest share first, with it.
fn serving<'a>(
    outlook: &'a Outlook,
    industry: &IndustryOutlook,
) -> Vec<(&'a ProgrammeOutlook, f64)> {
    let share = |programme: &ProgrammeOutlook| {
        let mut industries = programme.industries.iter();
        industries.find(|(code, ..)| Some(code) == industry.code.as_ref()).map(|found| found.2)
    };
    let with_share = outlook.programmes.iter().filter_map(|p| Some((p, share(p)?)));
    let mut found: Vec<_> = with_share.filter(|(_, share)| *share >= SERVED).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.code.cmp(&b.0.code)));
    found
}

/// 现状与趋势.
fn state_and_trend(outlook: &Outlook, industry: &IndustryOutlook) -> Vec<Span> {
    let mut rows = by_size(outlook).into_iter().filter(|other| !other.history.is_empty());
    let Some(row) = rows.position(|other| other.code == industry.code) else {
        return vec!["现状与趋势：没有分年从业人员数据，不能判断走势。".into()];
    };
    let at = |column| cell("l1", row, column);
    let mut said = vec![
        "现状与趋势：".into(),
        at(1),
        "年城镇单位从业人员".into(),
        at(2),
        "人，近五年年均增长".into(),
        at(3),
    ];
    if !industry.forecast.is_empty() {
        said.extend(["；预计".into(), at(4), "年为".into(), at(5), "人".into()]);
    }
    said.push("。".into());
    said
}

/// 用工与需求.
fn demand(outlook: &Outlook, industry: &IndustryOutlook) -> Vec<Span> {
    let row = by_size(outlook).iter().position(|other| other.code == industry.code);
    let Some(row) = row.filter(|_| industry.openings.is_some()) else {
        return vec!["用工与需求：没有测算期内岗位的测算。".into()];
    };
    let at = |column| cell("l3", row, column);
    vec![
        "用工与需求：测算期内各教育层次退出补充".into(),
        at(1),
        "人，从业人员增减".into(),
        at(2),
        "人，合起来新增岗位".into(),
        at(3),
        "人（逐次测算后取平均，减员后不补的不计为负数，所以不等于前两项之和），".into(),
        if is_refilled(industry) {
            "以补充退出人员为主。".into()
        } else {
            "以用工增长为主。".into()
        },
    ]
}

/// 培养规模与布局.
fn training(id: &'static str, programmes: &[(&ProgrammeOutlook, f64)]) -> Vec<Span> {
    if programmes.is_empty() {
        return vec!["培养规模与布局：没有五分之一以上需求来自本产业的专业。".into()];
    }
    let total = |column| cell(id, programmes.len(), column);
    vec![
        "培养规模与布局：需求的五分之一以上来自本产业的专业".into(),
        total(1),
        "个，专业点".into(),
        total(3),
        "个，在校生".into(),
        total(4),
        "人，最近一届毕业生".into(),
        total(5),
        "人。".into(),
    ]
}

/// 建议: which of the programmes are to grow, and which are not.
fn advice(outlook: &Outlook, programmes: &[(&ProgrammeOutlook, f64)]) -> Vec<Span> {
    let of_course = |course: Course| {
        let members = programmes.iter().filter(|(programme, _)| {
            let warning = outlook.city_warning(&programme.code);
            warning.is_some_and(|warning| Course::of(warning.assessment.level) == course)
        });
        let names: Vec<&str> = members.map(|(programme, _)| programme.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join("、"))
    };
    let mut said: Vec<Span> = vec!["建议：".into()];
    let mut is_first = true;
    for course in Course::ALL {
        let Some(names) = of_course(course) else { continue };
        if !is_first {
            said.push("；".into());
        }
        is_first = false;
        said.extend([Span::Text(format!("{}：", course.name(Lang::Zh))), Span::Name(names)]);
    }
    if is_first {
        said.push("是否开设对应专业，先向本产业用人单位核实岗位".into());
    }
    said.push("。".into());
    said
}

/// The programmes with their size and balance, and their sum.
fn table(
    industry: &IndustryOutlook,
    id: &'static str,
    caption: &str,
    programmes: &[(&ProgrammeOutlook, f64)],
) -> Table {
    let newest = |points: &[Point]| points.last().map_or(0.0, |last| last.value);
    let row = |(p, share): &(&ProgrammeOutlook, f64)| {
        cells![
            p.code.to_string(),
            p.name.clone(),
            percent(*share),
            p.sites.len(),
            whole(newest(&p.students)),
            whole(newest(&p.graduates)),
            centre_with_interval(&p.balance.sdr, ratio),
            grade_letter(p.balance.grade),
        ]
    };
    let sum = |of: fn(&ProgrammeOutlook) -> &[Point]| {
        programmes.iter().map(|(p, _)| newest(of(p))).sum::<f64>()
    };
    let total = cells![
        "合计",
        programmes.len(),
        "",
        programmes.iter().map(|(p, _)| p.sites.len()).sum::<usize>(),
        whole(sum(|p| &p.students)),
        whole(sum(|p| &p.graduates)),
        "",
        "",
    ];
    Table::new(id, caption)
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures([
            "需求来自本产业",
            "专业点",
            "在校生（人）",
            "毕业生（人）",
            "求人倍率（80%区间）",
        ])
        .marks(["可靠性"])
        .rows(programmes.iter().map(row))
        .rows([total])
        .note(format!(
            "列需求的五分之一以上来自{}的专业；一个专业可对应几个产业，各产业的合计不能相加。",
            industry.name
        ))
}
