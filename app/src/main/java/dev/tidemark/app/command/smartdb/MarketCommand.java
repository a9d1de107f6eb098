package dev.tidemark.app.command.smartdb;

import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Databases;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that opens the database, does one thing with it, and closes it. */
abstract class MarketCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  MarketCommand(Host host) {
    this.host = host;
  }

  /**
   * Does the work; gives the exit code.
   *
   * @param opened its schema is up to date
   */
  abstract int run(Databases.Opened opened, Settings settings);

  @Override
  public final Integer call() {
    Settings settings = home.load(host);
    try (Databases.Opened opened = Databases.open(settings)) {
      return run(opened, settings);
    }
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
