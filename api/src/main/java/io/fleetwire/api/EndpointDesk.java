package io.fleetwire.api;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.CallbackOptions;
import io.fleetwire.callback.OptionsBook;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Target;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.JsonBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints that were made here: each one an endpoint of the engine, what its requests wear,
/// and a row of ours, changed in one transaction, with an entry in the log of changes. Thread-safe.
public final class EndpointDesk {
  /// Every event of an organization is compared with all of them.
  static final int PER_ORGANIZATION_MAX = 1_000;

  private final Database database;
  private final ApiPorts ports;
  private final OptionsBook book;
  private final AuditLog audit;
  private final InstantSource clock;

  EndpointDesk(Database database, ApiPorts ports, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.ports = ports;
    this.book = ports.callbacks().book();
    this.audit = audit;
    this.clock = clock;
  }

  /// An endpoint with all that is known of it, at one moment.
  public record View(
      EndpointNote note, Endpoint endpoint, CallbackOptions options, Optional<SigningKeys> keys) {}

  /// What became of a wish.
  public sealed interface Answer {}

  /// `fresh` says whether there is a new key, which is to be shown once.
  public record Saved(View view, boolean fresh) implements Answer {}

  public record TooMany(int max) implements Answer {}

  /// There is none, or not any more.
  public record Unknown() implements Answer {}

  /// Somebody was quicker: what was to be changed is not what was seen.
  public record Outdated() implements Answer {}

  /// Too many keys are still retiring; one more fits at `freeAt`.
  public record Crowded(Instant freeAt) implements Answer {}

  public Optional<View> find(OrganizationId organization, EndpointId id) {
    return database.read(tx -> EndpointNoteTable.find(tx, organization, id)).flatMap(this::view);
  }

  /// Up to `limit` endpoints after that one, in the order of their creation.
  List<View> list(OrganizationId organization, long after, int limit) {
    return database.read(tx -> EndpointNoteTable.list(tx, organization, after, limit)).stream()
        .flatMap(note -> view(note).stream())
        .toList();
  }

  /// What is kept of all of them beside the engine.
  public List<EndpointNote> notes(OrganizationId organization) {
    return database.read(tx -> EndpointNoteTable.list(tx, organization, 0, PER_ORGANIZATION_MAX));
  }

  private Optional<View> view(EndpointNote note) {
    return ports
        .store()
        .endpoints()
        .find(note.id())
        .map(endpoint -> new View(note, endpoint, book.get(note.id()), book.findKeys(note.id())));
  }

  /// What may be changed of an endpoint, as the API writes it and reads it; secrets are left out.
  public static ObjectNode configuration(View view) {
    return EndpointJson.configuration(view);
  }

  /// What a caller wants an endpoint to be. `before` is how it proves who we are today. Throws a
  /// problem with every fault.
  EndpointDraft read(JsonBody body, Authentication before) {
    return EndpointReader.read(body, before, ports.callbacks().addressRule());
  }

  /// Creates what `wanted` says, in the words of the API. Throws a problem with every fault.
  public Answer create(Principal by, ObjectNode wanted) {
    EndpointDraft draft = read(JsonBody.of(wanted), new Authentication.None());
    return create(by, draft);
  }

  Answer create(Principal by, EndpointDraft draft) {
    OrganizationId organization = by.organization();
    Instant now = clock.instant();
    EndpointId id = ports.intake().newEndpointId();
    EndpointNote note = new EndpointNote(id, organization, draft.description(), 1, now, now);
    Optional<SigningKey> key = draft.signature().scheme().map(book::newKey);
    return database.write(
        tx -> {
          int count = EndpointNoteTable.count(tx, organization, PER_ORGANIZATION_MAX);
          if (count >= PER_ORGANIZATION_MAX) {
            return new TooMany(PER_ORGANIZATION_MAX);
          }
          EndpointNoteTable.add(tx, note);
          Endpoint endpoint = put(tx, note, draft);
          key.ifPresent(fresh -> book.sign(tx, id, fresh));
          return logged(tx, by, "endpoint.create", saved(tx, note, endpoint, key.isPresent()));
        });
  }

  /// Puts what `wanted` says, in the words of the API, in the place of what `seen` shows, unless
  /// that has changed. Secrets that are left out stay. Throws a problem with every fault.
  public Answer replace(Principal by, View seen, ObjectNode wanted) {
    EndpointDraft draft = read(JsonBody.of(wanted), seen.options().authentication());
    return replace(by, seen, draft);
  }

  /// Puts `draft` in the place of what `seen` shows, unless that has changed.
  Answer replace(Principal by, View seen, EndpointDraft draft) {
    EndpointId id = seen.note().id();
    SignatureKind before = SignatureKind.of(seen.keys());
    boolean other = before != draft.signature();
    Optional<SigningKey> key =
        other ? draft.signature().scheme().map(book::newKey) : Optional.empty();
    return ifUnchanged(
        seen,
        (tx, note) -> {
          EndpointNote changed = note.with(draft.description(), clock.instant());
          EndpointNoteTable.replace(tx, changed);
          Endpoint endpoint = put(tx, changed, draft);
          key.ifPresent(fresh -> book.sign(tx, id, fresh));
          if (other && key.isEmpty()) {
            book.stopSigning(tx, id);
          }
          return logged(tx, by, "endpoint.update", saved(tx, changed, endpoint, key.isPresent()));
        });
  }

  private Answer ifUnchanged(View seen, BiFunction<WriteTx, EndpointNote, Answer> edit) {
    EndpointNote known = seen.note();
    return database.write(
        tx ->
            EndpointNoteTable.find(tx, known.organization(), known.id())
                .map(
                    note ->
                        note.version() == known.version() ? edit.apply(tx, note) : new Outdated())
                .orElseGet(Unknown::new));
  }

  private Endpoint put(WriteTx tx, EndpointNote note, EndpointDraft draft) {
    Endpoint endpoint =
        new Endpoint(
            note.id(),
            note.organization(),
            new Target(StandardFormat.NAME, draft.address().form().code(), draft.address().url()),
            draft.filter(),
            draft.plan());
    ports.store().in(tx).putEndpoint(endpoint);
    book.put(tx, note.id(), draft.options());
    return endpoint;
  }

  private Saved saved(WriteTx tx, EndpointNote note, Endpoint endpoint, boolean fresh) {
    return new Saved(
        new View(note, endpoint, book.get(tx, note.id()), book.findKeys(tx, note.id())), fresh);
  }

  private Saved logged(WriteTx tx, Principal by, String action, Saved saved) {
    audit.append(tx, by, EndpointChange.of(action, saved.view()));
    return saved;
  }

  /// Exchanges the key for a new one of its kind; the one before it goes on beside it for
  /// `overlap`. Empty when the endpoint does not sign.
  public Optional<Answer> rotate(Principal by, View seen, Duration overlap) {
    return seen.keys().map(keys -> rotate(by, seen, newKey(keys.current().scheme()), overlap));
  }

  /// Exchanges the key for `next`, unless the endpoint no longer signs by a key of its kind; the
  /// one before it goes on beside it for `overlap`.
  Answer rotate(Principal by, View seen, SigningKey next, Duration overlap) {
    EndpointId id = seen.note().id();
    return database.write(
        tx -> {
          Optional<EndpointNote> note = EndpointNoteTable.find(tx, seen.note().organization(), id);
          if (note.isEmpty()) {
            return new Unknown();
          }
          if (!SignatureKind.of(book.findKeys(tx, id))
              .scheme()
              .equals(Optional.of(next.scheme()))) {
            return new Outdated();
          }
          return switch (book.rotate(tx, id, next, overlap)) {
            case SigningKeys.Crowded(Instant freeAt) -> new Crowded(freeAt);
            case SigningKeys.Rotated _ -> {
              EndpointNote changed = note.get().with(note.get().description(), clock.instant());
              EndpointNoteTable.replace(tx, changed);
              yield logged(tx, by, "endpoint.secret", saved(tx, changed, seen.endpoint(), true));
            }
          };
        });
  }

  /// Takes note of a consent to what `seen` shows: its requests name this server from now on, and
  /// come at the rate that was allowed at most. Returns the rate that is now in force; nothing when
  /// the endpoint has changed.
  Optional<Double> consented(Principal by, View seen, double allowedPerSecond) {
    DeliveryPlan plan = seen.endpoint().plan().atMost(allowedPerSecond);
    EndpointNote known = seen.note();
    Answer answer =
        ifUnchanged(
            seen,
            (tx, note) -> {
              EndpointNote changed = note.with(known.description(), clock.instant());
              EndpointNoteTable.replace(tx, changed);
              Endpoint endpoint = seen.endpoint().with(plan);
              ports.store().in(tx).putEndpoint(endpoint);
              book.put(tx, known.id(), seen.options().withOrigin(true));
              return logged(tx, by, "endpoint.consent", saved(tx, changed, endpoint, false));
            });
    return answer instanceof Saved ? Optional.of(plan.ratePerSecondMax()) : Optional.empty();
  }

  SigningKey newKey(SigningKey.Scheme scheme) {
    return book.newKey(scheme);
  }

  /// Removes what `seen` shows, unless that has changed. What is outstanding for it is cancelled.
  public Answer remove(Principal by, View seen) {
    EndpointId id = seen.note().id();
    return ifUnchanged(
        seen,
        (tx, _) -> {
          EndpointNoteTable.remove(tx, id);
          ports.store().in(tx).removeEndpoint(id);
          book.remove(tx, id);
          return logged(tx, by, "endpoint.delete", new Saved(seen, false));
        });
  }
}
