// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The keys that a component knows, each with its default, as its annotation declares them; and
 * which other keys a configuration has for good reasons. Immutable.
 */
final class ConfigKeys {

  /** What containers and their tools write into every configuration. */
  private static final List<String> OTHERS_BEGIN =
      List.of(".", "service.", "component.", "felix.fileinstall.", "osgi.", "org.apache.");

  private static final List<String> OTHERS_END = List.of(".target", ".cardinality.minimum");
  private static final String OBJECT_CLASS = "objectClass";

  /** A key that differs in more than one of so many places is meant otherwise. */
  private static final int LIKENESS = 3;

  private final SortedMap<String, String> defaults;

  /**
   * @param options the annotation through which the component reads its configuration
   */
  ConfigKeys(Class<? extends Annotation> options) {
    SortedMap<String, String> byKey = new TreeMap<>();
    for (Method option : options.getDeclaredMethods()) {
      if (!option.isSynthetic()) {
        Object value = option.getDefaultValue();
        byKey.put(keyOf(option.getName()), value == null ? "" : text(value));
      }
    }
    defaults = Collections.unmodifiableSortedMap(byKey);
  }

  /** As Declarative Services does it: a Java name cannot have a dot. */
  private static String keyOf(String method) {
    return method.replace("__", "\0").replace('_', '.').replace('\0', '_');
  }

  /** Every key with its default as text. */
  SortedMap<String, String> defaults() {
    return defaults;
  }

  /** Whether nobody reads it. */
  boolean isUnknown(String key) {
    return !defaults.containsKey(key)
        && !key.equals(OBJECT_CLASS)
        && OTHERS_BEGIN.stream().noneMatch(key::startsWith)
        && OTHERS_END.stream().noneMatch(key::endsWith);
  }

  /** The key that was meant, as far as that can be guessed. */
  Optional<String> nearest(String key) {
    return defaults.keySet().stream()
        .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
        .filter(best -> distance(key, best) * LIKENESS <= Math.max(key.length(), best.length()));
  }

  /** Every known key with the text of what is configured, or of its default. */
  SortedMap<String, String> values(Map<String, ?> configured) {
    SortedMap<String, String> values = new TreeMap<>(defaults);
    values.replaceAll(
        (key, other) -> configured.get(key) == null ? other : text(configured.get(key)));
    return values;
  }

  private static String text(Object value) {
    if (value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(i -> String.valueOf(Array.get(value, i)))
          .collect(Collectors.joining(", "));
    }
    if (value instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return value.toString().strip();
  }

  /** How many letters are to be put in, left out or changed; case does not count. */
  private static int distance(String a, String b) {
    String from = a.toLowerCase(Locale.ROOT);
    String to = b.toLowerCase(Locale.ROOT);
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
