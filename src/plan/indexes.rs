//! The pages of links to lists: the address, the template, the word and the description for machines of each.

use serde::Serialize;

use crate::address;

/// What a page of links leads to: all lists of one sort, or those that the search page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexOf {
    /// Leads to the list of each field.
    Fields,
    /// Leads to the list of each phase.
    Phases,
    /// Leads to the list of each unit.
    Units,
    /// Leads to the list of each kind of entry.
    Kinds,
    /// Leads to the list of the entries that reached each step.
    Statuses,
    /// Leads to the list of each province and commune.
    Places,
    /// Leads to the page of each document.
    Documents,
    /// Answers queries; has the links of all the others for browsers without scripts.
    Search,
}

impl IndexOf {
    /// All of them.
    pub const ALL: [IndexOf; 8] = [
        IndexOf::Fields,
        IndexOf::Phases,
        IndexOf::Units,
        IndexOf::Kinds,
        IndexOf::Statuses,
        IndexOf::Places,
        IndexOf::Documents,
        IndexOf::Search,
    ];

    /// Returns the key of its title among the theme's words, which is also the page's CSS class.
    pub const fn word(self) -> &'static str {
        match self {
            IndexOf::Fields => "fields",
            IndexOf::Phases => "phases",
            IndexOf::Units => "units",
            IndexOf::Kinds => "kinds",
            IndexOf::Statuses => "statuses",
            IndexOf::Places => "places",
            IndexOf::Documents => "documents",
            IndexOf::Search => "search",
        }
    }

    /// Returns its address.
    pub const fn address(self) -> &'static str {
        match self {
            IndexOf::Fields => address::FIELDS,
            IndexOf::Phases => address::PHASES,
            IndexOf::Units => address::UNITS,
            IndexOf::Kinds => address::KINDS,
            IndexOf::Statuses => address::STATUSES,
            IndexOf::Places => address::PLACES,
            IndexOf::Documents => address::DOCUMENTS,
            IndexOf::Search => address::SEARCH,
        }
    }

    /// Returns its template.
    pub const fn template(self) -> &'static str {
        match self {
            IndexOf::Fields => "pages/fields.html",
            IndexOf::Phases => "pages/phases.html",
            IndexOf::Units => "pages/units.html",
            IndexOf::Kinds | IndexOf::Statuses => "pages/said-all.html",
            IndexOf::Places => "pages/places.html",
            IndexOf::Documents => "pages/documents.html",
            IndexOf::Search => "pages/search.html",
        }
    }

    /// Returns its type in the vocabulary of schema.org.
    pub const fn schema_type(self) -> &'static str {
        match self {
            IndexOf::Fields
            | IndexOf::Phases
            | IndexOf::Units
            | IndexOf::Kinds
            | IndexOf::Statuses
            | IndexOf::Places
            | IndexOf::Documents => "CollectionPage",
            IndexOf::Search => "SearchResultsPage",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gallery_has_these_pages() {
        for of in IndexOf::ALL {
            assert!(address::PAGES.contains(&of.address()), "{of:?}");
        }
    }
}
