package io.fleetwire.apple;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Data;
import io.fleetwire.plist.PlistValue.Date;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Flag;
import io.fleetwire.plist.PlistValue.Real;
import io.fleetwire.plist.PlistValue.Text;
import io.fleetwire.plist.PlistValue.Whole;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Commands in JSON, and results back to JSON.
final class CommandPlistTest {
  private static final Data DATA = new Data(new byte[] {1, 2, 3});

  @Test
  void everyKindOfValueHasItsOwn() {
    Dictionary made =
        made(
            "Custom",
            """
            {"t":"x","i":-7,"u":18446744073709551615,"r":1.5,"whole":1.0,"yes":true,"none":null,
             "list":["a",{}],"d":{"$data":"AQID"},"at":{"$date":"2026-01-31T12:00:00Z"},
             "plain":"AQID"}
            """);
    assertThat(made)
        .isEqualTo(
            Dictionary.EMPTY
                .with("RequestType", "Custom")
                .with("t", "x")
                .with("i", Whole.of(-7))
                .with("u", new Whole(new BigInteger("18446744073709551615")))
                .with("r", new Real(1.5))
                .with("whole", new Real(1.0))
                .with("yes", new Flag(true))
                .with("list", PlistValue.Array.of(new Text("a"), Dictionary.EMPTY))
                .with("d", DATA)
                .with("at", new Date(Instant.parse("2026-01-31T12:00:00Z")))
                .with("plain", "AQID"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "InstallProfile | {'Payload':'AQID'} | Payload",
        "InstallProfile | {'Payload':'AQ\\n ID'} | Payload",
        "ClearPasscode | {'UnlockToken':'AQID'} | UnlockToken",
        "DeclarativeManagement | {'Data':'AQID'} | Data",
        "RotateFileVaultKey | {'NewCertificate':{'$data':'AQID'}} | NewCertificate"
      })
  void theSchemaKnowsWhereDataIs(String type, String payload, String key) {
    String json = payload.replace('\'', '"');
    assertThat(made(type, json).find(key)).contains(DATA);
  }

  @Test
  void dataInsideOfListsIsFound() {
    Dictionary pins =
        made("InstallEnterpriseApplication", "{\"ManifestURLPinningCerts\":[\"AQID\",\"AQID\"]}");
    assertThat(pins.items("ManifestURLPinningCerts")).containsExactly(DATA, DATA);
    Dictionary admin =
        made(
            "AccountConfiguration",
            "{\"AutoSetupAdminAccounts\":[{\"shortName\":\"a\",\"passwordHash\":\"AQID\"}]}");
    assertThat(((Dictionary) admin.items("AutoSetupAdminAccounts").getFirst()).find("passwordHash"))
        .contains(DATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Payload\":\"not base64!\"}",
        "{\"Payload\":{\"$data\":\"?\"}}",
        "{\"x\":{\"$date\":\"tomorrow\"}}",
        "{\"x\":{\"$date\":\"-0044-03-15T00:00:00Z\"}}",
        "{\"x\":99999999999999999999}",
        "{\"x\":1e999}",
        "{\"x\":[null]}",
        "{\"x\":\"\\u0000\"}",
        "{\"\\u0001\":1}",
        "{\"RequestType\":\"EraseDevice\"}",
        "{\"RequestType\":1}"
      })
  void whatCannotBeAListIsTheBackendsMistake(String payload) {
    assertThat(command("InstallProfile", payload)).isInstanceOf(CommandPlist.Answer.Refused.class);
  }

  @Test
  void resultsBecomeJson() {
    Dictionary result =
        Dictionary.EMPTY
            .with("d", DATA)
            .with("at", new Date(Instant.parse("2026-01-31T12:00:00Z")))
            .with("u", new Whole(new BigInteger("18446744073709551615")))
            .with("nan", new Real(Double.NaN))
            .with("half", "a\ud800");
    assertThat(PlistJson.object(result).toString())
        .isEqualTo(
            "{\"d\":\"AQID\",\"at\":\"2026-01-31T12:00:00Z\",\"u\":18446744073709551615,"
                + "\"nan\":\"NaN\",\"half\":\"a\ufffd\"}");
  }

  private static Dictionary made(String type, String payload) {
    CommandPlist.Answer answer = command(type, payload);
    assertThat(answer).isInstanceOf(CommandPlist.Answer.Made.class);
    return ((CommandPlist.Answer.Made) answer).command();
  }

  private static CommandPlist.Answer command(String type, String payload) {
    JsonNode json = AppleJson.parse(payload.getBytes(UTF_8)).orElseThrow();
    return CommandPlist.command(type, json);
  }
}
