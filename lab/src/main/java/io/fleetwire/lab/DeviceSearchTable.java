package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Searches in the table `lab_device` and those around it. A search looks at each device of the
/// organization once: a hundred thousand take a fraction of a second, and nobody searches often.
final class DeviceSearchTable {
  /// One text, because a query is prepared once: a condition that nobody wants is true.
  private static final String WHERE =
      """
      FROM lab_device d LEFT JOIN lab_booking b ON b.device = d.id
        AND (b.ends_at IS NULL OR b.ends_at > ?)
      WHERE d.organization = ?
        AND (? = '' OR d.udid = ?)
        AND (? = '' OR d.effective = ?)
        AND (? = '' OR d.platform = ?)
        AND (? = '' OR d.platform_version = ?)
        AND (lower(d.name) GLOB ? OR lower(d.custom_name) GLOB ?)
        AND (? = '' OR EXISTS (SELECT 1 FROM lab_tag t
          WHERE t.device = d.id AND t.tag = ? AND t.person IN (0, ?)))
        AND (? = 0 OR EXISTS (SELECT 1 FROM lab_group_device g
          WHERE g.device = d.id AND g.group_id = ?))
        AND (? = 0 OR d.host = ?)
        AND (? = -1 OR (b.id IS NOT NULL) = ?)
        AND (? = -1 OR (d.effective = 'online' OR d.effective = 'utilizing') = ?)
        AND (? = -1 OR d.appium_disabled = ?)
      """;

  private DeviceSearchTable() {}

  /// Who searches, and when.
  record Seeker(OrganizationId organization, long person, Instant now) {}

  static long count(ReadTx tx, Seeker seeker, DeviceQuery query) {
    return tx.find(
            "SELECT count(*) " + WHERE, row -> row.longAt(1), parameters(seeker, query, 0, 0))
        .orElseThrow();
  }

  /// The numbers of at most `limit` devices after the first `offset`, in the order in which they
  /// were first seen.
  static List<Long> list(ReadTx tx, Seeker seeker, DeviceQuery query, Window window) {
    return tx.list(
        "SELECT d.id " + WHERE + " ORDER BY d.id LIMIT ? OFFSET ?",
        row -> row.longAt(1),
        parameters(seeker, query, window.limit(), window.offset()));
  }

  /// The numbers of the next devices in the same order. A status or a host that is asked for is
  /// said once more, alone, so that an index of it can be gone by.
  static List<Long> listAfter(ReadTx tx, Seeker seeker, DeviceQuery query, Part part) {
    List<Object> parameters = new ArrayList<>(List.of(parameters(seeker, query, 0, 0)));
    String narrower = "";
    if (!query.effective().isEmpty()) {
      narrower += " AND d.effective = ?";
      parameters.add(query.effective());
    }
    if (query.host() > 0) {
      narrower += " AND d.host = ?";
      parameters.add(query.host());
    }
    parameters.add(part.after());
    parameters.add(part.limit());
    return tx.list(
        "SELECT d.id " + WHERE + narrower + " AND d.id > ? ORDER BY d.id LIMIT ?",
        row -> row.longAt(1),
        parameters.toArray());
  }

  /// At most `limit` after the device with that number.
  record Part(long after, int limit) {}

  /// A part of a list.
  record Window(long offset, int limit) {}

  private static Object[] parameters(Seeker seeker, DeviceQuery query, int limit, long offset) {
    Object[] conditions = {
      seeker.now(),
      seeker.organization().value(),
      query.udid(),
      query.udid(),
      query.effective(),
      query.effective(),
      query.platform(),
      query.platform(),
      query.version(),
      query.version(),
      query.glob(),
      query.glob(),
      query.tag(),
      query.tag(),
      seeker.person(),
      query.group(),
      query.group(),
      query.host(),
      query.host(),
      query.booked().number(),
      query.booked().number(),
      query.online().number(),
      query.online().number(),
      query.appiumDisabled().number(),
      query.appiumDisabled().number(),
    };
    if (limit == 0) {
      return conditions;
    }
    Object[] all = Arrays.copyOf(conditions, conditions.length + 2);
    all[conditions.length] = limit;
    all[conditions.length + 1] = offset;
    return all;
  }
}
