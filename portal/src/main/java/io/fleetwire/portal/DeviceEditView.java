package io.fleetwire.portal;

import io.fleetwire.lab.DeviceFacts;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The forms of one device. `belongs` are the teams and bundles that it is in.
record DeviceEditView(DeviceRow row, Fields fields, List<Belongs> belongs, List<Choice> choices) {
  DeviceEditView {
    belongs = List.copyOf(belongs);
    choices = List.copyOf(choices);
  }

  /// A team or bundle that it is in. `choice` is what a form sends to take it out, or empty when
  /// whoever looks may not.
  record Belongs(String label, String path, String choice) {
    static Belongs of(Group group, boolean mayChange) {
      Choice choice = GroupChoice.of(group);
      return new Belongs(
          choice.label(),
          GroupView.place(group.kind()).path() + "/" + group.id(),
          mayChange ? choice.value() : "");
    }
  }

  /// What the forms have before anybody types.
  static Map<String, String> values(DeviceView view) {
    DeviceFacts facts = view.device().facts();
    Map<String, String> values = new HashMap<>();
    values.put("name", facts.customName());
    values.put("tags", String.join(" ", view.tags()));
    values.put("personalTags", String.join(" ", view.personalTags()));
    values.put("favorite", view.favorite() ? "on" : "");
    values.put("hosting", view.device().hosting().code());
    values.put("hidden", facts.hidden() ? "on" : "");
    values.put("appiumDisabled", facts.appiumDisabled() ? "on" : "");
    values.put("forcedOffline", view.device().standing().forcedOffline() ? "on" : "");
    values.put("group", "");
    return values;
  }

  String path() {
    return row.path();
  }

  Question deletion() {
    return new Question(
        "delete-device",
        "Remove device",
        "Remove “"
            + row.name()
            + "” from the lab, with its history? Nobody is told but those who"
            + " ask for that. If it still hangs on a host, the next report brings it back.",
        "Remove",
        path() + "/delete",
        path() + "/edit");
  }
}
