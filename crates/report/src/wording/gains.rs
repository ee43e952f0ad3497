//! Which table would help most: the table behind each block of uncertainty, and what it would bring.

use talent_domain::Lang;
use talent_outlook::{Block, TableGain};

use super::balance::block_name;
use super::figures::{ratio, signed_percent};

/// A table that brings less than this, as a fraction of width and of expected loss, is not listed.
const LEAST_FALL: f64 = 0.005;

/// What a table would bring, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GainText {
    /// The table to deliver.
    pub table: &'static str,
    /// The step of the balance that it settles.
    pub block: &'static str,
    /// Upper over lower end of the 80 % interval, before and after: `3.10 → 2.70`.
    pub width: String,
    /// By how much the interval narrows.
    pub width_fall: String,
    /// Expected loss in bands, before and after.
    pub loss: String,
    /// By how much it falls.
    pub loss_fall: String,
}

impl GainText {
    /// The gain in words. Widths are shown as upper over lower end, since half and double are equally far.
    pub fn new(gain: &TableGain, lang: Lang) -> Self {
        let pair = |before: f64, after: f64| format!("{} → {}", ratio(before), ratio(after));
        Self {
            table: table_behind(gain.block, lang),
            block: block_name(gain.block, lang),
            width: pair(gain.width_before.exp(), gain.width_after.exp()),
            width_fall: signed_percent(-gain.width_fall()),
            loss: pair(gain.loss_before, gain.loss_after),
            loss_fall: signed_percent(-gain.loss_fall()),
        }
    }

    /// The cells of a row, in the order of [`gain_headings`].
    pub fn cells(self) -> [String; 6] {
        let Self { table, block, width, width_fall, loss, loss_fall } = self;
        [table.to_owned(), block.to_owned(), width, width_fall, loss, loss_fall]
    }
}

/// The tables worth delivering, the greatest gain first.
pub fn useful_gains(gains: &[TableGain], lang: Lang) -> Vec<GainText> {
    let helps =
        |gain: &&TableGain| gain.width_fall() >= LEAST_FALL || gain.loss_fall() >= LEAST_FALL;
    gains.iter().filter(helps).map(|gain| GainText::new(gain, lang)).collect()
}

/// The headings of a table of gains.
pub fn gain_headings(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::Zh => ["补上哪张表", "影响的环节", "区间上下限之比", "收窄", "期望损失", "减少"],
        Lang::En => [
            "table to deliver",
            "step it settles",
            "upper / lower end",
            "width",
            "expected loss",
            "loss",
        ],
    }
}

/// How the gains were found.
pub fn gain_note(lang: Lang) -> &'static str {
    lang.pick(
        "逐项假定该环节已由本市真实数据确定（固定在均值），对有单独判断的专业重新抽样：区间是求人倍率80%区间上限与下限之比（各专业几何平均），期望损失是扩大、不变、压缩中最有利的做法偏离的档数（各专业平均）。这是各表作用的上限：表只说明现状，今后几年的变化仍不确定，就业预测一项尤其如此。各项不能相加；作用不到0.5%的没有列出。",
        "Each step in turn is taken as settled by the city's own figures (held at its mean) and programmes with a band are drawn again. Width: upper over lower end of the 80 % interval of demand per entrant (geometric mean); expected loss: of the best of growing, keeping and shrinking, in bands (mean). These are upper bounds: a table tells how things are, and what the coming years bring stays uncertain, above all for employment. Gains do not add up; those below 0.5 % are left out.",
    )
}

/// The table that settles a block of uncertainty, by its code; what no template takes in is named with where it is set.
pub fn table_behind(block: Block, lang: Lang) -> &'static str {
    let (zh, en) = match block {
        Block::Employment => {
            ("T4 分行业从业人员（2020 年以来各年）", "T4 employment by industry since 2020")
        }
        Block::PrivateShares => {
            ("T4 分行业私营和个体从业人员", "T4 private and self-employment by industry")
        }
        Block::Staffing => (
            "C8 行业职业构成、P5 职业从业人员",
            "C8 staffing of industries, P5 workers by occupation",
        ),
        Block::Bridge => (
            "C9 职业与专业类对应、C5 专业类与行业对应",
            "C9 occupations to classes, C5 classes to industries",
        ),
        Block::Levels => {
            ("P1 职业参数（中职填补占比）", "P1 share of openings filled at the level")
        }
        Block::Exits => ("P4 年龄构成与退出", "P4 workers and exits by age"),
        Block::Newcomers => (
            "企业用工调查：新人填补空缺的比例（填入 assumptions.toml 的 newcomer_share）",
            "survey of employers: newcomers' share of openings (newcomer_share in assumptions.toml)",
        ),
        Block::Plans => ("P3 重大项目与关停清单", "P3 planned projects and closures"),
        Block::Intake => ("T2 计划招生", "T2 planned intake"),
        Block::Progression => ("T2 分年级在校生", "T2 students by grade"),
        Block::Destinations => {
            ("T1 毕业去向（升学、参加就业）", "T1 destinations: further study, participation")
        }
        Block::Retention => ("T1 毕业去向（本市就业）", "T1 destinations: jobs in the city"),
        Block::Sharing => {
            ("T1 分专业本市就业（更多届）", "T1 local jobs by programme, more cohorts")
        }
        Block::Hires => {
            ("T1 分专业本市就业与求职人数", "T1 local jobs and job seekers by programme")
        }
        Block::Chance => ("没有表能确定", "no table settles it"),
    };
    lang.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain(width_after: f64, loss_after: f64) -> TableGain {
        let block = Block::Exits;
        TableGain { block, width_before: 1.0, width_after, loss_before: 0.5, loss_after }
    }

    #[test]
    fn a_gain_is_told_before_and_after_and_no_gain_is_left_out() {
        let gains = [gain(0.8, 0.4), gain(1.0, 0.5)];
        let told = useful_gains(&gains, Lang::Zh);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].width, "2.72 → 2.23");
        assert_eq!((told[0].width_fall.as_str(), told[0].loss_fall.as_str()), ("−20.0%", "−20.0%"));
    }
}
