package dev.tidemark.app.command.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.stream.cluster.RemoteCluster;
import dev.tidemark.stream.cluster.RemoteJob;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemark stream status}. */
@Command(
    name = "status",
    header = "Lists the jobs of a cluster.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark stream status --cluster http://flink:8081 --json"})
final class JobsCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  private final Host host;

  JobsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    PrintWriter out = host.terminal().out();
    try (RemoteCluster remote = cluster.open()) {
      List<RemoteJob> jobs = remote.jobs();
      if (output.json()) {
        ArrayNode all = Json.object().putArray("jobs");
        for (RemoteJob job : jobs) {
          all.addObject()
              .put("id", job.id())
              .put("job", job.name())
              .put("status", job.status())
              .put("started", job.started().toString());
        }
        Json.print(out, Json.object().put("slots", remote.slots()).set("jobs", all));
      } else {
        out.println("%d slots, %d jobs".formatted(remote.slots(), jobs.size()));
        for (RemoteJob job : jobs) {
          out.println(
              "%-10s %-10s %s  %s".formatted(job.name(), job.status(), job.started(), job.id()));
        }
        out.flush();
      }
    }
    return ExitCodes.OK;
  }
}
