package dev.tidemark.transform.bars;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stored text of a row's flags: names in order, separated by commas; null when there are none.
 */
public final class RowFlags {
  private RowFlags() {}

  public static boolean has(@Nullable String flags, String flag) {
    return flags != null && List.of(flags.split(",", -1)).contains(flag);
  }

  /** Every flag that is in either. */
  public static @Nullable String union(@Nullable String a, @Nullable String b) {
    TreeSet<String> all = new TreeSet<>();
    if (a != null) {
      all.addAll(List.of(a.split(",", -1)));
    }
    if (b != null) {
      all.addAll(List.of(b.split(",", -1)));
    }
    all.remove("");
    return all.isEmpty() ? null : String.join(",", all);
  }
}
