package io.fleetwire.apple;

import io.fleetwire.apple.AcmeGate.Letter;
import io.fleetwire.apple.AcmeGate.Rule;
import io.fleetwire.apple.AcmeOrders.Outcome;
import io.fleetwire.apple.AcmeProblem.Cause;
import io.fleetwire.pki.AcmeMessage;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.Certificates;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives certificates to devices by ACME (RFC 8555), to those that prove by an attestation of their
/// hardware (draft-acme-device-attest, `device-attest-01`) that they have the key. Thread-safe.
final class AcmeDesk {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  private final AcmeNonces nonces;
  private final AcmeGate gate;
  private final AcmeOrders orders;
  private final AcmeAddresses addresses;
  private final Issuer issuer;

  AcmeDesk(AcmeNonces nonces, AcmeOrders orders, AcmeAddresses addresses, Issuer issuer) {
    this.nonces = nonces;
    this.gate = new AcmeGate(nonces, addresses);
    this.orders = orders;
    this.addresses = addresses;
    this.issuer = issuer;
  }

  /// The routes. All are for strangers: whoever posts has signed.
  RouteGroup routes() {
    return new RouteGroup(
        AcmeAddresses.PREFIX,
        new AcmeDialect(),
        List.of(
            get(HttpMethod.GET, "/directory", this::directory),
            get(HttpMethod.HEAD, "/new-nonce", _ -> fresh(Reply.empty(200))),
            get(HttpMethod.GET, "/new-nonce", _ -> fresh(Reply.empty(204))),
            post("/new-account", Rule.KEY, this::account),
            post("/account/{key}", Rule.ACCOUNT, this::ownAccount),
            post("/account/{key}/orders", Rule.ACCOUNT, this::ownOrders),
            post("/new-order", Rule.ACCOUNT, this::order),
            post("/order/{id}", Rule.ACCOUNT, asked(this::order)),
            post("/authorization/{id}", Rule.ACCOUNT, asked(this::authorization)),
            post("/challenge/{id}", Rule.ACCOUNT, this::challenge),
            post("/order/{id}/finalize", Rule.ACCOUNT, this::finish),
            post("/certificate/{id}", Rule.ACCOUNT, asked(this::certificate))));
  }

  private static Route get(HttpMethod method, String path, Handler handler) {
    return new Route(
        method,
        AcmeAddresses.PREFIX + path,
        new Authorization.Open(),
        new BodyRule.None(),
        handler);
  }

  private Route post(String path, Rule rule, BiFunction<Request, Letter, Reply> then) {
    return new Route(
        HttpMethod.POST,
        AcmeAddresses.PREFIX + path,
        new Authorization.Open(),
        new BodyRule.Bytes(AcmeMessage.BYTES_MAX),
        request ->
            fresh(
                switch (gate.admit(request, rule)) {
                  case AcmeGate.Entry.Refused(AcmeProblem problem) -> problem.reply();
                  case AcmeGate.Entry.Admitted(Letter letter) -> then.apply(request, letter);
                }));
  }

  /// With a nonce for the next request (RFC 8555, section 6.5); the directory is where to begin.
  private Reply fresh(Reply reply) {
    return reply.with("Replay-Nonce", nonces.next()).with("Cache-Control", "no-store");
  }

  private Reply directory(Request request) {
    return Reply.json(200, papers(request).directory());
  }

  private AcmePapers papers(Request request) {
    return new AcmePapers(addresses.of(request));
  }

  /// Section 7.3. Whatever has an order has an account; until then it is not known.
  private Reply account(Request request, Letter letter) {
    Optional<JsonNode> wish = object(letter);
    if (wish.isEmpty()) {
      return AcmeProblem.malformed("the payload must be a JSON object").reply();
    }
    boolean known = !orders.list(letter.account()).isEmpty();
    if (!known && wish.get().path("onlyReturnExisting").asBoolean(false)) {
      return AcmeProblem.of(Cause.ACCOUNT_DOES_NOT_EXIST, "there is no account of this key")
          .reply();
    }
    return json(request, known ? 200 : 201, papers(request).account(letter.account()))
        .with("Location", addresses.of(request).account(letter.account()));
  }

  private Reply ownAccount(Request request, Letter letter) {
    if (!isOwn(request, letter)) {
      return AcmeProblem.unauthorized("the account is another one's").reply();
    }
    if (object(letter).filter(wish -> wish.has("status")).isPresent()) {
      return AcmeProblem.unauthorized("an account ends with its last order, and not before")
          .reply();
    }
    return json(request, 200, papers(request).account(letter.account()));
  }

  private Reply ownOrders(Request request, Letter letter) {
    return isOwn(request, letter)
        ? json(request, 200, papers(request).orders(orders.list(letter.account())))
        : AcmeProblem.unauthorized("the account is another one's").reply();
  }

  private static boolean isOwn(Request request, Letter letter) {
    return request.pathParameter("key").equals(letter.account().name());
  }

  /// Section 7.4.
  private Reply order(Request request, Letter letter) {
    JsonNode identifiers =
        object(letter).map(wish -> wish.path("identifiers")).orElseGet(AppleJson::object);
    if (!identifiers.isArray() || identifiers.size() != 1) {
      return AcmeProblem.malformed("identifiers must be one").reply();
    }
    JsonNode identifier = identifiers.get(0);
    if (!AppleJson.text(identifier, "type").equals(Optional.of(AcmePapers.IDENTIFIER_TYPE))) {
      return AcmeProblem.of(
              Cause.UNSUPPORTED_IDENTIFIER,
              "the identifier must be a " + AcmePapers.IDENTIFIER_TYPE)
          .reply();
    }
    return told(
        orders.open(AppleJson.text(identifier, "value").orElse(""), letter.account()),
        order ->
            json(request, 201, papers(request).order(order))
                .with("Location", papers(request).url(order)));
  }

  private BiFunction<Request, Letter, Reply> asked(BiFunction<Request, AcmeOrder, Reply> answer) {
    return (request, letter) ->
        letter.payload().length > 0
            ? AcmeProblem.malformed("this is only asked for: the payload must be empty").reply()
            : told(
                orders.find(request.pathParameter("id"), letter.account()),
                order -> answer.apply(request, order));
  }

  private Reply order(Request request, AcmeOrder order) {
    return json(request, 200, papers(request).order(order));
  }

  private Reply authorization(Request request, AcmeOrder order) {
    return json(request, 200, papers(request).authorization(order));
  }

  /// Section 7.4.2.
  private Reply certificate(Request request, AcmeOrder order) {
    return orders
        .certificate(order)
        .map(
            issued -> Certificates.pem(issued) + Certificates.pem(issuer.authority().certificate()))
        .map(
            chain ->
                Reply.of(
                    200,
                    "application/pem-certificate-chain",
                    chain.getBytes(StandardCharsets.US_ASCII)))
        .orElseGet(() -> AcmeProblem.notFound("the order has no certificate").reply());
  }

  /// Section 7.5.1. Who only asks gets to know how far it is.
  private Reply challenge(Request request, Letter letter) {
    String id = request.pathParameter("id");
    if (letter.payload().length == 0) {
      return told(orders.find(id, letter.account()), order -> challenge(request, order));
    }
    Optional<JsonNode> answer = object(letter);
    if (answer.isEmpty()) {
      return AcmeProblem.malformed("the payload must be a JSON object").reply();
    }
    Optional<byte[]> attestation = bytes(answer.get(), "attObj");
    if (answer.get().has("attObj") && attestation.isEmpty()) {
      return AcmeProblem.malformed("attObj must be base64url").reply();
    }
    return told(
        orders.answer(id, letter.account(), attestation.filter(object -> object.length > 0)),
        order -> challenge(request, order));
  }

  private Reply challenge(Request request, AcmeOrder order) {
    if (order.state() == AcmeOrder.State.INVALID) {
      LOG.log(
          System.Logger.Level.WARNING,
          "an attestation was refused: {0}; trace {1}",
          order.problem(),
          request.requestId());
    }
    String authorization = addresses.of(request).at("/authorization/" + order.id());
    return json(request, 200, papers(request).challenge(order))
        .with("Link", "<" + authorization + ">;rel=\"up\"");
  }

  private Reply finish(Request request, Letter letter) {
    Optional<byte[]> der = object(letter).flatMap(wish -> bytes(wish, "csr"));
    if (der.isEmpty()) {
      return AcmeProblem.malformed("csr must be a request of PKCS #10 in base64url").reply();
    }
    return switch (CertificateRequest.read(der.get())) {
      case CertificateRequest.Read.Refused(String reason) ->
          AcmeProblem.of(Cause.BAD_CSR, reason).reply();
      case CertificateRequest.Read.Good(CertificateRequest csr) ->
          told(
              orders.finish(request.pathParameter("id"), letter.account(), csr),
              order -> order(request, order).with("Location", papers(request).url(order)));
    };
  }

  private static Reply told(Outcome outcome, Function<AcmeOrder, Reply> answer) {
    return switch (outcome) {
      case Outcome.Refused(AcmeProblem problem) -> problem.reply();
      case Outcome.Done(AcmeOrder order) -> answer.apply(order);
    };
  }

  private Reply json(Request request, int status, ObjectNode json) {
    return Reply.json(status, json)
        .with("Link", "<" + addresses.of(request).at("/directory") + ">;rel=\"index\"");
  }

  private static Optional<JsonNode> object(Letter letter) {
    return AppleJson.parse(letter.payload()).filter(JsonNode::isObject);
  }

  private static Optional<byte[]> bytes(JsonNode object, String name) {
    try {
      return Optional.of(object.path(name))
          .filter(JsonNode::isString)
          .map(text -> Base64.getUrlDecoder().decode(text.stringValue()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
