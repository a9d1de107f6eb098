package dev.tidemark.app.wiring;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.TableStore;
import dev.tidemark.server.data.LakeMarketData;
import dev.tidemark.server.data.SilverUpkeep;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.unify.ProviderRanks;

/** The market data of the lake as they are configured. */
public final class Markets {
  private Markets() {}

  /** What was ingested and not built yet is built before it is read. */
  public static LakeMarketData open(TableStore store, Settings settings, Host host) {
    SilverUpkeep upkeep =
        SilverUpkeep.building(
            store,
            () ->
                Silver.building(
                    store, settings, host, silver -> silver.unify(BuildMode.INCREMENTAL)));
    return new LakeMarketData(store, upkeep, new ProviderRanks(Silver.providers(settings)));
  }
}
