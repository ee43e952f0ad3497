//! What `issue`, `slot` and `schedule` take.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::{Subcommand, ValueEnum};
use talent_issue::DocumentKind;

/// A document that is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    /// 预警通报 the bulletin
    Bulletin,
    /// 就业质量年度报告 where graduates went, and how well
    Quality,
    /// 专业布局与需求分析报告 programmes and demand
    Layout,
}

impl KindArg {
    pub(crate) fn kind(self) -> DocumentKind {
        match self {
            Self::Bulletin => DocumentKind::Bulletin,
            Self::Quality => DocumentKind::Quality,
            Self::Layout => DocumentKind::Layout,
        }
    }
}

/// The life of a document.
#[derive(Debug, Subcommand)]
pub(crate) enum IssueCommand {
    /// 列出文稿：状态、期号、文号、签发人
    ///
    /// Every issue with its state, number, reference and signer.
    List,
    /// 起草：用网页上现行的运行起一份稿（--as bureau 为内部稿）
    ///
    /// Draft an issue of the run that is shown; with --as bureau for the bureau alone.
    Draft {
        /// 文种。 Which document.
        #[arg(value_enum)]
        kind: KindArg,
    },
    /// 看一份：办理经过；-o 写成文件（签发后为定稿，之前为送审稿）
    ///
    /// What was done with an issue. With -o its file: as it was signed, or the draft as it stands.
    Show {
        /// 文稿编号（见 talent issue list）。 Its number in `talent issue list`.
        id: i64,
        /// 输出文件：.pdf、.docx、.html、.xlsx、.json、.csv，或 .cap.xml（CAP 1.2）。 By its ending; `.cap.xml` for CAP 1.2.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// 送审
    ///
    /// Put a draft before the signer.
    Submit {
        /// 文稿编号。 Its number.
        id: i64,
    },
    /// 退回
    ///
    /// Give it back to its author, with a reason.
    Return(ReasonArgs),
    /// 签发：编期号、定稿；必填处空着或数据已变的不能签发
    ///
    /// Sign: it is numbered and frozen in every form. Refused while a blank that has to be filled in is empty or out of date.
    Sign {
        /// 文稿编号。 Its number.
        id: i64,
        /// 签发人。 Who signs.
        #[arg(long)]
        signer: String,
        /// 文号，如 临教职成〔2026〕12号；不写则不印。更正有文号的文稿须写，没有则写 ""。 The reference number that is printed; a
        /// correction of an issue that has one says its own, or "".
        #[arg(long)]
        reference: Option<String>,
    },
    /// 印发：公布，并按 talent.toml 中 delivery 一节送到文件夹和邮箱
    ///
    /// Send out: it is served as the newest, and goes to the folder and the addresses of `[delivery]`.
    Dispatch {
        /// 文稿编号。 Its number.
        id: i64,
    },
    /// 再送：把没有送到的再送一次
    ///
    /// Try again what has not arrived.
    Deliver,
    /// 更正：为已印发的一份另起一稿，写明更正原因，印发后取代它
    ///
    /// Draft an issue that takes the place of one that was sent out; it says at its head why.
    Correct(ReasonArgs),
    /// 撤销
    ///
    /// Withdraw what was signed or sent out, with a reason; whoever got it is told.
    Withdraw(ReasonArgs),
    /// 作废还没有签发的
    ///
    /// Give up what has not been signed, with a reason.
    Discard(ReasonArgs),
    /// 全部已印发文稿的 Atom 订阅
    ///
    /// The feed of everything that was sent out, as Atom.
    Feed {
        /// 输出文件。 The file.
        #[arg(long, short)]
        output: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReasonArgs {
    /// 文稿编号。 Its number.
    pub(crate) id: i64,
    /// 原因，随记录保存。 Why; it is kept.
    #[arg(long)]
    pub(crate) reason: String,
}

/// What people write in the blanks of documents.
#[derive(Debug, Subcommand)]
pub(crate) enum SlotCommand {
    /// 列出待填写处：要写什么、必填与否、谁写的、数据是否已变
    ///
    /// The blanks of a document with what stands in them.
    List {
        /// 文种，不写为全部。 Which document; all by default.
        #[arg(value_enum)]
        kind: Option<KindArg>,
    },
    /// 填写一处：--text 文字，或 --file 文本文件（UTF-8）
    ///
    /// Write in a blank. An empty text empties it.
    Write {
        /// 文种。 Which document.
        #[arg(value_enum)]
        kind: KindArg,
        /// 哪一处（见 talent slot list）。 The blank.
        slot: String,
        /// 文字。 The text.
        #[arg(long, conflicts_with = "file", required_unless_present = "file")]
        text: Option<String>,
        /// 文本文件。 A file that holds it.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// 确认：数据虽已变，原来写的仍然成立
    ///
    /// Say that a text still holds though figures have changed.
    Keep {
        /// 文种。 Which document.
        #[arg(value_enum)]
        kind: KindArg,
        /// 哪一处。 The blank.
        slot: String,
    },
    /// 从 Word 文件读回填写的内容（talent bulletin -o 通报.docx 等生成的）
    ///
    /// Take what was written in the blanks of a Word file of the document.
    Read {
        /// 文种。 Which document.
        #[arg(value_enum)]
        kind: KindArg,
        /// Word 文件。 The file.
        file: PathBuf,
    },
}

/// What is done at set times.
#[derive(Debug, Subcommand)]
pub(crate) enum ScheduleCommand {
    /// 列出定时任务：下一次、上一次办得怎样
    ///
    /// The schedules of `talent.toml`: when they are due next, and how the last time went.
    List {
        /// 到那时会怎样，如 2026-12-05T08:00:00+08:00；只看，不办理；默认现在。 How they stand at that time; nothing is done.
        #[arg(long, value_parser = time)]
        at: Option<DateTime<FixedOffset>>,
    },
    /// 办理到期的任务并送出未送到的文稿，然后退出；由 cron 或 systemd 每几分钟执行一次
    ///
    /// Do what is due, deliver what has not arrived, and end; for cron or a systemd timer. `talent serve` does the same.
    Run {
        /// 演练用，在工作区的副本上执行：当作这个时间真的办理，文稿日期、期号、登记和寄送都以它为准；默认现在。 For rehearsals on
        /// a copy: everything is really done, and dated as of this time.
        #[arg(long, value_parser = time)]
        at: Option<DateTime<FixedOffset>>,
    },
}

fn time(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text).map_err(|_| {
        "应为带时区的时间，如 2026-12-05T08:00:00+08:00 (a time with its offset is wanted)"
            .to_owned()
    })
}
