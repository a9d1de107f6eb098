package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.TableStore;
import dev.tidemark.transform.SilverBuild;
import dev.tidemark.transform.SilverConfig;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The builder of the silver tables as it is configured. */
public final class Silver {
  private Silver() {}

  /** Names in order of preference, as configured. */
  static List<String> providers(Settings settings) {
    return Arrays.stream(settings.text(KnownSettings.SILVER_PROVIDERS).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Does something with the builder while no other process builds. */
  public static <T> T building(
      TableStore store, Settings settings, Host host, Function<SilverBuild, T> work) {
    return BuildLock.holding(settings, () -> work.apply(build(store, settings, host)));
  }

  private static SilverBuild build(TableStore store, Settings settings, Host host) {
    List<String> providers = providers(settings);
    int threads = settings.count(KnownSettings.SILVER_THREADS);
    SilverConfig config =
        new SilverConfig(
            providers,
            settings.duration(KnownSettings.SILVER_SETTLE),
            settings.duration(KnownSettings.SILVER_GRACE),
            Timeframe.parse(settings.text(KnownSettings.SILVER_PULSE_BASE)),
            threads == 0 ? SilverConfig.DEFAULTS.threads() : threads,
            SilverConfig.DEFAULTS.checkpointBars());
    return new SilverBuild(store, config, host.clock());
  }
}
