package dev.tidemark.app.command.tables;

import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Lakes;
import dev.tidemark.lake.TableStore;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that opens the lake, does one thing, and closes it. */
public abstract class LakeCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  protected LakeCommand(Host host) {
    this.host = host;
  }

  /** Does the work and returns the exit code. */
  protected abstract int run(TableStore store, Settings settings);

  /** The settings this command works with. */
  protected Settings adapted(Settings settings) {
    return settings;
  }

  /** Does the work instead of {@link #run} where it needs no lake; empty when it does. */
  protected OptionalInt runWithoutLake(Settings settings) {
    return OptionalInt.empty();
  }

  @Override
  public final Integer call() {
    Settings settings = adapted(home.load(host));
    OptionalInt done = runWithoutLake(settings);
    if (done.isPresent()) {
      return done.getAsInt();
    }
    try (TableStore store = Lakes.open(host, settings)) {
      return run(store, settings);
    }
  }

  protected final Host host() {
    return host;
  }

  protected final PrintWriter out() {
    return host.terminal().out();
  }

  protected final boolean json() {
    return output.json();
  }
}
