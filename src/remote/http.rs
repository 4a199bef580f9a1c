//! HTTP as all places that speak it are reached: the system's certificates and proxy, and limits of time.

use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, AsSendBody};

use super::RemoteFault;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a server may be silent.
const SILENCE: Duration = Duration::from_secs(30);
/// The largest file that is fetched, in bytes.
const LARGEST: u64 = 1 << 30;
/// How many connections are kept open: as many as callers use at a time.
const IDLE: usize = 32;

/// Returns a client. Redirects are answers like others: a signature or a password is meant for one address.
pub fn agent() -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(provider)
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        // WebDAV has methods of its own.
        .allow_non_standard_methods(true)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections(IDLE)
        .max_idle_connections_per_host(IDLE)
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(SILENCE))
        .timeout_per_read(Some(SILENCE))
        .timeout_per_write(Some(SILENCE))
        .user_agent(concat!("guong/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// Sends a request; returns the status of the answer and its body.
///
/// # Errors
/// If there is no whole answer.
pub(super) fn exchange<B: AsSendBody>(
    agent: &Agent,
    request: ureq::http::Request<B>,
) -> Result<(u16, Vec<u8>), RemoteFault> {
    let mut answer = agent.run(request).map_err(fault)?;
    let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(fault)?;
    Ok((answer.status().as_u16(), body))
}

fn fault(error: ureq::Error) -> RemoteFault {
    match error {
        ureq::Error::BadUri(uri) => RemoteFault::UnknownAddress(uri),
        ureq::Error::BodyExceedsLimit(_) => RemoteFault::WrongData(error.to_string()),
        error => RemoteFault::Unreachable(error.to_string()),
    }
}
