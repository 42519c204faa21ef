package io.fleetwire.bin;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.bin.Finding.Verdict;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Bins as people keep them. Nobody's rights are asked here: that is for the route's authorization,
/// {@link io.fleetwire.access.Permission#SETTINGS}. Thread-safe.
public final class BinDesk {
  /// One for each thing that somebody tries out at a time.
  static final int BINS_MAX = 10;

  /// How many requests of a bin are kept.
  public static final int CATCHES_MAX = CatchTable.KEPT_MAX;

  /// Whoever comes back after a long weekend still finds what they saw.
  public static final Duration KEPT = Duration.ofDays(7);

  /// 192 bits: nobody guesses an address.
  private static final int TOKEN_BYTES = 24;

  private final Database database;
  private final AuditLog audit;
  private final BinWorld world;

  BinDesk(Database database, AuditLog audit, BinWorld world) {
    this.database = database;
    this.audit = audit;
    this.world = world;
  }

  /// What became of a wish for a bin.
  public sealed interface Answer {
    record Made(Bin bin) implements Answer {}

    /// Nothing was made; `fault` says what is wrong.
    record Refused(String fault) implements Answer {}
  }

  /// A new bin. `origin` is how its maker has come to this server.
  public Answer create(Principal by, String name, String origin) {
    if (!Bin.isName(name)) {
      return new Answer.Refused("1 to " + Bin.NAME_LENGTH_MAX + " characters that are not blank");
    }
    String token = newToken();
    return database.write(
        tx -> {
          if (BinTable.list(tx, by.organization()).size() >= BINS_MAX) {
            return new Answer.Refused(
                "there are " + BINS_MAX + " bins, as many as may be; delete one of them");
          }
          Bin wish =
              new Bin(
                  0,
                  by.organization(),
                  token,
                  name.strip(),
                  origin,
                  Bin.Answer.TAKE,
                  world.clock().instant());
          BinTable.insert(tx, wish);
          Bin bin = BinTable.find(tx, token).orElseThrow();
          audit.append(tx, by, new AuditLog.Change("bin.create", bin.name(), ""));
          return new Answer.Made(bin);
        });
  }

  private String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    world.random().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// All of an organization, in the order of their making.
  public List<Bin> list(OrganizationId organization) {
    return database.read(tx -> BinTable.list(tx, organization));
  }

  public Optional<Bin> find(OrganizationId organization, long id) {
    return database.read(tx -> BinTable.find(tx, organization, id));
  }

  /// What is in a bin, the newest first.
  public List<CatchLine> catches(Bin bin) {
    return database.read(tx -> CatchTable.list(tx, bin.id()));
  }

  public Optional<Catch> findCatch(Bin bin, long id) {
    return database.read(tx -> CatchTable.find(tx, bin.id(), id));
  }

  /// Whether anything is in an organization's bins that was signed by whom it should be.
  public boolean hasVerified(OrganizationId organization) {
    return database.read(tx -> CatchTable.isAny(tx, organization, Verdict.VALID.code()));
  }

  /// Lets a bin answer otherwise from now on. False when there is none.
  public boolean setAnswer(Principal by, long id, Bin.Answer answer) {
    return change(
        by,
        id,
        (tx, bin) -> {
          BinTable.setAnswer(tx, bin, answer);
          audit.append(tx, by, new AuditLog.Change("bin.answer", bin.name(), answer.code()));
        });
  }

  /// Forgets what came to a bin. False when there is none.
  public boolean clear(Principal by, long id) {
    return change(by, id, (tx, bin) -> CatchTable.clear(tx, bin.id()));
  }

  /// Deletes a bin with all that came to it. Whoever still sends there is told that there is none.
  public boolean delete(Principal by, long id) {
    return change(
        by,
        id,
        (tx, bin) -> {
          BinTable.delete(tx, bin);
          audit.append(tx, by, new AuditLog.Change("bin.delete", bin.name(), ""));
        });
  }

  private boolean change(Principal by, long id, BiConsumer<WriteTx, Bin> change) {
    return database.write(
        tx -> {
          Optional<Bin> bin = BinTable.find(tx, by.organization(), id);
          bin.ifPresent(known -> change.accept(tx, known));
          return bin.isPresent();
        });
  }
}
