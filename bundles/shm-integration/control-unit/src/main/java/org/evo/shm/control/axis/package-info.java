// SPDX-License-Identifier: Apache-2.0
/** One axis: its sensors, its modes and faults, homing, and who asked it to move. */
package org.evo.shm.control.axis;
