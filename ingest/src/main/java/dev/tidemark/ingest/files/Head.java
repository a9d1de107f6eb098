package dev.tidemark.ingest.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a file, enough to recognise its layout.
 *
 * @param lines its first non-blank lines, without a byte-order mark; none when there is no text
 * @param binary true when it is not text
 * @param parquet true for a Parquet file, whose one line is the names of its columns
 * @param averageLine mean bytes per line, to estimate rows
 */
record Head(List<String> lines, boolean binary, boolean parquet, int averageLine) {

  private static final int BYTES = 64 * 1024;
  private static final int MOST_LINES = 200;

  static Head read(Container container) throws IOException {
    if (container.parquet()) {
      return ParquetText.head(container.file());
    }
    try (InputStream in = container.open()) {
      return of(in.readNBytes(BYTES));
    }
  }

  static Head of(byte[] bytes) {
    int mark =
        bytes.length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF
            ? 3
            : 0;
    if (binary(bytes)) {
      return new Head(List.of(), true, false, 1);
    }
    String text = new String(bytes, mark, bytes.length - mark, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    int breaks = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      if (end || text.charAt(i) == '\n') {
        String line = text.substring(from, i).stripTrailing();
        // The last piece of a full head may be half a line, but is all there is of a long one.
        boolean whole = !end || bytes.length < BYTES || lines.isEmpty();
        if (!line.isBlank() && whole && lines.size() < MOST_LINES) {
          lines.add(line);
        }
        breaks++;
        from = i + 1;
      }
    }
    return new Head(
        List.copyOf(lines), false, false, Math.max(1, bytes.length / Math.max(1, breaks)));
  }

  String first() {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  private static boolean binary(byte[] bytes) {
    int control = 0;
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        control++;
      }
    }
    return control * 20 > bytes.length;
  }
}
