//! Doubts in words. Each kind has one sentence or two in each language, with the figures that it holds.

use talent_domain::{
    EducationLevel, IndustryCode, Lang, Measure, RateDefinition, TemplateCode, Year,
};
use talent_outlook::{DoubtKind, FormerProgramme, MovedProgramme, OddLength, Oddity, RefusedPanel};

use super::balance::band_name;
use super::figures::{percent, whole};
use super::rates::rate_text;

/// What a reader is told of a doubt.
pub fn doubt_text(doubt: &DoubtKind, lang: Lang) -> String {
    let (zh, en) = match doubt {
        DoubtKind::Worded(text) => (text.zh.clone(), text.en.clone()),
        DoubtKind::DifferentCoverage => different_coverage(),
        DoubtKind::SurroundingsCounted { regions, unknown, moved } => {
            surroundings_counted(regions, unknown, *moved)
        }
        DoubtKind::NeighboursWithin { regions } => neighbours_within(regions),
        DoubtKind::ProposedBridge => proposed_bridge(),
        DoubtKind::SectionsEstimated { observed_until, total_until } => {
            sections_estimated(*observed_until, *total_until)
        }
        DoubtKind::YearTooEarly { year, base } => year_too_early(*year, *base),
        DoubtKind::SchoolLate { school, base, reported_others, held } => {
            let late = LateSchool { school, base: *base, held };
            if *reported_others { late.in_part() } else { late.altogether() }
        }
        DoubtKind::EntrantsStandIn { year, places, stand_ins } => {
            entrants_stand_in(*year, *places, *stand_ins)
        }
        DoubtKind::ModelRefused { panel, step, origins, model, naive } => {
            model_refused(*panel, (*step, *origins), (*model, *naive))
        }
        DoubtKind::OddYear { section, name, year, oddity } => {
            odd_year(section, name, *year, *oddity)
        }
        DoubtKind::EmploymentGap { section, name, year } => employment_gap(section, name, *year),
        DoubtKind::Uncovered { level, sections } => uncovered(*level, sections),
        DoubtKind::OddExits { occupations, likely } => odd_exits(occupations, *likely),
        DoubtKind::WorkersScaled { scale } => workers_scaled(*scale),
        DoubtKind::UnreportedYears { schools } => unreported_years(schools),
        DoubtKind::OlderCohort { cohort } => older_cohort(*cohort),
        DoubtKind::UnknownRates { rates } => unknown_rates(rates),
        DoubtKind::FormerCodes { programmes } => former_codes(programmes),
        DoubtKind::OddLengths { programmes } => odd_lengths(programmes),
        DoubtKind::Unobserved { from, to, none_at_all, programmes } => {
            if *none_at_all {
                empty_window(*from, *to)
            } else {
                unobserved(*from, *to, programmes)
            }
        }
        DoubtKind::WindowMoved { before, after, programmes } => {
            window_moved(*before, *after, programmes)
        }
        DoubtKind::Contradicted { classes } => contradicted(classes),
        DoubtKind::UnknownRulesOff { rules } => unknown_rules_off(rules),
        DoubtKind::RulesWithoutFigures { rules, measures, table } => {
            rules_without_figures(rules, measures, *table)
        }
    };
    lang.pick(zh, en)
}

/// A text in Chinese and in English.
/// Always in this order.
type Texts = (String, String);

/// A school that has not reported all students of the base year.
struct LateSchool<'a> {
    /// Its name.
    school: &'a str,
    /// The base year of the run.
    base: Year,
    /// Names of programmes whose level is held because the school is missing.
    held: &'a [String],
}

impl LateSchool<'_> {
    /// It has reported some of its programmes.
    fn in_part(&self) -> Texts {
        let Self { school, base, .. } = self;
        let (zh, en) = self.consequences();
        (
            format!(
                "{school}报了 {base} 年在校生，但缺一些专业（此前报过的学生还未毕业）：供给按其上次报的在校生和招生推算，其余合计不含；漏报的请补报，停办或改名的请补报一行 0 人。{zh}"
            ),
            format!(
                "{school} has reported its students of {base}, but not of some programmes whose students reported before cannot all have left: supply takes those last reported, grown older, and as many entrants as then, sums leave them out; report them, or 0 where they have ended.{en}"
            ),
        )
    }

    /// It has reported nothing of that year.
    fn altogether(&self) -> Texts {
        let Self { school, base, .. } = self;
        let (zh, en) = self.consequences();
        (
            format!(
                "{school}没有报 {base} 年在校生（此前报过的学生还未毕业）：供给按其上次报的在校生和招生推算，其余合计不含该校，补报后请重新计算。{zh}"
            ),
            format!(
                "{school} has not reported its students of {base}, though those reported before cannot all have left: supply takes those last reported, grown older, and as many entrants as then, sums leave it out.{en}"
            ),
        )
    }

    /// Programmes whose level is held because of it.
    fn consequences(&self) -> Texts {
        if self.held.is_empty() {
            return Texts::default();
        }
        let names = self.held.join("、");
        let zh = format!("因此沿用上次等级（未报）的专业：{names}。");
        (zh, format!(" Their last level is held for that: {names}."))
    }
}

/// That demand and supply do not count the same people.
fn different_coverage() -> Texts {
    (
        "需求按本市城镇单位、私营和个体就业推算，供给按本市学校毕业生推算，两者口径不同；外出就业另列为留存率。".to_owned(),
        "Demand counts urban units, private and self-employed work in the city; supply counts graduates of its schools; those who leave show in the retention rate.".to_owned(),
    )
}

/// That regions around the city count, by which shares, and what that changes.
fn surroundings_counted(regions: &[(String, f64, f64)], unknown: &[String], moved: usize) -> Texts {
    let list =
        |text: &dyn Fn(&(String, f64, f64)) -> String| regions.iter().map(text).collect::<Vec<_>>();
    let zh = list(&|(name, counted, going)| {
        format!("{name}（需求计入 {}，毕业生去往 {}）", percent(*counted), percent(*going))
    });
    let en = list(&|(name, counted, going)| {
        format!("{name} ({} of its demand, {} of graduates)", percent(*counted), percent(*going))
    });
    let (mut zh, mut en) = (
        format!(
            "供求计入周边地区：{}。比例见 P7，由填报单位认定；假定周边各行业每名从业人员带来的岗位与本市相同。只计本市时，{moved} 个专业的供求类别不同，见各专业“只计本市”。",
            zh.join("、")
        ),
        format!(
            "Regions around the city count on both sides: {}. The shares are as stated in P7; each industry there is taken to need as many newcomers for one employed as in the city. By the city alone {moved} programmes would have another band, see there.",
            en.join(", ")
        ),
    );
    if !unknown.is_empty() {
        let (names, names_en) = (unknown.join("、"), unknown.join(", "));
        zh.push_str(&names);
        zh.push_str("缺全部或部分行业的从业人员（T4，地区代码写该地区）：缺的行业不计入，全缺的地区需求和去往的毕业生都不计。");
        en.push_str(" Employment of some or all industries is not known (T4): these add nothing, and of a region without any neither side counts: ");
        en.push_str(&names_en);
        en.push('.');
    }
    (zh, en)
}

/// That a neighbour is none.
fn neighbours_within(regions: &[String]) -> Texts {
    (
        format!(
            "P7 中的{}属于本市，已在本市数据之内，不作周边地区计入：请从 P7 删去。",
            regions.join("、")
        ),
        format!(
            "{} of P7 lie within the city and are in its figures: they do not count once more. Delete them from P7.",
            regions.join(", ")
        ),
    )
}

/// That nobody has confirmed which classes serve which industries.
fn proposed_bridge() -> Texts {
    (
        "专业类与行业的对应为本项目建议，未经主管部门确认，可用 C5 模板替换。".to_owned(),
        "The table from programme classes to industries is a proposal; replace it with template C5."
            .to_owned(),
    )
}

/// The base window has no graduates at all.
fn empty_window(from: Year, to: Year) -> Texts {
    (
        format!(
            "基期（{from}—{to} 届）没有毕业生数据，各专业不单独判断，只判断专业类：请把 policy.toml 中 [base_window] 改为有毕业去向的年份。"
        ),
        format!(
            "No graduates are known of the base window ({from} to {to}): no programme has a band of its own, only classes have. Set [base_window] in policy.toml to years with destinations."
        ),
    )
}

/// These programmes had no graduates in the base window.
fn unobserved(from: Year, to: Year, programmes: &[String]) -> Texts {
    let names = programmes.join("、");
    (
        format!(
            "基期（{from}—{to} 届）没有毕业生、因而不知在本专业类需求中占多少的专业，只判断所属专业类：{names}。"
        ),
        format!(
            "Without graduates in the base window ({from} to {to}), so that their share of the demand of their class is not known, and only the class has a band: {names}."
        ),
    )
}

/// A change of demand that a reader is told of in the sentence about a moved window; the table has every one.
const MOVED: f64 = 0.1;

/// The base window was moved: the bands that changed with it and how many programmes' demand did.
fn window_moved(before: (Year, Year), after: (Year, Year), programmes: &[MovedProgramme]) -> Texts {
    let moved = |p: &&MovedProgramme| {
        p.change().map_or(p.demand.0 != p.demand.1, |change| change.abs() > MOVED)
    };
    let moved = programmes.iter().filter(moved).count();
    let banded: Vec<&MovedProgramme> =
        programmes.iter().filter(|programme| programme.band.0 != programme.band.1).collect();
    let list = |lang: Lang, between: &str| {
        let row = |p: &&MovedProgramme| {
            let (before, after) = (band_name(p.band.0, lang), band_name(p.band.1, lang));
            lang.pick(
                format!("{}（{before}→{after}）", p.name),
                format!("{} ({before} to {after})", p.name),
            )
        };
        banded.iter().map(row).collect::<Vec<_>>().join(between)
    };
    let (zh, en) = if banded.is_empty() {
        ("没有专业因此改变供求类别".to_owned(), "no programme changed its band with it".to_owned())
    } else {
        let zh = format!("因此改变供求类别的专业：{}", list(Lang::Zh, "、"));
        (zh, format!("bands that changed with it: {}", list(Lang::En, "; ")))
    };
    let ((from, to), (first, last)) = (before, after);
    (
        format!(
            "需求所依据的基期由 {from}—{to} 届改为 {first}—{last} 届，{moved} 个专业的需求因此变化一成以上；{zh}。"
        ),
        format!(
            "The base window of demand was moved from {from}–{to} to {first}–{last}; demand of {moved} programmes changed by more than a tenth, and {en}."
        ),
    )
}

/// Classes whose two measurements of demand contradict each other: the model's, then the jobs, persons a year.
fn contradicted(classes: &[(String, f64, f64)]) -> Texts {
    let list = |form: &dyn Fn(&str, String, String) -> String, between: &str| {
        let texts =
            classes.iter().map(|(name, model, jobs)| form(name, whole(*model), whole(*jobs)));
        texts.collect::<Vec<_>>().join(between)
    };
    let zh = list(&|name, model, jobs| format!("{name}（推算 {model}，实际 {jobs}）"), "、");
    let en = list(&|name, model, jobs| format!("{name} (model {model}, jobs {jobs})"), "; ");
    (
        format!(
            "按产业推算的需求与基期毕业生在本市的实际就业相差过大（人/年），可靠性为 D，不据以预警：{zh}。请核对这些专业类与职业、行业的对应。"
        ),
        format!(
            "The demand by industry and the jobs that graduates of the base window found (persons a year) are too far apart; graded D, and no warning rests on it: {en}. Check the links of these classes."
        ),
    )
}

/// Between the two years only the total is known; `observed_until` is the last year of the sections.
fn sections_estimated(observed_until: Year, total_until: Year) -> Texts {
    let from = observed_until + 1;
    (
        format!(
            "分行业从业人员只到 {observed_until} 年；{from}—{total_until} 年为估计值，合计等于已公布的总数。"
        ),
        format!(
            "Employment by section ends in {observed_until}; {from} to {total_until} are estimates that add up to the published total."
        ),
    )
}

/// `year` has too few reports to be the base year, which stays `base`.
fn year_too_early(year: Year, base: Year) -> Texts {
    (
        format!("{year} 年的在校生半数以上还没有报数，仍以 {base} 年为基年。"),
        format!(
            "Less than half of the students of {year} have been reported; the balance begins after {base}."
        ),
    )
}

/// Of `places` programmes at schools, `stand_ins` have no registered entrants of `year`.
fn entrants_stand_in(year: Year, places: usize, stand_ins: usize) -> Texts {
    (
        format!(
            "{places} 个专业点中有 {stand_ins} 个没有 {year} 年报到人数，以一年级在校生（再缺则以实际招生）代替。"
        ),
        format!(
            "{stand_ins} of {places} programmes at schools have no registered entrants of {year}; the first grade, or those admitted, stand for them."
        ),
    )
}

/// `trial`: years ahead and forecast origins; `errors`: of the model and of the last value, fractions.
fn model_refused(panel: RefusedPanel, trial: (usize, usize), errors: (f64, f64)) -> Texts {
    let (step, origins) = trial;
    let (model, naive) = (100.0 * errors.0, 100.0 * errors.1);
    let (zh, en) = match panel {
        RefusedPanel::Employment => ("分行业从业人员", "employment by section"),
        RefusedPanel::Entrants => ("分专业招生", "entrants by programme"),
    };
    (
        format!(
            "{zh}：在过去 {origins} 个起点向后 {step} 年，模型误差 {model:.1}%，大于按上年值不变的 {naive:.1}%，本期改用上年值。"
        ),
        format!(
            "{en}: at {origins} earlier origins, {step} years ahead, the model erred {model:.1} %, more than the {naive:.1} % of the last value, which is used instead."
        ),
    )
}

/// A year that looks odd is kept and marked.
fn odd_year(section: &IndustryCode, name: &str, year: Year, oddity: Oddity) -> Texts {
    let (zh, en) = match oddity {
        Oddity::Outlier => ("异常值", "an outlier"),
        Oddity::LevelShift => ("与前后年份不衔接", "a level shift"),
    };
    let zh = match oddity {
        Oddity::Outlier => format!("疑为{zh}"),
        Oddity::LevelShift => zh.to_owned(),
    };
    (
        format!("{name} {year} 年从业人员{zh}，按公布数使用并加注。"),
        format!("Employment of section {section} in {year} looks like {en}; kept and marked."),
    )
}

/// A year without a figure lies on a straight line between its neighbours.
fn employment_gap(section: &IndustryCode, name: &str, year: Year) -> Texts {
    (
        format!("{name} 缺 {year} 年从业人员，按前后年直线补齐。"),
        format!("Employment of section {section} lacks {year}; filled on a straight line."),
    )
}

/// `sections` are names of industries for which the city offers no programme of this level.
fn uncovered(level: EducationLevel, sections: &[String]) -> Texts {
    let (zh, en) = (level.name(Lang::Zh), level.name(Lang::En));
    (
        format!("以下行业在本市没有开设对应的{zh}专业：{}。", sections.join("、")),
        format!("No {en} programme of the city serves: {}.", sections.join(", ")),
    )
}

/// `occupations` with their rates and the `likely` rates, fractions per year.
fn odd_exits(occupations: &[(String, f64)], likely: (f64, f64)) -> Texts {
    let rate = |(name, rate): &(String, f64)| format!("{name} {:.1}%", 100.0 * rate);
    let rates: Vec<String> = occupations.iter().map(rate).collect();
    let (least, most) = (100.0 * likely.0, 100.0 * likely.1);
    (
        format!(
            "以下退出率不在每年 {least:.0}%–{most:.0}% 之内，请核对是否含换工作、或口径有误：{}。",
            rates.join("、")
        ),
        format!(
            "Exit rates outside {least:.0} to {most:.0} % a year; do they hold changes of employer? {}.",
            rates.join(", ")
        ),
    )
}

/// `scale` is what workers by occupation were multiplied by to add up to those of the industries.
fn workers_scaled(scale: f64) -> Texts {
    (
        format!(
            "职业从业人员（P5）合计与有职业构成的行业从业人员不等，按 {scale:.3} 倍折算后配平。"
        ),
        format!(
            "Workers by occupation (P5) do not add up to those of the sections; multiplied by {scale:.3} before the table was fitted."
        ),
    )
}

/// Each school with the years between others that lack students of some programme.
fn unreported_years(schools: &[(String, Vec<Year>)]) -> Texts {
    let school = |(name, years): &(String, Vec<Year>)| {
        let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        format!("{name}（{years}）")
    };
    let list = schools.iter().map(school).collect::<Vec<_>>().join("、");
    (
        format!(
            "以下学校中间年份有专业没有报在校生，这些年的合计偏小；招生预测按前后年直线补齐：{list}。"
        ),
        format!(
            "Students of years between others are missing: {list}. Sums of those years are too small; entrants are filled in for the forecast."
        ),
    )
}

/// Most schools have reported no cohort after `cohort`.
fn older_cohort(cohort: Year) -> Texts {
    (
        format!(
            "毕业去向（T1）多数学校只报到 {cohort} 届，升学、留存、就业各项比率和去向信号按该届及以前计算。"
        ),
        format!(
            "Destinations (T1) are known of most schools up to the class of {cohort}: rates and signals of destinations are those of that class and earlier ones."
        ),
    )
}

/// `rates` with what stands for them, fractions.
fn unknown_rates(rates: &[(RateDefinition, f64)]) -> Texts {
    let list = |lang, with: &str| {
        let rate = |(definition, fallback): &(RateDefinition, f64)| {
            format!("{} {:.0}%", rate_text(*definition, lang).0, 100.0 * fallback)
        };
        rates.iter().map(rate).collect::<Vec<_>>().join(with)
    };
    (
        format!(
            "全市没有以下比率的数据（T1），暂按：{}；供给因此可能偏高，补报后请重新计算。",
            list(Lang::Zh, "、")
        ),
        format!(
            "The city has no figures (T1) of these rates, which are taken to be: {}; supply may be too high.",
            list(Lang::En, ", ")
        ),
    )
}

/// The policy switches off what is in no list.
fn unknown_rules_off(rules: &[(String, Option<String>)]) -> Texts {
    let list = |lang: Lang| {
        let rule = |(id, near): &(String, Option<String>)| match (near, lang) {
            (Some(near), Lang::Zh) => format!("{id}（是不是 {near}？）"),
            (Some(near), Lang::En) => format!("{id} (the nearest is {near})"),
            (None, _) => id.clone(),
        };
        rules.iter().map(rule).collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    (
        format!(
            "policy.toml 的 [statutory] off 停用的规则不在预警规则表（C6）中，等于没有停用：{}；请改正编号或删去（控制名单写 C7）。",
            list(Lang::Zh)
        ),
        format!(
            "[statutory] off of policy.toml names rules that are not in C6, which switches nothing off: {}; correct or delete them (C7 stands for the control lists).",
            list(Lang::En)
        ),
    )
}

/// Rules in force that nobody can meet for want of figures.
fn rules_without_figures(rules: &[String], measures: &[Measure], table: TemplateCode) -> Texts {
    let names = |lang: Lang| {
        let names: Vec<&str> = measures.iter().map(|measure| measure.name(lang)).collect();
        names.join(lang.pick("、", ", "))
    };
    (
        format!(
            "现行规则 {} 所看的{}没有一张表报过，这些规则因此不起作用：请导入{}，或在 policy.toml 的 [statutory] off 停用。",
            rules.join("、"),
            names(Lang::Zh),
            table.title(Lang::Zh)
        ),
        format!(
            "Rules in force ({}) look at figures that no table reports ({}), so that they find nothing: take in {}, or switch them off under [statutory] in policy.toml.",
            rules.join(", "),
            names(Lang::En),
            table.title(Lang::En)
        ),
    )
}

/// Figures under codes of former catalogues.
/// A programme may have become several, each with its share as a fraction.
fn former_codes(programmes: &[FormerProgramme]) -> Texts {
    let part = |(name, share): &(String, f64)| {
        if *share < 1.0 { format!("{name} {:.0}%", 100.0 * share) } else { name.clone() }
    };
    let became: Vec<String> = programmes
        .iter()
        .map(|former| {
            let parts = former.became.iter().map(part).collect::<Vec<_>>().join("、");
            format!("{}（{}）→{parts}", former.name, former.code)
        })
        .collect();
    (
        format!("按专业代码沿革表（C10）由旧目录专业计入现行专业：{}。", became.join("；")),
        format!(
            "Counted from programmes of former catalogues by table C10: {}.",
            became.join("; ")
        ),
    )
}

/// Programmes of which schools state different lengths.
/// Lengths are years; `counted` is the one that the forecast goes by.
fn odd_lengths(programmes: &[OddLength]) -> Texts {
    let list = |years: &[usize], with: &str| {
        years.iter().map(ToString::to_string).collect::<Vec<_>>().join(with)
    };
    let zh: Vec<String> = programmes
        .iter()
        .map(|odd| {
            format!("{}（填 {} 年，按 {} 年）", odd.name, list(&odd.stated, "、"), odd.counted)
        })
        .collect();
    let en: Vec<String> = programmes
        .iter()
        .map(|odd| {
            format!("{} (stated {}, counted {})", odd.name, list(&odd.stated, ", "), odd.counted)
        })
        .collect();
    (
        format!(
            "以下专业的学制（T3）各校不一，或超出 T2 的三个年级，毕业年份会有出入：{}。五年一贯制、3+2 的三年级学生填“在校生(三年级)中贯通培养”。",
            zh.join("、")
        ),
        format!(
            "Schools state different lengths of these programmes (T3), or more than the three grades of T2, so that cohorts may leave in other years: {}. Third-graders of five-year and 3+2 tracks belong into their own column.",
            en.join(", ")
        ),
    )
}
