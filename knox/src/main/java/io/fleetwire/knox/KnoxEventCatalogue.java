package io.fleetwire.knox;

import io.fleetwire.access.Scope;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Must;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The events that can be subscribed and published, in the order of the resource `events.json`:
/// they are data, so that a new one needs a line and no code. Immutable.
///
/// Facts: the vendor's webhook tutorials and its page of OAuth scopes (contract 1.6).
public final class KnoxEventCatalogue {
  /// A name goes into callbacks and headers as it is, so nothing in it may need escaping.
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{2,63}");

  private final Map<EventType, CatalogueEvent> byType;

  private KnoxEventCatalogue(Map<EventType, CatalogueEvent> byType) {
    this.byType = Collections.unmodifiableMap(byType);
  }

  /// The catalogue that is shipped.
  static KnoxEventCatalogue shipped() {
    try (InputStream in = KnoxEventCatalogue.class.getResourceAsStream("events.json")) {
      if (in == null) {
        throw new AssertionError("the resource events.json is missing");
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KnoxEventCatalogue read(byte[] json) {
    Map<EventType, CatalogueEvent> byType = new LinkedHashMap<>();
    for (JsonNode line : KnoxJson.MAPPER.readTree(json)) {
      CatalogueEvent event = event(line);
      Must.hold(NAME.matcher(event.type().name()).matches(), "an event has a name in capitals");
      Must.hold(byType.put(event.type(), event) == null, "the catalogue names an event once");
    }
    Must.hold(!byType.isEmpty(), "the catalogue has events");
    return new KnoxEventCatalogue(byType);
  }

  /// All events, in the catalogue's order.
  public List<CatalogueEvent> all() {
    return List.copyOf(byType.values());
  }

  /// The event of that name, if there is one.
  public Optional<CatalogueEvent> find(String name) {
    return NAME.matcher(name).matches()
        ? Optional.ofNullable(byType.get(new EventType(name)))
        : Optional.empty();
  }

  int size() {
    return byType.size();
  }

  private static CatalogueEvent event(JsonNode line) {
    List<Scope> scopes = new ArrayList<>();
    line.required("scopes").forEach(scope -> scopes.add(new Scope(scope.stringValue())));
    return new CatalogueEvent(
        new EventType(line.required("name").stringValue()),
        line.required("service").stringValue(),
        line.required("meaning").stringValue(),
        line.required("since").stringValue(),
        scopes);
  }
}
