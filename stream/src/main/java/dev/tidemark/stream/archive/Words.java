package dev.tidemark.stream.archive;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Texts that repeat, as codes. */
final class Words {
  private final Map<String, Integer> codes = new HashMap<>();
  private String[] words = new String[16];

  int code(String word) {
    Integer known = codes.get(word);
    if (known != null) {
      return known;
    }
    int code = codes.size();
    if (code == words.length) {
      words = Arrays.copyOf(words, code * 2);
    }
    words[code] = word;
    codes.put(word, code);
    return code;
  }

  String[] all() {
    return Arrays.copyOf(words, codes.size());
  }
}
