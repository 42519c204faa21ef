package io.fleetwire.knox;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.web.PageNumber;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Uploads, deletions and the inventory as people see them. Each upload and deletion is in the log
/// of changes, by the same commit. Thread-safe.
public final class OperationDesk {
  /// Every identifier that we make up begins so: nobody takes it for a real device's, and whatever
  /// begins so can be removed together.
  public static final String SAMPLE = "SAMPLE";

  private static final int SAMPLE_DIGITS = 8;

  private final Database database;
  private final BulkOperations operations;
  private final Devices devices;
  private final KnoxIds ids;
  private final AuditLog audit;
  private final KnoxWorld world;

  OperationDesk(
      Database database,
      BulkOperations operations,
      Devices devices,
      KnoxIds ids,
      AuditLog audit,
      KnoxWorld world) {
    this.database = database;
    this.operations = operations;
    this.devices = devices;
    this.ids = ids;
    this.audit = audit;
    this.world = world;
  }

  /// What became of a wish.
  public sealed interface Answer {

    /// The operation of that id is durable, and under way.
    record Accepted(String id) implements Answer {}

    /// Nothing was changed; `fault` says what is wrong.
    record Refused(String fault) implements Answer {}
  }

  /// The newest operations of an organization, without lines.
  public List<OperationReport> list(OrganizationId organization, int limit) {
    return database.read(tx -> OperationTable.list(tx, organization, limit)).stream()
        .map(progress -> OperationReport.of(progress, 0, List.of()))
        .toList();
  }

  /// One operation with a page of its lines, or of those that failed.
  public Optional<OperationReport> find(
      OrganizationId organization, String id, boolean failedOnly, PageNumber page) {
    if (!failedOnly) {
      return operations
          .find(organization, id, page)
          .map(
              status ->
                  OperationReport.of(
                      status.progress(), status.progress().operation().total(), status.entries()));
    }
    return KnoxIds.isObjectId(id)
        ? database.read(tx -> OperationTable.find(tx, organization, id)).map(p -> failed(p, page))
        : Optional.empty();
  }

  /// At most ten thousand entries are looked through.
  private OperationReport failed(OperationProgress progress, PageNumber page) {
    List<DeviceEntry> failed =
        database.read(tx -> OperationTable.entries(tx, progress.row())).stream()
            .filter(entry -> entry.result().isFailure())
            .toList();
    return OperationReport.of(
        progress, failed.size(), failed.stream().skip(page.offset()).limit(page.size()).toList());
  }

  /// Uploads the identifiers of a text, to Knox Asset Intelligence: separated by lines, commas,
  /// semicolons or blanks.
  public Answer upload(Principal by, String text) {
    return accept(by, BulkOperation.Kind.UPLOAD, words(text));
  }

  /// Deletes the devices of these identifiers from the inventory.
  public Answer delete(Principal by, String text) {
    return accept(by, BulkOperation.Kind.DELETE, words(text));
  }

  /// Deletes every device that was made up.
  public Answer deleteSamples(Principal by) {
    List<String> samples =
        database.read(
            tx ->
                DeviceTable.identifiers(
                    tx, by.organization(), SAMPLE, BulkRequest.IDENTIFIERS_MAX));
    return samples.isEmpty()
        ? new Answer.Refused("there is no sample device")
        : accept(by, BulkOperation.Kind.DELETE, samples);
  }

  /// Serial numbers that no device has, one a line.
  public String samples(int count) {
    return String.join("\n", Stream.generate(this::sample).limit(count).toList());
  }

  private String sample() {
    String digits = HexFormat.of().toHexDigits(world.random().nextLong(), SAMPLE_DIGITS);
    return SAMPLE + digits.toUpperCase(Locale.ROOT);
  }

  /// A page of the inventory; `name` is an identifier or an id, or empty for all devices.
  public InventoryPage devices(OrganizationId organization, String name, PageNumber page) {
    List<String> names = name.isBlank() ? List.of() : List.of(name.strip());
    return InventoryPage.of(devices.list(new Devices.Query(organization, names, false, page)));
  }

  /// At most `limit` devices of the inventory whose identifier begins so.
  public List<InventoryPage.Entry> beginning(OrganizationId organization, String text, int limit) {
    String beginning = DeviceIdentifier.of(text).text();
    return beginning.isEmpty()
        ? List.of()
        : database.read(
            tx ->
                DeviceTable.identifiers(tx, organization, beginning, limit).stream()
                    .flatMap(identifier -> DeviceTable.find(tx, identifier).stream())
                    .map(InventoryPage.Entry::of)
                    .toList());
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("[\\s,;]+")).filter(word -> !word.isEmpty()).toList();
  }

  private Answer accept(Principal by, BulkOperation.Kind kind, List<String> words) {
    if (words.isEmpty()) {
      return new Answer.Refused("name at least one device by IMEI, MEID or serial number");
    }
    if (words.size() > BulkRequest.IDENTIFIERS_MAX) {
      return new Answer.Refused(
          words.size() + " devices are too many; send at most " + BulkRequest.IDENTIFIERS_MAX);
    }
    List<String> tooLong = new ArrayList<>(words);
    tooLong.removeIf(word -> word.length() <= BulkRequest.IDENTIFIER_LETTERS_MAX);
    if (!tooLong.isEmpty()) {
      return new Answer.Refused("an identifier has at most 64 letters");
    }
    Set<String> different = new LinkedHashSet<>();
    words.forEach(word -> different.add(DeviceIdentifier.of(word).text()));
    Set<TargetService> targets =
        kind == BulkOperation.Kind.UPLOAD ? Set.of(TargetService.KAI) : Set.of();
    BulkRequest request =
        new BulkRequest(List.copyOf(different), words.size() - different.size(), targets);
    return operations
        .accept(
            new BulkOperations.Order(
                by.organization(), kind, new TraceId(ids.nextTraceId()), request),
            (tx, operation) -> audit.append(tx, by, change(operation)))
        .<Answer>map(operation -> new Answer.Accepted(operation.id()))
        .orElseGet(
            () -> new Answer.Refused("too many operations are under way; wait for one to end"));
  }

  /// Which devices those were is in the operation, as long as it is kept.
  private static AuditLog.Change change(BulkOperation operation) {
    String action =
        switch (operation.kind()) {
          case UPLOAD -> "knox.upload";
          case DELETE -> "knox.delete";
        };
    String detail = operation.total() + (operation.total() == 1 ? " device" : " devices");
    return new AuditLog.Change(action, operation.id(), detail);
  }
}
