package dev.tidemark.interop.wire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A list of texts in one line: URL-encoded words with a space between them. */
public final class Words {
  private Words() {}

  public static String join(List<String> texts) {
    List<String> words = new ArrayList<>();
    texts.forEach(text -> words.add(URLEncoder.encode(text, StandardCharsets.UTF_8)));
    return String.join(" ", words);
  }

  public static List<String> split(String line) {
    List<String> texts = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      texts.add(URLDecoder.decode(word, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
