//! What rates are called, and what they are defined as.

use talent_domain::{Lang, RateDefinition};

/// Name and definition.
/// The definition is numerator over denominator, with the cohorts that it is about.
pub fn rate_text(definition: RateDefinition, lang: Lang) -> (&'static str, &'static str) {
    let (zh, en) = match definition {
        RateDefinition::FirstToSecond => (
            ("一升二", "二年级在校生 ÷ 上年一年级在校生"),
            ("grade 1 to 2", "second grade / first grade a year before"),
        ),
        RateDefinition::SecondToThird => (
            ("二升三", "三年级在校生 ÷ 上年二年级在校生"),
            ("grade 2 to 3", "third grade / second grade a year before"),
        ),
        RateDefinition::Completion => (
            ("毕业率", "毕业生 ÷ 上年三年级在校生（不含贯通培养）"),
            ("completion", "graduates / third grade a year before, continued tracks left out"),
        ),
        RateDefinition::FurtherStudy => (
            ("升学率", "升学 ÷ 毕业生（最近一届）"),
            ("further study", "in further study / graduates, newest cohort"),
        ),
        RateDefinition::Participation => (
            ("参加就业率", "（直接就业＋待就业）÷（再加参军、暂不就业），最近三届"),
            ("participation", "(in jobs + seeking) / (these + army + not seeking), three cohorts"),
        ),
        RateDefinition::Placement => (
            ("直接就业率", "直接就业 ÷（直接就业＋待就业）"),
            ("placement", "in jobs / (in jobs + seeking)"),
        ),
        RateDefinition::Retention => (
            ("本市留存率", "本市就业 ÷ 直接就业"),
            ("local retention", "jobs in the city / direct jobs"),
        ),
        RateDefinition::Match => (
            ("对口率", "对口就业 ÷ 对口调查人数，最近三届"),
            ("match", "matched / surveyed jobs, three cohorts"),
        ),
        RateDefinition::Satisfaction => (
            ("就业满意率", "就业满意人数 ÷ 满意度调查人数，最近三届"),
            ("satisfaction", "satisfied / asked, three cohorts"),
        ),
        RateDefinition::Stability => (
            ("就业稳定率", "半年后在岗人数 ÷ 半年跟踪人数，最近三届"),
            ("stability", "in the same job after half a year / followed, three cohorts"),
        ),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
