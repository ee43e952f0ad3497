//! The command line: what holds for every command, the commands, and below this module what each of them takes.
//!
//! What stands here above fields and commands is the text of `--help`, Chinese first.

mod backtest;
mod chart;
mod closed_loop;
mod collection;
mod evaluate;
mod explain;
mod forecast;
mod ingest;
mod issue;
mod plan;
mod reader;
mod report;
mod rules;
mod scenario;
mod score;
mod show;
mod simulate;
mod template;
mod warnings;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use talent_domain::Lang;
use talent_outlook::Audience;

pub(crate) use self::backtest::{BacktestArgs, StageArg};
pub(crate) use self::chart::ChartArgs;
pub(crate) use self::closed_loop::ClosedLoopArgs;
pub(crate) use self::collection::{DiffArgs, PeriodArgs, PeriodCommand, StatusArgs};
pub(crate) use self::evaluate::EvaluateArgs;
pub(crate) use self::explain::ExplainArgs;
pub(crate) use self::forecast::ForecastArgs;
pub(crate) use self::ingest::IngestArgs;
pub(crate) use self::issue::{IssueCommand, ReasonArgs, ScheduleCommand, SlotCommand};
pub(crate) use self::plan::PlanArgs;
pub(crate) use self::reader::Reader;
pub(crate) use self::report::{Report, ReportArgs};
pub(crate) use self::rules::{RulesCommand, SimulateRulesArgs};
pub(crate) use self::scenario::ScenarioArgs;
pub(crate) use self::score::ScoreArgs;
pub(crate) use self::show::{ShowArgs, What};
pub(crate) use self::simulate::SimulateArgs;
pub(crate) use self::template::TemplateArgs;
pub(crate) use self::warnings::WarningArgs;

/// 人才需求预测与预警：数据进，预测、平衡、预警、图表和通报出。
///
/// Forecasts the demand for talent by programme and warns early.
#[derive(Debug, Parser)]
#[command(name = "talent", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// 工作区文件夹（demo 默认 talent-demo，其余默认当前文件夹）。 The workspace folder.
    #[arg(long, short = 'w', global = true, value_name = "DIR")]
    pub(crate) workspace: Option<PathBuf>,

    /// 输出语言。 Language of the output.
    #[arg(long, global = true, value_enum, default_value = "zh")]
    lang: LangArg,

    /// 表格的输出格式。 Format of printed tables.
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub(crate) format: Format,

    /// 给谁看：public 公开（小规模人数取整）、bureau 主管部门内部、school:代码 该校（只用于 trace 和 template）。 For whom figures are shown
    #[arg(long = "as", global = true, value_name = "READER", default_value = "public")]
    pub(crate) reader: Reader,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
退出码 exit codes：0 成功 done；1 本机或工作区有问题 machine or workspace in the way；2 输入有误，什么也没改 wrong input, nothing changed
日志 log：TALENT_LOG=info talent …";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

/// Whose figures are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ViewArg {
    /// 公开口径 what everybody may see
    Public,
    /// 内部口径 what the city's offices see
    Bureau,
}

impl ViewArg {
    /// For whom that is.
    pub(crate) fn audience(self) -> Audience {
        match self {
            Self::Public => Audience::Public,
            Self::Bureau => Audience::Bureau,
        }
    }
}

/// How tables are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 对齐的文本 aligned text
    Text,
    /// JSON
    Json,
}

impl Args {
    /// The language of the output.
    pub(crate) fn lang(&self) -> Lang {
        match self.lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }
    }

    /// For whom figures are shown.
    pub(crate) fn audience(&self) -> Audience {
        self.reader.audience()
    }

    /// The workspace folder, `default` if none was named.
    pub(crate) fn workspace_or(&self, default: &str) -> PathBuf {
        self.workspace.clone().unwrap_or_else(|| PathBuf::from(default))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 全程演示：建工作区、导入临汾数据、预测、平衡、预警、出图和通报
    ///
    /// The whole way on the embedded data: workspace, data, forecasts, balance, warnings, charts
    /// and a bulletin. A second run on the same folder changes nothing.
    #[command(after_help = "例 example：\n  talent demo --workspace my-demo")]
    Demo,

    /// 新建工作区：设置、政策、假设和空白模板
    ///
    /// Make a workspace with annotated settings and blank templates.
    #[command(after_help = "例 example：\n  talent init linfen")]
    Init {
        /// 文件夹，须为空或不存在。 An empty or new folder.
        dir: PathBuf,
    },

    /// 生成填报表：下拉列表、锁定表头、上年报过的行，打印为 A4
    ///
    /// Write a form to be filled in: drop-down lists of the codes, locked headings, the rows that were reported last,
    /// ready for A4. `talent ingest` takes it in as it is.
    #[command(
        after_help = "例 example：\n  talent template T2 --school LF-S01 --year 2026 -o T2-LF-S01.xlsx\n  talent template T1 --school LF-S01 --as bureau -o T1-LF-S01.xlsx"
    )]
    Template(TemplateArgs),

    /// 导入 CSV、XLSX、XLS：先查全部问题，没有错误才入库
    ///
    /// Check files and store them as a new vintage. All findings come at once; nothing is stored
    /// if any is an error.
    #[command(
        after_help = "例 example：\n  talent ingest --dry-run T1.xlsx T2.xlsx --findings 问题清单.xlsx\n  talent ingest T1.xlsx --return T1-退回.xlsx\n  talent ingest T1.xlsx T2.xlsx"
    )]
    Ingest(IngestArgs),

    /// 报送进度：哪所学校报了什么、缺什么、是否逾期、待谁处理
    ///
    /// How far the collection has come: which schools have sent what, since when, what is missing or late, and who is to
    /// act.
    #[command(
        after_help = "例 example：\n  talent status --workspace linfen\n  talent status --table T2 --year 2026 --due 2026-10-31 -o 进度.xlsx"
    )]
    Status(StatusArgs),

    /// 比较两个数据版本：逐个数字列出新增、删除、修改和出处
    ///
    /// What changed from one vintage to another, figure by figure, with both cells. As reported, so for the bureau only.
    #[command(
        after_help = "例 example：\n  talent diff 2 3 --as bureau\n  talent diff 2 3 --as bureau -o 差异.xlsx"
    )]
    Diff(DiffArgs),

    /// 关账和重新打开：关账后改动数字须写明更正原因
    ///
    /// Close and open tables of a year. Figures of what is closed change only by `talent ingest --correction`.
    #[command(
        subcommand,
        after_help = "例 example：\n  talent period close 2025 --table T1 --reason 已审定\n  talent period open 2025 --table T1 --reason 补报一所学校\n  talent period list"
    )]
    Period(PeriodCommand),

    /// 权重：由两两比较推出就业质量指数的权重（层次分析法），并给出一致性比率
    ///
    /// Weights of the employment-quality index from comparisons of two parts at a time (analytic hierarchy process), with
    /// the consistency ratio; from 0.10 on the comparisons contradict each other. Prints the lines for `policy.toml`.
    #[command(
        after_help = "各项 parts：placement 直接就业、matching 对口、pay 起薪、satisfaction 满意、stability 稳定、local 本市留存\n例 example：\n  talent weights placement/matching=2 placement/pay=2 placement/satisfaction=2 placement/stability=2 placement/local=3 matching/pay=1 matching/satisfaction=1 matching/stability=1 matching/local=2 pay/satisfaction=1 pay/stability=1 pay/local=2 satisfaction/stability=1 satisfaction/local=2 stability/local=2"
    )]
    Weights {
        /// 两两比较：项/项=倍数，如 placement/pay=3 或 pay/local=1/2；六项共 15 个。 How many times as important one part is
        /// as another.
        #[arg(value_name = "PART/PART=TIMES", required = true)]
        comparisons: Vec<String>,
    },

    /// 校验规则：每条查什么、级别、阈值，哪些还没有、为什么
    ///
    /// The rules that files are checked by: what each looks for, how grave it is, its thresholds, and which are not there
    /// and why. A workspace changes thresholds and severities in its `rules.toml`.
    ///
    /// `rules simulate` looks at published warning rules (C6) and policies instead: what they would have done.
    #[command(
        args_conflicts_with_subcommands = true,
        after_help = "例 example：\n  talent rules\n  talent rules T04 --workspace linfen\n  talent rules simulate --as bureau --rule MOE-2011"
    )]
    Rules {
        /// 规则代码，只看这一条。 The code of one rule.
        code: Option<String>,
        #[command(subcommand)]
        command: Option<RulesCommand>,
    },

    /// 数据版本：什么时候导入了哪些文件，哪一版现行
    ///
    /// Every vintage: when which files were taken in, and which is in force.
    #[command(after_help = "例 example：\n  talent history --workspace linfen")]
    History,

    /// 撤回最近一次导入；网页和通报回到之前的数据，什么也不删
    ///
    /// Withdraw the latest vintage. What was in force before it is so again, and the run on it is shown;
    /// nothing is deleted, and the files may be taken in again.
    #[command(after_help = "例 example：\n  talent undo --workspace linfen")]
    Undo,

    /// 把整个工作区备份成一个文件
    ///
    /// Write the whole workspace into one file, as it is at one moment; changes wait meanwhile. What `output/` holds can be
    /// made again and is left out. The file holds counts of few persons: keep it like the workspace.
    #[command(after_help = "例 example：\n  talent backup linfen-2026-11.zip --workspace linfen")]
    Backup {
        /// 备份文件，须还不存在。 The file, which must not exist yet.
        file: PathBuf,
    },

    /// 从备份文件恢复工作区，到空的或新的文件夹
    ///
    /// Make a workspace from a backup, in a folder that is empty or new. Every file is checked; it is restored whole or
    /// not at all.
    #[command(
        after_help = "例 example：\n  talent restore linfen-2026-11.zip --workspace linfen-new"
    )]
    Restore {
        /// 备份文件。 The file that `talent backup` wrote.
        file: PathBuf,
    },

    /// 检查工作区是否完好；--repair 修复能修复的
    ///
    /// Check everything that is stored. With --repair the database is made again from the manifest, figures from the
    /// originals, and what a run found by computing it again.
    #[command(after_help = "例 example：\n  talent verify --workspace linfen --repair")]
    Verify {
        /// 修复能修复的。 Mend what can be mended.
        #[arg(long)]
        repair: bool,
    },

    /// 计算：拟合→预测→平衡→评估，记录并公布
    ///
    /// Fit, forecast, balance and assess the latest vintage; recorded as a run and published.
    #[command(
        after_help = "例 example：\n  talent run --workspace linfen\n  talent run --no-publish"
    )]
    Run {
        /// 只记录，不公布；核对后再执行 talent publish。 Record the run without publishing it.
        #[arg(long)]
        no_publish: bool,
    },

    /// 公布一次运行：网页、接口和送审稿改用它
    ///
    /// Publish a run: pages, API and drafts show it from now on. What was issued stays as it is.
    #[command(after_help = "例 example：\n  talent run --no-publish\n  talent publish 2")]
    Publish {
        /// 运行编号（见 talent history）。 The number of the run, as `talent history` lists it.
        run: i64,
    },

    /// 预测任意面板数据，不需要工作区
    ///
    /// Forecast any panel, no workspace needed. In: a row for every value (series_id, step or year,
    /// value), a row for every series with years or steps side by side, or a row for every year with
    /// series side by side; CSV, TSV (`.gz` too), XLSX or XLS. Out: series_id, step, mean, the ends of
    /// each interval, and the year where the input has years; steps count from 1 after the last
    /// observation of the series.
    #[command(
        after_help = "例 example：\n  talent forecast --input panel.csv.gz --horizon 6 --output out.csv"
    )]
    Forecast(ForecastArgs),

    /// 说明面板中一个序列的预测：方法、拟合值、残差、异常年份和诊断图
    ///
    /// Explain the forecast of one series of a panel: weights and paths of the methods, forecasts one
    /// step ahead at the time and what they missed, odd years, and a diagnostic chart.
    #[command(
        after_help = "例 example：\n  talent explain --input panel.csv --series \"临汾市 B\" --horizon 6 --chart mining.svg"
    )]
    Explain(ExplainArgs),

    /// 用训练部分和实际值给一份预测打分
    ///
    /// Score forecasts against what came: sMAPE, MASE, RMSSE, WAPE, OWA, CRPS, interval score and
    /// coverage, beside the last value and the drift. Steps of outcomes and forecasts count from 1 after
    /// the training part, or go on in years.
    #[command(
        after_help = "例 example：\n  talent score --train train.csv --actual test.csv --forecast out.csv"
    )]
    Score(ScoreArgs),

    /// 回测：从过去的起点预测，与后来的实际值比较
    ///
    /// Forecast a panel, or a stage of a workspace, from earlier origins as if the rest were not known,
    /// and score what comes out, beside the last value and the drift. Or run on cities that are made up and
    /// hold the classes of programmes against what is true of them, beside published rules.
    #[command(
        after_help = "例 example：\n  talent backtest --input panel.csv --horizon 6 --origins 4\n  talent backtest --input panel.csv --horizon 3 --method auto,damped,theta\n  talent backtest --workspace linfen\n  talent backtest --workspace linfen --stage industry --horizon 3 --origins 4\n  talent backtest --workspace linfen --chart backtest.svg --cases cases.csv\n  talent backtest --simulated 20"
    )]
    Backtest(BacktestArgs),

    /// 评价预警：过去的预警后来应验了多少，与各地公布的规则和单一信号比较
    ///
    /// How well warnings foretold what came, beside published rules and single signals: recall, false alarms, usefulness, lead and
    /// reliability, on the workspace's own years or on cities that are made up.
    #[command(
        after_help = "例 example：\n  talent evaluate --workspace linfen\n  talent evaluate --simulated 20 --years 15"
    )]
    Evaluate(EvaluateArgs),

    /// 造一个已知真相的模拟城市：按本项目模板写成文件，真实情况另存 truth.csv
    ///
    /// Make up a city from a seed: files in the templates, and what is true of it in truth.csv, which is no
    /// template and is not taken in. The same seed gives the same files.
    #[command(
        after_help = "例 example：\n  talent simulate --seed 7 city-7\n  talent init sim\n  talent ingest --workspace sim city-7/C*.csv city-7/P*.csv city-7/T*.csv\n  talent backtest --simulated 20"
    )]
    Simulate(SimulateArgs),

    /// 闭环模拟：在模拟城市里多年按不同办法定招生计划，比较供需缺口、对口就业、空岗、计划波动和误关专业
    ///
    /// In cities that are made up, set the intake of every year by this system's seat plan, by published rules, by last year's
    /// ratio, by nothing and by an oracle, and compare what came of it.
    #[command(
        after_help = "例 example：\n  talent closed-loop --cities 20 --years 15\n  talent closed-loop --cities 4 --years 10 --output paths.svg"
    )]
    ClosedLoop(ClosedLoopArgs),

    /// 情景：产出、招生、留存、退休变化，或某校某专业增减计划、停招、新开设、新上项目时，供需和预警会怎样；不改动正式结果
    ///
    /// What the balance would be with other output growth, intake, retention or retirement, or with seats, stops, openings
    /// and plants, beside the base. Nothing is recorded unless it is saved under a name.
    #[command(
        after_help = "例 example：\n  talent scenario high\n  talent scenario --output-growth -3 --intake 0.9\n  talent scenario --as bureau --change seats:SC0001:720201:40 --change plant:C:800:2027\n  talent scenario --as bureau --save 护理扩招 --change seats:SC0001:720201:40"
    )]
    Scenario(ScenarioArgs),

    /// 招生计划建议：下一年各校各专业招多少、增减几个班，什么在限制，不变会怎样
    ///
    /// The seat plan: how many are to enter next year by programme and school, in whole classes, what holds it back, and
    /// what is lost if nothing changes. For the bureau.
    #[command(
        after_help = "例 example：\n  talent plan --as bureau\n  talent plan --as bureau --school LF-S01 -o 计划.xlsx\n  talent plan --as bureau --format json"
    )]
    Plan(PlanArgs),

    /// 列出预警
    ///
    /// List the warnings of the published run, the gravest first.
    #[command(after_help = "例 example：\n  talent warnings --level orange --format json")]
    Warnings(WarningArgs),

    /// 查看一个专业或行业
    ///
    /// Show one programme, industry or school.
    #[command(
        after_help = "例 example：\n  talent show programme 720201\n  talent show industry B\n  talent show school LF-S01"
    )]
    Show(ShowArgs),

    /// 把预警、行业或毕业去向的数字追溯到文件、工作表和单元格
    ///
    /// Trace a warning, an industry, or the destinations of graduates back to the cells they rest on.
    #[command(
        after_help = "例 example：\n  talent trace 720201\n  talent trace 720201.LF-S01 --format json\n  talent trace B\n  talent trace LF-S01 --as bureau\n  talent trace 720201.LF-S01 --as school:LF-S01"
    )]
    Trace {
        /// 预警编号（见 talent warnings）、行业门类字母或 total、学校、县（市、区）或专业类代码、专业大类名称、city。 The id of a warning, a
        /// section letter or total, the code of a school, county or class, the name of a category, or city.
        id: String,
    },

    /// 画图：fan、gap、quadrant、heatmap，SVG 或 PNG
    ///
    /// Draw a chart as SVG or PNG, by the ending of the output file.
    #[command(
        after_help = "例 example：\n  talent chart gap -o gap.svg\n  talent chart fan --industry B -o mining.png"
    )]
    Chart(ChartArgs),

    /// 生成预警通报：PDF、DOCX、HTML、XLSX（一表一页）或 JSON，看文件名的结尾
    ///
    /// Write the bulletin of the published run, or its extract for one school, in the form that the ending of the file says.
    #[command(
        after_help = "例 example：\n  talent bulletin -o 通报.pdf\n  talent bulletin -o 通报.docx\n  talent bulletin --school LF-S01 -o 节录.pdf"
    )]
    Bulletin {
        /// 输出文件，.pdf、.docx、.html、.xlsx 或 .json；默认在工作区 output/ 下，按标题命名。 By default below `output/` of the
        /// workspace, named by its title.
        #[arg(long, short)]
        output: Option<PathBuf>,
        /// 只要一所学校的节录，学校代码或名称。 Only the extract for a school, by its code or name
        #[arg(long)]
        school: Option<String>,
    },

    /// 生成年度报告：就业质量（quality）、专业布局与需求分析（layout），一校一案（sheets）或工作底稿（papers，均只供主管部门）
    ///
    /// Write a yearly report of the published run: on where graduates went and how well (quality), or on
    /// programmes and demand (layout); what is proposed for each school (sheets) or the working papers (papers), for the
    /// bureau alone. PDF, Word, HTML, workbook or JSON, by the ending of the file.
    #[command(
        after_help = "例 example：\n  talent report quality -o quality.pdf\n  talent report layout -o layout.xlsx\n  talent report sheets --as bureau --school LF-S01 -o 一校一案.xlsx"
    )]
    Report(ReportArgs),

    /// 文稿：起草、送审、退回、签发（编号定稿）、印发、更正、撤销
    ///
    /// The life of a document: draft, submit, return, sign (numbered and frozen), dispatch, correct, withdraw.
    #[command(
        subcommand,
        after_help = "例 example：\n  talent issue draft bulletin\n  talent issue show 1 -o 送审稿.docx\n  talent issue submit 1\n  talent issue sign 1 --signer 张三 --reference 临教职成〔2026〕12号\n  talent issue dispatch 1"
    )]
    Issue(IssueCommand),

    /// 文稿中由人填写的内容：列出、填写、确认、从 Word 读回
    ///
    /// What people write in the blanks of documents. It is kept from run to run, and marked when its figures have changed.
    #[command(
        subcommand,
        after_help = "例 example：\n  talent slot list\n  talent slot write bulletin causes --file 原因.txt\n  talent slot read bulletin 送审稿.docx"
    )]
    Slot(SlotCommand),

    /// 定时任务：列出；办理到期的（导入、运行、起草、送审或印发、送出）
    ///
    /// What is done at set times, as `[[schedule]]` of `talent.toml` says.
    #[command(
        subcommand,
        after_help = "例 example：\n  talent schedule list\n  talent schedule run"
    )]
    Schedule(ScheduleCommand),

    /// 启动网页和接口，并按 talent.toml 办理定时任务
    ///
    /// Serve the pages and the API, and keep the schedules. Ctrl-C stops it.
    #[command(
        after_help = "例 example：\n  talent serve --workspace talent-demo --addr 127.0.0.1:8080"
    )]
    Serve {
        /// 监听地址。 Address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080")]
        addr: SocketAddr,
        /// 允许其他机器访问；本版本还没有登录。 Allow other machines; there is no login yet.
        #[arg(long)]
        allow_remote_without_login: bool,
        /// 本机在网络中的名称，可多个；地址和 localhost 不必写。 Names that this machine is called by, beside its address
        #[arg(long, value_name = "NAME")]
        host: Vec<String>,
        /// 口径：public 公开，bureau 内部（只限本机地址）。 Whose figures are served; bureau on loopback only
        #[arg(long, value_enum, default_value = "public")]
        view: ViewArg,
    },

    /// 检查本机还缺什么，以及怎样补上
    ///
    /// What this machine lacks, and the command that mends it.
    #[command(after_help = "例 example：\n  talent doctor --workspace talent-demo")]
    Doctor,
}
