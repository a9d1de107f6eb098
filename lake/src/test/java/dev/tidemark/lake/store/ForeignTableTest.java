package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import io.delta.kernel.internal.deletionvectors.Base85Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables as other Delta writers leave them: made here, then their logs are edited into the shape
 * those writers use.
 */
class ForeignTableTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CommitRequest LOAD = CommitRequest.of("LOAD");
  private static final TableName NAME = TableName.parse("bronze.ticks");

  @TempDir Path root;

  private LakeFixture lake;

  @BeforeEach
  void make() {
    try (LakeFixture maker = new LakeFixture(root)) {
      maker.ticks().append(BatchSource.of(Ticks.rows(0, 600)), LOAD);
    }
    lake = new LakeFixture(root);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private Path log(int version) {
    return root.resolve("bronze/ticks/_delta_log").resolve(String.format("%020d.json", version));
  }

  /** Edits the actions of one kind in one commit. */
  private void edit(int version, String kind, Consumer<ObjectNode> change) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log(version))) {
      JsonNode node = JSON.readTree(line);
      if (node.has(kind)) {
        change.accept((ObjectNode) node.get(kind));
      }
      lines.add(node.toString());
    }
    Files.write(log(version), lines);
  }

  private void readerFeature(String... names) throws IOException {
    edit(
        0,
        "protocol",
        protocol -> {
          protocol.put("minReaderVersion", 3);
          for (String name : names) {
            protocol.withArray("readerFeatures").add(name);
            protocol.withArray("writerFeatures").add(name);
          }
        });
  }

  private Table table() {
    return lake.store.open(NAME);
  }

  @Test
  void filesWithoutOurTagsReadTheSame() throws IOException {
    edit(1, "add", add -> add.remove("tags"));
    ColumnBatch read = table().latest().scan(ScanRequest.all().orderBy("seq")).readAll();
    ColumnBatch expected = Ticks.rows(0, 600);
    for (int row = 0; row < 600; row++) {
      assertThat(read.row(row)).isEqualTo(expected.row(row));
    }
    assertThat(
            table()
                .latest()
                .scan(ScanRequest.all().where(Predicate.eq("event_date", Ticks.eventDate(5))))
                .count())
        .isEqualTo(
            table()
                .latest()
                .scan(
                    ScanRequest.all()
                        .where(
                            Predicate.and(
                                Predicate.ge("event_time", Ticks.START),
                                Predicate.lt("event_time", Ticks.START.plusSeconds(86_400)))))
                .count());
  }

  @Test
  void filesWithoutStatisticsAreRead() throws IOException {
    edit(1, "add", add -> add.remove("stats"));
    assertThat(table().latest().rows()).isEqualTo(600);
    assertThat(table().latest().scan(ScanRequest.all().where(Predicate.eq("seq", 77))).count())
        .isEqualTo(1);
  }

  @Test
  void deletedRowsOfADeletionVectorAreNotRead() throws IOException {
    readerFeature("deletionVectors");
    byte[] bitmap = bitmap(0, 1, 5);
    deleteInFirstFile(
        vector ->
            vector
                .put("storageType", "i")
                .put("pathOrInlineDv", Base85Codec.encodeBytes(padded(bitmap)))
                .put("sizeInBytes", bitmap.length)
                .put("cardinality", 3));
    assertThat(LakeFixture.seqs(table())).hasSize(597);
    assertThat(table().latest().rows()).isEqualTo(597);
  }

  @Test
  void aDeletionVectorInAFileIsRead() throws IOException {
    readerFeature("deletionVectors");
    byte[] bitmap = bitmap(2, 3);
    CRC32 crc = new CRC32();
    crc.update(bitmap);
    Path file = root.resolve("bronze/ticks/deletion_vector_1.bin");
    ByteBuffer content = ByteBuffer.allocate(bitmap.length + 9);
    content.put((byte) 1).putInt(bitmap.length).put(bitmap).putInt((int) crc.getValue());
    Files.write(file, content.array());
    deleteInFirstFile(
        vector ->
            vector
                .put("storageType", "p")
                .put("pathOrInlineDv", file.toUri().toString())
                .put("offset", 1)
                .put("sizeInBytes", bitmap.length)
                .put("cardinality", 2));
    assertThat(LakeFixture.seqs(table())).hasSize(598);
  }

  @Test
  void changesRespectDeletionVectors() throws IOException {
    deletedRowsOfADeletionVectorAreNotRead();
    long[] before = LakeFixture.seqs(table());
    table().optimize(OptimizeRequest.all());
    assertThat(LakeFixture.seqs(table())).isEqualTo(before);
    table()
        .merge(
            BatchSource.of(Ticks.rows(600, 10)),
            List.of("instrument", "event_time"),
            MergeMode.UPSERT,
            LOAD);
    table().delete(Predicate.eq("seq", before[0]), LOAD);
    assertThat(LakeFixture.seqs(table())).hasSize(606);
    try (LakeFixture other = new LakeFixture(root)) {
      assertThat(LakeFixture.seqs(other.store.open(NAME))).hasSize(606);
    }
  }

  @Test
  void columnsMappedByNameAreReadAndNotWritten() throws IOException {
    readerFeature("columnMapping");
    edit(
        0,
        "metaData",
        metadata -> {
          ((ObjectNode) metadata.get("configuration")).put("delta.columnMapping.mode", "name");
          String schema = metadata.get("schemaString").textValue();
          metadata.put("schemaString", mapped(schema, "seq", "renamed"));
        });
    edit(1, "add", add -> add.remove("tags"));
    ColumnBatch read =
        table()
            .latest()
            .scan(ScanRequest.columns("renamed").where(Predicate.lt("renamed", 100)))
            .readAll();
    assertThat(read.rows()).isEqualTo(100);
    try (var scan = table().latest().scan(ScanRequest.all().where(Predicate.eq("renamed", 3)))) {
      assertThat(scan.plan().filesRead()).isEqualTo(1);
    }
    assertThatThrownBy(() -> table().append(BatchSource.of(Ticks.rows(600, 1)), LOAD))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("columnMapping");
  }

  private static String mapped(String schemaText, String physical, String logical) {
    try {
      JsonNode schema = JSON.readTree(schemaText);
      for (JsonNode field : schema.get("fields")) {
        String name = field.get("name").textValue();
        ((ObjectNode) field.get("metadata")).put("delta.columnMapping.physicalName", name);
        if (name.equals(physical)) {
          ((ObjectNode) field).put("name", logical);
        }
      }
      return schema.toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void featuresThatWouldBeIgnoredAreRefused() throws IOException {
    readerFeature("variantType", "someNewFeature");
    assertThatThrownBy(() -> table().latest())
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("someNewFeature, variantType");
  }

  @Test
  void constraintsOfOthersAreNotBroken() throws IOException {
    edit(
        0,
        "metaData",
        metadata ->
            ((ObjectNode) metadata.get("configuration"))
                .put("delta.constraints.positive", "price > 0"));
    assertThat(LakeFixture.seqs(table())).hasSize(600);
    assertThatThrownBy(() -> table().append(BatchSource.of(Ticks.rows(600, 1)), LOAD))
        .hasMessageContaining("delta.constraints.positive");
  }

  @Test
  void typesWeDoNotHoldAreNamed() throws IOException {
    edit(
        0,
        "metaData",
        metadata ->
            metadata.put(
                "schemaString",
                metadata
                    .get("schemaString")
                    .textValue()
                    .replaceFirst("\"type\":\"long\"", "\"type\":\"binary\"")));
    assertThatThrownBy(() -> table().latest())
        .hasMessageContaining("A column's type is not supported")
        .hasMessageContaining("type=binary");
  }

  private void deleteInFirstFile(Consumer<ObjectNode> vector) throws IOException {
    boolean[] done = {false};
    edit(
        1,
        "add",
        add -> {
          if (!done[0]) {
            done[0] = true;
            vector.accept(add.putObject("deletionVector"));
          }
        });
  }

  /** Row numbers below 65,536 in the portable format of a 64-bit roaring bitmap array. */
  private static byte[] bitmap(int... rows) {
    ByteBuffer out =
        ByteBuffer.allocate(4 + 8 + 4 + 16 + 2 * rows.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(1681511377).putLong(1).putInt(0); // magic, one bitmap, its high bits
    out.putInt(12346).putInt(1).putShort((short) 0).putShort((short) (rows.length - 1));
    out.putInt(16);
    for (int row : rows) {
      out.putShort((short) row);
    }
    return out.array();
  }

  /** Base 85 takes four bytes at a time. */
  private static byte[] padded(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4);
  }
}
