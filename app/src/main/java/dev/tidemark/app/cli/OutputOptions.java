package dev.tidemark.app.cli;

import picocli.CommandLine.Option;

/** Options every command has. */
public final class OutputOptions {
  @Option(names = "--json", description = "Print one JSON document instead of lines; errors too.")
  private boolean json;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  public boolean json() {
    return json;
  }

  public boolean debug() {
    return debug;
  }
}
