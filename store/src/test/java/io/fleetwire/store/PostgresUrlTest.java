package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresUrlTest {
  @Test
  void saysWhereAndWho() {
    PostgresUrl url =
        PostgresUrl.parse("postgresql://fleet%40home:p%3Aa+%2F@db.example.com:5433/wire");

    assertThat(url.hosts()).isEqualTo("db.example.com:5433");
    assertThat(url.database()).isEqualTo("wire");
    assertThat(url.user()).isEqualTo("fleet@home");
    assertThat(url.password().map(Secret::reveal)).contains("p:a+/");
    assertThat(url.options()).isEmpty();
  }

  @Test
  void mayLeaveThePasswordToOthers() {
    PostgresUrl url = PostgresUrl.parse("postgres://u@[::1]/d");

    assertThat(url.password()).isEmpty();
    assertThat(url.orPassword(new Secret("p")).password()).contains(new Secret("p"));
    assertThat(PostgresUrl.parse("postgres://u:own@h/d").orPassword(new Secret("p")).password())
        .contains(new Secret("own"));
  }

  @Test
  void mayNameStandbysAndOptions() {
    PostgresUrl url =
        PostgresUrl.parse("postgresql://u@a:1,b:2/d?sslmode=verify-full&currentSchema=fleet");

    assertThat(url.hosts()).isEqualTo("a:1,b:2");
    assertThat(url.options()).isEqualTo(Map.of("sslmode", "verify-full", "currentSchema", "fleet"));
  }

  @Test
  void printsWithoutThePassword() {
    PostgresUrl url = PostgresUrl.parse("postgresql://u:hidden@h/d");

    assertThat(url).hasToString("postgresql://u@h/d");
    assertThat(Optional.of(url.password()).toString()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://",
        "postgresql://h/d",
        "postgresql://u:hidden@/d",
        "postgresql://u:hidden@h",
        "postgresql://u:hidden@h/d?user=other",
        "postgresql://u:hidden@h/d?sslmode",
        "postgresql://u:hidden@h:port/d",
        "postgresql://u:hidden@h/%zz",
        "jdbc:postgresql://h/d?password=hidden"
      })
  void isRefusedWithWhatToWrite(String text) {
    assertThatThrownBy(() -> PostgresUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hidden");
  }
}
