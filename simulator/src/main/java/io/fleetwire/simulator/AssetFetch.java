package io.fleetwire.simulator;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Downloads the files that declarations name, and judges them as a device does: media type, size,
/// digest. Confined to one thread.
final class AssetFetch {
  private static final String DOWNLOAD = "Error.AssetCannotBeDownloaded";
  private static final String VERIFY = "Error.AssetCannotBeVerified";
  private static final String APPLY = "Error.ConfigurationCannotBeApplied";

  private final Courier courier;
  private final DeclarationBook book;

  AssetFetch(Courier courier, DeclarationBook book) {
    this.courier = courier;
    this.book = book;
  }

  /// Fetches what `declaration` names, if it names anything; notes what hinders it.
  void fetch(Declaration declaration) {
    JsonNode reference = declaration.payload().path("Reference");
    Optional<String> code = Optional.empty();
    if (reference.isObject()) {
      boolean asItself =
          !Json.text(declaration.payload().path("Authentication"), "Type")
              .equals(Optional.of("None"));
      code = trouble(reference, asItself);
    } else if (declaration.type().startsWith("com.apple.configuration.legacy")) {
      code = profileTrouble(declaration.payload());
    }
    code.ifPresent(found -> book.trouble(declaration.key(), found));
  }

  private Optional<String> profileTrouble(JsonNode payload) {
    return Json.text(payload, "ProfileURL")
            .flatMap(AssetFetch::url)
            .map(url -> courier.fetch(url, true))
            .filter(Reception.Taken.class::isInstance)
            .isPresent()
        ? Optional.empty()
        : Optional.of(APPLY);
  }

  private Optional<String> trouble(JsonNode reference, boolean asItself) {
    Optional<URI> url = Json.text(reference, "DataURL").flatMap(AssetFetch::url);
    if (url.isEmpty()) {
      return Optional.of(DOWNLOAD);
    }
    if (!(courier.fetch(url.get(), asItself) instanceof Reception.Taken(Answer answer))) {
      return Optional.of(DOWNLOAD);
    }
    Optional<String> type = Json.text(reference, "ContentType");
    if (type.isPresent() && !answer.mediaType().equals(type.get().toLowerCase(Locale.ROOT))) {
      return Optional.of(DOWNLOAD);
    }
    JsonNode size = reference.path("Size");
    if (size.isIntegralNumber() && size.asLong() != answer.body().length) {
      return Optional.of(VERIFY);
    }
    Optional<String> digest = Json.text(reference, "Hash-SHA-256");
    return digest.isPresent() && !digest.get().equalsIgnoreCase(sha256(answer.body()))
        ? Optional.of(VERIFY)
        : Optional.empty();
  }

  private static Optional<URI> url(String text) {
    try {
      URI url = URI.create(text);
      return url.getHost() == null ? Optional.empty() : Optional.of(url);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
