package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The commands that work on the database.
final class ToolCommandTest {
  @TempDir Path data;

  @Test
  void bootstrapPrintsOneObjectAndShowsSecretsOnce() {
    Captured.Run made = bootstrap();
    assertThat(made.err()).contains("There was no database in " + data);
    JsonNode first = json(made);
    assertThat(first.get("orgId").longValue()).isEqualTo(1);
    assertThat(first.get("user").get("email").stringValue()).isEqualTo("a@example.com");
    assertThat(first.get("user").get("password").stringValue()).isNotBlank();
    assertThat(first.get("user").get("apiKey").stringValue()).isNotBlank();
    assertThat(first.get("oauthClient").get("clientId").stringValue()).isNotBlank();
    assertThat(first.get("oauthClient").get("clientSecret").stringValue()).isNotBlank();
    assertThat(first.get("oauthClient").get("scopes").toString())
        .isEqualTo("[\"kdms.devices\",\"kai\"]");

    Captured.Run again = bootstrap();
    JsonNode second = json(again);
    assertThat(second.get("user").get("password").isNull()).isTrue();
    assertThat(second.get("user").get("apiKey").isNull()).isTrue();
    assertThat(second.get("oauthClient").get("clientSecret").isNull()).isTrue();
    assertThat(second.get("oauthClient").get("clientId"))
        .isEqualTo(first.get("oauthClient").get("clientId"));
    assertThat(again.err())
        .doesNotContain("no database")
        .contains("What is null had been there before");
  }

  @Test
  void bootstrapChangesNothingWhenItRefuses() {
    Captured.Run refused =
        Captured.run(
            "bootstrap", "--data", data.toString(), "--email", "nobody", "--scopes", "kdms.device");
    assertThat(refused.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("an email address").contains("did you mean kdms.devices");
    assertThat(json(bootstrap()).get("orgId").longValue()).isEqualTo(1);
  }

  @Test
  void backupCopiesWhatARestoredServerNeeds() throws IOException {
    json(bootstrap());
    Path other = Files.createDirectory(data.resolve("other"));
    String copy = other.resolve("fleetwire.db").toString();
    Captured.Run run = Captured.run("backup", "--data", data.toString(), "--to", copy);
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.err()).contains("holds the database").contains("bytes");
    Captured.Run again = bootstrap(other);
    assertThat(json(again).get("user").get("password").isNull()).isTrue();
    Captured.Run twice = Captured.run("backup", "--data", data.toString(), "--to", copy);
    assertThat(twice.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(twice.err()).contains("is not overwritten");
    assertThat(Captured.run("backup").err()).contains("give --to FILE");
  }

  @Test
  void resetPasswordPrintsALinkForWhoeverIsThere() {
    json(bootstrap());
    Captured.Run run =
        Captured.run("reset-password", "--data", data.toString(), "--email", "a@example.com");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).startsWith("http://127.0.0.1:8080/portal/reset?token=fwn_");
    assertThat(run.err()).contains("a@example.com").doesNotContain("fwn_");
    Captured.Run nobody =
        Captured.run("reset-password", "--data", data.toString(), "--email", "b@example.com");
    assertThat(nobody.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(nobody.err()).contains("There is no user b@example.com");
    assertThat(Captured.run("reset-password").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void organizationsAreListedMadeAndMayActForEachOther() {
    Captured.run("migrate", "--data", data.toString());
    Captured.Run early = organizations("--create", "Customer");
    assertThat(early.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(early.err()).contains("fleetwire bootstrap");
    json(bootstrap());
    assertThat(organizations("--create", "Customer").out()).isEqualTo("2\tCustomer\n");
    String[] pair = {"--manager", "1", "--customer", "2"};
    assertThat(organizations(pair).err()).contains("1 may act for organization 2 from now on");
    assertThat(organizations(pair).err()).contains("as before");
    assertThat(organizations().out()).isEqualTo("1\tAcme\tacts for 2\n2\tCustomer\n");
    assertThat(organizations("--manager", "1", "--customer", "2", "--end").err())
        .contains("1 may not act for organization 2 from now on");
    assertThat(organizations().out()).isEqualTo("1\tAcme\n2\tCustomer\n");
    Captured.Run nobody = organizations("--manager", "1", "--customer", "9");
    assertThat(nobody.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(nobody.err()).contains("There is no organization 9");
    for (String[] wrong :
        List.of(
            new String[] {"--manager", "1"},
            new String[] {"--manager", "1", "--customer", "1"},
            new String[] {"--manager", "one", "--customer", "2"},
            new String[] {"--create", "A", "--end"},
            new String[] {"--create", " "})) {
      assertThat(organizations(wrong).status()).as("%s", List.of(wrong)).isEqualTo(2);
    }
  }

  @Test
  void aServerThatIsNotThereIsToldInWords() throws IOException {
    Path key = Files.writeString(data.resolve("key"), "fwk_key");
    Captured.Run run =
        Captured.run(
            "replay",
            "--server",
            "http://127.0.0.1:1",
            "--login",
            "a@example.com",
            "--key-file",
            key.toString(),
            "--endpoint",
            "ep_1");
    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.err()).contains("does not answer", "(nobody listens there)");
  }

  private Captured.Run organizations(String... arguments) {
    List<String> line = new ArrayList<>(List.of("organizations", "--data", data.toString()));
    line.addAll(List.of(arguments));
    return Captured.run(line.toArray(String[]::new));
  }

  @Test
  void migrateMakesTheDatabaseAndSaysSo() {
    Captured.Run run = Captured.run("migrate", "--data", data.toString());
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.err()).contains("There was no database in " + data, "a new one was made");
    assertThat(data.resolve("fleetwire.db")).exists();
    assertThat(Captured.run("migrate", "--data", data.toString()).err())
        .contains("The database in " + data + " is up to date");
  }

  @Test
  void certificatesAreShownAndReplaced() {
    Captured.Run nowhere = Captured.run("certificate", "--data", data.toString());
    assertThat(nowhere.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(nowhere.err()).contains("there is no database in");
    Captured.run("migrate", "--data", data.toString());
    String shown = certificate();
    assertThat(shown).contains("kid        ").containsOnlyOnce("not after");
    String renewed = certificate("--renew");
    assertThat(renewed).containsOnlyOnce("not after").isNotEqualTo(shown);
    String rekeyed = certificate("--rekey");
    assertThat(rekeyed.split("not after", -1)).hasSize(3);

    Captured.Run again = Captured.run("certificate", "--data", data.toString(), "--rekey");
    assertThat(again.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(again.out()).isEmpty();
    assertThat(again.err()).contains("a new key is already published and signs from");
    assertThat(certificate("--rekey", "--now")).containsOnlyOnce("not after");
  }

  @Test
  void aRehearsalLeavesNothingBehind() throws IOException {
    Captured captured = new Captured(Map.of());
    Path folder = Files.createDirectory(data.resolve("rehearsal"));
    assertThat(RehearseCommand.rehearse(folder, captured.console())).isEqualTo(ExitStatus.OK);
    assertThat(captured.out()).isEmpty();
    assertThat(captured.err()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  private String certificate(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "certificate";
    arguments[1] = "--data";
    arguments[2] = data.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    Captured.Run run = Captured.run(arguments);
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    return run.out();
  }

  private Captured.Run bootstrap() {
    return bootstrap(data);
  }

  private static Captured.Run bootstrap(Path folder) {
    return Captured.run(
        "bootstrap",
        "--data",
        folder.toString(),
        "--org",
        "Acme",
        "--email",
        "a@example.com",
        "--scopes",
        "kdms.devices kai");
  }

  private static JsonNode json(Captured.Run run) {
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).hasLineCount(1);
    return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }
}
