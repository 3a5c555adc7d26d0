// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.regex.Pattern;

/** Tells text that may go to a terminal from text that steers it. */
final class PlainText {

  private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private PlainText() {}

  static boolean isUnfit(String text) {
    return UNFIT.matcher(text).find();
  }
}
