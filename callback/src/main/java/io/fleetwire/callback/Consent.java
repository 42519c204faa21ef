package io.fleetwire.callback;

import io.fleetwire.engine.Sender;
import java.net.URI;

/// Asks receivers for their consent before they are called: the abuse protection of CloudEvents'
/// web hooks 1.0 (section 4). Thread-safe; blocks.
public final class Consent {
  static final String REQUEST_ORIGIN = "WebHook-Request-Origin";

  Consent(Sender door, Tokens tokens, String origin) {}

  /// Asks whoever is at `url`, wearing `options`, for up to `perMinute` requests a minute; 0 asks
  /// for no rate.
  public ConsentAnswer ask(URI url, CallbackOptions options, int perMinute) {
    return new ConsentAnswer.NotAsked("nobody can be asked yet");
  }
}
