package io.fleetwire.web;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Session;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.TraceParent;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request, read completely. Immutable; the body's array is shared and read only.
public final class Request {
  private final Head head;
  private final Map<String, String> pathParameters;
  private final @Nullable Principal principal;
  private final @Nullable Session session;
  private final byte[] body;

  /// What a request says before its body. `path` is as it was sent, without the query;
  /// `certificates` are what the caller has shown by TLS, its own first: its key is proven, and
  /// nothing else.
  public record Head(
      HttpMethod method,
      String path,
      List<Parameter> query,
      List<Header> headers,
      TraceId requestId,
      String remoteAddress,
      List<X509Certificate> certificates) {
    public Head {
      query = List.copyOf(query);
      headers = List.copyOf(headers);
      certificates = List.copyOf(certificates);
    }

    /// Of a caller who shows no certificate.
    public Head(
        HttpMethod method,
        String path,
        List<Parameter> query,
        List<Header> headers,
        TraceId requestId,
        String remoteAddress) {
      this(method, path, query, headers, requestId, remoteAddress, List.of());
    }
  }

  private Request(Head head, Map<String, String> pathParameters, Caller caller, byte[] body) {
    this.head = head;
    this.pathParameters = pathParameters;
    this.principal = caller.principal();
    this.session = caller.session();
    this.body = body;
  }

  /// Who calls, as far as it is known.
  private record Caller(@Nullable Principal principal, @Nullable Session session) {}

  private Caller caller() {
    return new Caller(principal, session);
  }

  /// A request without a body, of a caller who is not known.
  public static Request of(Head head) {
    return new Request(head, Map.of(), new Caller(null, null), new byte[0]);
  }

  /// This request, matched to a route.
  Request withPathParameters(Map<String, String> parameters) {
    return new Request(head, Map.copyOf(parameters), caller(), body);
  }

  /// This request, its caller known.
  public Request withPrincipal(Principal caller) {
    return new Request(head, pathParameters, new Caller(caller, session), body);
  }

  /// This request of a browser in which somebody is signed in.
  Request withSession(Session signedIn) {
    return new Request(
        head, pathParameters, new Caller(signedIn.user().principal(), signedIn), body);
  }

  /// This request with its body.
  public Request withBody(byte[] bytes) {
    return new Request(head, pathParameters, caller(), bytes);
  }

  public HttpMethod method() {
    return head.method();
  }

  /// The path as it was sent: percent-encoded, without the query.
  public String path() {
    return head.path();
  }

  /// The segment that the route's path calls `name`.
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new AssertionError("the route has no path parameter " + name);
    }
    return value;
  }

  /// The query parameter of that name. Throws a problem when it is given more than once.
  public Optional<String> query(String name) {
    List<Parameter> found =
        head.query().stream().filter(parameter -> parameter.name().equals(name)).toList();
    if (found.size() > 1) {
      throw new ProblemException(Problem.Invalid.of(name, "given more than once"));
    }
    return found.stream().map(Parameter::value).findFirst();
  }

  /// All query parameters in their order.
  public List<Parameter> queries() {
    return head.query();
  }

  /// The first header of that name.
  public Optional<String> header(String name) {
    return Header.find(head.headers(), name);
  }

  /// The values of all headers of that name, in their order.
  public List<String> headers(String name) {
    return Header.list(head.headers(), name);
  }

  /// The values of all cookies of that name (RFC 6265 section 4.2). More than one: somebody planted
  /// one of them.
  public List<String> cookies(String name) {
    return headers("Cookie").stream()
        .flatMap(line -> List.of(line.split(";")).stream())
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .toList();
  }

  public List<Header> headers() {
    return head.headers();
  }

  /// Throws a problem when the caller accepts no answer of `mediaType` (RFC 9110, section 12.5.1).
  public void requireAccepts(String mediaType) {
    List<String> ranges =
        headers("Accept").stream()
            .flatMap(value -> List.of(value.split(",")).stream())
            .filter(range -> !range.isBlank())
            .toList();
    boolean accepted =
        ranges.isEmpty()
            || ranges.stream()
                .flatMap(range -> MediaType.parse(range).stream())
                .anyMatch(range -> range.includes(mediaType));
    if (!accepted) {
      throw new ProblemException(new Problem.NotAcceptable(mediaType));
    }
  }

  /// The bytes of the body, to be read only.
  public byte[] body() {
    return body;
  }

  /// The body as a JSON object. Throws a problem when it is not one.
  public JsonBody json() {
    return JsonBody.parse(body);
  }

  /// The body as a form. Throws a problem when it is not one.
  public Form form() {
    return Form.parse(body);
  }

  /// Which page of a list is wanted: `pageNum` from 0, `pageSize` from 1 to 100. Throws a problem
  /// when they are something else.
  public PageNumber page() {
    return PageNumber.of(query("pageNum"), query("pageSize"));
  }

  /// The caller. Only for routes that want a token.
  public Principal principal() {
    if (principal == null) {
      throw new AssertionError("the route is open: there is no principal");
    }
    return principal;
  }

  /// The caller, if the route wants a token and it was accepted.
  public Optional<Principal> findPrincipal() {
    return Optional.ofNullable(principal);
  }

  /// The session of the browser that asks. Only for pages.
  public Session session() {
    if (session == null) {
      throw new AssertionError("the route is no page: there is no session");
    }
    return session;
  }

  /// The session, if the route is a page and somebody is signed in.
  public Optional<Session> findSession() {
    return Optional.ofNullable(session);
  }

  /// Names this request, in the log and in the answer.
  public TraceId requestId() {
    return head.requestId();
  }

  /// Names whatever this request brings about: the caller's place in a trace of many systems, if it
  /// tells one, else the request itself.
  public TraceId trace() {
    return header(TraceParent.HEADER)
        .flatMap(TraceParent::parse)
        .map(parent -> new TraceId(parent.print()))
        .orElseGet(this::requestId);
  }

  /// The address of the caller, or of the proxy in front of us.
  public String remoteAddress() {
    return head.remoteAddress();
  }

  /// What the caller has shown by TLS, its own certificate first; empty when it has shown nothing,
  /// or there is no TLS. Any certificate is taken: the handler judges whose it is.
  public List<X509Certificate> certificates() {
    return head.certificates();
  }
}
