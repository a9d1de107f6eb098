package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.ingest.coinbase.CoinbaseProvider;
import dev.tidemark.ingest.files.FilesProvider;
import dev.tidemark.ingest.files.Layouts;
import dev.tidemark.ingest.http.Waiting;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.simulator.DemoUniverse;
import dev.tidemark.ingest.simulator.FaultPlan;
import dev.tidemark.ingest.simulator.SimulatorProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The providers by name, with their clocks and chance. */
public final class Providers {
  public static final String FILES = "files";
  public static final String COINBASE = "coinbase";
  public static final String SIMULATOR = "simulator";
  public static final List<String> NAMES = List.of(FILES, COINBASE, SIMULATOR);

  private Providers() {}

  /**
   * @param mappings layouts of the user's own, tried before the presets
   * @param preset the layout to use for all files; empty to find it for each
   */
  public static Provider files(Path root, List<Path> mappings, String preset) {
    return FilesProvider.of(root, Layouts.with(mappings), preset);
  }

  /** Really waits. */
  public static Waiting waiting() {
    return Waiting.sleeping();
  }

  /** Coinbase's public candles; only the pauses between retries are random. */
  public static Provider coinbase(Host host, Settings settings) {
    return new CoinbaseProvider(
        URI.create(settings.text(KnownSettings.COINBASE_URL)),
        CoinbaseProvider.standardPolicy(),
        host.clock().withZone(ZoneOffset.UTC),
        Waiting.sleeping(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param seed of the market; null for the demo's
   * @param faults rate of each kind of fault
   */
  public static Provider simulator(@Nullable Long seed, double faults) {
    long market = seed == null ? DemoUniverse.SEED : seed;
    return new SimulatorProvider(
        DemoUniverse.all(), market, faults == 0 ? FaultPlan.NONE : FaultPlan.of(market, faults));
  }
}
