package io.fleetwire.server;

import io.fleetwire.testkit.DeviceNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Ten thousand identifiers as somebody's spreadsheet has them: most are good, some are no
/// identifiers at all, some are there twice, and some belong to somebody else. Immutable; the same
/// each time.
///
/// @param request all of them, in the order in which they are sent
/// @param elsewhere those that another organization has uploaded before
/// @param invalid those that no device can have
/// @param duplicates how many say again, in other letters or with blanks, what was said before
record DemoFleet(
    List<String> request, List<String> elsewhere, List<String> invalid, int duplicates) {
  /// The greatest number that one upload may have.
  static final int SIZE = 10_000;

  private static final int MEIDS = 1_500;
  private static final int SERIALS = 1_500;
  private static final int INVALID = 60;
  private static final int ELSEWHERE = 40;
  private static final int DUPLICATES = 150;
  private static final int IMEIS = SIZE - MEIDS - SERIALS - INVALID - ELSEWHERE - DUPLICATES;

  /// Prime to the size: walking in steps of it mixes the kinds and meets each element once.
  private static final int STRIDE = 3_769;

  DemoFleet {
    request = List.copyOf(request);
    elsewhere = List.copyOf(elsewhere);
    invalid = List.copyOf(invalid);
  }

  static DemoFleet standard() {
    List<String> all = new ArrayList<>(SIZE);
    for (int i = 0; i < IMEIS; i++) {
      all.add(DeviceNumbers.imei(i));
    }
    for (int i = 0; i < MEIDS; i++) {
      all.add(DeviceNumbers.meid(i));
    }
    for (int i = 0; i < SERIALS; i++) {
      all.add(DeviceNumbers.serial(i));
    }
    List<String> again = new ArrayList<>();
    for (int i = 0; i < DUPLICATES; i++) {
      again.add(otherwiseWritten(all.get(all.size() - 1 - 17 * i), i));
    }
    List<String> elsewhere = new ArrayList<>();
    for (int i = 0; i < ELSEWHERE; i++) {
      elsewhere.add(DeviceNumbers.imei(IMEIS + i));
    }
    List<String> invalid = new ArrayList<>();
    for (int i = 0; i < INVALID; i++) {
      invalid.add(nonsense(i));
    }
    all.addAll(again);
    all.addAll(elsewhere);
    all.addAll(invalid);
    return new DemoFleet(mixed(all), elsewhere, invalid, DUPLICATES);
  }

  int different() {
    return request.size() - duplicates;
  }

  int good() {
    return different() - invalid.size() - elsewhere.size();
  }

  private static String otherwiseWritten(String identifier, int number) {
    return number % 2 == 0 ? identifier.toLowerCase(Locale.ROOT) : " " + identifier + " ";
  }

  private static String nonsense(int number) {
    return switch (number % 4) {
      case 0 -> "SN-%04d".formatted(number);
      case 1 -> "%05d".formatted(number);
      case 2 -> "TÉLÉPHONE %d".formatted(number);
      default -> "%020d".formatted(number);
    };
  }

  private static List<String> mixed(List<String> sorted) {
    List<String> mixed = new ArrayList<>(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      mixed.add(sorted.get((int) ((long) i * STRIDE % sorted.size())));
    }
    return mixed;
  }
}
