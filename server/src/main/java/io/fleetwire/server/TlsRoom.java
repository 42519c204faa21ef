package io.fleetwire.server;

import io.fleetwire.apple.AppleService;
import java.util.Optional;

/// What the configuration means to the certificate that callers are shown.
final class TlsRoom {
  private TlsRoom() {}

  /// Nothing when TLS is not spoken. Throws {@link SettingRefusedException} when the settings do
  /// not make a certificate.
  static Optional<TlsSource> source(Config.Server server, Optional<AppleService> apple) {
    Config.Tls tls = server.tls();
    if (tls.certificateFiles().isEmpty() != tls.keyFiles().isEmpty()) {
      throw new SettingRefusedException(
          "server.tls.certificate-file and server.tls.key-file: write both, or none");
    }
    if (tls.hasFiles() && tls.listens().isEmpty()) {
      throw new SettingRefusedException(
          "server.tls.certificate-file: write server.tls.listen, too, such as 0.0.0.0:8443");
    }
    return tls.listen().map(_ -> tls.hasFiles() ? files(tls) : ofAuthority(server, apple));
  }

  private static TlsSource files(Config.Tls tls) {
    return new TlsFiles(
        "server.tls",
        tls.certificateFiles().getFirst(),
        tls.keyFiles().getFirst(),
        TlsFiles.Judge.NONE);
  }

  private static TlsSource ofAuthority(Config.Server server, Optional<AppleService> apple) {
    return apple
        .<TlsSource>map(service -> new TlsOfAuthority(service, TlsOfAuthority.names(server)))
        .orElseThrow(
            () ->
                new SettingRefusedException(
                    "server.tls.listen: write server.tls.certificate-file and"
                        + " server.tls.key-file, too; the server makes a certificate of its own"
                        + " only with apple.webhook-url"));
  }
}
