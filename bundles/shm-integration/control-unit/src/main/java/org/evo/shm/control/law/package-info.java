// SPDX-License-Identifier: Apache-2.0
/** The laws: how a setpoint moves and how an axis is made to follow it. Numbers in, numbers out. */
package org.evo.shm.control.law;
