//! The names of forecasting methods.
//!
//! Codes are those that the crate `talent-forecast` and the back-tests of the pipeline give their methods. A new method
//! gets a line in the table; until it has one, readers see its code.

use talent_domain::Lang;

/// Codes of methods with their Chinese names; in English the code is the name.
const NAMES: [(&str, &str); 27] = [
    ("naive", "上年值"),
    ("drift", "平均增量"),
    ("growth", "平均增速"),
    ("line", "十年直线"),
    ("ses", "平滑水平"),
    ("holt", "线性趋势"),
    ("damped", "衰减趋势"),
    ("grid", "指数平滑平均"),
    ("ets", "状态空间指数平滑"),
    ("arima", "ARIMA"),
    ("theta", "Theta"),
    ("optimised-theta", "优化 Theta"),
    ("dynamic theta", "动态 Theta"),
    ("dynamic-theta", "动态 Theta"),
    ("global", "跨序列学习"),
    ("reversal", "异常回落"),
    ("output regression", "产出回归"),
    ("lagged output", "滞后产出回归"),
    ("grey", "灰色模型"),
    ("ours", "本系统"),
    ("share", "份额不变"),
    ("constant-staffing", "职业构成不变"),
    ("last-gap", "上年缺口"),
    ("balanced", "视为平衡"),
    ("output-known", "产出已知"),
    ("employment-known", "用工已知"),
    ("graduates-known", "毕业生已知"),
];

/// The name of a method as people say it; a code that is not listed stands for itself.
pub fn method_name(code: &str, lang: Lang) -> &str {
    let listed = NAMES.iter().find(|(listed, _)| *listed == code);
    lang.pick(listed.map_or(code, |(_, zh)| zh), code)
}
