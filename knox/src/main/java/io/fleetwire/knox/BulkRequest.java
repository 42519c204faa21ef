package io.fleetwire.knox;

import io.fleetwire.web.JsonBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a caller wants done to many devices: the body of upload and delete (contract 2.3).
/// Immutable.
///
/// `identifiers` are trimmed, in capitals and different from each other, in the order in which they
/// were first named; `duplicates` is how many more were sent. Members that nobody knows are
/// ignored.
record BulkRequest(List<String> identifiers, int duplicates, Set<TargetService> targets) {
  /// The vendor's own example, and the documented limit of its sister services.
  static final int IDENTIFIERS_MAX = 10_000;

  /// Four times the longest identifier; what is longer could only bloat the answer that quotes it.
  static final int IDENTIFIER_LETTERS_MAX = 64;

  /// Whoever sends ten thousand bad elements learns enough from the first hundred.
  private static final int FAULTS_MAX = 100;

  private static final String TARGETS = "targetServices";

  /// The canonical name first; the others are what sister services call the same list.
  private static final List<String> NAMES = List.of("deviceIds", "devices", "imeiOrSns");

  BulkRequest {
    identifiers = List.copyOf(identifiers);
    targets = Set.copyOf(targets);
  }

  /// What a body says, or all that is wrong with it.
  sealed interface Answer {

    record Good(BulkRequest request) implements Answer {}

    record Bad(KdmsErrorCode code, String detail) implements Answer {}
  }

  static Answer read(JsonBody body, BulkOperation.Kind kind) {
    List<Fault> faults = new ArrayList<>();
    List<String> sent = identifiers(body, faults);
    Set<TargetService> targets = targets(body, kind, faults);
    if (!faults.isEmpty()) {
      return bad(faults);
    }
    Set<String> different = new LinkedHashSet<>(sent);
    int duplicates = sent.size() - different.size();
    return new Answer.Good(new BulkRequest(List.copyOf(different), duplicates, targets));
  }

  private record Fault(KdmsErrorCode code, String detail) {}

  private static Answer bad(List<Fault> faults) {
    List<KdmsErrorCode> codes = faults.stream().map(Fault::code).distinct().toList();
    KdmsErrorCode code = codes.size() == 1 ? codes.getFirst() : KdmsErrorCode.INVALID_PARAM;
    List<String> details = faults.stream().limit(FAULTS_MAX).map(Fault::detail).toList();
    return new Answer.Bad(code, String.join("; ", details));
  }

  private static List<String> identifiers(JsonBody body, List<Fault> faults) {
    List<String> present = NAMES.stream().filter(body::has).toList();
    if (present.size() > 1) {
      faults.add(invalid("send one of " + String.join(", ", present) + ", not all"));
      return List.of();
    }
    String name = present.isEmpty() ? NAMES.getFirst() : present.getFirst();
    JsonNode list = body.node(name);
    if (!list.isArray() || list.isEmpty()) {
      faults.add(invalid(name + " must be an array of 1 to " + IDENTIFIERS_MAX + " strings"));
      return List.of();
    }
    if (list.size() > IDENTIFIERS_MAX) {
      String detail = name + " has " + list.size() + " elements; send at most " + IDENTIFIERS_MAX;
      faults.add(new Fault(KdmsErrorCode.DEVICE_LIST_OVER_MAX_SIZE, detail));
      return List.of();
    }
    return elements(name, list, faults);
  }

  private static List<String> elements(String name, JsonNode list, List<Fault> faults) {
    List<String> identifiers = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      JsonNode element = list.get(i);
      if (!element.isString() || element.stringValue().length() > IDENTIFIER_LETTERS_MAX) {
        faults.add(
            invalid(
                "%s[%d] must be a string of at most %d letters"
                    .formatted(name, i, IDENTIFIER_LETTERS_MAX)));
      } else {
        identifiers.add(DeviceIdentifier.of(element.stringValue()).text());
      }
    }
    return identifiers;
  }

  private static Set<TargetService> targets(
      JsonBody body, BulkOperation.Kind kind, List<Fault> faults) {
    if (body.has(TARGETS)) {
      if (!TargetService.KAI.isNamedBy(body.node(TARGETS))) {
        faults.add(new Fault(KdmsErrorCode.INVALID_TARGET_SERVICE, TargetService.ONLY));
      }
      return Set.of(TargetService.KAI);
    }
    if (kind == BulkOperation.Kind.UPLOAD) {
      faults.add(invalid("targetServices is required: set it to [\"KAI\"]"));
    }
    return Set.of();
  }

  private static Fault invalid(String detail) {
    return new Fault(KdmsErrorCode.INVALID_PARAM, detail);
  }
}
