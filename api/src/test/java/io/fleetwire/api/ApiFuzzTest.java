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
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"data_base64\":\"aGk=\"}",
            "{\"url\":\"https://a.example/\",\"headers\":{\"X-A\":\"b\"},\"ratePerSecond\":0.5,"
                + "\"authentication\":{\"type\":\"basic\",\"user\":\"u\",\"password\":\"p\"}}",
            "{\"url\":\"https://a.example/\",\"retry\":{\"delaysSeconds\":[0,1.5],\"jitter\":0.1},"
                + "\"timeouts\":{\"totalMillis\":500},\"ordering\":\"latest\"}",
            "{\"types\":[\"a.*\"],\"states\":[\"waiting\"],\"from\":\"2026-01-31T12:00:00Z\"}",
            """
            state=waiting,delivered
            type=a
            from=2026-01-31T12:00:00+01:00
            cursor=c1z
            limit=9
            """));
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

  @Test
  void anySchemaCanBeUsedOrIsRefused() {
    FuzzRun.fuzzPatterns(
        SchemaFuzz.class,
        FuzzRun.seeds(
            "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"minimum\":1.5}}}",
            "{\"$defs\":{\"a\":{\"pattern\":\"^(a|b)*$\"}},\"items\":{\"$ref\":\"#/$defs/a\"}}",
            "{\"oneOf\":[{\"const\":1},{\"enum\":[\"x\"]}],\"minLength\":3,\"maxLength\":5}",
            "{\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"integer\"},\"minItems\":2}"));
  }
}
