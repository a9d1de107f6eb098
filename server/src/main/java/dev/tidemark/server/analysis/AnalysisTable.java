package dev.tidemark.server.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table {@code analyses}. */
final class AnalysisTable {
  private static final String SELECT =
      "SELECT analysis_id, status, tenant_id, ticker, created_at, finished_at, progress,"
          + " result_hash, cached, ledger, error_reason, error_detail, error_hint, batch_id,"
          + " run_id FROM tidemark.analyses WHERE tenant_id = ? AND ";

  private static final String ACTIVE = " AND status IN ('QUEUED', 'RUNNING')";

  private AnalysisTable() {}

  /** Stores an accepted analysis; {@code view} says whether it is queued or was in the cache. */
  static void insert(Connection connection, NewAnalysis row, AnalysisView view, String runId)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tidemark.analyses (tenant_id, analysis_id, run_id, status, ticker,"
                + " as_known, created_at, finished_at, progress, cached, result_hash, ledger,"
                + " batch_id, batch_place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, row.tenant());
      insert.setString(2, row.analysisId());
      insert.setString(3, runId);
      insert.setString(4, view.status().name());
      insert.setString(5, row.ticker());
      insert.setObject(6, Sql.utc(row.asKnown()));
      insert.setObject(7, Sql.utc(row.createdAt()));
      Instant finished = view.finishedAt();
      insert.setObject(8, finished == null ? null : Sql.utc(finished));
      insert.setDouble(9, view.progress());
      insert.setBoolean(10, view.cached());
      insert.setString(11, view.resultHash());
      insert.setString(12, view.ledger());
      insert.setString(13, row.batchId());
      if (row.batchId() == null) {
        insert.setNull(14, Types.INTEGER);
      } else {
        insert.setInt(14, row.batchPlace());
      }
      insert.executeUpdate();
    }
  }

  static Optional<AnalysisView> find(Connection connection, String tenant, String analysisId)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "analysis_id = ?")) {
      select.setString(1, tenant);
      select.setString(2, analysisId);
      return views(select).stream().findFirst();
    }
  }

  static List<AnalysisView> batch(Connection connection, String tenant, String batchId)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "batch_id = ? ORDER BY batch_place")) {
      select.setString(1, tenant);
      select.setString(2, batchId);
      return views(select);
    }
  }

  /** Analyses that still wait for the run, oldest first. */
  static List<Waiting> waitingFor(Connection connection, String tenant, String runId)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT analysis_id, as_known, created_at FROM tidemark.analyses"
                + " WHERE tenant_id = ? AND run_id = ?"
                + ACTIVE
                + " ORDER BY created_at, analysis_id")) {
      select.setString(1, tenant);
      select.setString(2, runId);
      List<Waiting> waiting = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          waiting.add(new Waiting(row.getString(1), Sql.instant(row, 2), Sql.instant(row, 3)));
        }
      }
      return waiting;
    }
  }

  /** An analysis that waits for its run. */
  record Waiting(String analysisId, Instant asKnown, Instant createdAt) {}

  /**
   * @param after created_at and id of the last analysis of the page before; null for the first page
   */
  static List<AnalysisView> list(
      Connection connection,
      String tenant,
      @Nullable String ticker,
      @Nullable AnalysisStatus status,
      @Nullable ListCursor after,
      int size)
      throws SQLException {
    StringBuilder query = new StringBuilder(SELECT).append("true");
    List<Object> values = new ArrayList<>();
    values.add(tenant);
    if (ticker != null) {
      query.append(" AND ticker = ?");
      values.add(ticker);
    }
    if (status != null) {
      query.append(" AND status = ?");
      values.add(status.name());
    }
    if (after != null) {
      query.append(" AND (created_at, analysis_id) < (?, ?)");
      values.add(Sql.utc(after.createdAt()));
      values.add(after.analysisId());
    }
    query.append(" ORDER BY created_at DESC, analysis_id DESC LIMIT ?");
    values.add(size);
    try (PreparedStatement select = connection.prepareStatement(query.toString())) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      return views(select);
    }
  }

  /**
   * The progress of a run is that of all analyses that wait for it; it never goes back.
   *
   * @return whether any waits for it
   */
  static boolean progress(Connection connection, String tenant, String runId, double progress)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidemark.analyses SET status = 'RUNNING', progress = greatest(progress, ?)"
                + " WHERE tenant_id = ? AND run_id = ?"
                + ACTIVE)) {
      update.setDouble(1, progress);
      update.setString(2, tenant);
      update.setString(3, runId);
      return update.executeUpdate() > 0;
    }
  }

  static void succeed(
      Connection connection,
      String tenant,
      String runId,
      String resultHash,
      String ledger,
      Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidemark.analyses SET status = 'SUCCEEDED', progress = 1, result_hash = ?,"
                + " ledger = ?, finished_at = ? WHERE tenant_id = ? AND run_id = ?"
                + ACTIVE)) {
      update.setString(1, resultHash);
      update.setString(2, ledger);
      update.setObject(3, Sql.utc(now));
      update.setString(4, tenant);
      update.setString(5, runId);
      update.executeUpdate();
    }
  }

  static void fail(
      Connection connection,
      String tenant,
      String runId,
      AnalysisView.AnalysisError error,
      Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidemark.analyses SET status = 'FAILED', error_reason = ?, error_detail = ?,"
                + " error_hint = ?, finished_at = ? WHERE tenant_id = ? AND run_id = ?"
                + ACTIVE)) {
      update.setString(1, error.reason());
      update.setString(2, error.detail());
      update.setString(3, error.hint());
      update.setObject(4, Sql.utc(now));
      update.setString(5, tenant);
      update.setString(6, runId);
      update.executeUpdate();
    }
  }

  /** Whether there was something to cancel. */
  static boolean cancel(Connection connection, String tenant, String analysisId, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidemark.analyses SET status = 'CANCELLED', finished_at = ?"
                + " WHERE tenant_id = ? AND analysis_id = ?"
                + ACTIVE)) {
      update.setObject(1, Sql.utc(now));
      update.setString(2, tenant);
      update.setString(3, analysisId);
      return update.executeUpdate() == 1;
    }
  }

  /** The run an analysis belongs to, finished or not. */
  static Optional<String> runOf(Connection connection, String tenant, String analysisId)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT run_id FROM tidemark.analyses WHERE tenant_id = ? AND analysis_id = ?")) {
      select.setString(1, tenant);
      select.setString(2, analysisId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static List<AnalysisView> views(PreparedStatement select) throws SQLException {
    List<AnalysisView> views = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        AnalysisStatus status = AnalysisStatus.valueOf(row.getString(2));
        String reason = row.getString(11);
        views.add(
            new AnalysisView(
                row.getString(1),
                status,
                row.getString(3),
                row.getString(4),
                Sql.instant(row, 5),
                Sql.instantOrNull(row, 6),
                row.getDouble(7),
                row.getString(8),
                row.getBoolean(9),
                row.getString(10),
                reason == null
                    ? null
                    : new AnalysisView.AnalysisError(reason, row.getString(12), row.getString(13)),
                row.getString(14),
                status == AnalysisStatus.SUCCEEDED ? row.getString(15) : null));
      }
    }
    return views;
  }
}
