package dev.tidemark.core.error;

import java.util.Collection;
import java.util.Comparator;

/** The known name that takes the fewest edits to reach from a misspelt one. */
public final class NearestName {
  private NearestName() {}

  /** Ties go to the first in alphabetical order; empty when there are no names. */
  public static String of(String typed, Collection<String> known) {
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(name -> edits(typed, name)))
        .orElse("");
  }

  /** Levenshtein's distance: insertions, deletions and substitutions of one character. */
  public static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
