//! The facets of a gallery: the number, the key, the name in addresses and the word of each.
//!
//! Their values come from the plan. To an index, facets are numbers and keys: it may hold fewer, as in tests.

/// A facet of a gallery. The order is that of their numbers in the index, and in which the search page shows them;
/// those that only words in a query choose come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetKind {
    /// What it is about; an entry may have several values.
    Field,
    /// The phase in which it was registered.
    Phase,
    /// The province of today.
    Province,
    /// The commune of today.
    Commune,
    /// Whether it is a model, a group of people or one person.
    Kind,
    /// The last step that it reached.
    Status,
    /// The year in which the entry began.
    Year,
    /// Who runs it; an entry may have several values.
    Unit,
    /// The unit that its place was or lay in.
    Former,
    /// The documents that it refers to.
    Document,
}

impl FacetKind {
    /// All of them, in order.
    pub const ALL: [FacetKind; 10] = [
        FacetKind::Field,
        FacetKind::Phase,
        FacetKind::Province,
        FacetKind::Commune,
        FacetKind::Kind,
        FacetKind::Status,
        FacetKind::Year,
        FacetKind::Unit,
        FacetKind::Former,
        FacetKind::Document,
    ];

    /// Returns its number in the index, which is its position in [`Self::ALL`].
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Returns its key in the index, in scripts and on the command line.
    pub const fn key(self) -> &'static str {
        self.names().0
    }

    /// Returns its name in the addresses of searches; `None` if only words in a query choose its values.
    pub const fn param(self) -> Option<&'static str> {
        self.names().1
    }

    /// Returns the key of its label among the theme's words.
    pub const fn word(self) -> &'static str {
        self.names().2
    }

    /// Returns its key, its name in addresses, and the key of its label.
    const fn names(self) -> (&'static str, Option<&'static str>, &'static str) {
        match self {
            FacetKind::Field => ("field", Some("linh-vuc"), "fields"),
            FacetKind::Phase => ("phase", Some("giai-doan"), "phase"),
            FacetKind::Province => ("province", Some("tinh"), "search_province"),
            FacetKind::Commune => ("commune", Some("xa"), "search_commune"),
            FacetKind::Kind => ("kind", Some("loai"), "search_kind"),
            FacetKind::Status => ("status", Some("trang-thai"), "status"),
            FacetKind::Year => ("year", Some("nam"), "search_year"),
            FacetKind::Unit => ("unit", Some("don-vi"), "unit"),
            FacetKind::Former => ("former", None, "search_former"),
            FacetKind::Document => ("document", None, "documents"),
        }
    }

    /// Returns the facets whose values a visitor can choose.
    pub fn with_param() -> impl Iterator<Item = FacetKind> {
        FacetKind::ALL.into_iter().filter(|kind| kind.param().is_some())
    }

    /// Returns the facets whose values only words in a query choose.
    pub fn named_only() -> impl Iterator<Item = FacetKind> {
        FacetKind::ALL.into_iter().filter(|kind| kind.param().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_positions_and_those_without_a_parameter_come_last() {
        for (number, kind) in (0u8..).zip(FacetKind::ALL) {
            assert_eq!(kind.number(), number);
        }
        let has_param = FacetKind::ALL.map(|kind| kind.param().is_some());
        assert!(has_param.is_sorted_by(|one, next| one >= next), "{has_param:?}");
    }
}
