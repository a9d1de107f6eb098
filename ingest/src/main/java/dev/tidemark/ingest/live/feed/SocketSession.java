package dev.tidemark.ingest.live.feed;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection, waiting to be taken. One at a time is asked of the socket, and
 * none while those that wait are too many bytes: then the venue's own buffers fill, and the kernel
 * slows it down. So memory is bounded by the waiting bytes and one message.
 */
final class SocketSession implements WebSocket.Listener {
  private static final int QUOTED = 4_096;
  private static final long NANOS = 1_000_000_000L;

  private final FeedOptions options;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private int pieceBytes;
  private boolean tooLarge;
  private volatile long lastSign;

  /** Guarded by this. */
  private long waiting;

  /** Guarded by this. */
  private long pauses;

  /** Guarded by this: reading goes on when there is room again. */
  private @Nullable WebSocket paused;

  SocketSession(FeedOptions options, InstantSource clock, LongSupplier ticker) {
    this.options = options;
    this.clock = clock;
    this.ticker = ticker;
    this.lastSign = ticker.getAsLong();
  }

  /** The next message; null when none came in time. */
  @Nullable Frame poll(long nanos) throws InterruptedException {
    Frame frame = frames.poll(nanos, TimeUnit.NANOSECONDS);
    if (frame != null) {
      taken(frame.body().length);
    }
    return frame;
  }

  private void taken(int bytes) {
    WebSocket resumed = null;
    synchronized (this) {
      waiting -= bytes;
      if (paused != null && waiting <= options.waitingBytes() / 2) {
        resumed = paused;
        paused = null;
      }
    }
    if (resumed != null) {
      resumed.request(1);
    }
  }

  /** When anything came last, a pong included, by the ticker. */
  long lastSign() {
    return lastSign;
  }

  /** How often reading stopped for want of room since this was asked. */
  long newPauses() {
    synchronized (this) {
      long since = pauses;
      pauses = 0;
      return since;
    }
  }

  @Override
  public void onOpen(WebSocket socket) {
    socket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    // A message without end is no sign of life.
    if (!tooLarge) {
      sign();
      pieceBytes += data.length();
      tooLarge = pieceBytes > options.largestMessage();
      text.append(data, 0, tooLarge ? Math.min(data.length(), QUOTED) : data.length());
    }
    return last ? complete(socket) : more(socket);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(data);
    return onText(socket, decoded, last);
  }

  private @Nullable CompletionStage<?> complete(WebSocket socket) {
    if (tooLarge) {
      text.setLength(Math.min(text.length(), QUOTED));
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    boolean room = add(tooLarge ? Frame.Kind.TOO_LARGE : Frame.Kind.MESSAGE, body, socket);
    text.setLength(0);
    if (text.capacity() > 1 << 20) {
      text.trimToSize();
    }
    pieceBytes = 0;
    tooLarge = false;
    if (room) {
      socket.request(1);
    }
    return null;
  }

  private static @Nullable CompletionStage<?> more(WebSocket socket) {
    socket.request(1);
    return null;
  }

  /** False when reading has to stop. */
  private boolean add(Frame.Kind kind, byte[] body, @Nullable WebSocket socket) {
    synchronized (this) {
      waiting += body.length;
      boolean room = waiting < options.waitingBytes();
      if (!room && socket != null) {
        paused = socket;
        pauses++;
      }
      frames.add(new Frame(kind, body, now()));
      return room;
    }
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS + now.getNano();
  }

  private void sign() {
    lastSign = ticker.getAsLong();
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    sign();
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    sign();
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    end("the venue closed the connection: " + status + (reason.isEmpty() ? "" : " " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    end("the connection broke: " + error);
  }

  /** Nothing comes any more; whoever waits is told why. */
  void end(String why) {
    add(Frame.Kind.END, why.getBytes(StandardCharsets.UTF_8), null);
  }
}
