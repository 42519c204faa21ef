package io.fleetwire.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says how declarations are, in Apple's words: which are valid, which are active, and why not.
/// Pure.
final class DeclarationStatus {
  private static final String SUBSCRIPTIONS =
      "com.apple.configuration.management.status-subscriptions";
  private static final String NEVER = "FALSEPREDICATE";

  private final DeclarationBook book;
  private final AppleFacts facts;

  DeclarationStatus(DeclarationBook book, AppleFacts facts) {
    this.book = book;
    this.facts = facts;
  }

  /// A report, and what the management knows when it has taken it.
  record Report(ObjectNode json, Map<DeclarationKey, JsonNode> states) {
    Report {
      states = Map.copyOf(states);
    }
  }

  /// All there is to say the first time, and later what is news.
  Report report() {
    boolean full = !book.isIntroduced();
    Map<DeclarationKey, JsonNode> states = states();
    ObjectNode lists = Json.object();
    for (DeclarationKind kind : DeclarationKind.values()) {
      ArrayNode list = Json.MAPPER.createArrayNode();
      states.forEach(
          (key, state) -> {
            if (key.kind() == kind && (full || book.isNews(key, state))) {
              list.add(state);
            }
          });
      lists.set(kind.status(), list);
    }
    ObjectNode management = Json.object();
    management.set("declarations", lists);
    if (full) {
      management.set("client-capabilities", capabilities());
    }
    ObjectNode items = Json.object();
    ArrayNode errors = Json.MAPPER.createArrayNode();
    subscribed().forEach(name -> subscribe(items, errors, name));
    items.set("management", management);
    ObjectNode report = Json.object();
    report.set("StatusItems", items);
    report.set("Errors", errors);
    report.put("FullReport", full);
    return new Report(report, states);
  }

  private Map<DeclarationKey, JsonNode> states() {
    Set<String> active = activeConfigurations();
    Map<DeclarationKey, JsonNode> states = new LinkedHashMap<>();
    for (Declaration declaration : book.all()) {
      states.put(declaration.key(), state(declaration, active));
    }
    return states;
  }

  private ObjectNode state(Declaration declaration, Set<String> active) {
    List<String> reasons = new ArrayList<>();
    findFault(declaration).ifPresent(reasons::add);
    boolean valid = reasons.isEmpty();
    boolean on =
        valid
            && switch (declaration.key().kind()) {
              case ACTIVATION -> isOn(declaration);
              case CONFIGURATION -> active.contains(declaration.key().identifier());
              case ASSET, MANAGEMENT -> true;
            };
    if (valid && !on) {
      reasons.add(
          declaration.key().kind() == DeclarationKind.CONFIGURATION
              ? "Info.NotReferencedByActivation"
              : "Info.PredicateFailed");
    }
    ObjectNode state =
        Json.object()
            .put("identifier", declaration.key().identifier())
            .put("server-token", declaration.serverToken())
            .put("active", on)
            .put("valid", valid ? "valid" : "invalid");
    if (!reasons.isEmpty()) {
      ArrayNode list = state.putArray("reasons");
      reasons.forEach(code -> list.add(reason(code, declaration)));
    }
    return state;
  }

  private static ObjectNode reason(String code, Declaration declaration) {
    ObjectNode reason = Json.object().put("code", code);
    reason.put("description", declaration.type() + ": " + code.replaceFirst("^\\w+\\.", ""));
    reason.putObject("details").put("Identifier", declaration.key().identifier());
    return reason;
  }

  /// Apple's code for what is wrong with a declaration.
  private Optional<String> findFault(Declaration declaration) {
    DeclarationKind kind = declaration.key().kind();
    if (!declaration.type().startsWith("com.apple." + kind.word() + ".")) {
      return Optional.of("Error.UnknownDeclarationType");
    }
    Optional<String> trouble = book.findTrouble(declaration.key());
    if (trouble.isPresent()) {
      return trouble;
    }
    return switch (kind) {
      case ACTIVATION ->
          references(declaration).stream().allMatch(this::isConfiguration)
              ? Optional.empty()
              : Optional.of("Error.MissingConfigurations");
      case CONFIGURATION ->
          assets(declaration.payload()).stream().allMatch(this::isGoodAsset)
              ? Optional.empty()
              : Optional.of("Error.MissingAssets");
      case ASSET, MANAGEMENT -> Optional.empty();
    };
  }

  private boolean isConfiguration(String identifier) {
    return book.find(new DeclarationKey(DeclarationKind.CONFIGURATION, identifier)).isPresent();
  }

  private boolean isGoodAsset(String identifier) {
    DeclarationKey key = new DeclarationKey(DeclarationKind.ASSET, identifier);
    return book.find(key).isPresent() && book.findTrouble(key).isEmpty();
  }

  private Set<String> activeConfigurations() {
    Set<String> active = new HashSet<>();
    for (Declaration declaration : book.all()) {
      if (declaration.key().kind() == DeclarationKind.ACTIVATION
          && isOn(declaration)
          && findFault(declaration).isEmpty()) {
        active.addAll(references(declaration));
      }
    }
    return active;
  }

  /// A device cannot judge predicates here: all but the one that is never true hold.
  private static boolean isOn(Declaration activation) {
    return !Json.text(activation.payload(), "Predicate").equals(Optional.of(NEVER));
  }

  private static List<String> references(Declaration activation) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : activation.payload().path("StandardConfigurations").values()) {
      names.add(name.asString(""));
    }
    return names;
  }

  private static List<String> assets(JsonNode payload) {
    List<String> names = new ArrayList<>();
    payload
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().endsWith("AssetReference") && entry.getValue().isString()) {
                names.add(entry.getValue().stringValue());
              }
            });
    return names;
  }

  private Set<String> subscribed() {
    Set<String> names = new TreeSet<>();
    Set<String> active = activeConfigurations();
    for (Declaration declaration : book.all()) {
      if (declaration.type().equals(SUBSCRIPTIONS)
          && active.contains(declaration.key().identifier())) {
        for (JsonNode item : declaration.payload().path("StatusItems").values()) {
          Json.text(item, "Name").ifPresent(names::add);
        }
      }
    }
    return names;
  }

  private void subscribe(ObjectNode items, ArrayNode errors, String name) {
    Optional<String> value = value(name);
    if (value.isEmpty()) {
      ObjectNode error = errors.addObject().put("StatusItem", name);
      error
          .putArray("Reasons")
          .addObject()
          .put("Code", "Error.StatusItemNotSupported")
          .put("Description", "The status item is not supported.");
      return;
    }
    String[] steps = name.split("\\.");
    ObjectNode place = items;
    for (int i = 0; i < steps.length - 1; i++) {
      place = place.withObjectProperty(steps[i]);
    }
    place.put(steps[steps.length - 1], value.get());
  }

  private Optional<String> value(String statusItem) {
    return switch (statusItem) {
      case "device.identifier.serial-number" -> Optional.of(facts.ids().serial());
      case "device.identifier.udid" -> Optional.of(facts.ids().udid());
      case "device.model.family" -> Optional.of(facts.model().name());
      case "device.model.identifier" -> Optional.of(facts.model().product());
      case "device.operating-system.version" -> Optional.of(facts.model().osVersion());
      case "device.operating-system.build-version" -> Optional.of(facts.model().build());
      case "device.operating-system.family" -> Optional.of(facts.kind().isMac() ? "macOS" : "iOS");
      default -> Optional.empty();
    };
  }

  private static ObjectNode capabilities() {
    ObjectNode capabilities = Json.object();
    capabilities.putArray("supported-versions").add("1.0.0");
    capabilities.putObject("supported-features");
    ObjectNode payloads = capabilities.putObject("supported-payloads");
    ObjectNode declarations = payloads.putObject("declarations");
    declarations.putArray("activations").add("com.apple.activation.simple");
    declarations.putArray("assets").add("com.apple.asset.data");
    declarations
        .putArray("configurations")
        .add("com.apple.configuration.management.test")
        .add("com.apple.configuration.passcode.settings")
        .add(SUBSCRIPTIONS);
    declarations
        .putArray("management")
        .add("com.apple.management.organization-info")
        .add("com.apple.management.properties");
    payloads.putArray("status-items").add("device.operating-system.version");
    return capabilities;
  }
}
