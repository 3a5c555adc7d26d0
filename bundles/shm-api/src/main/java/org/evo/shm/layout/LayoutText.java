// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

/**
 * The portable encoding of a layout: lines of tab-separated columns, each ended by a line feed.
 *
 * <pre>
 * evo-layout 1    NAME    SIZE
 * NAME            TYPE    OFFSET    COUNT    UNIT    required|optional
 * </pre>
 *
 * Decoding builds the layout anew and compares its encoding with what was given, so that nothing
 * but a canonical encoding is accepted: offsets, sizes and names of a hostile file are checked by
 * the same rules as those of a program.
 */
final class LayoutText {

  private static final String VERSION = "evo-layout 1";
  private static final int HEADER_COLUMNS = 3;
  private static final int FIELD_COLUMNS = 6;
  private static final String REQUIRED = "required";
  private static final String OPTIONAL = "optional";

  private LayoutText() {}

  static String encode(RecordLayout layout) {
    StringBuilder text = new StringBuilder();
    line(text, VERSION, layout.name(), layout.sizeBytes());
    for (Field f : layout.fields()) {
      String need = f.optional() ? OPTIONAL : REQUIRED;
      line(text, f.name(), f.type(), f.offset(), f.count(), f.unit(), need);
    }
    return text.toString();
  }

  static RecordLayout decode(String text) {
    try {
      RecordLayout layout = parse(text);
      if (!encode(layout).equals(text)) {
        throw new IllegalArgumentException("not in the canonical form");
      }
      return layout;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("no record layout: " + e.getMessage(), e);
    }
  }

  private static RecordLayout parse(String text) {
    String[] lines = text.split("\n");
    String[] header = columns(lines[0], HEADER_COLUMNS);
    RecordLayout.Builder builder = RecordLayout.builder(header[1]);
    for (int i = 1; i < lines.length; i++) {
      String[] field = columns(lines[i], FIELD_COLUMNS);
      builder.append(
          type(field[1]), field[0], count(field[3]), field[4], field[5].equals(OPTIONAL));
    }
    return builder.build();
  }

  private static FieldType type(String column) {
    try {
      return FieldType.valueOf(column);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + Printable.of(column) + "' is no type");
    }
  }

  private static int count(String column) {
    try {
      return Integer.parseInt(column);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + Printable.of(column) + "' is no count");
    }
  }

  private static String[] columns(String line, int count) {
    String[] columns = line.split("\t", -1);
    if (columns.length != count) {
      throw new IllegalArgumentException(
          "a line with " + columns.length + " columns instead of " + count);
    }
    return columns;
  }

  private static void line(StringBuilder text, Object... columns) {
    for (int i = 0; i < columns.length; i++) {
      text.append(i == 0 ? "" : "\t").append(columns[i]);
    }
    text.append('\n');
  }
}
