package dev.tidemark.lake;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How a store works.
 *
 * @param root directory of all tables
 * @param memoryBytes off-heap memory the engine may use before it spills to disk
 * @param threads threads of the engine
 * @param durable flush data and log to the device before a commit is reported: a committed row then
 *     survives power loss and not only a killed process
 * @param clock commit times
 */
public record LakeOptions(
    Path root, long memoryBytes, int threads, boolean durable, InstantSource clock) {
  private static final long DEFAULT_MEMORY = 1536L << 20;

  public static LakeOptions of(Path root, InstantSource clock) {
    return new LakeOptions(
        root, DEFAULT_MEMORY, Runtime.getRuntime().availableProcessors(), true, clock);
  }

  public LakeOptions withMemoryBytes(long bytes) {
    return new LakeOptions(root, bytes, threads, durable, clock);
  }

  public LakeOptions withThreads(int count) {
    return new LakeOptions(root, memoryBytes, count, durable, clock);
  }

  public LakeOptions withDurable(boolean flush) {
    return new LakeOptions(root, memoryBytes, threads, flush, clock);
  }
}
