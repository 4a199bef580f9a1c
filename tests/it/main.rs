//! Tests of the whole program, in one binary so that the crate is linked once. `tests/README.md` says what each
//! module holds.
#![allow(clippy::disallowed_methods, reason = "tests look at whatever they need")]

mod architecture;
mod attachments;
mod backup;
mod command_line;
mod data;
#[cfg(target_os = "linux")]
mod dependencies;
#[cfg(feature = "deploy")]
mod deploy;
mod edit;
mod edit_random;
mod editor;
mod embeds;
mod faults;
#[cfg(unix)]
mod faults_disk;
#[cfg(unix)]
mod faults_unix;
mod first_try;
mod fuzz;
mod gazetteer_additions;
mod gazetteer_history;
mod gazetteer_home;
mod gazetteer_resolve;
mod gazetteer_seen;
mod gazetteer_spellings;
mod gazetteer_table;
mod hostile;
mod laws;
mod laws_keys;
mod laws_random;
mod leaks;
mod links;
mod map;
mod mistakes;
mod mistakes_disk;
#[cfg(feature = "office")]
mod office_import;
mod office_report;
mod panics;
mod photo_copies;
mod photo_wall;
mod photos;
mod photos_odd;
mod places_shown;
mod press;
mod press_kits;
mod private;
mod publish;
mod rename;
#[cfg(feature = "office")]
mod report;
mod reword;
mod schedule;
mod schema;
mod search;
mod search_browser;
mod search_live;
mod search_phrases;
mod search_synonyms;
mod search_understood;
mod serve;
mod stages;
mod store;
mod support;
mod targets;
mod text;
mod theme;
mod timeline;
mod values;
mod workbook;
