package io.fleetwire.apple;

import io.fleetwire.apple.AcmeProblem.Cause;
import io.fleetwire.pki.AcmeKey;
import io.fleetwire.pki.AcmeMessage;
import io.fleetwire.web.Request;
import java.util.Optional;

/// Lets in who has signed what he sends, for this address and not before (RFC 8555, section 6).
/// Thread-safe.
final class AcmeGate {
  private final AcmeNonces nonces;
  private final AcmeAddresses addresses;

  AcmeGate(AcmeNonces nonces, AcmeAddresses addresses) {
    this.nonces = nonces;
    this.addresses = addresses;
  }

  /// Who is allowed through a gate.
  enum Rule {
    /// Who shows a key of his own, to have an account.
    KEY,
    ACCOUNT
  }

  sealed interface Entry {
    record Admitted(Letter letter) implements Entry {}

    record Refused(AcmeProblem problem) implements Entry {}
  }

  /// What somebody wants, who has signed it by `account`.
  record Letter(AcmeKey account, AcmeMessage message) {

    /// JSON; or nothing, of who only asks.
    byte[] payload() {
      return message.payload();
    }
  }

  Entry admit(Request request, Rule rule) {
    boolean jose =
        request
            .header("Content-Type")
            .filter(type -> type.split(";", 2)[0].strip().equalsIgnoreCase("application/jose+json"))
            .isPresent();
    if (!jose) {
      return new Entry.Refused(new AcmeProblem(Cause.MALFORMED, 415, "send application/jose+json"));
    }
    return switch (AcmeMessage.read(request.body())) {
      case AcmeMessage.Read.Malformed(String reason) ->
          new Entry.Refused(AcmeProblem.malformed(reason));
      case AcmeMessage.Read.OtherKey(String reason) ->
          new Entry.Refused(AcmeProblem.of(Cause.BAD_PUBLIC_KEY, reason));
      case AcmeMessage.Read.OtherAlgorithm() ->
          new Entry.Refused(
              AcmeProblem.of(
                  Cause.BAD_SIGNATURE_ALGORITHM, "sign by one of " + AcmeMessage.ALGORITHMS));
      case AcmeMessage.Read.Good(AcmeMessage message) -> admit(request, rule, message);
    };
  }

  private Entry admit(Request request, Rule rule, AcmeMessage message) {
    if (!message.url().equals(addresses.of(request).here())) {
      return new Entry.Refused(
          AcmeProblem.unauthorized("the message was signed for " + message.url()));
    }
    if (!nonces.use(message.nonce())) {
      return new Entry.Refused(
          AcmeProblem.of(Cause.BAD_NONCE, "take the nonce of this answer and sign again"));
    }
    Optional<AcmeKey> key =
        switch (message.signer()) {
          case AcmeMessage.Signer.ByKey(AcmeKey shown) ->
              Optional.of(shown).filter(_ -> rule == Rule.KEY);
          case AcmeMessage.Signer.ByAccount(String url) ->
              rule == Rule.ACCOUNT ? addresses.of(request).account(url) : Optional.empty();
        };
    if (key.isEmpty()) {
      return new Entry.Refused(stranger(message.signer(), rule));
    }
    return message.isSignedBy(key.get())
        ? new Entry.Admitted(new Letter(key.get(), message))
        : new Entry.Refused(AcmeProblem.malformed("the signature is not of that key"));
  }

  private static AcmeProblem stranger(AcmeMessage.Signer signer, Rule rule) {
    return switch (rule) {
      case KEY -> AcmeProblem.malformed("sign by jwk");
      case ACCOUNT ->
          signer instanceof AcmeMessage.Signer.ByKey
              ? AcmeProblem.malformed("sign by kid")
              : AcmeProblem.of(Cause.ACCOUNT_DOES_NOT_EXIST, "no account of this server: make one");
    };
  }
}
