//! The schools that are made up and the programmes that they choose from.

/// A school that does not exist.
pub(super) struct School {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// The county that it is put in.
    pub(super) region: &'static str,
    /// How large it is against the others.
    pub(super) size: f64,
}

/// A programme of the catalogue and how it is simulated.
pub(super) struct Programme {
    pub(super) code: &'static str,
    /// How many enter it against the others.
    pub(super) popularity: f64,
    /// Growth of its popularity per year, as a share.
    pub(super) growth: f64,
    /// Its share of matched jobs minus the mean of all.
    pub(super) match_offset: f64,
    /// Starting pay of 2016, yuan per month.
    pub(super) pay: f64,
    /// How many schools offer it.
    pub(super) sites: usize,
}

impl School {
    const fn new(code: &'static str, name: &'static str, region: &'static str, size: f64) -> Self {
        Self { code, name, region, size }
    }
}

impl Programme {
    const fn new(
        code: &'static str,
        popularity: f64,
        growth: f64,
        match_offset: f64,
        pay: f64,
        sites: usize,
    ) -> Self {
        Self { code, popularity, growth, match_offset, pay, sites }
    }
}

/// The schools, the largest first.
pub(super) const SCHOOLS: [School; 12] = [
    School::new("LF-S01", "模拟学校01（尧都区）", "141002", 1.9),
    School::new("LF-S02", "模拟学校02（尧都区）", "141002", 1.4),
    School::new("LF-S03", "模拟学校03（洪洞县）", "141024", 1.2),
    School::new("LF-S04", "模拟学校04（襄汾县）", "141023", 1.1),
    School::new("LF-S05", "模拟学校05（侯马市）", "141081", 1.1),
    School::new("LF-S06", "模拟学校06（霍州市）", "141082", 0.9),
    School::new("LF-S07", "模拟学校07（曲沃县）", "141021", 0.7),
    School::new("LF-S08", "模拟学校08（翼城县）", "141022", 0.7),
    School::new("LF-S09", "模拟学校09（乡宁县）", "141029", 0.6),
    School::new("LF-S10", "模拟学校10（蒲县）", "141033", 0.4),
    School::new("LF-S11", "模拟学校11（隰县）", "141031", 0.4),
    School::new("LF-S12", "模拟学校12（吉县）", "141028", 0.3),
];

/// The programmes: code, popularity, growth, match offset, pay, sites.
pub(super) const PROGRAMMES: [Programme; 40] = [
    Programme::new("620501", 0.9, 0.02, 0.06, 3600.0, 2),
    Programme::new("620503", 0.5, 0.03, 0.05, 3700.0, 1),
    Programme::new("620504", 1.0, 0.02, 0.06, 3500.0, 2),
    Programme::new("620505", 0.6, -0.01, 0.02, 3300.0, 1),
    Programme::new("630401", 0.35, -0.12, -0.10, 2900.0, 1),
    Programme::new("640301", 1.3, -0.06, -0.02, 3200.0, 3),
    Programme::new("660102", 0.9, -0.03, 0.02, 3000.0, 2),
    Programme::new("660103", 1.5, 0.01, 0.04, 3200.0, 4),
    Programme::new("660105", 0.7, 0.03, 0.05, 3500.0, 2),
    Programme::new("660301", 1.4, 0.00, 0.03, 3100.0, 3),
    Programme::new("660303", 0.6, 0.12, 0.00, 3300.0, 2),
    Programme::new("670201", 0.7, 0.00, 0.02, 3100.0, 1),
    Programme::new("690101", 0.5, 0.01, -0.04, 2700.0, 1),
    Programme::new("700206", 2.2, -0.05, 0.00, 3000.0, 5),
    Programme::new("700209", 1.0, 0.18, 0.03, 3200.0, 3),
    Programme::new("710201", 2.6, 0.02, -0.09, 2700.0, 7),
    Programme::new("710202", 1.2, 0.00, -0.06, 2800.0, 3),
    Programme::new("710204", 1.0, 0.04, -0.05, 2800.0, 2),
    Programme::new("710210", 1.7, 0.05, -0.08, 2700.0, 4),
    Programme::new("720201", 2.4, 0.04, 0.09, 2900.0, 3),
    Programme::new("720301", 0.6, 0.01, 0.04, 2700.0, 1),
    Programme::new("720501", 0.5, 0.03, 0.05, 2900.0, 1),
    Programme::new("720803", 0.4, 0.15, 0.00, 2600.0, 2),
    Programme::new("730301", 2.0, -0.05, -0.06, 2600.0, 5),
    Programme::new("730701", 2.1, 0.03, -0.07, 2800.0, 7),
    Programme::new("730801", 0.7, 0.01, -0.02, 2900.0, 2),
    Programme::new("740101", 1.0, -0.06, -0.08, 2600.0, 2),
    Programme::new("740104", 0.6, -0.08, -0.06, 2600.0, 2),
    Programme::new("740201", 1.0, 0.02, 0.06, 3000.0, 2),
    Programme::new("750101", 0.7, 0.00, -0.06, 2700.0, 2),
    Programme::new("750201", 0.4, -0.02, -0.12, 2500.0, 1),
    Programme::new("750111", 0.5, -0.02, 0.00, 2800.0, 2),
    Programme::new("770101", 2.6, -0.02, 0.05, 2500.0, 7),
    Programme::new("770303", 0.4, 0.00, -0.10, 2600.0, 1),
    Programme::new("790302", 0.3, 0.16, 0.02, 2700.0, 2),
    Programme::new("610102", 0.5, -0.05, -0.10, 2500.0, 2),
    Programme::new("610105", 0.4, -0.02, -0.06, 2500.0, 1),
    Programme::new("610301", 0.5, -0.01, -0.03, 2700.0, 1),
    Programme::new("620901", 0.4, 0.03, 0.00, 3100.0, 1),
    Programme::new("630101", 0.5, 0.02, 0.04, 3300.0, 1),
];
