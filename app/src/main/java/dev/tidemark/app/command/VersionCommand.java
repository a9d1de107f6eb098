package dev.tidemark.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemark version}. */
@Command(
    name = "version",
    header = "Versions of everything a result depends on.",
    description = "%nProgram, source revision, calendars, time-zone data, Java.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark version", "  tidemark version --json"})
public final class VersionCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  private final Host host;

  public VersionCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Map<String, String> versions = Versions.collect();
    if (output.json()) {
      ObjectNode document = Json.object();
      versions.forEach(document::put);
      Json.print(host.terminal().out(), document);
      return 0;
    }
    versions.forEach(
        (name, value) -> host.terminal().out().println(String.format("%-12s %s", name, value)));
    return 0;
  }
}
