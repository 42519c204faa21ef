package io.fleetwire.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where the lab's server is, and who reports there: somebody with `lab.report_devices`, by an API
/// key. Prints no key.
public record LabAccess(URI server, String login, String key) {

  /// By HTTP Basic.
  String authorization() {
    String pair = login + ":" + key;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /// The address of `path` there.
  URI at(String path) {
    return URI.create(server.toString().replaceAll("/+$", "") + path);
  }

  @Override
  public String toString() {
    return login + " at " + server;
  }
}
