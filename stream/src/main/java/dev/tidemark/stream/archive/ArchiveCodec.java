package dev.tidemark.stream.archive;

import dev.tidemark.lake.StagedFiles;
import dev.tidemark.lake.TableName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Bytes of commits and states in checkpoints. A new version still reads the older ones. */
final class ArchiveCodec {
  private static final int VERSION = 1;

  private ArchiveCodec() {}

  static SimpleVersionedSerializer<ArchiveCommit> commits() {
    return new Versioned<>() {
      @Override
      void write(ArchiveCommit commit, DataOutputStream out) throws IOException {
        text(commit.run(), out);
        out.writeLong(commit.number());
        out.writeLong(commit.millis());
        text(commit.files().table().toString(), out);
        text(commit.files().tableId(), out);
        texts(commit.files().columns(), out);
        out.writeInt(commit.files().files().size());
        for (StagedFiles.File file : commit.files().files()) {
          text(file.entry(), out);
          out.writeLong(file.rows());
        }
        numbers(commit.before(), out);
        numbers(commit.after(), out);
      }

      @Override
      ArchiveCommit read(DataInputStream in) throws IOException {
        String run = text(in);
        long number = in.readLong();
        long millis = in.readLong();
        TableName table = TableName.parse(text(in));
        String tableId = text(in);
        List<String> columns = texts(in);
        List<StagedFiles.File> files = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          files.add(new StagedFiles.File(text(in), in.readLong()));
        }
        StagedFiles staged = new StagedFiles(table, tableId, columns, files);
        return new ArchiveCommit(run, number, millis, staged, numbers(in), numbers(in));
      }
    };
  }

  static SimpleVersionedSerializer<ArchiveState> states() {
    return new Versioned<>() {
      @Override
      void write(ArchiveState state, DataOutputStream out) throws IOException {
        text(state.run(), out);
        numbers(state.commits(), out);
        numbers(state.positions(), out);
      }

      @Override
      ArchiveState read(DataInputStream in) throws IOException {
        return new ArchiveState(text(in), numbers(in), numbers(in));
      }
    };
  }

  private abstract static class Versioned<T> implements SimpleVersionedSerializer<T> {
    abstract void write(T value, DataOutputStream out) throws IOException;

    abstract T read(DataInputStream in) throws IOException;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(T value) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      write(value, new DataOutputStream(bytes));
      return bytes.toByteArray();
    }

    @Override
    public T deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException(
            "the checkpoint was written by another release of the archive [version="
                + version
                + ", known="
                + VERSION
                + "]; continue with that release, or start with --replay");
      }
      return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
  }

  /** Not {@code writeUTF}, which ends at 64 KiB. */
  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void texts(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(text, out);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void numbers(Map<String, Long> numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, Long> entry : numbers.entrySet()) {
      text(entry.getKey(), out);
      out.writeLong(entry.getValue());
    }
  }

  private static Map<String, Long> numbers(DataInputStream in) throws IOException {
    Map<String, Long> numbers = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = text(in);
      numbers.put(name, in.readLong());
    }
    return numbers;
  }
}
