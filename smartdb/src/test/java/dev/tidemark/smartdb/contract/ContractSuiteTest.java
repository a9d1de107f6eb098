package dev.tidemark.smartdb.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.TestMarket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractSuiteTest {

  @Test
  void theContractHolds() throws Exception {
    try (ScratchDatabase market = TestMarket.create()) {
      List<ContractResult> results = ContractSuite.run(market.database(), 7, result -> {});
      assertThat(results).hasSizeGreaterThan(40).allMatch(ContractResult::passed);
    }
  }
}
