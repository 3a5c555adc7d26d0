// SPDX-License-Identifier: Apache-2.0
/** The driver {@code host}: this computer's own sensors, from {@code /proc} and {@code /sys}. */
package org.evo.shm.hal.host;
