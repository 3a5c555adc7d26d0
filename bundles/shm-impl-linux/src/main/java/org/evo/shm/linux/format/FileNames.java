// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentNames;
import org.evo.shm.error.InvalidNameException;

/**
 * The names of files in the segment directory:
 *
 * <pre>
 * evo_{module}_{name}_{pid}   slotted
 * evo_{name}_{pid}            classic
 * evo_{name}.meta             metadata
 * .evo-{name}.lock            maintenance lock
 * .evo-{name}.new             data on its way to its name
 * .evo-{name}.meta            metadata on its way to its name
 * </pre>
 *
 * Names may contain underscores, so a file name alone does not tell a segment's name: headers
 * decide. The one thing it tells for sure is which segments it cannot be.
 */
public final class FileNames {

  private static final String PREFIX = "evo_";
  private static final String HIDDEN = ".evo-";
  private static final String META = ".meta";
  private static final String LOCK = ".lock";
  private static final String NEW = ".new";
  private static final int MOST_DIGITS = 10;
  private static final Pattern DATA = Pattern.compile("evo_(.+)_(\\d{1,10})");

  /** What modules and segments may be called, and so nothing that steers a terminal. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

  private FileNames() {}

  /** The last part of a path, empty for a root. */
  public static String of(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }

  /** The data file of a segment created by process {@code pid}. */
  public static String data(SegmentLayout layout, String module, String name, int pid) {
    return layout == SegmentLayout.CLASSIC
        ? PREFIX + name + "_" + pid
        : PREFIX + module + "_" + name + "_" + pid;
  }

  /** The metadata of a segment. */
  public static String meta(String name) {
    return PREFIX + name + META;
  }

  /** The maintenance lock of a segment. */
  public static String lock(String name) {
    return HIDDEN + name + LOCK;
  }

  /** Data on its way to its name. Only the holder of the maintenance lock has one. */
  public static String temporary(String name) {
    return HIDDEN + name + NEW;
  }

  /** Metadata on its way to its name; likewise. */
  public static String temporaryMeta(String name) {
    return HIDDEN + name + META;
  }

  /** Whether a name is made of nothing but what names of segments are made of. */
  public static boolean isPlain(String fileName) {
    return PLAIN.matcher(fileName).matches();
  }

  /**
   * Whether a file claims to be a segment's data: what {@link #DATA} says, without its cost, since
   * every claim asks it of every file.
   */
  public static boolean isData(String fileName) {
    int underscore = fileName.lastIndexOf('_');
    int digits = fileName.length() - underscore - 1;
    if (underscore <= PREFIX.length()
        || digits < 1
        || digits > MOST_DIGITS
        || !fileName.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < fileName.length(); i++) {
      char c = fileName.charAt(i);
      if (i > underscore ? c < '0' || c > '9' : endsLine(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean endsLine(char c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /**
   * The segment whose metadata or maintenance lock this is. What is on its way to its name tells
   * nothing yet.
   */
  public static Optional<String> companionOf(String fileName) {
    return ofMeta(fileName).or(() -> ofLock(fileName));
  }

  /** Whether a file can be the data of this segment; its header decides. */
  public static boolean canBe(String fileName, String name) {
    int from = fileName.lastIndexOf('_') - name.length();
    // What nearly every file fails first.
    return from >= PREFIX.length()
        && fileName.startsWith(name, from)
        && fileName.charAt(from - 1) == '_'
        && isData(fileName)
        && isPlain(fileName);
  }

  /** Whether a file has the name that a segment with this header gets, of whatever process. */
  public static boolean fits(String fileName, SegmentHeader header) {
    int end = fileName.lastIndexOf('_') + 1;
    String begin =
        header.geometry().isClassic()
            ? PREFIX + header.name() + "_"
            : PREFIX + header.module() + "_" + header.name() + "_";
    return isData(fileName) && fileName.substring(0, end).equals(begin);
  }

  /** The segment whose metadata a file would be; empty when it is none. */
  public static Optional<String> ofMeta(String fileName) {
    return between(PREFIX, fileName, META);
  }

  /** The segment whose maintenance lock a file would be; empty when it is none. */
  public static Optional<String> ofLock(String fileName) {
    return between(HIDDEN, fileName, LOCK);
  }

  /** The segment whose data or metadata a file would be on its way; empty when it is neither. */
  public static Optional<String> ofTemporary(String fileName) {
    return between(HIDDEN, fileName, NEW).or(() -> between(HIDDEN, fileName, META));
  }

  private static Optional<String> between(String prefix, String fileName, String suffix) {
    boolean fits =
        fileName.startsWith(prefix)
            && fileName.endsWith(suffix)
            && fileName.length() > prefix.length() + suffix.length();
    return fits
        ? Optional.of(fileName.substring(prefix.length(), fileName.length() - suffix.length()))
            .filter(FileNames::isSegment)
        : Optional.empty();
  }

  private static boolean isSegment(String name) {
    return SegmentNames.isSegment(name);
  }

  /** Every segment whose data a file can be, the longest name first; its header decides. */
  public static List<String> possibleSegments(String fileName) {
    List<String> segments = new ArrayList<>();
    if (isData(fileName) && isPlain(fileName)) {
      String middle = fileName.substring(PREFIX.length(), fileName.lastIndexOf('_'));
      for (int from = 0; from >= 0; from = next(middle, from)) {
        String name = middle.substring(from);
        if (isSegment(name)) {
          segments.add(name);
        }
      }
    }
    return segments;
  }

  private static int next(String middle, int from) {
    int underscore = middle.indexOf('_', from);
    return underscore < 0 ? -1 : underscore + 1;
  }

  /** The segment to which a file belongs that is no data: metadata, lock or temporary. */
  public static Optional<String> segmentOfResidue(String fileName) {
    return ofMeta(fileName).or(() -> ofLock(fileName)).or(() -> ofTemporary(fileName));
  }

  /** The segment of a classic file, whose header has no name. */
  static String classicSegment(String fileName) throws MalformedSegmentException {
    Matcher matcher = DATA.matcher(fileName);
    Checks.require(matcher.matches(), "'" + fileName + "' is no name of a classic segment");
    try {
      return SegmentNames.checkSegment(matcher.group(1));
    } catch (InvalidNameException e) {
      throw new MalformedSegmentException("its file name holds no segment name: " + e.reason());
    }
  }
}
