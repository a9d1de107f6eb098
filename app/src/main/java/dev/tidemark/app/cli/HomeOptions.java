package dev.tidemark.app.cli;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.config.SettingsLoader;
import dev.tidemark.app.host.Host;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where configuration and lake are, for commands that use them. */
public final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Home of configuration and lake; default $TIDEMARK_HOME or ~/.tidemark.")
  private @Nullable String home;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; default $TIDEMARK_CONFIG or HOME/tidemark.yaml.")
  private @Nullable String config;

  public Settings load(Host host) {
    return new SettingsLoader(host).load(Optional.ofNullable(home), Optional.ofNullable(config));
  }
}
