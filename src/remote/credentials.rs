//! The credentials of S3, from where its other tools take them: the environment, then the files in `~/.aws`.
//!
//! Instance metadata and single sign-on are not asked.

use std::env::{var, var_os};
use std::fs;
use std::path::PathBuf;

use super::RemoteFault;
use super::s3::S3Access;

impl S3Access {
    /// Reads the server's address, the region and the keys from the environment, or from the profile
    /// (`AWS_PROFILE`, or `default`) in the files in `~/.aws`.
    ///
    /// # Errors
    /// If there are no keys.
    pub fn from_environment() -> Result<S3Access, RemoteFault> {
        let profile = set("AWS_PROFILE").unwrap_or_else(|| "default".into());
        let files = [("AWS_SHARED_CREDENTIALS_FILE", "credentials"), ("AWS_CONFIG_FILE", "config")];
        let texts = files.map(|(variable, name)| {
            let own = var_os(variable).map(PathBuf::from);
            let path = own.or_else(|| Some(std::env::home_dir()?.join(".aws").join(name)));
            path.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default()
        });
        let of_file = |key: &str| texts.iter().find_map(|text| value(text, &profile, key));
        // Keys belong together: half of them in the environment and half in a file is a mistake.
        let (key_id, secret, token) = match set("AWS_ACCESS_KEY_ID") {
            Some(key_id) => (Some(key_id), set("AWS_SECRET_ACCESS_KEY"), set("AWS_SESSION_TOKEN")),
            None => {
                (of_file("aws_access_key_id"), of_file("aws_secret_access_key"), of_file("aws_session_token"))
            }
        };
        let (Some(key_id), Some(secret)) = (key_id, secret) else { return Err(RemoteFault::NoCredentials) };
        let region = set("AWS_REGION").or_else(|| set("AWS_DEFAULT_REGION")).or_else(|| of_file("region"));
        let region = region.unwrap_or_else(|| "us-east-1".into());
        let endpoint = set("AWS_ENDPOINT_URL_S3").or_else(|| set("AWS_ENDPOINT_URL"));
        let endpoint = endpoint.or_else(|| of_file("endpoint_url"));
        let endpoint = endpoint.unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com"));
        Ok(S3Access { endpoint, region, key_id, secret, token })
    }
}

fn set(name: &str) -> Option<String> {
    var(name).ok().filter(|value| !value.is_empty())
}

/// Returns the value of a key in a profile of a file: `[default]` in both files, `[NAME]` in one, `[profile NAME]` in
/// the other.
fn value(text: &str, profile: &str, key: &str) -> Option<String> {
    let mut is_own = false;
    for line in text.lines() {
        // The indented lines below a key are settings of something else.
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.trim_end().strip_suffix(']')) {
            is_own = section.strip_prefix("profile ").unwrap_or(section).trim() == profile;
        } else if let Some((name, value)) = line.split_once('=')
            && is_own
            && name.trim_end() == key
        {
            return Some(value.trim().to_string()).filter(|value| !value.is_empty());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_from_either_file() {
        let text = "# khóa\n[default]\naws_access_key_id = A\ns3 =\n  region = x\n\n[profile anh]\nregion=hanoi \n\
                    aws_access_key_id=B\n";
        assert_eq!(value(text, "default", "aws_access_key_id").as_deref(), Some("A"));
        assert_eq!(value(text, "default", "region"), None);
        assert_eq!(value(text, "anh", "region").as_deref(), Some("hanoi"));
        assert_eq!(value(text, "anh", "aws_access_key_id").as_deref(), Some("B"));
        assert_eq!(value(text, "khac", "region"), None);
    }
}
