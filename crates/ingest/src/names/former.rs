//! Industries under the names of former editions of GB/T 4754 (1984, 1994, 2002, 2011), which yearbooks up to 2012 use.

/// A former name and the name of today's section that holds all or most of it.
pub(super) const FORMER_INDUSTRIES: &[(&str, &str)] = &[
    ("采掘业", "采矿业"),
    ("电力、煤气及水的生产和供应业", "电力、热力、燃气及水生产和供应业"),
    ("电力、燃气及水的生产和供应业", "电力、热力、燃气及水生产和供应业"),
    ("批发和零售贸易业", "批发和零售业"),
    ("批发和零售贸易、餐饮业", "批发和零售业"),
    ("商业、饮食业、物资供销和仓储业", "批发和零售业"),
    ("交通运输、仓储及邮电通信业", "交通运输、仓储和邮政业"),
    ("交通运输、邮电通信业", "交通运输、仓储和邮政业"),
    ("交通运输、仓储和邮电业", "交通运输、仓储和邮政业"),
    ("信息传输、计算机服务和软件业", "信息传输、软件和信息技术服务业"),
    ("信息传输、软件和信息服务业", "信息传输、软件和信息技术服务业"),
    ("金融保险业", "金融业"),
    ("科学研究、技术服务和地质勘查业", "科学研究和技术服务业"),
    ("科学研究和综合技术服务业", "科学研究和技术服务业"),
    ("居民服务和其他服务业", "居民服务、修理和其他服务业"),
    ("卫生、社会保障和社会福利业", "卫生和社会工作"),
    ("卫生、体育和社会福利业", "卫生和社会工作"),
    ("公共管理和社会组织", "公共管理、社会保障和社会组织"),
    ("国家机关、政党机关和社会团体", "公共管理、社会保障和社会组织"),
    ("国家机关、党政机关和社会团体", "公共管理、社会保障和社会组织"),
];

/// Former sections that were divided, with the sections of today that hold a part: no one of them stands for the whole.
pub(super) const DIVIDED_INDUSTRIES: &[(&str, &str)] = &[
    ("社会服务业", "H、L、N、O"),
    ("地质勘查业、水利管理业", "M、N"),
    ("教育、文化艺术和广播电影电视业", "P、R"),
];

/// What names of industries that are written a little differently have in common: their letters without the words that
/// join them, and without 业 at the end.
pub(super) fn bare(name: &str) -> String {
    let joined: String = name
        .chars()
        .filter(|c| c.is_alphanumeric() && !matches!(c, '和' | '及' | '与' | '的'))
        .collect();
    match joined.strip_suffix('业') {
        Some(rest) if rest.chars().nth(1).is_some() => rest.to_owned(),
        _ => joined,
    }
}

/// The other name in a table of two columns, by a name whose bare letters are known.
pub(super) fn other<'t>(table: &'t [(&str, &'t str)], letters: &str) -> Option<&'t str> {
    table.iter().find(|(former, _)| bare(former) == letters).map(|(_, other)| *other)
}
