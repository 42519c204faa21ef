package io.fleetwire.callback;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Must;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What each endpoint wears. Changed inside a slice's transaction, together with its endpoint; what
/// is read without one is as of the last commit. Thread-safe.
public final class OptionsBook {
  private final CommittedValue<Outfits> outfits;
  private final CallbackWorld world;

  private OptionsBook(CommittedValue<Outfits> outfits, CallbackWorld world) {
    this.outfits = outfits;
    this.world = world;
  }

  static OptionsBook open(Database database, CallbackWorld world) {
    Instant now = world.clock().instant();
    database.write(tx -> SigningKeyTable.forget(tx, now));
    return new OptionsBook(database.mirror("callback-options", OptionsTable::load), world);
  }

  /// What `id` wears; {@link CallbackOptions#NONE} when nobody said anything.
  public CallbackOptions get(EndpointId id) {
    return outfits.get().get(id).options();
  }

  /// The same as it will be when `tx` commits.
  public CallbackOptions get(WriteTx tx, EndpointId id) {
    return tx.get(outfits).get(id).options();
  }

  /// The keys by which requests to `id` are signed, if they are.
  public Optional<SigningKeys> findKeys(EndpointId id) {
    return keys(outfits.get().get(id));
  }

  /// The same as they will be when `tx` commits.
  public Optional<SigningKeys> findKeys(WriteTx tx, EndpointId id) {
    return keys(tx.get(outfits).get(id));
  }

  /// Adds or replaces the options of `id`. They have no fault: ask {@link CallbackOptions#faults}
  /// before. An address that was allowed then may be forbidden now, and is not judged again.
  public void put(WriteTx tx, EndpointId id, CallbackOptions options) {
    Must.hold(
        options.faults(AddressRule.NONE).isEmpty(), "options are checked before they are saved");
    OptionsTable.put(tx, id, options);
    wear(tx, id, tx.get(outfits).get(id).with(options));
  }

  /// A new key that nobody can guess.
  public SigningKey newKey(SigningKey.Scheme scheme) {
    return SigningKey.generate(scheme, world.secrets());
  }

  /// Signs requests to `id` with `key` from now on, and with no other.
  public SigningKeys sign(WriteTx tx, EndpointId id, SigningKey key) {
    return save(tx, id, new SigningKeys(key, world.clock().instant(), List.of()));
  }

  /// Exchanges the key of `id`: `next` signs at once, and the one before it goes on beside it for
  /// `overlap`, at most {@link SigningKeys#OVERLAP_MAX}.
  public SigningKeys.Rotation rotate(WriteTx tx, EndpointId id, SigningKey next, Duration overlap) {
    Optional<SigningKeys> before = findKeys(tx, id);
    if (before.isEmpty()) {
      return new SigningKeys.Rotated(sign(tx, id, next));
    }
    SigningKeys.Rotation rotation = before.get().rotate(next, overlap, world.clock().instant());
    if (rotation instanceof SigningKeys.Rotated(SigningKeys keys)) {
      save(tx, id, keys);
    }
    return rotation;
  }

  /// Requests to `id` are no longer signed.
  public void stopSigning(WriteTx tx, EndpointId id) {
    SigningKeyTable.remove(tx, id);
    wear(tx, id, tx.get(outfits).get(id).with(new Outfit.Unsigned()));
  }

  /// Reads the keys of `id` again: another process may have exchanged them.
  public void refresh(WriteTx tx, EndpointId id) {
    Optional<SigningKeys> kept = SigningKeyTable.find(tx, id);
    if (!kept.equals(findKeys(tx, id))) {
      Outfit.Signing signing =
          kept.<Outfit.Signing>map(Outfit.Signed::new).orElseGet(Outfit.Unsigned::new);
      wear(tx, id, tx.get(outfits).get(id).with(signing));
    }
  }

  /// Forgets `id`: for whoever removes the endpoint.
  public void remove(WriteTx tx, EndpointId id) {
    OptionsTable.remove(tx, id);
    SigningKeyTable.remove(tx, id);
    wear(tx, id, Outfit.NONE);
  }

  Outfit outfit(EndpointId id) {
    return outfits.get().get(id);
  }

  private SigningKeys save(WriteTx tx, EndpointId id, SigningKeys keys) {
    SigningKeyTable.put(tx, id, keys);
    wear(tx, id, tx.get(outfits).get(id).with(new Outfit.Signed(keys)));
    return keys;
  }

  private void wear(WriteTx tx, EndpointId id, Outfit outfit) {
    tx.set(outfits, tx.get(outfits).with(id, outfit));
  }

  private static Optional<SigningKeys> keys(Outfit outfit) {
    return switch (outfit.signing()) {
      case Outfit.Unsigned _ -> Optional.empty();
      case Outfit.Signed(SigningKeys keys) -> Optional.of(keys);
    };
  }
}
