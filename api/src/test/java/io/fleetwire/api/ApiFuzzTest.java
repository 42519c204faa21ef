package io.fleetwire.api;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class ApiFuzzTest {

  @Test
  void anyEventAndAnyFilterIsReadOrRefused() {
    FuzzRun.fuzz(
        EventFuzz.class,
        FuzzRun.seeds(
            "{\"type\":\"a.b\",\"data\":{\"level\": 1.50,\"list\":[{\"s\":\"x\"}]}}",
            "{\"eventTypes\":[\"a.*\"],\"conditions\":[{\"field\":\"/a~1b\",\"atMost\":1e3}]}",
            "{\"conditions\":[{\"field\":\"data.a\",\"atLeast\":1e999}]}",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"data_base64\":\"aGk=\"}"));
  }

  @Test
  void whateverIsPublishedIsAnEventOrAFault() {
    FuzzRun.fuzz(
        PublishFuzz.class,
        FuzzRun.seeds(
            "Content-Type: application/json\n\n{\"type\":\"a.b\",\"data\":{\"n\":1}}",
            "Content-Type: application/json\n\n"
                + "{\"events\":[{\"type\":\"a\",\"subject\":\"s\",\"data\":1},{\"data\":[]}]}",
            "Content-Type: application/cloudevents+json\n\n{\"specversion\":\"1.0\",\"id\":\"1\","
                + "\"source\":\"/s\",\"type\":\"a\",\"data_base64\":\"aGk=\"}",
            "Content-Type: application/cloudevents-batch+json\n\n"
                + "[{\"specversion\":\"1.0\","
                + "\"id\":\"1\",\"source\":\"/s\",\"type\":\"a\","
                + "\"time\":\"2026-01-31T12:00:00Z\"}]",
            "Content-Type: text/plain\nce-specversion: 1.0\nce-id: %41\nce-source: /s\n"
                + "ce-type: a.b\nce-subject: caf%C3%A9\nce-mine: 7\n\nhello"));
  }
}
