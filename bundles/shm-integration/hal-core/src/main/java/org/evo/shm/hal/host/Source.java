// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;

/** Where the values of one group come from. Owned by one thread; may block and allocate. */
interface Source<T extends GroupSample> {

  /**
   * Measures now.
   *
   * @throws IOException when a file is missing, cannot be read or says something else than
   *     documented
   */
  T read(long nowNs) throws IOException;
}
