//! The data sets that come with the program: files as a workspace takes them in, compiled into the
//! binary.

/// A file of a data set.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedFile {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

macro_rules! files {
    ($set:literal: $($name:literal),* $(,)?) => {
        &[$(EmbeddedFile {
            name: $name,
            bytes: include_bytes!(concat!("../../../datasets/", $set, "/", $name)),
        }),*]
    };
}

/// Figures and code lists of Linfen, real.
pub const LINFEN: &[EmbeddedFile] = files!("linfen":
    "C11-shortage-occupations.csv",
    "C2-programmes.csv",
    "C3-industries.csv",
    "C4-regions.csv",
    "C5-class-to-industry.csv",
    "C6-rules.csv",
    "C7-control-list.csv",
    "C8-staffing.csv",
    "C9-occupation-classes.csv",
    "P1-occupations.csv",
    "P2-retirement.csv",
    "T0-macro-education.csv",
    "T4-employment-2003-2013.csv",
    "T4-employment-2014-2019.csv",
    "T4-employment-total-2020-2022.csv",
    "T4-private-employment-2018.csv",
    "T4-value-added.csv",
    "T4-value-added-share.csv",
    "T5-vacancies-shanxi-2021.csv",
);

/// Schools by programme, simulated: 模拟数据.
pub const LINFEN_SIMULATED: &[EmbeddedFile] = files!("linfen-simulated":
    "C1-schools.csv",
    "T1-destinations.csv",
    "T2-enrolment.csv",
    "T3-programmes.csv",
);
