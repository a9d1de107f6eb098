package dev.tidemark.transform.durability;

import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.market.Silver;
import java.nio.file.Path;
import java.time.InstantSource;

/** Builds silver of a lake in a process of its own, so that it can be killed. */
final class BuildProcess {
  private BuildProcess() {}

  public static void main(String[] args) {
    try (TableStore store = open(Path.of(args[0]))) {
      Silver.build(store).all(BuildMode.INCREMENTAL);
    }
  }

  static TableStore open(Path root) {
    return LocalTableStore.open(
        LakeOptions.of(root, InstantSource.system()).withDurable(false).withThreads(1));
  }
}
