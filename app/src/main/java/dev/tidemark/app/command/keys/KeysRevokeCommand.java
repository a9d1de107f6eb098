package dev.tidemark.app.command.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.host.Host;
import dev.tidemark.server.security.KeyService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark keys revoke}. */
@Command(
    name = "revoke",
    header = "Revokes an API key for good; requests with it fail within seconds.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark keys revoke KEY_ID", "  tidemark keys revoke KEY_ID --json"})
final class KeysRevokeCommand extends KeyCommand {
  @Parameters(paramLabel = "KEY_ID", description = "As 'tidemark keys list' shows it.")
  private String id = "";

  KeysRevokeCommand(Host host) {
    super(host);
  }

  @Override
  void run(KeyService keys) {
    KeyService.Listed key = keys.revoke(id);
    if (json()) {
      ObjectNode document = Json.object();
      document.put("tenant", key.tenant()).put("key_id", key.keyId());
      document.put("revoked", String.valueOf(key.revoked()));
      Json.print(out(), document);
    } else {
      out().println("Revoked " + key.keyId() + " of tenant " + key.tenant() + ".");
    }
  }
}
