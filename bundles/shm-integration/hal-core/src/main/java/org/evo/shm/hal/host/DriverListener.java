// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

/** Hears how a driver fares, on the driver's thread. */
public interface DriverListener {

  /** It threw; it goes on trying, unless the text says that it ended. */
  void failed(String text);

  /** It works again. */
  void recovered();
}
