// SPDX-License-Identifier: Apache-2.0
/** The socket at which commands are taken: a line with an object in, a line with an object out. */
package org.evo.shm.liaison.socket;
