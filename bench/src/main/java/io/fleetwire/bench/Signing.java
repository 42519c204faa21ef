package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.knox.Knox;
import io.fleetwire.knox.KnoxSettings;
import io.fleetwire.knox.KnoxWorld;
import io.fleetwire.store.Database;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/// How the callbacks of the engine under test are signed.
enum Signing {
  /// A plain webhook with HMAC-SHA256.
  HMAC,
  /// A Knox callback with RSA-2048.
  RSA;

  private static final int RSA_BYTES = 256;

  /// The format that signs so. `database` was opened with {@link Knox#SCHEMA}.
  CallbackFormat format(Database database, InstantSource clock) {
    return switch (this) {
      case HMAC -> new HmacFormat();
      case RSA ->
          Knox.open(
                  database,
                  KnoxSettings.STANDARD,
                  new KnoxWorld(clock, new ThreadRandom(), new SecureRandom()))
              .format();
    };
  }

  /// Whether `callback` is signed so. Of RSA only the form is looked at: the certificate stays
  /// inside the engine under test, which has no routes; the run of the whole server verifies.
  boolean isGenuine(Callback callback) {
    return switch (this) {
      case HMAC -> HmacFormat.isGenuine(callback);
      case RSA -> {
        List<String> parts = List.of(callback.header("X-WSM-SIGNATURE").split("\\."));
        yield parts.size() == 3
            && parts.get(1).isEmpty()
            && Base64.getUrlDecoder().decode(parts.get(2).getBytes(US_ASCII)).length == RSA_BYTES;
      }
    };
  }
}
