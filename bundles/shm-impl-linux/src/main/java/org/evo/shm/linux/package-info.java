// SPDX-License-Identifier: Apache-2.0
/**
 * Shared memory on Linux: the handles, and what they share. Plain Java; {@code
 * org.evo.shm.linux.osgi} offers it as services.
 */
package org.evo.shm.linux;
