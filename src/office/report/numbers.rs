//! The numbers of a report.
//!
//! Takes the plan and the scope, counts the entries that visitors see. A step counts in the year of its date; an entry is
//! new in the year of its registration, or else of its beginning.

use std::collections::BTreeMap;

use super::targets::target_table;
use super::{OfficeReport, ReportCell, ReportScope, ReportSection, ReportTable, column, written};
use crate::model::{Catalogue, Entry};
use crate::parse::Step;
use crate::plan::{ListOf, Plan, bare_place, capitalised};
use crate::text::number;

/// What is counted of a group of entries: all, and in the year those new, recognised, commended, replicated, stopped.
#[derive(Debug, Clone, Copy, Default)]
struct Counts([usize; 6]);

/// The headings of [`Counts`].
const COUNTED: [&str; 6] = ["Tổng số", "Mới", "Công nhận", "Khen thưởng", "Nhân rộng", "Dừng"];

/// A table of counts by the lists that entries belong to.
struct Grouping {
    sheet: &'static str,
    caption: String,
    title: &'static str,
    /// Whether an entry may be in several lists.
    is_shared: bool,
    /// The label of entries that are in no list.
    rest: &'static str,
}

/// Makes the report of a site.
pub fn report(plan: &Plan<'_>, scope: &ReportScope) -> OfficeReport {
    let catalogue = plan.catalogue;
    let entries: Vec<&Entry> = catalogue
        .entries
        .iter()
        .map(AsRef::as_ref)
        .filter(|entry| entry.hidden.is_none() && is_within(catalogue, scope, entry))
        .collect();
    let year = scope.year;
    let whole: Counts = entries.iter().fold(Counts::default(), |counts, entry| counts.with(entry, year));
    let place = scope.within.as_ref().map(|(name, _)| format!(" trên địa bàn {name}")).unwrap_or_default();
    let unverified: Vec<&Entry> = entries
        .iter()
        .copied()
        .filter(|entry| entry.current_step() != Some(Step::Stopped) && !catalogue.is_fresh(entry))
        .collect();
    let section = |heading: &str, tables: Vec<ReportTable>, otherwise| ReportSection {
        heading: heading.into(),
        tables: tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
        otherwise,
    };
    OfficeReport {
        issuer: plan.issuer().to_string(),
        is_sample: catalogue.config.sample,
        signed_at: signed_at(catalogue, scope),
        year,
        subject: format!("Kết quả xây dựng, nhân rộng mô hình, điển hình năm {year}{place}"),
        opening: opening(plan, whole, year, unverified.len()),
        sections: vec![
            section("Số liệu", groups(plan, &entries, scope, whole), "Chưa có mô hình, điển hình nào."),
            section(
                "Danh sách mô hình, điển hình",
                vec![list(plan, &entries)],
                "Chưa có mô hình, điển hình nào.",
            ),
            section(
                "Mô hình, điển hình chưa được xác minh trong một năm qua",
                vec![unverified_list(plan, &unverified)],
                "Mọi mô hình, điển hình đều đã được xác minh trong một năm qua.",
            ),
            section(
                "Thực hiện chỉ tiêu",
                vec![target_table(plan, scope)],
                "Không có chỉ tiêu nào được khai cho năm và địa bàn này.",
            ),
        ],
        day: catalogue.as_of,
    }
}

fn is_within(catalogue: &Catalogue, scope: &ReportScope, entry: &Entry) -> bool {
    let Some((_, area)) = &scope.within else { return true };
    entry.places.iter().any(|place| catalogue.gazetteer.is_in(place, area))
}

/// Returns the name of the province in the line of place and date, without its type.
fn signed_at(catalogue: &Catalogue, scope: &ReportScope) -> String {
    let written = scope.within.as_ref().map(|(name, _)| name.as_str());
    let written = written.or(catalogue.config.province.as_ref().map(|at| at.value.as_str()));
    let place = written.and_then(|written| catalogue.gazetteer.resolve(written, false).ok());
    place.map_or_else(String::new, |found| {
        catalogue.gazetteer.province(found.place.province).bare_name().into_owned()
    })
}

fn opening(plan: &Plan<'_>, whole: Counts, year: u16, unverified: usize) -> Vec<String> {
    let config = &plan.catalogue.config;
    let Counts([all, new, recognised, commended, replicated, stopped]) = whole;
    let [all, new, recognised, commended, replicated, stopped, unverified] =
        [all, new, recognised, commended, replicated, stopped, unverified]
            .map(|count| number(count as f64, false));
    vec![
        format!(
            "Tính đến ngày {}, có {all} mô hình, điển hình. Trong năm {year}: {new} mô hình, điển hình mới; {recognised} được công nhận; {commended} được khen thưởng, biểu dương; {replicated} được nhân rộng; {stopped} dừng. {unverified} mô hình, điển hình chưa được xác minh trong một năm qua.",
            written(plan.catalogue.as_of)
        ),
        format!(
            "Số liệu đếm từ các bài đang công bố tại {} ({}); không gồm bản nháp và bài chưa đến ngày đăng. “Mới” là đăng ký trong năm; bài không ghi ngày đăng ký thì tính theo năm bắt đầu.",
            config.title, config.base_url
        ),
    ]
}

impl Counts {
    /// Adds an entry.
    fn with(mut self, entry: &Entry, year: u16) -> Counts {
        let in_year = |steps: &[Step]| {
            let status = &entry.record().status;
            status.iter().any(|status| steps.contains(&status.step) && status.date.value.year == year)
        };
        let is = [
            true,
            entry.year() == Some(year),
            in_year(&[Step::Recognised]),
            in_year(&[Step::Commended, Step::Praised]),
            in_year(&[Step::Replicated]),
            in_year(&[Step::Stopped]),
        ];
        for (count, is) in self.0.iter_mut().zip(is) {
            *count += usize::from(is);
        }
        self
    }

    fn cells(self) -> impl Iterator<Item = ReportCell> {
        self.0.into_iter().map(ReportCell::Whole)
    }
}

/// Returns the tables of counts: by field, place, phase and status.
fn groups(plan: &Plan<'_>, entries: &[&Entry], scope: &ReportScope, whole: Counts) -> Vec<ReportTable> {
    let catalogue = plan.catalogue;
    let area = scope.within.as_ref().map(|(_, area)| area.clone()).or_else(|| catalogue.home());
    let year = scope.year;
    let grouped = |grouping: Grouping, of: &dyn Fn(&Entry) -> Vec<ListOf>| {
        group_table(plan, entries, (year, whole), grouping, of)
    };
    let of_place = |entry: &Entry| -> Vec<ListOf> {
        let places = entry.places.iter();
        match &area {
            None => places.map(|place| ListOf::Province(place.province)).collect(),
            Some(area) => places
                .flat_map(|place| &place.communes)
                .filter(|id| area.communes().contains(id))
                .map(|id| ListOf::Commune(*id))
                .collect(),
        }
    };
    let place_title = if area.is_some() { "Xã, phường" } else { "Tỉnh, thành phố" };
    let grouping = |sheet, caption: &str, title, is_shared, rest| Grouping {
        sheet,
        caption: format!("{caption} (năm {year})"),
        title,
        is_shared,
        rest,
    };
    vec![
        grouped(grouping("Lĩnh vực", "Theo lĩnh vực", "Lĩnh vực", true, "Chưa rõ"), &|entry| {
            entry.fields.iter().map(|n| ListOf::Field(*n)).collect()
        }),
        grouped(grouping("Địa bàn", "Theo địa bàn", place_title, true, "Không ghi rõ"), &of_place),
        grouped(
            grouping("Giai đoạn", "Theo giai đoạn", "Giai đoạn", false, "Không thuộc giai đoạn nào"),
            &|entry| entry.phase.map(ListOf::Phase).into_iter().collect(),
        ),
        grouped(
            grouping("Trạng thái", "Theo trạng thái gần nhất", "Trạng thái", false, "Chưa ghi trạng thái"),
            &|entry| entry.current_step().map(ListOf::Status).into_iter().collect(),
        ),
    ]
}

/// Returns a table of counts by list.
fn group_table(
    plan: &Plan<'_>,
    entries: &[&Entry],
    (year, whole): (u16, Counts),
    grouping: Grouping,
    of: &dyn Fn(&Entry) -> Vec<ListOf>,
) -> ReportTable {
    let mut found: BTreeMap<ListOf, Counts> = BTreeMap::new();
    let mut rest = Counts::default();
    for entry in entries {
        let mut lists = of(entry);
        lists.sort_unstable();
        lists.dedup();
        if lists.is_empty() {
            rest = rest.with(entry, year);
        }
        for list in lists {
            let counts = found.entry(list).or_default();
            *counts = counts.with(entry, year);
        }
    }
    let is_of_places = found.keys().any(|list| matches!(list, ListOf::Province(_) | ListOf::Commune(_)));
    let mut lines: Vec<(String, Counts)> =
        found.iter().map(|(list, counts)| (label(plan, *list), *counts)).collect();
    if is_of_places {
        plan.sort_by_label(&mut lines, |(label, _)| bare_place(label));
    }
    let summed: usize = lines.iter().map(|(_, counts)| counts.0[0]).sum();
    lines.extend((rest.0[0] > 0).then(|| (grouping.rest.to_string(), rest)));
    let numbered = lines.into_iter().enumerate();
    let rows = numbered.map(|(n, (label, counts))| {
        [ReportCell::Whole(n + 1), ReportCell::Text(label)].into_iter().chain(counts.cells()).collect()
    });
    let name = column(grouping.title, 57, false);
    let mut columns = vec![column("TT", 10, true), name];
    let widths = [16, 14, 17, 18, 17, 16];
    columns.extend(COUNTED.into_iter().zip(widths).map(|(title, width)| column(title, width, true)));
    let total = [ReportCell::Text(String::new()), ReportCell::Text("Tổng".into())];
    ReportTable {
        sheet: grouping.sheet,
        caption: grouping.caption,
        columns,
        rows: rows.collect(),
        total: Some(total.into_iter().chain(whole.cells()).collect()),
        note: (grouping.is_shared && summed + rest.0[0] > whole.0[0])
            .then_some("Mô hình thuộc nhiều dòng được tính ở từng dòng; dòng tổng chỉ tính một lần."),
    }
}

/// Returns the name of a list as a row shows it.
fn label(plan: &Plan<'_>, list: ListOf) -> String {
    capitalised(&plan.list_label(list))
}

/// Returns the list of entries.
fn list(plan: &Plan<'_>, entries: &[&Entry]) -> ReportTable {
    let units = |entry: &Entry| {
        let names = entry.units.iter().map(|n| plan.catalogue.units[*n].name.as_str());
        names.collect::<Vec<_>>().join("; ")
    };
    let status = |entry: &Entry| {
        entry.last_step().map_or_else(String::new, |last| {
            format!("{} ({})", plan.step_text(last.step), plan.date_text(last.date.value))
        })
    };
    let row = |(n, entry): (usize, &&Entry)| {
        let started = entry.started.map_or_else(String::new, |date| plan.date_text(date));
        let texts = [
            entry.record().title.value.clone(),
            plan.place_text(entry),
            units(entry),
            started,
            status(entry),
        ];
        [ReportCell::Whole(n + 1)].into_iter().chain(texts.map(ReportCell::Text)).collect()
    };
    ReportTable {
        sheet: "Danh sách",
        caption: "Mô hình, điển hình đang công bố, mới nhất trước".into(),
        columns: vec![
            column("TT", 9, true),
            column("Tên mô hình, điển hình", 41, false),
            column("Địa bàn", 31, false),
            column("Đơn vị", 32, false),
            column("Bắt đầu", 25, true),
            column("Trạng thái", 27, false),
        ],
        rows: entries.iter().enumerate().map(row).collect(),
        total: None,
        note: None,
    }
}

/// Returns the list of entries that were not verified within a year.
fn unverified_list(plan: &Plan<'_>, entries: &[&Entry]) -> ReportTable {
    let row = |(n, entry): (usize, &&Entry)| {
        let verified = entry.record().verified.as_ref();
        vec![
            ReportCell::Whole(n + 1),
            ReportCell::Text(entry.record().title.value.clone()),
            ReportCell::Text(plan.place_text(entry)),
            ReportCell::Text(
                verified.map_or_else(|| "chưa ghi".into(), |at| plan.date_text(at.value.into())),
            ),
        ]
    };
    ReportTable {
        sheet: "Chưa xác minh",
        caption: "Cần xác minh lại".into(),
        columns: vec![
            column("TT", 10, true),
            column("Tên mô hình, điển hình", 75, false),
            column("Địa bàn", 50, false),
            column("Xác minh gần nhất", 30, true),
        ],
        rows: entries.iter().enumerate().map(row).collect(),
        total: None,
        note: None,
    }
}
