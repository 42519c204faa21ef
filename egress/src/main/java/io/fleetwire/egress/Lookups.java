package io.fleetwire.egress;

import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks name servers, on threads that are for nothing else: a lookup blocks the thread it runs on,
/// also a virtual one's carrier. One lookup per name at a time, however many attempts wait for it.
///
/// Names that came too late when they were last asked for have threads of their own, so that those
/// of servers that hang, however many, take none from the others for long. Thread-safe.
final class Lookups {
  /// Name servers that do not answer may hold this many names at a time, of either sort; each name
  /// holds one thread.
  private static final int THREADS_MAX = 64;

  /// More endpoints than hang at a time anywhere; what is forgotten is taken for prompt once more.
  private static final int LATE_MAX = 10_000;

  private final Resolver resolver;
  private final Executor threads;
  private final Executor lateThreads;
  private final Set<String> late = Collections.synchronizedSet(recent());
  private final ConcurrentMap<String, FutureTask<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();

  /// Both executors may refuse work when all their threads are busy.
  Lookups(Resolver resolver, Executor threads, Executor lateThreads) {
    this.resolver = resolver;
    this.threads = threads;
    this.lateThreads = lateThreads;
  }

  static Lookups by(Resolver resolver) {
    return new Lookups(resolver, threads("egress-lookup-"), threads("egress-late-lookup-"));
  }

  private static Executor threads(String name) {
    return new ThreadPoolExecutor(
        0,
        THREADS_MAX,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  private static Set<String> recent() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > LATE_MAX;
          }
        });
  }

  /// The addresses of `host`, if they are found within `nanos`. Throws a {@link
  /// RejectedExecutionException} when no thread is free, and a {@link
  /// java.util.concurrent.CancellationException} when there was none for who asked first.
  List<InetAddress> find(String host, long nanos)
      throws ExecutionException, TimeoutException, InterruptedException {
    FutureTask<List<InetAddress>> lookup = lookup(host);
    try {
      List<InetAddress> found = lookup.get(nanos, TimeUnit.NANOSECONDS);
      late.remove(host);
      return found;
    } catch (TimeoutException e) {
      late.add(host);
      throw e;
    }
  }

  private FutureTask<List<InetAddress>> lookup(String host) {
    FutureTask<List<InetAddress>> mine =
        new FutureTask<>(() -> List.copyOf(resolver.resolve(host)));
    FutureTask<List<InetAddress>> theirs = underWay.putIfAbsent(host, mine);
    if (theirs != null) {
      return theirs;
    }
    try {
      (late.contains(host) ? lateThreads : threads)
          .execute(
              () -> {
                try {
                  mine.run();
                } finally {
                  underWay.remove(host, mine);
                }
              });
      return mine;
    } catch (RejectedExecutionException e) {
      underWay.remove(host, mine);
      // those who joined meanwhile must not wait for what never starts
      mine.cancel(false);
      throw e;
    }
  }
}
