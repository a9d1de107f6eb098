package dev.tidemark.app.command.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.server.security.ApiKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

  @Test
  void aKeyIsCreatedShownOnceListedAndRevoked(@TempDir Path directory) {
    CliHarness cli = new CliHarness(directory);

    CliHarness.Outcome unknown = cli.run("keys", "create", "--tenant", "research");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("Tenant not found", "--new-tenant");

    JsonNode created =
        cli.run(
                "keys",
                "create",
                "--tenant",
                "research",
                "--new-tenant",
                "--name",
                "desk",
                "--role",
                "READER",
                "--json")
            .json();
    ApiKey key = ApiKey.parse(created.path("api_key").asText()).orElseThrow();
    assertThat(created.path("key_id").asText()).isEqualTo(key.id());
    assertThat(created.path("role").asText()).isEqualTo("READER");

    CliHarness.Outcome listed = cli.run("keys", "list", "--tenant", "research");
    assertThat(listed.out()).contains(key.id(), "desk", "READER").doesNotContain(key.secret());

    assertThat(cli.run("keys", "revoke", key.id()).out()).contains("Revoked " + key.id());
    JsonNode after = cli.run("keys", "list", "--json").json();
    assertThat(after.toString()).contains("\"revoked\":\"2026-03-02T15:04:05Z\"");

    CliHarness.Outcome absent = cli.run("keys", "revoke", "nothing");
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("Key not found");
  }
}
