package dev.tidemark.app.command.stream;

import dev.tidemark.stream.cluster.RemoteCluster;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which cluster is meant. */
final class ClusterOptions {
  @Option(
      names = "--cluster",
      required = true,
      paramLabel = "URL",
      description = "Address of the job manager, http://host:port.")
  private URI cluster = URI.create("");

  RemoteCluster open() {
    return RemoteCluster.at(cluster);
  }
}
