package io.fleetwire.portal;

import io.fleetwire.lab.Activity;
import io.fleetwire.lab.Webhook;
import java.util.List;
import java.util.stream.Stream;

/// The page that makes or changes a webhook. `id` is 0 and `savedName` empty for a new one.
record WebhookFormView(long id, String savedName, Fields fields) {
  /// In the order of the vendor's form.
  private static final List<Activity> VENDOR =
      List.of(Activity.OFFLINE, Activity.ONLINE, Activity.UNPLUGGED, Activity.UTILIZING);

  private static final List<String> OPTIONS =
      List.of(
          "offlineGraceSeconds",
          "flapLimit",
          "suppressHostDown",
          "template",
          "teams",
          "bundles",
          "tags",
          "hosts",
          "devices",
          "platform.Android",
          "platform.iOS");

  static WebhookFormView blank(Fields fields) {
    return new WebhookFormView(0, "", fields);
  }

  static WebhookFormView of(Webhook webhook, Fields fields) {
    return new WebhookFormView(webhook.id(), webhook.name(), fields);
  }

  WebhookFormView with(Fields other) {
    return new WebhookFormView(id, savedName, other);
  }

  boolean isNew() {
    return id == 0;
  }

  /// Keeps the stored name while the field is being changed.
  String title() {
    return "Webhooks : " + (isNew() ? "Create New Webhook" : savedName);
  }

  String path() {
    return WebhookArea.ALL + "/" + (isNew() ? "new" : id);
  }

  Question deletion() {
    return WebhookRow.deletion(id, savedName);
  }

  /// A switch of the form.
  record Toggle(String field, String label, boolean on) {}

  List<Toggle> toggles() {
    return VENDOR.stream().map(this::toggle).toList();
  }

  /// What the vendor does not tell.
  List<Toggle> moreToggles() {
    return Activity.ALL.stream().filter(a -> !VENDOR.contains(a)).map(this::toggle).toList();
  }

  private Toggle toggle(Activity activity) {
    String field = WebhookForm.EVENT + activity.type().name();
    return new Toggle(field, activity.description(), fields.isOn(field));
  }

  /// Whether something beyond the vendor's form is set or faulty, so that it must be seen.
  boolean isMoreOpen() {
    boolean set =
        OPTIONS.stream().anyMatch(fields::isOn)
            || moreToggles().stream().anyMatch(Toggle::on)
            || !List.of("", "standard").contains(fields.value("format"));
    boolean faulty =
        Stream.concat(OPTIONS.stream(), Stream.of("flapWindowSeconds", "format"))
            .anyMatch(name -> !fields.fault(name).isEmpty());
    return set || faulty;
  }
}
