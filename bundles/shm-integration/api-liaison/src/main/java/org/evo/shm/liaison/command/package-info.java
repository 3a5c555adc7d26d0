// SPDX-License-Identifier: Apache-2.0
/** Commands on their way: checked, waiting, in the ring, answered. */
package org.evo.shm.liaison.command;
