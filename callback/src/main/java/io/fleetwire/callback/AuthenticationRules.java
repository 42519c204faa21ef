package io.fleetwire.callback;

import io.fleetwire.callback.Authentication.OAuth2ClientCredentials;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an authentication must look like to be saved. Pure.
final class AuthenticationRules {
  /// Longer ones are certificates or mistakes.
  private static final int NAME_CHARS_MAX = 1024;

  /// Fits into a header beside what else is sent.
  private static final int SECRET_CHARS_MAX = 4 * 1024;

  private AuthenticationRules() {}

  static List<OptionsFault> faults(Authentication authentication, AddressRule rule) {
    return switch (authentication) {
      case Authentication.None _ -> List.of();
      case Authentication.Basic(String user, Secret password) -> basic(user, password.reveal());
      case Authentication.Bearer(Secret token) ->
          list("token", faultOf(token.reveal(), SECRET_CHARS_MAX, '!'));
      case Authentication.ApiKeyHeader(String name, Secret value) -> {
        List<OptionsFault> faults = list("name", CustomHeaders.faultOfKeyName(name));
        faults.addAll(list("value", faultOf(value.reveal(), SECRET_CHARS_MAX, ' ')));
        faults.addAll(list("value", CustomHeaders.faultOfValue(value.reveal())));
        yield faults;
      }
      case OAuth2ClientCredentials credentials -> oauth2(credentials, rule);
      case Authentication.MutualTls(String chainPem, Secret keyPem) ->
          switch (PemIdentity.parse(chainPem, keyPem)) {
            case PemIdentity.Fit _ -> List.of();
            case PemIdentity.Unfit(String part, String reason) -> list(part, Optional.of(reason));
          };
    };
  }

  /// RFC 7617 section 2: no colon in the user, no control character anywhere.
  private static List<OptionsFault> basic(String user, String password) {
    List<OptionsFault> faults = new ArrayList<>();
    if (user.isEmpty() || user.length() > NAME_CHARS_MAX) {
      faults.addAll(list("user", Optional.of("has 1 to " + NAME_CHARS_MAX + " characters")));
    } else if (user.indexOf(':') >= 0 || hasControl(user)) {
      faults.addAll(list("user", Optional.of("has neither a colon nor a control character")));
    }
    if (password.length() > NAME_CHARS_MAX || hasControl(password)) {
      faults.addAll(
          list(
              "password",
              Optional.of(
                  "has up to " + NAME_CHARS_MAX + " characters, and no control character")));
    }
    return faults;
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  /// RFC 6749 appendix A.
  private static List<OptionsFault> oauth2(OAuth2ClientCredentials credentials, AddressRule rule) {
    List<OptionsFault> faults = new ArrayList<>();
    if (CallbackUrl.check(credentials.tokenUrl(), rule) instanceof CallbackUrl.Unfit unfit) {
      faults.addAll(list("token_url", Optional.of(unfit.reason())));
    }
    faults.addAll(list("client_id", faultOf(credentials.clientId(), NAME_CHARS_MAX, ' ')));
    faults.addAll(
        list("client_secret", faultOf(credentials.clientSecret().reveal(), NAME_CHARS_MAX, ' ')));
    boolean scoped =
        credentials.scope().length() <= NAME_CHARS_MAX
            && credentials.scope().matches("([!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*)?");
    if (!scoped) {
      faults.addAll(
          list("scope", Optional.of("is a list of scopes with one blank between them, or empty")));
    }
    return faults;
  }

  private static Optional<String> faultOf(String text, int charsMax, char lowest) {
    if (text.isEmpty() || text.length() > charsMax) {
      return Optional.of("has 1 to " + charsMax + " characters");
    }
    return text.chars().allMatch(c -> c >= lowest && c < 0x7f)
        ? Optional.empty()
        : Optional.of(
            "has printable ASCII characters only" + (lowest == ' ' ? "" : ", and no blank"));
  }

  private static List<OptionsFault> list(String part, Optional<String> message) {
    List<OptionsFault> faults = new ArrayList<>();
    message.ifPresent(it -> faults.add(new OptionsFault("/authentication/" + part, it)));
    return faults;
  }
}
