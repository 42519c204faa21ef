/// The HTTP plumbing that the slices share: the only room that knows the HTTP server's library.
///
/// **Players.** A slice brings {@link io.fleetwire.web.RouteGroup}s: routes, each with its column
/// of {@link io.fleetwire.web.Authorization} and its {@link io.fleetwire.web.BodyRule}, and the
/// {@link io.fleetwire.web.Dialect} in which the family reports problems. {@link
/// io.fleetwire.web.WebServer} listens; `Edge` walks one request from its head to its answer and
/// knows no sockets; {@link io.fleetwire.web.Authenticator} asks the room `access` who is calling,
/// an application by its token or a person by a key ({@link io.fleetwire.web.PersonAuthenticator});
/// {@link io.fleetwire.web.RequestLog} is told of every request, also of those that never became
/// one.
///
/// **One request's way.** Head read (bounded in bytes and time), path matched, caller
/// authenticated, scope or permission checked, query parameters that nobody reads refused where the
/// family says so ({@link io.fleetwire.web.QueryRule}), media type checked, body read (bounded in
/// bytes and time), handler called on the connection's own virtual thread. Each step can end in a
/// {@link io.fleetwire.web.Problem}, a closed list; the dialect writes it, and the edge adds the
/// headers that HTTP demands with it. A handler throws {@link io.fleetwire.web.ProblemException}
/// for an expected refusal and nothing else. What else escapes is a bug: logged once with its
/// cause, told as 500 with the request id alone. A store that is away is told as 503 with an hour.
///
/// **Bodies.** JSON is read as strictly as RFC 8259 allows ({@link io.fleetwire.web.Json}); {@link
/// io.fleetwire.web.JsonBody} collects every fault before it complains. What was not read of a
/// refused body is skipped, or the connection is closed: leftovers must never be taken for a next
/// request. All bodies together have a bounded memory (`BodyMemory`), of which strangers have a
/// part of their own.
///
/// **Peers that misbehave.** A connection may be silent, a head may drip, a body may stall, a
/// reader may stop reading: `Deadlines` interrupts each of them at a known time, and the number of
/// connections is bounded. The bounds are in {@link io.fleetwire.web.WebSettings}.
///
/// **Who retries.** Nobody here. The caller does, when told to.
///
/// **TLS** has a listener of its own ({@link io.fleetwire.web.ServerTls}). Callers may show a
/// certificate, which the route judges. HTTP/1.1 either way; HTTP/2 and the true address of who
/// comes through a proxy are for that proxy.
///
/// Depends on `engine` for a few words and on `access` for who may do what; never on a slice.
@NullMarked
package io.fleetwire.web;

import org.jspecify.annotations.NullMarked;
