//! The names of forecasting methods.
//!
//! What a forecasting method is called stands with the method in `talent-forecast`. The table here has the other ways
//! that back-tests of the pipeline compare.

use talent_domain::Lang;

/// Codes of the other ways with their Chinese names; in English the code is the name.
const OTHER_WAYS: [(&str, &str); 10] = [
    ("output regression", "产出回归"),
    ("lagged output", "滞后产出回归"),
    ("ours", "本系统"),
    ("share", "份额不变"),
    ("constant-staffing", "职业构成不变"),
    ("last-gap", "上年缺口"),
    ("balanced", "视为平衡"),
    ("output-known", "产出已知"),
    ("employment-known", "用工已知"),
    ("graduates-known", "毕业生已知"),
];

/// The name of a method as people say it; a code that stands in no table stands for itself.
pub fn method_name(code: &str, lang: Lang) -> &str {
    if let Some(name) = talent_forecast::method_name(code) {
        return lang.pick(name.zh, name.en);
    }
    let listed = OTHER_WAYS.iter().find(|(listed, _)| *listed == code);
    lang.pick(listed.map_or(code, |(_, zh)| zh), code)
}
