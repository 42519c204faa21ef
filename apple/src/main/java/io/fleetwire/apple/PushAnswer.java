package io.fleetwire.apple;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What became of the wish to wake a channel. Pure.
public sealed interface PushAnswer {

  /// Apple's push service has taken it; it finds the device when that is online. `apnsId` names the
  /// push there.
  record Sent(String apnsId) implements PushAnswer {}

  /// Of such a device, or such a user of it, nothing is known.
  record Unknown() implements PushAnswer {}

  /// It has said its farewell, at `since`.
  record Left(Instant since) implements PushAnswer {}

  /// It has not said where it can be woken.
  record NoToken() implements PushAnswer {}

  /// Since then Apple's push service knows its token no longer.
  record Unregistered(Instant since) implements PushAnswer {}

  /// This server has no push certificate.
  record NoCertificate() implements PushAnswer {}

  /// It has one that ended at `at`.
  record CertificateOver(Instant at) implements PushAnswer {}

  /// The device enrolled with another topic than that of the certificate.
  record OtherTopic(String topic, String ours) implements PushAnswer {}

  /// Apple's push service refuses, and will until somebody changes something.
  record Refused(int status, String reason) implements PushAnswer {}

  /// It could not be asked, or cannot answer now: the same wish may be granted later.
  record Later(String why, Duration after) implements PushAnswer {}

  /// One word for programs.
  default String code() {
    return switch (this) {
      case Sent _ -> "sent";
      case Unknown _ -> "unknown";
      case Left _ -> "left";
      case NoToken _ -> "noToken";
      case Unregistered _ -> "unregistered";
      case NoCertificate _ -> "noCertificate";
      case CertificateOver _ -> "certificateOver";
      case OtherTopic _ -> "otherTopic";
      case Refused _ -> "refused";
      case Later _ -> "later";
    };
  }

  /// What happened and what to do, for a person.
  default String explanation() {
    return switch (this) {
      case Sent _ -> "Apple's push service has taken the push";
      case Unknown _ -> "no such device, or user of it, is known here";
      case Left(Instant since) ->
          "it has said its farewell at "
              + shown(since)
              + "; it has to enrol anew before it can be woken";
      case NoToken _ ->
          "it has not said yet where it can be woken; it does so when its enrolment ends";
      case Unregistered(Instant since) ->
          "since "
              + shown(since)
              + " Apple's push service knows its token no longer: it was erased, or its profile was"
              + " removed while it was offline; it stays enrolled here, and its next TokenUpdate"
              + " makes it reachable again";
      case NoCertificate _ ->
          "this server has no push certificate: set apple.push.certificate-file and"
              + " apple.push.key-file, or let the backend send pushes";
      case CertificateOver(Instant at) ->
          "the push certificate ended at " + shown(at) + "; " + PushCertificate.RENEWAL;
      case OtherTopic(String topic, String ours) ->
          "it enrolled with the topic "
              + topic
              + ", and the push certificate is for "
              + ours
              + ": set apple.push.certificate-file to one of that topic";
      case Refused(int status, String reason) ->
          "Apple's push service refused: " + status + " " + reason + advice(reason);
      case Later(String why, Duration after) ->
          "Apple's push service " + why + "; try again in " + after.toSeconds() + " s";
    };
  }

  private static String shown(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// What to look at (contract 2.10). All of these concern the whole fleet at once: no device is
  /// given up for them.
  private static String advice(String reason) {
    return switch (reason) {
      case "BadDeviceToken" ->
          "; the token is not one of this environment: look whether apple.push.url is the one for"
              + " which devices were enrolled (UseDevelopmentAPNS)";
      case "DeviceTokenNotForTopic", "TopicDisallowed", "BadTopic", "MissingTopic" ->
          "; the token belongs to the topic of another certificate: look at"
              + " apple.push.certificate-file";
      case "BadCertificate", "BadCertificateEnvironment", "Forbidden" ->
          "; the push certificate is not accepted: look whether it was revoked, and "
              + PushCertificate.RENEWAL;
      default -> "; nothing was changed, and asking again will not help";
    };
  }
}
