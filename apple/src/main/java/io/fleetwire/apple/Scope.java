package io.fleetwire.apple;

import io.fleetwire.pki.KnownCertificate;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Who and where from, as the backend is told (the seed page's scope). `origin` is the address that
/// the device used.
///
/// What the page has no word for, because it leaves out user enrolment, is added under names of its
/// own and can be ignored: `enrollmentId`, `enrollmentUserId`, `userLongName`.
record Scope(Enrollment from, KnownCertificate identity, String origin) {

  ObjectNode json() {
    ObjectNode scope = AppleJson.object();
    scope.put("_tag", from.isUser() ? "user" : "device");
    scope.put("udid", from.deviceId());
    scope.put("identityCertificate", identity.pem());
    switch (from) {
      case Enrollment.Device _ -> {}
      case Enrollment.DeviceUser user -> user(scope, user.userId(), user.names());
      case Enrollment.SharedIpadUser user -> user(scope, Enrollment.SHARED_IPAD_USER, user.names());
      case Enrollment.Byod(String enrollmentId) -> scope.put("enrollmentId", enrollmentId);
      case Enrollment.ByodUser user -> {
        user(scope, user.enrollmentUserId(), user.names());
        scope.put("enrollmentId", user.enrollmentId());
        scope.put("enrollmentUserId", user.enrollmentUserId());
      }
    }
    scope.set("mdmOrigin", AppleJson.object().put("url", origin));
    return scope;
  }

  private static void user(ObjectNode scope, String userId, Enrollment.UserNames names) {
    scope.put("userId", userId);
    scope.put("userShortName", names.shortName());
    Optional.of(names.longName())
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> scope.put("userLongName", name));
  }

  /// A body that says this and nothing more.
  ObjectNode body() {
    ObjectNode body = AppleJson.object();
    body.set("scope", json());
    return body;
  }

  /// An event of this scope.
  ObjectNode event(ObjectNode event) {
    ObjectNode body = body();
    body.set("event", event);
    return body;
  }
}
