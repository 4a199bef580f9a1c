//! Accepts connections and checks requests.
//!
//! Takes connections, one task each, all on one thread; refuses requests that are not for this site, and limits
//! how many, how large and how slow requests may be. Never serves content: [`answers`](super::answers) does.

use std::collections::BTreeSet;
use std::io::{
    self,
    ErrorKind::{AddrInUse, PermissionDenied},
};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Request, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

use super::path::named_path;
use super::words;
use crate::diagnostic::Language;

/// Maximum number of concurrent requests; further ones get 503. Tabs that watch for changes do not count.
const MOST_REQUESTS: usize = 256;
const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
/// Maximum bytes of a request's head: browsers send some kilobytes, and a watching tab lists its pages.
const LONGEST_HEAD: usize = 64 * 1024;
/// Maximum number of header lines.
const MOST_HEADERS: usize = 64;
/// Maximum time for receiving the whole head of a request.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// A connection on which nothing can be written for this long is closed.
const WRITE_TIME: Duration = Duration::from_secs(20);
/// Maximum time for the client to receive the end of the response before the connection is closed.
const CLOSE_TIME: Duration = Duration::from_secs(1);

/// The policy of every page: that of a strict host, so that editors see what visitors will see.
const POLICY: &str = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'";
/// Further headers of every response.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
];

/// The path that a request names, as [`named_path`] gives it. Every request that is let in has one.
#[derive(Debug, Clone)]
pub(super) struct RequestPath(pub String);

/// The place of a request among [`MOST_REQUESTS`], held until its connection ends.
#[derive(Debug, Clone)]
pub(crate) struct RequestPermit(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

impl RequestPermit {
    /// Releases the place early: the request became an event stream, which does not count.
    pub(crate) fn release(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Returns the ports to try if `port` is wanted: those from `port` to `port + 20`, the ones to avoid last; 0, which is any
/// free port, if `port` is 0.
pub fn ports_from(port: u16, avoid: &BTreeSet<u16>) -> Vec<u16> {
    let ports = if port == 0 { 0..=0 } else { port..=port.saturating_add(20) };
    let (last, first): (Vec<u16>, Vec<u16>) = ports.partition(|port| avoid.contains(port));
    [first, last].concat()
}

/// Listens on the first of these ports that is free.
///
/// # Errors
/// Any error of the system other than a port in use or one that Windows keeps for itself; or the last such error if that
/// is so of all ports.
pub fn listen(host: Option<&str>, ports: &[u16]) -> io::Result<TcpListener> {
    let mut last = AddrInUse.into();
    for &port in ports {
        let bound = match host {
            None => TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)),
            Some(host) => TcpListener::bind((host, port)),
        };
        match bound {
            Ok(listener) => return Ok(listener),
            Err(error) if matches!(error.kind(), AddrInUse | PermissionDenied) => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Returns the message that preview prints at its start. `wanted` is the requested port, `editing` the address of the
/// editor.
pub fn greeting(
    address: SocketAddr,
    wanted: u16,
    open: bool,
    editing: Option<&str>,
    language: Language,
) -> String {
    let mut text = String::new();
    if wanted != 0 && address.port() != wanted {
        text += &words::port_taken(wanted, address.port(), language);
    }
    text += &words::listening(address, language);
    if let Some(editing) = editing {
        text += &words::editing(editing, language);
    }
    if open {
        text += &words::open_to_others(address, language);
    }
    text
}

/// Returns the routes of preview behind their guard. `host` is the value of `--host`, which is allowed in addition to
/// the loopback names; `editor` is the origin that may show pages in a frame.
pub(super) fn guarded(routes: Router, host: Option<&str>, editor: Option<&str>) -> Router {
    let policy = format!("{POLICY} {}", editor.unwrap_or_default());
    let policy = HeaderValue::from_str(policy.trim_end()).expect("an origin is a header's text");
    routes.layer(from_fn_with_state((host.map(Arc::from), policy), guard))
}

/// Accepts connections on a new thread, for as long as the program runs.
///
/// # Errors
/// If the listener or the thread cannot be set up.
pub(crate) fn open(listener: TcpListener, routes: Router) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    listener.set_nonblocking(true)?;
    let entered = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    drop(entered);
    let serve = move || runtime.block_on(accept(listener, routes));
    std::thread::Builder::new().name("connections".into()).spawn(serve).map(drop)
}

async fn accept(listener: tokio::net::TcpListener, routes: Router) {
    let mut http = http1::Builder::new();
    // With one request per connection, a slow or broken client cannot disturb another one. It costs a browser on
    // the same machine a fraction of a millisecond.
    http.keep_alive(false).timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    http.max_header_size(LONGEST_HEAD).max_buf_size(LONGEST_HEAD).max_headers(MOST_HEADERS);
    let (http, routes) = (Arc::new(http), TowerToHyperService::new(routes));
    let free = Arc::new(Semaphore::new(MOST_REQUESTS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // For example, too many open files: after a pause some may be closed.
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        let (http, routes) = (Arc::clone(&http), routes.clone());
        let permit = Arc::clone(&free).try_acquire_owned().ok();
        // A panic ends only this task.
        tokio::spawn(async move { serve(stream, permit, &http, &routes).await });
    }
}

async fn serve(
    stream: TcpStream,
    permit: Option<OwnedSemaphorePermit>,
    http: &http1::Builder,
    routes: &TowerToHyperService<Router>,
) {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_TIME));
    let mut stream = pin!(stream);
    let permit = permit.map(|permit| RequestPermit(Arc::new(Mutex::new(Some(permit)))));
    // An error means that the client left, was too slow, or was refused.
    match &permit {
        Some(permit) => {
            let service = service_fn(|mut request: Request<Incoming>| {
                request.extensions_mut().insert(permit.clone());
                routes.call(request)
            });
            drop(http.serve_connection(TokioIo::new(stream.as_mut()), service).await);
        }
        None => drop(stream.write_all(BUSY).await),
    }
    let _ = timeout(CLOSE_TIME, close(stream)).await;
}

/// Ends a connection so that the client gets all of the answer: closing while something that it sent is
/// unread would take the answer back (RFC 9112, 9.6).
async fn close(mut stream: Pin<&mut TimeoutStream<TcpStream>>) {
    let _ = stream.shutdown().await;
    let mut chunk = [0; 4096];
    while matches!(stream.read(&mut chunk).await, Ok(1..)) {}
}

/// Passes on a request that is for this site; refuses any other.
async fn guard(
    State((host, policy)): State<(Option<Arc<str>>, HeaderValue)>,
    mut request: Request<Body>,
    next: Next,
) -> Response {
    let mut response = match admit(request.headers(), request.uri(), host.as_deref()) {
        Ok(path) => {
            request.extensions_mut().insert(path);
            next.run(request).await
        }
        Err(status) => refuse(status),
    };
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    response
}

fn admit(headers: &HeaderMap, target: &Uri, own: Option<&str>) -> Result<RequestPath, StatusCode> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next().map_or(Ok(""), HeaderValue::to_str);
    let host = host.map_err(|_| StatusCode::BAD_REQUEST)?;
    // A request with two hosts is ambiguous (RFC 9112, 3.2); so is one with a host in the target.
    if hosts.next().is_some() || target.authority().is_some() {
        return Err(StatusCode::BAD_REQUEST);
    }
    let path = named_path(target.path()).ok_or(StatusCode::BAD_REQUEST)?;
    if is_ours(host, own) { Ok(RequestPath(path)) } else { Err(StatusCode::MISDIRECTED_REQUEST) }
}

/// Whether `Host` names this server. A foreign page whose name resolves to this machine (DNS rebinding) still
/// sends its own name.
fn is_ours(host: &str, own: Option<&str>) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, _)) => name,
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = name.parse::<IpAddr>().ok();
    let loopback = name.eq_ignore_ascii_case("localhost") || address.is_some_and(|ip| ip.is_loopback());
    // With `--host`, clients may use any address of this machine; DNS rebinding needs a name, not an address.
    loopback || own.is_some_and(|own| own.eq_ignore_ascii_case(name) || address.is_some())
}

/// Returns a response whose body is the status and its reason.
pub(super) fn refuse(status: StatusCode) -> Response {
    (status, format!("{status}\n")).into_response()
}
