package dev.tidemark.interop.readers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever our lake did to a table, delta-rs reads the rows we read. */
@ExtendWith(Parties.Extension.class)
class OursReadByDeltaRsTest {
  private final OurLake lake;
  private final DeltaRs deltaRs;

  OursReadByDeltaRsTest(Parties parties) {
    lake = parties.lake;
    deltaRs = parties.deltaRs;
  }

  @ParameterizedTest
  @EnumSource
  void firstRowsAndLatestAreTheSame(Story story) {
    deltaRs.require();
    String table = story.table(lake);
    long latest = lake.version(table);
    for (long version : new long[] {Math.min(1, latest), latest}) {
      assertThat(deltaRs.digest(lake.path(table), version))
          .as("%s, version %d", story, version)
          .isEqualTo(lake.digest(table, version));
    }
  }
}
