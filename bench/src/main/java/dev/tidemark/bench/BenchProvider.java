package dev.tidemark.bench;

import dev.tidemark.app.command.CommandProvider;
import dev.tidemark.app.host.Host;

/** Adds {@code tidemark bench} to the command line. */
public final class BenchProvider implements CommandProvider {

  @Override
  public Object command(Host host) {
    return new BenchCommand(host);
  }
}
