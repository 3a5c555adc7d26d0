// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Says in the log what became of a component's configurations, with the file they come from: one
 * line for what was changed, one for a refusal and what stays in force, one for keys that nobody
 * knows. Thread-safe.
 */
public final class ConfigLog {

  private static final String PID = "service.pid";
  private static final String FILE = "felix.fileinstall.filename";

  private final Logger log;
  private final String pid;
  private final ConfigKeys keys;
  private SortedMap<String, String> inForce;
  private SortedMap<String, String> arrived;
  private String source;
  private Set<String> unknown = Set.of();

  /**
   * @param log the component's
   * @param pid of its configuration; a factory's are told apart by what they say themselves
   * @param options the annotation through which it reads its configuration
   */
  public ConfigLog(Logger log, String pid, Class<? extends Annotation> options) {
    this.log = log;
    this.pid = pid;
    this.keys = new ConfigKeys(options);
    this.inForce = keys.defaults();
    this.arrived = keys.defaults();
    this.source = pid;
  }

  /** A configuration has come, or its end; say next what became of it. Timing: cold. */
  public synchronized void arrived(Map<String, ?> properties) {
    source = source(properties);
    arrived = keys.values(properties);
    Set<String> strange =
        properties.keySet().stream()
            .filter(keys::isUnknown)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!strange.isEmpty() && !strange.equals(unknown)) {
      log.warn(
          "configuration {} has keys that nobody knows, they are ignored: {}; known are {}",
          source,
          strange.stream().map(this::guess).collect(Collectors.joining(", ")),
          String.join(", ", keys.defaults().keySet()));
    }
    unknown = strange;
  }

  private String guess(String key) {
    return "'" + key + "'" + keys.nearest(key).map(k -> " (is " + k + " meant?)").orElse("");
  }

  /** It is in force. */
  public synchronized void accepted() {
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, String> now : arrived.entrySet()) {
      String before = inForce.get(now.getKey());
      if (!now.getValue().equals(before)) {
        changes.add(now.getKey() + " " + shown(before) + " -> " + shown(now.getValue()));
      }
    }
    if (!changes.isEmpty()) {
      log.info("configuration {} is in force: {}", source, String.join(", ", changes));
    }
    inForce = arrived;
  }

  /**
   * It is not in force.
   *
   * @param reason with key, value, limits and remedy
   * @param other whether what was in force before stays; false when nothing is
   */
  public synchronized void refused(String reason, boolean other) {
    log.warn(
        "configuration {} is refused, {}: {}",
        source,
        other ? "in force stays " + inForceText() : "none is in force",
        reason);
  }

  /** One of its options is not in force, but its default; the rest may be. */
  public synchronized void defaulted(String key, String reason) {
    String value = keys.defaults().get(key);
    log.warn(
        "configuration {}: {}; the default of {} applies: {}", source, reason, key, shown(value));
    arrived.put(key, value);
  }

  private String inForceText() {
    Predicate<Map.Entry<String, String>> configured =
        entry -> !entry.getValue().equals(keys.defaults().get(entry.getKey()));
    String values =
        inForce.entrySet().stream()
            .filter(configured)
            .map(entry -> entry.getKey() + " = " + shown(entry.getValue()))
            .collect(Collectors.joining(", "));
    return values.isEmpty() ? "what is default" : values + ", else what is default";
  }

  private static String shown(String value) {
    return value.isEmpty() ? "(empty)" : value;
  }

  private String source(Map<String, ?> properties) {
    Object own = properties.get(PID);
    String name = own == null ? pid : own.toString();
    return properties.get(FILE) instanceof String file ? name + " (" + path(file) + ")" : name;
  }

  /** People know files by their paths. */
  private static String path(String file) {
    return file.startsWith("file:") ? URI.create(file).getPath() : file;
  }
}
