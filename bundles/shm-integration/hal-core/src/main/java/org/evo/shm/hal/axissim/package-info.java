// SPDX-License-Identifier: Apache-2.0
/**
 * The driver {@code axis-sim}: axes, inputs and outputs that exist in numbers only. They move in
 * the publishing loop's own cycle and by its time alone, so the same commands at the same times
 * move them the same way.
 */
package org.evo.shm.hal.axissim;
