package io.fleetwire.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.egress.Trust;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From two texts in PEM form to a receiver that demands a certificate.
final class MutualTlsTest {
  @TempDir private Path folder;

  @Test
  void showsTheSavedCertificate() throws IOException {
    Instant now = InstantSource.system().instant();
    FakeAuthority authority = FakeAuthority.create("Lab", now);
    FakeIdentity us = authority.issueRsa(now, "fleet.example");
    Path bundle = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    try (FakeReceiver receiver =
            FakeReceiver.startMutualTls(
                authority.issue(now, "localhost").serverContext(authority));
        House house = House.open(folder.resolve("data"), new Trust.PlatformAnd(bundle))) {
      String url = receiver.url("/").toString();
      OutboundRequest stranger = house.dressed(Samples.ENDPOINT, url);
      house.authenticate(
          Samples.ENDPOINT,
          new Authentication.MutualTls(us.certificatePem(), new Secret(us.keyPem())));
      OutboundRequest known = house.dressed(Samples.ENDPOINT, url);

      assertThat(house.send(stranger)).isInstanceOf(Outcome.Unreachable.class);
      assertThat(house.send(known)).isInstanceOf(Outcome.Answered.class);
      assertThat(receiver.clientNames()).containsExactly("CN=fleet.example");
      assertThat(known.toString()).doesNotContain("PRIVATE");
    }
  }
}
