package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Searches in the table `lab_device` and those around it.
///
/// A query names only what is wanted, so that the database can go by the index of a status, a host,
/// a tag, a team or the bookings. Parts of words alone have to be looked for in all devices, in an
/// index that has nothing else.
final class DeviceSearchTable {
  private DeviceSearchTable() {}

  /// Who searches, and when; `ofTheirTeams` is whether they want what their own teams have, as far
  /// as those are not disabled.
  record Seeker(OrganizationId organization, long person, Instant now, boolean ofTheirTeams) {
    Seeker(OrganizationId organization, long person, Instant now) {
      this(organization, person, now, false);
    }

    Seeker inTheirTeams() {
      return new Seeker(organization, person, now, true);
    }
  }

  static long count(ReadTx tx, Seeker seeker, DeviceQuery query) {
    Search search = Search.own(seeker, query);
    return tx.find(
            "SELECT count(*) " + search.where, row -> row.longAt(1), search.parameters.toArray())
        .orElseThrow();
  }

  /// The numbers of at most `limit` devices after the first `offset`, in the order in which they
  /// were first seen.
  static List<Long> list(ReadTx tx, Seeker seeker, DeviceQuery query, Window window) {
    Search search = Search.own(seeker, query);
    search.parameters.add(window.limit());
    search.parameters.add(window.offset());
    return ids(tx, search, " ORDER BY d.id LIMIT ? OFFSET ?");
  }

  /// The numbers of the next devices in the same order.
  static List<Long> listAfter(ReadTx tx, Seeker seeker, DeviceQuery query, Part part) {
    Search search = Search.own(seeker, query);
    search.and("d.id > ?", part.after());
    search.parameters.add(part.limit());
    return ids(tx, search, " ORDER BY d.id LIMIT ?");
  }

  /// At most `limit` devices of other organizations that all share.
  static List<Long> listShared(ReadTx tx, Seeker seeker, DeviceQuery query, int limit) {
    Search search = Search.shared(seeker, query);
    search.parameters.add(limit);
    return ids(tx, search, " ORDER BY d.id LIMIT ?");
  }

  private static List<Long> ids(ReadTx tx, Search search, String end) {
    return tx.list(
        "SELECT d.id " + search.where + end, row -> row.longAt(1), search.parameters.toArray());
  }

  /// At most `limit` after the device with that number.
  record Part(long after, int limit) {}

  /// A part of a list.
  record Window(long offset, int limit) {}

  /// The conditions of one search, and what fills their places.
  private static final class Search {
    private final StringBuilder where = new StringBuilder("FROM lab_device d WHERE ");
    private final List<Object> parameters = new ArrayList<>();

    static Search own(Seeker seeker, DeviceQuery query) {
      Search search = new Search();
      search.where.append("d.organization = ?");
      search.parameters.add(seeker.organization().value());
      if (seeker.ofTheirTeams()) {
        search.and("d.id IN " + OF_TEAMS, seeker.person());
      }
      search.add(query, seeker);
      return search;
    }

    static Search shared(Seeker seeker, DeviceQuery query) {
      Search search = new Search();
      search.where.append("d.hosting = 'public' AND d.organization <> ?");
      search.parameters.add(seeker.organization().value());
      search.add(query, seeker);
      return search;
    }

    private void add(DeviceQuery query, Seeker seeker) {
      andText("d.udid = ?", query.udid());
      andText("d.effective = ?", query.effective());
      andText("d.platform = ?", query.platform());
      andText("d.platform_version = ?", query.version());
      if (!query.names().isEmpty()) {
        String places = String.join(", ", Collections.nCopies(query.names().size(), "?"));
        and("d.name IN (" + places + ")", query.names().toArray());
      }
      if (!query.pattern().isEmpty()) {
        and(
            "(lower(d.name) LIKE ? ESCAPE '\\' OR lower(d.custom_name) LIKE ? ESCAPE '\\')",
            query.pattern(),
            query.pattern());
      }
      if (!query.anywhere().isEmpty()) {
        and("d.words LIKE ? ESCAPE '\\'", query.anywhere());
      }
      // Where words are looked for, few devices are left to ask for the rest.
      boolean few = !query.pattern().isEmpty() || !query.anywhere().isEmpty();
      if (!query.tag().isEmpty()) {
        and(
            isIn(few, "SELECT device FROM lab_tag WHERE person IN (0, ?) AND tag = ?"),
            seeker.person(),
            query.tag());
      }
      if (query.group() > 0) {
        and(isIn(few, "SELECT device FROM lab_group_device WHERE group_id = ?"), query.group());
      }
      if (query.host() > 0) {
        and("d.host = ?", query.host());
      }
      switch (query.booked()) {
        case EITHER -> {}
        case YES -> and("d.id IN " + BOOKED, seeker.organization().value(), seeker.now());
        case NO -> and("d.id NOT IN " + BOOKED, seeker.organization().value(), seeker.now());
      }
      switch (query.online()) {
        case EITHER -> {}
        case YES -> and("d.effective IN ('online', 'utilizing')");
        case NO -> and("d.effective NOT IN ('online', 'utilizing')");
      }
      switch (query.appiumDisabled()) {
        case EITHER -> {}
        case YES, NO -> and("d.appium_disabled = ?", query.appiumDisabled().number());
      }
    }

    private static final String OF_TEAMS =
        """
        (SELECT of_group.device
          FROM lab_group_member member
          JOIN lab_group team ON team.id = member.group_id AND team.enabled = 1
          JOIN lab_group_device of_group ON of_group.group_id = team.id
          WHERE member.person = ?)
        """;

    private static final String BOOKED =
        """
        (SELECT device FROM lab_booking
          WHERE organization = ? AND (ends_at IS NULL OR ends_at > ?))
        """;

    /// That the device is among those that `select` selects: asked of each device, or going by
    /// their list.
    private static String isIn(boolean ofEach, String select) {
      return ofEach ? "EXISTS (" + select + " AND device = d.id)" : "d.id IN (" + select + ")";
    }

    private void andText(String condition, String wanted) {
      if (!wanted.isEmpty()) {
        and(condition, wanted);
      }
    }

    void and(String condition, Object... values) {
      where.append(" AND ").append(condition);
      parameters.addAll(List.of(values));
    }
  }
}
