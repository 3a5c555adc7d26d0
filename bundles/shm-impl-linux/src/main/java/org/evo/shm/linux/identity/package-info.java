// SPDX-License-Identifier: Apache-2.0
/** Who a process is, so that a recorded one can be told from a later one with the same pid. */
package org.evo.shm.linux.identity;
