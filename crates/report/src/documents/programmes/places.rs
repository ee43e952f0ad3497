//! 四、专业布局: how many programmes and places there are, how large, and where.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Group, Lang};
use talent_outlook::{EnrolmentOutlook, Outlook, Point, ProgrammeOutlook, RATE_BASE};

use crate::chart::{Borders, county_map};
use crate::document::cells::{cells, or_none, percent, ratio, whole};
use crate::document::{Block, Cell, Table, cell};
use crate::wording::figures::moved;

/// Size by category (`l7`) with the totals in running text, by school (`l8`), how programmes are spread (`l9`), and size by
/// county (`l9a`) with a map where borders are given.
///
/// A place (专业点) is a programme at a school.
pub(super) fn places(outlook: &Outlook, borders: Option<&Borders>) -> Vec<Block> {
    let (categories, schools) = (by_category(outlook), by_school(outlook));
    let sizes = categories_table(outlook, &categories, schools.len());
    let mut blocks = vec![
        Block::heading(&heading(outlook)),
        summary(sizes.rows.len() - 1),
        sizes.into(),
        schools_table(outlook, &schools).into(),
        concentration_table(outlook, schools.len()).into(),
    ];
    blocks.extend(counties_table(outlook).map(Block::from));
    let map = borders.and_then(|borders| county_map(outlook, borders, Lang::Zh));
    blocks.extend(map.map(|map| Block::figure("图4-1", map)));
    blocks
}

/// The heading with how the city's students have moved; alone where two years are not known.
fn heading(outlook: &Outlook) -> String {
    /// What moves by less is about the same, a fraction.
    const WITHIN: f64 = 0.01;
    let city = outlook.enrolment.iter().find(|group| group.of == Group::City);
    let students = city.map_or(&[][..], |city| &city.students);
    let found = match students {
        [.., before, now] if now.year == before.year + 1 => moved(
            now.value / before.value - 1.0,
            WITHIN,
            ["：在校生比上年增加", "：在校生比上年减少", "：在校生与上年基本持平"],
        ),
        _ => "",
    };
    format!("四、专业布局{found}")
}

/// Size by county, the largest first; none where no school has a county of its own.
fn counties_table(outlook: &Outlook) -> Option<Table> {
    let newest = |points: &[Point]| points.last().map(|last| last.value);
    let is_county = |group: &&EnrolmentOutlook| matches!(group.of, Group::County(_));
    let mut counties: Vec<&EnrolmentOutlook> = outlook.enrolment.iter().filter(is_county).collect();
    let students = |group: &EnrolmentOutlook| newest(&group.students).unwrap_or_default();
    counties.sort_by(|a, b| students(b).total_cmp(&students(a)).then_with(|| a.name.cmp(&b.name)));
    let all: f64 = counties.iter().map(|county| students(county)).sum();
    let row = |county: &&EnrolmentOutlook| {
        let [own, entrants, graduates] =
            [&county.students, &county.entrants, &county.graduates].map(|points| newest(points));
        cells![
            county.name.clone(),
            or_none(own, whole),
            or_none(own.filter(|_| all > 0.0).map(|own| own / all), percent),
            or_none(entrants, whole),
            or_none(graduates, whole),
        ]
    };
    let table =
        Table::new("l9a", "表4-4　分县（市、区）的在校生、报到新生与毕业生（按学校所在地）")
            .words(["县（市、区）"])
            .figures(["在校生（人）", "占全市", "报到新生（人）", "毕业生（人）"])
            .rows(counties.iter().map(row));
    (!counties.is_empty()).then_some(table)
}

/// The totals in running text; they are the last row of table `l7`.
fn summary(total: usize) -> Block {
    let total = |column| cell("l7", total, column);
    Block::Paragraph(vec![
        "全市开设".into(),
        total(1),
        "个专业、".into(),
        total(2),
        "个专业点，分布在".into(),
        total(3),
        "所学校；在校生".into(),
        total(4),
        "人，最近一年报到新生".into(),
        total(5),
        "人、毕业生".into(),
        total(6),
        "人。".into(),
    ])
}

/// Programmes, places and persons of a category or a school.
#[derive(Default)]
struct Sums<'a> {
    /// How many programmes the category has; zero for schools.
    programmes: usize,
    /// How many programmes at schools.
    places: usize,
    /// Persons, and so are the two below.
    students: f64,
    entrants: f64,
    graduates: f64,
    /// Names of the schools that offer the category; empty for schools.
    schools: BTreeSet<&'a str>,
}

/// Categories (专业大类) by name, with the newest year of each programme.
fn by_category(outlook: &Outlook) -> BTreeMap<&str, Sums<'_>> {
    let newest = |points: &[Point]| points.last().map_or(0.0, |last| last.value);
    let mut categories: BTreeMap<&str, Sums<'_>> = BTreeMap::new();
    for programme in &outlook.programmes {
        let sums = categories.entry(&programme.category_name).or_default();
        sums.programmes += 1;
        sums.places += programme.sites.len();
        sums.students += newest(&programme.students);
        sums.entrants += newest(&programme.entrants);
        sums.graduates += newest(&programme.graduates);
        sums.schools.extend(programme.sites.iter().map(|site| site.name.as_str()));
    }
    categories
}

/// Schools by name, with the base year of their places; programmes and schools are not counted.
fn by_school(outlook: &Outlook) -> BTreeMap<&str, Sums<'_>> {
    let mut schools: BTreeMap<&str, Sums<'_>> = BTreeMap::new();
    for site in outlook.programmes.iter().flat_map(|programme| &programme.sites) {
        let sums = schools.entry(&site.name).or_default();
        sums.places += 1;
        sums.students += site.students;
        sums.entrants += site.entrants;
        sums.graduates += site.quality.graduates;
    }
    schools
}

impl Sums<'_> {
    /// Students, entrants and graduates.
    fn sizes(&self) -> [Cell; 3] {
        [self.students, self.entrants, self.graduates].map(whole)
    }
}

/// The last row is the city.
fn categories_table(
    outlook: &Outlook,
    categories: &BTreeMap<&str, Sums<'_>>,
    schools: usize,
) -> Table {
    let rows = categories.iter().map(|(name, sums)| {
        let counts = [sums.programmes, sums.places, sums.schools.len()].map(Cell::from);
        std::iter::once((*name).into()).chain(counts).chain(sums.sizes())
    });
    let total = |read: fn(&Sums<'_>) -> f64| categories.values().map(read).sum::<f64>();
    let total = cells![
        "合计",
        outlook.programmes.len(),
        whole(total(|sums| sums.places as f64)),
        schools,
        whole(total(|sums| sums.students)),
        whole(total(|sums| sums.entrants)),
        whole(total(|sums| sums.graduates)),
    ];
    Table::new("l7", "表4-1　分专业大类的布点、招生、在校生与毕业生")
        .words(["专业大类"])
        .figures(["专业（个）", "专业点（个）", "学校（所）"])
        .figures(["在校生（人）", "报到新生（人）", "毕业生（人）"])
        .rows(rows)
        .rows([total])
}

/// Places and size by school.
fn schools_table(outlook: &Outlook, schools: &BTreeMap<&str, Sums<'_>>) -> Table {
    let warned = warned_places(outlook);
    let row = |(name, sums): (&&str, &Sums<'_>)| {
        let mean = (sums.places > 0).then(|| sums.students / sums.places as f64);
        let [students, entrants, graduates] = sums.sizes();
        cells![
            *name,
            sums.places.to_string(),
            students,
            or_none(mean, whole),
            entrants,
            graduates,
            warned.get(name).copied().unwrap_or(0).to_string(),
        ]
    };
    Table::new("l8", "表4-2　分学校的专业点与规模")
        .words(["学校"])
        .figures(["专业点（个）", "在校生（人）", "平均每点在校生（人）"])
        .figures(["报到新生（人）", "毕业生（人）", "预警专业点（个）"])
        .rows(schools.iter().map(row))
}

/// How many places of each school are warned of.
/// By the name of the school; a school without warnings has no entry.
fn warned_places(outlook: &Outlook) -> BTreeMap<&str, usize> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let warnings = outlook.warnings.iter().filter(|w| w.assessment.level.is_warning());
    for school in warnings.filter_map(|w| w.school_name.as_deref()) {
        *places.entry(school).or_default() += 1;
    }
    places
}

/// How the programmes that most schools offer are spread over them.
/// Programmes that a single school offers are not listed.
fn concentration_table(outlook: &Outlook, schools: usize) -> Table {
    /// At most so many programmes are listed.
    const LISTED: usize = 15;
    let mut spread: Vec<&ProgrammeOutlook> =
        outlook.programmes.iter().filter(|p| p.sites.len() > 1).collect();
    spread.sort_by(|a, b| b.sites.len().cmp(&a.sites.len()).then_with(|| a.code.cmp(&b.code)));
    Table::new("l9", "表4-3　布点最多的专业的集中程度")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures([
            "开设学校（所）",
            "占全部学校",
            "最大学校占在校生",
            "集中度",
            "平均每校在校生（人）",
        ])
        .rows(spread.into_iter().take(LISTED).map(|p| concentration_row(p, schools)))
        .note("集中度为各校在校生占比的平方和，越接近1越集中。只列两所以上学校开设的专业。")
}

/// The share of the largest school, and the sum of squared shares (the index of Herfindahl and Hirschman); neither
/// of few students. The sum is `Σ sᵢ²`, where `sᵢ` is the share of school `i` in the
/// programme's students: from one over the number of schools to one.
fn concentration_row(programme: &ProgrammeOutlook, schools: usize) -> [Cell; 7] {
    let sites = programme.sites.len() as f64;
    let students: f64 = programme.sites.iter().map(|site| site.students).sum();
    let shares = || programme.sites.iter().map(|site| site.students / students);
    let largest = shares().fold(0.0, f64::max);
    let index = shares().map(|share| share * share).sum::<f64>();
    let is_known = students >= RATE_BASE;
    cells![
        programme.code.to_string(),
        programme.name.clone(),
        programme.sites.len(),
        percent(sites / schools as f64),
        or_none(is_known.then_some(largest), percent),
        or_none(is_known.then_some(index), ratio),
        whole(students / sites),
    ]
}
