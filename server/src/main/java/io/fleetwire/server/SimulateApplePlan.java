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
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/// What `simulate apple` was asked to do.
record SimulateApplePlan(
    FleetPlan fleet, int rounds, Duration interval, boolean enrolsAgain, boolean checksOut) {
  /// What one machine can hold in memory with room to spare.
  private static final int DEVICES_MAX = 100_000;

  private static final int USERS_MAX = 20;
  private static final int ROUNDS_MAX = 1_000_000;

  /// As many as a machine has ports for one address, about.
  private static final int CONNECTIONS_MAX = 20_000;

  static SimulateApplePlan of(ParseResult arguments) throws BadSetting {
    Words words = new Words(arguments);
    FleetPlan fleet =
        FleetPlan.standard(words.number("--devices", 10, 1, DEVICES_MAX), source(words))
            .withSeed(words.seed())
            .with(
                words.list("--kinds", "mac,iphone,ipad", AppleKind::of),
                words.number("--users", 0, 0, USERS_MAX))
            .with(manners(words))
            .with(network(words));
    return new SimulateApplePlan(
        fleet,
        words.number("--rounds", 1, 0, ROUNDS_MAX),
        words.time("--interval", "0s"),
        Options.has(arguments, "--re-enroll"),
        Options.has(arguments, "--check-out"));
  }

  private static ProfileSource source(Words words) throws BadSetting {
    Optional<URI> server = words.url("--server");
    Optional<URI> profile = words.url("--profile");
    if (server.isPresent() == profile.isPresent()) {
      throw new BadSetting("give one of --server and --profile");
    }
    return server.map(ProfileSource::ofServer).orElseGet(() -> ofProfile(profile.orElseThrow()));
  }

  private static ProfileSource ofProfile(URI profile) {
    return ProfileSource.ofProfile(profile);
  }

  private static Manners manners(Words words) throws BadSetting {
    List<Misbehaviour> misbehaviours =
        words.text("--misbehave").isEmpty()
            ? List.of()
            : words.list("--misbehave", "", Misbehaviour::of);
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

  private static NetworkPlan network(Words words) throws BadSetting {
    Optional<String> file = words.text("--ca");
    return NetworkPlan.STANDARD
        .withConnections(
            words.number("--connections", NetworkPlan.STANDARD.connections(), 1, CONNECTIONS_MAX))
        .withPatience(words.time("--patience", "2m"))
        .trusting(file.isPresent() ? certificates(file.get()) : List.of(), words.has("--insecure"));
  }

  private static List<X509Certificate> certificates(String file) throws BadSetting {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException | CertificateException e) {
      throw new BadSetting("--ca: " + file + " is no readable file of PEM certificates: " + e);
    }
  }

  /// Reads what was written, and says which option is wrong.
  private record Words(ParseResult arguments) {

    Optional<String> text(String option) {
      return Options.find(arguments, option);
    }

    boolean has(String option) {
      return Options.has(arguments, option);
    }

    int number(String option, int usual, int min, int max) throws BadSetting {
      return read(option, String.valueOf(usual), Kinds.integer(min, max));
    }

    int percent(String option, int usual) throws BadSetting {
      return number(option, usual, 0, 100);
    }

    Duration time(String option, String usual) throws BadSetting {
      return read(option, usual, Kinds.duration("0s", "7d"));
    }

    long seed() throws BadSetting {
      try {
        return Long.parseLong(text("--seed").orElse("1"));
      } catch (NumberFormatException _) {
        throw new BadSetting("--seed: write a whole number");
      }
    }

    Optional<URI> url(String option) throws BadSetting {
      Optional<String> text = text(option);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      try {
        URI url = URI.create(text.get());
        if (url.getHost() != null && text.get().matches("(?i)https?://.*")) {
          return Optional.of(url);
        }
      } catch (IllegalArgumentException _) {
        // Told below.
      }
      throw new BadSetting(option + ": write an address such as https://mdm.example.com");
    }

    <T> List<T> list(String option, String usual, Function<String, Optional<T>> known)
        throws BadSetting {
      List<T> all = new ArrayList<>();
      for (String word : text(option).orElse(usual).split(",", -1)) {
        Optional<T> one = known.apply(word.strip());
        all.add(one.orElseThrow(() -> new BadSetting(option + ": there is no '" + word + "'")));
      }
      return all;
    }

    private <T> T read(String option, String usual, Kind<T> kind) throws BadSetting {
      try {
        return kind.read(text(option).orElse(usual));
      } catch (BadSetting e) {
        throw new BadSetting(option + ": " + e.getMessage());
      }
    }
  }
}
