//! What the problems of an entry's values say in Vietnamese.

use super::Problem;

/// The problems of figures, dates and further facts.
pub(super) fn values(problem: &Problem) -> (String, Option<String>) {
    use Problem::*;
    match problem {
        NoFigure { key, written } => (
            format!("“{key}”: không đọc ra một con số trong “{written}”"),
            Some("viết một số (1647), hoặc chữ trong nháy như \"hơn 1.600\", \"14-16\", \"51/107\", \"1,2 tỷ đồng\"; nhiều số thì tách thành nhiều kết quả; không có số thì kể trong bài".into()),
        ),
        ThousandsUnclear { key, written } => {
            let (thousands, decimal) = (written.replace('.', ""), written.replace('.', ","));
            (
                format!("“{key}”: {written} là {thousands} hay là {decimal}?"),
                Some(format!("viết {thousands} nếu dấu chấm ngăn hàng nghìn, \"{decimal}\" nếu là phần lẻ")),
            )
        }
        NoBeginning => (
            "chưa ghi started (bắt đầu từ khi nào): trang sẽ ghi là chưa rõ, bài không có trên dòng thời gian, và chỉ có trong giai đoạn khi ghi phase".into(),
            Some("thêm started = \"2019\", \"tháng 3/2019\" hoặc \"giai đoạn 2016-2020\"; biết đến đâu ghi đến đó".into()),
        ),
        _ => unreachable!("only the problems of values come here"),
    }
}
