//! Which programmes there are, where, and which industries they serve.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::Lang;
use talent_outlook::{KeyLevel, Outlook, Point, ProgrammeOutlook};
use talent_warning::KeyVerdict;

use crate::chart::heat_map;
use crate::document::{Align, Block, Table};
use crate::figures::{Count, NONE, or_none, parts_of_total, percent, persons, ratio, whole};
use crate::tables::{cell, structure_table};

/// Programmes, places, students, entrants and graduates of a group.
#[derive(Default)]
struct Sums<'a> {
    programmes: usize,
    places: usize,
    students: f64,
    entrants: f64,
    graduates: f64,
    names: BTreeSet<&'a str>,
}

pub(super) fn programmes(outlook: &Outlook, blocks: &mut Vec<Block>) {
    let latest = |points: &[Point]| points.last().map_or(0.0, |last| last.value);
    let mut categories: BTreeMap<&str, Sums<'_>> = BTreeMap::new();
    let mut schools: BTreeMap<&str, Sums<'_>> = BTreeMap::new();
    for programme in &outlook.programmes {
        let sums = categories.entry(&programme.category_name).or_default();
        sums.programmes += 1;
        sums.places += programme.sites.len();
        sums.students += latest(&programme.students);
        sums.entrants += latest(&programme.entrants);
        sums.graduates += latest(&programme.graduates);
        for site in &programme.sites {
            sums.names.insert(&site.name);
            let school = schools.entry(&site.name).or_default();
            school.places += 1;
            school.students += site.students;
            school.entrants += site.entrants;
            school.graduates += site.quality.graduates;
        }
    }
    blocks.push(Block::Heading("四、专业布局".to_owned()));
    let mut rows: Vec<Vec<String>> = categories
        .iter()
        .zip(counts(&categories))
        .map(|((name, sums), counts)| {
            let sizes = [sums.programmes, sums.places, sums.names.len()].map(|n| n.to_string());
            let counts = counts.map(|count| count.text);
            std::iter::once((*name).to_owned()).chain(sizes).chain(counts).collect()
        })
        .collect();
    let total = |read: fn(&Sums<'_>) -> f64| categories.values().map(read).sum::<f64>();
    rows.push(vec![
        "合计".to_owned(),
        outlook.programmes.len().to_string(),
        whole(total(|sums| sums.places as f64)),
        schools.len().to_string(),
        persons(total(|sums| sums.students)),
        persons(total(|sums| sums.entrants)),
        persons(total(|sums| sums.graduates)),
    ]);
    let last = rows.len() - 1;
    blocks.push(Block::Paragraph(vec![
        "全市开设".into(),
        cell("l7", last, 1),
        "个专业、".into(),
        cell("l7", last, 2),
        "个专业点，分布在".into(),
        cell("l7", last, 3),
        "所学校；在校生".into(),
        cell("l7", last, 4),
        "人，最近一年报到新生".into(),
        cell("l7", last, 5),
        "人、毕业生".into(),
        cell("l7", last, 6),
        "人。".into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "l7",
        caption: "表4-1　分专业大类的布点、招生、在校生与毕业生".to_owned(),
        columns: vec![
            ("专业大类", Align::Left),
            ("专业（个）", Align::Right),
            ("专业点（个）", Align::Right),
            ("学校（所）", Align::Right),
            ("在校生（人）", Align::Right),
            ("报到新生（人）", Align::Right),
            ("毕业生（人）", Align::Right),
        ],
        rows,
        note: None,
    }));
    blocks.push(Block::Table(schools_table(outlook, &schools)));
    blocks.push(Block::Table(concentration(outlook, schools.len())));
    key_programmes(outlook, blocks);
}

/// Students, entrants and graduates of each group, which add up to figures printed with them.
fn counts(groups: &BTreeMap<&str, Sums<'_>>) -> impl Iterator<Item = [Count; 3]> {
    let column = |read: fn(&Sums<'_>) -> f64| {
        parts_of_total(&groups.values().map(|sums| Some(read(sums))).collect::<Vec<_>>())
    };
    let students = column(|sums| sums.students);
    let entrants = column(|sums| sums.entrants);
    let graduates = column(|sums| sums.graduates);
    students.into_iter().zip(entrants).zip(graduates).map(|((a, b), c)| [a, b, c])
}

/// Places and size by school.
fn schools_table(outlook: &Outlook, schools: &BTreeMap<&str, Sums<'_>>) -> Table {
    let warned: BTreeMap<&str, usize> = outlook
        .warnings
        .iter()
        .filter(|w| w.assessment.level.is_warning())
        .filter_map(|w| w.school_name.as_deref())
        .fold(BTreeMap::new(), |mut counts, name| {
            *counts.entry(name).or_default() += 1;
            counts
        });
    Table {
        id: "l8",
        caption: "表4-2　分学校的专业点与规模".to_owned(),
        columns: vec![
            ("学校", Align::Left),
            ("专业点（个）", Align::Right),
            ("在校生（人）", Align::Right),
            ("平均每点在校生（人）", Align::Right),
            ("报到新生（人）", Align::Right),
            ("毕业生（人）", Align::Right),
            ("预警专业点（个）", Align::Right),
        ],
        rows: schools
            .iter()
            .zip(counts(schools))
            .map(|((name, sums), [students, entrants, graduates])| {
                let mean = students.is_printed().then(|| sums.students / sums.places as f64);
                vec![
                    (*name).to_owned(),
                    sums.places.to_string(),
                    students.text,
                    or_none(mean, persons),
                    entrants.text,
                    graduates.text,
                    warned.get(name).copied().unwrap_or(0).to_string(),
                ]
            })
            .collect(),
        note: None,
    }
}

/// How the programmes that most schools offer are spread over them.
fn concentration(outlook: &Outlook, schools: usize) -> Table {
    const SHOWN: usize = 15;
    let mut wide: Vec<&ProgrammeOutlook> =
        outlook.programmes.iter().filter(|p| p.sites.len() > 1).collect();
    wide.sort_by(|a, b| b.sites.len().cmp(&a.sites.len()).then_with(|| a.code.cmp(&b.code)));
    let rows = wide
        .into_iter()
        .take(SHOWN)
        .map(|p| {
            let all: f64 = p.sites.iter().map(|site| site.students).sum();
            let shares = || p.sites.iter().map(|site| site.students / all);
            let largest = shares().fold(0.0, f64::max);
            let index = shares().map(|share| share * share).sum::<f64>();
            let known = all > 0.0;
            vec![
                p.code.to_string(),
                p.name.clone(),
                p.sites.len().to_string(),
                percent(p.sites.len() as f64 / schools as f64),
                or_none(known.then_some(largest), percent),
                or_none(known.then_some(index), ratio),
                persons(all / p.sites.len() as f64),
            ]
        })
        .collect();
    Table {
        id: "l9",
        caption: "表4-3　布点最多的专业的集中程度".to_owned(),
        columns: vec![
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("开设学校（所）", Align::Right),
            ("占全部学校", Align::Right),
            ("最大学校占在校生", Align::Right),
            ("集中度", Align::Right),
            ("平均每校在校生（人）", Align::Right),
        ],
        rows,
        note: Some(
            "集中度为各校在校生占比的平方和，越接近1越集中。只列两所以上学校开设的专业。"
                .to_owned(),
        ),
    }
}

/// How many key programmes each school and the city have, beside how many there should be.
fn key_programmes(outlook: &Outlook, blocks: &mut Vec<Block>) {
    let mut by_school: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let sites = outlook.programmes.iter().flat_map(|programme| &programme.sites);
    for (site, level) in sites.filter_map(|site| Some((site, site.key_level?))) {
        let counts = by_school.entry(&site.name).or_default();
        match level {
            KeyLevel::Ordinary => {}
            KeyLevel::City => counts[0] += 1,
            KeyLevel::Provincial => counts[1] += 1,
        }
    }
    if by_school.is_empty() {
        blocks.push(Block::Paragraph(vec![
            "没有重点专业数据：请导入专业设置与布点表后重新计算。".into(),
        ]));
        return;
    }
    let word = |verdict: KeyVerdict| match verdict {
        KeyVerdict::TooFew => "不足",
        KeyVerdict::Fitting => "符合",
        KeyVerdict::TooMany => "超出",
    };
    let wanted = |[fewest, most]: [u32; 2]| format!("{fewest}–{most}");
    let policy = outlook.key_policy;
    let rows: Vec<Vec<String>> = by_school
        .iter()
        .map(|(name, [city, provincial])| {
            let all = city + provincial;
            vec![
                (*name).to_owned(),
                city.to_string(),
                provincial.to_string(),
                all.to_string(),
                wanted(policy.per_school),
                word(policy.school_verdict(all)).to_owned(),
            ]
        })
        .collect();
    let fits =
        |counts: &&[usize; 2]| policy.school_verdict(counts.iter().sum()) == KeyVerdict::Fitting;
    let fitting = by_school.values().filter(fits).count();
    let provincial = by_school.values().map(|counts| counts[1]).sum::<usize>();
    blocks.push(Block::Paragraph(vec![
        "全市有省级重点专业点".into(),
        cell("l22", 0, 1),
        "个，要求".into(),
        cell("l22", 0, 2),
        "个；市级及以上重点专业个数符合要求的学校".into(),
        cell("l22", 1, 1),
        "所，共".into(),
        cell("l22", 1, 2),
        "所。".into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "l22",
        caption: "表4-4　重点专业建设总体情况".to_owned(),
        columns: vec![
            ("项目", Align::Left),
            ("个数", Align::Right),
            ("要求或总数", Align::Right),
            ("判断", Align::Centre),
        ],
        rows: vec![
            vec![
                "全市省级重点专业点（个）".to_owned(),
                provincial.to_string(),
                wanted(policy.provincial),
                word(policy.city_verdict(provincial)).to_owned(),
            ],
            vec![
                "市级及以上重点专业个数符合要求的学校（所）".to_owned(),
                fitting.to_string(),
                by_school.len().to_string(),
                NONE.to_owned(),
            ],
        ],
        note: Some("要求见预警政策的 key_programmes。".to_owned()),
    }));
    blocks.push(Block::Table(Table {
        id: "l23",
        caption: "表4-5　分学校重点专业（专业点，个）".to_owned(),
        columns: vec![
            ("学校", Align::Left),
            ("市级", Align::Right),
            ("省级", Align::Right),
            ("市级及以上", Align::Right),
            ("要求", Align::Centre),
            ("判断", Align::Centre),
        ],
        rows,
        note: None,
    }));
}

pub(super) fn matching(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("五、产业与专业对接".to_owned()));
    let Some(structure) = &outlook.structure else {
        blocks.push(Block::Paragraph(vec![
            "没有毕业生或分行业就业数据，不能比较两者的结构。".into(),
        ]));
        return;
    };
    blocks.push(Block::Table(structure_table(structure, "l10", "表5-1　就业结构与毕业生结构")));
    let picture = heat_map(outlook, Lang::Zh);
    blocks.push(Block::Figure { caption: format!("图5-1　{}", picture.title), svg: picture.svg });
    let unserved: Vec<Vec<String>> = structure
        .sections
        .iter()
        .filter(|(_, _, employed, graduates, _)| *employed > 0.0 && *graduates <= 0.0)
        .map(|(code, name, employed, ..)| vec![format!("{code} {name}"), percent(*employed)])
        .collect();
    if !unserved.is_empty() {
        blocks.push(Block::Table(Table {
            id: "l11",
            caption: "表5-2　有就业而没有对应专业毕业生的行业".to_owned(),
            columns: vec![("行业", Align::Left), ("占从业人员", Align::Right)],
            rows: unserved,
            note: Some(format!(
                "多为以其他层次毕业生为主或没有{}专业对应的行业，是否开设由主管部门研究。",
                outlook.meta.level.name(Lang::Zh)
            )),
        }));
    }
    let rows: Vec<Vec<String>> = outlook
        .programmes
        .iter()
        .map(|p| {
            let served: Vec<String> = p
                .industries
                .iter()
                .take(3)
                .map(|(_, name, share)| format!("{name} {}", percent(*share)))
                .collect();
            let served = if served.is_empty() {
                "没有对应行业".to_owned()
            } else {
                served.join("；")
            };
            vec![p.code.to_string(), p.name.clone(), served]
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: "l12",
        caption: "表5-3　各专业的需求来自哪些行业（前三）".to_owned(),
        columns: vec![
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("行业及占比", Align::Left),
        ],
        rows,
        note: Some("专业与行业的对应见代码表C5、C8、C9；标为建议的请以本市调查替换。".to_owned()),
    }));
}
