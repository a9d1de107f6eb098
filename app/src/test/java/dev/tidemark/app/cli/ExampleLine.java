package dev.tidemark.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an example of a help text into the words a shell would pass, without the explanation. */
final class ExampleLine {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private ExampleLine() {}

  static List<String> words(String line) {
    String command = line.strip().replaceFirst("^([A-Z_]+=\\S+ )+", "");
    if (!command.startsWith("tidemark ")) {
      return List.of();
    }
    // Three blanks separate the explanation; a shell operator ends the arguments.
    command = command.substring("tidemark ".length()).split(" {3,}| [>|&]", 2)[0];
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return words;
  }
}
