// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sizes and times with units that people read easily. */
public final class Quantities {

  /** What stands for something unknown. */
  public static final String UNKNOWN = "-";

  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final int KIBI = 1024;

  private static final String[] TIME_UNITS = {"ns", "us", "ms", "s"};
  private static final int MINUTE_S = 60;
  private static final int HOUR_S = 3600;
  private static final int DAY_S = 86_400;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int NS_DIGITS_OF_A_MS = 6;

  private Quantities() {}

  /** A size: {@code 512 B}, {@code 4 KiB}, {@code 1.5 MiB}. */
  public static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= KIBI && unit < BYTE_UNITS.length - 1) {
      value /= KIBI;
      unit++;
    }
    return number(value) + " " + BYTE_UNITS[unit];
  }

  /** A time in nanoseconds: {@code 85 us}, {@code 3.2 s}, {@code 5 min}; negative is unknown. */
  public static String time(long ns) {
    if (ns < 0) {
      return UNKNOWN;
    }
    long seconds = ns / SECOND_NS;
    if (seconds >= 2L * DAY_S) {
      return seconds / DAY_S + " d";
    }
    if (seconds >= 2L * HOUR_S) {
      return seconds / HOUR_S + " h";
    }
    return seconds >= 2L * MINUTE_S ? seconds / MINUTE_S + " min" : shortTime(ns);
  }

  private static String shortTime(double ns) {
    int unit = 0;
    double value = ns;
    while (value >= 1000 && unit < TIME_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return number(value) + " " + TIME_UNITS[unit];
  }

  /** Rounded to one decimal below 10 and to none above; {@code String.format} is slow to start. */
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    if (tenths >= 100 || tenths % 10 == 0) {
      return Long.toString(Math.round(value));
    }
    return tenths / 10 + "." + tenths % 10;
  }

  /** Nanoseconds as milliseconds with three decimals, for programs: never with an exponent. */
  public static BigDecimal milliseconds(long ns) {
    return BigDecimal.valueOf(ns, NS_DIGITS_OF_A_MS).setScale(3, RoundingMode.HALF_UP);
  }
}
