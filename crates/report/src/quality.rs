//! 《××市职业学校毕业生就业质量年度报告》

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Group, Lang, ProgrammeCode, Year};
use talent_outlook::{CohortDestinations, DestinationsOutlook, Outlook, ProgrammeOutlook};
use talent_warning::{Family, lasting_fall};

use crate::chart::quadrant;
use crate::document::{Align, Block, Document, Table, UnboundNumber};
use crate::figures::{
    Count, NONE, SMALLEST_BASE, or_none, parts_of_total, percent, persons, rate, ratio,
    signed_percent, whole, with_interval,
};
use crate::tables::{
    RunStamp, cell, issue_table, level_name, notes_table, terms_table, triggers, yearly_report,
};

/// Classes that tables by year show.
const CLASSES: usize = 5;

/// Composes the yearly report on where graduates went and how well. An error would be a number in its text
/// that no table holds.
pub fn compose_quality_report(
    outlook: &Outlook,
    stamp: RunStamp<'_>,
) -> Result<Document, UnboundNumber> {
    let city = outlook.destinations.iter().find(|group| group.of == Group::City);
    let class = city.and_then(|city| city.cohorts.last()).map(|class| class.year);
    let year =
        class.map_or_else(|| format!("{} 年", outlook.meta.base_year), |year| format!("{year} 届"));
    let mut blocks = Vec::new();
    preparation(outlook, stamp, &year, &mut blocks);
    if let Some(city) = city {
        scale(outlook, city, &mut blocks);
        whereabouts(outlook, city, &mut blocks);
        grades(outlook, &mut blocks);
        staying(outlook, city, &mut blocks);
    } else {
        blocks.push(Block::Paragraph(vec![
            "没有毕业生去向数据：请导入毕业生就业质量表后重新计算。".into(),
        ]));
    }
    prospects(outlook, &mut blocks);
    feedback(outlook, &mut blocks);
    annexes(outlook, &mut blocks);
    yearly_report(outlook, stamp, "职业学校毕业生就业质量年度报告", year, blocks)
}

fn preparation(outlook: &Outlook, stamp: RunStamp<'_>, year: &str, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("一、编制说明".to_owned()));
    blocks.push(Block::Paragraph(vec![
        format!(
            "本报告反映本市{}毕业生的规模、去向和就业质量，供调整招生计划和专业设置参考。统计对象为已报数学校的毕业生，时点为各校上报时。",
            outlook.meta.level.name(Lang::Zh)
        )
        .as_str()
        .into(),
    ]));
    blocks.push(Block::Paragraph(vec![
        "人数很少的单元格以“<”表示；分母不足规定人数的比率和薪酬不公布，以“—”表示，以免据以认出个人。".into(),
    ]));
    blocks.push(Block::Table(issue_table(outlook, ("报告届别", year.to_owned()), stamp)));
}

fn rate_of(parts: Option<(f64, f64)>) -> String {
    parts.map_or_else(|| NONE.to_owned(), |(count, of)| rate(count, of))
}

fn count(value: Option<f64>) -> String {
    or_none(value, persons)
}

fn pay(class: &CohortDestinations) -> String {
    let enough = class.pay_answers.is_some_and(|answers| answers >= SMALLEST_BASE);
    or_none(class.starting_pay.filter(|_| enough), whole)
}

/// A column of counts that add up to a figure printed elsewhere.
fn column(
    groups: &[(&DestinationsOutlook, &CohortDestinations)],
    read: impl Fn(&CohortDestinations) -> Option<f64>,
) -> Vec<Count> {
    parts_of_total(&groups.iter().map(|(_, class)| read(class)).collect::<Vec<_>>())
}

/// Schools that reported the class before the city's newest, but not that one.
fn late_schools(outlook: &Outlook, newest: Year) -> Vec<&str> {
    let is_late = |group: &&DestinationsOutlook| {
        let last = group.cohorts.last().map(|class| class.year);
        matches!(group.of, Group::School(_)) && last == Some(newest - 1)
    };
    outlook.destinations.iter().filter(is_late).map(|group| group.name.as_str()).collect()
}

/// What stands under figures of the newest class that some schools are missing from; empty if none is.
fn late_note(outlook: &Outlook, city: &DestinationsOutlook) -> String {
    let newest = city.cohorts.last().map(|class| class.year);
    let late = newest.map_or_else(Vec::new, |newest| late_schools(outlook, newest));
    if late.is_empty() {
        return String::new();
    }
    let names = late.join("、");
    format!("以下学校报了上届、没有报本届，本届数字都不含这些学校，不宜与上届比较：{names}。")
}

/// How much more graduates than the class before.
fn change(group: &DestinationsOutlook) -> String {
    let change = match group.cohorts.as_slice() {
        [.., before, last] if last.year == before.year + 1 && before.graduates >= SMALLEST_BASE => {
            Some(last.graduates / before.graduates - 1.0)
        }
        _ => None,
    };
    or_none(change, signed_percent)
}

/// The schools, or the categories, with their newest class if it is that of the city.
fn newest(outlook: &Outlook, schools: bool) -> Vec<(&DestinationsOutlook, &CohortDestinations)> {
    let class = outlook
        .destinations
        .iter()
        .find(|group| group.of == Group::City)
        .and_then(|city| city.cohorts.last())
        .map(|class| class.year);
    let mut groups: Vec<(&DestinationsOutlook, &CohortDestinations)> = outlook
        .destinations
        .iter()
        .filter(|group| match group.of {
            Group::City => false,
            Group::School(_) => schools,
            Group::Category(_) => !schools,
        })
        .filter_map(|group| Some((group, group.cohorts.last()?)))
        .filter(|(_, newest)| Some(newest.year) == class)
        .collect();
    groups.sort_by(|a, b| {
        b.1.graduates.total_cmp(&a.1.graduates).then_with(|| a.0.name.cmp(&b.0.name))
    });
    groups
}

fn scale(outlook: &Outlook, city: &DestinationsOutlook, blocks: &mut Vec<Block>) {
    let Some(last) = city.cohorts.last() else { return };
    blocks.push(Block::Heading("二、毕业生规模与结构".to_owned()));
    let late = late_note(outlook, city);
    // A school alone is the same in both classes; a sum that some are missing from is not.
    let change_of_sum = |group: &DestinationsOutlook| {
        if late.is_empty() { change(group) } else { NONE.to_owned() }
    };
    let table = |id, caption: &str, word, schools| {
        let all = last.graduates;
        let groups = newest(outlook, schools);
        let counts = column(&groups, |class| Some(class.graduates));
        let mut rows: Vec<Vec<String>> = groups
            .into_iter()
            .zip(counts)
            .map(|((group, class), count)| {
                let (share, change) = if count.is_printed() {
                    let change = if schools { change(group) } else { change_of_sum(group) };
                    (percent(class.graduates / all), change)
                } else {
                    (NONE.to_owned(), NONE.to_owned())
                };
                vec![group.name.clone(), count.text, share, change]
            })
            .collect();
        rows.push(vec!["合计".to_owned(), persons(all), percent(1.0), change_of_sum(city)]);
        Table {
            id,
            caption: caption.to_owned(),
            columns: vec![
                (word, Align::Left),
                ("毕业生（人）", Align::Right),
                ("占比", Align::Right),
                ("比上届", Align::Right),
            ],
            rows,
            note: Some(late.clone()).filter(|note| !note.is_empty()),
        }
    };
    let schools = table("q1", "表2-1　分学校毕业生", "学校", true);
    let total = schools.rows.len() - 1;
    blocks.push(Block::Paragraph(vec![
        "本届毕业生".into(),
        cell("q1", total, 1),
        "人，与上届相比".into(),
        cell("q1", total, 3),
        "。".into(),
    ]));
    blocks.push(Block::Table(schools));
    blocks.push(Block::Table(table("q2", "表2-2　分专业大类毕业生", "专业大类", false)));
}

fn whereabouts(outlook: &Outlook, city: &DestinationsOutlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("三、毕业去向".to_owned()));
    let late = late_note(outlook, city);
    let rows: Vec<Vec<String>> = city
        .cohorts
        .iter()
        .rev()
        .take(CLASSES)
        .map(|class| {
            let whereabouts = parts_of_total(&[
                class.direct_jobs,
                class.further_study,
                class.army,
                class.seeking,
                class.not_seeking,
            ]);
            let rates = [class.settled(), class.placement(), class.onward()];
            [format!("{}届", class.year), persons(class.graduates)]
                .into_iter()
                .chain(whereabouts.into_iter().map(|part| part.text))
                .chain(rates.map(rate_of))
                .collect()
        })
        .collect();
    blocks.push(Block::Paragraph(vec![
        "本届毕业去向落实率".into(),
        cell("q3", 0, 7),
        "，直接就业率".into(),
        cell("q3", 0, 8),
        "，升学率".into(),
        cell("q3", 0, 9),
        "。".into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "q3",
        caption: "表3-1　全市毕业生去向（人）与比率".to_owned(),
        columns: vec![
            ("届别", Align::Centre),
            ("毕业生", Align::Right),
            ("直接就业", Align::Right),
            ("升学", Align::Right),
            ("参军", Align::Right),
            ("待就业", Align::Right),
            ("暂不就业", Align::Right),
            ("去向落实率", Align::Right),
            ("直接就业率", Align::Right),
            ("升学率", Align::Right),
        ],
        rows,
        note: Some("去向落实率＝（直接就业＋升学＋参军）÷毕业生；直接就业率＝直接就业÷（直接就业＋待就业）；升学率＝升学÷毕业生。".to_owned() + &late),
    }));
    blocks.push(Block::Table(whereabouts_by(
        outlook,
        "q4",
        "表3-2　分学校毕业去向（人）与比率，本届",
        "学校",
        true,
    )));
    blocks.push(Block::Table(whereabouts_by(
        outlook,
        "q5",
        "表3-3　分专业大类毕业去向（人）与比率，本届",
        "专业大类",
        false,
    )));
}

/// Where the newest class went, by school or category.
fn whereabouts_by(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
    word: &'static str,
    schools: bool,
) -> Table {
    let groups = newest(outlook, schools);
    let counts = [
        column(&groups, |class| Some(class.graduates)),
        column(&groups, |class| class.direct_jobs),
        column(&groups, |class| class.further_study),
    ];
    let rows = groups.iter().enumerate().map(|(i, (group, class))| {
        let counts = || counts.iter().map(|column| &column[i]);
        let rates = if counts().all(Count::is_printed) {
            [class.settled(), class.placement(), class.onward()].map(rate_of)
        } else {
            [(); 3].map(|()| NONE.to_owned())
        };
        let name = std::iter::once(group.name.clone());
        name.chain(counts().map(|count| count.text.clone())).chain(rates).collect()
    });
    Table {
        id,
        caption: caption.to_owned(),
        columns: vec![
            (word, Align::Left),
            ("毕业生", Align::Right),
            ("直接就业", Align::Right),
            ("升学", Align::Right),
            ("去向落实率", Align::Right),
            ("直接就业率", Align::Right),
            ("升学率", Align::Right),
        ],
        rows: rows.collect(),
        note: None,
    }
}

fn grades(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("四、就业质量".to_owned()));
    let table = |id, caption: &str, word, schools| Table {
        id,
        caption: caption.to_owned(),
        columns: vec![
            (word, Align::Left),
            ("对口调查", Align::Right),
            ("对口率", Align::Right),
            ("起薪（元/月）", Align::Right),
            ("起薪样本", Align::Right),
            ("本市留存率", Align::Right),
        ],
        rows: newest(outlook, schools)
            .into_iter()
            .map(|(group, class)| {
                vec![
                    group.name.clone(),
                    count(class.surveyed),
                    rate_of(class.matching()),
                    pay(class),
                    count(class.pay_answers),
                    rate_of(class.retention()),
                ]
            })
            .collect(),
        note: None,
    };
    blocks.push(Block::Table(table("q6", "表4-1　分专业大类就业质量，本届", "专业大类", false)));
    blocks.push(Block::Table(table("q7", "表4-2　分学校就业质量，本届", "学校", true)));
    blocks.push(Block::Table(programmes_table(outlook)));
    let picture = quadrant(outlook, Lang::Zh);
    blocks.push(Block::Figure { caption: format!("图4-1　{}", picture.title), svg: picture.svg });
    blocks
        .push(Block::Slot("合同、社会保险、稳定性、毕业生和用人单位满意度等调查结果。".to_owned()));
}

/// The newest class by programme. The categories that programmes add up to are printed too: what they
/// withhold, their programmes do not give away.
fn graduates_by_programme(outlook: &Outlook) -> BTreeMap<&ProgrammeCode, Count> {
    let categories = newest(outlook, false);
    let of_categories = column(&categories, |class| Some(class.graduates));
    let withheld: BTreeSet<&str> = categories
        .iter()
        .zip(of_categories)
        .filter(|(_, count)| !count.is_printed())
        .map(|((group, _), _)| group.name.as_str())
        .collect();
    let mut members: BTreeMap<&str, Vec<&ProgrammeOutlook>> = BTreeMap::new();
    for programme in &outlook.programmes {
        members.entry(&programme.category_name).or_default().push(programme);
    }
    let mut counts = BTreeMap::new();
    for (category, members) in members {
        let graduates: Vec<_> = members.iter().map(|p| Some(p.quality.graduates)).collect();
        let mut parts = parts_of_total(&graduates);
        if withheld.contains(category) && parts.iter().all(Count::is_printed) {
            let sizes = members.iter().map(|p| p.quality.graduates).enumerate();
            let least = sizes.filter(|(_, size)| *size > 0.0).min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((i, _)) = least {
                parts[i] = Count { text: NONE.to_owned(), value: None };
            }
        }
        counts.extend(members.iter().map(|p| &p.code).zip(parts));
    }
    counts
}

/// Programmes by their matching rate, the best first.
fn programmes_table(outlook: &Outlook) -> Table {
    let mut programmes: Vec<&ProgrammeOutlook> = outlook.programmes.iter().collect();
    let matched = |p: &ProgrammeOutlook| p.quality.matched.unwrap_or(-1.0);
    programmes.sort_by(|a, b| matched(b).total_cmp(&matched(a)).then_with(|| a.code.cmp(&b.code)));
    let counts = graduates_by_programme(outlook);
    let rows = programmes
        .into_iter()
        .map(|p| {
            vec![
                p.code.to_string(),
                p.name.clone(),
                counts[&p.code].text.clone(),
                or_none(p.quality.placement, percent),
                or_none(p.quality.matched, percent),
                or_none(p.quality.local, percent),
                or_none(p.quality.starting_pay, whole),
            ]
        })
        .collect();
    Table {
        id: "q8",
        caption: "表4-3　分专业就业质量（按对口率从高到低）".to_owned(),
        columns: vec![
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("本届毕业生（人）", Align::Right),
            ("直接就业率", Align::Right),
            ("对口率", Align::Right),
            ("本市留存率", Align::Right),
            ("起薪（元/月）", Align::Right),
        ],
        rows,
        note: Some("直接就业率、对口率、本市留存率为近三届合计，起薪为本届。".to_owned()),
    }
}

fn staying(outlook: &Outlook, city: &DestinationsOutlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("五、服务本地".to_owned()));
    let late = late_note(outlook, city);
    let rows: Vec<Vec<String>> = city
        .cohorts
        .iter()
        .rev()
        .take(CLASSES)
        .map(|class| {
            vec![
                format!("{}届", class.year),
                count(class.direct_jobs),
                count(class.local_jobs),
                rate_of(class.retention()),
                rate_of(class.matching()),
                pay(class),
            ]
        })
        .collect();
    blocks.push(Block::Paragraph(vec![
        "本届直接就业的毕业生中，留在本市的占".into(),
        cell("q9", 0, 3),
        "，对口就业的占".into(),
        cell("q9", 0, 4),
        "，起薪均值每月".into(),
        cell("q9", 0, 5),
        "元。".into(),
    ]));
    blocks.push(Block::Table(Table {
        id: "q9",
        caption: "表5-1　全市留在本市就业、对口与起薪".to_owned(),
        columns: vec![
            ("届别", Align::Centre),
            ("直接就业（人）", Align::Right),
            ("本市就业（人）", Align::Right),
            ("本市留存率", Align::Right),
            ("对口率", Align::Right),
            ("起薪（元/月）", Align::Right),
        ],
        rows,
        note: Some("起薪按报告人数加权，未剔除价格变动。".to_owned() + &late),
    }));
    let returning: f64 =
        outlook.programmes.iter().flat_map(|p| &p.returning).map(|p| p.value).sum();
    blocks.push(Block::Table(Table {
        id: "q10",
        caption: "表5-2　升学者回流".to_owned(),
        columns: vec![("项目", Align::Left), ("人数", Align::Right)],
        rows: vec![vec![
            "测算期内将以更高学历回到劳动力市场的升学者（人）".to_owned(),
            whole(returning),
        ]],
        note: None,
    }));
}

fn prospects(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("六、趋势与供求".to_owned()));
    let rows: Vec<Vec<String>> = outlook
        .by_tightness()
        .into_iter()
        .map(|p| {
            vec![
                p.code.to_string(),
                p.name.clone(),
                with_interval(&p.balance.sdr, ratio),
                p.balance.band.name(Lang::Zh).to_owned(),
                p.balance.certainty.word(Lang::Zh).to_owned(),
                p.balance.grade.letter().to_owned(),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        id: "q11",
        caption: "表6-1　分专业供求比（括号内为80%区间），从紧到松".to_owned(),
        columns: vec![
            ("专业代码", Align::Centre),
            ("专业名称", Align::Left),
            ("供求比", Align::Right),
            ("判断", Align::Left),
            ("把握", Align::Centre),
            ("可靠性", Align::Centre),
        ],
        rows,
        note: Some("供求比＝测算期新增岗位需求÷本地就业毕业生。可靠性：A 可据以决策，B 可用而须看疑点，C 仅供参考，D 不宜单独据以决策。把握低的，相邻等级都有可能。".to_owned()),
    }));
}

fn feedback(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("七、对招生、专业设置和培养的反馈".to_owned()));
    blocks.push(Block::Slot("上年度建议的采纳情况、采取的行动和结果。".to_owned()));
    let falling = falling(outlook);
    if falling.is_empty() {
        blocks.push(Block::Paragraph(vec!["没有就业质量连续下降的学校或专业大类。".into()]));
    } else {
        blocks.push(Block::Table(Table {
            id: "q12",
            caption: "表7-1　就业质量连续两届下降的学校和专业大类".to_owned(),
            columns: vec![
                ("学校或专业大类", Align::Left),
                ("指标", Align::Left),
                ("前年", Align::Right),
                ("上届", Align::Right),
                ("本届", Align::Right),
            ],
            rows: falling,
            note: Some("每届分母不少于规定人数的才比较。".to_owned()),
        }));
    }
    let rows: Vec<Vec<String>> = outlook
        .warnings
        .iter()
        .filter(|w| w.assessment.level.is_warning())
        .filter(|w| {
            w.evidence
                .iter()
                .map(|e| e.reading)
                .any(|r| r.standing.is_adverse() && r.signal.family() == Family::Outcome)
        })
        .map(|w| {
            vec![
                w.programme.to_string(),
                w.programme_name.clone(),
                w.scope(Lang::Zh).to_owned(),
                level_name(w.assessment.level),
                triggers(w),
                w.assessment.level.proposal(Lang::Zh).to_owned(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            id: "q13",
            caption: "表7-2　因就业质量预警的专业与招生建议".to_owned(),
            columns: vec![
                ("专业代码", Align::Centre),
                ("专业名称", Align::Left),
                ("学校", Align::Left),
                ("等级", Align::Centre),
                ("依据", Align::Left),
                ("建议", Align::Left),
            ],
            rows,
            note: None,
        }));
    }
    blocks.push(Block::Slot("存在的问题，以及对招生、专业设置、课程和实习的建议。".to_owned()));
}

/// Rates that fell in each of the two newest classes.
fn falling(outlook: &Outlook) -> Vec<Vec<String>> {
    type Rate = fn(&CohortDestinations) -> Option<(f64, f64)>;
    const RATES: [(&str, Rate); 3] = [
        ("直接就业率", CohortDestinations::placement),
        ("对口率", CohortDestinations::matching),
        ("本市留存率", CohortDestinations::retention),
    ];
    let mut rows = Vec::new();
    for group in &outlook.destinations {
        let [.., first, second, third] = group.cohorts.as_slice() else { continue };
        for (name, of) in RATES {
            let rate = |class: &CohortDestinations| {
                let counts = of(class).filter(|(_, of)| *of >= SMALLEST_BASE);
                (class.year, counts.map(|(count, of)| count / of))
            };
            if let Some(rates) = lasting_fall([first, second, third].map(rate)) {
                let cells = [group.name.as_str(), name].map(str::to_owned);
                rows.push(cells.into_iter().chain(rates.map(percent)).collect());
            }
        }
    }
    rows
}

fn annexes(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("附录：指标定义与数据说明".to_owned()));
    let terms = [
        ("毕业去向落实率", "（直接就业＋升学＋参军）÷毕业生"),
        ("直接就业率", "直接就业÷（直接就业＋待就业）"),
        ("升学率", "升学÷毕业生"),
        ("对口率", "对口就业÷对口调查人数"),
        ("本市留存率", "本市就业÷直接就业"),
        ("起薪均值", "各校均值按报告人数加权"),
        ("追溯", "talent trace 后写学校代码、专业大类名称或 city，列出每个数字所在的文件和单元格"),
        (
            "不公布的数字",
            "人数不足5的写作“<5”，其比率写作“<”加上限；分母不足10的比率和薪酬，以及可据以推算上述数字的数字，写作“—”",
        ),
    ];
    let headings = ["指标", "定义"];
    blocks.push(Block::Table(terms_table("q14", "附表1　指标定义", headings, &terms)));
    blocks.push(Block::Table(notes_table(outlook, "q15", "附表2　数据说明")));
}
