//! What figures measure. A new measure is one line of the table below.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Lang, Unit};

macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal, $en:literal, $unit:ident;)*) => {
        /// What a figure measures. Each measure has one unit, and figures are converted to it when
        /// they are taken in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Measure { $($(#[$doc])* $name,)* }

        impl Measure {
            /// Every measure, in the order of the templates.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code used in files and in the API.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The name that people read.
            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Self::$name => lang.pick($zh, $en),)* }
            }

            /// The unit that figures of this measure are kept in.
            pub fn unit(self) -> Unit {
                match self { $(Self::$name => Unit::$unit,)* }
            }
        }
    };
}

measures! {
    /// Persons employed in urban non-private units at the year's end.
    Employment = "employment", "单位从业人员", "unit employment", Persons;
    /// Persons employed in urban private enterprises and self-employed at the year's end.
    PrivateEmployment = "private-employment", "城镇私营和个体从业人员", "private and self-employment", Persons;
    /// Value added at current prices.
    ValueAdded = "value-added", "增加值(当年价)", "value added, current prices", HundredMillionYuan;
    /// Price index of the output of an industry.
    OutputPriceIndex = "output-price-index", "产出价格指数", "price index of output", LastYear100;
    /// Share of value added in the gross regional product.
    ValueAddedShare = "value-added-share", "增加值占比", "share of value added", Percent;
    /// Enterprises above the designated size.
    AboveScaleFirms = "above-scale-firms", "规上企业数", "above-scale enterprises", Count;
    /// Gross regional product at current prices.
    Gdp = "gdp", "地区生产总值(当年价)", "gross regional product, current prices", HundredMillionYuan;
    /// Volume index of the gross regional product.
    GdpIndex = "gdp-index", "地区生产总值指数", "volume index of gross regional product", LastYear100;
    /// Students in secondary vocational schools, skilled-worker schools left out.
    SecondaryStudents = "secondary-students", "中等职业教育在校学生", "secondary vocational students", Persons;
    /// Secondary vocational schools.
    SecondarySchools = "secondary-schools", "中等职业学校数", "secondary vocational schools", Count;
    /// Full-time teachers of secondary vocational schools.
    SecondaryTeachers = "secondary-teachers", "中等职业学校专任教师", "secondary vocational teachers", Persons;
    /// Mean yearly wage of staff and workers.
    MeanWage = "mean-wage", "在岗职工平均工资", "mean yearly wage", Yuan;
    /// Registered urban unemployed at the year's end.
    RegisteredUnemployed = "registered-unemployed", "城镇登记失业人员", "registered unemployed", Persons;
    /// Students in higher education.
    HigherStudents = "higher-students", "普通本专科在校学生", "higher-education students", Persons;
    /// Posts that employers asked to fill.
    Vacancies = "vacancies", "招聘人数", "vacancies", Persons;
    /// Persons who asked for such a post.
    JobSeekers = "job-seekers", "求职人数", "job seekers", Persons;
    /// Newcomers an industry body expects to be needed in the year.
    BodyDemand = "body-demand", "行业组织预测需求", "demand expected by an industry body", Persons;
    /// The low end of that.
    BodyDemandLow = "body-demand-low", "行业组织预测低值", "its low end", Persons;
    /// The high end of it.
    BodyDemandHigh = "body-demand-high", "行业组织预测高值", "its high end", Persons;
    /// Newly hired persons for whose training a subsidy was granted in the first quarter.
    SubsidisedHiresQ1 = "subsidised-hires-q1", "一季度新录用培训补贴人数", "subsidised hires, first quarter", Persons;
    /// The same in the second quarter.
    SubsidisedHiresQ2 = "subsidised-hires-q2", "二季度新录用培训补贴人数", "subsidised hires, second quarter", Persons;
    /// The same in the third quarter.
    SubsidisedHiresQ3 = "subsidised-hires-q3", "三季度新录用培训补贴人数", "subsidised hires, third quarter", Persons;
    /// The same in the fourth quarter.
    SubsidisedHiresQ4 = "subsidised-hires-q4", "四季度新录用培训补贴人数", "subsidised hires, fourth quarter", Persons;
    /// Planned intake.
    PlannedIntake = "planned-intake", "计划招生", "planned intake", Persons;
    /// Admitted entrants.
    Admitted = "admitted", "实际招生", "admitted", Persons;
    /// Entrants who registered.
    Registered = "registered", "报到人数", "registered entrants", Persons;
    /// Students in the first grade.
    EnrolledGrade1 = "enrolled-1", "在校生(一年级)", "enrolled, grade 1", Persons;
    /// Students in the second grade.
    EnrolledGrade2 = "enrolled-2", "在校生(二年级)", "enrolled, grade 2", Persons;
    /// Students in the third grade.
    EnrolledGrade3 = "enrolled-3", "在校生(三年级)", "enrolled, grade 3", Persons;
    /// Third-grade students on a continued track (3+2, five-year), who do not leave with their cohort.
    EnrolledContinued = "enrolled-continued", "在校生(三年级)中贯通培养", "third grade, continued track", Persons;
    /// Graduates of the cohort.
    Graduates = "graduates", "毕业生数", "graduates", Persons;
    /// Graduates in a job or with a business of their own.
    DirectJobs = "direct-jobs", "直接就业", "in direct employment", Persons;
    /// Graduates who go on studying.
    FurtherStudy = "further-study", "升学", "in further study", Persons;
    /// Graduates who joined the army.
    Army = "army", "参军", "joined the army", Persons;
    /// Graduates who look for work.
    Seeking = "seeking", "待就业", "seeking work", Persons;
    /// Graduates who do not look for work.
    NotSeeking = "not-seeking", "暂不就业", "not seeking work", Persons;
    /// Direct jobs that match the programme.
    MatchedJobs = "matched-jobs", "对口就业", "matched jobs", Persons;
    /// Direct jobs for which it was asked whether they match.
    MatchSurveyed = "match-surveyed", "对口调查人数", "surveyed for match", Persons;
    /// Direct jobs inside the city.
    LocalJobs = "local-jobs", "本市就业", "jobs in the city", Persons;
    /// Mean starting pay.
    StartingPay = "starting-pay", "起薪均值", "mean starting pay", YuanPerMonth;
    /// Graduates whose pay is known.
    PaySample = "pay-sample", "起薪样本数", "pay sample", Persons;
    /// Graduates who were asked whether they are satisfied with their job.
    SatisfactionAsked = "satisfaction-asked", "满意度调查人数", "asked about satisfaction", Persons;
    /// Of these, those who are.
    Satisfied = "satisfied", "就业满意人数", "satisfied with the job", Persons;
    /// Direct jobs that were followed for half a year.
    Followed = "followed", "半年跟踪人数", "followed for half a year", Persons;
    /// Of these, graduates still at the same employer.
    Stayed = "stayed", "半年后在岗人数", "in the same job after half a year", Persons;
    /// Graduates who are men.
    Men = "graduates-male", "男毕业生", "male graduates", Persons;
    /// Graduates who are women.
    Women = "graduates-female", "女毕业生", "female graduates", Persons;
    /// Graduates from the city.
    OriginCity = "origin-city", "本市生源", "from the city", Persons;
    /// Graduates from elsewhere in the province.
    OriginProvince = "origin-province", "省内外市生源", "from the rest of the province", Persons;
    /// Graduates from other provinces.
    OriginElsewhere = "origin-elsewhere", "外省生源", "from other provinces", Persons;
    /// Into further study by the entrance examination for vocational schools.
    StudyByExamination = "study-examination", "职教高考升学", "by the vocational entrance examination", Persons;
    /// Into further study on a continued track (3+2, five-year).
    StudyContinued = "study-continued", "贯通培养升学", "on a continued track", Persons;
    /// Into further study by another route.
    StudyOther = "study-other", "其他途径升学", "by another route", Persons;
    /// Direct jobs elsewhere in the province.
    JobsProvince = "jobs-province", "省内外市就业", "jobs in the rest of the province", Persons;
    /// Direct jobs outside the province.
    JobsElsewhere = "jobs-elsewhere", "省外就业", "jobs outside the province", Persons;
    /// Direct jobs in the primary sector.
    JobsPrimary = "jobs-primary", "第一产业就业", "jobs in the primary sector", Persons;
    /// Direct jobs in the secondary sector.
    JobsSecondary = "jobs-secondary", "第二产业就业", "jobs in the secondary sector", Persons;
    /// Direct jobs in the tertiary sector.
    JobsTertiary = "jobs-tertiary", "第三产业就业", "jobs in the tertiary sector", Persons;
    /// Direct jobs in government and public institutions.
    JobsPublic = "jobs-public", "机关事业单位就业", "jobs in government and public institutions", Persons;
    /// Direct jobs in state enterprises.
    JobsState = "jobs-state", "国有企业就业", "jobs in state enterprises", Persons;
    /// Direct jobs in private and other enterprises.
    JobsPrivate = "jobs-private", "民营企业就业", "jobs in private and other enterprises", Persons;
    /// Own businesses and self-employment.
    JobsSelf = "jobs-self", "个体经营就业", "self-employed", Persons;
    /// Direct jobs with other employers.
    JobsOther = "jobs-other", "其他单位就业", "jobs elsewhere", Persons;
    /// Direct jobs that the school recommended.
    FoundBySchool = "found-school", "学校推荐就业", "jobs found by the school", Persons;
    /// Direct jobs that an agency found.
    FoundByAgency = "found-agency", "中介介绍就业", "jobs found by an agency", Persons;
    /// Direct jobs that graduates found themselves, or through family.
    FoundByOneself = "found-self", "自主求职就业", "jobs found by oneself", Persons;
    /// Direct jobs without a contract.
    ContractNone = "contract-none", "未签劳动合同", "without a contract", Persons;
    /// Direct jobs with a contract of up to a year.
    ContractShort = "contract-short", "合同一年及以内", "contracts of up to a year", Persons;
    /// Direct jobs with a contract of more than a year.
    ContractLong = "contract-long", "合同一年以上", "contracts of more than a year", Persons;
    /// Direct jobs without social insurance.
    InsuranceNone = "insurance-none", "未参加社会保险", "without social insurance", Persons;
    /// Direct jobs with some of the five insurances.
    InsurancePart = "insurance-part", "参加部分险种", "with some insurances", Persons;
    /// Direct jobs with all five insurances.
    InsuranceFull = "insurance-full", "五险齐全", "with all five insurances", Persons;
    /// Starting pay of up to 2000 yuan a month.
    PayTo2000 = "pay-2000", "起薪2000元及以下", "pay up to 2000 yuan", Persons;
    /// Starting pay of 2001 to 3000 yuan a month.
    PayTo3000 = "pay-3000", "起薪2001至3000元", "pay of 2001 to 3000 yuan", Persons;
    /// Starting pay of 3001 to 4000 yuan a month.
    PayTo4000 = "pay-4000", "起薪3001至4000元", "pay of 3001 to 4000 yuan", Persons;
    /// Starting pay of 4001 to 5000 yuan a month.
    PayTo5000 = "pay-5000", "起薪4001至5000元", "pay of 4001 to 5000 yuan", Persons;
    /// Starting pay of more than 5000 yuan a month.
    PayBeyond5000 = "pay-beyond-5000", "起薪5000元以上", "pay of more than 5000 yuan", Persons;
    /// 1 recruiting, 2 newly opened, 0 recruiting stopped, -1 withdrawn.
    ProgrammeState = "programme-state", "专业状态", "state of the programme", State;
    /// 0 none, 1 city-level, 2 provincial key programme.
    KeyLevel = "key-level", "重点专业级别", "key-programme level", State;
    /// Length of the programme.
    ProgrammeLength = "programme-length", "学制", "length of study", Years;
    /// Full-time teachers of the programme.
    ProgrammeTeachers = "programme-teachers", "专任教师", "full-time teachers", Persons;
    /// Of these, teachers qualified in a trade as well (双师型).
    DualQualifiedTeachers = "dual-qualified-teachers", "双师型教师", "dual-qualified teachers", Persons;
    /// Value of the equipment that the programme teaches with.
    EquipmentValue = "equipment-value", "教学仪器设备值", "value of teaching equipment", Yuan;
}

impl Measure {
    /// Where graduates went: they add up to the graduates.
    pub const DESTINATIONS: [Self; 5] =
        [Self::DirectJobs, Self::FurtherStudy, Self::Army, Self::Seeking, Self::NotSeeking];

    /// Newly hired persons whose training was subsidised, by quarter.
    pub const SUBSIDISED_HIRES: [Self; 4] = [
        Self::SubsidisedHiresQ1,
        Self::SubsidisedHiresQ2,
        Self::SubsidisedHiresQ3,
        Self::SubsidisedHiresQ4,
    ];

    /// The measure with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.code() == code)
    }

    /// Students by grade: `grade` counts from 1 to 3.
    pub fn enrolled(grade: usize) -> Option<Self> {
        [Self::EnrolledGrade1, Self::EnrolledGrade2, Self::EnrolledGrade3]
            .get(grade.checked_sub(1)?)
            .copied()
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
