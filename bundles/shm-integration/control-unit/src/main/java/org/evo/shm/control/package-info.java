// SPDX-License-Identifier: Apache-2.0
/**
 * The Control Unit: keeps axes at their setpoints, and the segment {@code control_state} that shows
 * what it does.
 */
package org.evo.shm.control;
