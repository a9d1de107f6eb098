package dev.tidemark.ingest.files;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.ProviderInfo;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Market data in files below a directory (or one file). Files are taken in the order of their paths
 * relative to the directory; their rows are stored under the provider that the layout names, e.g.
 * {@code oanda}. What identifies a file is its real path: the same file is the same source
 * whichever directory above it was named, and files of one name in two directories are two sources.
 * A file that is reached twice, by a link, is read once.
 */
public final class FilesProvider implements Provider {

  /** What users write as {@code --provider}. */
  public static final String NAME = "files";

  private static final Set<String> ENDINGS =
      Set.of(".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".zip", ".gz", ".parquet");

  private final Path root;
  private final Layouts layouts;
  private final Optional<Mapping> forced;

  private FilesProvider(Path root, Layouts layouts, Optional<Mapping> forced) {
    this.root = root;
    this.layouts = layouts;
    this.forced = forced;
  }

  /** Files below {@code root}, layouts found by themselves. */
  public static FilesProvider of(Path root) {
    return of(root, Layouts.presets(), "");
  }

  /**
   * Files below {@code root}.
   *
   * @param preset name of the mapping to use for every file; empty to find it for each
   */
  public static FilesProvider of(Path root, Layouts layouts, String preset) {
    return new FilesProvider(
        root.toAbsolutePath().normalize(),
        layouts,
        preset.isEmpty() ? Optional.empty() : Optional.of(layouts.named(preset)));
  }

  @Override
  public ProviderInfo info() {
    return new ProviderInfo(
        NAME,
        100,
        EnumSet.allOf(AssetClass.class),
        Timeframe.STORED,
        false,
        KnownTimeBasis.ASSUMED);
  }

  public Layouts layouts() {
    return layouts;
  }

  @Override
  public Listing list(Selection selection) {
    List<Source> sources = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path file : files()) {
      try {
        for (Container container : Container.of(file, shown(file))) {
          if (taken.contains(container.name())) {
            continue;
          }
          try {
            Optional<Source> source = source(container, selection, refusals);
            source.ifPresent(sources::add);
            source.ifPresent(one -> taken.add(one.name()));
          } catch (RefusedException refused) {
            refusals.add(refused.refusal());
          }
        }
      } catch (RefusedException refused) {
        refusals.add(refused.refusal());
      }
    }
    return new Listing(sources, refusals);
  }

  private Optional<Source> source(Container container, Selection selection, List<Refusal> refusals)
      throws RefusedException {
    String name = container.shown();
    Head head;
    try {
      head = Head.read(container);
    } catch (IOException failed) {
      if (Container.damage(failed)) {
        throw Container.damaged(name, failed);
      }
      throw Container.unreadable(container.file(), failed);
    }
    Optional<Layouts.Match> match = layouts.find(path(container), name, head, forced);
    if (match.isEmpty()) {
      throw new RefusedException(
          new Refusal(
              name,
              "UNKNOWN_LAYOUT",
              head.parquet()
                  ? "its name and columns fit no preset"
                  : "its name and first line fit no preset",
              "name one with --preset, or describe the file in a mapping (--mapping)"));
    }
    Binding binding = Binding.of(match.get(), name);
    binding.barsRefused().ifPresent(refusals::add);
    FileSource source = new FileSource(container, binding, head);
    return wanted(source, selection) ? Optional.of(source) : Optional.empty();
  }

  /** Files whose instruments stand inside are wanted until they are read. */
  private static boolean wanted(Source source, Selection selection) {
    for (Series series : source.series()) {
      boolean open = series.instrument() == Binding.UNKNOWN;
      if (open
          || (selection.wants(series.type())
              && selection.wantsAsset(series.instrument().symbol()))) {
        return true;
      }
    }
    return false;
  }

  private String path(Container container) {
    String path = container.file().toString().replace('\\', '/');
    String entry = container.entry();
    return entry == null ? path : path + "!" + entry;
  }

  private String shown(Path file) {
    if (file.equals(root)) {
      return String.valueOf(file.getFileName());
    }
    return root.relativize(file).toString().replace('\\', '/');
  }

  private List<Path> files() {
    if (!Files.exists(root)) {
      throw TidemarkException.of(
              ErrorCode.NOT_FOUND,
              "No such file or directory",
              "there is nothing to read there",
              "Check the path given with --data")
          .withDetail("path", root);
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.equals(root) || (dataFile(file) && visible(file)))
          // A file itself before links to it: its own name tells what it holds.
          .sorted(Comparator.comparing(Files::isSymbolicLink).thenComparing(this::shown))
          .toList();
    } catch (IOException failed) {
      throw Container.unreadable(root, failed);
    }
  }

  private boolean visible(Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static boolean dataFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
