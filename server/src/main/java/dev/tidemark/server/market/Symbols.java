package dev.tidemark.server.market;

import dev.tidemark.server.problem.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of series in requests: {@code SYMBOL}, {@code SYMBOL@source} or {@code private:NAME}. */
public final class Symbols {
  /** Begins the names of instruments that only their tenant sees. */
  static final String PRIVATE = "private:";

  private static final Pattern SYMBOL =
      Pattern.compile(
          "(?!private:)[^@,\\p{Cntrl}\\p{Cs}]{1,64}(@[A-Za-z0-9][A-Za-z0-9._-]{0,62})?");
  private static final Pattern OWN = Pattern.compile("private:[^@,\\p{Cntrl}\\p{Cs}]{1,64}");

  private Symbols() {}

  public static boolean isPrivate(String symbol) {
    return symbol.startsWith(PRIVATE);
  }

  public static String one(String parameter, String text) {
    if (!SYMBOL.matcher(text).matches() && !OWN.matcher(text).matches()) {
      throw Problems.parameter(
              parameter,
              "'" + shortened(text) + "' is not the name of a series",
              "Send SYMBOL, SYMBOL@source or private:NAME, with at most 64 characters in SYMBOL")
          .exception();
    }
    return text;
  }

  /** Names separated by commas, each once. */
  public static List<String> several(String parameter, String text, int most) {
    Set<String> symbols = new LinkedHashSet<>();
    for (String symbol : text.split(",", most + 1)) {
      symbols.add(one(parameter, symbol.strip()));
    }
    return List.copyOf(symbols);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
