// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import org.evo.shm.linux.format.ClassicFormat;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.SlottedFormat;

/** The offsets that Java knows, under the names that the C header gives them. */
final class JavaConstants {

  private static final String SLOT = "SLOT_";

  private JavaConstants() {}

  static Map<String, Long> offsets() {
    Map<String, Long> constants = new TreeMap<>();
    collect(SlottedFormat.class, "EVO_SHM_SLOTTED_", constants);
    collect(ClassicFormat.class, "EVO_SHM_CLASSIC_", constants);
    return constants;
  }

  static Map<String, Long> lockBytes() {
    Map<String, Long> constants = new TreeMap<>();
    for (Field field : LockBytes.class.getFields()) {
      constants.put("EVO_SHM_LOCK_" + field.getName(), value(field));
    }
    return constants;
  }

  private static void collect(Class<?> format, String prefix, Map<String, Long> constants) {
    for (Field field : format.getDeclaredFields()) {
      String name = field.getName();
      if (name.endsWith("_OFFSET")) {
        constants.put(name.startsWith(SLOT) ? "EVO_SHM_" + name : prefix + name, value(field));
      }
    }
  }

  private static long value(Field field) {
    try {
      return ((Number) field.get(null)).longValue();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
