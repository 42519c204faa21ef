package io.fleetwire.store;

import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TypePattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What of a query the database can decide while it passes over rows of the log, which is a
/// fraction of the price of handing each one out. What does not pass is none of what is asked for;
/// what passes may be, and {@link DeliveryQuery#matches} decides. Immutable.
final class LogSieve {
  /// A list of choices has one of these lengths, filled up by repeating its last: so there are few
  /// statements, and they stay prepared.
  private static final List<Integer> LENGTHS = List.of(1, 10, DeliveryQuery.CHOICES_MAX);

  private static final String IS_TYPE = "event.event_type = ?";
  private static final String STARTS_SO =
      "substr(event.event_type, 1, length(CAST(? AS TEXT))) = ?";
  private static final String IS_ABOUT = "event.subject = ?";

  private final String sql;
  private final List<Object> values = new ArrayList<>();

  private LogSieve(DeliveryQuery query) {
    String about =
        any(IS_ABOUT, query.subjects().stream().map(Subject::value).toList())
            + any(
                query.types().stream().allMatch(TypePattern::isName) ? IS_TYPE : STARTS_SO,
                query.types().stream().map(TypePattern::start).toList());
    this.sql =
        "SELECT delivery.delivery_id, delivery.sequence FROM delivery "
            + (about.isEmpty() ? "" : "CROSS JOIN event ")
            + "WHERE delivery.endpoint_id = ? AND delivery.sequence < ? AND delivery.sequence >= ? "
            + (about.isEmpty() ? "" : "AND event.event_id = delivery.event_id ")
            + about
            + ended(query.states())
            + "ORDER BY delivery.sequence DESC";
  }

  static LogSieve of(DeliveryQuery query) {
    return new LogSieve(query);
  }

  /// A place in the log of an endpoint that is known already.
  record Place(long id, long sequence) {}

  String sql() {
    return sql;
  }

  /// What passes of an endpoint's log from one sequence number (included) to another, newest first.
  List<Place> pass(ReadTx tx, EndpointId endpoint, long from, long until) {
    @Nullable Object[] parameters =
        Stream.concat(Stream.of(endpoint.value(), until, from), values.stream()).toArray();
    return tx.list(sql, row -> new Place(row.longAt(1), row.longAt(2)), parameters);
  }

  /// Whether one of some choices passes the test.
  private String any(String test, List<String> choices) {
    if (choices.isEmpty()) {
      return "";
    }
    int length = LENGTHS.stream().filter(l -> l >= choices.size()).findFirst().orElseThrow();
    long marks = test.chars().filter(letter -> letter == '?').count();
    for (int i = 0; i < length; i++) {
      String choice = choices.get(Math.min(i, choices.size() - 1));
      for (int mark = 0; mark < marks; mark++) {
        values.add(choice);
      }
    }
    return "AND (" + String.join(" OR ", Collections.nCopies(length, test)) + ") ";
  }

  /// Nearly everything is delivered, and one look at its attempts says so. What else became of a
  /// delivery is asked of those that are left.
  private static String ended(Set<DeliveryState> states) {
    if (states.isEmpty() || (states.contains(DeliveryState.DELIVERED) && states.size() > 1)) {
      return "";
    }
    return "AND "
        + (states.contains(DeliveryState.DELIVERED) ? "" : "NOT ")
        + "EXISTS (SELECT 1 FROM attempt WHERE attempt.delivery_id = delivery.delivery_id"
        + " AND attempt.next = 'delivered') ";
  }
}
