package dev.tidemark.lake.delta;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Set;
import java.util.TreeSet;

/** Which tables of other writers can be read or written here; the rest is refused, by name. */
public final class Features {
  /** Tables made here need no reader feature, so every Delta reader can read them. */
  private static final Action.Protocol OURS =
      new Action.Protocol(
          1, 7, Set.of(), new TreeSet<>(Set.of("appendOnly", "inCommitTimestamp", "invariants")));

  private static final Set<String> READABLE =
      Set.of(
          "deletionVectors",
          "columnMapping",
          "timestampNtz",
          "v2Checkpoint",
          "vacuumProtocolCheck");
  private static final Set<String> WRITABLE =
      Set.of("appendOnly", "invariants", "inCommitTimestamp", "deletionVectors");

  private Features() {}

  /** What a table made here asks of its readers and writers. */
  public static Action.Protocol ours() {
    return OURS;
  }

  static void checkReadable(TableState state) {
    Action.Protocol protocol = state.protocol();
    Set<String> unknown = new TreeSet<>(protocol.readerFeatures());
    unknown.removeAll(READABLE);
    if (protocol.minReader() > 3) {
      unknown.add("reader version " + protocol.minReader());
    }
    String mapping = state.property("delta.columnMapping.mode", "none");
    if (!mapping.equals("none") && !mapping.equals("name")) {
      unknown.add("columnMapping mode " + mapping);
    }
    if (!unknown.isEmpty()) {
      throw refused("read", unknown);
    }
  }

  /** UNSUPPORTED when a change here could break what the table's writer promised. */
  public static void checkWritable(TableState state) {
    Action.Protocol protocol = state.protocol();
    Set<String> unknown = new TreeSet<>();
    if (protocol.minWriter() >= 7) {
      unknown.addAll(protocol.writerFeatures());
      unknown.removeAll(WRITABLE);
    } else if (protocol.minWriter() > 2) {
      unknown.add("writer version " + protocol.minWriter());
    }
    if (!state.property("delta.columnMapping.mode", "none").equals("none")) {
      unknown.add("columnMapping");
    }
    if (state.property("delta.enableChangeDataFeed", "false").equals("true")) {
      unknown.add("changeDataFeed");
    }
    if (state.metadata().schema().contains("delta.invariants")) {
      unknown.add("column invariants");
    }
    state.metadata().configuration().keySet().stream()
        .filter(key -> key.startsWith("delta.constraints."))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw refused("changed", unknown);
    }
  }

  private static TidemarkException refused(String verb, Set<String> features) {
    return TidemarkException.of(
            ErrorCode.UNSUPPORTED,
            "The table cannot be " + verb + " here",
            "another program wrote it with Delta features that would be ignored",
            "rewrite the table without these features, or use that program")
        .withDetail("features", String.join(", ", features));
  }
}
