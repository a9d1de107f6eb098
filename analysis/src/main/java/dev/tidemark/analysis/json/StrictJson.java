package dev.tidemark.analysis.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads JSON from strangers: UTF-8 without replacement, one document, no repeated keys, bounded
 * depth, size and number length. Numbers keep their exact decimal value.
 */
public final class StrictJson {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 100;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /** The bytes are not a JSON document that we read. */
  public static final class Malformed extends Exception {
    private final String pointer;

    Malformed(String message, String pointer) {
      super(message);
      this.pointer = pointer;
    }

    /** JSON pointer of the value at which reading stopped. */
    public String pointer() {
      return pointer;
    }

    /** What is wrong, in one line. */
    @Override
    public String getMessage() {
      return Objects.requireNonNull(super.getMessage());
    }
  }

  /**
   * The document's tree.
   *
   * @throws Malformed if the bytes are not one JSON document in UTF-8
   */
  public static JsonNode tree(byte[] document) throws Malformed {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("The text is not UTF-8", "");
    }
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw new Malformed("The text is empty", "");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new Malformed(firstLine(e), pointer(e));
    } catch (IOException | NumberFormatException | ArithmeticException e) {
      // Exponents beyond what a decimal can hold surface as arithmetic errors.
      throw new Malformed("A number is out of every range", "");
    }
  }

  private static String firstLine(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return e.getLocation() == null
        ? line
        : line
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private static String pointer(JsonProcessingException e) {
    return e.getProcessor() instanceof JsonParser parser
        ? parser.getParsingContext().pathAsPointer().toString()
        : "";
  }
}
