package io.fleetwire.access;

import io.fleetwire.access.FailureLimits.Subject;
import io.fleetwire.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Tells which client a request comes from. Thread-safe.
///
/// A secret is checked before failures are counted: it cannot be guessed, so turning away a right
/// one would only let strangers lock a client out.
final class ClientAuthentication {
  private final Database database;
  private final FailureLimits limits;
  private final InstantSource clock;

  ClientAuthentication(Database database, FailureLimits limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  ClientProof identify(Form.Read form, TokenRequest request) {
    Subject address = Subject.address(request.remoteAddress());
    return switch (Credentials.of(form, request.authorization())) {
      case Credentials.Shown shown -> check(shown, address);
      case Credentials.Missing _ ->
          fail(List.of(address), "show the client's id and secret, in the body or by HTTP Basic");
      case Credentials.Contradictory(String fault) ->
          new ClientProof.Unproven(OAuthError.INVALID_REQUEST, fault);
    };
  }

  private ClientProof check(Credentials.Shown shown, Subject address) {
    Optional<OAuthClient> client = find(shown);
    if (client.isPresent()) {
      return new ClientProof.Proven(client.get());
    }
    boolean exists = database.read(tx -> OAuthClientTable.find(tx, shown.clientId())).isPresent();
    List<Subject> subjects =
        exists ? List.of(Subject.client(shown.clientId()), address) : List.of(address);
    return fail(subjects, "there is no such client, or the secret is not its own");
  }

  private Optional<OAuthClient> find(Credentials.Shown shown) {
    Instant now = clock.instant();
    return database.read(
        tx ->
            OAuthClientTable.find(tx, shown.clientId())
                .filter(
                    client ->
                        OAuthClientTable.secretHashes(tx, client.id(), now).stream()
                            .anyMatch(hash -> Digest.matches(hash, shown.secret()))));
  }

  private ClientProof fail(List<Subject> subjects, String description) {
    return limits
        .fail(subjects)
        .<ClientProof>map(ClientProof.Slowed::new)
        .orElseGet(() -> new ClientProof.Unproven(OAuthError.INVALID_CLIENT, description));
  }
}
