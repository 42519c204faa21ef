package io.fleetwire.simulator;

import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Who a device is: follows from the fleet's seed and its number.
record AppleFacts(int number, AppleKind kind, Ids ids, Model model) {
  private static final String LETTERS = "CDFGHJKLMNPQRTVWXY0123456789";

  /// What tells it from others.
  record Ids(String udid, String enrollmentId, String serial, String imei) {}

  /// What it has in common with others.
  record Model(String model, String product, String name, String osVersion, String build) {}

  static AppleFacts of(int number, AppleKind kind, RandomGenerator dice) {
    Ids ids =
        new Ids(
            uuid(dice),
            uuid(dice),
            letters(dice, 12),
            "%015d".formatted(Math.floorMod(dice.nextLong(), 1_000_000_000_000_000L)));
    return new AppleFacts(number, kind, ids, model(kind, dice));
  }

  private static Model model(AppleKind kind, RandomGenerator dice) {
    boolean newest = dice.nextInt(4) > 0;
    return switch (kind) {
      case MAC, USER_MAC ->
          newest
              ? new Model("Mac15,3", "Mac15,3", "MacBook Pro", "15.1", "24B83")
              : new Model("MacBookAir10,1", "MacBookAir10,1", "MacBook Air", "14.7", "23H124");
      case IPHONE, USER_IPHONE ->
          newest
              ? new Model("MYND3", "iPhone17,1", "iPhone", "18.1", "22B83")
              : new Model("MLPF3", "iPhone14,5", "iPhone", "17.7", "21H16");
      case IPAD, SHARED_IPAD ->
          newest
              ? new Model("MUWA3", "iPad14,8", "iPad", "18.1", "22B83")
              : new Model("MK2K3", "iPad12,1", "iPad", "17.7", "21H16");
    };
  }

  String deviceName() {
    return "Simulated %s %d".formatted(model.name(), number);
  }

  /// How it calls itself towards its management.
  Dictionary identifiers() {
    return kind.isUsersOwn()
        ? Dictionary.EMPTY.with("EnrollmentID", ids.enrollmentId())
        : Dictionary.EMPTY.with("UDID", ids.udid());
  }

  /// The same for reading.
  String id() {
    return kind.isUsersOwn() ? ids.enrollmentId() : ids.udid();
  }

  static String uuid(RandomGenerator dice) {
    long high = (dice.nextLong() & ~0xf000L) | 0x4000L;
    long low = (dice.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
  }

  private static String letters(RandomGenerator dice, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(dice.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
