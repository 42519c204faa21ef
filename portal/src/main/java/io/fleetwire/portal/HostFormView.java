package io.fleetwire.portal;

import io.fleetwire.lab.Host;
import java.util.List;
import java.util.Map;

/// The form of a host, which is 0 while it is new.
record HostFormView(long id, String savedName, Fields fields) {
  static final List<Choice> HOSTINGS =
      List.of(
          new Choice("local", "Local: in your own network"),
          new Choice("private", "Private: hosted for you alone"),
          new Choice("public", "Public: shared by all organizations, and never told of"));

  static HostFormView blank(Fields fields) {
    return new HostFormView(0, "", fields);
  }

  static HostFormView of(Host host) {
    return of(host, Fields.of(Map.of("name", host.name(), "hosting", host.hosting().code())));
  }

  static HostFormView of(Host host, Fields fields) {
    return new HostFormView(host.id(), host.name(), fields);
  }

  boolean isNew() {
    return id == 0;
  }

  String title() {
    return isNew() ? "Create host" : savedName;
  }

  String path() {
    return Place.HOSTS.path() + "/" + (isNew() ? "new" : id);
  }

  Question deletion() {
    return new Question(
        "delete-host",
        "Delete host",
        "Delete “"
            + savedName
            + "”? Its devices stay as they were last, on no host. If its agent"
            + " still runs, its next report makes the host again.",
        "Delete",
        path() + "/delete",
        path());
  }
}
