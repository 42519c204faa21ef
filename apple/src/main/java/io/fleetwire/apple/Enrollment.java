package io.fleetwire.apple;

import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.Optional;

/// Who speaks: a device, or one of its users (contract 2.2). Each is a *channel* with a queue and
/// declarations of its own; those of one device share its certificate.
sealed interface Enrollment {
  /// Longer identifiers than Apple's, shorter than an index minds; two of them are a subject.
  int LENGTH_MAX = 120;

  /// Shared iPad has no user ids: this stands for all of them, and the account is the short name.
  String SHARED_IPAD_USER = "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF";

  /// A device that was enrolled as a whole.
  record Device(String udid) implements Enrollment {}

  /// A user of such a Mac.
  record DeviceUser(String udid, UserNames names, String userId) implements Enrollment {}

  /// A user of a Shared iPad, known by the Managed Apple Account.
  record SharedIpadUser(String udid, UserNames names) implements Enrollment {}

  /// A device that belongs to its user and shows neither UDID nor serial number.
  record Byod(String enrollmentId) implements Enrollment {}

  /// The user of such a Mac.
  record ByodUser(String enrollmentId, String enrollmentUserId, UserNames names)
      implements Enrollment {}

  /// What a user is called; empty where the device does not say.
  record UserNames(String shortName, String longName) {}

  /// The device, or the enrolment that stands for it: what a certificate is pinned to.
  default String deviceId() {
    return switch (this) {
      case Device(String udid) -> udid;
      case DeviceUser user -> user.udid();
      case SharedIpadUser user -> user.udid();
      case Byod(String enrollmentId) -> enrollmentId;
      case ByodUser user -> user.enrollmentId();
    };
  }

  /// The channel: events are told in order for each of them.
  default String channelId() {
    return switch (this) {
      case Device(String udid) -> udid;
      case DeviceUser user -> user.udid() + ":" + user.userId();
      case SharedIpadUser user -> user.udid() + ":" + user.names().shortName();
      case Byod(String enrollmentId) -> enrollmentId;
      case ByodUser user -> user.enrollmentId() + ":" + user.enrollmentUserId();
    };
  }

  /// Which user it is; empty texts for a device.
  default AppleBook.User user() {
    return switch (this) {
      case Device _, Byod _ -> new AppleBook.User("", "");
      case DeviceUser user -> new AppleBook.User(user.userId(), user.names().shortName());
      case SharedIpadUser user -> new AppleBook.User(SHARED_IPAD_USER, user.names().shortName());
      case ByodUser user -> new AppleBook.User(user.enrollmentUserId(), user.names().shortName());
    };
  }

  default boolean isUser() {
    return switch (this) {
      case Device _, Byod _ -> false;
      case DeviceUser _, SharedIpadUser _, ByodUser _ -> true;
    };
  }

  /// Who a message says it is from, or nothing when it does not say so.
  static Optional<Enrollment> of(Dictionary message) {
    Optional<String> udid = id(message, "UDID");
    Optional<String> enrollmentId = id(message, "EnrollmentID");
    UserNames names =
        new UserNames(
            id(message, "UserShortName").orElse(""), id(message, "UserLongName").orElse(""));
    if (udid.isPresent()) {
      return device(udid.get(), id(message, "UserID"), names);
    }
    return enrollmentId.map(
        enrollment ->
            id(message, "EnrollmentUserID")
                .<Enrollment>map(user -> new ByodUser(enrollment, user, names))
                .orElseGet(() -> new Byod(enrollment)));
  }

  private static Optional<Enrollment> device(
      String udid, Optional<String> userId, UserNames names) {
    if (userId.isEmpty()) {
      return Optional.of(new Device(udid));
    }
    if (!userId.get().equals(SHARED_IPAD_USER)) {
      return Optional.of(new DeviceUser(udid, names, userId.get()));
    }
    // Without the account nobody could tell two users of one iPad apart.
    return names.shortName().isEmpty()
        ? Optional.empty()
        : Optional.of(new SharedIpadUser(udid, names));
  }

  private static Optional<String> id(Dictionary message, String key) {
    return message
        .text(key)
        .filter(text -> !text.isBlank() && text.length() <= LENGTH_MAX)
        .filter(text -> text.chars().noneMatch(Character::isISOControl));
  }
}
