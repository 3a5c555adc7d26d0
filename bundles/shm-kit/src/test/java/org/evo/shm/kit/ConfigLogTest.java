// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class ConfigLogTest {

  /** As components declare their options. */
  @interface Options {
    long scanMs() default 30_000;

    String on__off() default "auto";

    String[] limit_users() default {"1", "2"};

    int port();
  }

  private static final String KNOWN = "; known are limit.users, on_off, port, scanMs";

  private final Lines lines = new Lines();
  private final ConfigLog log = new ConfigLog(lines, "org.evo.test", Options.class);

  private void accept(Map<String, ?> properties) {
    log.arrived(properties);
    log.accepted();
  }

  @Test
  void shouldSayNothingOfDefaults() {
    accept(Map.of("scanMs", "30000", "limit.users", List.of(1, 2)));

    assertEquals(List.of(), lines.lines);
  }

  @Test
  void shouldSayWhatAnAcceptedChangeChanges() {
    accept(Map.of("scanMs", 50L, "port", " 8080 "));
    accept(Map.of("scanMs", 50L, "limit.users", new int[] {3}));
    accept(Map.of("scanMs", 50L, "limit.users", new int[] {3}));

    assertEquals(
        List.of(
            "INFO configuration org.evo.test is in force: port (empty) -> 8080, scanMs 30000 -> 50",
            "INFO configuration org.evo.test is in force: limit.users 1, 2 -> 3,"
                + " port 8080 -> (empty)"),
        lines.lines);
  }

  @Test
  void shouldNameTheFileAndWhatStaysInForce() {
    log.arrived(Map.of("service.pid", "org.evo.test~x"));
    log.refused("scanMs is -1", false);
    accept(Map.of("scanMs", 50));
    log.arrived(Map.of("felix.fileinstall.filename", "file:/etc/a%20b.cfg", "scanMs", -1));
    log.refused("scanMs is -1", true);
    accept(Map.of());
    log.refused("scanMs is -1", true);

    assertEquals(
        List.of(
            "WARN configuration org.evo.test~x is refused, none is in force: scanMs is -1",
            "INFO configuration org.evo.test is in force: scanMs 30000 -> 50",
            "WARN configuration org.evo.test (/etc/a b.cfg) is refused,"
                + " in force stays scanMs = 50, else what is default: scanMs is -1",
            "INFO configuration org.evo.test is in force: scanMs 50 -> 30000",
            "WARN configuration org.evo.test is refused,"
                + " in force stays what is default: scanMs is -1"),
        lines.lines);
  }

  @Test
  void shouldNotTakeAnOptionForChangedThatHasItsDefaultInstead() {
    log.arrived(Map.of("scanMs", "x", "port", "1"));
    log.defaulted("scanMs", "no number");
    log.accepted();

    assertEquals(
        List.of(
            "WARN configuration org.evo.test: no number; the default of scanMs applies: 30000",
            "INFO configuration org.evo.test is in force: port (empty) -> 1"),
        lines.lines);
  }

  @Test
  void shouldNameUnknownKeysOnceAndThoseThatWereMeant() {
    accept(Map.of("scanMS", 1, "colour", 1));
    accept(Map.of("scanMS", 2, "colour", 1));
    accept(Map.of());
    accept(Map.of("on.off", "x"));

    assertEquals(
        List.of(
            "WARN configuration org.evo.test has keys that nobody knows, they are ignored:"
                + " 'colour', 'scanMS' (is scanMs meant?)"
                + KNOWN,
            "WARN configuration org.evo.test has keys that nobody knows, they are ignored:"
                + " 'on.off' (is on_off meant?)"
                + KNOWN),
        lines.lines);
  }

  @Test
  void shouldKnowTheKeysOfContainers() {
    accept(
        Map.of(
            "service.pid", "org.evo.test",
            "service.factoryPid", "org.evo.test",
            "component.id", 7L,
            "felix.fileinstall.filename", "/etc/x.cfg",
            "objectClass", "x",
            ".private", 1,
            "manager.target", "(a=b)",
            "task.cardinality.minimum", 1,
            "org.apache.karaf.features.configKey", "x"));

    assertEquals(List.of(), lines.lines);
  }

  /** Keeps what it is told. */
  private static final class Lines extends AbstractLogger {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lines = new ArrayList<>();

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
      lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return Lines.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return true;
    }
  }
}
