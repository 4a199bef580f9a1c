//! What the commands say of the shared store of photos, in both languages.

use crate::build::{ShardPlan, ShardReport, StoreStop, StoreSummary, Sweep};
use crate::diagnostic::Language;
use crate::text::number;

/// How many machines the table of a plan has.
const MACHINES: [usize; 4] = [1, 4, 16, 100];

fn count(number_of: usize, language: Language) -> String {
    number(number_of as f64, language == Language::En)
}

/// Says what the store did for a build: `Kho chung: 812 có sẵn, 3 làm mới, không ghi.`
pub(super) fn did(summary: &StoreSummary, language: Language) -> String {
    let StoreSummary { found, made, put, deleted, read_only } = *summary;
    let [found, made, written, gone] = [found, made, put, deleted].map(|number| count(number, language));
    match language {
        Language::Vi => {
            let stored = match read_only {
                true => ", không ghi".into(),
                false if put == 0 && summary.made == 0 => String::new(),
                false => format!(", ghi {written}"),
            };
            let gone = if deleted > 0 { format!(", xóa {gone} ảnh đã ẩn") } else { String::new() };
            format!("Kho chung: {found} có sẵn, {made} làm mới{stored}{gone}.")
        }
        Language::En => {
            let stored = match read_only {
                true => ", read only".into(),
                false if put == 0 && summary.made == 0 => String::new(),
                false => format!(", {written} stored"),
            };
            let gone = if deleted > 0 { format!(", {gone} hidden ones deleted") } else { String::new() };
            format!("Shared store: {found} found, {made} made{stored}{gone}.")
        }
    }
}

/// Says what was done of a shard.
pub(super) fn derived(shard: &str, report: &ShardReport, language: Language) -> String {
    let ShardReport { pictures, found, put, .. } = report;
    let [pictures, found, put] = [*pictures, *found, *put].map(|number| count(number, language));
    match language {
        Language::Vi => {
            format!("Phần {shard}: {pictures} ảnh, {found} có sẵn trong kho, {put} làm mới và ghi.")
        }
        Language::En => {
            format!("Part {shard}: {found} of {pictures} photos were in the store, {put} were stored.")
        }
    }
}

/// Says how many photos are to be derived, and how long that takes on some machines like this one.
pub(super) fn planned(plan: &ShardPlan, cores: usize, language: Language) -> String {
    let left = plan.pictures - plan.found;
    let [all, found, missing] = [plan.pictures, plan.found, left].map(|number| count(number, language));
    let mut text = match language {
        Language::Vi => format!("{all} ảnh: {found} có sẵn trong kho, còn {missing}.\n"),
        Language::En => format!("{all} photos: {found} in the store already, {missing} left.\n"),
    };
    if left == 0 {
        return text;
    }
    text += &match language {
        Language::Vi => format!("Thời gian ước tính, với máy như máy này ({cores} nhân):\n"),
        Language::En => format!("Estimated time on machines like this one ({cores} cores):\n"),
    };
    for machines in MACHINES {
        // A machine derives a photo on one core: beyond one photo a core, more machines do not help.
        let rounds = left.div_ceil(cores * machines) as f64;
        let seconds = (rounds * plan.seconds_each).ceil() as u64;
        let time = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        text += &match (language, machines) {
            (Language::Vi, _) => format!("{machines:>6} máy  {time}\n"),
            (Language::En, 1) => format!("{machines:>6} machine   {time}\n"),
            (Language::En, _) => format!("{machines:>6} machines  {time}\n"),
        };
    }
    text
}

/// Says what a sweep removed, or would remove.
pub(super) fn swept(swept: &Sweep, is_dry: bool, language: Language) -> String {
    let [kept, removed] = [swept.kept, swept.removed].map(|number| count(number, language));
    match (language, is_dry) {
        (Language::Vi, true) => format!("Kho chung: sẽ giữ {kept} tệp, bỏ {removed}."),
        (Language::Vi, false) => format!("Kho chung: giữ {kept} tệp, đã bỏ {removed}."),
        (Language::En, true) => format!("Shared store: {kept} files would stay, {removed} would go."),
        (Language::En, false) => format!("Shared store: {kept} files stay, {removed} were removed."),
    }
}

/// Says why a command that works with the store did nothing; the content's errors are reported by themselves.
pub(super) fn stopped(stop: &StoreStop, language: Language) -> String {
    let vi = language == Language::Vi;
    match stop {
        StoreStop::Content(_) => String::new(),
        StoreStop::NoStore if vi => {
            "trang này chưa có kho chung: ghi store trong [cache] của guong.toml, hoặc đặt biến GUONG_STORE"
                .into()
        }
        StoreStop::NoStore => {
            "the site has no shared store: write store in [cache] of guong.toml, or set GUONG_STORE".into()
        }
        StoreStop::ReadOnly if vi => {
            "kho chung đang ở chế độ chỉ đọc: bỏ read_only hoặc GUONG_STORE_READ_ONLY".into()
        }
        StoreStop::ReadOnly => {
            "the shared store is read only: remove read_only or GUONG_STORE_READ_ONLY".into()
        }
        StoreStop::NotToday if vi => {
            "kho chung chỉ nhận ảnh công bố hôm nay: chạy lại lệnh này mà không có --as-of".into()
        }
        StoreStop::NotToday => {
            "the shared store only takes what is public today: run this command without --as-of".into()
        }
        StoreStop::Remote(fault) if vi => format!("kho chung không dùng được: {}", fault.say(language)),
        StoreStop::Remote(fault) => format!("the shared store cannot be used: {}", fault.say(language)),
    }
}

/// Says that a scheduler's variable does not tell which part this job is.
pub(super) fn unclear_shard(variable: &str, language: Language) -> String {
    match language {
        Language::Vi => format!(
            "không rõ phải làm phần nào: thiếu hoặc sai biến {variable}; ghi --shard K/N, hoặc số phần vào GUONG_SHARDS"
        ),
        Language::En => format!(
            "which part to derive is unclear: {variable} is missing or wrong; give --shard K/N, or the number of parts in GUONG_SHARDS"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_says_what_the_store_did() {
        let summary = StoreSummary { found: 1812, made: 3, read_only: true, ..StoreSummary::default() };
        assert_eq!(did(&summary, Language::Vi), "Kho chung: 1.812 có sẵn, 3 làm mới, không ghi.");
        let summary = StoreSummary { put: 2, deleted: 1, read_only: false, ..summary };
        assert_eq!(
            did(&summary, Language::Vi),
            "Kho chung: 1.812 có sẵn, 3 làm mới, ghi 2, xóa 1 ảnh đã ẩn."
        );
        assert_eq!(
            did(&summary, Language::En),
            "Shared store: 1,812 found, 3 made, 2 stored, 1 hidden ones deleted."
        );
        let idle = StoreSummary::default();
        assert_eq!(did(&idle, Language::Vi), "Kho chung: 0 có sẵn, 0 làm mới.");
    }

    #[test]
    fn a_plan_has_the_time_on_more_and_more_machines() {
        let plan = ShardPlan { pictures: 3_000_000, found: 0, seconds_each: 0.5 };
        assert_eq!(
            planned(&plan, 2, Language::Vi),
            "3.000.000 ảnh: 0 có sẵn trong kho, còn 3.000.000.\n\
             Thời gian ước tính, với máy như máy này (2 nhân):\n     \
             1 máy  208:20:00\n     4 máy  52:05:00\n    16 máy  13:01:15\n   100 máy  2:05:00\n"
        );
        let done = ShardPlan { found: 3_000_000, ..plan };
        assert_eq!(
            planned(&done, 2, Language::En),
            "3,000,000 photos: 3,000,000 in the store already, 0 left.\n"
        );
    }
}
