package dev.tidemark.app.torture;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How this process was started, to start others of the same installation: the same Java, flags and
 * class path.
 */
record Installation(List<String> start) {
  private static final String MAIN = "dev.tidemark.app.Main";

  Installation {
    start = List.copyOf(start);
  }

  static Installation ofThisProcess() {
    List<String> start = new ArrayList<>();
    start.add(
        ProcessHandle.current()
            .info()
            .command()
            .orElseGet(() -> System.getProperty("java.home") + "/bin/java"));
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A debugger or agent of ours is not for the children, and their streams are never a
      // terminal.
      if (!flag.startsWith("-agentlib")
          && !flag.startsWith("-javaagent")
          && !flag.startsWith("-Dtidemark.")) {
        start.add(flag);
      }
    }
    return new Installation(start);
  }

  /** The command line that runs {@code tidemark arguments…} with these system properties. */
  List<String> command(List<String> properties, List<String> arguments) {
    List<String> command = new ArrayList<>(start);
    properties.forEach(property -> command.add("-D" + property));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MAIN);
    command.addAll(arguments);
    return command;
  }
}
