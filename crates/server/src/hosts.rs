//! By which names the service may be called.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Names that this machine goes by, beside `localhost` and addresses.
///
/// A page of another site can make a browser send requests here by having its own name resolved to this machine (DNS
/// rebinding); it cannot choose the `Host` that is sent with them, which is that name.
#[derive(Debug, Clone)]
pub(crate) struct Hosts(Arc<[String]>);

impl Hosts {
    pub(crate) fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| plain(name)).collect())
    }

    /// Whether the service may be called by this host, with or without a port.
    fn allows(&self, host: &str) -> bool {
        let name = plain(without_port(host));
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let is_address = address.unwrap_or(&name).parse::<IpAddr>().is_ok();
        is_address || name == "localhost" || self.0.contains(&name)
    }
}

/// A name as it is compared: case and a closing dot mean nothing.
fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !is_bare_ipv6(name) => {
            name
        }
        _ => host,
    }
}

/// Whether the colon before it was within an address without brackets.
fn is_bare_ipv6(name: &str) -> bool {
    name.contains(':') && !name.starts_with('[')
}

/// Refuses a request whose `Host`, or whose address where it states one, is not a name of this machine.
pub(crate) async fn only_known_hosts(
    State(hosts): State<Hosts>,
    request: Request,
    next: Next,
) -> Response {
    let stated = request.headers().get_all(header::HOST).iter();
    let stated = stated.map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned());
    let of_address = request.uri().authority().map(|authority| authority.as_str().to_owned());
    match stated.chain(of_address).find(|host| !hosts.allows(host)) {
        Some(host) => Problem::unknown_host(&host).into_response(),
        None => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn a_request_by_another_name_is_refused() {
        let hosts = from_fn_with_state(Hosts::new(&[]), only_known_hosts);
        let service = Router::new().route("/", get(|| async { "ok" })).layer(hosts);
        for (host, address, status) in [
            (Some("127.0.0.1:8080"), "/", StatusCode::OK),
            (None, "/", StatusCode::OK),
            (Some("evil.example"), "/", StatusCode::MISDIRECTED_REQUEST),
            (Some("localhost"), "http://evil.example/", StatusCode::MISDIRECTED_REQUEST),
        ] {
            let request =
                host.into_iter().fold(Request::builder().uri(address), |request, host| {
                    request.header(header::HOST, host)
                });
            let answer =
                service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(answer.status(), status, "{host:?} {address}");
        }
    }

    #[test]
    fn addresses_and_names_of_this_machine_are_allowed() {
        let hosts = Hosts::new(&["Talent.linfen.lan".to_owned()]);
        for host in [
            "localhost",
            "LOCALHOST.:8080",
            "127.0.0.1:8080",
            "192.168.1.20",
            "[::1]:8080",
            "[::1]",
            "talent.linfen.lan:80",
        ] {
            assert!(hosts.allows(host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "",
            "127.0.0.1.evil.example",
            "user@localhost",
        ] {
            assert!(!hosts.allows(host), "{host}");
        }
    }
}
