package dev.tidemark.golden;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A vector file on disk. */
public record GoldenFile(Path path) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** The whole file as JSON; anything that is not one JSON object is malformed. */
  public Vector json() throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(path.toFile());
    } catch (JsonProcessingException notJson) {
      var at = notJson.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new MalformedVector("", "not valid JSON" + place + ": " + notJson.getOriginalMessage());
    }
    if (root == null || !root.isObject()) {
      throw new MalformedVector("", "expected a JSON object");
    }
    return new Vector(root, "");
  }

  /** The lines of a text file. */
  public List<String> lines() throws IOException {
    try {
      return Files.readAllLines(path);
    } catch (MalformedInputException notText) {
      throw new MalformedVector("", "not UTF-8 text");
    }
  }
}
