package io.fleetwire.knox;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.knox.KnoxSettings.CallbackUrls;
import java.net.URI;
import java.util.Optional;

/// Which callback URLs may be subscribed. Pure.
record SubscriptionUrls(CallbackUrls allowed, AddressRule rule) {

  /// Why not `url`; nothing when it may be. Where a name leads is egress' business, at every
  /// attempt anew, because it may lead elsewhere tomorrow.
  Optional<String> faultOf(String url) {
    return switch (CallbackUrl.check(url, rule)) {
      case CallbackUrl.Unfit(String reason) -> Optional.of(reason);
      case CallbackUrl.Fit(URI fit)
          when allowed == CallbackUrls.HTTPS_ONLY && !"https".equalsIgnoreCase(fit.getScheme()) ->
          Optional.of("must start with https://, because this server calls nothing else");
      case CallbackUrl.Fit _ -> Optional.empty();
    };
  }
}
