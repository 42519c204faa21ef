package io.fleetwire.agent;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// What an operator has chosen. Immutable.
///
/// @param server where the server answers, without a path
/// @param login whose key it is: an email address or a user name
/// @param host under which name the lab knows this machine
/// @param adb the adb server, if there are Android devices; at most one
/// @param usbmuxd the usbmuxd, if there are iOS devices; at most one
/// @param folder where the journal is
/// @param reportsMax how many reports the journal may hold
public record AgentSettings(
    URI server,
    String login,
    Secret key,
    String host,
    List<DaemonAddress> adb,
    List<DaemonAddress> usbmuxd,
    Path folder,
    int reportsMax) {
  public AgentSettings {
    adb = List.copyOf(adb);
    usbmuxd = List.copyOf(usbmuxd);
    Must.hold(adb.size() <= 1 && usbmuxd.size() <= 1, "one daemon of a kind");
    Must.hold(reportsMax >= 1, "room for a report");
  }
}
