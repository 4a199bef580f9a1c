//! The targets in a report: those whose period touches the year, about places within its area.

use super::{ReportCell, ReportScope, ReportTable, column};
use crate::model::SiteTarget;
use crate::plan::Plan;

/// Returns the table of the targets.
pub(super) fn target_table(plan: &Plan<'_>, scope: &ReportScope) -> ReportTable {
    let targets = plan.catalogue.targets.all.iter().filter(|target| is_due(plan, scope, target));
    let row = |(n, target): (usize, &SiteTarget)| {
        let view = plan.target_view(target);
        let mut about = vec![view.scope.clone()];
        about.extend(view.phase.iter().map(|phase| phase.label.clone()));
        about.extend(view.year.map(|year| format!("năm {year}")));
        about.push(view.indicator.clone());
        about.extend(view.each.clone());
        let reached = match (view.base, &view.percent) {
            (Some(base), Some(percent)) => format!("{}/{base} ({percent}%)", view.reached),
            (Some(base), None) => format!("{}/{base}", view.reached),
            (None, _) => view.reached.to_string(),
        };
        let result = if view.met {
            "Đạt"
        } else if view.overdue {
            "Quá hạn, chưa đạt"
        } else {
            "Chưa đạt"
        };
        let name = match &view.document {
            Some(document) => format!("{} ({})", view.name, document.label),
            None => view.name.clone(),
        };
        let due = view.due.map(|due| due.text).unwrap_or_default();
        let texts = [name, about.join("; "), view.aim.clone(), reached, due, result.into()];
        [ReportCell::Whole(n + 1)].into_iter().chain(texts.map(ReportCell::Text)).collect()
    };
    ReportTable {
        sheet: "Chỉ tiêu",
        caption: "Mức đạt được, tính từ các bài đang công bố".into(),
        columns: vec![
            column("TT", 9, true),
            column("Chỉ tiêu", 40, false),
            column("Phạm vi, cách tính", 33, false),
            column("Cần đạt", 17, true),
            column("Đã đạt", 21, true),
            column("Hạn", 25, true),
            column("Kết quả", 20, true),
        ],
        rows: targets.enumerate().map(row).collect(),
        total: None,
        note: None,
    }
}

/// Whether a target is about the year, and about no place outside the area.
fn is_due(plan: &Plan<'_>, scope: &ReportScope, target: &SiteTarget) -> bool {
    let touches = |phase: usize| {
        let phase = &plan.catalogue.phases[phase];
        phase.from.year <= scope.year && scope.year <= phase.to.previous().year
    };
    let in_time = target.year.map_or_else(|| target.phase.is_none_or(touches), |year| year == scope.year);
    let in_place = scope.within.as_ref().is_none_or(|(_, area)| {
        target.area.as_ref().is_some_and(|own| own.communes().is_subset(area.communes()))
    });
    in_time && in_place
}
