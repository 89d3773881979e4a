/** Serves the files of the console. What it does is JavaScript, in the folder {@code web} of the resources. */
@NullMarked
package org.clientele.console.internal;

import org.jspecify.annotations.NullMarked;
