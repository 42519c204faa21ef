package io.fleetwire.portal;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.web.Form;
import java.util.List;

/// The rows of a table that are chosen by a box each.
final class Picks {
  private static final String FIELD = "device.";

  private Picks() {}

  /// The name of a row's box.
  static String field(long id) {
    return FIELD + id;
  }

  /// The numbers of those that are chosen, in their order.
  static List<Long> of(Form form) {
    return form.names().stream()
        .filter(name -> name.startsWith(FIELD))
        .flatMap(name -> GivenNumber.find(name.substring(FIELD.length())).stream())
        .sorted()
        .toList();
  }
}
