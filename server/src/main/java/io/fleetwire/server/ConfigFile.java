package io.fleetwire.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Reads the configuration file (TOML 1.0). Tables become the sections of keys: `listen` under
/// `[server]` is `server.listen`.
final class ConfigFile {
  /// A configuration is a page or two.
  private static final long BYTES_MAX = 1 << 20;

  private final Path file;
  private final List<Layer.Entry> entries = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private ConfigFile(Path file) {
    this.file = file;
  }

  static Layer read(Path file) {
    ConfigFile reading = new ConfigFile(file);
    try {
      if (Files.size(file) > BYTES_MAX) {
        reading.fault("is larger than 1 MiB; is it the right file?");
      } else {
        reading.addAll("", TomlMapper.shared().readTree(Files.readString(file)));
      }
    } catch (NoSuchFileException _) {
      reading.fault("does not exist");
    } catch (IOException e) {
      reading.fault("cannot be read: " + FileFault.words(e));
    } catch (JacksonException e) {
      reading.fault("is not TOML: " + place(e) + e.getOriginalMessage());
    }
    return new Layer(reading.entries, reading.faults);
  }

  private void addAll(String prefix, JsonNode table) {
    for (Map.Entry<String, JsonNode> member : table.properties()) {
      add(prefix + member.getKey(), member.getValue());
    }
  }

  private void add(String key, JsonNode value) {
    if (value.isObject()) {
      addAll(key + ".", value);
    } else if (value.isArray()) {
      addList(key, value);
    } else if (value.isString() || value.isIntegralNumber() || value.isBoolean()) {
      entries.add(new Layer.Entry(key, value.asString(), file.toString()));
    } else {
      fault("has a value for " + key + " that no setting takes: " + value);
    }
  }

  private void addList(String key, JsonNode list) {
    boolean plain =
        list.values().stream()
            .allMatch(value -> value.isString() && value.stringValue().indexOf(',') < 0);
    if (plain) {
      String joined =
          list.values().stream().map(JsonNode::stringValue).collect(Collectors.joining(","));
      entries.add(new Layer.Entry(key, joined, file.toString()));
    } else {
      fault("has a list for " + key + " of other things than strings without commas");
    }
  }

  private void fault(String what) {
    faults.add(file + " " + what);
  }

  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() <= 0
        ? ""
        : "line " + location.getLineNr() + ": ";
  }
}
