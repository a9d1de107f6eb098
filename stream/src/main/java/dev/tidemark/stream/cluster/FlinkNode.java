package dev.tidemark.stream.cluster;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A node of a Flink cluster on this machine, listening on the loopback address only, in this
 * process until it ends. For trying a cluster and for its tests; one of many machines is set up
 * with Flink's own distribution.
 *
 * @param directory temporary files of the node
 * @param rpcPort of the job manager
 * @param restPort of the job manager
 */
public record FlinkNode(Path directory, int rpcPort, int restPort) {

  /** The one that plans; does not return. */
  public void jobManager() {
    Configuration settings = common();
    settings.setString("rest.bind-port", Integer.toString(restPort));
    settings.setString("web.upload.dir", directory.resolve("upload").toString());
    ClusterEntrypoint.runClusterEntrypoint(new StandaloneSessionClusterEntrypoint(settings));
  }

  /**
   * One that computes; does not return.
   *
   * @param slots subtasks of each operator it takes
   */
  public void taskManager(int slots) {
    Configuration settings = common();
    settings.setString("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    // Flink's scripts would compute these from the process's size; here the heap is Java's own.
    settings.setString("taskmanager.cpu.cores", Integer.toString(slots));
    settings.setString("taskmanager.memory.framework.heap.size", "64 mb");
    settings.setString("taskmanager.memory.framework.off-heap.size", "64 mb");
    settings.setString("taskmanager.memory.task.heap.size", "256 mb");
    settings.setString("taskmanager.memory.task.off-heap.size", "64 mb");
    settings.setString("taskmanager.memory.network.min", "32 mb");
    settings.setString("taskmanager.memory.network.max", "32 mb");
    settings.setString("taskmanager.memory.managed.size", "64 mb");
    settings.setString("taskmanager.memory.jvm-metaspace.size", "256 mb");
    settings.setString("taskmanager.memory.jvm-overhead.min", "64 mb");
    settings.setString("taskmanager.memory.jvm-overhead.max", "64 mb");
    TaskManagerRunner.runTaskManagerProcessSecurely(settings);
  }

  private Configuration common() {
    Configuration settings = new Configuration();
    for (String key :
        new String[] {
          "rest.address",
          "rest.bind-address",
          "jobmanager.bind-host",
          "jobmanager.rpc.address",
          "taskmanager.bind-host",
          "taskmanager.host"
        }) {
      settings.setString(key, "127.0.0.1");
    }
    settings.setString("jobmanager.rpc.port", Integer.toString(rpcPort));
    settings.setString("rest.port", Integer.toString(restPort));
    settings.setString("security.delegation.tokens.enabled", "false");
    settings.setString("io.tmp.dirs", directory.toString());
    // A node that was killed is missed soon.
    settings.setString("heartbeat.interval", "1 s");
    settings.setString("heartbeat.timeout", "5 s");
    return settings;
  }

  /** {@code jobmanager|taskmanager DIRECTORY RPC-PORT REST-PORT}, without the command line. */
  public static void main(String[] args) {
    FlinkNode node =
        new FlinkNode(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    if (args[0].equals("jobmanager")) {
      node.jobManager();
    } else {
      node.taskManager(2);
    }
  }
}
