package io.fleetwire.apple;

import io.fleetwire.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people look at: who is enrolled, what each said and was told, what the backend was asked. A
/// second or so behind the devices, and kept for a time ({@link BookPump}). Every list is a page of
/// at most {@link #PAGE_MAX}. Thread-safe; blocks while it reads.
public final class AppleBook {
  static final int PAGE_MAX = 200;

  private final Database database;

  AppleBook(Database database) {
    this.database = database;
  }

  /// How far a channel is.
  public enum State {
    /// It has said who it is, and not yet where it can be woken.
    ENROLLING,
    ENROLLED,
    /// It has said its farewell.
    LEFT
  }

  /// A device, or one of its users. `deviceId` is the channel of the device itself. Texts are as
  /// the device said, or empty; `enrolledAt` is absent while it enrols, and for channels that
  /// enrolled before this was written down.
  public record Channel(
      String channelId,
      String deviceId,
      User user,
      Facts facts,
      State state,
      Optional<Instant> enrolledAt,
      Instant seenAt,
      Instant certificateUntil) {}

  /// Empty texts for a device.
  public record User(String id, String shortName) {}

  /// What the device is; a user's channel has those of its device.
  public record Facts(String serial, String model, String name, String osVersion, String topic) {}

  /// What the maker of a device vouched for when it enrolled: that its key cannot leave its
  /// hardware. Texts are empty where the maker does not say which device it is.
  public record Attested(String serial, String udid, Instant at) {

    /// Whether it may be that device. One that its user has enrolled has another id, and its maker
    /// says nothing.
    boolean isOf(String deviceId) {
      return udid.isEmpty() || udid.equalsIgnoreCase(deviceId);
    }
  }

  /// What a line tells of.
  public enum Kind {
    /// A check-in; the title is its `MessageType`.
    CHECK_IN,
    /// A command was sent; the title is its `RequestType`.
    COMMAND,
    /// A result came; the title is its status, the detail the top error.
    RESULT,
    /// It asked for declarations; the title is Apple's endpoint.
    DECLARATION,
    /// It was refused, or told to unenrol; the title is the answer.
    REFUSAL,
    /// Somebody wished to wake it; the title is a word for what came of it.
    PUSH
  }

  /// `number` grows, and is where the next page goes on. `commandUuid` joins a command and its
  /// results; it may be empty. `trace` is the name of the request in the log.
  public record Line(
      long number,
      Instant at,
      Kind kind,
      String title,
      String detail,
      String commandUuid,
      String trace) {}

  /// One call of the backend: `path` is what follows `/webhook/apple/`, `outcome` the status, the
  /// error that the backend named, or why there was no answer. `channelId` is empty for files.
  public record Call(
      long number,
      String channelId,
      Instant at,
      String path,
      String outcome,
      boolean good,
      Size size,
      long millis,
      String trace) {}

  /// Bytes of the bodies: of the question, and of what was read of the answer. Both are 0 for a
  /// question that was not asked, and for calls from before this was written down.
  public record Size(long asked, long answered) {}

  /// Which calls to list.
  public enum Calls {
    ALL,
    /// Those that were not answered well.
    FAILED
  }

  /// What a channel last reported of a declaration. `kind` is Apple's plural; `valid` is `unknown`,
  /// `invalid` or `valid`; `reasons` are words and may be empty.
  public record Declaration(
      String kind,
      String identifier,
      String serverToken,
      boolean active,
      String valid,
      String reasons,
      Instant at) {}

  /// How many channels there are in each state that occurs, users too.
  Map<State, Long> totals() {
    return database.read(EnrolmentTable::totals);
  }

  /// Channels in the order of their ids, behind `after` (empty: from the first), whose id, serial
  /// number, name or user's short name begins with `search` (empty: all).
  public List<Channel> channels(String search, String after, int limit) {
    return database.read(tx -> EnrolmentTable.list(tx, search, after, bounded(limit)));
  }

  public Optional<Channel> findChannel(String channelId) {
    return database.read(tx -> EnrolmentTable.find(tx, channelId));
  }

  /// What was attested of the certificate that a device is known by, if anything was.
  public Optional<Attested> findAttested(String deviceId) {
    return database.read(tx -> AttestationTable.ofDevice(tx, deviceId));
  }

  /// The channels of one device, the device's own first.
  public List<Channel> channelsOf(String deviceId) {
    return database.read(tx -> EnrolmentTable.ofDevice(tx, deviceId, PAGE_MAX));
  }

  /// What a channel said and was told, the newest first, before the line `before` ({@link
  /// Long#MAX_VALUE}: from the newest).
  public List<Line> timeline(String channelId, long before, int limit) {
    return database.read(tx -> LineTable.list(tx, channelId, before, bounded(limit)));
  }

  /// What a channel last reported of its declarations, by kind and identifier.
  public List<Declaration> declarations(String channelId) {
    return database.read(tx -> DeclarationTable.list(tx, channelId, DeclarationTable.LIST_MAX));
  }

  /// Calls of the backend by all channels, the newest first, before the call `before`.
  List<Call> calls(long before, int limit) {
    return calls(Calls.ALL, before, limit);
  }

  public List<Call> calls(Calls which, long before, int limit) {
    CallTable.Page page = new CallTable.Page(which, before, bounded(limit));
    return database.read(tx -> CallTable.list(tx, page));
  }

  /// The same for one channel.
  public List<Call> callsOf(String channelId, long before, int limit) {
    return callsOf(channelId, Calls.ALL, before, limit);
  }

  public List<Call> callsOf(String channelId, Calls which, long before, int limit) {
    CallTable.Page page = new CallTable.Page(which, before, bounded(limit));
    return database.read(tx -> CallTable.ofChannel(tx, channelId, page));
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 1, PAGE_MAX);
  }
}
