package dev.tidemark.golden;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs every vector file of a directory through the topic that knows it. */
public final class GoldenRunner {

  private final List<GoldenTopic> topics;

  public GoldenRunner(List<GoldenTopic> topics) {
    this.topics = List.copyOf(topics);
  }

  /** The runner with every topic that is built. */
  public static GoldenRunner standard() {
    return new GoldenRunner(
        List.of(
            new IndicatorTopic(),
            new TextbookTopic(),
            new MicrostructureTopic(),
            new TradeBarsTopic(),
            new CalendarTopic(),
            new SessionBucketsTopic(),
            new PhiloxTopic(),
            new BootstrapTopic(),
            new FalseDiscoveryTopic(),
            new WalkForwardTopic(),
            new SimulatorTopic(),
            new MeanReversionTopic(),
            new AsOfTopic(),
            new RegimeTopic(),
            new MetricsTopic(),
            new DiagnosticsTopic(),
            new RealityCheckTopic(),
            new NumberFormatTopic(),
            new LargeTradeTopic()));
  }

  /**
   * Runs all {@code .json} and {@code .csv} files directly in the directory, in order of name;
   * files that are inputs of others are read with these.
   *
   * @throws TidemarkException if there is no such directory or no vector file in it
   */
  public List<FileResult> run(Path directory) {
    List<Path> files = vectorFiles(directory);
    if (files.isEmpty()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_INPUT,
              "No vector files found",
              "the directory holds no .json or .csv file",
              "Name the directory that holds the vectors")
          .withDetail("directory", directory);
    }
    return files.stream().map(this::check).toList();
  }

  /** Runs one file. Whatever is wrong with it becomes a failure in the result. */
  public FileResult check(Path path) {
    GoldenFile file = new GoldenFile(path);
    Tally tally = new Tally();
    GoldenTopic topic =
        topics.stream().filter(each -> each.accepts(file.name())).findFirst().orElse(null);
    if (topic == null) {
      tally.notBuilt("topic");
      return tally.result(file.name());
    }
    try {
      topic.check(file, tally);
    } catch (MalformedVector malformed) {
      tally.fail(String.valueOf(malformed.getMessage()));
    } catch (IOException unreadable) {
      tally.fail("cannot be read: " + Tally.describe(unreadable));
    } catch (RuntimeException error) {
      tally.fail("not completed: " + Tally.describe(error));
    }
    return tally.result(file.name());
  }

  private List<Path> vectorFiles(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw TidemarkException.of(
              ErrorCode.NOT_FOUND,
              "Not a directory",
              "vectors are read from a directory",
              "Name the directory that holds the vectors")
          .withDetail("directory", directory);
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(this::isVectorFile).sorted().toList();
    } catch (IOException error) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "Directory cannot be listed",
              Tally.describe(error),
              "Check that it may be read",
              error)
          .withDetail("directory", directory);
    }
  }

  /** Whether a file holds expected values: JSON or CSV that is not just an input of another. */
  boolean isVectorFile(Path path) {
    String name = String.valueOf(path.getFileName());
    return Files.isRegularFile(path)
        && (name.endsWith(".json") || name.endsWith(".csv"))
        && topics.stream().noneMatch(topic -> topic.isInput(name));
  }
}
