package dev.tidemark.golden;

import dev.tidemark.core.random.Philox4x32;
import dev.tidemark.core.random.PhiloxLanes;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** 06: the block function and the streams addressed by purpose, id and replicate. */
final class PhiloxTopic implements GoldenTopic {

  private static final Set<String> PARTS =
      Set.of("_readme", "tolerance", "purpose_codes", "raw", "streams");
  private static final Set<String> STREAM =
      Set.of("seed", "purpose", "id", "replicate", "words", "word_1000003");
  private static final int NEAR_WORDS = 12;
  private static final String FAR_WORD = "word_1000003";

  @Override
  public String prefix() {
    return "06_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    tally.known(root, PARTS);
    Vector codes = root.field("purpose_codes");
    for (String name : codes.names()) {
      Vector code = codes.expected(name);
      tally.section(code, () -> tally.exact(code, (long) purpose(name, code).code()));
    }
    for (Vector each : root.field("raw").elements()) {
      tally.section(each, () -> checkBlock(each, tally));
    }
    for (Vector each : root.field("streams").elements()) {
      tally.section(each, () -> checkStream(each, tally));
    }
  }

  private static void checkBlock(Vector each, Tally tally) {
    int[] ctr = words(each.field("ctr"), 4);
    int[] key = words(each.field("key"), 2);
    int[] out = new int[4];
    Philox4x32.block(ctr[0], ctr[1], ctr[2], ctr[3], key[0], key[1], out, 0);
    List<Vector> expected = tally.paired(each.expected("out"), out.length);
    for (int i = 0; i < expected.size(); i++) {
      tally.exact(expected.get(i), hex(out[i]));
    }
  }

  private static void checkStream(Vector each, Tally tally) {
    long seed = UnsignedText.parse(each.field("seed"));
    Purpose purpose = purpose(each.field("purpose").text(), each.field("purpose"));
    int id = unsigned(each.field("id"));
    int replicate = unsigned(each.field("replicate"));
    PhiloxStream stream = PhiloxStream.of(seed, purpose, id, replicate);
    PhiloxLanes lanes = new PhiloxLanes(NEAR_WORDS / 4);
    lanes.fill(seed, purpose, id, replicate, 1, NEAR_WORDS / 4);
    List<Vector> near = tally.paired(each.expected("words"), NEAR_WORDS);
    for (int w = 0; w < near.size(); w++) {
      int word = stream.word(w);
      if (word != (int) lanes.lane(w & 3)[w >>> 2]) {
        throw new IllegalStateException("stream and lanes disagree on word " + w);
      }
      tally.exact(near.get(w), hex(word));
    }
    tally.exact(each.expected(FAR_WORD), hex(stream.word(1_000_003)));
    tally.known(each, STREAM);
  }

  private static Purpose purpose(String name, Vector place) {
    return Arrays.stream(Purpose.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new MalformedVector(place.place(), "unknown purpose " + name));
  }

  private static int[] words(Vector array, int size) {
    List<Vector> elements = array.elements();
    if (elements.size() != size) {
      throw new MalformedVector(array.place(), "expected " + size + " words");
    }
    return elements.stream().mapToInt(PhiloxTopic::word).toArray();
  }

  private static int word(Vector hex) {
    try {
      return Integer.parseUnsignedInt(hex.text(), 16);
    } catch (NumberFormatException notHex) {
      throw new MalformedVector(hex.place(), "expected 8 hexadecimal digits");
    }
  }

  private static int unsigned(Vector integer) {
    long value = integer.integer();
    if (value >>> 32 != 0) {
      throw new MalformedVector(integer.place(), "expected an unsigned 32-bit integer");
    }
    return (int) value;
  }

  private static String hex(int word) {
    return String.format("%08x", word);
  }
}
