package dev.tidemark.smartdb.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Installs schemas {@code md} and {@code api} and keeps them at the version of this program. */
public final class MarketSchema {
  private static final String ROOT = "db/market/";

  /** Any number of our own. */
  private static final long LOCK = 0x7469_6465_7072_6976L;

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
    finish(database, outcome);
    return outcome;
  }

  /**
   * What tenants have of their own is made from what is shared, and may have changed with it. Done
   * once per version, which the audit log tells: a process may have died after migrating.
   */
  private static void finish(Database database, Migrations.Outcome outcome) {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      try (ResultSet last =
          statement.executeQuery(
              "SELECT detail ->> 'version' FROM md.audit_log WHERE action = 'MIGRATED'"
                  + " ORDER BY seq DESC LIMIT 1")) {
        if (last.next() && outcome.version().equals(last.getString(1))) {
          return;
        }
      }
      statement.execute("SELECT md.make_private_functions()");
      MarketAudit.record(
          connection,
          MarketAudit.Action.MIGRATED,
          "market",
          "{\"applied\": " + outcome.applied() + ", \"version\": \"" + outcome.version() + "\"}");
      connection.commit();
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The functions over private instruments could not be made",
              String.valueOf(e.getMessage()),
              "Report it with the version of the server",
              e)
          .withDetail("url", database.jdbcUrl());
    }
  }
}
