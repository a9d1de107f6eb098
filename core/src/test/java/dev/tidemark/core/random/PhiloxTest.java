package dev.tidemark.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PhiloxTest {

  static List<String> blocks() throws IOException {
    return lines().stream()
        .filter(l -> l.startsWith("random123 ") || l.startsWith("raw "))
        .toList();
  }

  static List<String> streams() throws IOException {
    return lines().stream().filter(l -> l.startsWith("stream ")).toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blockFunctionGivesTheKnownAnswer(String line) {
    String[] f = line.split(" ", -1);
    int[] out = new int[4];
    Philox4x32.block(hex(f[1]), hex(f[2]), hex(f[3]), hex(f[4]), hex(f[5]), hex(f[6]), out, 0);
    assertThat(out).containsExactly(hex(f[7]), hex(f[8]), hex(f[9]), hex(f[10]));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void streamsAreAddressedByPurposeIdAndReplicate(String line) {
    String[] f = line.split(" ", -1);
    PhiloxStream stream =
        PhiloxStream.of(
            Long.parseUnsignedLong(f[1]),
            Purpose.valueOf(f[2]),
            Integer.parseUnsignedInt(f[3]),
            Integer.parseUnsignedInt(f[4]));
    for (int w = 0; w < 12; w++) {
      assertThat(stream.word(w)).as("word %d", w).isEqualTo(hex(f[5 + w]));
    }
    assertThat(stream.word(1_000_003)).isEqualTo(hex(f[17]));
    for (int w = 0; w < 12; w++) {
      assertThat(stream.nextWord()).as("sequential word %d", w).isEqualTo(hex(f[5 + w]));
    }
  }

  @Property(tries = 200)
  void bulkFillEqualsSingleWords(
      @ForAll long seed, @ForAll int id, @ForAll @LongRange(min = 0, max = 1L << 31) long first) {
    PhiloxStream stream = PhiloxStream.of(seed, Purpose.SYNTH, 3, id, 17);
    int[] words = new int[12];
    stream.fill(first, 3, words, 0);
    for (int i = 0; i < words.length; i++) {
      assertThat(words[i]).isEqualTo(stream.word(4 * first + i));
    }
  }

  @Property(tries = 200)
  void subStreamsDiffer(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 1000) int a,
      @ForAll @IntRange(min = 0, max = 1000) int b) {
    PhiloxStream left = PhiloxStream.of(seed, Purpose.SYNTH, a, 1, 2);
    PhiloxStream right = PhiloxStream.of(seed, Purpose.SYNTH, b, 1, 2);
    boolean same = left.word(0) == right.word(0) && left.word(1) == right.word(1);
    assertThat(same).isEqualTo(a == b);
  }

  @Test
  void uniformsStayInsideTheOpenInterval() {
    assertThat(PhiloxStream.uniform(0)).isGreaterThan(0.0);
    assertThat(PhiloxStream.uniform(-1)).isLessThan(1.0);
    assertThat(PhiloxStream.uniform(Integer.MIN_VALUE)).isEqualTo(0.5 + 0x1p-33);
  }

  @Test
  void wordsBeyondTheCounterAreRefused() {
    PhiloxStream stream = PhiloxStream.of(1, Purpose.BOOT, 0, 0);
    assertThatThrownBy(() -> stream.word(PhiloxStream.WORDS))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> PhiloxStream.of(1, Purpose.BOOT, 1 << 24, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int hex(String word) {
    return Integer.parseUnsignedInt(word, 16);
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(PhiloxTest.class.getResourceAsStream("philox.txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
