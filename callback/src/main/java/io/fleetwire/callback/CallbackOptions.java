package io.fleetwire.callback;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Secret;
import java.util.ArrayList;
import java.util.List;

/// What the requests to one endpoint wear besides what their dialect says. Immutable; may hold what
/// {@link #faults} complains about until it is saved.
///
/// @param headers the customer's own, sent as they are
/// @param announcesOrigin whether requests name this server in `WebHook-Request-Origin`, as a
///   receiver that gave its consent may expect (CloudEvents web hooks, section 4.1.2)
public record CallbackOptions(
    List<Header> headers, Authentication authentication, boolean announcesOrigin) {
  /// What an endpoint has that nobody gave options to.
  public static final CallbackOptions NONE =
      new CallbackOptions(List.of(), new Authentication.None(), false);

  public CallbackOptions {
    headers = List.copyOf(headers);
  }

  CallbackOptions withHeaders(List<Header> others) {
    return new CallbackOptions(others, authentication, announcesOrigin);
  }

  public CallbackOptions withAuthentication(Authentication other) {
    return new CallbackOptions(headers, other, announcesOrigin);
  }

  public CallbackOptions withOrigin(boolean announces) {
    return new CallbackOptions(headers, authentication, announces);
  }

  /// Everything that is wrong with them; options without a fault can be saved. `rule` says which
  /// addresses must not be in them.
  public List<OptionsFault> faults(AddressRule rule) {
    List<OptionsFault> faults = new ArrayList<>(CustomHeaders.faults(headers));
    faults.addAll(AuthenticationRules.faults(authentication, rule));
    if (authentication instanceof Authentication.ApiKeyHeader(String name, Secret _)
        && headers.stream().anyMatch(header -> header.isNamed(name))) {
      faults.add(new OptionsFault("/authentication/name", "is a name that /headers has, too"));
    }
    return faults;
  }
}
