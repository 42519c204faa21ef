package io.fleetwire.apple;

import io.fleetwire.apple.Effect.Place;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.web.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Answers as Apple's protocol wants them: "empty" is zero bytes, never an empty list. Immutable.
final class Answers {
  private static final String COMMAND_TYPE = "application/xml; charset=UTF-8";
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  /// Apple's error; the device removes its enrolment when it reads it.
  private static final byte[] UNRECOGNIZED =
      """
      {"code":"com.apple.unrecognized.device","description":"The device is not managed here."}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final AppleSettings.Errors errors;

  Answers(AppleSettings.Errors errors) {
    this.errors = errors;
  }

  static Reply empty() {
    return Reply.empty(200);
  }

  static Reply plist(Dictionary dictionary) {
    return Reply.of(200, COMMAND_TYPE, Plist.xml(dictionary));
  }

  static Reply json(byte[] json) {
    return Reply.json(200, json);
  }

  /// The answer that `answer` of the backend leads to, or nothing when all goes on.
  Optional<Reply> of(Place place, BackendAnswer answer, Caller caller) {
    Effect effect =
        caller.from().isUser()
            ? Effect.ofUser(place, answer, errors.unknown())
            : Effect.of(place, answer, errors.unknown());
    switch (answer) {
      case BackendAnswer.Said(BackendError error) ->
          warn(place, "the backend says " + error.tag(), caller);
      case BackendAnswer.Failed(String reason) -> warn(place, reason, caller);
      case BackendAnswer.Good _, BackendAnswer.Elsewhere _ -> {}
    }
    return switch (effect) {
      case Effect.GoOn _ -> Optional.empty();
      case Effect.Status(int code) -> Optional.of(Reply.empty(code));
      case Effect.Unenrol _ ->
          Optional.of(place == Place.AUTHENTICATE ? unrecognized() : unenrolled(caller.device()));
    };
  }

  private static void warn(Place place, String what, Caller caller) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} of a device: {1}; trace {2}",
        place.words(),
        what,
        caller.origin().trace());
  }

  private Reply unenrolled(PinnedDevice device) {
    return switch (errors.unenrolment()) {
      case AUTO -> device.isModern() ? unrecognized() : Reply.empty(401);
      case FORBIDDEN -> unrecognized();
      case UNAUTHORIZED -> Reply.empty(401);
    };
  }

  private static Reply unrecognized() {
    return Reply.json(403, UNRECOGNIZED);
  }
}
