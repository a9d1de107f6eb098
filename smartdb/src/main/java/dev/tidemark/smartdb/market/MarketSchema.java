package dev.tidemark.smartdb.market;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.Migrations;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Installs schemas {@code md} and {@code api} and keeps them at the version of this program. */
public final class MarketSchema {
  private static final String ROOT = "db/market/";

  private MarketSchema() {}

  /** Migrates, as the owner, and brings the sessions of the calendars up to date. */
  public static Migrations.Outcome migrate(Database database) {
    BackEnd backEnd = BackEnd.PLAIN;
    Migrations.Outcome outcome =
        Migrations.run(
            database,
            "market",
            List.of(ROOT + "common", ROOT + backEnd.name().toLowerCase(Locale.ROOT)),
            Map.of("backend", backEnd.name(), "extension", "", "vectors", "false"));
    Sessions.store(database);
    return outcome;
  }
}
