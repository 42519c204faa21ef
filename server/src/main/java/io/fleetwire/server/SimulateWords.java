package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.simulator.NetworkPlan;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/// What was written on the command line of a simulation; says which option is wrong.
record SimulateWords(ParseResult arguments) {

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

  /// What was written, or what is `usual`, of what is `known` by its word.
  <T> List<T> list(String option, List<T> usual, T[] known, Function<T, String> word)
      throws BadSetting {
    Optional<String> written = text(option);
    if (written.isEmpty()) {
      return usual;
    }
    Map<String, T> byWord = new LinkedHashMap<>();
    for (T one : known) {
      byWord.put(word.apply(one), one);
    }
    List<T> all = new ArrayList<>();
    for (String part : written.get().split(",", -1)) {
      T one = byWord.get(part.strip());
      if (one == null) {
        throw new BadSetting(
            "%s: there is no '%s'; write some of %s"
                .formatted(option, part.strip(), String.join(",", byWord.keySet())));
      }
      all.add(one);
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

  /// Whom to believe, and for how long to repeat what is not taken.
  NetworkPlan network() throws BadSetting {
    Optional<String> file = text("--ca");
    return NetworkPlan.STANDARD
        .withPatience(time("--patience", "2m"))
        .trusting(file.isPresent() ? certificates(file.get()) : List.of(), has("--insecure"));
  }

  private static List<X509Certificate> certificates(String file) throws BadSetting {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException e) {
      throw new BadSetting("--ca: " + file + " cannot be read: " + FileFault.words(e));
    } catch (CertificateException e) {
      throw new BadSetting("--ca: " + file + " holds no certificates in PEM form");
    }
  }
}
