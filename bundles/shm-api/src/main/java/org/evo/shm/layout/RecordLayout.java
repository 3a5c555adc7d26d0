// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.evo.shm.error.InvalidRangeException;

/**
 * The layout of a record: its fields in the order of their offsets, each aligned to its element,
 * and a size that is a multiple of 8 bytes. Immutable and thread-safe.
 *
 * <pre>{@code
 * private static final RecordLayout.Builder FIELDS = RecordLayout.builder("axis");
 * public static final FloatField POSITION = FIELDS.f64("position", "mm");
 * public static final IntegerField STATUS = FIELDS.u32("status", "");
 * public static final RecordLayout LAYOUT = FIELDS.build();
 * }</pre>
 */
public final class RecordLayout {

  /** Records are padded to a multiple of this, in bytes. */
  public static final int ALIGNMENT_BYTES = 8;

  /** Most fields of a record. */
  public static final int MAX_FIELDS = 4096;

  private final String name;
  private final List<Field> fields;
  private final int sizeBytes;
  private final byte[] encoded;
  private final long fingerprint;

  RecordLayout(String name, List<Field> fields, int sizeBytes) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.sizeBytes = sizeBytes;
    this.encoded = LayoutText.encode(this).getBytes(StandardCharsets.UTF_8);
    this.fingerprint = fingerprintOf(encoded);
  }

  /** Starts a layout; each call of the builder appends a field. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * The layout that {@link #toBytes()} encoded.
   *
   * @throws IllegalArgumentException when the bytes are no such encoding
   */
  public static RecordLayout fromBytes(byte[] encoded) {
    RecordLayout layout = LayoutText.decode(new String(encoded, StandardCharsets.UTF_8));
    if (!Arrays.equals(layout.encoded, encoded)) {
      throw new IllegalArgumentException("no record layout: not in UTF-8");
    }
    return layout;
  }

  /** First 8 bytes of SHA-256 (FIPS 180-4), little-endian. */
  private static long fingerprintOf(byte[] encoded) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The record's name, for people. */
  public String name() {
    return name;
  }

  /** All fields, by offset. */
  public List<Field> fields() {
    return fields;
  }

  /** The field of this name. */
  public Optional<Field> field(String fieldName) {
    return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
  }

  /** Bytes of one record. */
  public int sizeBytes() {
    return sizeBytes;
  }

  /**
   * Identifies the layout: equal for layouts with the same name, fields, offsets and units, else
   * different but for a chance of one in 2^64.
   */
  public long fingerprint() {
    return fingerprint;
  }

  /** The portable encoding: UTF-8 text, a line a field. A copy. */
  public byte[] toBytes() {
    return encoded.clone();
  }

  /**
   * Why a reader that knows this layout cannot read a record of layout {@code actual}: a line for
   * each difference, empty when it can. It can when every field it knows is there unchanged, or is
   * optional and absent; fields that it does not know do not matter.
   */
  public List<String> differencesFrom(RecordLayout actual) {
    if (fingerprint == actual.fingerprint) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    for (Field expected : fields) {
      Optional<Field> found = actual.field(expected.name());
      if (found.isEmpty()) {
        if (!expected.optional()) {
          differences.add("'" + expected.name() + "' is missing");
        }
      } else if (!sameMemory(expected, found.get())) {
        differences.add(
            "'"
                + expected.name()
                + "' is "
                + describe(found.get())
                + ", expected "
                + describe(expected));
      }
    }
    return differences;
  }

  private static boolean sameMemory(Field a, Field b) {
    return a.type() == b.type()
        && a.offset() == b.offset()
        && a.count() == b.count()
        && a.unit().equals(b.unit());
  }

  private static String describe(Field field) {
    String unit = field.unit().isEmpty() ? "" : " in " + field.unit();
    return field.type() + "[" + field.count() + "] at " + field.offset() + unit;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordLayout that
        && sizeBytes == that.sizeBytes
        && name.equals(that.name)
        && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint);
  }

  @Override
  public String toString() {
    return name + " (" + fields.size() + " fields, " + sizeBytes + " bytes)";
  }

  /**
   * Appends fields one after the other, each at the next aligned offset. Not thread-safe. A name
   * that is taken or malformed is an {@link InvalidRangeException}.
   */
  public static final class Builder {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    /** No control, format, surrogate, private or unassigned character, no separator of lines. */
    private static final Pattern UNIT = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{0,16}");

    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private long endBytes;

    private Builder(String name) {
      this.name = checkName(name, name);
    }

    /** Appends a field of any type, also optional ones. */
    public Field append(FieldType type, String field, int count, String unit, boolean optional) {
      check(type, field, count, unit);
      long aligned = alignUp(endBytes, type.sizeBytes());
      long end = aligned + (long) type.sizeBytes() * count;
      if (end > Integer.MAX_VALUE - ALIGNMENT_BYTES) {
        throw new InvalidRangeException(
            name, "'" + field + "' ends at byte " + end, "make the record smaller");
      }
      endBytes = end;
      Field appended = create(type, field, (int) aligned, count, unit, optional);
      fields.add(appended);
      return appended;
    }

    /** Appends a double. */
    public FloatField f64(String field, String unit) {
      return f64s(field, 1, unit);
    }

    /** Appends an array of doubles. */
    public FloatField f64s(String field, int count, String unit) {
      return (FloatField) append(FieldType.F64, field, count, unit, false);
    }

    /** Appends a float. */
    public FloatField f32(String field, String unit) {
      return (FloatField) append(FieldType.F32, field, 1, unit, false);
    }

    /** Appends a signed 64-bit integer. */
    public IntegerField i64(String field, String unit) {
      return i64s(field, 1, unit);
    }

    /** Appends an array of signed 64-bit integers. */
    public IntegerField i64s(String field, int count, String unit) {
      return (IntegerField) append(FieldType.I64, field, count, unit, false);
    }

    /** Appends an unsigned 64-bit integer. */
    public IntegerField u64(String field, String unit) {
      return (IntegerField) append(FieldType.U64, field, 1, unit, false);
    }

    /** Appends a signed 32-bit integer. */
    public IntegerField i32(String field, String unit) {
      return (IntegerField) append(FieldType.I32, field, 1, unit, false);
    }

    /** Appends an unsigned 32-bit integer. */
    public IntegerField u32(String field, String unit) {
      return (IntegerField) append(FieldType.U32, field, 1, unit, false);
    }

    /** Appends an unsigned 16-bit integer. */
    public IntegerField u16(String field, String unit) {
      return (IntegerField) append(FieldType.U16, field, 1, unit, false);
    }

    /** Appends an unsigned byte. */
    public IntegerField u8(String field, String unit) {
      return u8s(field, 1, unit);
    }

    /** Appends an array of unsigned bytes. */
    public IntegerField u8s(String field, int count, String unit) {
      return (IntegerField) append(FieldType.U8, field, count, unit, false);
    }

    /** Appends a truth value. */
    public BooleanField bool(String field) {
      return bools(field, 1);
    }

    /** Appends an array of truth values. */
    public BooleanField bools(String field, int count) {
      return (BooleanField) append(FieldType.BOOL, field, count, "", false);
    }

    /** Appends text with room for {@code roomBytes} bytes of UTF-8. */
    public TextField text(String field, int roomBytes) {
      return (TextField) append(FieldType.TEXT, field, roomBytes, "", false);
    }

    /** The finished layout. */
    public RecordLayout build() {
      if (fields.isEmpty()) {
        throw new InvalidRangeException(name, "a record without fields", "append at least one");
      }
      return new RecordLayout(name, fields, (int) alignUp(endBytes, ALIGNMENT_BYTES));
    }

    private void check(FieldType type, String field, int count, String unit) {
      checkName(name, field);
      if (fields.size() == MAX_FIELDS) {
        throw new InvalidRangeException(
            name, "more than " + MAX_FIELDS + " fields", "use arrays, or several segments");
      }
      if (fields.stream().anyMatch(f -> f.name().equals(field))) {
        throw new InvalidRangeException(
            name, "field '" + field + "' is there twice", "give each field a name of its own");
      }
      if (count < 1) {
        throw new InvalidRangeException(
            name, "field '" + field + "' has " + count + " elements", "give it at least one");
      }
      if (!UNIT.matcher(unit).matches()) {
        throw new InvalidRangeException(
            name,
            "the unit of '" + field + "' is unusable",
            "use 0 to 16 printable characters for the unit of a " + type);
      }
    }

    private static String checkName(String record, String checked) {
      if (checked == null || !NAME.matcher(checked).matches()) {
        throw new InvalidRangeException(
            Printable.of(record),
            "'" + Printable.of(checked) + "' names no record or field",
            "use 1 to 64 of A-Z a-z 0-9 _ . - with a letter or _ first");
      }
      return checked;
    }

    private static long alignUp(long value, int alignment) {
      return (value + alignment - 1) / alignment * alignment;
    }

    private static Field create(
        FieldType type, String field, int offset, int count, String unit, boolean optional) {
      return switch (type) {
        case F32, F64 -> new FloatField(field, type, offset, count, unit, optional);
        case BOOL -> new BooleanField(field, type, offset, count, unit, optional);
        case TEXT -> new TextField(field, type, offset, count, unit, optional);
        default -> new IntegerField(field, type, offset, count, unit, optional);
      };
    }
  }
}
