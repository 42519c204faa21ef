package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.simulator.AppleKind;
import io.fleetwire.simulator.FleetPlan;
import io.fleetwire.simulator.IdentityProof;
import io.fleetwire.simulator.Manners;
import io.fleetwire.simulator.Misbehaviour;
import io.fleetwire.simulator.NetworkPlan;
import io.fleetwire.simulator.ProfileSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `simulate apple` was asked to do.
record SimulateApplePlan(
    FleetPlan fleet, int rounds, Duration interval, boolean enrolsAgain, boolean checksOut) {
  /// What one machine can hold in memory with room to spare.
  private static final int DEVICES_MAX = 100_000;

  private static final int USERS_MAX = 20;
  private static final int ROUNDS_MAX = 1_000_000;

  /// As many as a machine has ports for one address, about.
  private static final int CONNECTIONS_MAX = 20_000;

  private static final List<AppleKind> USUAL_KINDS =
      List.of(AppleKind.MAC, AppleKind.IPHONE, AppleKind.IPAD);

  static SimulateApplePlan of(SimulateWords words) throws BadSetting {
    FleetPlan fleet =
        FleetPlan.standard(words.number("--devices", 10, 1, DEVICES_MAX), source(words))
            .withSeed(words.seed())
            .with(
                words.list("--kinds", USUAL_KINDS, AppleKind.values(), AppleKind::word),
                words.number("--users", 0, 0, USERS_MAX))
            .with(manners(words))
            .with(network(words));
    return new SimulateApplePlan(
        fleet,
        words.number("--rounds", 1, 0, ROUNDS_MAX),
        words.time("--interval", "0s"),
        words.has("--re-enroll"),
        words.has("--check-out"));
  }

  private static ProfileSource source(SimulateWords words) throws BadSetting {
    Optional<URI> server = words.url("--server");
    Optional<URI> profile = words.url("--profile");
    if (server.isPresent() == profile.isPresent()) {
      throw new BadSetting("give one of --server and --profile");
    }
    ProfileSource source =
        server
            .map(ProfileSource::ofServer)
            .orElseGet(() -> ProfileSource.ofProfile(profile.orElseThrow()));
    Optional<String> maker = words.text("--attest-by");
    return maker.isPresent() ? attested(source, Path.of(maker.get())) : source;
  }

  private static ProfileSource attested(ProfileSource source, Path maker) throws BadSetting {
    try {
      return source
          .attestedBy(Files.readString(maker), Wiring.simulator().secrets())
          .orElseThrow(
              () ->
                  new BadSetting(
                      "--attest-by: "
                          + maker
                          + " must hold an elliptic key (PKCS #8) and its certificate in PEM"
                          + " form"));
    } catch (IOException e) {
      throw new BadSetting("--attest-by: " + maker + " cannot be read: " + FileFault.words(e));
    }
  }

  private static Manners manners(SimulateWords words) throws BadSetting {
    List<Misbehaviour> misbehaviours =
        words.list("--misbehave", List.of(), Misbehaviour.values(), Misbehaviour::word);
    return Manners.GOOD
        .with(proof(words.text("--identity").orElse("profile")))
        .with(misbehaviours, words.percent("--misbehaving", 100))
        .withAnswers(words.percent("--not-now", 0), words.percent("--errors", 0))
        .withLate(words.time("--late", "2s"));
  }

  private static IdentityProof proof(String word) throws BadSetting {
    return switch (word) {
      case "profile" -> IdentityProof.AS_THE_PROFILE_SAYS;
      case "tls" -> IdentityProof.CERTIFICATE;
      case "signature" -> IdentityProof.SIGNATURE;
      default -> throw new BadSetting("--identity: write tls, signature or profile");
    };
  }

  private static NetworkPlan network(SimulateWords words) throws BadSetting {
    return words
        .network()
        .withConnections(
            words.number("--connections", NetworkPlan.STANDARD.connections(), 1, CONNECTIONS_MAX));
  }
}
