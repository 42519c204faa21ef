package io.fleetwire.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.web.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the API says is wrong stands beside the field that has to be changed.
final class EndpointFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/url                          | url        | Bad",
        "/eventTypes                   | patterns   | Bad",
        "/conditions/0/field           | conditions | Bad",
        "/headers/X-A                  | headers    | X-A: bad",
        "/headers                      | headers    | Bad",
        "/authentication/tokenUrl      | tokenUrl   | Bad",
        "/authentication/privateKey    | key        | Bad",
        "/authentication/type          | auth       | Bad",
        "/timeouts/totalMillis         | total      | Bad",
        "/ordering                     | form       | Bad",
      })
  void aFaultStandsBesideItsField(String pointer, String field, String told) {
    Fields fields =
        EndpointForm.withFaults(Fields.EMPTY, List.of(new Problem.Fault(pointer, "bad")));
    assertThat(fields.fault(field)).isEqualTo(told);
  }
}
