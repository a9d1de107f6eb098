package dev.tidemark.interop.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table delta-rs made is read here with the rows delta-rs reads, in every version. */
@ExtendWith(Parties.Extension.class)
class DeltaRsTablesReadHereTest {
  private final OurLake lake;
  private final DeltaRs deltaRs;

  DeltaRsTablesReadHereTest(Parties parties) {
    lake = parties.lake;
    deltaRs = parties.deltaRs;
  }

  @Test
  void everyVersionIsReadAlike() {
    deltaRs.require();
    Path path = lake.path("rust.changed");
    long latest = Long.parseLong(deltaRs.script("write.py", path.toString()).get(0));
    assertThat(latest).isGreaterThanOrEqualTo(5);
    assertThat(lake.version("rust.changed")).isEqualTo(latest);
    for (long version = 0; version <= latest; version++) {
      assertThat(lake.digest("rust.changed", version))
          .as("version %d", version)
          .isEqualTo(deltaRs.digest(path, version));
    }
  }
}
