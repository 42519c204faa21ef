package io.fleetwire.egress;

import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.Outcome.Phase;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Says in the engine's words what the network said in exceptions. Pure.
final class Failures {
  /// Deeper chains of causes tell nothing more.
  private static final int CAUSES_MAX = 10;

  /// What a receiver says about a client's certificate (RFC 8446 section 6.2), in Java's words.
  private static final List<String> CERTIFICATE_ALERTS =
      List.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "certificate_required",
          "unknown_ca",
          "access_denied");

  private Failures() {}

  /// The outcome of an attempt that failed with `e` in `phase`; `late` when its deadline had
  /// passed, whatever the closed socket then said.
  static Outcome outcome(IOException e, Phase phase, boolean late) {
    if (late) {
      return new Outcome.TimedOut(phase);
    }
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return switch (e) {
      case NotHttpException _ -> new Outcome.Unreachable(Fault.NOT_HTTP, message);
      case SSLException _ -> new Outcome.Unreachable(Fault.TLS, tlsDetail(e, message));
      case EOFException _ -> new Outcome.Unreachable(Fault.RESET, message);
      default -> new Outcome.Unreachable(byWords(message), message);
    };
  }

  /// Java has one exception for many errors of the operating system, and says which in words.
  private static Fault byWords(String message) {
    String words = message.toLowerCase(Locale.ROOT);
    if (words.contains("refused")) {
      return Fault.REFUSED;
    }
    return words.contains("reset") || words.contains("broken pipe") ? Fault.RESET : Fault.OTHER;
  }

  private static String tlsDetail(IOException e, String message) {
    Throwable cause = e;
    for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
      switch (cause) {
        case CertificateExpiredException _ -> {
          return "the receiver's certificate has expired: " + cause.getMessage();
        }
        case CertificateNotYetValidException _ -> {
          return "the receiver's certificate is not valid yet: " + cause.getMessage();
        }
        case CertPathBuilderException _ -> {
          return "the receiver's certificate comes from an authority that is not trusted; add it to"
              + " the CA bundle";
        }
        default -> cause = cause.getCause();
      }
    }
    if (e.getCause() instanceof SocketException broken) {
      // Java names its own method and keeps the reason inside
      return "the handshake broke off: " + broken.getMessage();
    }
    boolean ours = CERTIFICATE_ALERTS.stream().anyMatch(message::endsWith);
    return ours
        ? "the receiver asks for a client certificate, or refuses the one it was shown: " + message
        : message;
  }
}
