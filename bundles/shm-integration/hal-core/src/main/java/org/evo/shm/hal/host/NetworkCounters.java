// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

/**
 * An interface's line in {@code /proc/net/dev}.
 *
 * @param rxBytes bytes received
 * @param txBytes bytes sent
 */
record NetworkCounters(long rxBytes, long txBytes) {

  private static final int RX_BYTES = 0;
  private static final int TX_BYTES = 8;

  /**
   * @param columns what is behind the colon
   */
  static NetworkCounters of(SourceLine columns) throws SourceFormatException {
    return new NetworkCounters(columns.counter(RX_BYTES), columns.counter(TX_BYTES));
  }

  long receivedSince(NetworkCounters before) {
    return Counter.BITS_64.growth(before.rxBytes, rxBytes);
  }

  long sentSince(NetworkCounters before) {
    return Counter.BITS_64.growth(before.txBytes, txBytes);
  }
}
