// SPDX-License-Identifier: Apache-2.0
/** The other modules of a closed loop, as far as the Control Unit needs them. */
package org.evo.shm.control.rig;
