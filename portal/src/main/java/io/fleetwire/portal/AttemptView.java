package io.fleetwire.portal;

import io.fleetwire.engine.Header;
import java.util.List;

/// One attempt: when, how it ended and what followed, where its time went, and what came back.
record AttemptView(int number, Moment started, Ending ending, Course course, Answer answer) {
  record Ending(Badge badge, String sentence, String next) {}

  /// `queued` is how long it waited after it was due.
  record Course(String queued, List<PhaseView> phases, List<Bar> bars, String total) {
    Course {
      phases = List.copyOf(phases);
      bars = List.copyOf(bars);
    }
  }

  record PhaseView(String label, String took, String kind) {}

  /// Headers are absent when nobody answered.
  record Answer(List<Header> headers, String body, String size) {
    Answer {
      headers = List.copyOf(headers);
    }
  }
}
