package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The settings of pushes to Apple devices, a part of {@link Keys}.
final class PushKeys {
  private static final Kind<URI> SERVICE =
      new Kind<>("an address such as https://api.push.apple.com:2197", PushKeys::url);

  static final Key<List<Path>> CERTIFICATE_FILE =
      new Key<>(
          "apple.push.certificate-file",
          Kinds.OPTIONAL_PATH,
          "",
          "The push certificate for device management, from https://identity.apple.com/pushcert,"
              + " and those above it, in PEM form. Read again when it changes. With it, and with"
              + " `apple.webhook-url`, this server wakes devices for whoever asks it to; its topic"
              + " is that of enrolment profiles where `apple.topic` says nothing.");

  static final Key<List<Path>> KEY_FILE =
      new Key<>(
          "apple.push.key-file",
          Kinds.OPTIONAL_PATH,
          "",
          "Its key: PKCS #8 in PEM form, not encrypted. Read again when it changes.");

  static final Key<URI> URL =
      new Key<>(
          "apple.push.url",
          SERVICE,
          "https://api.push.apple.com",
          "Apple's push service. Write https://api.push.apple.com:2197 where only that port is"
              + " open, and https://api.sandbox.push.apple.com for devices that were enrolled with"
              + " `UseDevelopmentAPNS`.");

  static final List<Key<?>> ALL = List.of(CERTIFICATE_FILE, KEY_FILE, URL);

  private PushKeys() {}

  private static URI url(String text) throws BadSetting {
    List<URI> found = text.startsWith("https://") ? base(text) : List.of();
    if (found.isEmpty()) {
      throw new BadSetting("write " + SERVICE.form() + ", without a path, a query and a user");
    }
    return found.getFirst();
  }

  private static List<URI> base(String text) {
    try {
      return Kinds.BASE_URL.read(text);
    } catch (BadSetting _) {
      return List.of();
    }
  }
}
