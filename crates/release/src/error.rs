//! Why no release can be worked out.

use talent_domain::{EducationLevel, IndustryCode, Lang};
use talent_forecast::ReconcileError;
use talent_market::{MarginError, MatrixError};

/// Why no release can be worked out. Each names the table that is missing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReleaseError {
    /// No employment by section.
    #[error(
        "没有分行业从业人员数据：请导入 T4 产业产出与用工，至少 6 年 (no employment by section: ingest T4, at least 6 years)"
    )]
    NoEmployment,
    /// Too few years of it.
    #[error(
        "分行业从业人员最长只有 {years} 年，至少需要 6 年 (employment by section covers {years} years, 6 are needed)"
    )]
    ShortEmployment {
        /// Years of the longest series.
        years: usize,
    },
    /// No students by grade.
    #[error(
        "没有{}在校生数据：请导入 T2 招生与在校生；如专业是别的层次，改 talent.toml 的 level (no students of the level {}: ingest T2, or change `level` in talent.toml)",
        .0.name(Lang::Zh), .0.name(Lang::En)
    )]
    NoStudents(EducationLevel),
    /// Programmes of four years, whose fourth grade has no column in T2.
    #[error(
        "职业本科学制四年，而 T2 只有三个年级的在校生，还不能推算毕业生 (bachelor programmes last four years, T2 has three grades: supply cannot be projected yet)"
    )]
    FourYears,
    /// Shares of openings that are of another level than the balance.
    #[error(
        "assumptions.toml 的 level_share 是{}毕业生填补空缺的比例，而 talent.toml 的层次是{}：请改为该层次的比例并改其 level，或用 C8、P1 给出每个职业的填补占比 (level_share in assumptions.toml is of {}, the balance of {}: state those of the level and change `level` there, or take in C8 and P1)",
        .assumed.name(Lang::Zh), .asked.name(Lang::Zh), .assumed.name(Lang::En), .asked.name(Lang::En)
    )]
    OtherLevel {
        /// The level of the shares.
        assumed: EducationLevel,
        /// The level of the balance.
        asked: EducationLevel,
    },
    /// No link from programmes to industries.
    #[error(
        "没有专业类与行业对应表：请导入 C5 (no table of programme classes to industries: ingest C5)"
    )]
    NoBridge,
    /// A staffing pattern whose occupations are linked to no programme.
    #[error(
        "有行业职业构成（C8），但没有职业与专业类对应表：请导入 C9 (a staffing pattern without links of its occupations: ingest C9)"
    )]
    NoOccupationLinks,
    /// An occupation of the staffing pattern whose workers are not known where those of others are.
    #[error(
        "职业从业人员表（P5）缺少职业 {0}：行业职业构成（C8）中的职业都要有 (P5 lacks occupation {0} of C8)"
    )]
    NoWorkers(String),
    /// Workers of an occupation that no staffing pattern has.
    #[error(
        "职业从业人员表（P5）中的职业 {0} 不在行业职业构成（C8）中 (occupation {0} of P5 is in no pattern of C8)"
    )]
    UnknownOccupation(String),
    /// Workers by section and by occupation that no table has.
    #[error(
        "分行业从业人员、行业职业构成（C8）与职业从业人员（P5）对不上：{place} (no such table: {error})"
    )]
    Workers {
        /// The section or the occupation in the way.
        place: String,
        /// Why.
        error: MarginError,
    },
    /// A section without assumptions.
    #[error("assumptions.toml 缺少行业门类 {0} (assumptions.toml lacks section {0})")]
    NoAssumptions(IndustryCode),
    /// Forecasts of entrants that cannot be made to add up.
    #[error("招生预测无法加总一致 (entrants): {0}")]
    Entrants(#[from] ReconcileError),
    /// The bridge is no table of shares.
    #[error("专业与行业对应表有误 (bridge): {0}")]
    Bridge(#[from] MatrixError),
}
