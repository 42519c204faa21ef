package io.fleetwire.apple;

import java.util.Locale;

/// What an error of the backend means to the device: the table of contract section 4. Pure.
sealed interface Effect {
  /// As if there had been no error.
  record GoOn() implements Effect {}

  /// A status without a body, which means nothing to Apple's protocol but "not now".
  record Status(int code) implements Effect {}

  /// The device is told that it is not known, and removes its enrolment.
  record Unenrol() implements Effect {}

  /// What the device was doing.
  enum Place {
    AUTHENTICATE,
    TOKEN_UPDATE,
    CHECK_OUT,
    COMMAND_RESULT,
    CHECK_IN,
    DECLARATION_STATUS,
    /// The tokens, and the list of declarations.
    DECLARATION_LISTS,
    DECLARATION,
    ASSET;

    /// As the log has it.
    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// What `answer`, which is no success, leads to. A user's channel never unenrols: it would take
  /// the device with it.
  static Effect of(Place place, BackendAnswer answer, AppleSettings.UnknownDevice unknown) {
    return switch (answer) {
      case BackendAnswer.Good _, BackendAnswer.Elsewhere _ -> new GoOn();
      case BackendAnswer.Failed _ -> failed(place);
      case BackendAnswer.Said(BackendError error) ->
          switch (error) {
            case MANAGEMENT_NOT_SUPPORTED -> notSupported(place);
            case UNKNOWN_DEVICE -> unknown(place, unknown);
            case SERVER_INITIATED_UNENROLLMENT -> unenrolment(place);
            case INTERNAL_SERVER_ERROR -> failed(place);
          };
    };
  }

  /// The same on a user's channel.
  static Effect ofUser(Place place, BackendAnswer answer, AppleSettings.UnknownDevice unknown) {
    boolean told = answer instanceof BackendAnswer.Said;
    Effect effect = of(place, answer, unknown);
    return switch (place) {
      case AUTHENTICATE, TOKEN_UPDATE, CHECK_OUT, DECLARATION_STATUS ->
          told && !isInternal(answer) ? new GoOn() : effect;
      case COMMAND_RESULT, CHECK_IN -> effect instanceof Unenrol ? new GoOn() : effect;
      case DECLARATION_LISTS, DECLARATION, ASSET ->
          effect instanceof Unenrol ? new Status(400) : effect;
    };
  }

  private static boolean isInternal(BackendAnswer answer) {
    return answer.equals(new BackendAnswer.Said(BackendError.INTERNAL_SERVER_ERROR));
  }

  private static Effect notSupported(Place place) {
    return switch (place) {
      case AUTHENTICATE -> new Status(403);
      case TOKEN_UPDATE, CHECK_OUT, COMMAND_RESULT, CHECK_IN, DECLARATION_STATUS -> new GoOn();
      // Not an empty list, and not 404: both would remove what the device has.
      case DECLARATION_LISTS, DECLARATION -> new Status(501);
      case ASSET -> new Status(404);
    };
  }

  private static Effect unknown(Place place, AppleSettings.UnknownDevice policy) {
    return switch (place) {
      case AUTHENTICATE -> new Unenrol();
      case CHECK_OUT -> new GoOn();
      case ASSET -> new Status(404);
      case TOKEN_UPDATE,
          COMMAND_RESULT,
          CHECK_IN,
          DECLARATION_STATUS,
          DECLARATION_LISTS,
          DECLARATION ->
          switch (policy) {
            case KEEP -> new Status(400);
            case UNENROLL -> new Unenrol();
          };
    };
  }

  private static Effect unenrolment(Place place) {
    return switch (place) {
      case CHECK_OUT -> new GoOn();
      case ASSET -> new Status(404);
      case AUTHENTICATE,
          TOKEN_UPDATE,
          COMMAND_RESULT,
          CHECK_IN,
          DECLARATION_STATUS,
          DECLARATION_LISTS,
          DECLARATION ->
          new Unenrol();
    };
  }

  private static Effect failed(Place place) {
    return switch (place) {
      // These are durable here, and told later.
      case TOKEN_UPDATE, CHECK_OUT, DECLARATION_STATUS -> new GoOn();
      // The device keeps these and comes again.
      case AUTHENTICATE, COMMAND_RESULT, CHECK_IN, DECLARATION_LISTS, DECLARATION ->
          new Status(500);
      case ASSET -> new Status(502);
    };
  }
}
