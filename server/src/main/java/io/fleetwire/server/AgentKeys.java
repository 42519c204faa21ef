package io.fleetwire.server;

import io.fleetwire.agent.DaemonAddress;
import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.web.ListenAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The settings of an agent, a part of {@link Keys}. A server does without them.
final class AgentKeys {
  private static final Kind<String> NAME =
      new Kind<>("a name of at most 100 letters, or nothing", AgentKeys::name);

  private static final Kind<List<DaemonAddress>> DAEMON =
      new Kind<>("HOST:PORT, the path of a socket, or nothing", AgentKeys::daemon);

  static final Key<List<URI>> SERVER =
      new Key<>(
          "agent.server",
          Kinds.BASE_URL,
          "",
          "For `fleetwire agent`: the server that it reports to, such as"
              + " `https://fleet.example.com`. A server does without this whole section.");

  static final Key<String> LOGIN =
      new Key<>(
          "agent.login",
          NAME,
          "",
          "The email address or user name of whoever reports; the role needs"
              + " `lab.report_devices`.");

  static final Key<List<Path>> KEY_FILE =
      new Key<>(
          "agent.key-file",
          Kinds.OPTIONAL_PATH,
          "",
          "A file that holds that person's API key and nothing else, for nobody but the agent to"
              + " read.");

  static final Key<String> HOST =
      new Key<>("agent.host", NAME, "", "Under which name the lab knows this machine.");

  static final Key<List<DaemonAddress>> ADB =
      new Key<>(
          "agent.adb",
          DAEMON,
          "127.0.0.1:5037",
          "Where the adb server listens that knows the Android devices. Nothing where there are"
              + " none.");

  static final Key<List<DaemonAddress>> USBMUXD =
      new Key<>(
          "agent.usbmuxd",
          DAEMON,
          "/var/run/usbmuxd",
          "Where the usbmuxd listens that knows the iOS devices. Nothing where there are none. At"
              + " its start an agent tells the server once which devices there are, and that there"
              + " are no others; it does so when it has heard of all daemons that are set.");

  static final Key<Path> DATA_DIR =
      new Key<>(
          "agent.data-dir",
          Kinds.PATH,
          "agent-data",
          "Where the agent keeps what the server has not taken yet. One folder, one agent.");

  static final Key<Integer> REPORTS_MAX =
      new Key<>(
          "agent.reports-max",
          Kinds.integer(1_000, 10_000_000),
          "100000",
          "How many changes are kept while the server is away, about 250 bytes each. Beyond,"
              + " changes of a device that were followed by others of it are dropped, the oldest"
              + " first.");

  static final List<Key<?>> ALL =
      List.of(SERVER, LOGIN, KEY_FILE, HOST, ADB, USBMUXD, DATA_DIR, REPORTS_MAX);

  private AgentKeys() {}

  private static String name(String text) throws BadSetting {
    if (text.codePointCount(0, text.length()) > 100) {
      throw new BadSetting("write " + NAME.form());
    }
    return text;
  }

  private static List<DaemonAddress> daemon(String text) throws BadSetting {
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.startsWith("/")) {
      return List.of(new DaemonAddress.Unix(Kinds.PATH.read(text)));
    }
    ListenAddress address = Kinds.LISTEN.read(text);
    return List.of(new DaemonAddress.Tcp(address.host(), address.port()));
  }
}
