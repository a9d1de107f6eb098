package dev.tidemark.smartdb.market;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.Migrations;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Installs schemas {@code md} and {@code api} and keeps them at the version of this program. */
public final class MarketSchema {
  private static final String ROOT = "db/market/";
  private static final String BY_DAY = "PARTITION BY RANGE (ts)";

  private MarketSchema() {}

  /**
   * Migrates, as the owner, and brings the sessions of the calendars up to date. The first time it
   * chooses the back end: TimescaleDB where it can be used in full, else PostgreSQL alone. The
   * choice is recorded in the database and kept.
   */
  public static Migrations.Outcome migrate(Database database) {
    Extensions extensions =
        InstalledBackEnd.of(database)
            .map(i -> Extensions.recorded(database, i))
            .orElseGet(() -> Extensions.find(database));
    return migrate(database, extensions);
  }

  private static Migrations.Outcome migrate(Database database, Extensions extensions) {
    BackEnd backEnd = extensions.backEnd();
    Migrations.Outcome outcome =
        Migrations.run(
            database,
            "market",
            List.of(ROOT + "common", ROOT + backEnd.name().toLowerCase(Locale.ROOT)),
            Map.of(
                "backend", backEnd.name(),
                "extension", extensions.timescale(),
                "timescale", '"' + extensions.timescaleSchema().replace("\"", "\"\"") + '"',
                "vectors", String.valueOf(extensions.vectors()),
                "by_day", backEnd == BackEnd.PLAIN ? BY_DAY : ""));
    Sessions.store(database);
    return outcome;
  }
}
