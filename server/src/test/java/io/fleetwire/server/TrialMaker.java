package io.fleetwire.server;

import io.fleetwire.simulator.ProfileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/// A maker of simulated devices, whose root OpenSSL has made in `folder`.
record TrialMaker(Path folder) {

  static TrialMaker in(Path folder) {
    String request =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
            + " -subj /CN=Maker -keyout maker.key -out roots.pem";
    TrialTools.run(folder, Map.of(), request.split(" "));
    return new TrialMaker(folder);
  }

  /// What a server believes that was told to.
  Path roots() {
    return folder.resolve("roots.pem");
  }

  /// Devices for the server at `origin` whose keys it attests.
  ProfileSource source(URI origin) {
    try {
      String pem = Files.readString(folder.resolve("maker.key")) + Files.readString(roots());
      return ProfileSource.ofServer(origin).attestedBy(pem, new SecureRandom()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
