package dev.tidemark.app.command.backfill;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Providers;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.NearestName;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which provider, and what is particular to each. */
final class ProviderOptions {
  @Option(
      names = "--provider",
      paramLabel = "NAME",
      required = true,
      description = "files, coinbase or simulator.")
  private String provider = "";

  @Option(
      names = {"--path", "--data"},
      paramLabel = "PATH",
      description = "files: the directory, or one file.")
  private @Nullable String path;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "files: read all of them in this layout instead of finding it for each.")
  private @Nullable String preset;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "files: a mapping file of your own; may be repeated.")
  private List<String> mappings = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "simulator: another market.")
  private @Nullable Long seed;

  @Option(
      names = "--faults",
      paramLabel = "RATE",
      description =
          "simulator: share of records each that come late, twice, corrected, cancelled, broken.")
  private double faults;

  Provider open(Host host, Settings settings) {
    if (!provider.equals(Providers.FILES)
        && (path != null || preset != null || !mappings.isEmpty())) {
      throw invalid("--path, --preset and --mapping are about files", "use --provider files");
    }
    if (!provider.equals(Providers.SIMULATOR) && (seed != null || faults != 0)) {
      throw invalid("--seed and --faults are about the simulator", "use --provider simulator");
    }
    return switch (provider) {
      case Providers.FILES -> files(host);
      case Providers.COINBASE -> Providers.coinbase(host, settings);
      case Providers.SIMULATOR -> Providers.simulator(seed, faults);
      default ->
          throw TidemarkException.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "Unknown provider",
                  "there are " + String.join(", ", Providers.NAMES),
                  "did you mean '" + NearestName.of(provider, Providers.NAMES) + "'?")
              .withDetail("provider", provider);
    };
  }

  private Provider files(Host host) {
    if (path == null) {
      throw invalid("the provider 'files' reads a directory or a file", "give it with --path");
    }
    List<Path> own = mappings.stream().map(host::resolve).toList();
    return Providers.files(host.resolve(path), own, preset == null ? "" : preset);
  }

  private static TidemarkException invalid(String why, String fix) {
    return TidemarkException.of(
        ErrorCode.INVALID_ARGUMENT, "The options do not go together", why, fix);
  }
}
