package dev.tidemark.app.command.stream;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.stream.cluster.RemoteCluster;
import dev.tidemark.stream.cluster.RemoteJob;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark stream savepoint}. */
@Command(
    name = "savepoint",
    header = "Writes a savepoint of a job on a cluster.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark stream savepoint archive --stop --cluster http://flink:8081"})
final class SavepointCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "JOB", description = "Name or id of the job.")
  private String job = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where to; default HOME/stream/JOB/savepoints, where the next start finds it.")
  private @Nullable Path to;

  @Option(names = "--stop", description = "End the job when the savepoint is complete.")
  private boolean stop;

  private final Host host;

  SavepointCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (RemoteCluster remote = cluster.open()) {
      RemoteJob found = remote.active(job);
      Path directory =
          to == null
              ? home.load(host).home().resolve("stream").resolve(found.name()).resolve("savepoints")
              : to;
      String target = directory.toAbsolutePath().toUri().toString();
      String written = stop ? remote.stop(found, target) : remote.savepoint(found, target);
      if (output.json()) {
        Json.print(
            host.terminal().out(),
            Json.object().put("job", found.name()).put("savepoint", written).put("stopped", stop));
      } else {
        host.terminal().out().println(written);
        host.terminal().out().flush();
      }
    }
    return ExitCodes.OK;
  }
}
