package io.fleetwire.simulator;

import java.io.IOException;

/// One way to ask for a certificate, on a connection to whoever issues it. Used once.
sealed interface CertificateAsk permits ScepAsk, AcmeAsk {

  /// What became of it.
  sealed interface Result {
    record Granted(AppleIdentity identity) implements Result {}

    record Refused(String why) implements Result {}
  }

  /// The protocol's name.
  String word();

  Result certify(AppleFacts facts, String subject) throws IOException;
}
