package dev.tidemark.transform.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.TableStore;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.market.RandomMarket;
import dev.tidemark.transform.market.RandomMarket.Delivery;
import dev.tidemark.transform.market.Silver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds killed with SIGKILL once they have made so many commits go on to the same rows. */
class KilledProcessTest {
  private static final int KILLS = 3;
  private static final long SEED = 7;

  @Test
  void goes_on_to_the_same_rows(@TempDir Path directory) throws Exception {
    List<Delivery> deliveries = RandomMarket.deliveries(SEED, 25);
    try (TableStore once = BuildProcess.open(directory.resolve("once"))) {
      RandomMarket.register(once);
      RandomMarket.deliver(once, deliveries);
      Silver.build(once).all(BuildMode.FULL);

      Path root = directory.resolve("killed");
      Random random = new Random(SEED);
      List<Boolean> killed = new ArrayList<>();
      for (List<Delivery> part : RandomMarket.parts(deliveries, KILLS, random)) {
        try (TableStore store = BuildProcess.open(root)) {
          if (killed.isEmpty()) {
            RandomMarket.register(store);
          }
          RandomMarket.deliver(store, part);
        }
        killed.add(killAfter(root, 1 + random.nextInt(7)));
      }
      try (TableStore store = BuildProcess.open(root)) {
        Silver.build(store).all(BuildMode.INCREMENTAL);
        assertThat(killed).as("killed before its end, seed %d", SEED).contains(true);
        Silver.assertSame(store, once);
      }
    }
  }

  /** Kills a build when silver has so many commits more than before; false if it ended first. */
  private static boolean killAfter(Path root, int commits)
      throws IOException, InterruptedException {
    long before = commits(root);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-javaagent"))
            .toList());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BuildProcess.class.getName(),
            root.toString()));
    Process build =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (build.isAlive() && commits(root) < before + commits) {
      build.waitFor(2, TimeUnit.MILLISECONDS);
    }
    boolean running = build.isAlive();
    build.destroyForcibly().waitFor();
    return running;
  }

  private static long commits(Path root) throws IOException {
    Path silver = root.resolve("silver");
    if (!Files.isDirectory(silver)) {
      return 0;
    }
    try (Stream<Path> files = Files.find(silver, 3, (path, info) -> isCommit(path))) {
      return files.count();
    } catch (UncheckedIOException changedMeanwhile) {
      return 0;
    }
  }

  private static boolean isCommit(Path path) {
    return path.toString().endsWith(".json") && path.toString().contains("_delta_log");
  }
}
