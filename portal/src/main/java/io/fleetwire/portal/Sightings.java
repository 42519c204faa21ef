package io.fleetwire.portal;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.apple.AppleBook;
import io.fleetwire.knox.InventoryPage;
import io.fleetwire.knox.OperationDesk;
import io.fleetwire.lab.DeviceQuery;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.LabDesks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One device as each dialect knows it. The dialects do not know of each other: what joins them is
/// that a device has one UDID, one serial number and one IMEI, whoever asks. Thread-safe.
///
/// Nobody is shown what their pages would not show them: Knox belongs to who manages settings, and
/// Apple devices to who runs the server.
final class Sightings {
  /// What a person looks through before they write more letters.
  private static final int EACH_MAX = 20;

  private final LabDesks lab;
  private final OperationDesk knox;
  private final Optional<AppleBook> apple;

  Sightings(LabDesks lab, OperationDesk knox, Optional<AppleBook> apple) {
    this.lab = lab;
    this.knox = knox;
    this.apple = apple;
  }

  /// What each dialect knows.
  record Seen(List<DeviceView> lab, List<AppleBook.Channel> apple, List<InventoryPage.Entry> knox) {

    boolean isEmpty() {
      return lab.isEmpty() && apple.isEmpty() && knox.isEmpty();
    }

    /// What it is called by anybody.
    Set<String> names() {
      Set<String> names = new LinkedHashSet<>();
      lab.forEach(view -> names.add(view.device().udid()));
      apple.forEach(
          channel -> {
            names.add(channel.channelId());
            names.add(channel.facts().serial());
          });
      knox.forEach(entry -> names.add(entry.identifier()));
      names.remove("");
      return names;
    }
  }

  /// Devices that are called somehow like `text`: in the lab by a part of a name or UDID, elsewhere
  /// by the beginning of an identifier.
  Seen search(Principal caller, String text) {
    return new Seen(
        lab.devices().listAfter(caller, DeviceQuery.having(text), 0, EACH_MAX),
        book(caller).map(book -> book.channels(text, "", EACH_MAX)).orElse(List.of()),
        caller.may(Permission.SETTINGS)
            ? knox.beginning(caller.organization(), text, EACH_MAX)
            : List.of());
  }

  /// The one device that is called exactly so, by whatever it is also called.
  Seen exactly(Principal caller, String name) {
    Seen first = called(caller, Set.of(name));
    Set<String> names = first.names();
    names.add(name);
    return called(caller, names);
  }

  private Seen called(Principal caller, Set<String> names) {
    return new Seen(
        names.stream()
            .flatMap(name -> lab.devices().findByUdid(caller, name).stream())
            .distinct()
            .toList(),
        names.stream()
            .flatMap(name -> channels(caller, name).stream())
            .distinct()
            .limit(EACH_MAX)
            .toList(),
        caller.may(Permission.SETTINGS)
            ? names.stream()
                .flatMap(name -> knox.beginning(caller.organization(), name, 1).stream())
                .filter(entry -> names.contains(entry.identifier()) || isOne(names, entry))
                .distinct()
                .toList()
            : List.of());
  }

  /// Knox writes identifiers in capitals.
  private static boolean isOne(Set<String> names, InventoryPage.Entry entry) {
    return names.stream()
        .anyMatch(name -> name.strip().toUpperCase(Locale.ROOT).equals(entry.identifier()));
  }

  private List<AppleBook.Channel> channels(Principal caller, String name) {
    return book(caller).stream()
        .flatMap(book -> book.channels(name, "", EACH_MAX).stream())
        .filter(
            channel -> channel.channelId().equals(name) || channel.facts().serial().equals(name))
        .filter(channel -> channel.channelId().equals(channel.deviceId()))
        .toList();
  }

  private Optional<AppleBook> book(Principal caller) {
    boolean mayLook =
        caller.may(Permission.SETTINGS) && Organization.runsTheServer(caller.organization());
    return apple.filter(_ -> mayLook);
  }
}
