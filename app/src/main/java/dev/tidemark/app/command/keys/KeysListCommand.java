package dev.tidemark.app.command.keys;

import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.server.security.KeyService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark keys list}. */
@Command(
    name = "list",
    header = "Lists API keys; their secrets are stored nowhere.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark keys list", "  tidemark keys list --tenant research --json"})
final class KeysListCommand extends KeyCommand {
  private static final List<String> COLUMNS =
      List.of("tenant", "key_id", "name", "role", "created", "last_used", "revoked");

  @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's.")
  private @Nullable String tenant;

  KeysListCommand(Host host) {
    super(host);
  }

  @Override
  void run(KeyService keys) {
    RowWriter writer = (json() ? RowFormat.JSON : RowFormat.TABLE).writer(out(), COLUMNS);
    for (KeyService.Listed key : keys.list(tenant)) {
      writer.row(
          Arrays.asList(
              key.tenant(),
              key.keyId(),
              key.name(),
              key.role().name(),
              text(key.created()),
              text(key.lastUsed()),
              text(key.revoked())));
    }
    writer.finish();
  }

  private static String text(@Nullable Instant at) {
    return at == null ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
