package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks at devices, each as its caller sees it. Thread-safe.
public final class Devices {
  /// Without pages, an answer must end somewhere: this is ten megabytes.
  private static final int UNPAGED_MAX = 10_000;

  private final Database database;
  private final InstantSource clock;

  Devices(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// A page of the devices that were asked for, and how many there are on all pages.
  public record Page(List<DeviceView> devices, long total) {
    public Page {
      devices = List.copyOf(devices);
    }
  }

  /// What a caller finds who wants no pages: private and local devices of the organization, those
  /// that all organizations share, and those of all that the caller has marked.
  record Arrays(List<DeviceView> own, List<DeviceView> favorites, List<DeviceView> shared) {

    private static Arrays of(List<DeviceView> all) {
      Map<Boolean, List<DeviceView>> parts =
          all.stream()
              .collect(
                  Collectors.partitioningBy(view -> view.device().hosting() == Hosting.PUBLIC));
      List<DeviceView> own = parts.getOrDefault(false, List.of());
      List<DeviceView> shared = parts.getOrDefault(true, List.of());
      return new Arrays(
          own,
          Stream.concat(own.stream(), shared.stream()).filter(DeviceView::favorite).toList(),
          shared);
    }
  }

  /// Whoever is in teams and names none gets what their teams have, as from the vendor; who manages
  /// the lab, and who is in none, gets what the organization has. A team that is disabled has
  /// nothing. Throws a problem when more than {@link #UNPAGED_MAX} of the organization's match.
  Arrays all(Principal caller, DeviceQuery query) {
    return database.read(
        tx -> {
          if (GroupTable.isDisabled(tx, query.group())) {
            return Arrays.of(List.of());
          }
          DeviceSearchTable.Seeker seeker = seeker(tx, caller, query);
          List<Long> ids =
              DeviceSearchTable.list(
                  tx, seeker, query, new DeviceSearchTable.Window(0, UNPAGED_MAX + 1));
          if (ids.size() > UNPAGED_MAX) {
            throw new ProblemException(
                new Problem.LimitExceeded(
                    "more than "
                        + UNPAGED_MAX
                        + " devices match; ask for fewer, or for pages of GET /v2/devices"));
          }
          List<DeviceView> views = new ArrayList<>();
          ids.stream()
              .flatMap(id -> DeviceTable.find(tx, seeker.organization(), id).stream())
              .forEach(device -> views.add(DeviceView.of(tx, device, caller, seeker.now())));
          shared(tx, seeker, query).stream()
              .flatMap(id -> DeviceTable.findPublic(tx, id).stream())
              .forEach(device -> views.add(DeviceView.of(tx, device, caller, seeker.now())));
          return Arrays.of(views);
        });
  }

  /// A group has devices of its own organization alone, and nobody retains another one's.
  private static List<Long> shared(ReadTx tx, DeviceSearchTable.Seeker seeker, DeviceQuery query) {
    return query.group() > 0 || query.booked() == DeviceQuery.Flag.YES
        ? List.of()
        : DeviceSearchTable.listShared(tx, seeker, query, UNPAGED_MAX);
  }

  /// In the order in which they were first seen.
  Page list(Principal caller, DeviceQuery query, Paging paging) {
    OrganizationId organization = caller.organization();
    DeviceSearchTable.Seeker seeker = seeker(caller);
    DeviceSearchTable.Window window = new DeviceSearchTable.Window(paging.offset(), paging.size());
    return database.read(
        tx ->
            new Page(
                DeviceSearchTable.list(tx, seeker, query, window).stream()
                    .flatMap(id -> DeviceTable.find(tx, organization, id).stream())
                    .map(device -> DeviceView.of(tx, device, caller, seeker.now()))
                    .toList(),
                DeviceSearchTable.count(tx, seeker, query)));
  }

  /// At most `limit` of those that were asked for, after the device with the number `after`: a page
  /// that costs the same wherever it is, because nobody counts.
  public List<DeviceView> listAfter(Principal caller, DeviceQuery query, long after, int limit) {
    DeviceSearchTable.Seeker seeker = seeker(caller);
    return database.read(
        tx ->
            DeviceSearchTable.listAfter(tx, seeker, query, new DeviceSearchTable.Part(after, limit))
                .stream()
                .flatMap(id -> DeviceTable.find(tx, caller.organization(), id).stream())
                .map(device -> DeviceView.of(tx, device, caller, seeker.now()))
                .toList());
  }

  /// One of the caller's organization.
  public Optional<DeviceView> find(Principal caller, long id) {
    return database.read(
        tx ->
            DeviceTable.find(tx, caller.organization(), id)
                .map(device -> DeviceView.of(tx, device, caller, clock.instant())));
  }

  /// The same by its UDID.
  public Optional<DeviceView> findByUdid(Principal caller, String udid) {
    return database.read(
        tx ->
            DeviceTable.find(tx, caller.organization(), udid)
                .map(device -> DeviceView.of(tx, device, caller, clock.instant())));
  }

  private DeviceSearchTable.Seeker seeker(ReadTx tx, Principal caller, DeviceQuery query) {
    DeviceSearchTable.Seeker seeker = seeker(caller);
    boolean ofTheirTeams =
        query.group() == 0
            && !caller.may(Permission.LAB_MANAGE)
            && GroupTable.isMember(tx, seeker.organization(), seeker.person());
    return ofTheirTeams ? seeker.inTheirTeams() : seeker;
  }

  private DeviceSearchTable.Seeker seeker(Principal caller) {
    return new DeviceSearchTable.Seeker(
        caller.organization(), caller.person().number(), clock.instant());
  }
}
