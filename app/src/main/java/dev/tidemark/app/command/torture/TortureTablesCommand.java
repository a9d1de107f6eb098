package dev.tidemark.app.command.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.stress.TableStress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark torture tables}. */
@Command(
    name = "tables",
    header = "Four processes change one table at once; then every row is counted.",
    description = {
      "",
      "Two processes append, one merges and one optimises the same table. Exit code 0 only when no"
          + " committed row is lost, doubled or wrong. The table is left for another reader to check.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark torture tables --seconds 60 --seed 1",
      "  tidemark torture tables --seconds 10 --dir /tmp/contested"
    })
public final class TortureTablesCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long they go on; default ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "What each process does; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "An empty directory for the lake; default a temporary one.")
  private @Nullable String directory;

  private final Host host;

  public TortureTablesCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    TableStress.Outcome outcome;
    Path root;
    try {
      root =
          directory == null
              ? Files.createTempDirectory("tidemark-torture")
              : Files.createDirectories(host.resolve(directory));
      outcome = TableStress.run(root, Math.max(1, seconds), seed);
    } catch (IOException e) {
      throw TidemarkException.of(
          ErrorCode.IO_FAILURE,
          "The torture could not run",
          String.valueOf(e.getMessage()),
          "Check the directory and that processes can be started",
          e);
    }
    if (output.json()) {
      ObjectNode document = Json.object();
      document.put("lake", root.toString()).put("seconds", seconds).put("seed", seed);
      ObjectNode commits = document.putObject("commits");
      outcome.commits().forEach(commits::put);
      document
          .put("rows", outcome.rows())
          .put("lost", outcome.lost())
          .put("doubled", outcome.doubled())
          .put("wrong", outcome.wrong());
      Json.print(host.terminal().out(), document);
    } else {
      host.terminal().out().println("lake " + root);
      host.terminal().out().println(outcome);
    }
    return outcome.clean() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }
}
