#![no_main]

#[path = "../../tests/it/fuzz/targets/mod.rs"]
#[allow(dead_code, reason = "each fuzzer uses one of them")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::picture(bytes));
