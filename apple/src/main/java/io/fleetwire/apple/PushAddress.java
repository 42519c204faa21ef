package io.fleetwire.apple;

import io.fleetwire.engine.Secret;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Where a channel can be woken, as its last `TokenUpdate` said. `token` is in hexadecimal digits.
record PushAddress(
    String channelId, String topic, Secret token, Secret magic, State state, Instant since) {
  /// Tokens have 32 bytes today, and Apple asks not to count on it.
  private static final int TOKEN_BYTES_MAX = 256;

  /// A topic has some fifty letters, a push magic is a UUID.
  private static final int TEXT_LENGTH_MAX = 256;

  /// What is known of the token.
  enum State {
    /// Nothing speaks against it.
    KNOWN,
    /// Apple's service said that it knows the token no longer. The device is managed as before.
    UNREGISTERED,
    /// The channel has said its farewell.
    LEFT
  }

  /// Nothing when no push could be made of it: it is told to the backend and kept nowhere.
  static Optional<PushAddress> of(Enrollment from, CheckIn.TokenUpdate update, Instant now) {
    byte[] token = update.token().bytes();
    boolean fits =
        token.length > 0
            && token.length <= TOKEN_BYTES_MAX
            && fits(update.topic())
            && fits(update.pushMagic());
    return fits
        ? Optional.of(
            new PushAddress(
                from.channelId(),
                update.topic(),
                new Secret(HexFormat.of().formatHex(token)),
                new Secret(update.pushMagic()),
                State.KNOWN,
                now))
        : Optional.empty();
  }

  private static boolean fits(String text) {
    return !text.isEmpty() && text.length() <= TEXT_LENGTH_MAX;
  }
}
