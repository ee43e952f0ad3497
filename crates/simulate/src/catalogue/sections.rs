//! Sections of industry and how large they usually are.

/// A section of industry.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its letter.
    pub(crate) code: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Workers of urban non-private units in the first year, persons.
    pub(crate) unit: f64,
    /// Its share of the city's private and self-employed workers, a fraction.
    pub(crate) private: f64,
    /// Usual growth of its workers a year, a fraction.
    pub(crate) trend: f64,
}

const fn of(
    code: &'static str,
    name: &'static str,
    unit: f64,
    private: f64,
    trend: f64,
) -> Section {
    Section { code, name, unit, private, trend }
}

/// The sections of a city.
pub(crate) const SECTIONS: [Section; 19] = [
    of("A", "农、林、牧、渔业", 5_000.0, 0.02, -0.03),
    of("B", "采矿业", 45_000.0, 0.02, 0.005),
    of("C", "制造业", 48_000.0, 0.15, -0.01),
    of("D", "电力、热力、燃气及水生产和供应业", 10_500.0, 0.005, 0.005),
    of("E", "建筑业", 15_000.0, 0.07, 0.0),
    of("F", "批发和零售业", 14_000.0, 0.30, 0.005),
    of("G", "交通运输、仓储和邮政业", 22_000.0, 0.09, 0.01),
    of("H", "住宿和餐饮业", 3_000.0, 0.11, 0.015),
    of("I", "信息传输、软件和信息技术服务业", 4_500.0, 0.03, 0.02),
    of("J", "金融业", 11_000.0, 0.005, 0.01),
    of("K", "房地产业", 2_000.0, 0.02, 0.015),
    of("L", "租赁和商务服务业", 4_000.0, 0.03, 0.015),
    of("M", "科学研究和技术服务业", 4_000.0, 0.01, 0.01),
    of("N", "水利、环境和公共设施管理业", 8_000.0, 0.005, 0.005),
    of("O", "居民服务、修理和其他服务业", 1_500.0, 0.09, 0.015),
    of("P", "教育", 52_000.0, 0.01, 0.005),
    of("Q", "卫生和社会工作", 17_000.0, 0.02, 0.02),
    of("R", "文化、体育和娱乐业", 3_800.0, 0.02, 0.01),
    of("S", "公共管理、社会保障和社会组织", 70_000.0, 0.0, 0.005),
];

/// The position of a section in [`SECTIONS`].
pub(crate) fn section(code: &str) -> Option<usize> {
    SECTIONS.iter().position(|section| section.code == code)
}
