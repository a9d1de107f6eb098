package dev.tidemark.ingest.files;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.text.LineChunk;
import dev.tidemark.ingest.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads single records of files again without the files, from what a dead letter keeps: the
 * layout's name and its variables. The layout is taken as it is now, so that a corrected mapping
 * applies.
 */
public final class RecordReplay {

  private static final long POSITIONS = 100_000;

  private final Layouts layouts;

  public RecordReplay(Layouts layouts) {
    this.layouts = layouts;
  }

  /**
   * The rows and rejects of a payload.
   *
   * @param decoder {@code name?key=value&…&header=…}, see {@code Source.decoderName}
   * @param position position of the record in its source
   */
  public List<RawBatch> read(String decoder, String sourceFile, long position, String payload) {
    int question = decoder.indexOf('?');
    int header = decoder.indexOf("header=");
    if (question < 0 || header < 0) {
      throw TidemarkException.of(
              ErrorCode.CORRUPT,
              "Decoder of a dead letter cannot be read",
              "it does not name a layout and its header",
              "Replay the source itself")
          .withDetail("decoder", decoder);
    }
    Mapping mapping = layouts.named(decoder.substring(0, question));
    Map<String, String> variables = new HashMap<>();
    for (String pair : decoder.substring(question + 1, header).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        variables.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    String headerLine = decoder.substring(header + "header=".length());
    try {
      Binding binding = Binding.of(new Layouts.Match(mapping, variables), sourceFile);
      return decode(Decoders.of(binding, headerLine), lineOf(mapping, position), payload);
    } catch (RefusedException refused) {
      throw TidemarkException.of(
              ErrorCode.INVALID_INPUT,
              "Record cannot be read again",
              refused.refusal().why(),
              refused.refusal().fix(),
              refused)
          .withDetail("file", sourceFile);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static long lineOf(Mapping mapping, long position) {
    boolean several = mapping.format() == Mapping.Format.HYPERLIQUID_FEED;
    return several && position >= POSITIONS ? position / POSITIONS : position;
  }

  private static List<RawBatch> decode(RecordDecoder decoder, long line, String payload)
      throws IOException, RefusedException {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    List<RawBatch> out = new ArrayList<>();
    try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes), line)) {
      for (LineChunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        BatchCollector collector = new BatchCollector(chunk);
        for (int i = 0; i < chunk.count(); i++) {
          decoder.decode(chunk, i, collector);
        }
        out.addAll(collector.batches());
      }
    }
    return out;
  }
}
