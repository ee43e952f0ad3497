//! The layers of the project as data: one row per crate, each above those that it uses.
//!
//! To add a crate, put a row for it below the crates that it uses and name it in the rows of the crates that
//! use it. A row without a crate, a crate without a row and a row that uses one below it all fail.

/// What one crate may use.
#[derive(Debug)]
pub(super) struct Layer {
    /// The crate without `talent-`.
    pub(super) name: &'static str,
    /// Crates of ours that it may use; all of them stand above it.
    pub(super) ours: &'static [&'static str],
    /// Heavy crates that it may name. Whatever stands here in one row is closed to the rows without it.
    pub(super) heavy: &'static [&'static str],
}

/// The crates, the lowest first.
pub(super) const LAYERS: &[Layer] = &[
    Layer { name: "domain", ours: &[], heavy: &[] },
    // Every file that people write is read by it, in whatever crate its type stands.
    Layer { name: "settings", ours: &["domain"], heavy: &[] },
    // Templates are written blank as workbooks, and filled ones are read element by element.
    Layer { name: "ingest", ours: &["domain"], heavy: &["quick-xml", "rust_xlsxwriter"] },
    Layer { name: "panel", ours: &["domain"], heavy: &["polars"] },
    Layer {
        name: "forecast",
        ours: &[],
        heavy: &["linfa", "linfa-elasticnet", "linfa-linalg", "linfa-linear", "ndarray"],
    },
    Layer { name: "market", ours: &[], heavy: &[] },
    Layer { name: "quality", ours: &[], heavy: &[] },
    Layer { name: "plan", ours: &[], heavy: &["clarabel"] },
    // It knows nothing of the product that it is held against.
    Layer { name: "simulate", ours: &[], heavy: &[] },
    // The policy holds the weights of the index, and checks them by it.
    Layer { name: "warning", ours: &["domain", "settings", "quality"], heavy: &[] },
    Layer { name: "facts", ours: &["domain", "panel"], heavy: &[] },
    Layer { name: "disclosure", ours: &["domain", "panel"], heavy: &[] },
    Layer {
        name: "release",
        ours: &["domain", "settings", "panel", "facts", "forecast", "market"],
        heavy: &[],
    },
    // The record keeps the market's own bands, blocks and grades.
    Layer { name: "outlook", ours: &["domain", "market", "quality", "warning"], heavy: &[] },
    Layer { name: "workspace", ours: &["domain", "settings", "panel"], heavy: &["croner", "sqlx"] },
    // One document is rendered as a page and as a workbook, so that both show the same tables; what a method is called
    // stands with the method.
    Layer {
        name: "report",
        ours: &["domain", "forecast", "quality", "warning", "outlook"],
        heavy: &["askama", "docx-rs", "plotters", "resvg", "rust_xlsxwriter"],
    },
    // The typesetter is heavy: nothing below the programs people run is built on it.
    Layer {
        name: "print",
        ours: &["report"],
        heavy: &["typst", "typst-kit", "typst-layout", "typst-pdf"],
    },
    Layer {
        name: "pipeline",
        ours: &[
            "domain",
            "settings",
            "ingest",
            "panel",
            "facts",
            "disclosure",
            "forecast",
            "market",
            "quality",
            "plan",
            "release",
            "warning",
            "outlook",
            "workspace",
        ],
        heavy: &[],
    },
    // Letters and set times are its business alone.
    Layer {
        name: "issue",
        ours: &[
            "domain",
            "ingest",
            "warning",
            "outlook",
            "workspace",
            "report",
            "print",
            "pipeline",
        ],
        heavy: &["askama", "lettre"],
    },
    Layer {
        name: "server",
        ours: &[
            "domain",
            "ingest",
            "panel",
            "warning",
            "outlook",
            "workspace",
            "report",
            "print",
            "pipeline",
            "issue",
        ],
        heavy: &[
            "askama",
            "axum",
            "hyper",
            "hyper-util",
            "tower-http",
            "utoipa",
            "utoipa-axum",
            "utoipa-swagger-ui",
        ],
    },
    Layer {
        name: "cli",
        ours: &[
            "domain",
            "ingest",
            "forecast",
            "quality",
            "simulate",
            "warning",
            "outlook",
            "workspace",
            "report",
            "print",
            "pipeline",
            "issue",
            "server",
        ],
        heavy: &["anyhow", "clap", "indicatif"],
    },
];
