// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.function.Consumer;
import org.evo.shm.layout.RecordLayout;

/** Where layouts come from. */
@FunctionalInterface
interface LayoutWatch {

  /**
   * Tells of the layout of a name, now or when it comes, and again when another takes its place.
   * That it has gone is not told: who has it may go on.
   *
   * @return stops it
   */
  Runnable watch(String name, Consumer<RecordLayout> found);
}
