package dev.tidemark.app.command.stream;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.stream.cluster.RemoteCluster;
import dev.tidemark.stream.cluster.RemoteJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidemark stream cancel}. */
@Command(
    name = "cancel",
    header = "Ends a job on a cluster where it is; its checkpoints stay.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark stream cancel live --cluster http://flink:8081"})
final class CancelCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "JOB", description = "Name or id of the job.")
  private String job = "";

  private final Host host;

  CancelCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (RemoteCluster remote = cluster.open()) {
      RemoteJob found = remote.active(job);
      remote.cancel(found);
      if (output.json()) {
        Json.print(
            host.terminal().out(), Json.object().put("job", found.name()).put("id", found.id()));
      } else {
        host.terminal().out().println("%s ends [id=%s]".formatted(found.name(), found.id()));
        host.terminal().out().flush();
      }
    }
    return ExitCodes.OK;
  }
}
