package dev.tidemark.app.ledger;

import dev.tidemark.analysis.ledger.TrialLedger;
import dev.tidemark.analysis.ledger.Trials;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A ledger in a file, one line per run, appended under a lock that other processes respect. A line
 * counts once its end is written: what a crash left without one is cut off by the next run.
 */
public final class FileTrialLedger implements TrialLedger {
  private static final String VERSION = "1";
  private static final int FIELDS = 8;

  /** File locks are held by the process; its threads take turns here. */
  private static final Object TURN = new Object();

  private final Path file;

  /**
   * @param file made on first use, with its directories
   */
  public FileTrialLedger(Path file) {
    this.file = file;
  }

  @Override
  public Trials record(String tenant, String ticker, String key, Trials run) {
    List<String> entry =
        List.of(
            VERSION,
            tenant,
            ticker,
            key,
            Long.toString(run.trials()),
            Long.toString(run.sharpes()),
            Double.toHexString(run.sum()),
            Double.toHexString(run.squares()));
    if (entry.stream().anyMatch(field -> field.chars().anyMatch(Character::isISOControl))) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "The run cannot be counted",
          "a name holds a control character",
          "Use printable names");
    }
    String line = String.join("\t", entry) + "\n";
    synchronized (TURN) {
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel =
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          String lines = complete(channel);
          channel.truncate(lines.getBytes(StandardCharsets.UTF_8).length);
          channel.position(channel.size());
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
          return lock.isValid() ? sum(lines + line, tenant, ticker) : Trials.NONE;
        }
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  @Override
  public Trials of(String tenant, String ticker) {
    synchronized (TURN) {
      if (!Files.exists(file)) {
        return Trials.NONE;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return sum(complete(channel), tenant, ticker);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /** All lines that have an end. */
  private static String complete(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    channel.position(0);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // until all is read
    }
    int end = bytes.position();
    while (end > 0 && bytes.get(end - 1) != '\n') {
      end--;
    }
    return new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
  }

  private Trials sum(String lines, String tenant, String ticker) {
    Trials total = Trials.NONE;
    Set<String> keys = new HashSet<>();
    for (String line : lines.lines().toList()) {
      String[] field = line.split("\t", -1);
      if (field.length != FIELDS || !field[0].equals(VERSION)) {
        throw corrupt(line);
      }
      if (field[1].equals(tenant) && field[2].equals(ticker)) {
        total = keys.add(field[3]) ? total.plus(run(field, line)) : total.repeated();
      }
    }
    return total;
  }

  private Trials run(String[] field, String line) {
    try {
      return new Trials(
          1,
          Long.parseLong(field[4]),
          Long.parseLong(field[5]),
          Double.parseDouble(field[6]),
          Double.parseDouble(field[7]));
    } catch (NumberFormatException e) {
      throw corrupt(line);
    }
  }

  private TidemarkException corrupt(String line) {
    return TidemarkException.of(
            ErrorCode.CORRUPT,
            "The trial ledger cannot be read",
            "a line of it is damaged",
            "Repair or remove the line; it counts earlier runs, nothing else depends on it")
        .withDetail("file", file)
        .withDetail("line", line);
  }

  private TidemarkException failed(IOException cause) {
    return TidemarkException.of(
            ErrorCode.IO_FAILURE,
            "The trial ledger cannot be written or read",
            "the file system refused",
            "Make its directory writable",
            cause)
        .withDetail("file", file);
  }
}
