package io.fleetwire.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sets up logging without a file: first for a command that only warns, then for the server as
/// configured. Logback finds it by its service file, and looks no further.
public final class LogSetup extends ContextAwareBase implements Configurator {

  /// What a command logs: warnings, as text.
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    OutputStream stderr = new FileOutputStream(FileDescriptor.err);
    install(
        context, new LogWriter(new TextLines(Wiring.zone()), stderr, Wiring.clock()), Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// What the server logs. Libraries warn only; what they say is seldom about our callers.
  static LogWriter serve(Config.Log log, Console console) {
    boolean json =
        switch (log.format()) {
          case JSON -> true;
          case TEXT -> false;
          case AUTO -> !console.isTerminal();
        };
    LogFormat format = json ? new JsonLines() : new TextLines(Wiring.zone());
    LogWriter writer = new LogWriter(format, console.err(), Wiring.clock());
    LoggerContext context = context();
    context.reset();
    install(context, writer, Level.WARN);
    context.getLogger("io.fleetwire").setLevel(Level.toLevel(log.level().name()));
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return writer;
  }

  /// Writes what is waiting.
  static void end() {
    context().stop();
  }

  private static void install(LoggerContext context, LogWriter writer, Level level) {
    writer.setContext(context);
    writer.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(writer);
    // What it says of a failed start, the start itself says better.
    context.getLogger("io.helidon.webserver.LoomServer").setLevel(Level.OFF);
    // It warns of words in schemas that callers send; what is wrong with one, they are answered.
    context.getLogger("com.networknt").setLevel(Level.OFF);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
