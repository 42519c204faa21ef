package io.fleetwire.apple;

import io.fleetwire.apple.Challenges.Look;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.ScepHead;
import io.fleetwire.pki.ScepHead.Failure;
import io.fleetwire.pki.ScepServer;
import io.fleetwire.pki.ScepServer.Received;
import io.fleetwire.pki.TrustedIssuers;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Gives certificates to devices by SCEP (RFC 8894): against a one-time challenge, or against the
/// certificate that is to be renewed. A refusal is an answer of the protocol, with HTTP's 200.
/// Thread-safe.
final class ScepDesk {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  private final Issuer issuer;
  private final Challenges challenges;
  private final ScepServer scep;
  private final TrustedIssuers issuers;

  ScepDesk(Issuer issuer, Challenges challenges) {
    this.issuer = issuer;
    this.challenges = challenges;
    this.scep =
        new ScepServer(issuer.authority(), issuer.world().clock(), issuer.world().secrets());
    this.issuers = TrustedIssuers.of(List.of(issuer.authority().certificate()));
  }

  Reply get(Request request) {
    return switch (request.query("operation").orElse("")) {
      case "GetCACaps" ->
          Reply.of(200, "text/plain", ScepServer.CAPABILITIES.getBytes(StandardCharsets.US_ASCII));
      case "GetCACert" ->
          Reply.of(
              200,
              "application/x-x509-ca-cert",
              Certificates.der(issuer.authority().certificate()));
      case "PKIOperation" ->
          message(request)
              .map(this::operate)
              .orElseGet(() -> Reply.text(400, "PKIOperation needs a message in base64\n"));
      default -> Reply.text(400, "the operation must be GetCACaps, GetCACert or PKIOperation\n");
    };
  }

  Reply post(Request request) {
    return request.query("operation").orElse("").equals("PKIOperation")
        ? operate(request.body())
        : Reply.text(400, "the operation must be PKIOperation\n");
  }

  private static Optional<byte[]> message(Request request) {
    try {
      // Some clients do not escape the plus, which then is a blank.
      return request
          .query("message")
          .map(text -> Base64.getMimeDecoder().decode(text.replace(' ', '+')))
          .filter(bytes -> bytes.length > 0);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Reply operate(byte[] message) {
    return switch (scep.read(message)) {
      case Received.Unreadable(String reason) ->
          Reply.text(400, "this is no message of SCEP: " + reason + "\n");
      case Received.Failed(ScepHead head, Failure failure, String reason) ->
          refused(head, failure, reason);
      case Received.Asked(ScepHead head, CertificateRequest request) -> decide(head, request);
    };
  }

  private Reply decide(ScepHead head, CertificateRequest request) {
    boolean renewal =
        issuers.refuses(head.signer(), List.of(), issuer.world().clock().instant()).isEmpty();
    if (renewal && challenges.mustBeAttested(head.signer())) {
      return refused(head, Failure.BAD_REQUEST, "what was attested is renewed by ACME");
    }
    if (renewal) {
      X509Certificate issued = issuer.issue(request);
      challenges.renewed(issued, head.signer());
      return granted(head, issued);
    }
    if (head.kind() == ScepHead.Kind.RENEWAL_REQ || request.challenge().isEmpty()) {
      return refused(head, Failure.BAD_REQUEST, "neither a challenge nor a certificate of ours");
    }
    OneTime challenge = new OneTime(OneTime.Door.SCEP, request.challenge().get());
    String key = DdmCommand.digest(request.key().getEncoded());
    Look look = challenges.look(challenge, key);
    if (look instanceof Look.Free) {
      look = challenges.use(challenge, key, issuer.issue(request));
    }
    return look instanceof Look.Got(X509Certificate certificate)
        ? granted(head, certificate)
        : refused(head, Failure.BAD_REQUEST, "a challenge that is unknown, used or too old");
  }

  private Reply granted(ScepHead head, X509Certificate issued) {
    return reply(scep.granted(head, issued));
  }

  private Reply refused(ScepHead head, Failure failure, String reason) {
    LOG.log(System.Logger.Level.WARNING, "a certificate was refused: {0}", reason);
    return reply(scep.refused(head, failure));
  }

  private static Reply reply(byte[] message) {
    return Reply.of(200, "application/x-pki-message", message);
  }
}
