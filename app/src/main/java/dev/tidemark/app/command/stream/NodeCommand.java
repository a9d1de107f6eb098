package dev.tidemark.app.command.stream;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.stream.cluster.FlinkNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark stream node}: a cluster on this machine, to try one. */
@Command(
    name = "node",
    hidden = true,
    header = "Is a node of a Flink cluster on the loopback address, until it is ended.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark stream node jobmanager /tmp/jm &",
      "  tidemark stream node taskmanager /tmp/tm1 &"
    })
final class NodeCommand implements Callable<Integer> {
  /** What a node does. */
  enum Role {
    jobmanager,
    taskmanager
  }

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(index = "0", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}.")
  private Role role = Role.taskmanager;

  @Parameters(index = "1", paramLabel = "DIR", description = "Temporary files.")
  private String directory = "";

  @Option(
      names = "--rpc-port",
      paramLabel = "N",
      description = "Of the job manager; default ${DEFAULT-VALUE}.")
  private int rpcPort = 6_123;

  @Option(
      names = "--rest-port",
      paramLabel = "N",
      description = "Of the job manager; default ${DEFAULT-VALUE}.")
  private int restPort = 8_081;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Of a task manager; default ${DEFAULT-VALUE}.")
  private int slots = 2;

  private final Host host;

  NodeCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    FlinkNode node = new FlinkNode(host.resolve(directory), rpcPort, restPort);
    if (role == Role.jobmanager) {
      node.jobManager();
    } else {
      node.taskManager(slots);
    }
    return ExitCodes.OK;
  }
}
