package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.callback.Authentication.ClientProof;
import io.fleetwire.callback.Authentication.OAuth2ClientCredentials;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Fetches an access token with a client's own credentials (RFC 6749 section 4.4). Thread-safe;
/// blocks.
final class TokenFetch {
  /// An authorization server that takes longer keeps deliveries waiting; its answer is some
  /// kilobytes at most.
  static final Budgets BUDGETS =
      new Budgets(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), 64 * 1024);

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Sender door;

  TokenFetch(Sender door) {
    this.door = door;
  }

  /// What came of it.
  sealed interface Fetched {}

  /// `authorization` is the value of the header that carries it.
  record Token(String authorization, Duration lifetime) implements Fetched {
    @Override
    public String toString() {
      return "a token for " + lifetime;
    }
  }

  /// `reason` is for the log of attempts: it says who failed, and how.
  record NoToken(String reason) implements Fetched {}

  Fetched fetch(OAuth2ClientCredentials credentials) {
    URI url = URI.create(credentials.tokenUrl());
    Outcome outcome = door.send(request(url, credentials), BUDGETS).outcome();
    Fetched fetched =
        switch (outcome) {
          case Outcome.Answered answered -> TokenAnswer.read(answered);
          case Outcome.TimedOut late -> new NoToken("took too long (" + late.phase() + ")");
          case Outcome.Unreachable dead -> new NoToken("cannot be reached: " + dead.detail());
          case Outcome.Blocked blocked -> new NoToken("must not be called: " + blocked.detail());
          case Outcome.NotComposed not -> new NoToken("cannot be asked: " + not.detail());
        };
    return fetched instanceof NoToken(String reason)
        ? new NoToken("no access token: the token server at " + url.getHost() + " " + reason)
        : fetched;
  }

  private static OutboundRequest request(URI url, OAuth2ClientCredentials credentials) {
    StringBuilder form = new StringBuilder("grant_type=client_credentials");
    field(form, "scope", Optional.of(credentials.scope()).filter(scope -> !scope.isEmpty()));
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Accept", "application/json"));
    String id = credentials.clientId();
    String secret = credentials.clientSecret().reveal();
    if (credentials.proof() == ClientProof.BASIC) {
      headers.add(
          new Header("Authorization", "Basic " + base64(encode(id) + ":" + encode(secret))));
    } else {
      field(form, "client_id", Optional.of(id));
      field(form, "client_secret", Optional.of(secret));
    }
    return new OutboundRequest(url, headers, new Payload(FORM, form.toString().getBytes(US_ASCII)));
  }

  private static void field(StringBuilder form, String name, Optional<String> value) {
    value.ifPresent(it -> form.append('&').append(name).append('=').append(encode(it)));
  }

  /// RFC 6749 section 2.3.1 wants this also for what then goes into a header.
  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }
}
