//! What a document was made from: run, vintage and policy; in working papers draws and seed too, by which it can be made again.

use talent_outlook::Outlook;

use crate::document::{Form, Table};
use crate::documents::stamp::RunStamp;

/// The table `issue`: `first` names the document, then come its run, its policy and how far its figures go. Running
/// text points to the period in row 4, the schools in row 5, the programmes in row 6 and those of grade D in row 7.
///
/// Cut-offs of the groups of figures follow from row 8 on. The note says so where figures are simulated.
pub(in crate::documents) fn issue_table(
    outlook: &Outlook,
    caption: &'static str,
    first: (&str, String),
    stamp: RunStamp,
) -> Table {
    let meta = &outlook.meta;
    let run = stamp.run;
    let facts = [
        first,
        ("计算日期", stamp.chinese_date()),
        ("运行编号、数据版本", format!("第{run}次运行，数据版本{}", meta.vintage)),
        ("预警政策", meta.policy.clone()),
        ("供需计算期", period(outlook)),
        ("纳入测算的学校数", format!("{}所", meta.schools)),
        ("纳入测算的专业数", format!("{}个", outlook.programmes.len())),
        ("其中可靠性为D的", format!("{}个", outlook.unreliable())),
    ];
    let cutoffs = meta
        .cutoffs
        .iter()
        .map(|cutoff| [format!("数据截止：{}", cutoff.name.zh), format!("{}年", cutoff.year)]);
    let table = Table::new("issue", caption)
        .words(["项目", "内容"])
        .rows(facts.map(|(name, value)| [name.to_owned(), value]))
        .rows(cutoffs);
    if meta.simulated {
        table.note(
            "学校分专业数据为模拟数据，只用于演示计算过程；产业、就业和在校生总数为公布数据。",
        )
    } else {
        table
    }
}

/// How often a run drew, and from which seed, as a row of the table above; for analysts, who make it again.
pub(in crate::documents) fn seed_row(outlook: &Outlook) -> [String; 2] {
    let meta = &outlook.meta;
    let drawn = format!("{}，{}", Form::Whole.text(f64::from(meta.draws)), meta.seed);
    ["抽样次数、随机种子".to_owned(), drawn]
}

/// The years that the balance is about; empty without programmes.
fn period(outlook: &Outlook) -> String {
    outlook
        .programmes
        .first()
        .map_or_else(String::new, |p| format!("{}—{}年", p.balance.from, p.balance.to))
}
