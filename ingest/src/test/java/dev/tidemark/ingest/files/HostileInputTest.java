package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.text.LineChunk;
import dev.tidemark.ingest.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes, a decoder refuses the file, rejects, ignores or delivers each record. */
class HostileInputTest {

  private static final Layouts PRESETS = Layouts.presets();
  private static final Map<String, String> VARIABLES =
      Map.of(
          "symbol",
          "BTCUSD",
          "interval",
          "1m",
          "provider",
          "p",
          "zone",
          "UTC",
          "date",
          "20240101",
          "label",
          "start",
          "venue",
          "v",
          "side",
          "bid",
          "flag",
          "BID_SIDE");

  @Provide
  Arbitrary<Mapping> mappings() {
    return Arbitraries.of(PRESETS.mappings().stream().filter(m -> m.refusal().isEmpty()).toList());
  }

  private static long[] decode(Mapping mapping, byte[] bytes) {
    String header =
        mapping.hasHeader()
            ? String.join("" + mapping.delimiter(), mapping.headers().getFirst())
            : "";
    long rows = 0;
    long rejects = 0;
    long lines = 0;
    try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes))) {
      Binding binding = Binding.of(new Layouts.Match(mapping, VARIABLES), "fuzz");
      RecordDecoder decoder = Decoders.of(binding, header);
      for (LineChunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        BatchCollector out = new BatchCollector(chunk);
        for (int i = 0; i < chunk.count(); i++) {
          decoder.decode(chunk, i, out);
          lines++;
        }
        for (RawBatch batch : out.batches()) {
          rows += batch.rows();
          rejects += batch.rejects().size();
          for (int i = 0; i < batch.rows(); i++) {
            assertThat(batch.payload(i)).isNotNull();
          }
        }
      }
      return new long[] {lines, rows + rejects + decoder.ignored()};
    } catch (RefusedException refused) {
      return new long[] {0, 0};
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Property(tries = 600)
  void randomBytesAreAccountedFor(
      @ForAll("mappings") Mapping mapping, @ForAll @Size(max = 300) byte[] bytes) {
    long[] outcome = decode(mapping, bytes);
    assertThat(outcome[1]).isGreaterThanOrEqualTo(outcome[0]);
  }

  @Property(tries = 600)
  void almostGoodRecordsAreAccountedFor(
      @ForAll("mappings") Mapping mapping,
      @ForAll("records") String record,
      @ForAll @Size(max = 3) int[] cuts) {
    byte[] bytes = (record + "\n" + record + "\n").getBytes(StandardCharsets.UTF_8);
    for (int cut : cuts) {
      bytes[Math.floorMod(cut, bytes.length)] = (byte) (cut >> 8);
    }
    long[] outcome = decode(mapping, bytes);
    assertThat(outcome[1]).isGreaterThanOrEqualTo(outcome[0]);
  }

  @Provide
  Arbitrary<String> records() {
    return Arbitraries.of(
        "0,1.1,1.2,1.0,1.1,0,1.2,1.3,1.1,1.2,0",
        "20140501 01:00,1,2,1,2,5,6,7,8,9,10",
        "2024-01-01 00:00:00+00:00,1,2,1,2,5,6,7,8",
        "1498867200000,1,2,3,4,5",
        "1723161254087896568 {\"stream\":\"x@trade\",\"data\":{\"e\":\"trade\",\"s\":\"X\",\"t\":1,"
            + "\"p\":\"1\",\"q\":\"2\",\"T\":1723161255342,\"m\":true}}",
        "1618677817.08: {\"type\":\"match\",\"trade_id\":5,\"side\":\"sell\",\"size\":\"1\","
            + "\"price\":\"2\",\"product_id\":\"A-B\",\"time\":\"2021-04-17T16:43:30Z\"}",
        "1737918844167767000 {\"channel\":\"trades\",\"data\":[{\"coin\":\"E\",\"px\":\"1\","
            + "\"side\":\"B\",\"sz\":\"1\",\"tid\":1,\"time\":1737918794873}]}",
        "{\"executionTradableSymbol\":\"GBPUSD\",\"timestampUnixNanos\":1763148720000000000,"
            + "\"bid\":1,\"ask\":2}");
  }
}
