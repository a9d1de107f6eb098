package dev.tidemark.app.command.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as JSON that people read and correct, and bytes that are no record. */
final class LetterText {
  private static final int SHOWN_BYTES = 256;

  /** Decimals keep their digits on the way in and out. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private LetterText() {}

  static JsonNode tree(Map<String, @Nullable Object> document) {
    return JSON.valueToTree(plain(document));
  }

  static String json(Map<String, @Nullable Object> document) {
    try {
      return JSON.writeValueAsString(plain(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw TidemarkException.of(
          ErrorCode.INVALID_INPUT,
          "The payload is no JSON object",
          e.getOriginalMessage(),
          "Correct what 'tidemark dlq show' printed as record");
    }
  }

  static String hex(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "";
    }
    String more = bytes.length > SHOWN_BYTES ? "… (" + bytes.length + " bytes)" : "";
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES)))
        + more;
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null
        ? ""
        : new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, item) -> copy.put(String.valueOf(name), plain(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(LetterText::plain).toList();
    }
    return value instanceof Instant time ? time.toString() : value;
  }
}
