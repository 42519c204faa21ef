package io.fleetwire.api;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Whoever publishes gets events or faults: in every form, whatever the headers and the body say. A
/// draft keeps the limits of what is stored, and what is at fault makes none.
public final class PublishFuzz {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-04T12:00:00Z"));

  private PublishFuzz() {}

  /// Lines of headers, an empty line, and the body.
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\n\n");
    List<Header> headers = new ArrayList<>();
    if (end >= 0) {
      text.substring(0, end).lines().forEach(line -> add(headers, line));
    }
    byte[] body = text.substring(end < 0 ? 0 : end + 2).getBytes(StandardCharsets.ISO_8859_1);
    Request.Head head =
        new Request.Head(
            HttpMethod.POST, "/api/v1/events", List.of(), headers, new TraceId("fuzz"), "::1");
    try {
      judge(new EventReader(NOON).read(Request.of(head).withBody(body)));
    } catch (ProblemException _) {
      // It has no form that anybody knows, or is no JSON.
    }
  }

  private static void add(List<Header> headers, String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
  }

  private static void judge(EventReader.Found found) {
    if (found.drafts().isEmpty() && found.faults().isEmpty()) {
      throw new IllegalStateException("neither events nor a fault");
    }
    if (!found.isBatch() && !found.drafts().isEmpty() && !found.faults().isEmpty()) {
      throw new IllegalStateException("an event that is at fault");
    }
    for (EventDraft draft : found.drafts()) {
      if (draft.payload().size() > EventReader.EVENT_BYTES_MAX) {
        throw new IllegalStateException("an event that is too large");
      }
      Envelope.unpack(draft.payload());
    }
  }
}
