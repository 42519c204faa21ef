package io.fleetwire.engine;

import java.util.List;
import java.util.Optional;

/// How an attempt ended. All of these are expected; none is thrown.
public sealed interface Outcome {

  /// The receiver answered in time. `body` is at most what the budget allows; `bodyComplete` tells
  /// whether there was more.
  record Answered(int status, List<Header> headers, Payload body, boolean bodyComplete)
      implements Outcome {
    public Answered {
      headers = List.copyOf(headers);
    }

    /// Success is 2xx alone. A redirect is a failure: it would carry the body to a place that
    /// nobody subscribed.
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /// The first header of that name.
    public Optional<String> header(String name) {
      return Header.find(headers, name);
    }
  }

  /// A budget ran out.
  record TimedOut(Phase phase) implements Outcome {}

  /// There was no answer: no such name, refused, reset, no trust, or not HTTP.
  record Unreachable(Fault fault, String detail) implements Outcome {}

  /// Policy forbids every address of that name. Nothing was sent.
  record Blocked(String detail) implements Outcome {}

  /// The request could not be written, for example for want of a signing key. Nothing was sent.
  record NotComposed(String detail) implements Outcome {}

  /// What the budget was for.
  enum Phase {
    RESOLVE,
    CONNECT,
    FIRST_BYTE,
    TOTAL
  }

  /// Why there was no answer.
  enum Fault {
    NAME_NOT_FOUND,
    REFUSED,
    RESET,
    TLS,
    NOT_HTTP,
    OTHER
  }
}
