package dev.tidemark.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.analysis.ledger.Trials;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrialLedgerTest {
  private static final Trials RUN = new Trials(1, 35, 35, 0.1 + 0.2, 1e-3);

  @TempDir Path home;

  @Test
  void countsRunsAndDistinctTrialsPerTickerAndTenant() {
    FileTrialLedger ledger = ledger();
    assertThat(ledger.of("local", "AAPL")).isEqualTo(Trials.NONE);
    assertThat(ledger.record("local", "AAPL", "k1", RUN)).isEqualTo(RUN);
    assertThat(ledger.record("local", "AAPL", "k1", RUN)).isEqualTo(RUN.repeated());
    assertThat(ledger.record("local", "AAPL", "k2", RUN)).isEqualTo(RUN.repeated().plus(RUN));
    ledger.record("local", "TSLA", "k1", RUN);
    ledger.record("other", "AAPL", "k1", RUN);
    assertThat(ledger().of("local", "AAPL")).isEqualTo(RUN.repeated().plus(RUN));
    assertThat(ledger().of("other", "AAPL").runs()).isEqualTo(1);
  }

  @Test
  void aTornLineIsCutOff() throws IOException {
    ledger().record("local", "AAPL", "k1", RUN);
    long whole = Files.size(file());
    Files.writeString(file(), "1\tlocal\tAAPL\tk2\t3", StandardOpenOption.APPEND);
    assertThat(ledger().of("local", "AAPL")).isEqualTo(RUN);
    assertThat(ledger().record("local", "AAPL", "k3", RUN)).isEqualTo(RUN.plus(RUN));
    assertThat(Files.size(file())).isEqualTo(2 * whole);
  }

  @Test
  void aDamagedLineIsNotIgnored() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "1\tlocal\tAAPL\tk2\tmany\t1\t0x1p0\t0x1p0\n");
    assertThatThrownBy(() -> ledger().of("local", "AAPL"))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> ledger().record("a\tb", "AAPL", "k", RUN))
        .hasMessageContaining("control character");
  }

  @Test
  void threadsTakeTurns() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 40; i++) {
      String key = "k" + i % 10;
      pool.execute(() -> ledger().record("local", "AAPL", key, RUN));
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ledger().of("local", "AAPL").runs()).isEqualTo(40);
    assertThat(ledger().of("local", "AAPL").trials()).isEqualTo(350);
  }

  private FileTrialLedger ledger() {
    return new FileTrialLedger(file());
  }

  private Path file() {
    return home.resolve("analysis").resolve("trials.tsv");
  }
}
