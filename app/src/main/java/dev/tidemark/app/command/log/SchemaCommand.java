package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.schema.TopicSchema;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** A command about schemas. */
abstract class SchemaCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  SchemaCommand(Host host) {
    this.host = host;
  }

  /** Does the work and returns the exit code. */
  abstract int run(Settings settings);

  @Override
  public final Integer call() {
    return run(home.load(host));
  }

  /** A schema by its topic, its subject or its file. */
  static TopicSchema named(String name) {
    return Arrays.stream(TopicSchema.values())
        .filter(
            schema ->
                name.equals(schema.topic().topicName())
                    || name.equals(schema.subject())
                    || name.equals(schema.file()))
        .findFirst()
        .orElseThrow(
            () ->
                TidemarkException.of(
                    ErrorCode.NOT_FOUND,
                    "There is no schema " + name,
                    "no topic has it",
                    "Name one of "
                        + Arrays.stream(TopicSchema.values())
                            .map(schema -> schema.topic().topicName())
                            .collect(Collectors.joining(", "))));
  }

  final Host host() {
    return host;
  }

  final PrintWriter out() {
    return host.terminal().out();
  }

  final boolean json() {
    return output.json();
  }
}
