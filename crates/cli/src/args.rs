use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use talent_domain::Lang;

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

/// How tables are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 对齐的文本 aligned text
    Text,
    /// JSON
    Json,
}

impl Args {
    pub(crate) fn lang(&self) -> Lang {
        match self.lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }
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

    /// 导入 CSV、XLSX、XLS：先查全部问题，没有错误才入库
    ///
    /// Check files and store them as a new vintage. All findings come at once; nothing is stored
    /// if any is an error.
    #[command(
        after_help = "例 example：\n  talent ingest --dry-run T1.xlsx T2.xlsx --findings 问题清单.xlsx\n  talent ingest T1.xlsx T2.xlsx"
    )]
    Ingest(IngestArgs),

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

    /// 公布一次运行：网页、接口和通报改用它，通报按公布次序编期号
    ///
    /// Publish a run: pages, API and documents show it from now on. Bulletins are numbered by publication.
    #[command(after_help = "例 example：\n  talent run --no-publish\n  talent publish 2")]
    Publish {
        /// 运行编号（见 talent history）。 The number of the run, as `talent history` lists it.
        run: i64,
    },

    /// 预测任意面板数据，不需要工作区
    ///
    /// Forecast any panel, no workspace needed. In: a row for every value (series_id, step or year,
    /// value), or a row for every series with years or steps side by side; `.gz` too.
    /// Out: series_id, step, mean and the ends of each interval; steps count from 1 after the last
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
    /// coverage, beside the last value and the drift. Steps of the outcomes count from 1 after the
    /// training part, or go on in years.
    #[command(
        after_help = "例 example：\n  talent score --train train.csv --actual test.csv --forecast out.csv"
    )]
    Score(ScoreArgs),

    /// 回测：从过去的起点预测，与后来的实际值比较
    ///
    /// Forecast a panel, or a stage of a workspace, from earlier origins as if the rest were not known,
    /// and score what comes out, beside the last value and the drift.
    #[command(
        after_help = "例 example：\n  talent backtest --input panel.csv --horizon 6 --origins 4\n  talent backtest --input panel.csv --horizon 3 --method auto,damped,theta\n  talent backtest --workspace linfen\n  talent backtest --workspace linfen --stage industry --horizon 3 --origins 4\n  talent backtest --workspace linfen --chart backtest.svg --cases cases.csv"
    )]
    Backtest(BacktestArgs),

    /// 情景：产出、招生、留存、退休变化时，供需会怎样；不改动正式结果
    ///
    /// What the balance would be with other output growth, intake, retention or retirement, beside the base.
    /// Nothing is recorded.
    #[command(
        after_help = "例 example：\n  talent scenario high\n  talent scenario --output-growth -3 --intake 0.9"
    )]
    Scenario(ScenarioArgs),

    /// 列出预警
    ///
    /// List the warnings of the newest run, the gravest first.
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
        after_help = "例 example：\n  talent trace 720201\n  talent trace 720201.LF-S01 --format json\n  talent trace B\n  talent trace LF-S01"
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

    /// 生成预警通报（HTML，可打印为 A4；或 XLSX，一表一页）
    ///
    /// Write the bulletin of the newest run.
    #[command(
        after_help = "例 example：\n  talent bulletin -o bulletin.html\n  talent bulletin -o bulletin.xlsx"
    )]
    Bulletin {
        /// 输出文件，.html 或 .xlsx；默认在工作区 output/ 下。 By default below `output/` of the workspace.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },

    /// 生成年度报告：就业质量（quality）或专业布局与需求分析（layout），HTML 或 XLSX
    ///
    /// Write a yearly report of the newest run: on where graduates went and how well (quality), or on
    /// programmes and demand (layout).
    #[command(
        after_help = "例 example：\n  talent report quality -o quality.html\n  talent report layout -o layout.xlsx"
    )]
    Report(ReportArgs),

    /// 启动网页和接口
    ///
    /// Serve the pages and the API. Ctrl-C stops it.
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
    },

    /// 检查本机还缺什么，以及怎样补上
    ///
    /// What this machine lacks, and the command that mends it.
    #[command(after_help = "例 example：\n  talent doctor --workspace talent-demo")]
    Doctor,
}

#[derive(Debug, clap::Args)]
pub(crate) struct IngestArgs {
    /// 文件。 The files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// 只检查，不入库。 Check only.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// 已核对过的大幅变动和未到年份不算错误。 Large jumps and years to come have been checked.
    #[arg(long)]
    pub(crate) confirm_jumps: bool,
    /// 把全部问题写成清单，.xlsx 或 .html，可退回填报人修改。 Write every finding to this file, to be sent back.
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ForecastArgs {
    /// 输入：每行一个数值（series_id、step 或 year、value），或每行一个序列、年份横排。 The panel.
    #[arg(long, short)]
    pub(crate) input: PathBuf,
    /// 预测步数。 Steps ahead.
    #[arg(long, short = 'H', value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) horizon: u16,
    /// 输出文件；- 为标准输出。 The output; `-` is standard output.
    #[arg(long, short)]
    pub(crate) output: PathBuf,
    /// 区间水平，百分数。 Coverage of the intervals, per cent.
    #[arg(long, value_delimiter = ',', default_value = "80,95", value_parser = clap::value_parser!(u8).range(1..=99))]
    pub(crate) levels: Vec<u8>,
    /// auto，或一种方法。 `auto`, or one method; a wrong name lists them.
    #[arg(long, default_value = "auto")]
    pub(crate) method: String,
    /// 每个序列只看最近这么多个数值。 Only the newest values of each series.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) last: Option<u16>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// 输入：每行一个数值（series_id、step 或 year、value），或每行一个序列、年份横排。 The panel.
    #[arg(long, short)]
    pub(crate) input: PathBuf,
    /// 序列编号。 The series, by its id.
    #[arg(long, short)]
    pub(crate) series: String,
    /// 预测步数。 Steps ahead.
    #[arg(long, short = 'H', value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) horizon: u16,
    /// 诊断图，.svg 或 .png。 A diagnostic chart, `.svg` or `.png`.
    #[arg(long)]
    pub(crate) chart: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ScoreArgs {
    /// 训练部分：每行一个数值，或每行一个序列、年份横排。 The training part.
    #[arg(long)]
    pub(crate) train: PathBuf,
    /// 实际值，同样的列。 What came, in the same columns.
    #[arg(long)]
    pub(crate) actual: PathBuf,
    /// 预测：series_id、step、mean、lo80、hi80…。 The forecasts.
    #[arg(long)]
    pub(crate) forecast: PathBuf,
    /// 训练部分只看最近这么多个数值。 Only the newest values of the training part.
    #[arg(long, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(crate) last: Option<u16>,
    /// 表中的方法名。 What the forecaster is called in the table.
    #[arg(long, default_value = "forecast")]
    pub(crate) name: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct BacktestArgs {
    /// 输入：每行一个数值（series_id、step 或 year、value），或每行一个序列、年份横排。 The panel.
    #[arg(long, short)]
    pub(crate) input: Option<PathBuf>,
    /// 不用文件，回测工作区的一个环节；不写则回测产业、供给、需求、平衡四个环节。 A stage of the workspace instead
    /// of a file; industry, supply, demand and balance if none is named.
    #[arg(long, value_enum, conflicts_with = "input")]
    pub(crate) stage: Option<StageArg>,
    /// 预测步数，默认 6。 Steps ahead, 6 by default.
    #[arg(long, short = 'H', value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) horizon: Option<u16>,
    /// 起点个数，每个早一年；文件默认 1，工作区默认 4。 Origins, each a year before the other; by default one for
    /// a file and four for a workspace.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) origins: Option<u16>,
    /// 方法，可多个。 The methods, `auto` by default.
    #[arg(long, value_delimiter = ',', default_value = "auto")]
    pub(crate) method: Vec<String>,
    /// 起点之前只看最近这么多个数值。 Only the newest values before an origin.
    #[arg(long, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(crate) last: Option<u16>,
    /// 所有序列从同一年预测，而不是各自的末年；工作区总是这样。 All series are cut at the same year
    /// rather than each before its own end; those of a workspace always are.
    #[arg(long)]
    pub(crate) calendar: bool,
    /// 工作区：把每个起点、每个单元的预测与实际写成 CSV。 Of a workspace: every forecast beside what came, as CSV.
    #[arg(long, value_name = "FILE", conflicts_with = "input")]
    pub(crate) cases: Option<PathBuf>,
    /// 工作区：把误差和区间命中率画成图，.svg 或 .png。 Of a workspace: errors and coverage as a chart.
    #[arg(long, value_name = "FILE", conflicts_with = "input")]
    pub(crate) chart: Option<PathBuf>,
}

/// Stages of a workspace, and series of it that are forecast from their own past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageArg {
    /// 分行业从业人员，按正式计算的全程 employment by section, the whole way of a run
    Industry,
    /// 分专业毕业生，在校生推算接自身趋势 graduates by programme
    Supply,
    /// 分专业新增需求累计 openings for newcomers by programme
    Demand,
    /// 分专业供需缺口累计 gap by programme
    Balance,
    /// 三次产业增加值（现价） value added by sector
    Output,
    /// 分专业报到新生 entrants by programme
    Intake,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ScenarioArgs {
    /// assumptions.toml 中的情景名，如 low、high；其余参数在它之上修改。 A scenario of `assumptions.toml`; the
    /// numbers below change it further.
    pub(crate) name: Option<String>,
    /// 产出年增速加减的百分点。 Percentage points added to the growth of output.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) output_growth: Option<f64>,
    /// 今后招生的倍数。 What entrants to come are multiplied by.
    #[arg(long)]
    pub(crate) intake: Option<f64>,
    /// 本市留存率加减的百分点。 Percentage points added to local retention.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) retention: Option<f64>,
    /// 退出率的倍数。 What exits are multiplied by.
    #[arg(long)]
    pub(crate) exits: Option<f64>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct WarningArgs {
    /// 只列这一等级；默认蓝色及以上。 Only this level; by default blue and above.
    #[arg(long)]
    pub(crate) level: Option<String>,
    /// 只列全市专业，不列学校。 Only programmes of the city as a whole.
    #[arg(long)]
    pub(crate) city: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// 专业、行业或学校。 A programme, an industry or a school.
    #[arg(value_enum)]
    pub(crate) what: What,
    /// 专业代码、行业门类或学校代码。 Its code.
    pub(crate) code: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// 专业
    Programme,
    /// 行业
    Industry,
    /// 学校
    School,
}

/// The yearly reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// 毕业生就业质量 where graduates went, and how well
    Quality,
    /// 专业布局与需求分析 programmes and demand
    Layout,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// 哪一份。 Which.
    #[arg(value_enum)]
    pub(crate) which: Report,
    /// 输出文件，.html 或 .xlsx；默认在工作区 output/ 下。 By default below `output/` of the workspace.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ChartArgs {
    /// fan、gap、quadrant 或 heatmap。
    pub(crate) kind: String,
    /// fan：专业代码。 The programme of a fan chart.
    #[arg(long)]
    pub(crate) programme: Option<String>,
    /// fan：行业门类，total 为全部行业。 The industry of a fan chart.
    #[arg(long, conflicts_with = "programme")]
    pub(crate) industry: Option<String>,
    /// 输出文件，.svg 或 .png。 The output, `.svg` or `.png`.
    #[arg(long, short)]
    pub(crate) output: PathBuf,
    /// PNG 放大倍数。 Scale of a PNG.
    #[arg(long, default_value_t = crate::output::PNG_SCALE)]
    pub(crate) scale: f32,
}
