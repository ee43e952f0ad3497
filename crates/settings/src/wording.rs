//! What is wrong, in Chinese and in English.

use talent_domain::nearest;
use toml::Spanned;
use toml::de::DeValue;

/// Longer values are cut where they are told.
const LONGEST: usize = 40;

/// Marks of Chinese keyboards that stand for marks of TOML.
const WIDE: [char; 14] =
    ['＝', '“', '”', '‘', '’', '＂', '［', '］', '【', '】', '｛', '｝', '，', '．'];

/// What is wrong with a text that is no TOML, on this line.
pub(crate) fn syntax(message: &str, line: &str) -> (String, String) {
    let known = [
        ("duplicate key", "这个键（或这一节）写了两次，请只留一个"),
        ("missing comma", "缺少逗号"),
        ("extra comma", "多了一个逗号"),
        ("missing assignment", "缺少等号，应写成 键 = 值"),
        ("key with no value", "缺少等号和值，应写成 键 = 值"),
        ("missing value", "等号后面没有值"),
        ("extra assignment", "多了一个等号"),
        ("extra `=`", "多了一个等号"),
        ("unclosed array", "方括号没有闭合，请补上 ]"),
        ("unclosed table", "节名的方括号没有闭合，应写成 [节名]"),
        ("unclosed inline table", "花括号没有闭合，请补上 }"),
        ("string values must be quoted", "值的写法不对：文字要加英文双引号，一行只写一个值"),
        ("missing opening quote", "文字要加英文双引号"),
        ("invalid basic string", "引号没有成对，或文字里有不能写的字符"),
        ("invalid multi-line basic string", "三个引号的文字没有闭合"),
        ("invalid unquoted key", "键名只能用英文字母、数字、下划线和连字符"),
        ("unquoted keys cannot be empty", "缺少键名"),
        ("missing escaped value", "反斜杠后面的写法不对；路径请用 / 或写成 \\\\"),
        ("invalid value", "值的写法不对"),
        ("unexpected leading zero", "数字前面不能有 0"),
        ("`_` may only go between digits", "下划线只能写在数字中间"),
        ("unexpected content", "值的后面多了内容"),
        ("unexpected key or value", "值的后面多了内容；一行只写一个 键 = 值"),
        ("cannot recurse further", "括号套得太深"),
    ];
    let zh = known.iter().filter(|(start, _)| message.starts_with(start));
    let zh = zh.max_by_key(|(start, _)| start.len());
    let zh = zh.map_or("写法有误，请检查引号、等号和括号", |(_, zh)| zh);
    let code = line.split('#').next().unwrap_or_default();
    let wide = code.chars().find(|mark| WIDE.contains(mark));
    let wide =
        wide.map_or_else(String::new, |mark| format!("；“{mark}”是全角符号，请改成英文（半角）"));
    (format!("{zh}{wide}"), message.replace('\n', " "))
}

/// A key or section that there is not.
pub(crate) fn unknown<'n>(
    is_section: bool,
    near: Option<&str>,
    names: impl Iterator<Item = &'n str>,
) -> (String, String) {
    let (zh, en) = if is_section {
        ("没有这一节", "there is no such section")
    } else {
        ("没有这个键", "there is no such key")
    };
    if let Some(near) = near {
        return (format!("{zh}，是不是 {near}？"), format!("{en}; the nearest is {near}"));
    }
    let names: Vec<&str> = names.collect();
    let (zh_names, en_names) = (names.join("、"), names.join(", "));
    (format!("{zh}，请删去；可用的有 {zh_names}"), format!("{en}: delete it; there are {en_names}"))
}

/// A key that must be there.
pub(crate) fn absent(key: &str, default: &DeValue<'_>) -> (String, String) {
    if default.is_table() {
        return (
            format!("缺少 [{key}] 一节，请补上"),
            format!("section [{key}] is missing: add it"),
        );
    }
    let default = written(default);
    (
        format!("缺少这个键，请补上，如 {key} = {default}"),
        format!("it is missing: add it, such as {key} = {default}"),
    )
}

/// A key that is free and has not the shape of a code.
pub(crate) fn wrong_key(message: &str) -> (String, String) {
    ("键名不对，请改成表中的代码".to_owned(), message.replace('\n', " "))
}

/// A value that does not fit its key.
pub(crate) fn wrong_value(
    value: &DeValue<'_>,
    default: Option<&DeValue<'_>>,
    message: &str,
) -> (String, String) {
    let (found, shown) = (kind(value), written(value));
    let en = message.replace('\n', " ");
    if let Some((_, choices)) =
        message.split_once("expected ").filter(|_| message.starts_with("unknown variant"))
    {
        let names: Vec<&str> = choices.split('`').skip(1).step_by(2).collect();
        let near = nearest(&written(value).replace('"', ""), names.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("，是不是 {near}？"));
        return (format!("{shown} 不在可选的值（{}）之中{near}", names.join("、")), en);
    }
    let zh = match default {
        Some(default) if is_of_kind(value, default) => match value {
            DeValue::Integer(_) => format!("{shown} 不能用：应是不为负、不过大的整数"),
            _ => format!("{shown} 的写法不对"),
        },
        Some(default) if value.is_str() && (default.is_integer() || default.is_float()) => {
            format!("应为{}，不加引号，现为文字 {shown}", kind(default))
        }
        Some(default) => format!("应为{}，现为{found} {shown}", kind(default)),
        None if message.ends_with("expected a string") => {
            format!("应为文字，加英文双引号，现为{found} {shown}")
        }
        None => format!("{found} {shown} 不能写在这里"),
    };
    with_default((zh, en), default)
}

/// A number that is infinite or none.
pub(crate) fn endless(number: &DeValue<'_>, default: Option<&DeValue<'_>>) -> (String, String) {
    let number = written(number);
    with_default(
        (format!("{number} 不是有限的数"), format!("{number} is no finite number")),
        default,
    )
}

/// The same, with what the default is.
pub(crate) fn with_default(
    (zh, en): (String, String),
    default: Option<&DeValue<'_>>,
) -> (String, String) {
    match default.filter(|default| !default.is_table()) {
        Some(default) => {
            let default = written(default);
            (format!("{zh}；默认为 {default}"), format!("{en}; the default is {default}"))
        }
        None => (zh, en),
    }
}

/// Something that no default helps against.
pub(crate) fn beyond_repair() -> (String, String) {
    (
        "文件无法读取，请从备份中取回，或用 talent init 另建一个照着改".to_owned(),
        "it cannot be read: take it from a backup".to_owned(),
    )
}

/// Whether a value is of the kind of another; a whole number is a number too.
fn is_of_kind(value: &DeValue<'_>, other: &DeValue<'_>) -> bool {
    value.same_type(other) || (value.is_integer() && other.is_float())
}

/// What kind a value is of, in Chinese; serde says it in English.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "文字",
        DeValue::Integer(_) => "整数",
        DeValue::Float(_) => "数字",
        DeValue::Boolean(_) => "true 或 false",
        DeValue::Datetime(_) => "日期",
        DeValue::Array(_) => "方括号里的一列",
        DeValue::Table(_) => "一节（几个键）",
    }
}

/// A value as it may be written, cut where it is long.
pub(crate) fn written(value: &DeValue<'_>) -> String {
    let text = match value {
        DeValue::String(text) => format!("\"{}\"", text.escape_debug()),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(is_so) => is_so.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(Spanned::get_ref).map(written).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(_) => "{ … }".to_owned(),
    };
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("{cut}…")
}
