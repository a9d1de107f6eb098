package dev.tidemark.app.command.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.host.Host;
import dev.tidemark.server.analysis.Caller;
import dev.tidemark.server.security.ApiKey;
import dev.tidemark.server.security.KeyRole;
import dev.tidemark.server.security.KeyService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark keys create}. */
@Command(
    name = "create",
    header = "Creates an API key and prints it, once.",
    description = {
      "",
      "Only a hash of it is stored: who loses it creates another and revokes this one.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark keys create --name notebook",
      "  tidemark keys create --tenant research --new-tenant --per-day 2000 --concurrent 5",
      "  tidemark keys create --role READER --json"
    })
final class KeysCreateCommand extends KeyCommand {
  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Whose key; default '${DEFAULT-VALUE}'.",
      defaultValue = KeyService.DEFAULT_TENANT)
  private String tenant = KeyService.DEFAULT_TENANT;

  @Option(names = "--new-tenant", description = "Create the tenant if it is not there.")
  private boolean newTenant;

  @Option(names = "--name", paramLabel = "TEXT", description = "What the key is for.")
  private String name = "";

  @Option(
      names = "--role",
      description = "${COMPLETION-CANDIDATES}; default ANALYST.",
      defaultValue = "ANALYST")
  private KeyRole role = KeyRole.ANALYST;

  @Option(
      names = "--per-day",
      paramLabel = "N",
      description = "New tenant: analyses per UTC day; default ${DEFAULT-VALUE}.",
      defaultValue = "200")
  private int perDay;

  @Option(
      names = "--concurrent",
      paramLabel = "N",
      description = "New tenant: analyses at a time; default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int concurrent;

  @Option(
      names = "--horizon-years",
      paramLabel = "N",
      description = "New tenant: longest horizon; default ${DEFAULT-VALUE}.",
      defaultValue = "2")
  private int horizonYears;

  KeysCreateCommand(Host host) {
    super(host);
  }

  @Override
  void run(KeyService keys) {
    if (newTenant) {
      keys.createTenant(tenant, new Caller.Plan(perDay, concurrent, horizonYears, 0));
    }
    ApiKey key = keys.create(tenant, name, role);
    if (json()) {
      ObjectNode document = Json.object();
      document.put("tenant", tenant).put("key_id", key.id()).put("role", role.name());
      document.put("api_key", key.clear());
      Json.print(out(), document);
    } else {
      out().println(key.clear());
      out().println("tenant " + tenant + ", role " + role + "; shown only now");
    }
  }
}
