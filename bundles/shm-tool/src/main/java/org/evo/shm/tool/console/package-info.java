// SPDX-License-Identifier: Apache-2.0
/** What every verb shares: where it prints, how it is stopped, how text and numbers are shown. */
package org.evo.shm.tool.console;
