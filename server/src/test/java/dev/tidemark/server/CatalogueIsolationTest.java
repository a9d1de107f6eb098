package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.tenant.IsolationProbe;
import dev.tidemark.smartdb.tenant.IsolationRules;
import dev.tidemark.smartdb.tenant.RoutineArguments;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The server's own tables are held to what those of market data are held to. */
class CatalogueIsolationTest {
  private final TestServer server = TestServer.get();

  @Test
  void everyObjectOfTheCatalogueKeepsTheRules() throws Exception {
    assertThat(IsolationRules.breaches(server.database)).isEmpty();
  }

  @Test
  void nobodyElseSeesATenantsRows() throws Exception {
    server.post("/v1/analyze", server.anna, TestServer.request("AAPL"));
    IsolationProbe probe =
        new IsolationProbe(
            server.database,
            "default",
            Set.of(server.anna.id()),
            new RoutineArguments(
                List.of("default", "x'; SET tidemark.tenant = 'default'; --"),
                List.of("1"),
                "2024-06-03T00:00:00Z",
                "2024-06-04T00:00:00Z"));
    assertThat(probe.tenantRelations())
        .contains("tidemark.tenants", "tidemark.api_keys", "tidemark.analyses", "tidemark.jobs");
    assertThat(probe.leaks()).isEmpty();
    assertThat(probe.seen(DatabaseRole.APP, "default"))
        .anyMatch(line -> line.contains("reads in tidemark.api_keys"))
        .anyMatch(line -> line.contains("reads in tidemark.audit_log"));
  }
}
