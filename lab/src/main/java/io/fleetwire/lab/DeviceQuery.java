package io.fleetwire.lab;

import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which devices are wanted. What is empty or 0 wants all. `names` are official ones, of which a
/// device must have one; `pattern` is for either name, `anywhere` for the UDID, too ({@link
/// #pattern}). Immutable.
public record DeviceQuery(
    String udid,
    String effective,
    String platform,
    String version,
    Set<String> names,
    String pattern,
    String anywhere,
    String tag,
    long group,
    long host,
    Flag booked,
    Flag online,
    Flag appiumDisabled) {
  /// More names than anybody lists in an address.
  private static final int NAMES_MAX = 100;

  public DeviceQuery {
    names = Set.copyOf(names);
  }

  /// Those of a team or bundle.
  public static DeviceQuery ofGroup(long group) {
    return new DeviceQuery(
        "", "", "", "", Set.of(), "", "", "", group, 0, Flag.EITHER, Flag.EITHER, Flag.EITHER);
  }

  /// Those that have `text` in one of their names or their UDID.
  public static DeviceQuery having(String text) {
    return new DeviceQuery(
        "",
        "",
        "",
        "",
        Set.of(),
        "",
        pattern("*" + text + "*"),
        "",
        0,
        0,
        Flag.EITHER,
        Flag.EITHER,
        Flag.EITHER);
  }

  /// Yes, no, or never mind: 1, 0 and -1 in the database.
  public enum Flag {
    YES(1),
    NO(0),
    EITHER(-1);

    private final int number;

    Flag(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /// The parameters of `/v1/devices`: `deviceName` is one name, or several with commas between
  /// them.
  static DeviceQuery first(Request request) {
    Reader reader = new Reader(request);
    DeviceQuery query =
        new DeviceQuery(
            "",
            "",
            reader.platform("platformName"),
            reader.text("platformVersion"),
            reader.names("deviceName"),
            "",
            "",
            "",
            reader.group(),
            0,
            reader.flag("isBooked"),
            reader.flag("isOnline"),
            reader.flag("appiumDisabled"));
    reader.check();
    return query;
  }

  /// The parameters of `/v2/devices`.
  static DeviceQuery second(Request request) {
    Reader reader = new Reader(request);
    long team = reader.number("team");
    long bundle = reader.number("bundle");
    if (team > 0 && bundle > 0) {
      reader.fault("bundle", "ask for a team or for a bundle, not for both");
    }
    DeviceQuery query =
        new DeviceQuery(
            reader.text("udid"),
            reader.effective(),
            reader.platform("platform"),
            reader.text("version"),
            Set.of(),
            pattern(reader.text("deviceName")),
            "",
            reader.text("tag"),
            Math.max(team, bundle),
            reader.number("host"),
            reader.flag("booked"),
            reader.flag("online"),
            Flag.EITHER);
    reader.check();
    return query;
  }

  /// What finds a name like `text`, in which `*` is anything and the rest is itself, in any case of
  /// letters. Empty for an empty text.
  public static String pattern(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replace("\\", "\\\\")
        .replace("%", "\\%")
        .replace("_", "\\_")
        .replace("*", "%");
  }

  /// Reads parameters and collects what is wrong with them.
  private static final class Reader {
    private static final int LENGTH_MAX = 200;

    private final Request request;
    private final List<Problem.Fault> faults = new ArrayList<>();

    Reader(Request request) {
      this.request = request;
    }

    void fault(String name, String message) {
      faults.add(new Problem.Fault(name, message));
    }

    void check() {
      if (!faults.isEmpty()) {
        throw new ProblemException(new Problem.Invalid(faults));
      }
    }

    String text(String name) {
      String text = request.query(name).orElse("");
      if (text.length() > LENGTH_MAX) {
        fault(name, "at most " + LENGTH_MAX + " characters");
      }
      return text;
    }

    Set<String> names(String name) {
      String text = request.query(name).orElse("");
      Set<String> names = text.isEmpty() ? Set.of() : new HashSet<>(List.of(text.split(",")));
      if (names.size() > NAMES_MAX) {
        fault(name, "at most " + NAMES_MAX + " names");
      }
      return names;
    }

    Flag flag(String name) {
      return switch (request.query(name).orElse("")) {
        case "" -> Flag.EITHER;
        case "true" -> Flag.YES;
        case "false" -> Flag.NO;
        default -> {
          fault(name, "true or false");
          yield Flag.EITHER;
        }
      };
    }

    long number(String name) {
      String text = request.query(name).orElse("0");
      if (!text.matches("[0-9]{1,18}")) {
        fault(name, "a number");
        return 0;
      }
      return Long.parseLong(text);
    }

    /// The vendor's samples write it in two ways.
    long group() {
      return number(request.query("groupId").isPresent() ? "groupId" : "groupID");
    }

    String platform(String name) {
      String label = request.query(name).orElse("");
      Optional<Platform> platform = Platform.find(label);
      if (!label.isEmpty() && platform.isEmpty()) {
        fault(name, "Android or iOS");
      }
      return platform.map(Platform::code).orElse("");
    }

    String effective() {
      String code = request.query("status").orElse("");
      boolean known =
          code.isEmpty()
              || List.of(EffectiveStatus.values()).stream().anyMatch(s -> s.code().equals(code));
      if (!known) {
        fault("status", "online, offline, utilizing, unplugged or none");
      }
      return known ? code : "";
    }
  }
}
