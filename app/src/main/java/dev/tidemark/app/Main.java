package dev.tidemark.app;

import dev.tidemark.app.cli.TidemarkCli;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.SystemHost;

/** Entry point of the {@code tidemark} launcher. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Host host = SystemHost.create();
    int exitCode = TidemarkCli.run(host, arguments);
    host.terminal().out().flush();
    host.terminal().err().flush();
    System.exit(exitCode);
  }
}
