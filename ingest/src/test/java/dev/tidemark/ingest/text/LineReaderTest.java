package dev.tidemark.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static List<String> lines(InputStream in) throws IOException {
    List<String> out = new ArrayList<>();
    try (LineReader reader = new LineReader(in)) {
      for (LineChunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        for (int i = 0; i < chunk.count(); i++) {
          assertThat(chunk.number(i)).isEqualTo(out.size() + 1L);
          out.add(chunk.tooLong(i) ? "<long>" : chunk.text(i));
        }
      }
    }
    return out;
  }

  private static List<String> lines(String text) throws IOException {
    return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void splitsAtBothKindsOfBreak() throws IOException {
    assertThat(lines("a\r\nb\nc")).containsExactly("a", "b", "c");
  }

  @Test
  void keepsEmptyLinesButNoneAfterTheLastBreak() throws IOException {
    assertThat(lines("a\n\nb\n")).containsExactly("a", "", "b");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void dropsAByteOrderMarkAtTheStartOnly() throws IOException {
    assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
  }

  @Test
  void aGigabyteLineCostsBoundedMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 1L << 30;
          private final byte[] tail = "\nnext\n".getBytes(StandardCharsets.US_ASCII);
          private int at;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : at < tail.length ? tail[at++] : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            if (left > 0) {
              int n = (int) Math.min(length, left);
              Arrays.fill(bytes, offset, offset + n, (byte) 'x');
              left -= n;
              return n;
            }
            int next = read();
            if (next < 0) {
              return -1;
            }
            bytes[offset] = (byte) next;
            return 1;
          }
        };
    assertThat(lines(endless)).containsExactly("<long>", "next");
  }

  @Test
  void aLongLastLineWithoutBreakIsOneLongLine() throws IOException {
    assertThat(lines("a\n" + "x".repeat(LineReader.LONGEST_LINE * 4)))
        .containsExactly("a", "<long>");
  }

  @Test
  void quotesOnlyTheBeginningOfALongLine() throws IOException {
    String text = "x".repeat(LineReader.LONGEST_LINE + 10) + "\nb";
    try (LineReader reader =
        new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      LineChunk chunk = reader.next();
      assertThat(chunk).isNotNull();
      assertThat(chunk.tooLong(0)).isTrue();
      assertThat(chunk.text(0)).hasSize(LineChunk.QUOTED_BYTES);
    }
  }

  @Property(tries = 30)
  void manyLinesSurviveChunking(
      @ForAll @IntRange(min = 1, max = 60_000) int count, @ForAll @Size(max = 30) String text)
      throws IOException {
    String line = text.replace("\n", "").replace("\r", "").replace("\uFEFF", "");
    byte[] encoded = line.getBytes(StandardCharsets.UTF_8);
    String decoded = new String(encoded, StandardCharsets.UTF_8);
    List<String> read = lines((line + "\n").repeat(count));
    assertThat(read).hasSize(count).allMatch(decoded::equals);
  }
}
