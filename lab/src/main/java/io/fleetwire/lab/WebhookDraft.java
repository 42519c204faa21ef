package io.fleetwire.lab;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.web.JsonBody;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a caller wants a webhook to be: the body of POST and PUT. Lengths count code points, so
/// that an emoji is one character, as it is to whoever types it. Immutable.
public record WebhookDraft(
    String name,
    String url,
    String description,
    List<Activity> activities,
    WebhookOptions options) {
  static final int NAME_LENGTH_MAX = 50;
  static final int URL_LENGTH_MAX = 512;
  static final int DESCRIPTION_LENGTH_MAX = 512;

  private static final Set<String> MEMBERS = members();

  public WebhookDraft {
    activities = List.copyOf(activities);
  }

  /// Reads a body and notes its faults there: the draft may be used only after {@link
  /// JsonBody#check}. Members that nobody knows are faults: whoever misspells a wish must not
  /// believe that it was granted. `rule` says what must not be called.
  static WebhookDraft read(JsonBody body, AddressRule rule) {
    body.refuseOthers(MEMBERS);
    String name = LabBody.line(body, "name", NAME_LENGTH_MAX);
    String url = body.string("url");
    if (body.node("url").isString()) {
      faultOfUrl(url, rule).ifPresent(fault -> body.fault("url", fault));
    }
    String description = body.findString("description").orElse("");
    faultOfDescription(description).ifPresent(fault -> body.fault("description", fault));
    return new WebhookDraft(name, url, description, activities(body), WebhookOptions.read(body));
  }

  /// The same, about what is called otherwise now.
  WebhookDraft retagged(String from, String to) {
    return new WebhookDraft(name, url, description, activities, options.retagged(from, to));
  }

  private static Set<String> members() {
    Set<String> members = new HashSet<>(WebhookOptions.MEMBERS);
    members.addAll(Set.of("name", "url", "description", "events"));
    return Set.copyOf(members);
  }

  /// A fragment is accepted, as the vendor's form accepts it, and not sent.
  private static Optional<String> faultOfUrl(String url, AddressRule rule) {
    Optional<String> tooLong = tooLong(url, URL_LENGTH_MAX);
    if (tooLong.isPresent()) {
      return tooLong;
    }
    int fragment = url.indexOf('#');
    String sent = fragment < 0 ? url : url.substring(0, fragment);
    return switch (CallbackUrl.check(sent, rule)) {
      case CallbackUrl.Fit _ -> Optional.empty();
      case CallbackUrl.Unfit(String reason) -> Optional.of("the URL " + reason);
    };
  }

  private static Optional<String> faultOfDescription(String description) {
    boolean strange =
        description.chars().anyMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0);
    return strange
        ? Optional.of("must not have control characters but line ends and tabs")
        : tooLong(description, DESCRIPTION_LENGTH_MAX);
  }

  private static Optional<String> tooLong(String text, int max) {
    int length = text.codePointCount(0, text.length());
    return length <= max
        ? Optional.empty()
        : Optional.of("at most " + max + " characters, not " + length);
  }

  private static List<Activity> activities(JsonBody body) {
    // Twice the list leaves room for one that is named twice, which gets a better message.
    List<String> names = body.strings("events", 2 * Activity.ALL.size());
    Set<Activity> found = EnumSet.noneOf(Activity.class);
    for (int i = 0; i < names.size(); i++) {
      String field = "events";
      Optional<Activity> activity = Activity.find(names.get(i));
      if (activity.isEmpty()) {
        body.fault(
            field, "there is no event " + LabBody.shown(names.get(i)) + "; there are " + known());
      } else if (!found.add(activity.get())) {
        body.fault(field, activity.get().type() + " is named more than once");
      }
    }
    return new ArrayList<>(found);
  }

  private static String known() {
    return String.join(", ", Activity.ALL.stream().map(a -> a.type().name()).toList());
  }
}
