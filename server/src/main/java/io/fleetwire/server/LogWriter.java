package io.fleetwire.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.event.KeyValuePair;

/// Writes lines on a thread of its own, many at a time. Who logs does not wait for a slow terminal
/// or a full pipe: lines that find no room are dropped and counted, and the count is a line itself.
/// Warnings wait a little for room. Thread-safe: whoever logs words the line, and waits for nobody
/// else to do so.
final class LogWriter extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /// A second's worth at full load; 4 MiB at most times.
  private static final int QUEUE_LINES = 16_384;

  private static final int BATCH_LINES = 512;
  private static final int WARNING_WAIT_MILLIS = 100;
  private static final int STOP_WAIT_MILLIS = 2_000;
  private static final byte[] END = new byte[0];

  private final LogFormat format;
  private final OutputStream out;
  private final InstantSource clock;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_LINES);
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong lostInAll = new AtomicLong();
  private final Thread thread;

  LogWriter(LogFormat format, OutputStream out, InstantSource clock) {
    this.format = format;
    this.out = out;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("log-writer").daemon().unstarted(this::run);
  }

  @Override
  public void start() {
    super.start();
    thread.start();
  }

  /// Writes what is waiting, and ends.
  @Override
  public void stop() {
    super.stop();
    try {
      if (queue.offer(END, STOP_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.join(STOP_WAIT_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many lines were dropped since the start.
  long lostLines() {
    return lostInAll.get();
  }

  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = format.write(event);
    if (!offer(line, event.getLevel().isGreaterOrEqual(Level.WARN))) {
      lost.incrementAndGet();
      lostInAll.incrementAndGet();
    }
  }

  private boolean offer(byte[] line, boolean important) {
    if (!important) {
      return queue.offer(line);
    }
    try {
      return queue.offer(line, WARNING_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return queue.offer(line);
    }
  }

  private void run() {
    List<byte[]> batch = new ArrayList<>();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    boolean goesOn = true;
    while (goesOn) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException _) {
        return;
      }
      queue.drainTo(batch, BATCH_LINES - 1);
      goesOn = !batch.contains(END);
      batch.forEach(joined::writeBytes);
      long gap = lost.getAndSet(0);
      if (gap > 0) {
        joined.writeBytes(format.write(gapLine(gap)));
      }
      write(joined);
      batch.clear();
      joined.reset();
    }
  }

  private ILoggingEvent gapLine(long gap) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(LogWriter.class.getName());
    event.setLevel(Level.WARN);
    event.setInstant(clock.instant());
    event.setMessage("log lines were dropped, because nobody took them in time");
    event.addKeyValuePair(new KeyValuePair("lines", gap));
    return event;
  }

  // There is nobody left to tell when stderr is gone.
  private void write(ByteArrayOutputStream joined) {
    try {
      joined.writeTo(out);
      out.flush();
    } catch (IOException e) {
      addError("the log cannot be written", e);
    }
  }
}
