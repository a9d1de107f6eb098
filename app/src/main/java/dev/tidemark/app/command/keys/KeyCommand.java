package dev.tidemark.app.command.keys;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.app.wiring.Services;
import dev.tidemark.server.security.KeyService;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that opens the database, does one thing to its keys, and closes it. */
abstract class KeyCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  KeyCommand(Host host) {
    this.host = host;
  }

  /** Does the work. */
  abstract void run(KeyService keys);

  @Override
  public final Integer call() {
    Settings settings = home.load(host);
    try (Databases.Opened opened = Databases.open(settings)) {
      run(Services.keys(opened.database(), host));
    }
    return ExitCodes.OK;
  }

  final PrintWriter out() {
    return host.terminal().out();
  }

  final boolean json() {
    return output.json();
  }
}
