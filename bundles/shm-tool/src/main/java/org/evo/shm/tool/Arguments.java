// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evo.shm.SegmentNames;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Builds options and parameters, in code: reading annotations makes every start slower. A value
 * that is refused is refused with what is allowed.
 */
final class Arguments {

  /** About three years, in nanoseconds still far from the end of a long. */
  private static final double MAX_SECONDS = 1e8;

  private static final double SECOND_NS = 1e9;

  /** So few digits that no unit makes them too large for a long. */
  private static final Pattern SIZE = Pattern.compile("(\\d{1,10})([KkMmGg]?)");

  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_.*?-]+");

  private static final long MAX_UID = Integer.MAX_VALUE;

  private Arguments() {}

  /** A command that is run by {@code action}. */
  static CommandSpec command(String name, String description, Callable<Integer> action) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(action).name(name);
    spec.usageMessage().description(description);
    return spec;
  }

  /** The segment's name. */
  static PositionalParamSpec segment() {
    return name().arity("1").required(true).description("The segment.").build();
  }

  /** A segment's name, null when it is not given. */
  static PositionalParamSpec optionalSegment() {
    return name().required(false).description("The segment; default: all.").build();
  }

  private static PositionalParamSpec.Builder name() {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("0..1")
        .paramLabel("NAME")
        .type(String.class);
  }

  /** What was given for {@link #segment()}, when it can be a segment's name. */
  static String name(PositionalParamSpec segment) {
    String name = segment.getValue();
    return WrongArgumentException.judged(() -> SegmentNames.checkSegment(name));
  }

  /** What was given for {@link #optionalSegment()}, likewise. */
  static Optional<String> optionalName(PositionalParamSpec segment) {
    return segment.getValue() == null ? Optional.empty() : Optional.of(name(segment));
  }

  private static Long toSize(String given) {
    Matcher size = SIZE.matcher(given);
    if (!size.matches()) {
      throw new TypeConversionException(
          "'" + given + "' is no number of bytes, such as 4096, 64K, 16M or 1G");
    }
    long unit = UNITS.get(size.group(2).toUpperCase(Locale.ROOT));
    return Long.parseLong(size.group(1)) * unit;
  }

  /** A switch. */
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /** Some text. */
  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** A whole number from {@code min} to {@code max}, null when it is not given. */
  static OptionSpec number(String name, long min, long max, String description) {
    return OptionSpec.builder(name)
        .type(Long.class)
        .paramLabel("N")
        .converters((ITypeConverter<Long>) given -> toNumber(given, min, max))
        .description(description)
        .build();
  }

  /**
   * Names of segments or modules, with {@code *} for any text and {@code ?} for any character. What
   * no name can have in it is refused: it would match nothing and look as if all were well.
   */
  static OptionSpec glob(String name, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel("GLOB")
        .converters((ITypeConverter<String>) Arguments::toGlob)
        .description(description)
        .build();
  }

  private static String toGlob(String given) {
    if (!GLOB.matcher(given).matches()) {
      throw new TypeConversionException(
          "'" + given + "' describes no name: use A-Z a-z 0-9 _ . - and the signs * ?");
    }
    return given;
  }

  /**
   * One that is not there may be reported by whoever looks for it; one that cannot be is refused.
   */
  static String toDirectory(String given) {
    if (given.isEmpty() || given.indexOf('\0') >= 0) {
      throw new TypeConversionException("'' names no directory");
    }
    Path path = Path.of(given);
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new TypeConversionException("'" + given + "' is no directory");
    }
    return given;
  }

  /** A time given in seconds and kept in nanoseconds, null when it is not given. */
  static OptionSpec seconds(String name, String description) {
    return seconds(name, description, given -> toNanoseconds(given, false));
  }

  /** The same, where no time at all is a time, too. */
  static OptionSpec secondsOrNone(String name, String description) {
    return seconds(name, description, given -> toNanoseconds(given, true));
  }

  private static OptionSpec seconds(
      String name, String description, ITypeConverter<Long> converter) {
    return OptionSpec.builder(name)
        .type(Long.class)
        .paramLabel("S")
        .converters(converter)
        .description(description)
        .build();
  }

  /** A number of bytes, also with K, M or G behind it; null when it is not given. */
  static OptionSpec size(String name, String description) {
    return OptionSpec.builder(name)
        .type(Long.class)
        .paramLabel("BYTES")
        .converters((ITypeConverter<Long>) Arguments::toSize)
        .description(description)
        .build();
  }

  /** One of several words. */
  static OptionSpec choice(String name, String description, List<String> words) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(String.join("|", words))
        .converters((ITypeConverter<String>) given -> toWord(given, words))
        .description(description)
        .build();
  }

  /** The users whose segments are looked at besides our own and root's, none when not given. */
  static OptionSpec trust() {
    return OptionSpec.builder("--trust")
        .type(List.class)
        .auxiliaryTypes(Integer.class)
        .splitRegex(",")
        .arity("1")
        .paramLabel("UID[,UID...]")
        .hideParamSyntax(true)
        .converters((ITypeConverter<Integer>) given -> toNumber(given, 0, MAX_UID).intValue())
        .description(
            "Also look at segments of these users, by number; default: our own and root's.")
        .build();
  }

  /** What was given for {@link #trust()}. */
  static Set<Integer> trusted(OptionSpec trust) {
    return Set.copyOf(Arguments.<List<Integer>>valueOr(trust, List.of()));
  }

  /** The value of an option, or what stands for it when it is not given. */
  static <T> T valueOr(OptionSpec option, T absent) {
    T given = option.getValue();
    return given == null ? absent : given;
  }

  private static Long toNumber(String given, long min, long max) {
    String refused = "'" + given + "' is no whole number from " + min + " to " + max;
    long value;
    try {
      value = Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(refused);
    }
    if (value < min || value > max) {
      throw new TypeConversionException(refused);
    }
    return value;
  }

  private static Long toNanoseconds(String given, boolean orNone) {
    String refused =
        "'"
            + given
            + "' is no number of seconds "
            + (orNone ? "from 0 to " : "above 0 and up to ")
            + (long) MAX_SECONDS;
    double value;
    try {
      value = Double.parseDouble(given);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(refused);
    }
    boolean enough = value > 0 || orNone && value == 0;
    if (!(enough && value <= MAX_SECONDS)) {
      throw new TypeConversionException(refused);
    }
    return (long) (value * SECOND_NS);
  }

  private static String toWord(String given, List<String> words) {
    if (!words.contains(given)) {
      throw new TypeConversionException("'" + given + "' is none of " + String.join(", ", words));
    }
    return given;
  }
}
