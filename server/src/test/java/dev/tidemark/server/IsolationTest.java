package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.smartdb.DatabaseRole;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** One tenant never sees, changes or notices what is another's. */
class IsolationTest {
  /** Routes that name nothing of a tenant: they have no id, or one of something shared. */
  private static final Set<String> WITHOUT_IDS =
      Set.of(
          "GET /health/live",
          "GET /health/ready",
          "GET /health/started",
          "GET /metrics",
          "GET /openapi.json",
          "GET /openapi.json.yaml",
          "GET /v1/analysis",
          "GET /v1/bars",
          "GET /v1/features",
          "GET /v1/live/status",
          "GET /v1/live/{feed}",
          "GET /v1/metadata/calendar",
          "GET /v1/metadata/features",
          "GET /v1/metadata/ticker",
          "GET /v1/metadata/ticker/{t}",
          "GET /v1/schemas",
          "GET /v1/usage",
          "GET /version",
          "POST /v1/analyze",
          "POST /v1/batch/analyze",
          "POST /v1/events/decisions",
          "POST /v1/events/executions",
          "POST /v1/events/news",
          "POST /v1/events/portfolio");

  private final TestServer server = TestServer.get();

  @TestFactory
  List<DynamicTest> anotherTenantsIdsAreNotFound() {
    String analysis =
        server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("AAPL")));
    String batch =
        server.idOf(
            server.post(
                "/v1/batch/analyze",
                server.anna,
                "{\"requests\":[" + TestServer.request("AAPL") + "]}"));
    List<DynamicTest> tests = new ArrayList<>();
    Routes.of(server.server)
        .forEach(
            (route, pattern) -> {
              if (!WITHOUT_IDS.contains(route)) {
                String id = pattern.contains("/batch/") ? batch : analysis;
                tests.add(DynamicTest.dynamicTest(route, () -> probe(route, pattern, id)));
              }
            });
    assertThat(tests).hasSizeGreaterThanOrEqualTo(10);
    return tests;
  }

  private void probe(String route, String pattern, String id) {
    assertThat(pattern).as("a new route is either probed by id or listed").contains("{id}");
    String method = route.split(" ", 2)[0];
    HttpResponse<String> foreign = server.send(method, Routes.path(pattern, id), server.ben, null);
    HttpResponse<String> absent =
        server.send(method, Routes.path(pattern, "no-such-id"), server.ben, null);

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(told(foreign)).isEqualTo(told(absent));
    assertThat(server.send(method, Routes.path(pattern, id), server.anna, null).statusCode())
        .as("its owner has it")
        .isIn(200, 409);
  }

  /** All that the answer says, apart from what was asked. */
  private static Map<?, ?> told(HttpResponse<String> answer) {
    Map<?, ?> problem = JsonMapper.builder().build().readValue(answer.body(), Map.class);
    problem.remove("detail");
    problem.remove("instance");
    problem.remove("request_id");
    return problem;
  }

  @Test
  void listsHoldOnesOwnOnly() {
    String mine = server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("AAPL")));

    assertThat(server.get("/v1/analysis?size=200", server.anna).body()).contains(mine);
    assertThat(server.get("/v1/analysis?size=200", server.ben).body())
        .doesNotContain("\"" + mine + "\"")
        .doesNotContain("\"tenant_id\":\"default\"");
  }

  @Test
  void theDatabaseShowsNothingWithoutATenant() throws SQLException {
    try (Connection connection = server.database.dataSource(DatabaseRole.APP).getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("tenants", "api_keys", "audit_log", "idempotency")) {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM tidemark." + table)) {
          rows.next();
          assertThat(rows.getLong(1)).as(table).isZero();
        }
      }
    }
  }

  @Test
  void aTenantsTransactionSeesAndWritesItsOwnRowsOnly() {
    assertThat(count("ben", "api_keys WHERE tenant_id <> 'ben'")).isZero();
    assertThat(count("ben", "api_keys")).isPositive();
    assertThatThrownBy(
            () ->
                server.transactions.run(
                    "ben",
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        return statement.executeUpdate(
                            "INSERT INTO tidemark.audit_log (tenant_id, actor, action, subject,"
                                + " request) VALUES ('default', 'x', 'y', 'z', '')");
                      }
                    }))
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void everyTenantTableForcesRowLevelSecurity() throws SQLException {
    try (Connection connection = server.database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet open =
            statement.executeQuery(
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                    + " WHERE c.relnamespace = 'tidemark'::regnamespace AND c.relkind = 'r'"
                    + " AND a.attname = 'tenant_id' AND NOT (relrowsecurity AND"
                    + " relforcerowsecurity)")) {
      assertThat(open.next()).as("a table with tenants and without protection").isFalse();
    }
  }

  @Test
  void theAuditLogIsOnlyAddedTo() {
    server.post("/v1/analyze", server.anna, TestServer.request("AAPL"));

    assertThat(count("default", "audit_log WHERE action = 'ANALYSIS_SUBMITTED'")).isPositive();
    for (DatabaseRole role : DatabaseRole.values()) {
      for (String change :
          List.of("DELETE FROM tidemark.audit_log", "UPDATE tidemark.audit_log SET actor = 'x'")) {
        assertThatThrownBy(
                () -> {
                  try (Connection connection = server.database.dataSource(role).getConnection();
                      Statement statement = connection.createStatement()) {
                    statement.executeUpdate(change);
                  }
                })
            .as(role + " " + change)
            .hasMessageContaining("permission denied");
      }
    }
  }

  private long count(String tenant, String from) {
    return server.transactions.run(
        tenant,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT count(*) FROM tidemark." + from)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }
}
