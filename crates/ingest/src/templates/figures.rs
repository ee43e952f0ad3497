//! The templates of figures, T0 to T7.

use talent_domain::Measure;

use super::shared::{
    CONFIDENCE, INDUSTRY, INDUSTRY_NAME, NATURE, NOTE, PROGRAMME, PROGRAMME_NAME, REGION,
    REGION_NAME, SCHOOL, SCHOOL_NAME, SOURCE, STATUS, YEAR,
};
use crate::column::{Column, also, may, must};
use crate::kind::Kind;

/// A column of figures that may be left out or empty.
const fn figure(heading: &'static str, measure: Measure, help: &'static str) -> Column {
    may(heading, Kind::Figure(measure), help)
}

pub(super) const T0: &[Column] = &[
    REGION,
    REGION_NAME,
    YEAR,
    must("指标代码", Kind::MeasureCode, "如 secondary-students，见填写说明"),
    may("指标名称", Kind::Text, "供核对，不读入"),
    must("数值", Kind::RowValue, ""),
    must("单位", Kind::RowUnit, "人、万人、元、万元、亿元、%、所、上年=100"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

pub(super) const T1: &[Column] = &[
    SCHOOL,
    SCHOOL_NAME,
    PROGRAMME,
    PROGRAMME_NAME,
    also(&["毕业年份", "届", "毕业届别"], must("届别", Kind::Year, "2023 或 2023届")),
    also(
        &["毕业生人数", "毕业人数", "毕业生总数"],
        must("毕业生数", Kind::Figure(Measure::Graduates), "该届全部毕业生"),
    ),
    also(
        &["直接就业人数"],
        figure("直接就业", Measure::DirectJobs, "协议、合同、其他录用、自主创业、自由职业"),
    ),
    also(&["升学人数"], figure("升学", Measure::FurtherStudy, "升入高一级学校")),
    also(&["参军人数", "应征入伍", "应征入伍人数"], figure("参军", Measure::Army, "应征入伍")),
    also(&["待就业人数"], figure("待就业", Measure::Seeking, "有就业意愿而未就业")),
    also(&["暂不就业人数"], figure("暂不就业", Measure::NotSeeking, "暂无就业意愿")),
    figure("对口调查人数", Measure::MatchSurveyed, "直接就业者中回答了对口问题的人数"),
    also(&["对口就业人数", "对口人数"], figure("对口就业", Measure::MatchedJobs, "其中对口的人数")),
    also(
        &["本市就业人数", "本地就业", "本地就业人数"],
        figure("本市就业", Measure::LocalJobs, "直接就业者中在本市就业的人数"),
    ),
    also(&["平均起薪"], figure("起薪均值", Measure::StartingPay, "元/月")),
    figure("起薪样本数", Measure::PaySample, "报告了起薪的人数"),
    figure("满意度调查人数", Measure::SatisfactionAsked, "毕业生中回答了就业满意度的人数"),
    also(&["满意人数"], figure("就业满意人数", Measure::Satisfied, "其中满意、比较满意的人数")),
    figure("半年跟踪人数", Measure::Followed, "直接就业者中半年后跟踪到的人数"),
    also(
        &["半年后在岗", "半年后仍在岗人数"],
        figure("半年后在岗人数", Measure::Stayed, "其中仍在原单位的人数"),
    ),
    also(&["男毕业生数", "男毕业生人数"], figure("男毕业生", Measure::Men, "毕业生中的男生")),
    also(&["女毕业生数", "女毕业生人数"], figure("女毕业生", Measure::Women, "毕业生中的女生")),
    also(&["本市生源人数"], figure("本市生源", Measure::OriginCity, "毕业生中入学前户籍在本市的")),
    also(
        &["省内外市生源人数", "本省外市生源"],
        figure("省内外市生源", Measure::OriginProvince, "户籍在本省其他市的"),
    ),
    also(
        &["外省生源人数", "省外生源"],
        figure("外省生源", Measure::OriginElsewhere, "户籍在外省的"),
    ),
    also(
        &["对口升学", "对口升学人数", "职教高考升学人数"],
        figure("职教高考升学", Measure::StudyByExamination, "升学者中经职教高考、对口单招录取的"),
    ),
    also(
        &["贯通培养升学人数", "3+2转段", "贯通升学"],
        figure("贯通培养升学", Measure::StudyContinued, "升学者中 3+2、五年一贯制等转段的"),
    ),
    also(
        &["其他升学", "其他途径升学人数"],
        figure("其他途径升学", Measure::StudyOther, "升学者中经普通高考、成人高考等录取的"),
    ),
    also(
        &["本省外市就业", "省内外市就业人数"],
        figure("省内外市就业", Measure::JobsProvince, "直接就业者中在本省其他市就业的"),
    ),
    also(
        &["省外就业人数", "外省就业"],
        figure("省外就业", Measure::JobsElsewhere, "直接就业者中在外省和境外就业的"),
    ),
    also(
        &["第一产业", "第一产业就业人数"],
        figure("第一产业就业", Measure::JobsPrimary, "直接就业者中在农林牧渔业就业的"),
    ),
    also(
        &["第二产业", "第二产业就业人数"],
        figure("第二产业就业", Measure::JobsSecondary, "直接就业者中在工业、建筑业就业的"),
    ),
    also(
        &["第三产业", "第三产业就业人数"],
        figure("第三产业就业", Measure::JobsTertiary, "直接就业者中在服务业就业的"),
    ),
    also(
        &["机关事业单位", "机关事业单位就业人数"],
        figure("机关事业单位就业", Measure::JobsPublic, "直接就业者中在机关、事业单位就业的"),
    ),
    also(
        &["国有企业", "国有企业就业人数"],
        figure("国有企业就业", Measure::JobsState, "在国有企业就业的"),
    ),
    also(
        &["民营企业", "民营企业就业人数"],
        figure("民营企业就业", Measure::JobsPrivate, "在民营、外资等其他企业就业的"),
    ),
    also(
        &["个体经营", "个体经营就业人数"],
        figure("个体经营就业", Measure::JobsSelf, "个体经营、自主创业的"),
    ),
    also(
        &["其他单位", "其他单位就业人数"],
        figure("其他单位就业", Measure::JobsOther, "以上都不是的"),
    ),
    also(
        &["学校推荐", "学校推荐就业人数"],
        figure("学校推荐就业", Measure::FoundBySchool, "直接就业者中由学校推荐的"),
    ),
    also(
        &["中介介绍", "中介介绍就业人数"],
        figure("中介介绍就业", Measure::FoundByAgency, "由中介机构介绍的"),
    ),
    also(
        &["自主求职", "自主求职就业人数"],
        figure("自主求职就业", Measure::FoundByOneself, "自己求职、亲友介绍等的"),
    ),
    also(
        &["未签合同", "未签劳动合同人数"],
        figure("未签劳动合同", Measure::ContractNone, "直接就业者中没有签劳动合同的"),
    ),
    also(
        &["合同一年以内"],
        figure("合同一年及以内", Measure::ContractShort, "签了一年及以内合同的"),
    ),
    also(
        &["合同一年以上人数"],
        figure("合同一年以上", Measure::ContractLong, "签了一年以上合同的"),
    ),
    also(
        &["未参保", "未参加社会保险人数"],
        figure("未参加社会保险", Measure::InsuranceNone, "直接就业者中没有参加社会保险的"),
    ),
    also(
        &["参加部分险种人数"],
        figure("参加部分险种", Measure::InsurancePart, "参加了五险中一部分的"),
    ),
    also(&["五险齐全人数", "参加五险"], figure("五险齐全", Measure::InsuranceFull, "五险都参加的")),
    also(
        &["起薪2000元及以下"],
        figure("起薪2000及以下", Measure::PayTo2000, "报告了起薪的人中每月 2000 元及以下的"),
    ),
    also(
        &["起薪2001至3000元"],
        figure("起薪2001至3000", Measure::PayTo3000, "每月 2001 至 3000 元的"),
    ),
    also(
        &["起薪3001至4000元"],
        figure("起薪3001至4000", Measure::PayTo4000, "每月 3001 至 4000 元的"),
    ),
    also(
        &["起薪4001至5000元"],
        figure("起薪4001至5000", Measure::PayTo5000, "每月 4001 至 5000 元的"),
    ),
    also(&["起薪5000元以上"], figure("起薪5000以上", Measure::PayBeyond5000, "每月 5000 元以上的")),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

pub(super) const T2: &[Column] = &[
    SCHOOL,
    SCHOOL_NAME,
    PROGRAMME,
    PROGRAMME_NAME,
    also(&["年份", "年度", "学年度"], must("学年", Kind::Year, "2023 或 2023-2024学年，记为 2023")),
    also(
        &["招生计划", "招生计划数", "计划招生数", "计划招生人数"],
        figure("计划招生", Measure::PlannedIntake, ""),
    ),
    also(
        &["实际招生数", "实际招生人数", "录取人数", "录取数"],
        figure("实际招生", Measure::Admitted, "录取人数"),
    ),
    also(&["报到", "报到数"], figure("报到人数", Measure::Registered, "")),
    also(&["一年级在校生"], figure("在校生(一年级)", Measure::EnrolledGrade1, "学年初")),
    also(&["二年级在校生"], figure("在校生(二年级)", Measure::EnrolledGrade2, "学年初")),
    also(&["三年级在校生"], figure("在校生(三年级)", Measure::EnrolledGrade3, "学年初")),
    figure(
        "三年级中贯通培养",
        Measure::EnrolledContinued,
        "3+2、五年一贯制等不在三年级毕业离校的学生，含在三年级人数内",
    ),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

const STATES: &[(&str, f64)] = &[("在招", 1.0), ("新增", 2.0), ("停招", 0.0), ("撤销", -1.0)];
const KEY_LEVELS: &[(&str, f64)] = &[("无", 0.0), ("市级", 1.0), ("省级", 2.0)];

pub(super) const T3: &[Column] = &[
    must("学校代码", Kind::School { total: false }, "见 C1"),
    SCHOOL_NAME,
    must("专业代码", Kind::Programme { total: false }, "2021 版目录六位代码"),
    PROGRAMME_NAME,
    YEAR,
    may("专业状态", Kind::Word(Measure::ProgrammeState, STATES), "在招、新增、停招、撤销"),
    may("重点专业级别", Kind::Word(Measure::KeyLevel, KEY_LEVELS), "无、市级、省级"),
    figure("学制", Measure::ProgrammeLength, "年"),
    also(
        &["专任教师数", "专任教师人数", "专业教师", "专业教师数"],
        figure("专任教师", Measure::ProgrammeTeachers, "承担该专业教学的专任教师"),
    ),
    also(
        &["双师型教师数", "双师型教师人数", "双师型专任教师", "“双师型”教师", "双师教师", "双师型"],
        figure("双师型教师", Measure::DualQualifiedTeachers, "专任教师中的双师型教师"),
    ),
    also(
        &[
            "教学仪器设备总值",
            "仪器设备值",
            "仪器设备总值",
            "设备总值",
            "教学设备值",
            "教学科研仪器设备值",
        ],
        figure(
            "教学仪器设备值",
            Measure::EquipmentValue,
            "该专业教学用仪器设备的原值；表头写明 元 或 万元",
        ),
    ),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

pub(super) const T4: &[Column] = &[
    REGION,
    REGION_NAME,
    INDUSTRY,
    INDUSTRY_NAME,
    YEAR,
    also(
        &[
            "单位从业人员",
            "从业人员数",
            "年末从业人员",
            "期末从业人员",
            "城镇单位从业人员",
            "城镇非私营单位从业人员",
            "从业人员年末人数",
            "从业人员期末人数",
            "年末单位从业人员",
            "单位从业人员数",
            "城镇单位从业人员数",
            "城镇非私营单位从业人员数",
            "就业人员",
            "就业人员数",
            "年末就业人员",
            "期末就业人员",
            "就业人员年末人数",
            "就业人员期末人数",
            "单位就业人员",
            "单位就业人员数",
            "年末单位就业人员",
            "城镇单位就业人员",
            "城镇单位就业人员数",
            "城镇非私营单位就业人员",
            "城镇非私营单位就业人员数",
        ],
        figure("从业人员", Measure::Employment, "城镇非私营单位，年末；表头写明 人 或 万人"),
    ),
    also(
        &[
            "城镇私营和个体从业人员",
            "私营个体从业人员",
            "私营企业和个体就业人员",
            "私营和个体就业人员",
            "私营个体就业人员",
            "城镇私营和个体就业人员",
            "城镇私营个体就业人员",
            "城镇私营企业和个体就业人员",
        ],
        figure("私营和个体从业人员", Measure::PrivateEmployment, "城镇私营企业和个体户，年末"),
    ),
    figure("增加值", Measure::ValueAdded, "当年价；表头写明 万元 或 亿元"),
    figure(
        "价格指数",
        Measure::OutputPriceIndex,
        "该行业产出价格，上年=100；没有则用地区生产总值平减指数",
    ),
    figure("增加值占比", Measure::ValueAddedShare, "占地区生产总值，%"),
    figure("规上企业数", Measure::AboveScaleFirms, ""),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

pub(super) const T5: &[Column] = &[
    REGION,
    REGION_NAME,
    INDUSTRY,
    INDUSTRY_NAME,
    also(&["职业"], must("岗位", Kind::Occupation, "岗位或职业名称；全部岗位写 合计")),
    also(&["期间"], YEAR),
    must("招聘人数", Kind::Figure(Measure::Vacancies), "去重后的岗位空缺"),
    figure("求职人数", Measure::JobSeekers, ""),
    may("学历要求", Kind::Remark, ""),
    may("去重说明", Kind::Remark, "同一岗位多次发布如何处理"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

pub(super) const T6: &[Column] = &[
    REGION,
    REGION_NAME,
    INDUSTRY,
    INDUSTRY_NAME,
    also(&["岗位"], must("职业", Kind::Occupation, "职业或岗位名称；全部写 合计")),
    also(&["目标年份"], must("预测年份", Kind::Year, "预测的是哪一年")),
    must("预测需求", Kind::Figure(Measure::BodyDemand), "该年需要新补充的人数，中值"),
    figure("低值", Measure::BodyDemandLow, ""),
    figure("高值", Measure::BodyDemandHigh, ""),
    may("填报单位", Kind::Remark, "行业协会或行业指导委员会"),
    may("依据", Kind::Remark, "调查、订单、规划等"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];

pub(super) const T7: &[Column] = &[
    REGION,
    REGION_NAME,
    INDUSTRY,
    INDUSTRY_NAME,
    YEAR,
    also(
        &["第一季度", "1季度", "一季度人数", "第一季度人数"],
        figure(
            "一季度",
            Measure::SubsidisedHiresQ1,
            "该季度核准培训补贴的新录用人数，每人每年计一次",
        ),
    ),
    also(
        &["第二季度", "2季度", "二季度人数", "第二季度人数"],
        figure("二季度", Measure::SubsidisedHiresQ2, "只填当季，不填累计"),
    ),
    also(
        &["第三季度", "3季度", "三季度人数", "第三季度人数"],
        figure("三季度", Measure::SubsidisedHiresQ3, "尚未核准的季度留空，不填 0"),
    ),
    also(
        &["第四季度", "4季度", "四季度人数", "第四季度人数"],
        figure("四季度", Measure::SubsidisedHiresQ4, ""),
    ),
    may("补贴政策", Kind::Remark, "当年执行的补贴文件；口径变动的年份写明"),
    SOURCE,
    STATUS,
    CONFIDENCE,
    NATURE,
    NOTE,
];
