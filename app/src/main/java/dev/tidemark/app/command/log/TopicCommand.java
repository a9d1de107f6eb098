package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.stream.topic.TopicDifference;
import dev.tidemark.stream.topic.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks the cluster about its topics. */
abstract class TopicCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  TopicCommand(Host host) {
    this.host = host;
  }

  /** Does the work and returns the exit code. */
  abstract int run(Topics topics);

  @Override
  public final Integer call() {
    Settings settings = home.load(host);
    try (Topics topics = Topics.of(EventLog.address(settings), PATIENCE)) {
      return run(topics);
    }
  }

  final void explain(List<TopicDifference> differences) {
    if (!json() && !differences.isEmpty()) {
      out().println();
      differences.forEach(out()::println);
    }
  }

  final PrintWriter out() {
    return host.terminal().out();
  }

  final boolean json() {
    return output.json();
  }
}
