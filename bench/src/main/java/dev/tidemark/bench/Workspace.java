package dev.tidemark.bench;

import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for one benchmark run, removed at the end, with a lake in it. */
final class Workspace implements AutoCloseable {

  private final Path parent;
  private final InstantSource clock;
  private final Path root;
  private final TableStore store;

  Workspace(Path parent, InstantSource clock) throws IOException {
    this.parent = parent;
    this.clock = clock;
    root = Files.createTempDirectory(Files.createDirectories(parent), "bench");
    store = LocalTableStore.open(LakeOptions.of(root.resolve("lake"), clock));
  }

  /** An empty one beside this. */
  Workspace another() throws IOException {
    return new Workspace(parent, clock);
  }

  TableStore store() {
    return store;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** Where the lake keeps a table's files. */
  Path table(String layer, String name) {
    return root.resolve("lake").resolve(layer).resolve(name);
  }

  @Override
  public void close() throws IOException {
    store.close();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }
}
