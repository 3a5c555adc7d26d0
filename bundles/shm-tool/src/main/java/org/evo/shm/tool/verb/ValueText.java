// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.math.BigDecimal;
import java.math.MathContext;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.RecordView;
import org.evo.shm.tool.console.Text;

/** The value of a field for people: short arrays whole, long ones by their first elements. */
final class ValueText {

  private static final int SHOWN = 8;
  private static final MathContext DIGITS = new MathContext(9);

  private ValueText() {}

  static String of(Field field, RecordView record) {
    if (field.values() == 1) {
      return single(field, record, 0);
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(field.values(), SHOWN); i++) {
      text.append(i == 0 ? "" : ", ").append(single(field, record, i));
    }
    if (field.values() > SHOWN) {
      text.append(", ... ").append(field.values()).append(" in all");
    }
    return text.append(']').toString();
  }

  private static String single(Field field, RecordView record, int index) {
    Object value = field.value(record, index);
    if (value instanceof Double number) {
      return floating(field.type(), number);
    }
    return value instanceof String text ? '"' + Text.printable(text) + '"' : String.valueOf(value);
  }

  /** As many digits as the type really has, or as people read. */
  private static String floating(FieldType type, double value) {
    if (type == FieldType.F32) {
      return Float.toString((float) value);
    }
    boolean finite = Double.isFinite(value);
    return Double.toString(finite ? new BigDecimal(value).round(DIGITS).doubleValue() : value);
  }
}
