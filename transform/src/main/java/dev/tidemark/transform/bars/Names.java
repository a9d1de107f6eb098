package dev.tidemark.transform.bars;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Codes for the few distinct texts of bars: providers, flags. Codes are handed out in the order of
 * first use, so nothing may be ordered by them. Safe for any thread.
 */
public final class Names {
  /** The code of null. */
  public static final long NONE = 0;

  private final Map<String, Long> codes = new HashMap<>();
  private final List<@Nullable String> names = new ArrayList<>();

  public Names() {
    names.add(null);
  }

  public synchronized long code(@Nullable String name) {
    if (name == null) {
      return NONE;
    }
    Long code = codes.get(name);
    if (code == null) {
      code = (long) names.size();
      codes.put(name, code);
      names.add(name);
    }
    return code;
  }

  public synchronized @Nullable String name(long code) {
    return names.get((int) code);
  }

  /** The text of a code that is not {@link #NONE}. */
  public String text(long code) {
    String name = name(code);
    if (name == null) {
      throw new IllegalStateException("no text has code " + code);
    }
    return name;
  }

  /** All texts handed out so far, by code; element 0 stands for null and is empty. */
  public synchronized String[] table() {
    String[] out = new String[names.size()];
    for (int i = 0; i < out.length; i++) {
      String name = names.get(i);
      out[i] = name == null ? "" : name;
    }
    return out;
  }
}
