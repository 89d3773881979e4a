/** The console in a real browser. */
@NullMarked
package org.clientele.console.tests;

import org.jspecify.annotations.NullMarked;
