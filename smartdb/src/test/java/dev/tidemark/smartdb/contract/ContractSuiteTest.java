package dev.tidemark.smartdb.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.TestMarket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractSuiteTest {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15");

  @Test
  void theContractHolds() throws Exception {
    try (ScratchDatabase market = TestMarket.create()) {
      holds(market);
    }
  }

  @Test
  void theContractHoldsOnDebiansPostgreSql15() throws Exception {
    assumeThat(DEBIAN).as("PostgreSQL 15 of Debian, where it is installed").exists();
    try (TestMarket.Server server = TestMarket.server(DEBIAN);
        ScratchDatabase market = server.create("tidemark_contract")) {
      holds(market);
    }
  }

  private static void holds(ScratchDatabase market) throws Exception {
    List<ContractResult> results = ContractSuite.run(market.database(), 7, result -> {});
    assertThat(results).hasSizeGreaterThan(40).allMatch(ContractResult::passed);
  }
}
