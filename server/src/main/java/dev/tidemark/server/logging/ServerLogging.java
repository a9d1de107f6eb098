package dev.tidemark.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Turns the lines of the log into JSON, one object per line with the names of Logstash and {@code
 * trace_id}, {@code tenant_id}, {@code analysis_id} beside them.
 */
public final class ServerLogging {
  private static final String FORMAT = "logstash";
  private static final List<String> CHATTY =
      List.of(
          "org.springframework.web.servlet.PageNotFound",
          "org.springdoc.core.events.SpringDocAppInitializer");

  private ServerLogging() {}

  /**
   * Sends what the container logs in its own way to the same place, and keeps quiet about paths
   * that nobody serves: anyone can ask for those.
   */
  public static void bridge() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    for (String chatty : CHATTY) {
      context.getLogger(chatty).setLevel(Level.ERROR);
    }
  }

  /** For the whole process. Where the lines go stays as it is. */
  public static void json() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.putObject(Environment.class.getName(), new StandardEnvironment());
    Iterator<Appender<ILoggingEvent>> appenders =
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    while (appenders.hasNext()) {
      if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
        appender.stop();
        appender.setEncoder(encoder(context));
        appender.start();
      }
    }
  }

  /** The form of a line. */
  static StructuredLogEncoder encoder(LoggerContext context) {
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat(FORMAT);
    encoder.start();
    return encoder;
  }
}
