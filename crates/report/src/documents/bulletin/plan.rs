//! 六、处置要求 for the bureau: what the seat plan proposes for next year.

use talent_domain::Lang;
use talent_outlook::{Outlook, PlannedProgramme, SeatPlan};

use crate::document::cells::{NONE, cells, decimal, whole};
use crate::document::{Block, Table};
use crate::wording::change_text;

/// A sentence on the whole city with the figures of table `t6d`; nothing without a plan, as for the public.
pub(super) fn planned(outlook: &Outlook) -> Option<Block> {
    let plan = outlook.plan.as_ref()?;
    Some(Block::say(if plan.recommended {
        "下一年度招生建议（内部资料，印发前删去或另文下达）：按现状招生，全市期望损失{t6d:0:4}；按附件所列调整为{t6d:0:5}。各专业点见《一校一案》。"
    } else {
        "下一年度招生建议（内部资料，印发前删去或另文下达）：在现有限度内调整招生能减少的期望损失太少（现状{t6d:0:4}，按附件所列{t6d:0:5}），除预警要求的以外不作变动。"
    }))
}

/// Table `t6d` of the programmes whose intake the plan changes; none without a plan.
pub(super) fn planned_table(outlook: &Outlook) -> Option<Table> {
    outlook.plan.as_ref().map(plan_table)
}

/// The whole city, then every programme that changes, those that grow most first. Losses are those of the plan's own measure.
fn plan_table(plan: &SeatPlan) -> Table {
    let sum = |of: fn(&PlannedProgramme) -> f64| plan.programmes.iter().map(of).sum::<f64>();
    let city = cells![
        NONE,
        "全市合计",
        whole(sum(|p| p.now)),
        whole(sum(|p| p.planned)),
        decimal(plan.loss_now),
        decimal(plan.loss),
        NONE,
    ];
    let mut changed: Vec<&PlannedProgramme> =
        plan.programmes.iter().filter(|programme| programme.change().abs() >= 0.5).collect();
    changed.sort_by(|a, b| b.change().total_cmp(&a.change()));
    let row = |programme: &PlannedProgramme| {
        let places = plan.places_of(&programme.code).into_iter();
        let moves: Vec<String> = places
            .filter(|place| place.change().abs() >= 0.5)
            .map(|place| format!("{}{}", place.school_name, change_text(place, Lang::Zh)))
            .collect();
        cells![
            programme.code.to_string(),
            programme.name.clone(),
            whole(programme.now),
            whole(programme.planned),
            decimal(programme.losses.0),
            decimal(programme.losses.1),
            moves.join("；"),
        ]
    };
    let caption = format!("附表3-3　{}年秋季招生建议（有变动的专业，人）", plan.entering);
    Table::new("t6d", &caption)
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["预计入学", "建议招生", "不变的期望损失", "按建议的期望损失"])
        .words(["变动的学校"])
        .rows(std::iter::once(city).chain(changed.into_iter().map(row)))
        .note("期望损失为供需差的平方除以两者的平均数，多一人的代价大于缺一人；全市合计含不变动的专业。")
}
