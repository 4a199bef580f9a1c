//! Passwords, kept by the system: Windows' Credential Manager, the Keychain of macOS, the Secret Service elsewhere.
//!
//! Takes a server and a name, gives the password that was kept before. Never writes one to a file. Where there is no such
//! store, nothing is kept.

/// Returns the password that is kept for an account (`ftps://user@host`).
pub(crate) fn kept_password(account: &str) -> Option<String> {
    system::get(account)
}

/// Keeps a password; returns whether the system did.
pub fn keep_password(account: &str, password: &str) -> bool {
    system::set(account, password)
}

/// Forgets a password that turned out to be wrong.
pub(crate) fn forget_password(account: &str) {
    system::delete(account);
}

/// The name under which the system lists them.
const SERVICE: &str = "guong";

#[cfg(any(windows, target_os = "macos"))]
mod system {
    use keyring::Entry;

    use super::SERVICE;

    pub fn get(account: &str) -> Option<String> {
        Entry::new(SERVICE, account).ok()?.get_password().ok()
    }

    pub fn set(account: &str, password: &str) -> bool {
        Entry::new(SERVICE, account).is_ok_and(|entry| entry.set_password(password).is_ok())
    }

    pub fn delete(account: &str) {
        if let Ok(entry) = Entry::new(SERVICE, account) {
            let _ = entry.delete_credential();
        }
    }
}

/// Through `secret-tool` (libsecret), which desktops have.
#[cfg(not(any(windows, target_os = "macos")))]
mod system {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use super::SERVICE;

    fn tool(verb: &str, further: &[&str], account: &str) -> Command {
        let mut tool = Command::new("secret-tool");
        tool.arg(verb).args(further).args(["service", SERVICE, "account", account]);
        tool.stdin(Stdio::null()).stderr(Stdio::null());
        tool
    }

    pub fn get(account: &str) -> Option<String> {
        let output = tool("lookup", &[], account).output().ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok().filter(|password| !password.is_empty())
    }

    pub fn set(account: &str, password: &str) -> bool {
        let label = format!("--label={SERVICE} {account}");
        let child = tool("store", &[&label], account).stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
        let Ok(mut child) = child else { return false };
        let written =
            child.stdin.take().is_some_and(|mut input| input.write_all(password.as_bytes()).is_ok());
        child.wait().is_ok_and(|status| status.success()) && written
    }

    pub fn delete(account: &str) {
        let _ = tool("clear", &[], account).stdout(Stdio::null()).status();
    }
}
